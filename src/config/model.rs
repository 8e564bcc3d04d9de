//! What settings say, once read.

use std::ops::Range;
use std::path::PathBuf;

use super::{Globs, Selector};
use crate::fact::Version;
use crate::knowledge::{Api, OwnWords};
use crate::rule::{Rule, Severity};
use crate::table::List;

/// The settings of one workspace; what is not set is `None` or empty.
#[derive(Debug, Clone, Default)]
pub struct Config {
    /// Only these rules.
    pub select: Option<Vec<Selector>>,
    /// Not these rules.
    pub ignore: Vec<Selector>,
    pub fail_on: Option<Threshold>,
    /// Whether whatever cannot be read or analysed fails a run.
    pub fail_on_problems: bool,
    /// Whether findings in test code are reported.
    pub tests: Option<bool>,
    /// Files that are not read.
    pub exclude: Globs,
    /// From the workspace root.
    pub baseline: Option<Named>,
    /// The release of the semantic conventions that names are held against.
    pub semconv: Option<Version>,
    /// What names mean here.
    pub words: OwnWords,
    /// Files that describe clients which send or receive messages, from the folder of the settings.
    pub clients: Vec<Named>,
    /// What they say.
    pub apis: List<Api>,
    /// Whether the workspace hands messages on as they are, and propagates nothing on purpose.
    pub forwards: bool,
    pub levels: Levels,
    /// In file order; a later one wins.
    pub overrides: Vec<Override>,
}

/// Levels for some paths.
#[derive(Debug, Clone)]
pub struct Override {
    pub paths: Globs,
    pub levels: Levels,
}

/// What is set for rules and families. An id weighs more than its family, and a family more than `all`.
#[derive(Debug, Clone, Default)]
pub struct Levels(pub Vec<(Selector, Level)>);

/// How a rule's findings count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    Off,
    At(Severity),
}

/// From which severity on a finding fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    At(Severity),
    Never,
}

/// A file that settings name.
#[derive(Debug, Clone)]
pub struct Named {
    pub path: PathBuf,
    /// Where the settings name it.
    pub bytes: Range<usize>,
}

/// What a workspace does with messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It handles requests, whose traces go on in what it sends.
    Service,
    /// It hands messages on as they are.
    Pipeline,
}

impl Role {
    pub const NAMES: [&str; 2] = ["service", "pipeline"];

    pub fn by_name(name: &str) -> Option<Self> {
        match name {
            "service" => Some(Self::Service),
            "pipeline" => Some(Self::Pipeline),
            _ => None,
        }
    }
}

impl Levels {
    /// What is set for `rule`, and by which name.
    pub fn of(&self, rule: &Rule) -> Option<(Selector, Level)> {
        self.0.iter().copied().filter(|(selector, _)| selector.covers(rule)).max_by_key(|(selector, _)| selector.weight())
    }
}

impl Config {
    /// What the overrides say of `rule` in that file.
    pub fn override_of(&self, rule: &Rule, root_path: &str) -> Option<(Selector, Level)> {
        let mut holding = self.overrides.iter().rev().filter(|entry| entry.paths.hold(root_path));
        holding.find_map(|entry| entry.levels.of(rule))
    }
}

impl Level {
    pub const NAMES: [&str; 4] = ["error", "warning", "note", "off"];

    pub fn by_name(name: &str) -> Option<Self> {
        if name == "off" { Some(Self::Off) } else { Severity::by_name(name).map(Self::At) }
    }
}

impl Threshold {
    pub const NAMES: [&str; 4] = ["error", "warning", "note", "never"];

    pub fn by_name(name: &str) -> Option<Self> {
        if name == "never" { Some(Self::Never) } else { Severity::by_name(name).map(Self::At) }
    }

    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::At(least) => severity >= least,
            Self::Never => false,
        }
    }
}
