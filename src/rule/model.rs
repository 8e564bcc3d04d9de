//! What a rule is. The `Debug` form of these types is Rust source: `build.rs` prints the rules that way into a table, so
//! every field is `'static` and derives `Debug` or, for [`List`], writes itself as an expression.

use crate::fact::{Interval, Key, On};
use crate::table::List;

/// One rule: what is wrong, why it matters, and the facts that show it.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The file's name; reads well after "allow".
    pub id: &'static str,
    /// The folder's name.
    pub family: &'static str,
    /// What is wrong, in lowercase.
    pub title: &'static str,
    pub confidence: Confidence,
    /// What breaks in production, and for whom. Markdown.
    pub why: &'static str,
    /// Faulty code: the rule fires on it.
    pub bad: List<SourceText>,
    /// The same without the fault: the rule is silent.
    pub good: List<SourceText>,
    pub references: List<&'static str>,
    /// The release that brought the rule.
    pub since: &'static str,
    /// Silent unless selected by name, by family, or by `all`.
    pub opt_in: bool,
    /// The first case that holds makes the finding.
    pub cases: List<Case>,
}

/// A file of an example; a lone text is `src/main.rs`.
#[derive(Debug, Clone, Copy)]
pub struct SourceText {
    pub path: &'static str,
    pub text: &'static str,
}

/// One way in which the rule is broken.
#[derive(Debug, Clone, Copy)]
pub struct Case {
    pub on: On,
    /// All of these hold.
    pub find: List<Condition>,
    /// None of these holds.
    pub unless: List<Condition>,
    /// The package of the file provably uses such versions of these crates.
    pub versions: List<Gate>,
    pub severity: Severity,
    /// Silent unless the rule is selected, though the others speak.
    pub opt_in: bool,
    /// `{placeholder}`s are facts.
    pub message: &'static str,
    /// The smallest change that mends it; `{placeholder}`s are facts.
    pub fix: &'static str,
    /// The part whose place is that of the finding, where it is not the place itself. The place itself has then the role `seen`.
    pub at: Option<&'static str>,
    /// What the excerpt says under the faulty place.
    pub label: &'static str,
    /// What the excerpt says under other places.
    pub related: List<Label>,
    /// The edit that mends it, where there is one.
    pub edit: Option<CaseEdit>,
}

/// An edit that was prepared with what was seen.
#[derive(Debug, Clone, Copy)]
pub struct CaseEdit {
    pub name: &'static str,
    /// What stands for `{}` in its text.
    pub text: Option<&'static str>,
}

/// A fact and the values it may have. No values: the fact is stated at all.
#[derive(Debug, Clone, Copy)]
pub struct Condition {
    pub key: Key,
    pub values: List<&'static str>,
}

/// A crate and the versions of it for which a case is true.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// As in the registry.
    pub crate_name: &'static str,
    /// As in the rule's file, such as `>=0.32`.
    pub requirement: &'static str,
    pub admits: Interval,
}

#[derive(Debug, Clone, Copy)]
pub struct Label {
    pub role: &'static str,
    pub text: &'static str,
}

/// How bad a finding is. A note never fails a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Note,
    Warning,
    Error,
}

/// How often the rule is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Confidence {
    Low,
    Medium,
    High,
}

impl Severity {
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.name() == name)
    }
}

impl Confidence {
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

impl Rule {
    /// The gravest severity that a finding of this rule can have.
    pub fn severity(&self) -> Severity {
        self.cases.iter().map(|case| case.severity).max().unwrap_or(Severity::Note)
    }

    /// Whether the rule judges recordings and nothing else.
    pub fn is_about_recordings(&self) -> bool {
        self.cases.iter().all(Case::is_about_recordings)
    }

    /// Where the rule's page stands.
    pub fn page(&self) -> String {
        format!("{}/blob/main/docs/rules/{}.md", env!("CARGO_PKG_REPOSITORY"), self.id)
    }
}

impl Case {
    /// Whether only a recording can show it.
    pub fn is_about_recordings(&self) -> bool {
        let is_recorded =
            |condition: &Condition| condition.key == Key::Origin && condition.values.iter().all(|value| *value == "recorded");
        self.on == On::Record || self.find.iter().any(is_recorded)
    }
}
