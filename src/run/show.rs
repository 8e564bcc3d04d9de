//! A report to stdout or a file, and the exit status that it makes.

use super::settings::Settings;
use super::{Environment, Streams, WIDTH, deliver};
use crate::cli::{self, When};
use crate::config::Threshold;
use crate::error::Error;
use crate::finding::{Report, Summary};
use crate::report::{self, Format, Look};
use crate::rule::Severity;
use crate::write::write;

/// Writes the report to where it was asked for.
pub(super) fn show(
    report: &Report,
    wanted: &cli::Report,
    quiet: bool,
    environment: &Environment,
    color: When,
    streams: &mut Streams<'_>,
) -> Result<(), Error> {
    if quiet {
        streams.tell_problems(&report.problems);
    }
    let format = wanted.format.unwrap_or(Format::Human);
    if let Some(path) = &wanted.output {
        let look = Look { width: WIDTH, color: false, unicode: true, links: false };
        return write(&environment.working_directory.join(path), |out| report::write(report, format, &look, out));
    }
    if quiet {
        return Ok(());
    }
    deliver(streams.stdout, |out| report::write(report, format, &environment.look(color), out))
}

/// 1 where something was found that fails the run, else 0. The command line comes before the settings.
pub(super) fn status(summary: &Summary, wanted: &cli::Report, settings: &Settings) -> u8 {
    let config = &settings.config;
    let threshold = wanted.fail_on.or(config.fail_on).unwrap_or(Threshold::At(Severity::Warning));
    let has_problems = (wanted.fail_on_problems || config.fail_on_problems) && summary.problems > 0;
    u8::from(has_problems || fails(summary, threshold, wanted.max_warnings))
}

/// Whether the exit status is 1. `--max-warnings` alone decides on warnings once it is given.
fn fails(summary: &Summary, threshold: Threshold, max_warnings: Option<usize>) -> bool {
    let fails = |severity, count| count > 0 && threshold.fails(severity);
    let too_many = max_warnings.map_or(fails(Severity::Warning, summary.warnings), |most| summary.warnings > most);
    fails(Severity::Error, summary.errors) || too_many || fails(Severity::Note, summary.notes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fails_a_run() {
        let (error, warning, note, never) =
            (Threshold::At(Severity::Error), Threshold::At(Severity::Warning), Threshold::At(Severity::Note), Threshold::Never);
        for (counts, threshold, max_warnings, failed) in [
            ([0, 0, 9], warning, None, false),
            ([0, 0, 9], note, None, true),
            ([0, 1, 0], warning, None, true),
            ([0, 1, 0], error, None, false),
            ([9, 9, 9], never, None, false),
            ([0, 3, 0], warning, Some(3), false),
            ([0, 4, 0], warning, Some(3), true),
            ([0, 4, 0], error, Some(3), true),
            ([1, 0, 0], warning, Some(3), true),
        ] {
            let [errors, warnings, notes] = counts;
            let summary = Summary { errors, warnings, notes, ..Summary::default() };
            assert_eq!(fails(&summary, threshold, max_warnings), failed, "{counts:?} {threshold:?} {max_warnings:?}");
        }
    }
}
