//! A private value that was found, and how it is shown: by what it is, never by what it says.

use super::detector::Detector;

/// A private value in a text.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub detector: &'static Detector,
    /// Byte offsets in the text, on borders of characters.
    pub start: usize,
    pub end: usize,
    /// The name alone says that the value is private; nothing in the value does.
    pub by_key: bool,
    /// One such hit may be chance: to be believed where several different values were hit.
    pub needs_several: bool,
}

impl Hit {
    /// What it is and how long, with at most two characters of it: ``an e-mail address of 24 characters, `us..` ``.
    pub fn redacted(&self, text: &str) -> String {
        let value = text.get(self.start..self.end).unwrap_or_default();
        let length = value.chars().count();
        let shown: String =
            value.chars().take(shown(length)).take_while(|letter| !letter.is_control() && *letter != '`').collect();
        let what = format!("{} of {length} character{}", self.detector.name, if length == 1 { "" } else { "s" });
        if shown.is_empty() { what } else { format!("{what}, `{shown}..`") }
    }
}

/// How many characters may be shown: two of six would be too many.
fn shown(length: usize) -> usize {
    match length {
        0..6 => 0,
        6..12 => 1,
        _ => 2,
    }
}
