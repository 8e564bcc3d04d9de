//! `validate` and `merge`: what is to be said of a recording.

use std::fs::File;
use std::io::{BufWriter, Write};

use super::look::settings;
use super::show::{show, status};
use super::{Environment, deliver};
use crate::capture::{Capture, Choices, Reading};
use crate::cli;
use crate::cli::{Judging, Merge, Validate, When};
use crate::error::Error;
use crate::finding::{Report, Summary};
use crate::judge::judge_recording;
use crate::rule::Severity;

/// Reads a recording and judges it, or keeps what is known of it for [`merge`].
pub(super) fn validate(validate: &Validate, environment: &Environment, color: When, stdout: &mut dyn Write) -> Result<u8, Error> {
    let reading = Reading {
        arguments: &validate.captures,
        working_directory: &environment.working_directory,
        format: validate.input_format,
        threads: environment.threads,
    };
    let capture = Capture::read(&reading, &mut std::io::stdin())?;
    let Some(path) = &validate.partial else {
        return report(capture, &validate.judging, &validate.report, environment, color, stdout);
    };
    let unwritten = |source| Error::Write { path: path.clone(), source };
    let mut file = BufWriter::new(File::create(environment.working_directory.join(path)).map_err(unwritten)?);
    capture.write_partial(&mut file).and_then(|()| file.flush()).map_err(unwritten)?;
    if !validate.judging.quiet {
        let path = path.display();
        deliver(stdout, |out| {
            writeln!(out, "`{path}` holds what is known of this part; `cargo otel-lint merge` makes the report")
        })?;
    }
    Ok(0)
}

/// Puts parts together and judges the whole.
pub(super) fn merge(merge: &Merge, environment: &Environment, color: When, stdout: &mut dyn Write) -> Result<u8, Error> {
    let mut whole = Capture::default();
    for path in &merge.partials {
        whole.merge(Capture::read_partial(&environment.working_directory.join(path))?);
    }
    report(whole, &merge.judging, &merge.report, environment, color, stdout)
}

fn report(
    capture: Capture,
    judging: &Judging,
    wanted: &cli::Report,
    environment: &Environment,
    color: When,
    stdout: &mut dyn Write,
) -> Result<u8, Error> {
    let settings = settings(&judging.scope(), environment)?;
    let choices = Choices { semconv: settings.config.semconv, mode: judging.capture.unwrap_or_default() };
    let told = capture.tell(&choices);
    let findings = judge_recording(&told.sightings, &settings);
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let summary = Summary {
        files: told.recording.inputs.len(),
        problems: told.problems.len(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        ..Summary::default()
    };
    let report = Report {
        summary,
        findings,
        problems: told.problems,
        has_telemetry: true,
        recording: Some(told.recording),
        ..Report::default()
    };
    show(&report, wanted, judging.quiet, environment, color, stdout)?;
    Ok(status(&report.summary, wanted, settings.config.fail_on))
}
