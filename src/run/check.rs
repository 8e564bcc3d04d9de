//! `check` and `baseline update`: what is found, mended if asked for, and shown or kept.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::look::{Looked, analysed, look_at, settings};
use super::mend::fix;
use super::report_root::ReportRoot;
use super::settings::Settings;
use super::show::{show, status};
use super::write_fixes::write_fixes;
use super::{Environment, Streams, deliver, overwrite, tell};
use crate::baseline::Baseline;
use crate::cli::{Check, Scope, When};
use crate::code::Analysis;
use crate::error::Error;
use crate::fact::FileId;
use crate::finding::{Done, Report, Summary};
use crate::judge;
use crate::printable::{printable_line, seen_from};
use crate::report::left_to_you;
use crate::rule::rule;
use crate::source::Problem;

/// Lints; the exit status says whether something was found.
pub(super) fn check(check: &Check, environment: &Environment, color: When, streams: &mut Streams<'_>) -> Result<u8, Error> {
    let settings = settings(&check.scope, environment)?;
    let root = ReportRoot::find(check.report.root.as_deref(), &settings.workspace, environment)?;
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
            streams.tell_problems(&fixed.looked.analysis.problems);
            if !check.scope.quiet {
                root.tell(streams.stderr);
                if let Some(said) = left_to_you(fixed.left_out) {
                    tell(streams.stderr, &format!("{said}\n"));
                }
                deliver(streams.stdout, |out| fixed.show(&root, environment.stdout_is_terminal, out))?;
            }
            if is_unread(&fixed.looked.analysis, &settings) {
                return Err(Error::NothingAnalysed);
            }
            return Ok(u8::from(fixed.files() > 0));
        }
        let written = write_fixes(&fixed, &settings.workspace.root);
        done = Done { findings: written.findings, files: written.files, left_out: fixed.left_out };
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
    let is_unfinished = is_unread(&looked.analysis, &settings);
    let mut report = Report { done, is_unfinished, ..report(check, looked) };
    root.prepare(&mut report, &check.report, check.scope.quiet, &settings, streams.stderr);
    let shown = show(&report, &check.report, check.scope.quiet, environment, color, streams);
    // What became of sources weighs more than what became of the report.
    unwritten.map_or(shown, Err)?;
    if is_unfinished {
        return Err(Error::NothingAnalysed);
    }
    Ok(status(&report.summary, &check.report, &settings))
}

/// Writes the baseline and says so.
pub(super) fn update(scope: &Scope, environment: &Environment, streams: &mut Streams<'_>) -> Result<u8, Error> {
    let settings = settings(scope, environment)?;
    let (path, _) = settings.baseline();
    let path = environment.working_directory.join(path);
    let reads = overwrite::reads(&settings, scope, environment);
    overwrite::refuse("`baseline update`", &path, &reads, &|| overwrite::sources(&path, &settings.workspace.root))?;
    settings.hold_found_baseline(&path)?;
    let older = if overwrite::is_empty(&path) { None } else { settings.read_baseline(&path)? };
    let (analysis, judged) = analysed(&settings, environment, &BTreeMap::new())?;
    streams.tell_problems(&analysis.problems);
    if is_unread(&analysis, &settings) {
        return Err(Error::NothingAnalysed);
    }
    let mut baseline = Baseline::of(&judged.findings, &analysis.sources);
    let today = baseline.count();
    if let Some(older) = older {
        // What was not looked at is not gone.
        let here = &environment.working_directory;
        let root_path = |problem: &Problem| settings.workspace.root_path(&problem.file, here);
        let with_problems: BTreeSet<String> = analysis.problems.iter().map(root_path).collect();
        let unseen_path = |path: &str| !judge::Settings::reports(&settings, path) || with_problems.contains(path);
        let unseen_rule = |id: &str| rule(id).is_some_and(|rule| settings.left_out(rule));
        baseline.keep(older, |known| known.is_captured() || unseen_path(&known.path) || unseen_rule(&known.rule));
    }
    baseline.write(&path)?;
    if !scope.quiet {
        let kept = match baseline.count() - today {
            0 => String::new(),
            kept => format!(" beside {kept} that this run did not look at"),
        };
        let name = printable_line(&seen_from(&environment.working_directory, &path).display().to_string());
        deliver(streams.stdout, |out| writeln!(out, "`{name}` holds today's {}{kept}", findings(today)))?;
    }
    Ok(0)
}

/// Whether there were files to report on, and nothing of any of them could be read.
pub(super) fn is_unread(analysis: &Analysis, settings: &Settings) -> bool {
    let files = analysis.sources.iter().zip(0..).filter(|(source, _)| {
        let is_rust = Path::new(&source.root_path).extension().is_some_and(|extension| extension == "rs");
        is_rust && judge::Settings::reports(settings, &source.root_path)
    });
    let mut all_read = files.map(|(_, at)| !analysis.unread.contains(&FileId(at)));
    !analysis.problems.is_empty() && !all_read.any(|is_read| is_read)
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
        is_unfinished: false,
    }
}

fn findings(count: usize) -> String {
    format!("{count} {}", if count == 1 { "finding" } else { "findings" })
}
