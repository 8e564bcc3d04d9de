//! One line for each finding and problem, in the form that editors and `grep` know: `path:line:column: severity[rule]: message`.

use std::io::{Result, Write};

use super::{printable_line, summary};
use crate::finding::Report;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> Result<()> {
    for finding in &report.findings {
        if let Some(location) = finding.location {
            let path = report.source(location.file).map_or("?", |source| &source.path);
            write!(out, "{}:{}:{}: ", printable_line(path), location.line, location.column)?;
        }
        let (severity, rule) = (finding.severity.name(), finding.rule.id);
        writeln!(out, "{severity}[{rule}]: {}", printable_line(&finding.message))?;
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
