//! Workflow commands that GitHub Actions turns into annotations on a pull request.
//! Source: <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>.

use std::io::{Result, Write};

use super::{printable, sighting, summary};
use crate::finding::{Finding, Location, Report};
use crate::rule::Severity;

pub(super) fn write(report: &Report, out: &mut dyn Write) -> Result<()> {
    for finding in &report.findings {
        write_finding(report, finding, out)?;
    }
    for problem in &report.problems {
        let (path, line, column) = (property(&problem.file), problem.line, problem.column);
        writeln!(out, "::warning file={path},line={line},col={column}::{}", data(&problem.message))?;
    }
    for line in summary::statistics(report) {
        writeln!(out, "{line}")?;
    }
    writeln!(out, "{}", summary::line(report))
}

fn write_finding(report: &Report, finding: &Finding, out: &mut dyn Write) -> Result<()> {
    let command = match finding.severity {
        Severity::Note => "notice",
        Severity::Warning => "warning",
        Severity::Error => "error",
    };
    write!(out, "::{command} ")?;
    let told = finding.captured.as_deref().and_then(sighting::line);
    match (finding.location, told) {
        (Some(location), _) => write_location(report, location, out)?,
        (None, Some((file, line))) => write!(out, "file={},line={line},", property(file))?,
        (None, None) => {}
    }
    write!(out, "title={}::", property(finding.rule.id))?;
    let captured = finding.captured.as_deref();
    if let Some(service) = captured.and_then(sighting::known_service) {
        write!(out, "{}: ", data(&service))?;
    }
    write!(out, "{}", data(&finding.message))?;
    for line in captured.iter().flat_map(|captured| sighting::lines(None, captured, &finding.message)) {
        write!(out, "%0A{}", data(&line))?;
    }
    if !finding.help.is_empty() {
        write!(out, "%0Ahelp: {}", data(&finding.help))?;
    }
    writeln!(out)
}

fn write_location(report: &Report, location: Location, out: &mut dyn Write) -> Result<()> {
    if let Some(source) = report.source(location.file) {
        write!(out, "file={},", property(&source.path))?;
    }
    // The runner drops the columns of a range of several lines, with a warning of its own.
    if location.line == location.end_line {
        let (line, column, end_column) = (location.line, location.column, location.end_column);
        write!(out, "line={line},col={column},endLine={line},endColumn={end_column},")
    } else {
        write!(out, "line={},endLine={},", location.line, location.end_line)
    }
}

fn data(text: &str) -> String {
    printable(&text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A"))
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
