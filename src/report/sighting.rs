//! What a person reads of a place in a recording: the same words in every format for people. Names are of the recording, and anything
//! may be in them; what comes out fits on a line and moves no cursor.

use super::printable_line;
use crate::fact::{Captured, Example, RecordPlace};
use crate::text::shorten;

/// A longer name is cut: it was made by a machine, and fills the screen.
const LONGEST_NAME: usize = 200;

/// A service as it is called where it has to be called something, and where a line starts with it.
pub(super) fn service(name: &str) -> String {
    match self::name(name) {
        name if name.is_empty() => "(no service)".to_owned(),
        // A runner of GitHub takes a line that starts so for a command.
        name if name.starts_with("::") => format!("`{name}`"),
        name => name,
    }
}

/// The service, where it is known.
pub(super) fn known_service(captured: &Captured) -> Option<String> {
    Some(captured.service.as_str()).filter(|name| !name.is_empty()).map(service)
}

/// Name or signal, attribute and place in a contract unless the message has them, scope and count, as far as they are known.
pub(super) fn parts(captured: &Captured, message: &str) -> Vec<String> {
    let kind = match captured.signal {
        "traces" => "span ",
        "metrics" => "metric ",
        "logs" => "event ",
        _ => "",
    };
    let attribute = if message.contains(&captured.attribute) { "" } else { &captured.attribute };
    let quoted = |kind: &str, text: &str| if text.is_empty() { String::new() } else { format!("{kind}`{}`", name(text)) };
    let parts = [
        if captured.name.is_empty() { captured.signal.to_owned() } else { quoted(kind, &captured.name) },
        quoted("attribute ", attribute),
        quoted("scope ", &captured.scope),
        times(captured.count),
        contract(captured).filter(|place| !message.contains(place.as_str())).unwrap_or_default(),
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

/// One line for each example that says anything: `trace .. span ..: what stood there (capture.jsonl:3, span 2)`.
pub(super) fn examples(captured: &Captured) -> impl Iterator<Item = String> {
    captured.examples.iter().map(example).filter(|text| !text.is_empty())
}

pub(super) fn example(example: &Example) -> String {
    let id = |kind: &str, id: &str| if id.is_empty() { String::new() } else { format!("{kind} {}", name(id)) };
    let ids = [id("trace", &example.trace_id), id("span", &example.span_id)];
    let ids: Vec<String> = ids.into_iter().filter(|id| !id.is_empty()).collect();
    let text = printable_line(&[example.text.as_str(), &series(example)].concat());
    let between = if ids.is_empty() || text.is_empty() { "" } else { ": " };
    let said = format!("{}{between}{text}", ids.join(" "));
    match example.place.as_ref().map(|place| printable_line(&place.to_string())) {
        Some(place) if said.is_empty() => place,
        Some(place) => format!("{said} ({place})"),
        None => said,
    }
}

/// `` of `orders` with `order.type` ``, of a data point.
fn series(example: &Example) -> String {
    let Example { text, metric, keys, .. } = example;
    if metric.is_empty() {
        return String::new();
    }
    let metric = format!("`{metric}`");
    let of = match text.as_str() {
        "" => metric,
        text if text == metric => String::new(),
        _ => format!(" of {metric}"),
    };
    if keys.is_empty() { of } else { format!("{of} with `{}`", keys.join("`, `")) }
}

/// Where the first example stands, in a file that has lines or not.
pub(super) fn first_place(captured: &Captured) -> Option<&RecordPlace> {
    captured.examples.iter().find_map(|example| example.place.as_ref())
}

/// Parts and examples as lines, for formats that have no place for them; `service` where it is not named elsewhere.
pub(super) fn lines(service: Option<String>, captured: &Captured, message: &str) -> Vec<String> {
    let parts: Vec<String> = service.into_iter().chain(parts(captured, message)).collect();
    let parts = Some(parts.join(", ")).filter(|parts| !parts.is_empty());
    parts.into_iter().chain(examples(captured).map(|example| format!("e.g. {example}"))).collect()
}

/// The file and line that a finding is shown at: of the code, where the telemetry says it, else of the contract.
pub(super) fn line(captured: &Captured) -> Option<(&str, usize)> {
    let code = captured.code.as_ref().map(|code| (code.file.as_str(), code.line as usize));
    code.or_else(|| captured.contract.as_ref().map(|place| (place.file.as_str(), place.line)))
}

/// `src/orders.rs:42`, where the telemetry says which code made it.
pub(super) fn code(captured: &Captured) -> Option<String> {
    captured.code.as_ref().map(|code| format!("{}:{}", printable_line(&code.file), code.line))
}

/// `contract.yaml:31`, where a promise stands that is not kept.
pub(super) fn contract(captured: &Captured) -> Option<String> {
    captured.contract.as_ref().map(|place| printable_line(&place.to_string()))
}

fn times(count: u64) -> String {
    match count {
        0 => String::new(),
        1 => "once".to_owned(),
        count => format!("{count} times"),
    }
}

/// A name as it may stand in a line.
pub(super) fn name(name: &str) -> String {
    shorten(&printable_line(name), LONGEST_NAME)
}
