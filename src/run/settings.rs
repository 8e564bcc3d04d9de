//! The command line and the file of settings as one: what the judge asks. The command line wins.

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use super::contracts::Contracts;
use super::workspace::Workspace;
use crate::baseline::{self, Baseline};
use crate::cli::Scope;
use crate::config::{Choice, Config, Globs, Level, Selector, suggestion};
use crate::error::{Error, Unread};
use crate::fact::Captured;
use crate::judge;
use crate::knowledge::Knowledge;
use crate::panics::Panics;
use crate::read_file::Bounds;
use crate::rule::{Rule, Severity};

/// Everything that decides what is reported, and how gravely.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) workspace: Workspace,
    pub(crate) config: Config,
    pub(crate) contracts: Contracts,
    bounds: Bounds,
    /// From `--select`.
    select: Option<Vec<Selector>>,
    /// From `--ignore`.
    ignore: Vec<Selector>,
    /// From `--exclude`.
    exclude: Globs,
    tests: bool,
    today: Option<String>,
    baseline: Option<PathBuf>,
    panics: Panics,
    /// Made when it is asked for first: each look at the workspace asks.
    knowledge: OnceLock<Arc<Knowledge>>,
}

impl Settings {
    pub(crate) fn new(scope: &Scope, workspace: Workspace, config: Config, today: Option<String>) -> Result<Self, Error> {
        let select = if scope.select.is_empty() { None } else { Some(selectors("`--select`", &scope.select)?) };
        Ok(Self {
            select,
            ignore: selectors("`--ignore`", &scope.ignore)?,
            exclude: globs("`--exclude`", &scope.exclude)?,
            tests: scope.tests || config.tests.unwrap_or(false),
            today,
            baseline: scope.baseline.clone().or_else(|| config.baseline.as_ref().map(|named| workspace.root.join(&named.path))),
            workspace,
            config,
            contracts: Contracts::default(),
            panics: Panics::default(),
            knowledge: OnceLock::new(),
            bounds: Bounds::default(),
        })
    }

    /// What is known of libraries and names, with what the workspace says of them.
    pub(super) fn knowledge(&self) -> &Arc<Knowledge> {
        self.knowledge.get_or_init(|| Arc::new(Knowledge::new(self.config.apis, self.config.words.clone())))
    }

    /// The same with contracts, whose policies weigh more than the file of settings, and how far files may lead.
    pub(crate) fn with(self, contracts: Contracts, bounds: Bounds) -> Self {
        Self { contracts, bounds, ..self }
    }

    pub(crate) fn with_panics(self, panics: Panics) -> Self {
        Self { panics, ..self }
    }

    /// Where settings come from.
    pub(crate) fn choice(scope: &Scope) -> Choice {
        match &scope.config {
            Some(path) => Choice::File(path.clone()),
            None if scope.isolated => Choice::None,
            None => Choice::Found,
        }
    }

    pub(crate) fn excludes(&self, root_path: &str) -> bool {
        self.exclude.hold(root_path) || self.config.exclude.hold(root_path)
    }

    /// The file of known findings, and whether it was asked for by name.
    pub(crate) fn baseline(&self) -> (PathBuf, bool) {
        match &self.baseline {
            Some(path) => (path.clone(), true),
            None => (self.workspace.root.join(baseline::FILE), false),
        }
    }

    /// Real paths of the folders that links may lead into besides.
    pub(crate) fn allow_outside(&self) -> &[PathBuf] {
        self.bounds.allowed()
    }

    /// Holds that a baseline which nobody has named stands where what is found may stand: it is to be written there.
    pub(crate) fn hold_found_baseline(&self, path: &Path) -> Result<(), Error> {
        if self.baseline.is_some() {
            return Ok(());
        }
        match self.bounds.around(&self.workspace.root).resolve_file(path) {
            Err(Unread::Io(_)) | Ok(_) => Ok(()),
            Err(why) => Err(Error::unread(path, why)),
        }
    }

    /// What stands in the file of known findings. One that settings name was held against the bounds with them.
    pub(crate) fn read_baseline(&self, path: &Path) -> Result<Option<Baseline>, Error> {
        let folders = self.baseline.is_none().then(|| self.bounds.around(&self.workspace.root));
        Baseline::read(path, folders.as_ref(), &self.bounds)
    }

