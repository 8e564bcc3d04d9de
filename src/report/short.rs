//! One line for each finding and problem, in the form that editors and `grep` know: `path:line:column: severity[rule]: message`. Of a
//! recording, the line is that of the code, if the telemetry says it, else that of the contract; `service: signal: name:` stands behind
//! it, and at the end how often it was seen.

use std::io::{Result, Write};

use super::{printable_line, sighting, summary};
use crate::fact::Captured;
use crate::finding::{Finding, Report};
use crate::source::Problem;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> Result<()> {
    for finding in &report.findings {
        let captured = finding.captured.as_deref();
        let (severity, rule) = (finding.severity.name(), finding.rule.id);
        let seen = captured.map(seen).unwrap_or_default();
        let times = captured.map(times).unwrap_or_default();
        let (code, message) = (code(report, finding), printable_line(&finding.message));
        writeln!(out, "{code}{seen}{severity}[{rule}]: {message}{times}")?;
    }
    for problem in &report.problems {
        write_problem(problem, out)?;
    }
    for line in summary::statistics(report) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", summary::line(report))
}

pub(super) fn write_problem(problem: &Problem, out: &mut dyn Write) -> Result<()> {
    let path = printable_line(&problem.file);
    writeln!(out, "{path}:{}:{}: problem: {}", problem.line, problem.column, printable_line(&problem.message))
}

fn code(report: &Report, finding: &Finding) -> String {
    if let Some(location) = finding.location {
        let path = report.source(location.file).map_or("?", |source| &source.path);
        return format!("{}:{}:{}: ", printable_line(path), location.line, location.column);
    }
    let line = finding.captured.as_deref().and_then(sighting::line);
    line.map(|(path, line)| format!("{}:{line}: ", printable_line(path))).unwrap_or_default()
}

/// How often, and where the first of the examples stands: ` (12x, such as capture.jsonl:3, span 2)`.
fn times(captured: &Captured) -> String {
    let count = Some(captured.count).filter(|&count| count > 1).map(|count| format!("{count}x"));
    let place = captured.examples.iter().find_map(|example| {
        let place = example.place.as_ref()?;
        // Of a span in a message it is not always known which one it is there.
        let id = if place.number == 0 { format!(", span {}", example.span_id) } else { String::new() };
        Some(printable_line(&format!("{place}{id}")))
    });
    match (count, place) {
        (Some(count), Some(place)) => format!(" ({count}, such as {place})"),
        (Some(said), None) | (None, Some(said)) => format!(" ({said})"),
        (None, None) => String::new(),
    }
}

fn seen(captured: &Captured) -> String {
    let parts = [captured.signal.to_owned(), sighting::name(&captured.name)];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    sighting::known_service(captured).into_iter().chain(parts).map(|part| part + ": ").collect()
}
