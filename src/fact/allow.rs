//! Suppression comments: `// otel-lint: allow(rule) -- reason`. What they say and which bytes they cover; whether they are of use is judged later.

use super::Place;

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The comment.
    pub place: Place,
    /// What it covers: its own line, the statement or item below it, or the whole file.
    pub covers: Place,
    /// The rules that it names, each with its place.
    pub rules: Vec<(String, Place)>,
    /// `until = 2027-01-31`, as written.
    pub until: Option<String>,
    /// Whether a reason follows `--`.
    pub reason: bool,
}
