//! The last words of a report for people: what was found, in how many files. Comes in: counts; goes out: one line, and a table if asked for.

use std::fmt::Display;

use crate::finding::Report;

/// `3 errors, 9 warnings, 0 notes in 812 files (96 with telemetry); 1 suppressed`.
pub(super) fn line(report: &Report) -> String {
    let summary = report.summary;
    let files = count(summary.files, "file");
    let found = if !report.findings.is_empty() {
        let (errors, warnings) = (count(summary.errors, "error"), count(summary.warnings, "warning"));
        format!("{errors}, {warnings}, {} in {files}", count(summary.notes, "note"))
    } else if report.has_telemetry {
        format!("no findings in {files}")
    } else {
        format!("nothing to check: this workspace uses neither tracing nor OpenTelemetry ({files})")
    };
    let telemetry =
        if report.has_telemetry { format!(" ({} with telemetry)", summary.files_with_telemetry) } else { String::new() };
    let suppressed = if summary.suppressed > 0 { format!("; {} suppressed", summary.suppressed) } else { String::new() };
    let problems = if summary.problems > 0 { format!("; {}", count(summary.problems, "problem")) } else { String::new() };
    let done = match (report.done.findings, report.done.files) {
        (0, _) => String::new(),
        (findings, files) => format!("fixed {} in {}; ", count(findings, "finding"), count(files, "file")),
    };
    done + &found + &telemetry + &suppressed + &problems
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

fn count(number: usize, thing: impl Display) -> String {
    format!("{number} {thing}{}", if number == 1 { "" } else { "s" })
}
