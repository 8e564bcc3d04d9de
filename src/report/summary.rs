//! The last words of a report for people: what was found, in how many files or how much telemetry. Comes in: counts; goes out: one
//! line, and a table if asked for.

use std::fmt::Display;

use crate::fact::Recording;
use crate::finding::Report;

/// `3 errors, 9 warnings, 0 notes in 812 files (96 with telemetry); 1 suppressed`; of a recording
/// `no findings in 441 spans, 60 logs, 19 metrics of 1 service`.
pub(super) fn line(report: &Report) -> String {
    let summary = report.summary;
    let found = match &report.recording {
        Some(recording) => found_in_recording(report, recording),
        None => found_in_code(report),
    };
    let suppressed = if summary.suppressed > 0 { format!("; {} suppressed", summary.suppressed) } else { String::new() };
    let problems = if summary.problems > 0 { format!("; {}", count(summary.problems, "problem")) } else { String::new() };
    let done = match (report.done.findings, report.done.files) {
        (0, _) => String::new(),
        (findings, files) => format!("fixed {} in {}; ", count(findings, "finding"), count(files, "file")),
    };
    let left_out = left_to_you(report.done.left_out).map_or_else(String::new, |said| format!("{said}; "));
    let beyond: usize = report.left_out.values().sum();
    let beyond = if beyond > 0 { format!("; {beyond} not shown, by `findings_per_rule`") } else { String::new() };
    done + &left_out + &found + &suppressed + &beyond + &problems
}

/// Says how many fixes were not made, since they would bring about other findings; None where there is none.
pub fn left_to_you(fixes: usize) -> Option<String> {
    match fixes {
        0 => None,
        1 => Some("1 fix left to you, since it would bring about another finding".to_owned()),
        many => Some(format!("{many} fixes left to you, since they would bring about other findings")),
    }
}

fn found_in_code(report: &Report) -> String {
    let files = count(report.summary.files, "file");
    let found = if report.is_unfinished {
        format!("nothing was checked: no file could be analysed ({files})")
    } else if !report.findings.is_empty() || report.has_telemetry || report.summary.problems > 0 {
        format!("{} in {files}", findings(report))
    } else {
        format!("nothing to check: this workspace uses neither tracing nor OpenTelemetry ({files})")
    };
    let with_telemetry = report.summary.files_with_telemetry;
    if report.has_telemetry && !report.is_unfinished { format!("{found} ({with_telemetry} with telemetry)") } else { found }
}

fn found_in_recording(report: &Report, recording: &Recording) -> String {
    let seen = recording.amounts;
    if report.findings.is_empty() && [seen.spans, seen.logs, seen.metrics] == [0; 3] {
        let told = if report.is_unfinished {
            "nothing was validated: no telemetry could be read"
        } else {
            "nothing to validate: no spans, logs or metrics were recorded"
        };
        return told.to_owned();
    }
    let (spans, logs, metrics) = (count(seen.spans, "span"), count(seen.logs, "log"), count(seen.metrics, "metric"));
    format!("{} in {spans}, {logs}, {metrics} of {}", findings(report), count(recording.services.len(), "service"))
}

fn findings(report: &Report) -> String {
    if report.findings.is_empty() {
        return "no findings".to_owned();
    }
    let summary = report.summary;
    let (errors, warnings) = (count(summary.errors, "error"), count(summary.warnings, "warning"));
    format!("{errors}, {warnings}, {}", count(summary.notes, "note"))
}

/// How much `--fix` would mend; none where that is nothing.
pub(super) fn offer(report: &Report) -> Option<String> {
    match report.fixable() {
        (0, 0) => None,
        (safe, 0) => Some(format!("{safe} fixable with `--fix`")),
        (0, risky) => Some(format!("{risky} fixable with `--fix --unsafe-fixes`")),
        (safe, risky) => Some(format!("{safe} fixable with `--fix`, {risky} more with `--unsafe-fixes`")),
    }
}

/// The statistics as lines, numbers at the right; empty without `--statistics`.
pub(super) fn statistics(report: &Report) -> Vec<String> {
    let Some(statistics) = &report.statistics else {
        return Vec::new();
    };
    let numbers = statistics.values().map(|number| number.to_string().len()).max().unwrap_or(0);
    statistics.iter().map(|(name, number)| format!("{number:>numbers$}  {name}")).collect()
}

fn count<N: Copy + Display + PartialEq + From<u8>>(number: N, thing: &str) -> String {
    format!("{number} {thing}{}", if number == N::from(1) { "" } else { "s" })
}
