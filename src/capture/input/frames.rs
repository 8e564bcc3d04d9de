//! Messages behind their lengths, as the collector's file exporter writes them: four bytes, the highest first, then protobuf,
//! JSON, or a zstd frame that holds one of them.
//! Source: <https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter/fileexporter>.

use std::io::Read;

use zstd::stream::read::Decoder;
use zstd::zstd_safe::{DCtx, ResetDirective};

use super::Encoding;
use super::delivery::Delivery;
use super::packing::ZSTD;
use super::window::Window;
use super::wire::may_be_body;

/// The bytes of a length.
pub(super) const HEADER: usize = 4;

/// How every body in protobuf opens. JSON behind an empty line does so too.
const RESOURCE: u8 = 0x0a;

pub(super) fn read(window: &mut Window<'_>, delivery: &mut Delivery<'_>) {
    let (mut context, mut unpacked) = (DCtx::create(), Vec::new());
    let mut number = 0;
    loop {
        let has_header = window.fill(HEADER);
        let at = window.offset();
        if window.held().is_empty() || delivery.gives_up(at) {
            return;
        }
        let length = length(window.held());
        if has_header && !opens(window, 0, length) && !is_followed_by_frame(window, length, delivery.limits.message) {
            if !pass_garbage(window, delivery) {
                return;
            }
            continue;
        }
        let mut is_whole = has_header;
        if has_header && length > delivery.limits.message {
            let most = delivery.limits.message >> 20;
            delivery.binary_problem(format!("at byte {at}: a frame of {length} bytes; more than {most} MiB are left out"));
            is_whole = window.skip((HEADER + length) as u64);
        } else if has_header {
            is_whole = window.fill(HEADER + length);
        }
        if !is_whole {
            if window.fault().is_none() {
                delivery.cut(1, 1, "a frame", window.end_offset());
            }
            return;
        }
        number += 1;
        if length > delivery.limits.message {
            continue;
        }
        let frame = &window.held()[HEADER..HEADER + length];
        if frame.starts_with(&ZSTD) {
            match unpack(frame, &mut context, &mut unpacked, delivery.limits.message) {
                Ok(()) => hand_out(&unpacked, number, at, delivery),
                Err(reason) => {
                    delivery.waste(unpacked.len());
                    delivery.binary_problem(format!("the frame at byte {at} is left out: {reason}"));
                }
            }
        } else {
            hand_out(frame, number, at + HEADER as u64, delivery);
        }
        window.pass(HEADER + length);
    }
}

/// How much of a frame tells what is in it.
const AHEAD: usize = 256;

/// Whether the frame of that length, which starts `at` so many bytes from here, holds what frames hold, or may before it is cut off.
fn opens(window: &mut Window<'_>, at: usize, length: usize) -> bool {
    let seen = length.min(AHEAD);
    window.fill(at + HEADER + seen);
    let head = window.held().get(at + HEADER..).unwrap_or_default();
    let head = head.get(..seen).unwrap_or(head);
    let json = head.trim_ascii_start();
    let is_cut = head.len() < seen && (ZSTD.starts_with(head) || head.starts_with(&[RESOURCE]));
    head.is_empty() || is_cut || head.starts_with(&ZSTD) || may_be_body(head) || json.starts_with(b"{")
}

/// Whether another frame or the end comes behind this one, so that its length can be believed whatever is in it.
fn is_followed_by_frame(window: &mut Window<'_>, length: usize, most: usize) -> bool {
    let end = HEADER + length;
    if length > most || !window.fill(end) {
        return false;
    }
    if !window.fill(end + HEADER) {
        return window.held().len() == end;
    }
    let next = self::length(&window.held()[end..]);
    next <= most && opens(window, end, next)
}

/// Passes what is no frame, up to where one starts that is whole. False where none does.
fn pass_garbage(window: &mut Window<'_>, delivery: &mut Delivery<'_>) -> bool {
    let from = window.offset();
    window.pass(1);
    while window.fill(HEADER + 1) && !delivery.gives_up(window.offset()) {
        let held = window.held();
        let starts = held.len() - HEADER;
        // The highest byte of a length that is not too much, and what opens a frame.
        let may_start = |at: &usize| held[*at] <= 4 && matches!(held[at + HEADER], RESOURCE | 0x28 | b'{');
        let Some(at) = (0..starts).find(may_start) else {
            window.pass(starts);
            continue;
        };
        window.pass(at);
        let length = length(window.held());
        if length > 1 && length <= delivery.limits.message && window.fill(HEADER + length) {
            let frame = &window.held()[HEADER..HEADER + length];
            if frame.starts_with(&ZSTD) || frame.starts_with(b"{\"") || may_be_body(frame) {
                let until = window.offset();
                delivery
                    .binary_problem(format!("at byte {from}: what stands there is no frame, and is left out up to byte {until}"));
                return true;
            }
        }
        window.pass(1);
    }
    if window.fault().is_none() {
        delivery.binary_problem(format!(
            "at byte {from}: what stands there is no frame, and no whole one comes behind it; what came before is judged"
        ));
    }
    false
}

/// The length that the bytes start with; 0 where they are too few.
pub(super) fn length(bytes: &[u8]) -> usize {
    bytes.first_chunk().map_or(0, |header| u32::from_be_bytes(*header) as usize)
}

fn hand_out(message: &[u8], number: usize, at: u64, delivery: &mut Delivery<'_>) {
    let json = message.trim_ascii();
    if message.is_empty() {
        // A request without telemetry.
    } else if may_be_body(message) {
        delivery.message(Encoding::Protobuf, message, number, at);
    } else if json.starts_with(b"{") {
        delivery.message(Encoding::Json, json, number, at);
    } else if message.starts_with(&[RESOURCE]) {
        delivery.message(Encoding::Protobuf, message, number, at);
    } else {
        delivery.binary_problem(format!("the frame at byte {at} is left out: it holds neither OTLP in protobuf nor JSON"));
    }
}

/// Unpacks a frame into `into`, which keeps its memory for the next.
fn unpack(frame: &[u8], context: &mut DCtx<'static>, into: &mut Vec<u8>, most: usize) -> Result<(), String> {
    into.clear();
    context.reset(ResetDirective::SessionOnly).map_err(|code| zstd::zstd_safe::get_error_name(code).to_owned())?;
    Decoder::with_context(frame, context)
        .take(most as u64 + 1)
        .read_to_end(into)
        .map_err(|error| format!("its zstd data is broken: {error}"))?;
    if into.len() > most {
        return Err(format!("it unpacks to more than {} MiB", most >> 20));
    }
    Ok(())
}
