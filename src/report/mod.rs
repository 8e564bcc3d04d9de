//! A [`Report`] to bytes, in the format that was asked for. Decides nothing: what is in the report is shown, in its order.

mod excerpt;
mod facts;
mod github;
mod human;
mod json;
mod json_capture;
mod junit;
mod prose;
mod sarif;
mod short;
mod sighting;
mod summary;

use std::io::{BufWriter, Result, Write};

use crate::finding::Report;
use crate::printable::{printable, printable_line};
use crate::source::Problem;

pub use facts::write_facts;
pub use summary::left_to_you;

/// What a report is written for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// A person at a terminal: source excerpts with labels.
    #[default]
    Human,
    /// One line for each finding, for `grep` and editors.
    Short,
    /// Programs: the JSON report, version 1.
    Json,
    /// Code scanning: SARIF 2.1.0.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// Continuous integration that shows test results: the XML of `JUnit`.
    Junit,
}

impl Format {
    pub const ALL: [Self; 6] = [Self::Human, Self::Short, Self::Json, Self::Sarif, Self::Github, Self::Junit];

    /// The name after `--format`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Short => "short",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Junit => "junit",
        }
    }

    /// Whether it is read where the repository is known, and not where the program ran.
    pub fn is_read_elsewhere(self) -> bool {
        matches!(self, Self::Sarif | Self::Github | Self::Junit)
    }

    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.name() == name)
    }
}

/// What the place that shows [`Format::Human`] can do. The other formats look the same everywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Where prose is wrapped, in columns.
    pub width: usize,
    pub color: bool,
    /// Whether excerpts may be drawn with more than ASCII. Source text is shown as it is.
    pub unicode: bool,
    /// Whether the terminal follows links (OSC 8). Where it does not, the address of a rule's page is written out once.
    pub links: bool,
}

/// Writes all of `report`; the last byte is a line feed.
pub fn write(report: &Report, format: Format, look: &Look, out: &mut dyn Write) -> Result<()> {
    let mut out = BufWriter::new(out);
    match format {
        Format::Human => human::write(report, look, &mut out),
        Format::Short => short::write(report, &mut out),
        Format::Json => json::write(report, &mut out),
        Format::Sarif => sarif::write(report, &mut out),
        Format::Github => github::write(report, &mut out),
        Format::Junit => junit::write(report, &mut out),
    }?;
    out.flush()
}

/// One line for each problem, for where no report is seen.
pub fn write_problems(problems: &[Problem], out: &mut dyn Write) -> Result<()> {
    problems.iter().try_for_each(|problem| short::write_problem(problem, out))
}