    /// Whether the command line leaves out the rule, whatever the file says.
    pub(crate) fn left_out(&self, rule: &Rule) -> bool {
        let is_selected = self.select.as_ref().is_none_or(|select| covers(select, rule));
        !is_selected || covers(&self.ignore, rule)
    }

    /// What contracts and the file of settings say of a rule in a file, and by which name.
    fn level_of(&self, rule: &'static Rule, root_path: &str, at: Option<&Captured>) -> Option<(Selector, Level)> {
        let for_path = || self.config.override_of(rule, root_path);
        self.contracts.level(rule, at).or_else(for_path).or_else(|| self.config.levels.of(rule))
    }

    fn severity_of(&self, rule: &'static Rule, case: Severity, root_path: &str, at: Option<&Captured>) -> Option<Severity> {
        let for_path = self.config.override_of(rule, root_path);
        let level = self.level_of(rule, root_path, at);
        if !self.runs(rule, level) {
            return None;
        }
        let asked_by_id = self.select.as_ref().is_some_and(|select| select.contains(&Selector::Rule(rule.id)));
        match level {
            // Who names a rule wants to see it; paths that are left alone stay so.
            Some((_, Level::Off)) if asked_by_id && for_path.is_none() => Some(case),
            Some((_, Level::Off)) => None,
            Some((_, Level::At(severity))) => Some(severity),
            None => Some(case),
        }
    }

    /// `--select` stands for `select` and `ignore` of the file. Without either, a rule that is silent by default runs where the file
    /// sets its level by its id.
    fn runs(&self, rule: &Rule, level: Option<(Selector, Level)>) -> bool {
        if self.left_out(rule) {
            return false;
        }
        self.select.is_some() || self.runs_by_file(rule, level)
    }

    fn runs_by_file(&self, rule: &Rule, level: Option<(Selector, Level)>) -> bool {
        let by_id = matches!(level, Some((Selector::Rule(_), Level::At(_))));
        let selected = match &self.config.select {
            Some(select) => covers(select, rule),
            None => !rule.opt_in || by_id,
        };
        selected && !covers(&self.config.ignore, rule)
    }
}

/// The same, wherever the command line looks: what would be found without paths, `--select` and `--ignore`, beside what is.
pub(crate) struct Everywhere<'s>(pub(crate) &'s Settings);

impl judge::Settings for Everywhere<'_> {
    fn severity(&self, rule: &'static Rule, case: Severity, root_path: &str) -> Option<Severity> {
        let Self(settings) = self;
        let level = settings.level_of(rule, root_path, None);
        let by_file = match level {
            Some((_, Level::Off)) => None,
            Some((_, Level::At(severity))) => Some(severity),
            None => Some(case),
        };
        settings.severity(rule, case, root_path).or(by_file.filter(|_| settings.runs_by_file(rule, level)))
    }

    fn is_asked_for(&self, rule: &'static Rule) -> bool {
        self.0.is_asked_for(rule)
    }

    fn reports_tests(&self) -> bool {
        self.0.reports_tests()
    }

    fn today(&self) -> Option<&str> {
        self.0.today()
    }

    fn reports(&self, _: &str) -> bool {
        true
    }
}

impl judge::Settings for Settings {
    fn severity(&self, rule: &'static Rule, case: Severity, root_path: &str) -> Option<Severity> {
        self.severity_of(rule, case, root_path, None)
    }

    fn recorded(&self, rule: &'static Rule, case: Severity, at: &Captured) -> Option<Severity> {
        self.severity_of(rule, case, "", Some(at))
    }

    fn is_asked_for(&self, rule: &'static Rule) -> bool {
        let levels = [self.contracts.level(rule, None), self.config.levels.of(rule)];
        let by_id = levels.iter().any(|level| matches!(level, Some((Selector::Rule(_), Level::At(_)))));
        by_id || self.select.is_some() || self.config.select.is_some()
    }

    fn reports_tests(&self) -> bool {
        self.tests
    }

