//! A body in protobuf to its top-level fields: each is the telemetry of one resource, and a message by itself. So a body of any
//! size, and any number of bodies one after the other, take the memory of one resource.

use super::Encoding;
use super::delivery::Delivery;
use super::window::Window;
use super::wire::varint;

/// Number 1, bytes of a length that follows: all that OTLP has at the top.
const RESOURCE: u64 = 0x0a;

/// A tag and a length, each of 64 bits at most.
const LONGEST_HEADER: usize = 20;

pub(super) fn read(window: &mut Window<'_>, delivery: &mut Delivery<'_>) {
    let mut number = 0;
    loop {
        window.fill(LONGEST_HEADER);
        let at = window.offset();
        if window.held().is_empty() || delivery.gives_up(at) {
            return;
        }
        let Some(field) = Field::new(window.held()) else {
            if window.held().len() >= LONGEST_HEADER || !is_cut_header(window.held()) {
                let what = "what stands there is no field of protobuf, and nothing can be read behind it";
                delivery.binary_problem(format!(
                    "at byte {at}: {what}; is the file a body as it was sent, without anything around it?"
                ));
            } else if window.fault().is_none() {
                delivery.cut(1, 1, "a protobuf field", at + window.held().len() as u64);
            }
            return;
        };
        let fits = usize::try_from(field.length).ok().filter(|length| *length <= delivery.limits.message);
        if field.tag != RESOURCE {
            let (number, kind) = (field.tag >> 3, field.tag & 7);
            delivery.binary_problem(format!(
                "at byte {at}: OTLP has no field {number} of wire type {kind} at the top; it is left out"
            ));
        } else if fits.is_none() {
            let most = delivery.limits.message >> 20;
            delivery.binary_problem(format!(
                "at byte {at}: one resource has {} bytes; more than {most} MiB are left out",
                field.length
            ));
        }
        let is_whole = match fits {
            Some(length) if field.tag == RESOURCE => {
                let is_whole = window.fill(length);
                if is_whole {
                    number += 1;
                    delivery.message(Encoding::Protobuf, &window.held()[..length], number, at);
                    window.pass(length);
                }
                is_whole
            }
            _ => window.skip(field.length),
        };
        if !is_whole {
            if window.fault().is_none() {
                delivery.cut(1, 1, "a protobuf field", window.end_offset());
            }
            return;
        }
    }
}

struct Field {
    tag: u64,
    /// With tag.
    length: u64,
}

impl Field {
    fn new(bytes: &[u8]) -> Option<Self> {
        let (tag, rest) = varint(bytes)?;
        if tag >> 3 == 0 {
            return None;
        }
        let behind = match tag & 7 {
            0 => varint(rest).map(|(_, behind)| rest.len() - behind.len())? as u64,
            1 => 8,
            2 => {
                let (length, payload) = varint(rest)?;
                length.checked_add((rest.len() - payload.len()) as u64)?
            }
            5 => 4,
            _ => return None,
        };
        Some(Self { tag, length: behind.checked_add((bytes.len() - rest.len()) as u64)? })
    }
}

/// Whether the rest of an input could be the start of a field.
fn is_cut_header(bytes: &[u8]) -> bool {
    match varint(bytes) {
        None => bytes.len() < 10 && bytes.iter().all(|byte| byte & 0x80 != 0),
        Some((tag, rest)) => {
            tag >> 3 != 0 && matches!(tag & 7, 0 | 2) && rest.len() < 10 && rest.iter().all(|byte| byte & 0x80 != 0)
        }
    }
}
