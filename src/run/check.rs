//! `check` and `baseline update`: what is found, mended if asked for, and shown or kept.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};

use super::look::{Looked, analysed, look_at, settings};
use super::mend::fix;
use super::{Environment, deliver};
use crate::baseline::Baseline;
use crate::cli::{Check, Scope, When};
use crate::config::Threshold;
use crate::error::Error;
use crate::finding::{Done, Report, Summary};
use crate::judge;
use crate::report::{self, Format, Look};
use crate::rule::{Severity, rule};

/// Lints; the exit status says whether something was found.
pub(super) fn check(check: &Check, environment: &Environment, color: When, stdout: &mut dyn Write) -> Result<u8, Error> {
    let settings = settings(&check.scope, environment)?;
    let mut looked = look_at(&settings, environment, &BTreeMap::new())?;
    let mut done = Done::default();
    if check.fixes.fix || check.fixes.diff {
        let fixed = fix(&settings, environment, looked, check.fixes.unsafe_fixes)?;
        if check.fixes.diff {
            if !check.scope.quiet {
                deliver(stdout, |out| fixed.show(out))?;
            }
            return Ok(u8::from(fixed.files() > 0));
        }
        fixed.write(&settings)?;
        done = Done { findings: fixed.findings, files: fixed.files() };
        looked = fixed.looked;
    }
    let report = Report { done, ..report(check, looked) };
    let format = check.format.unwrap_or(Format::Human);
    if let Some(path) = &check.output {
        let unwritten = |source| Error::Write { path: path.clone(), source };
        let mut file = BufWriter::new(File::create(environment.working_directory.join(path)).map_err(unwritten)?);
        let look = Look { width: super::WIDTH, color: false, unicode: true, links: false };
        report::write(&report, format, &look, &mut file).and_then(|()| file.flush()).map_err(unwritten)?;
    } else if !check.scope.quiet {
        deliver(stdout, |out| report::write(&report, format, &environment.look(color), out))?;
    }
    let threshold = check.fail_on.or(settings.config.fail_on).unwrap_or(Threshold::At(Severity::Warning));
    Ok(u8::from(fails(&report.summary, threshold, check.max_warnings)))
}

/// Writes the baseline and says so.
pub(super) fn update(scope: &Scope, environment: &Environment, stdout: &mut dyn Write) -> Result<u8, Error> {
    let settings = settings(scope, environment)?;
    let (analysis, judged) = analysed(&settings, environment, &BTreeMap::new())?;
    let (path, _) = settings.baseline();
    let path = environment.working_directory.join(path);
    let mut baseline = Baseline::of(&judged.findings, &analysis.sources);
    let today = baseline.count();
    if let Some(older) = Baseline::read(&path)? {
        // What was not looked at is not gone.
        let unseen_path = |path: &str| !judge::Settings::reports(&settings, path);
        let unseen_rule = |id: &str| rule(id).is_some_and(|rule| settings.left_out(rule));
        baseline.keep(older, |known| known.is_captured() || unseen_path(&known.path) || unseen_rule(&known.rule));
    }
    baseline.write(&path)?;
    if !scope.quiet {
        let kept = match baseline.count() - today {
            0 => String::new(),
            kept => format!(" beside {kept} that this run did not look at"),
        };
        let name = path.strip_prefix(&environment.working_directory).unwrap_or(&path).display();
        deliver(stdout, |out| writeln!(out, "`{name}` holds today's {}{kept}", findings(today)))?;
    }
    Ok(0)
}

fn report(check: &Check, looked: Looked) -> Report {
    let Looked { analysis, findings, suppressed } = looked;
    let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let summary = Summary {
        files: analysis.sources.len(),
        files_with_telemetry: analysis.files_with_telemetry,
        problems: analysis.problems.len(),
        errors: count(Severity::Error),
        warnings: count(Severity::Warning),
        notes: count(Severity::Note),
        suppressed,
    };
    Report {
        summary,
        findings,
        problems: analysis.problems,
        sources: analysis.sources,
        has_telemetry: analysis.has_telemetry,
        statistics: check.statistics.then_some(analysis.statistics),
        done: Done::default(),
        recording: None,
    }
}

/// Whether the exit status is 1. `--max-warnings` alone decides on warnings once it is given.
fn fails(summary: &Summary, threshold: Threshold, max_warnings: Option<usize>) -> bool {
    let fails = |severity, count| count > 0 && threshold.fails(severity);
    let too_many = max_warnings.map_or(fails(Severity::Warning, summary.warnings), |most| summary.warnings > most);
    fails(Severity::Error, summary.errors) || too_many || fails(Severity::Note, summary.notes)
}

fn findings(count: usize) -> String {
    format!("{count} {}", if count == 1 { "finding" } else { "findings" })
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
