//! Recorded OTLP to facts: `open -> sniff -> decode -> gather`. Files of any of the known formats come in, what was seen goes out as
//! plain owned data. No rule is named here, and no value that may be private leaves it.

#![allow(dead_code, reason = "until the parts are put together")]

mod json;
mod input;
mod record;
