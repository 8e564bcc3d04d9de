//! Faults of this program: a panic while one input is looked at stays with that input, and the run goes on. Nothing is shown of what
//! a panic says, for it may quote the input. Where panics are wanted, as in tests, they pass.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What becomes of a panic.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Panics {
    /// It passes: a test that comes upon one fails.
    #[default]
    Throw,
    /// It becomes a problem of what was looked at.
    Catch,
    /// The same, and there is one in this step at this input: a test sees what becomes of it.
    CatchAt(Step, &'static str),
}

/// What is done with one input at a time, or with all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A source file is read and outlined, or an item of it parsed and lowered.
    Read,
    /// Its functions are walked.
    Walk,
    /// What was seen in it is held against rules.
    Judge,
    /// A message of a recording is decoded and counted.
    Count,
    /// Everything else that a command does.
    Run,
}

/// There was a panic; what it said is gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Panicked;

/// Where faults are reported.
pub const REPORT_TO: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/issues");

impl Panics {
    /// Does `work` with an input of that name. What it has left half done must not matter to whoever goes on.
    pub fn guard<T>(self, step: Step, name: &str, work: impl FnOnce() -> T) -> Result<T, Panicked> {
        let work = || {
            if let Self::CatchAt(at, input) = self
                && (at, input) == (step, name)
            {
                // No hook is called: this panic is nobody's fault.
                std::panic::resume_unwind(Box::new(()));
            }
            work()
        };
        if self == Self::Throw {
            return Ok(work());
        }
        catch_unwind(AssertUnwindSafe(work)).map_err(|payload| {
            // What cannot even be dropped is left alone.
            std::mem::forget(payload);
            Panicked
        })
    }
}

/// What is said of an input, of which nothing else is known then.
pub fn message() -> String {
    format!("not analysed: this is a fault of cargo-otel-lint, please report it: {REPORT_TO}")
}
