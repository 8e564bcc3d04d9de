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
