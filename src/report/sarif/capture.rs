//! Places in a recording, for readers that know places in files.

use super::artifact;
use super::model::{LocationObject, LogicalLocation, PhysicalLocation, Region};
use crate::fact::Captured;
use crate::finding::Report;
use crate::report::{printable_line, sighting};

/// Stands for the file of a recording that came from none.
const NO_FILE: &str = "recording";

/// GitHub refuses the whole file if one result has no place in a file, so there is always one: the line of code that made the
/// telemetry where that is known, or that of the contract which is not kept. Otherwise it is that of the first example, or the first file
/// of the recording: a finding sums up what stood in many.
pub(super) fn location(report: &Report, captured: &Captured) -> LocationObject {
    let inputs = report.recording.iter().flat_map(|recording| &recording.inputs);
    let input = inputs.map(|input| input.name.as_str()).find(|name| !name.is_empty());
    let first = sighting::first_place(captured);
    let first = first.map(|place| (place.file.as_str(), usize::try_from(place.at.line).unwrap_or(usize::MAX)));
    let (file, line) = sighting::line(captured).or(first).unwrap_or((input.unwrap_or(NO_FILE), 1));
    // A line that is not there breaks the schema.
    let region = Region { start_line: line.max(1), start_column: None, end_line: None, end_column: None };
    LocationObject::new(PhysicalLocation { artifact_location: artifact(file), region })
}

/// `service/signal/name`, of what is known.
pub(super) fn logical(captured: &Captured) -> Vec<LogicalLocation> {
    let parts = [captured.service.as_str(), captured.signal, captured.name.as_str()];
    let parts: Vec<String> = parts.into_iter().map(printable_line).filter(|part| !part.is_empty()).collect();
    if parts.is_empty() {
        return Vec::new();
    }
    vec![LogicalLocation { fully_qualified_name: parts.join("/"), kind: "resource" }]
}
