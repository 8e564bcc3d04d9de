//! `check` and `baseline update`: what is found, mended if asked for, and shown or kept.

use std::collections::BTreeMap;
use std::io::Write;

use super::look::{Looked, analysed, look_at, settings};
use super::mend::fix;
use super::show::{show, status};
use super::write_fixes::write_fixes;
use super::{Environment, deliver, overwrite};
use crate::baseline::Baseline;
use crate::cli::{Check, Scope, When};
use crate::error::Error;
use crate::finding::{Done, Report, Summary};
use crate::judge;
use crate::rule::rule;

/// Lints; the exit status says whether something was found.
pub(super) fn check(check: &Check, environment: &Environment, color: When, stdout: &mut dyn Write) -> Result<u8, Error> {
    let settings = settings(&check.scope, environment)?;
    if let Some(path) = &check.report.output {
        let mut reads = overwrite::reads(&settings, &check.scope, environment);
        reads.push(environment.working_directory.join(settings.baseline().0));
        let path = environment.working_directory.join(path);
        overwrite::refuse("`--output`", &path, &reads, &|| overwrite::sources(&path, &settings.workspace.root))?;
    }
    let mut looked = look_at(&settings, environment, &BTreeMap::new())?;
    let (mut done, mut unwritten) = (Done::default(), None);
    if check.fixes.fix || check.fixes.diff {
        let fixed = fix(&settings, environment, looked, check.fixes.unsafe_fixes)?;
        if check.fixes.diff {
            if !check.scope.quiet {
                deliver(stdout, |out| fixed.show(out))?;
            }
            return Ok(u8::from(fixed.files() > 0));
        }
        let written = write_fixes(&fixed, &settings.workspace.root);
        done = Done { findings: written.findings, files: written.files };
        looked = fixed.looked;
        if !written.problems.is_empty() {
            // What is found is what is there now, and not what should have been.
            looked = match look_at(&settings, environment, &BTreeMap::new()) {
                Ok(looked) => looked,
                Err(error) => return Err(written.failure.unwrap_or(error)),
            };
            looked.analysis.problems.extend(written.problems);
            looked.analysis.problems.sort();
        }
        unwritten = written.failure;
    }
    let report = Report { done, ..report(check, looked) };
    let shown = show(&report, &check.report, check.scope.quiet, environment, color, stdout);
    // What became of sources weighs more than what became of the report.
    unwritten.map_or(shown, Err)?;
    Ok(status(&report.summary, &check.report, settings.config.fail_on))
}

/// Writes the baseline and says so.
pub(super) fn update(scope: &Scope, environment: &Environment, stdout: &mut dyn Write) -> Result<u8, Error> {
    let settings = settings(scope, environment)?;
    let (path, _) = settings.baseline();
    let path = environment.working_directory.join(path);
    let reads = overwrite::reads(&settings, scope, environment);
    overwrite::refuse("`baseline update`", &path, &reads, &|| overwrite::sources(&path, &settings.workspace.root))?;
    if scope.baseline.is_none() {
        overwrite::refuse_outside(&path, &settings.workspace.root)?;
    }
    let older = if overwrite::is_empty(&path) { None } else { Baseline::read(&path)? };
    let (analysis, judged) = analysed(&settings, environment, &BTreeMap::new())?;
    let mut baseline = Baseline::of(&judged.findings, &analysis.sources);
    let today = baseline.count();
    if let Some(older) = older {
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
    let summary = Summary {
        files: analysis.sources.len(),
        files_with_telemetry: analysis.files_with_telemetry,
        problems: analysis.problems.len(),
        suppressed,
        ..Summary::counted(&findings)
    };
    Report {
        summary,
        findings,
        problems: analysis.problems,
        sources: analysis.sources,
        has_telemetry: analysis.has_telemetry,
        left_out: BTreeMap::new(),
        statistics: check.statistics.then_some(analysis.statistics),
        done: Done::default(),
        recording: None,
    }
}

fn findings(count: usize) -> String {
    format!("{count} {}", if count == 1 { "finding" } else { "findings" })
}
