//! Whether bytes can be the start of OTLP in protobuf: its first fields are held against the numbers and types that OTLP has
//! there. Nothing is decoded.
//! Source: <https://github.com/open-telemetry/opentelemetry-proto>, `TracesData` and its siblings share their outer levels.

/// A field's number and wire type as they stand together on the wire.
type Tag = u64;

/// A resource, a scope's telemetry and its URL of a schema, and `instrumentation_library_spans` of old, number 1000.
const RESOURCE_SPANS: &[Tag] = &[0x0a, 0x12, 0x1a, 1000 << 3 | 2];
/// Attributes, how many of them were dropped, references to entities.
const RESOURCE: &[Tag] = &[0x0a, 0x10, 0x1a];
/// A key, its value, and where the key stands in a table.
const ATTRIBUTE: &[Tag] = &[0x0a, 0x12, 0x18];
/// A scope, its spans, logs or metrics, the URL of a schema.
const SCOPE_SPANS: &[Tag] = &[0x0a, 0x12, 0x1a];

/// Whether these are the first bytes of a body. They may end anywhere.
pub(super) fn may_be_body(bytes: &[u8]) -> bool {
    let Some((0x0a, rest)) = varint(bytes) else { return false };
    let Some((length, payload)) = varint(rest) else { return false };
    let payload = head(payload, length);
    fields(payload, RESOURCE_SPANS, &|tag, field| match tag {
        0x0a => fields(field, RESOURCE, &|tag, field| tag != 0x0a || fields(field, ATTRIBUTE, &|_, _| true)),
        0x12 => fields(field, SCOPE_SPANS, &|_, _| true),
        _ => true,
    })
}

/// Whether all fields have one of these tags and `fits` what they hold; the last may be cut off.
fn fields(mut bytes: &[u8], tags: &[Tag], fits: &dyn Fn(Tag, &[u8]) -> bool) -> bool {
    while !bytes.is_empty() {
        let Some((tag, rest)) = varint(bytes) else { return bytes.len() < 10 };
        if !tags.contains(&tag) {
            return false;
        }
        let Some((value, rest)) = varint(rest) else { return rest.len() < 10 };
        bytes = rest;
        if tag & 7 == 2 {
            let field = head(rest, value);
            if !fits(tag, field) {
                return false;
            }
            bytes = &rest[field.len()..];
        }
    }
    true
}

/// As much of the first `length` bytes as is there.
fn head(bytes: &[u8], length: u64) -> &[u8] {
    usize::try_from(length).ok().and_then(|length| bytes.get(..length)).unwrap_or(bytes)
}

/// A number in groups of 7 bits, low ones first, and what follows it. None where it is cut off or longer than 64 bits.
pub(super) fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (at, byte) in bytes.iter().enumerate().take(10) {
        value |= u64::from(byte & 0x7f) << (7 * at);
        if byte & 0x80 == 0 {
            return (at < 9 || *byte <= 1).then_some((value, &bytes[at + 1..]));
        }
    }
    None
}
