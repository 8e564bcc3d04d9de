//! SARIF 2.1.0 as GitHub code scanning takes it. All rules are listed, so that a rule without findings closes its alerts.

mod capture;
mod model;
mod rule;

use std::collections::BTreeMap;
use std::io::{Result, Write};

use model::{
    ArtifactChange, ArtifactLocation, AutomationDetails, BaseLocation, Driver, Fingerprints, FixObject, Invocation,
    LocationObject, Log, Message, Notification, PhysicalLocation, Region, Replacement, ResultObject, ResultProperties, Run, Tool,
};

use super::sighting;
use crate::escaped_path;
use crate::fact::{Edit, FileId};
use crate::finding::{Finding, Fix, Location, Report};
use crate::rule::rules;
use crate::source::Source;

/// The root of the repository: results stay the same wherever it is checked out.
const BASE: &str = "SRCROOT";

pub(super) fn write(report: &Report, out: &mut dyn Write) -> Result<()> {
    let driver = Driver {
        name: env!("CARGO_PKG_NAME"),
        version: env!("CARGO_PKG_VERSION"),
        semantic_version: env!("CARGO_PKG_VERSION"),
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules: rules().iter().map(rule::rule_object).collect(),
    };
    // One commit may have a report of each, and neither must close the alerts of the other.
    let id = if report.recording.is_some() { "otel-lint/validate/" } else { "otel-lint/check/" };
    let run = Run {
        tool: Tool { driver },
        automation_details: AutomationDetails { id },
        // A file that could not be read does not make the run a failure where the rest was checked.
        invocations: [Invocation {
            execution_successful: !report.is_unfinished,
            tool_execution_notifications: notifications(report),
        }],
        original_uri_base_ids: BTreeMap::from([(BASE, BaseLocation { description: message("the root of the repository") })]),
        column_kind: "unicodeCodePoints",
        results: report.findings.iter().map(|finding| result(report, finding)).collect(),
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

fn result<'r>(report: &Report, finding: &'r Finding) -> ResultObject<'r> {
    let captured = finding.captured.as_deref();
    let mut text = vec![finding.message.clone()];
    text.extend(
        captured.into_iter().flat_map(|captured| sighting::lines(sighting::known_service(captured), captured, &finding.message)),
    );
    if !finding.help.is_empty() {
        text.push(format!("help: {}", finding.help));
    }
    let related = finding.related.iter().filter_map(|related| Some((location(report, related.location)?, related.message)));
    let related = related.enumerate().map(|(at, (place, text))| LocationObject {
        id: Some(at),
        message: (!text.is_empty()).then(|| message(text)),
        ..place
    });
    ResultObject {
        rule_id: finding.rule.id,
        rule_index: rules().binary_search_by(|rule| rule.id.cmp(finding.rule.id)).ok(),
        level: finding.severity.name(),
        message: message(&text.join("\n")),
        locations: locations(report, finding),
        related_locations: related.collect(),
        // GitHub counts equal hashes in a file here; whoever made the fingerprints has already told equal places apart.
        partial_fingerprints: Fingerprints { primary_location_line_hash: format!("{}:1", finding.fingerprint) },
        fixes: finding.fix.iter().map(|found| fix(report, finding, found)).collect(),
        properties: captured.map(|captured| ResultProperties { capture: captured.into() }),
    }
}

fn locations(report: &Report, finding: &Finding) -> Vec<LocationObject> {
    let in_code = finding.location.and_then(|at| location(report, at));
    let place = match &finding.captured {
        Some(captured) => {
            let place = in_code.unwrap_or_else(|| capture::location(report, captured));
            Some(LocationObject { logical_locations: capture::logical(captured), ..place })
        }
        None => in_code,
    };
    place.into_iter().collect()
}

fn location(report: &Report, location: Location) -> Option<LocationObject> {
    let region = Region {
        start_line: location.line,
        start_column: Some(location.column),
        end_line: Some(location.end_line),
        end_column: Some(location.end_column),
    };
    let artifact_location = artifact(&report.source(location.file)?.path);
    Some(LocationObject::new(PhysicalLocation { artifact_location, region }))
}

fn fix(report: &Report, finding: &Finding, fix: &Fix) -> FixObject {
    let mut by_file: BTreeMap<FileId, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        by_file.entry(edit.place.file).or_default().push(edit);
    }
    let changes = by_file.into_iter().filter_map(|(file, edits)| {
        let source = report.source(file)?;
        let replacements = edits.into_iter().map(|edit| replacement(source, edit)).collect();
        Some(ArtifactChange { artifact_location: artifact(&source.path), replacements })
    });
    let text = if finding.help.is_empty() { &finding.message } else { &finding.help };
    FixObject { description: message(text), artifact_changes: changes.collect() }
}

/// Lines and columns, not bytes: a region in bytes belongs to a binary file and may only be replaced by Base64.
/// Source: SARIF 2.1.0, section 3.57.4.
fn replacement(source: &Source, edit: &Edit) -> Replacement {
    let (start_line, start_column) = source.lines.line_column(&source.text, edit.place.start);
    let (end_line, end_column) = source.lines.line_column(&source.text, edit.place.end);
    Replacement {
        deleted_region: Region {
            start_line,
            start_column: Some(start_column),
            end_line: Some(end_line),
            end_column: Some(end_column),
        },
        inserted_content: (!edit.text.is_empty()).then(|| message(&edit.text)),
    }
}

fn notifications(report: &Report) -> Vec<Notification> {
    let notification = |problem: &crate::source::Problem| {
        let region = Region { start_line: problem.line, start_column: Some(problem.column), end_line: None, end_column: None };
        let physical_location = PhysicalLocation { artifact_location: artifact(&problem.file), region };
        Notification { level: "warning", message: message(&problem.message), locations: [LocationObject::new(physical_location)] }
    };
    report.problems.iter().map(notification).collect()
}

fn message(text: &str) -> Message {
    Message { text: text.to_owned() }
}

/// A path with `/` as a URI: relative to the root of the repository, or a `file:` URI if it is absolute.
fn artifact(path: &str) -> ArtifactLocation {
    if path.starts_with('/') {
        return ArtifactLocation { uri: format!("file://{}", percent_encode(path)), uri_base_id: None };
    }
    match path.split_once(":/") {
        Some((drive, rest)) if drive.len() == 1 => {
            ArtifactLocation { uri: format!("file:///{drive}:/{}", percent_encode(rest)), uri_base_id: None }
        }
        _ => ArtifactLocation { uri: percent_encode(path), uri_base_id: Some(BASE) },
    }
}

/// Source: RFC 3986, section 2.3: all but unreserved characters and `/`.
fn percent_encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in escaped_path::bytes(path) {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.extend([byte >> 4, byte & 15].map(|digit| char::from(b"0123456789ABCDEF"[usize::from(digit)])));
        }
    }
    encoded
}
