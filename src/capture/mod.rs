//! Recorded OTLP to facts.
//!
//! ```text
//! input (find, sniff, unpack, split) -> json, protobuf (decode) -> gather, index (count) -> facts
//! ```
//!
//! Files of any of the known formats come in, what was seen goes out as plain owned data. Nothing that is read stays in memory, no
//! rule is named, and no value that may be private leaves.

mod bodies;
mod facts;
mod flows;
mod gather;
mod index;
mod input;
mod json;
mod lost;
mod oddities;
mod partial;
mod protobuf;
mod reading;
mod record;
mod reread;
mod terms;
mod traces;

use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use facts::Choices;
pub use input::InputFormat;
pub use reread::{Recorded, reread};

use crate::contract::ContractIndex;
use crate::error::Error;
use crate::fact::{InputSeen, Mode, Recording, Sighting};
use crate::panics::Panics;
use crate::source::Problem;
use gather::Gathered;
use terms::AllTerms;
use traces::{Numbered, TraceFacts, Window};

/// What is known of a recording, or of a part of one.
#[derive(Debug, Default)]
pub struct Capture {
    gathered: Gathered,
    inputs: Vec<InputSeen>,
    problems: Vec<Problem>,
    /// Why whole traces of a part cannot be judged.
    unjudged: Option<String>,
}

/// What there is to say of a recording.
#[derive(Debug, Default)]
pub struct Told {
    /// In no particular order.
    pub sightings: Vec<Sighting>,
    pub recording: Recording,
    /// Sorted.
    pub problems: Vec<Problem>,
    /// Whether nothing was read that could be judged, though there was something to read.
    pub is_unread: bool,
    /// Checks that could not run, and why.
    pub unjudged: Option<String>,
}

/// What is read, and how.
#[derive(Debug, Clone, Copy)]
pub struct Reading<'a> {
    /// Files, folders, patterns; `-` is stdin.
    pub arguments: &'a [PathBuf],
    pub working_directory: &'a Path,
    /// What every input is taken for, in place of what its content shows.
    pub format: Option<InputFormat>,
    /// More change nothing but the time it takes.
    pub threads: usize,
    /// What the recording is held against.
    pub contracts: &'a [Arc<ContractIndex>],
    /// What becomes of a panic while one message is looked at.
    pub panics: Panics,
}

fn failed_index(error: &std::io::Error) -> String {
    format!("the temporary files of their index failed: {error}")
}

/// How long the spans of a trace may take to come, in nanoseconds.
const TRACE_TAKES: u64 = 30_000_000_000;

/// Whether a file holds recorded telemetry, by its content.
pub fn is_telemetry(path: &Path) -> bool {
    input::is_telemetry(path)
}

impl Capture {
    /// The files that [`Self::read`] would read.
    pub fn files(arguments: &[PathBuf], working_directory: &Path) -> Result<Vec<PathBuf>, Error> {
        let inputs = input::find::find(arguments, working_directory)?.into_iter();
        let file = |input: input::Input| match input.place {
            input::Place::File(path) => Some(path),
            input::Place::Stdin => None,
        };
        Ok(inputs.filter_map(file).collect())
    }

    /// Reads a recording; what cannot be read of it is a problem.
    pub fn read(reading: &Reading<'_>, stdin: &mut (dyn Read + Send)) -> Result<Self, Error> {
        let inputs = input::find::find(reading.arguments, reading.working_directory)?;
        Ok(reading::read(&inputs, stdin, reading, &Arc::new(AllTerms::new(reading.contracts))))
    }

    /// Nothing yet, to which parts come that were held against these contracts.
    pub fn against(contracts: &[Arc<ContractIndex>]) -> Self {
        Self { gathered: Gathered::against(&Arc::new(AllTerms::new(contracts))), ..Self::default() }
    }

    /// Adds another part of the same recording. The order of parts changes nothing.
    fn merge(&mut self, other: Self) {
        self.gathered.merge(other.gathered);
        self.inputs.extend(other.inputs);
        self.problems.extend(other.problems);
        // The same whatever the order.
        self.unjudged = [self.unjudged.take(), other.unjudged].into_iter().flatten().min();
    }

