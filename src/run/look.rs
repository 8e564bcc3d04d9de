//! Settings, facts and judgement of a workspace: what is to be said of it, before it is shown or mended.

use std::collections::BTreeMap;

use super::Environment;
use super::contracts::Contracts;
use super::settings::{Everywhere, Settings};
use super::workspace::{Workspace, allowed};
use crate::cli::Scope;
use crate::code::{Analysis, Choices, Schedule, analyse};
use crate::config::Config;
use crate::error::Error;
use crate::finding::Finding;
use crate::judge::{Judged, judge};
use crate::read_file::Bounds;
use crate::source::Source;

pub(super) fn settings(scope: &Scope, environment: &Environment) -> Result<Settings, Error> {
    let here = &environment.working_directory;
    let allowed = allowed(&scope.allow_outside, here)?;
    let workspace = Workspace::find(&scope.paths, scope.manifest_path.as_deref(), here, &allowed)?;
    let bounds = Bounds::new(&workspace.root, allowed, here);
    let config = Config::load(&workspace.root, here, &Settings::choice(scope), &bounds)?;
    let found = (!scope.isolated).then_some(workspace.root.as_path());
    let contracts = Contracts::load(&scope.contract, found, environment, &bounds)?;
    let settings = Settings::new(scope, workspace, config, environment.today.clone())?;
    Ok(settings.with(contracts, bounds).with_panics(environment.panics))
}

/// What is to be said of a workspace.
#[derive(Debug)]
pub(super) struct Looked {
    pub(super) analysis: Analysis,
    /// Those that are not in the baseline.
    pub(super) findings: Vec<Finding>,
    pub(super) suppressed: usize,
}

/// Reads the workspace, with `texts` in place of some files, and judges it; what the baseline knows is left out.
pub(super) fn look_at(settings: &Settings, environment: &Environment, texts: &BTreeMap<String, String>) -> Result<Looked, Error> {
    let (analysis, judged) = analysed(settings, environment, texts)?;
    let (findings, known) = without_known(judged.findings, &analysis.sources, settings, environment)?;
    Ok(Looked { analysis, findings, suppressed: judged.suppressed + known })
}

/// What a look at the whole workspace would find that was analysed: in paths that were not asked for too, and by every rule that
/// the file of settings lets run.
pub(super) fn found_everywhere(
    settings: &Settings,
    environment: &Environment,
    analysis: &Analysis,
) -> Result<Vec<Finding>, Error> {
    let judged = judge(&analysis.sources, &analysis.seen, &analysis.allows, &Everywhere(settings));
    Ok(without_known(judged.findings, &analysis.sources, settings, environment)?.0)
}

/// The findings that are not in the baseline, and how many are.
fn without_known(
    findings: Vec<Finding>,
    sources: &[Source],
    settings: &Settings,
    environment: &Environment,
) -> Result<(Vec<Finding>, usize), Error> {
    let (path, named) = settings.baseline();
    let path = environment.working_directory.join(path);
    match settings.read_baseline(&path)? {
        Some(baseline) => Ok(baseline.filter(findings, sources)),
        None if named => Err(Error::NoBaseline { path }),
        None => Ok((findings, 0)),
    }
}

/// Paths that hold nothing to lint are an error: silence would look like success.
pub(super) fn analysed(
    settings: &Settings,
    environment: &Environment,
    texts: &BTreeMap<String, String>,
) -> Result<(Analysis, Judged), Error> {
    let workspace = &settings.workspace;
    let here = &environment.working_directory;
    let (semconv, forwards) = (settings.config.semconv, settings.config.forwards);
    let contracts = settings.contracts.list();
    let exclude = &|path: &str| settings.excludes(path);
    let panics = environment.panics;
    let choices = Choices {
        exclude,
        semconv,
        contracts: &contracts,
        knowledge: settings.knowledge(),
        forwards,
        allow_outside: settings.allow_outside(),
        texts,
        panics,
        schedule: Schedule::default(),
    };
    let mut analysis = analyse(&workspace.root, here, choices)?;
    analysis.problems.retain(|problem| workspace.reports(&workspace.root_path(&problem.file, here)));
    let paths = workspace.paths();
    let is_silent = analysis.problems.is_empty() && !analysis.sources.iter().any(|source| workspace.reports(&source.root_path));
    match paths.first() {
        Some(path) if is_silent && !paths.iter().any(|path| settings.excludes(path)) => {
            Err(Error::NoSource { path: workspace.root.join(path) })
        }
        _ => {
            let mut judged = judge(&analysis.sources, &analysis.seen, &analysis.allows, settings);
            analysis.problems.append(&mut judged.problems);
            analysis.problems.sort();
            analysis.problems.dedup();
            Ok((analysis, judged))
        }
    }
}
