//! One run from its words to its exit status. Nothing above decides anything, nothing below knows where input and output come from.

mod catalog;
mod check;
mod contract;
mod contracts;
mod environment;
mod facts;
mod look;
mod mend;
mod overwrite;
mod patch;
mod report_root;
mod settings;
mod show;
mod trial;
mod validate;
mod workspace;
mod write_fixes;

use std::ffi::OsString;
use std::io::{self, ErrorKind, Write};

pub use environment::{Environment, WIDTH};

use crate::cli::{self, Answer, Arguments, Baseline, Command, Contract, When};
use crate::error::Error;
use crate::panics::Step;
use crate::report;
use crate::source::Problem;

/// The exit status where the job could not be done.
const NOT_DONE: u8 = 2;

/// Where a run writes to.
struct Streams<'s> {
    /// Reports, and what was asked for.
    stdout: &'s mut dyn Write,
    /// Errors, and problems that no report tells of.
    stderr: &'s mut dyn Write,
}

impl Streams<'_> {
    /// Tells of problems where no report does.
    fn tell_problems(&mut self, problems: &[Problem]) {
        let _ = report::write_problems(problems, self.stderr).and_then(|()| self.stderr.flush());
    }
}

/// Runs the command that `arguments` ask for, the program's name first, and returns the exit status: 0 nothing found, 1 findings,
/// 2 the job could not be done.
pub fn run(
    arguments: impl Iterator<Item = OsString>,
    environment: &Environment,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> u8 {
    let mut color = When::Auto;
    let outcome = environment.panics.guard(Step::Run, "", || {
        let arguments = match cli::parse(arguments, environment.width) {
            Ok(arguments) => arguments,
            Err(answer) => return Ok(help_or_usage(&answer, environment, stdout, stderr)),
        };
        color = arguments.color;
        execute(arguments, environment, &mut Streams { stdout, stderr })
    });
    outcome.unwrap_or(Err(Error::Panicked)).unwrap_or_else(|error| {
        let color = environment.colors(color, environment.stderr_is_terminal);
        tell(stderr, &error.seen_from(&environment.working_directory).show(environment.width, color, environment.unicode));
        NOT_DONE
    })
}

fn execute(arguments: Arguments, environment: &Environment, streams: &mut Streams<'_>) -> Result<u8, Error> {
    let Streams { stdout, .. } = streams;
    match arguments.command.unwrap_or(Command::Check(arguments.check)) {
        Command::Check(check) => check::check(&check, environment, arguments.color, streams),
        Command::Validate(validate) => validate::validate(&validate, environment, arguments.color, streams),
        Command::Merge(merge) => validate::merge(&merge, environment, arguments.color, streams),
        Command::Facts(wanted) => facts::facts(&wanted, environment, streams),
        Command::Explain(explain) => catalog::explain(&explain.rule, stdout),
        Command::Rules(rules) => catalog::list(rules.format, stdout),
        Command::Baseline(Baseline::Update(scope)) => check::update(&scope, environment, streams),
        Command::Contract(Contract::Check(wanted)) => contract::check(&wanted, environment, stdout),
        Command::Contract(Contract::Schema) => contract::print_schema(stdout),
        Command::Init => contract::init(environment, stdout),
    }
}

/// Help and version go to stdout, mistakes to stderr.
fn help_or_usage(answer: &Answer, environment: &Environment, stdout: &mut dyn Write, stderr: &mut dyn Write) -> u8 {
    if answer.is_mistake() {
        tell(stderr, &answer.text(environment.colors(When::Auto, environment.stderr_is_terminal)));
        return NOT_DONE;
    }
    tell(stdout, &answer.text(environment.colors(When::Auto, environment.stdout_is_terminal)));
    0
}

/// Last words: when they cannot be heard, nobody is left to be told.
fn tell(out: &mut dyn Write, text: &str) {
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Writes to stdout. A reader that has seen enough, such as `head`, is no error.
fn deliver(stdout: &mut dyn Write, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    match write(stdout).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Error::Output(error)),
        _ => Ok(()),
    }
}