    /// Why whole traces cannot be judged, if so.
    pub fn unjudged(&self) -> Option<String> {
        self.gathered.index.lost().map(failed_index).or_else(|| self.unjudged.clone())
    }

    /// What was told of while it was read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// Whether nothing was read, though there was something to read.
    pub fn is_unread(&self) -> bool {
        self.gathered.total.is_nothing() && !self.problems.is_empty()
    }

    /// Writes all that is known, so that it can be put together with other parts by another run.
    pub fn write_partial(mut self, out: &mut dyn Write) -> std::io::Result<()> {
        self.gathered.close();
        partial::write(self, out)
    }

    /// Adds what [`Self::write_partial`] has written to the file `path`; it must have been held against the same contracts.
    pub fn merge_partial(&mut self, path: &Path) -> Result<(), Error> {
        let part = partial::read(path, &self.gathered.contracts)?;
        self.merge(part);
        Ok(())
    }

    /// Looks at what was counted.
    pub fn tell(self, choices: &Choices) -> Told {
        let unjudged = self.unjudged();
        let Self { mut gathered, mut inputs, mut problems, .. } = self;
        gathered.close();
        gathered.lost = gathered.lost.in_mode(choices.mode);
        let whole_until = match choices.mode {
            Mode::Window => gathered.latest.saturating_sub(TRACE_TAKES),
            Mode::Complete | Mode::Sampled => u64::MAX,
        };
        let index = std::mem::take(&mut gathered.index);
        let (groups, numbers) = gathered.told_groups();
        let latest = (choices.mode != Mode::Complete).then_some(gathered.latest);
        let contracts = Arc::clone(&gathered.contracts);
        let (files, file_numbers) = std::mem::take(&mut gathered.files).numbered_anew();
        let numbered = Numbered { groups: &groups, group_numbers: &numbers, files: &files, file_numbers: &file_numbers };
        let (traces, error) = traces::analyse(index, numbered, Window { whole_until, latest }, contracts.flows.as_deref());
        gathered.groups = groups;
        let about_all = |message: String| Problem { file: "(recording)".to_owned(), line: 1, column: 1, message };
        let unjudged = unjudged.or(error.as_ref().map(failed_index));
        let traces = if unjudged.is_none() { traces } else { TraceFacts::default() };
        if let Some(reason) = &unjudged {
            problems.push(about_all(format!("whole traces could not be judged: {reason}")));
        }
        if traces.delivered_twice > 0 {
            let spans = match traces.delivered_twice {
                1 => "a span was".to_owned(),
                count => format!("{count} spans were"),
            };
            problems.push(about_all(format!("{spans} read more than once, and all counts hold what was read as often")));
        }
        if traces.left_out > 0 {
            let (count, most) = (traces.left_out, index::MOST_TOGETHER);
            let what = if count == 1 { "a trace was".to_owned() } else { format!("{count} traces were") };
            problems.push(about_all(format!("{what} not judged as a whole: more than {most} spans in one trace")));
        }
        problems.extend(traces.flows_left_out.told().into_iter().map(about_all));
        problems.extend(gathered.left_out().into_iter().map(about_all));
        let amounts = gathered.total.shown(traces.traces);
        inputs.sort();
        inputs.dedup();
        let is_unread = gathered.total.is_nothing() && !problems.is_empty();
        let mut sightings = facts::sightings(&gathered, &traces, choices);
        let all = sightings.len();
        let is_known = |sighting: &Sighting| {
            let missing_in = sighting.missing_in;
            missing_in.is_empty() || !is_unread && !gathered.lost.has_any_of(missing_in)
        };
        sightings.retain(is_known);
        if sightings.len() < all && !is_unread {
            let what = "records were lost, so what seems to be missing from the rest is not told";
            problems.push(about_all(what.to_owned()));
        }
        problems.sort();
        problems.dedup();
        let services = facts::recording(&gathered, &traces);
        let contracts = facts::coverage(&gathered, &traces);
        Told { sightings, recording: Recording { amounts, services, inputs, contracts }, problems, is_unread, unjudged }
    }
}
