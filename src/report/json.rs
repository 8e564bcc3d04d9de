//! The JSON report, version 1: the promise to programs. Keys may be added; whatever else changes makes version 2.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use serde::Serialize;

use super::json_capture::{JsonCapture, JsonContractSeen, JsonSeen, JsonService};
use crate::fact::{CodePlace, Edit, FileId};
use crate::finding::{Finding, Fix, Location, Report, Summary};
use crate::source::Problem;

#[derive(Serialize)]
struct JsonReport<'r> {
    version: u32,
    tool: JsonTool,
    summary: JsonSummary<'r>,
    findings: Vec<JsonFinding<'r>>,
    problems: Vec<JsonProblem<'r>>,
}

#[derive(Serialize)]
struct JsonTool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct JsonSummary<'r> {
    files: usize,
    /// Of what was read as code.
    #[serde(skip_serializing_if = "Option::is_none")]
    files_with_telemetry: Option<usize>,
    problems: usize,
    errors: usize,
    warnings: usize,
    notes: usize,
    suppressed: usize,
    /// Findings that were mended; only of a run that mends.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixed: Option<usize>,
    /// Findings whose fix was not made, since it would bring about another.
    #[serde(skip_serializing_if = "Option::is_none")]
    fixes_left_out: Option<usize>,
    /// Only of a run that read a recording.
    #[serde(skip_serializing_if = "Option::is_none")]
    seen: Option<JsonSeen>,
    #[serde(skip_serializing_if = "Option::is_none")]
    services: Option<Vec<JsonService<'r>>>,
    /// Only of a run with contracts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contracts: Vec<JsonContractSeen<'r>>,
    /// Findings that are counted above and not listed, by rule.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    left_out: &'r BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct JsonFinding<'r> {
    rule: &'static str,
    severity: &'static str,
    confidence: &'static str,
    message: &'r str,
    help: &'r str,
    #[serde(flatten)]
    place: Option<JsonPlace<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    capture: Option<JsonCapture<'r>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<JsonFix<'r>>,
    fingerprint: &'r str,
}

/// Where in code.
#[derive(Serialize)]
#[serde(untagged)]
enum JsonPlace<'r> {
    Known {
        file: &'r str,
        line: usize,
        column: usize,
        end_line: usize,
        end_column: usize,
        related: Vec<JsonProblem<'r>>,
    },
    /// The telemetry says no more.
    Told {
        file: &'r str,
        line: u32,
    },
}

/// A place and what is to be said of it: a problem, or what explains a finding.
#[derive(Serialize)]
struct JsonProblem<'r> {
    file: &'r str,
    line: usize,
    column: usize,
    message: &'r str,
}

#[derive(Serialize)]
struct JsonFix<'r> {
    safe: bool,
    edits: Vec<JsonEdit<'r>>,
}

#[derive(Serialize)]
struct JsonEdit<'r> {
    file: &'r str,
    start_byte: u32,
    end_byte: u32,
    text: &'r str,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> Result<()> {
    let json = JsonReport {
        version: 1,
        tool: JsonTool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        summary: summary(report),
        findings: report.findings.iter().map(|found| finding(report, found)).collect(),
        problems: report.problems.iter().map(problem).collect(),
    };
    serde_json::to_writer_pretty(&mut *out, &json)?;
    writeln!(out)
}

fn summary(report: &Report) -> JsonSummary<'_> {
    let Summary { files, files_with_telemetry, problems, errors, warnings, notes, suppressed } = report.summary;
    let fixed = Some(report.done.findings).filter(|fixed| *fixed > 0);
    let fixes_left_out = Some(report.done.left_out).filter(|left_out| *left_out > 0);
    let recording = report.recording.as_ref();
    let read_code = recording.is_none() || !report.sources.is_empty();
    JsonSummary {
        files,
        files_with_telemetry: read_code.then_some(files_with_telemetry),
        problems,
        errors,
        warnings,
        notes,
        suppressed,
        fixed,
        fixes_left_out,
        seen: recording.map(|recording| recording.amounts.into()),
        services: recording.map(|recording| recording.services.iter().map(JsonService::from).collect()),
        contracts: recording.iter().flat_map(|recording| &recording.contracts).map(JsonContractSeen::from).collect(),
        left_out: &report.left_out,
    }
}

fn finding<'r>(report: &'r Report, finding: &'r Finding) -> JsonFinding<'r> {
    JsonFinding {
        rule: finding.rule.id,
        severity: finding.severity.name(),
        confidence: finding.rule.confidence.name(),
        message: &finding.message,
        help: &finding.help,
        place: code_place(report, finding),
        capture: finding.captured.as_deref().map(JsonCapture::from),
        fix: finding.fix.as_ref().map(|found| fix(report, found)),
        fingerprint: &finding.fingerprint,
    }
}

fn code_place<'r>(report: &'r Report, finding: &'r Finding) -> Option<JsonPlace<'r>> {
    let Some(Location { file, line, column, end_line, end_column, .. }) = finding.location else {
        let CodePlace { file, line } = finding.captured.as_ref()?.code.as_ref()?;
        return Some(JsonPlace::Told { file, line: *line });
    };
    let related = finding.related.iter().map(|related| place(report, related.location, related.message)).collect();
    Some(JsonPlace::Known { file: path(report, file), line, column, end_line, end_column, related })
}

fn place<'r>(report: &'r Report, location: Location, message: &'r str) -> JsonProblem<'r> {
    JsonProblem { file: path(report, location.file), line: location.line, column: location.column, message }
}

fn problem(problem: &Problem) -> JsonProblem<'_> {
    JsonProblem { file: &problem.file, line: problem.line, column: problem.column, message: &problem.message }
}

fn fix<'r>(report: &'r Report, fix: &'r Fix) -> JsonFix<'r> {
    let edit = |edit: &'r Edit| JsonEdit {
        file: path(report, edit.place.file),
        start_byte: edit.place.start,
        end_byte: edit.place.end,
        text: &edit.text,
    };
    JsonFix { safe: fix.safe, edits: fix.edits.iter().map(edit).collect() }
}

fn path(report: &Report, file: FileId) -> &str {
    report.source(file).map_or("", |source| &source.path)
}
