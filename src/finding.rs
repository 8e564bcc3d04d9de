//! What a run found. Reports know these types and nothing above them.

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Captured, Edit, FileId, Recording};
use crate::rule::{Rule, Severity};
use crate::source::{Problem, Source};

/// One fault at one place: in code, in a recording, or both.
#[derive(Debug, Clone)]
pub struct Finding {
    pub rule: &'static Rule,
    /// After configuration.
    pub severity: Severity,
    pub message: String,
    /// The smallest change that mends it.
    pub help: String,
    /// What an excerpt says under the place.
    pub label: &'static str,
    /// Where in the files of the run.
    pub location: Option<Location>,
    /// Where in a recording, for what was seen there.
    pub captured: Option<Box<Captured>>,
    pub related: Vec<RelatedLocation>,
    pub fix: Option<Fix>,
    /// Rule, path and normalised code around; stays the same when lines above it change. 32 hexadecimal digits.
    pub fingerprint: String,
}

/// A range in a file. Lines and columns count from 1, columns in characters; bytes from 0; ends are exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    pub file: FileId,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
    pub start_byte: u32,
    pub end_byte: u32,
}

/// Another place that explains the finding.
#[derive(Debug, Clone)]
pub struct RelatedLocation {
    pub location: Location,
    pub message: &'static str,
}

/// A change that mends the fault.
#[derive(Debug, Clone)]
pub struct Fix {
    /// Whether it keeps what the program does, but for its telemetry.
    pub safe: bool,
    pub edits: Vec<Edit>,
}

/// Counts of a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// Of source, or of what was recorded.
    pub files: usize,
    pub files_with_telemetry: usize,
    pub problems: usize,
    pub errors: usize,
    pub warnings: usize,
    pub notes: usize,
    pub suppressed: usize,
}

impl Summary {
    /// With the findings counted by severity; the rest is for others to say.
    pub fn counted(findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|finding| finding.severity == severity).count();
        let (errors, warnings, notes) = (count(Severity::Error), count(Severity::Warning), count(Severity::Note));
        Self { errors, warnings, notes, ..Self::default() }
    }
}

/// What fixes have done before the report was made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// How many findings were mended.
    pub findings: usize,
    /// How many files were changed.
    pub files: usize,
    /// How many findings have a fix that was not made, since it would bring about another finding.
    pub left_out: usize,
}

/// Everything that a report shows.
#[derive(Debug, Clone, Default)]
pub struct Report {
    pub summary: Summary,
    /// Sorted by file, line, column, rule; then those without a file, by service, signal, name, attribute, rule.
    pub findings: Vec<Finding>,
    /// Sorted by file, line, column.
    pub problems: Vec<Problem>,
    /// All files of the run, by [`FileId`].
    pub sources: Vec<Source>,
    /// Whether the workspace uses tracing or OpenTelemetry at all.
    pub has_telemetry: bool,
    /// What `--statistics` shows: name and count, in this order.
    pub statistics: Option<BTreeMap<&'static str, usize>>,
    pub done: Done,
    /// Findings that are counted and not shown, since a contract limits how many of a rule are: by rule.
    pub left_out: BTreeMap<&'static str, usize>,
    /// Only of a run that read a recording.
    pub recording: Option<Recording>,
    /// Whether the job could not be done, or not all of it.
    pub is_unfinished: bool,
}

impl Finding {
    /// What findings are sorted by. Those of which all of it is the same are one.
    pub(crate) fn order(&self) -> impl Ord {
        let captured = self.captured.as_deref();
        let elsewhere = captured.filter(|_| self.location.is_none());
        let elsewhere = elsewhere.map(|at| (at.service.as_str(), at.signal, at.name.as_str(), at.attribute.as_str()));
        (self.location.is_none(), self.location, elsewhere, self.rule.id, self.message.as_str(), captured)
    }
}

impl Report {
    /// The file of a location. Locations are made from these sources, so there is one.
    pub fn source(&self, file: FileId) -> Option<&Source> {
        self.sources.get(file.0 as usize)
    }

    /// Leaves out the findings of each rule beyond so many; the gravest are kept.
    pub fn limit(&mut self, most: usize) {
        let mut by_rule: BTreeMap<&'static str, Vec<(std::cmp::Reverse<Severity>, usize)>> = BTreeMap::new();
        for (at, finding) in self.findings.iter().enumerate() {
            by_rule.entry(finding.rule.id).or_default().push((std::cmp::Reverse(finding.severity), at));
        }
        let mut beyond: BTreeSet<usize> = BTreeSet::new();
        for (rule, mut findings) in by_rule.into_iter().filter(|(_, findings)| findings.len() > most) {
            findings.sort_unstable();
            beyond.extend(findings.iter().skip(most).map(|(_, at)| *at));
            self.left_out.insert(rule, findings.len() - most);
        }
        let mut at = 0;
        self.findings.retain(|_| {
            at += 1;
            !beyond.contains(&(at - 1))
        });
    }

    /// How many findings a safe fix mends, and how many one that somebody has to look at.
    pub fn fixable(&self) -> (usize, usize) {
        let fixes = || self.findings.iter().filter_map(|finding| finding.fix.as_ref());
        (fixes().filter(|fix| fix.safe).count(), fixes().filter(|fix| !fix.safe).count())
    }

    /// The gravest severity found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).max()
    }
}
