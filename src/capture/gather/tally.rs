//! How often something was seen, and the first few times, in an order that does not depend on that of the recording.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::merge::Merge;
use super::names::{REDACTED, without_private};
use super::position::Place;
use super::skeleton::skeleton;
use crate::capture::record::{Attribute, Id, Value};
use crate::fact::{RecordKind, RecordPlace};
use crate::text::shorten;

/// How many examples are kept.
const MOST_EXAMPLES: usize = 3;
/// The longest name that an example shows, in characters.
const LONGEST_NAME: usize = 80;
/// How many keys of a data point an example shows.
const MOST_KEYS: usize = 16;
/// How many attributes of a record an example looks at: each of them may ask for one. SDKs keep so many unless told otherwise.
const MOST_LOOKED_AT: usize = 128;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::capture) struct Tally {
    pub(in crate::capture) count: u64,
    /// Sorted; each span once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::capture) examples: Vec<Sample>,
}

/// One time that something was seen.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::capture) struct Sample {
    /// As a number of 128 bits in two halves; 0 where there is none.
    pub(in crate::capture) trace: (u64, u64),
    pub(in crate::capture) span: u64,
    pub(in crate::capture) at: RecordPlace,
    /// What stood there, redacted.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(in crate::capture) text: String,
    /// File and line of the code that made it, if the record says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::capture) code: Option<(String, u32)>,
    /// Of a data point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(in crate::capture) series: Option<Box<Series>>,
}

/// Which series of which metric a data point is of, as far as keys tell.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(in crate::capture) struct Series {
    pub(in crate::capture) metric: String,
    /// Sorted.
    pub(in crate::capture) keys: Vec<String>,
}

/// Where something stands that is seen now.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::capture) struct Standing<'r> {
    pub(in crate::capture) trace: (u64, u64),
    pub(in crate::capture) span: u64,
    /// Where in the files.
    pub(in crate::capture) at: Place<'r>,
    /// Of the span, metric or event.
    pub(in crate::capture) name: &'r str,
    /// Of the record: among them may be where its code stands.
    pub(in crate::capture) attributes: &'r [Attribute<'r>],
}

impl<'r> Standing<'r> {
    pub(in crate::capture) fn new(trace: Id, span: Id, at: Place<'r>, attributes: &'r [Attribute<'r>]) -> Self {
        Self { trace: halves(trace), span: half(span), at, name: "", attributes }
    }

    fn sample(&self, text: String) -> Sample {
        let Self { trace, span, at, .. } = *self;
        let series = (at.kind == RecordKind::Point).then(|| Box::new(self.series()));
        Sample { trace, span, at: at.kept(), text, code: code_place(self.attributes), series }
    }

    fn series(&self) -> Series {
        let attributes = self.attributes.iter().take(MOST_LOOKED_AT);
        let keys = attributes.map(|attribute| without_private(&attribute.key, None, REDACTED, &mut Vec::new()));
        let keys: BTreeSet<Cow<'_, str>> = keys.collect();
        let keys = keys.into_iter().take(MOST_KEYS).map(|key| shorten(&key, LONGEST_NAME)).collect();
        Series { metric: shorten(self.name, LONGEST_NAME), keys }
    }

    /// Whether this comes before, at or behind an example that was kept.
    fn compared(&self, kept: &Sample) -> Ordering {
        (self.trace, self.span).cmp(&(kept.trace, kept.span)).then_with(|| self.at.compared(&kept.at))
    }

    /// The name as an example shows it: what looks like data is left out of it.
    pub(in crate::capture) fn shown_name(&self) -> String {
        if self.name.is_empty() { String::new() } else { format!("`{}`", shorten(&skeleton(self.name), LONGEST_NAME)) }
    }
}

/// Hexadecimal digits of a trace's and a span's id; empty where there is none.
pub(in crate::capture) fn shown_ids(trace: (u64, u64), span: u64) -> [String; 2] {
    let trace_id = if trace == (0, 0) { String::new() } else { format!("{:016x}{:016x}", trace.0, trace.1) };
    let span_id = if span == 0 { String::new() } else { format!("{span:016x}") };
    [trace_id, span_id]
}

/// The two halves of a trace's id.
pub(in crate::capture) fn halves(id: Id) -> (u64, u64) {
    let number = u128::from_be_bytes(id.bytes);
    #[allow(clippy::cast_possible_truncation, reason = "the halves are meant")]
    let halves = ((number >> 64) as u64, number as u64);
    halves
}

/// A span's id as a number.
pub(in crate::capture) fn half(id: Id) -> u64 {
    halves(id).0
}

/// Source: semantic conventions, "Code attributes", and their names before 1.30.
fn code_place(attributes: &[Attribute<'_>]) -> Option<(String, u32)> {
    let attributes = attributes.iter().take(MOST_LOOKED_AT);
    let find = |keys: [&str; 2]| attributes.clone().find(|attribute| keys.contains(&&*attribute.key)).map(|found| &found.value);
    let (Some(Value::Text(file)), Some(Value::Int(line))) =
        (find(["code.file.path", "code.filepath"]), find(["code.line.number", "code.lineno"]))
    else {
        return None;
    };
    let line = u32::try_from(*line).ok().filter(|line| *line > 0)?;
    let shown = without_private(file, None, REDACTED, &mut Vec::new());
    (!file.is_empty()).then(|| (shown.replace('\\', "/"), line))
}

impl Tally {
    /// Counts one more; `text` is asked only if this becomes an example.
    pub(in crate::capture) fn add(&mut self, standing: &Standing<'_>, text: impl FnOnce() -> String) {
        self.count += 1;
        match self.examples.get(MOST_EXAMPLES - 1) {
            Some(last) if standing.compared(last) == Ordering::Greater => {}
            _ => self.keep(standing.sample(text())),
        }
    }

    /// As many as there are places, which are the examples.
    pub(in crate::capture) fn at<'p>(places: impl Iterator<Item = &'p RecordPlace>) -> Self {
        let mut tally = Self::default();
        for at in places {
            tally.count += 1;
            tally.keep(Sample { at: at.clone(), ..Sample::default() });
        }
        tally
    }

    /// The same examples with another text.
    pub(in crate::capture) fn told_as(mut self, text: &str) -> Self {
        self.examples.iter_mut().for_each(|sample| text.clone_into(&mut sample.text));
        self
    }

    /// The same examples of another number.
    pub(in crate::capture) fn counted(&self, count: u64) -> Self {
        Self { count, ..self.clone() }
    }

    /// Counts one more; the example is what the record is called.
    pub(in crate::capture) fn add_named(&mut self, standing: &Standing<'_>) {
        self.add(standing, || standing.shown_name());
    }

    fn keep(&mut self, sample: Sample) {
        // Of one span one example is enough, and of what is in none one for each text: the one that sorts first.
        let is_same = |kept: &&mut Sample| {
            (kept.trace, kept.span) == (sample.trace, sample.span) && (kept.span != 0 || kept.text == sample.text)
        };
        match self.examples.iter_mut().find(is_same) {
            Some(kept) if *kept <= sample => return,
            Some(kept) => *kept = sample,
            None => self.examples.push(sample),
        }
        self.examples.sort();
        self.examples.truncate(MOST_EXAMPLES);
    }
}

impl Merge for Tally {
    fn merge(&mut self, other: Self) {
        self.count.merge(other.count);
        other.examples.into_iter().for_each(|sample| self.keep(sample));
    }
}
