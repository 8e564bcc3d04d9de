//! What is seen of log records.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::bounded::Bounded;
use super::keys::private_in;
use super::merge::{Merge, merge_maps};
use super::scratch::Scratch;
use super::tally::{Standing, Tally};
use crate::capture::record::{Log, Value};

/// A document in a body of fewer bytes is as good as a message.
const LEAST_PAYLOAD: usize = 256;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::capture) struct LogStats {
    pub(in crate::capture) count: u64,
    /// Names of events.
    pub(in crate::capture) events: Bounded<u64, 500>,
    pub(in crate::capture) without_trace: Tally,
    pub(in crate::capture) without_severity: Tally,
    pub(in crate::capture) payload: Tally,
    pub(in crate::capture) long: Tally,
    pub(in crate::capture) not_utf8: Tally,
    pub(in crate::capture) dropped_attributes: Tally,
    pub(in crate::capture) id_length: Tally,
    /// Private data in bodies, by detector.
    pub(in crate::capture) private: BTreeMap<Cow<'static, str>, Tally>,
}

impl LogStats {
    /// `standing` has the name of the event as it may be shown.
    pub(in crate::capture) fn add(&mut self, log: &Log<'_>, standing: &Standing<'_>, scratch: &mut Scratch) {
        self.count += 1;
        if !standing.name.is_empty()
            && let Some(count) = self.events.entry(standing.name, || 0)
        {
            *count += 1;
        }
        if log.trace_id.is_zero() {
            self.without_trace.add_named(standing);
        } else if log.trace_id.length != 16 || !matches!(log.span_id.length, 0 | 8) {
            self.id_length.add(standing, || format!("ids of {} and {} bytes", log.trace_id.length, log.span_id.length));
        }
        if log.severity == 0 {
            self.without_severity.add_named(standing);
        }
        if log.dropped_attributes > 0 {
            self.dropped_attributes.add(standing, || format!("{} left out", log.dropped_attributes));
        }
        self.body(&log.body, standing, scratch);
    }

    fn body(&mut self, body: &Value<'_>, standing: &Standing<'_>, scratch: &mut Scratch) {
        match body {
            Value::Text(text) => {
                private_in(text, &mut self.private, standing, scratch);
                if let Some(form) = document(text) {
                    self.payload.add(standing, || format!("{form} of {} bytes", text.len()));
                } else if text.len() > scratch.longest_text() {
                    self.long.add(standing, || format!("{} bytes", text.len()));
                }
            }
            Value::Broken(length) => self.not_utf8.add(standing, || format!("{length} bytes")),
            Value::Array(values) => values.iter().for_each(|value| self.body(value, standing, scratch)),
            Value::Map(entries) => entries.iter().for_each(|entry| self.body(&entry.value, standing, scratch)),
            Value::Flag(_) | Value::Int(_) | Value::Double(_) | Value::Bytes(_) | Value::Empty => {}
        }
    }
}

/// What a text is, if it is a whole document and no message.
fn document(text: &str) -> Option<&'static str> {
    let trimmed = text.trim();
    if trimmed.len() < LEAST_PAYLOAD {
        return None;
    }
    match (trimmed.as_bytes().first(), trimmed.as_bytes().last()) {
        (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']')) => {
            serde_json::from_str::<IgnoredAny>(trimmed).is_ok().then_some("a JSON document")
        }
        (Some(b'<'), Some(b'>')) => {
            let has_end = trimmed.contains("</");
            has_end.then_some("an XML or HTML document")
        }
        _ => None,
    }
}

impl Merge for LogStats {
    fn merge(&mut self, other: Self) {
        self.count.merge(other.count);
        self.events.merge(other.events);
        self.without_trace.merge(other.without_trace);
        self.without_severity.merge(other.without_severity);
        self.payload.merge(other.payload);
        self.long.merge(other.long);
        self.not_utf8.merge(other.not_utf8);
        self.dropped_attributes.merge(other.dropped_attributes);
        self.id_length.merge(other.id_length);
        merge_maps(&mut self.private, other.private);
    }
}
