//! `check` and `baseline update`: workspace, settings, facts, judgement, report.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};

use super::mend::fix;
use super::settings::Settings;
use super::workspace::Workspace;
use super::{Environment, deliver};
use crate::baseline::Baseline;
use crate::cli::{Check, Scope, When};
use crate::code::{Analysis, Choices, analyse};
use crate::config::{Config, Threshold};
use crate::error::Error;
use crate::finding::{Done, Finding, Report, Summary};
use crate::judge::{self, Judged, judge};
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
        baseline.keep(older, |known| unseen_path(&known.path) || unseen_rule(&known.rule));
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

fn settings(scope: &Scope, environment: &Environment) -> Result<Settings, Error> {
    let workspace = Workspace::find(&scope.paths, scope.manifest_path.as_deref(), &environment.working_directory)?;
    let config = Config::load(&workspace.root, &environment.working_directory, &Settings::choice(scope))?;
    Settings::new(scope, workspace, config, environment.today.clone())
}

/// What is to be said of a workspace.
#[derive(Debug)]
pub(super) struct Looked {
    pub(super) analysis: Analysis,
    /// Those that are not in the baseline.
    pub(super) findings: Vec<Finding>,
    suppressed: usize,
}

/// Reads the workspace, with `texts` in place of some files, and judges it; what the baseline knows is left out.
pub(super) fn look_at(settings: &Settings, environment: &Environment, texts: &BTreeMap<String, String>) -> Result<Looked, Error> {
    let (analysis, judged) = analysed(settings, environment, texts)?;
    let (path, named) = settings.baseline();
    let path = environment.working_directory.join(path);
    let (findings, known) = match Baseline::read(&path)? {
        Some(baseline) => baseline.filter(judged.findings, &analysis.sources),
        None if named => return Err(Error::NoBaseline { path }),
        None => (judged.findings, 0),
    };
    Ok(Looked { analysis, findings, suppressed: judged.suppressed + known })
}

/// Paths that hold nothing to lint are an error: silence would look like success.
fn analysed(
    settings: &Settings,
    environment: &Environment,
    texts: &BTreeMap<String, String>,
) -> Result<(Analysis, Judged), Error> {
    let workspace = &settings.workspace;
    let here = &environment.working_directory;
    let (semconv, words) = (settings.config.semconv, &settings.config.words);
    let choices = Choices { exclude: &|path: &str| settings.excludes(path), semconv, words, texts };
    let mut analysis = analyse(&workspace.root, here, choices)?;
    analysis.problems.retain(|problem| workspace.reports(&workspace.root_path(&problem.file, here)));
    let paths = workspace.paths();
    let is_silent = analysis.problems.is_empty() && !analysis.sources.iter().any(|source| workspace.reports(&source.root_path));
    match paths.first() {
        Some(path) if is_silent && !paths.iter().any(|path| settings.excludes(path)) => {
            Err(Error::NoSource { path: workspace.root.join(path) })
        }
        _ => {
            let judged = judge(&analysis.sources, &analysis.seen, &analysis.allows, settings);
            Ok((analysis, judged))
        }
    }
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
