//! What a recording held, for a person: what it was read as, a row for each service, and why its score is what it is.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use crate::fact::{ClauseSeen, ContractSeen, InputSeen, Recording, ScoreRule, ServiceSeen};
use crate::report::prose::{LEAST_WIDTH, heading, paragraph};
use crate::report::{Look, printable_line, sighting};
use crate::text::shorten;

/// So many inputs are named; of more, the formats are counted.
const MOST_INPUTS: usize = 3;
const HEADS: [&str; 8] = ["service", "spans", "logs", "metrics", "points", "traces", "score", "rules"];
/// Between two columns.
const GAP: usize = 2;
const SHORTEST_SERVICE: usize = 12;

pub(super) fn write(recording: &Recording, look: &Look, out: &mut dyn Write) -> Result<()> {
    if !recording.inputs.is_empty() {
        writeln!(out, "{}", inputs(&recording.inputs))?;
    }
    if !recording.services.is_empty() {
        write_services(&recording.services, look, out)?;
    }
    for contract in &recording.contracts {
        write_contract(contract, look, out)?;
    }
    if recording.inputs.is_empty() && recording.services.is_empty() { Ok(()) } else { writeln!(out) }
}

/// How many clauses the recording has put to the test, and which it has not.
fn write_contract(contract: &ContractSeen, look: &Look, out: &mut dyn Write) -> Result<()> {
    let unseen: Vec<&ClauseSeen> = contract.clauses.iter().filter(|clause| clause.count == 0).collect();
    let (all, file) = (contract.clauses.len(), sighting::name(&contract.file));
    let clauses = if all == 1 { "clause was" } else { "clauses were" };
    writeln!(out, "held against `{file}`: {} of {all} {clauses} exercised", all - unseen.len())?;
    let told = |clause: &&ClauseSeen| {
        let place = if clause.place.file == contract.file {
            format!("line {}", clause.place.line)
        } else {
            printable_line(&clause.place.to_string())
        };
        format!("{} ({place})", printable_line(&clause.name))
    };
    paragraph("never exercised:", &unseen.iter().map(told).collect::<Vec<_>>().join(", "), look, out)
}

fn write_services(services: &[ServiceSeen], look: &Look, out: &mut dyn Write) -> Result<()> {
    let rows: Vec<[String; 8]> = services.iter().map(row).collect();
    let widths = widths(&rows, look);
    writeln!(out, "{}", heading(&line(&HEADS.map(str::to_owned), widths), look))?;
    let everywhere = never_evaluated(services);
    for (row, service) in rows.iter().zip(services) {
        writeln!(out, "{}", line(row, widths))?;
        rules("fell short:", service.score.failed.iter(), look, out)?;
        let own = service.score.not_evaluated.iter().filter(|rule| !everywhere.contains(rule));
        rules("not evaluable:", own, look, out)?;
    }
    let word = if services.len() == 1 { "not evaluable:" } else { "not evaluable for any:" };
    rules(word, everywhere.into_iter(), look, out)
}

fn inputs(inputs: &[InputSeen]) -> String {
    let detected = |input: &InputSeen| sighting::name(&input.detected);
    if inputs.len() <= MOST_INPUTS {
        let named: Vec<String> =
            inputs.iter().map(|input| format!("`{}` ({})", sighting::name(&input.name), detected(input))).collect();
        return format!("read {}", named.join(", "));
    }
    let mut formats: BTreeMap<String, usize> = BTreeMap::new();
    for input in inputs {
        *formats.entry(detected(input)).or_default() += 1;
    }
    let formats: Vec<String> = formats.iter().map(|(format, count)| format!("{format} ({count})")).collect();
    format!("read {} files: {}", inputs.len(), formats.join(", "))
}

fn row(service: &ServiceSeen) -> [String; 8] {
    let (seen, score) = (service.amounts, &service.score);
    [
        sighting::service(&service.service),
        seen.spans.to_string(),
        seen.logs.to_string(),
        seen.metrics.to_string(),
        seen.data_points.to_string(),
        seen.traces.to_string(),
        score.value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}")),
        format!("{} of {}", score.evaluated, score.of),
    ]
}

/// Of the columns; names of services take what the numbers leave.
fn widths(rows: &[[String; 8]], look: &Look) -> [usize; 8] {
    let mut widths = HEADS.map(str::len);
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = cell.chars().count().max(*width);
        }
    }
    let [service, numbers @ ..] = &mut widths;
    let taken: usize = numbers.iter().map(|width| width + GAP).sum();
    *service = (*service).min(look.width.max(LEAST_WIDTH).saturating_sub(taken).max(SHORTEST_SERVICE));
    widths
}

/// The first and last column at the left, numbers at the right.
fn line(row: &[String; 8], widths: [usize; 8]) -> String {
    let mut line = String::new();
    for (at, (cell, width)) in row.iter().zip(widths).enumerate() {
        match at {
            0 => line = format!("{:<width$}", shorten(cell, width)),
            7 => line = format!("{line}{:GAP$}{cell}", ""),
            _ => line = format!("{line}{:GAP$}{cell:>width$}", ""),
        }
    }
    line
}

/// What no service could be asked, and for one reason: said once.
fn never_evaluated(services: &[ServiceSeen]) -> Vec<&ScoreRule> {
    let first = services.first().map_or(&[][..], |service| &service.score.not_evaluated);
    first.iter().filter(|rule| services.iter().all(|service| service.score.not_evaluated.contains(rule))).collect()
}

fn rules<'r>(word: &str, rules: impl Iterator<Item = &'r ScoreRule>, look: &Look, out: &mut dyn Write) -> Result<()> {
    let told = |rule: &ScoreRule| match rule.why.as_str() {
        "" => rule.id.to_owned(),
        why => format!("{} ({})", rule.id, printable_line(why)),
    };
    let told: Vec<String> = rules.map(told).collect();
    paragraph(word, &told.join(", "), look, out)
}
