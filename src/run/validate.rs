//! `validate` and `merge`: what is to be said of a recording.

use super::look::settings;
use super::report_root::ReportRoot;
use super::settings::Settings;
use super::show::{show, status};
use super::{Environment, Streams, deliver, overwrite};
use crate::capture::{Capture, Choices, Reading, Recorded, reread};
use crate::cli;
use crate::cli::{Judging, Merge, Validate, When};
use crate::error::Error;
use crate::finding::{Report, Summary};
use crate::judge::judge_recording;
use crate::printable::printable_line;
use crate::report::Format;
use crate::write::{Target, write};

/// Reads a recording and judges it, or keeps what is known of it for [`merge`].
pub(super) fn validate(
    validate: &Validate,
    environment: &Environment,
    color: When,
    streams: &mut Streams<'_>,
) -> Result<u8, Error> {
    refuse_values(&validate.judging, &validate.report, environment)?;
    let here = &environment.working_directory;
    // Mistakes in settings and contracts are told before hours of reading.
    let scope = validate.judging.scope();
    let settings = settings(&scope, environment)?;
    let (flag, written) = match &validate.partial {
        Some(path) => ("`--partial`", Some(path)),
        None => ("`--output`", validate.report.output.as_ref()),
    };
    if let Some(path) = written {
        let mut reads = overwrite::reads(&settings, &scope, environment);
        reads.extend(validate.captures.iter().map(|path| here.join(path)));
        let found = || Capture::files(&validate.captures, here).unwrap_or_default();
        overwrite::refuse(flag, &here.join(path), &reads, &found)?;
    }
    let contracts = settings.contracts.list();
    let reading = Reading {
        arguments: &validate.captures,
        working_directory: here,
        format: validate.input_format,
        threads: environment.threads,
        contracts: &contracts,
        panics: environment.panics,
    };
    let Some(path) = &validate.partial else {
        let capture = Capture::read(&reading, &mut std::io::stdin())?;
        let recorded = Recorded { folder: reading.working_directory, anywhere: true, format: reading.format };
        return report(capture, recorded, &settings, &validate.judging, &validate.report, environment, color, streams);
    };
    let capture = Capture::read(&reading, &mut std::io::stdin())?;
    // No report of this run tells of them.
    streams.tell_problems(capture.problems());
    let (is_unread, unjudged, problems) = (capture.is_unread(), capture.unjudged(), capture.problems().len());
    let file = here.join(path);
    write(&file, |out| capture.write_partial(out))?;
    // What has gone to stdout is to stay what it is.
    let is_file = matches!(Target::of(&file), Ok(Target::File(_)));
    if !validate.judging.quiet && is_file {
        let path = printable_line(&path.display().to_string());
        deliver(streams.stdout, |out| {
            writeln!(out, "`{path}` holds what is known of this part; `cargo otel-lint merge` makes the report")
        })?;
    }
    if is_unread {
        return Err(Error::NothingRead);
    }
    if let Some(reason) = unjudged {
        return Err(Error::TracesUnjudged { reason });
    }
    let summary = Summary { problems, ..Summary::default() };
    Ok(status(&summary, &validate.report, &settings))
}

/// Puts parts together and judges the whole.
pub(super) fn merge(merge: &Merge, environment: &Environment, color: When, streams: &mut Streams<'_>) -> Result<u8, Error> {
    refuse_values(&merge.judging, &merge.report, environment)?;
    let (scope, here) = (merge.judging.scope(), &environment.working_directory);
    let settings = settings(&scope, environment)?;
    if let Some(path) = &merge.report.output {
        let mut reads = overwrite::reads(&settings, &scope, environment);
        reads.extend(merge.partials.iter().map(|path| here.join(path)));
        overwrite::refuse("`--output`", &here.join(path), &reads, &Vec::new)?;
    }
    let mut whole = Capture::against(&settings.contracts.list());
    for path in &merge.partials {
        whole.merge_partial(&here.join(path))?;
    }
    let recorded = Recorded { folder: &environment.working_directory, anywhere: false, format: None };
    report(whole, recorded, &settings, &merge.judging, &merge.report, environment, color, streams)
}

/// Values as they are leave this program for a person's eyes only.
fn refuse_values(judging: &Judging, wanted: &cli::Report, environment: &Environment) -> Result<(), Error> {
    let instead = match wanted.format {
        _ if !judging.show_values => return Ok(()),
        Some(format) if format != Format::Human => "this format is for other programs",
        _ if wanted.output.is_some() => "`--output` writes a file",
        _ if !environment.stdout_is_terminal => "the output of this run is no terminal",
        _ => return Ok(()),
    };
    Err(Error::ShowValues { instead })
}

#[expect(clippy::too_many_arguments, reason = "of two commands each has what the other lacks")]
fn report(
    capture: Capture,
    recorded: Recorded<'_>,
    settings: &Settings,
    judging: &Judging,
    wanted: &cli::Report,
    environment: &Environment,
    color: When,
    streams: &mut Streams<'_>,
) -> Result<u8, Error> {
    let root = ReportRoot::find(wanted.root.as_deref(), &settings.workspace, environment)?;
    let contracts = settings.contracts.list();
    let promised = contracts.iter().find_map(|index| index.contract.capture);
    let choices = Choices { semconv: settings.config.semconv, mode: judging.capture.or(promised).unwrap_or_default() };
    let told = capture.tell(&choices);
    let mut findings = judge_recording(&told.sightings, settings);
    if judging.show_values {
        let all = findings.iter_mut().filter_map(|finding| finding.captured.as_deref_mut());
        reread(all, recorded);
    }
    let summary = Summary { files: told.recording.inputs.len(), problems: told.problems.len(), ..Summary::counted(&findings) };
    let mut report = Report {
        summary,
        findings,
        problems: told.problems,
        has_telemetry: true,
        recording: Some(told.recording),
        is_unfinished: told.is_unread || told.unjudged.is_some(),
        ..Report::default()
    };
    let most = contracts.iter().find_map(|index| index.contract.limits.findings_per_rule);
    if let Some(most) = most.and_then(|most| usize::try_from(most).ok()) {
        report.limit(most);
    }
    root.prepare(&mut report, wanted, judging.quiet, settings, streams.stderr);
    show(&report, wanted, judging.quiet, environment, color, streams)?;
    if told.is_unread {
        return Err(Error::NothingRead);
    }
    if let Some(reason) = told.unjudged {
        return Err(Error::TracesUnjudged { reason });
    }
    Ok(status(&report.summary, wanted, settings))
}
