//! One line for each finding and problem, in the form that editors and `grep` know: `path:line:column: severity[rule]: message`. Of a
//! recording, the line is that of the code, if the telemetry says it, else that of the contract; `service: signal: name:` stands behind
//! it, and at the end how often it was seen.

use std::io::{Result, Write};

use super::{printable_line, sighting, summary};
use crate::fact::Captured;
use crate::finding::{Finding, Report};

pub(super) fn write(report: &Report, out: &mut dyn Write) -> Result<()> {
    for finding in &report.findings {
        let captured = finding.captured.as_deref();
        let (severity, rule) = (finding.severity.name(), finding.rule.id);
        let seen = captured.map(seen).unwrap_or_default();
        let times = captured.map(|captured| captured.count).filter(|&count| count > 1);
        let times = times.map(|count| format!(" ({count}x)")).unwrap_or_default();
        let (code, message) = (code(report, finding), printable_line(&finding.message));
        writeln!(out, "{code}{seen}{severity}[{rule}]: {message}{times}")?;
    }
    for problem in &report.problems {
        let path = printable_line(&problem.file);
        writeln!(out, "{path}:{}:{}: problem: {}", problem.line, problem.column, printable_line(&problem.message))?;
    }
    for line in summary::statistics(report) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", summary::line(report))
}

fn code(report: &Report, finding: &Finding) -> String {
    if let Some(location) = finding.location {
        let path = report.source(location.file).map_or("?", |source| &source.path);
        return format!("{}:{}:{}: ", printable_line(path), location.line, location.column);
    }
    let line = finding.captured.as_deref().and_then(sighting::line);
    line.map(|(path, line)| format!("{}:{line}: ", printable_line(path))).unwrap_or_default()
}

fn seen(captured: &Captured) -> String {
    let parts = [captured.signal.to_owned(), sighting::name(&captured.name)];
    let parts = parts.into_iter().filter(|part| !part.is_empty());
    sighting::known_service(captured).into_iter().chain(parts).map(|part| part + ": ").collect()
}
