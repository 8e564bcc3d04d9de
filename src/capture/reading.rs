//! Inputs to what is known of them: one thread reads and splits, the others decode and count, each for itself. What they counted is
//! put together at the end, in whatever order, with the same result.

use std::io::Read;
use std::sync::mpsc::{Receiver, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use super::bodies::Bodies;
use super::gather::Gathered;
use super::input::{self, Encoding, Input, Message, Outcome};
use super::lost::Lost;
use super::oddities::Oddities;
use super::terms::AllTerms;
use super::{Capture, Reading, json, protobuf};
use crate::fact::{InputSeen, MessagePlace};
use crate::knowledge::Signal;
use crate::panics::{Panics, Step, message};
use crate::source::Problem;

/// Messages that wait for a thread. More would only take memory.
const WAITING: usize = 2;
/// Of a decoder: values may be nested a hundred levels deep.
const STACK_BYTES: usize = 8 << 20;

/// A message of its own, to be handed to another thread.
struct Work {
    input: usize,
    encoding: Encoding,
    bytes: Vec<u8>,
    line: usize,
    /// What the rest of the input is, where the message itself does not tell.
    signal: Option<Signal>,
    at: MessagePlace,
}

impl Work {
    fn of(input: usize, message: &Message<'_>, signal: Option<Signal>) -> Self {
        let Message { encoding, bytes, line, .. } = *message;
        Self { input, encoding, bytes: bytes.to_vec(), line, signal, at: message.place() }
    }
}

pub(super) fn read(inputs: &[Input], stdin: &mut (dyn Read + Send), reading: &Reading<'_>, contracts: &Arc<AllTerms>) -> Capture {
    let mut all = Counter::new(inputs, contracts, reading.panics);
    let outcomes = if reading.threads > 1 {
        threaded(inputs, stdin, reading, contracts, &mut all)
    } else {
        let mut each = |input, message: Message<'_>, signal| {
            all.count(input, message.encoding, message.bytes, message.line, signal, message.place());
        };
        split(inputs, stdin, reading, &mut each)
    };
    let names: Vec<&str> = inputs.iter().map(|input| input.name.as_str()).collect();
    let mut problems: Vec<Problem> = all.oddities.problems(&names);
    let mut seen = Vec::new();
    for (input, outcome) in inputs.iter().zip(outcomes) {
        problems.extend(outcome.problems);
        if outcome.has_lost {
            all.gathered.lost.merge(Lost::ANY);
        }
        if outcome.is_cut {
            all.gathered.lost.merge(Lost::TAIL);
        }
        if !outcome.detected.is_empty() {
            seen.push(InputSeen { name: input.name.clone(), detected: outcome.detected });
        }
    }
    Capture { gathered: all.gathered, inputs: seen, problems, unjudged: None }
}

