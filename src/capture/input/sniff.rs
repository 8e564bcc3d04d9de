//! What an input is, by its first bytes: a packing, a form of OTLP, or something else that has a name. The name of the file is
//! not asked.

use super::InputFormat;
use super::foreign::{self, Foreign};
use super::frames;
use super::json::may_stand_between;
use super::keys::{Object, first_key};
use super::packing::{Packing, ZSTD};
use super::wire::{may_be_body, varint};

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Content {
    /// Nothing, or nothing but white space.
    Empty,
    Packed(Packing),
    /// OTLP, and what people call it.
    Known(InputFormat, &'static str),
    Foreign(Foreign),
}

/// How many empty messages may come before the first that tells something.
const MOST_EMPTY: usize = 64;

const LINES: &str = "OTLP JSON lines";

/// `bytes` are the first of the input, or all of it.
pub(super) fn sniff(bytes: &[u8]) -> Content {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    if text.is_empty() {
        return Content::Empty;
    }
    if let Some(packing) = Packing::of(bytes) {
        return Content::Packed(packing);
    }
    if let Some(foreign) = foreign::by_magic(bytes) {
        return Content::Foreign(foreign);
    }
    if let Some(name) = framed(bytes) {
        return Content::Known(InputFormat::Framed, name);
    }
    // Before text: what opens a body is a line feed, too.
    if may_be_body(bytes) {
        return Content::Known(InputFormat::Protobuf, "OTLP protobuf");
    }
    if matches!(bytes, [0 | 1, _, _, _, _, body @ ..] if may_be_body(body)) {
        return Content::Foreign(foreign::GRPC);
    }
    if varint(bytes).is_some_and(|(length, body)| length > 1 && may_be_body(body)) {
        return Content::Foreign(foreign::DELIMITED);
    }
    match json(text) {
        Ok(Some(name)) => Content::Known(InputFormat::Json, name),
        _ if has_line_of_otlp(text) => Content::Known(InputFormat::Json, LINES),
        Ok(None) => Content::Foreign(foreign::by_text(text)),
        Err(foreign) => Content::Foreign(foreign),
    }
}

/// Whether the first frame that is not empty can be one of the file exporter, and what it holds.
fn framed(mut bytes: &[u8]) -> Option<&'static str> {
    for _ in 0..MOST_EMPTY {
        let length = frames::length(bytes);
        let frame = bytes.get(frames::HEADER..).unwrap_or_default();
        let frame = frame.get(..length).unwrap_or(frame);
        if frame.starts_with(&ZSTD) {
            return Some("frames of zstd with OTLP");
        }
        // The length of more would be text.
        let is_likely = bytes.first().is_some_and(|first| *first < b'\t');
        if length > 0 && is_likely && may_be_body(frame) {
            return Some("OTLP protobuf in frames");
        }
        if length > 0 && is_likely && frame.starts_with(b"{\"") {
            return Some("OTLP JSON in frames");
        }
        if length > 0 || frame.is_empty() && bytes.len() <= frames::HEADER {
            return None;
        }
        bytes = &bytes[frames::HEADER..];
    }
    None
}

/// What JSON of OTLP it is, by the first documents; an error where it is JSON of something else. None where it is no JSON.
fn json(text: &[u8]) -> Result<Option<&'static str>, Foreign> {
    let mut rest = behind_separators(text);
    let mut is_array = false;
    while let Some(inside) = rest.strip_prefix(b"[").map(behind_separators) {
        if !matches!(inside, [] | [b'{' | b'[' | b']', ..]) {
            return Ok(None);
        }
        (rest, is_array) = (inside, true);
    }
    let is_empty_array = is_array && rest.starts_with(b"]");
    let mut is_first = true;
    for _ in 0..MOST_EMPTY {
        let Some(object) = Object::new(rest) else { break };
        if !object.keys.is_empty() {
            let name = known(&object).ok_or_else(|| foreign::by_keys(&object, is_array))?;
            return Ok(Some(match object.rest {
                _ if is_array => "OTLP JSON array",
                Some(rest) if name == "OTLP JSON" && is_line(text, rest) => LINES,
                _ => name,
            }));
        }
        let Some(behind) = object.rest else { return Ok(None) };
        is_first = false;
        rest = behind_separators(behind);
    }
    Ok((is_empty_array || (!is_first && rest.is_empty())).then_some("OTLP JSON"))
}

fn behind_separators(text: &[u8]) -> &[u8] {
    let length = text.iter().take_while(|byte| may_stand_between(**byte)).count();
    &text[length..]
}

/// Whether the first document, with `rest` behind it, is a line, and others follow.
fn is_line(text: &[u8], rest: &[u8]) -> bool {
    let document = &text[..text.len() - rest.len()];
    let behind = behind_separators(rest);
    let between = &rest[..rest.len() - behind.len()];
    behind.starts_with(b"{") && between.contains(&b'\n') && !behind_separators(document).contains(&b'\n')
}

/// What people call the OTLP that the keys tell.
fn known(object: &Object<'_>) -> Option<&'static str> {
    const DOCUMENT: &[&str] = &["resourceSpans", "resourceMetrics", "resourceLogs"];
    const SCOPES: &[&str] = &["scopeSpans", "scopeMetrics", "scopeLogs", "instrumentationLibrarySpans"];
    // Readers have to ignore these keys, which is to be told of a document and not a reason to refuse the file.
    const SNAKE_CASE: &[&str] =
        &["resource_spans", "resource_metrics", "resource_logs", "scope_spans", "scope_metrics", "scope_logs"];
    if object.has_any(DOCUMENT) {
        return Some("OTLP JSON");
    }
    if object.has_any(SCOPES) {
        return Some("OTLP JSON of single resources");
    }
    let of_tempo = |trace: Object<'_>| trace.rest.is_none() || trace.has_any(DOCUMENT) || trace.has("batches");
    if object.has("batches") || object.object("trace").is_some_and(of_tempo) {
        return Some("JSON of Tempo");
    }
    if object.has_any(SNAKE_CASE) && !foreign::is_python_metrics(object) {
        return Some("OTLP JSON");
    }
    // Its scopes come later than was looked, or never.
    let resource = object.object("resource")?;
    let attribute = resource.first_of("attributes");
    let has_only_resource = object.keys.iter().all(|(key, _)| [&b"resource"[..], b"schemaUrl"].contains(key));
    (has_only_resource && attribute.is_some_and(|attribute| attribute.has("key"))).then_some("OTLP JSON of single resources")
}

/// Whether some line opens a document of OTLP: before it stands the end of one that was cut off, or another program's output.
fn has_line_of_otlp(text: &[u8]) -> bool {
    let roots = [&b"resourceSpans"[..], b"resourceMetrics", b"resourceLogs"];
    text.split(|byte| *byte == b'\n').any(|line| first_key(line).is_some_and(|key| roots.contains(&key)))
}