    fn today(&self) -> Option<&str> {
        self.today.as_deref()
    }

    fn reports(&self, root_path: &str) -> bool {
        self.workspace.reports(root_path)
    }

    fn panics(&self) -> Panics {
        self.panics
    }
}

fn covers(selectors: &[Selector], rule: &Rule) -> bool {
    selectors.iter().any(|selector| selector.covers(rule))
}

fn selectors(flag: &'static str, names: &[String]) -> Result<Vec<Selector>, Error> {
    names.iter().map(|name| selector(flag, name.trim())).collect()
}

/// The rules of that name.
pub(crate) fn selector(flag: &'static str, name: &str) -> Result<Selector, Error> {
    Selector::by_name(name).ok_or_else(|| Error::UnknownRule { flag, name: name.to_owned(), help: suggestion(name) })
}

fn globs(flag: &'static str, patterns: &[String]) -> Result<Globs, Error> {
    Globs::new(patterns).map_err(|(at, reason)| Error::Glob { flag, glob: patterns.get(at).cloned().unwrap_or_default(), reason })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;
    use crate::cli::parse;
    use crate::judge::Settings as _;
    use crate::rule::rule;

    /// The severity of `guard-dropped` (an error by itself) in `src/a.rs`.
    fn severity(words: &str, file: &str, opt_in: bool) -> Option<&'static str> {
        let words = std::iter::once("cargo-otel-lint").chain(words.split_whitespace()).map(OsString::from);
        let scope = parse(words, 100).expect("is a line").check.scope;
        let workspace = Workspace::find(&[], None, Path::new("/"), &[]).expect("is a folder");
        let config = Config::from_toml("otel-lint.toml".to_owned(), file).expect("is right");
        let settings = Settings::new(&scope, workspace, config, None).expect("is right");
        let known = rule("guard-dropped").expect("is a rule");
        let rule = Box::leak(Box::new(Rule { opt_in, ..*known }));
        settings.severity(rule, Severity::Error, "src/a.rs").map(Severity::name)
    }

    #[test]
    fn the_command_line_wins_over_the_file() {
        let note = "[rules]\nguard-dropped = \"note\"\n";
        let off = "[rules]\nguard-dropped = \"off\"\n";
        let off_here = "[[overrides]]\npaths = [\"src/\"]\nrules = { span = \"off\" }\n";
        for (words, file, expected) in [
            ("", "", Some("error")),
            ("--ignore span", "", None),
            ("--select all --ignore guard-dropped", "", None),
            ("", "ignore = [\"span\"]", None),
            ("--select span", "ignore = [\"span\"]", Some("error")),
            ("", "select = []", None),
            ("--select guard-dropped", "select = []", Some("error")),
            ("", note, Some("note")),
            ("--select span", note, Some("note")),
            ("", "[rules]\nguard-dropped = \"note\"\nspan = \"off\"\nall = \"off\"\n", Some("note")),
            ("", off, None),
            ("--select span", off, None),
            ("--select guard-dropped", off, Some("error")),
            ("", off_here, None),
            ("--select guard-dropped", off_here, None),
            ("", "[[overrides]]\npaths = [\"tests/\"]\nrules = { span = \"off\" }\n", Some("error")),
            (
                "",
                &format!("{off}{off_here}[[overrides]]\npaths = [\"a.rs\"]\nrules = {{ all = \"warning\" }}\n"),
                Some("warning"),
            ),
        ] {
            assert_eq!(severity(words, file, false), expected, "{words} with {file}");
        }
    }

    #[test]
    fn silent_rules_speak_when_named() {
        for (words, file, expected) in [
            ("", "", None),
            ("--select all", "", Some("error")),
            ("--select span", "", Some("error")),
            ("", "select = [\"guard-dropped\"]", Some("error")),
            ("", "[rules]\nguard-dropped = \"warning\"", Some("warning")),
            ("", "[rules]\nspan = \"warning\"", None),
            ("", "ignore = [\"span\"]\n[rules]\nguard-dropped = \"warning\"", None),
        ] {
            assert_eq!(severity(words, file, true), expected, "{words} with {file}");
        }
    }
}