fn split(
    inputs: &[Input],
    stdin: &mut dyn Read,
    reading: &Reading<'_>,
    each: &mut dyn FnMut(usize, Message<'_>, Option<Signal>),
) -> Vec<Outcome> {
    let mut read = |(at, input): (usize, &Input)| {
        let mut bodies = Bodies::default();
        let mut each = |message: Message<'_>, signal| each(at, message, signal);
        let outcome = input::read(input, stdin, reading.format, &mut |message| bodies.hand_on(message, &mut each));
        bodies.finish(&mut each);
        outcome
    };
    let mut guarded = |(at, input): (usize, &Input)| {
        reading.panics.guard(Step::Read, &input.name, || read((at, input))).unwrap_or_else(|_| {
            let problem = Problem { file: input.name.clone(), line: 1, column: 1, message: message() };
            Outcome { problems: vec![problem], has_lost: true, ..Outcome::default() }
        })
    };
    inputs.iter().enumerate().map(&mut guarded).collect()
}

fn threaded(
    inputs: &[Input],
    stdin: &mut dyn Read,
    reading: &Reading<'_>,
    contracts: &Arc<AllTerms>,
    all: &mut Counter,
) -> Vec<Outcome> {
    let (sender, receiver) = sync_channel::<Work>(WAITING);
    let receiver = Mutex::new(receiver);
    thread::scope(|scope| {
        let start = |_| {
            let builder = thread::Builder::new().name("decode".to_owned()).stack_size(STACK_BYTES);
            builder.spawn_scoped(scope, || work_off(&receiver, Counter::new(inputs, contracts, reading.panics))).ok()
        };
        let workers: Vec<_> = (0..reading.threads).map(start).collect();
        let has_workers = workers.iter().any(Option::is_some);
        let mut each = |input, message: Message<'_>, signal| {
            // Without a thread to hand it to, it is done here.
            if !has_workers || sender.send(Work::of(input, &message, signal)).is_err() {
                all.count(input, message.encoding, message.bytes, message.line, signal, message.place());
            }
        };
        let outcomes = split(inputs, stdin, reading, &mut each);
        drop(sender);
        for worker in workers.into_iter().flatten() {
            match worker.join() {
                Ok(counter) => all.merge(counter),
                // What it had counted is lost, and no report may look as if it were whole.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        outcomes
    })
}

fn work_off(receiver: &Mutex<Receiver<Work>>, mut counter: Counter) -> Counter {
    loop {
        let work = receiver.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Work { input, encoding, bytes, line, signal, at }) = work else { return counter };
        counter.count(input, encoding, &bytes, line, signal, at);
    }
}

/// What one thread has counted.
struct Counter {
    gathered: Gathered,
    oddities: Oddities,
    panics: Panics,
    /// Names of the inputs.
    names: Vec<Arc<str>>,
}

impl Counter {
    fn new(inputs: &[Input], contracts: &Arc<AllTerms>, panics: Panics) -> Self {
        let names = inputs.iter().map(|input| input.name.as_str().into()).collect();
        Self { gathered: Gathered::against(contracts), oddities: Oddities::default(), panics, names }
    }

    /// Of a message at which it fails, what was counted before stays.
    fn count(&mut self, input: usize, encoding: Encoding, bytes: &[u8], line: usize, signal: Option<Signal>, at: MessagePlace) {
        let name = match encoding {
            Encoding::Json => "JSON",
            Encoding::Protobuf => "protobuf",
        };
        if self.panics.guard(Step::Count, name, || self.count_message(input, encoding, bytes, line, signal, at)).is_err() {
            self.oddities.unread(input, message(), line, 1);
            self.gathered.lost.merge(Lost::ANY);
        }
    }

    fn count_message(
        &mut self,
        input: usize,
        encoding: Encoding,
        bytes: &[u8],
        line: usize,
        signal: Option<Signal>,
        at: MessagePlace,
    ) {
        let Self { gathered, oddities, names, .. } = self;
        if let Some(name) = names.get(input) {
            gathered.begin_message(name, at);
        }
        match encoding {
            Encoding::Json => {
                if let Err(broken) = json::read(bytes, gathered) {
                    let column = broken.column;
                    let what =
                        format!("this is no JSON: {}; the document is judged up to here, and the rest left out", broken.message);
                    oddities.unread(input, what, line + broken.line.saturating_sub(1), column);
                    gathered.lost.merge(Lost::ANY);
                }
            }
            Encoding::Protobuf => {
                let mut lost = Lost::default();
                let mut say = |broken: protobuf::Broken| {
                    lost.merge(Lost::of(broken.signal));
                    oddities.unread(input, format!("{} is not read: {}", broken.part, broken.reason), 1, 1);
                };
                protobuf::read(bytes, signal, gathered, &mut say);
                gathered.lost.merge(lost);
            }
        }
        let line = if encoding == Encoding::Json { line } else { 1 };
        for deviation in gathered.deviations.drain(..) {
            gathered.lost.merge(Lost::by(deviation));
            oddities.deviation(input, deviation, line);
        }
        gathered.close();
    }

    fn merge(&mut self, other: Self) {
        self.gathered.merge(other.gathered);
        self.oddities.merge(other.oddities);
    }
}
