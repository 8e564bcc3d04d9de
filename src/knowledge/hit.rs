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
        let what = format!("{} of {length} character{}", self.detector.name, if length == 1 { "" } else { "s" });
        match beginning(value) {
            Some(shown) => format!("{what}, `{shown}..`"),
            None => what,
        }
    }
}

/// How long a value is of which two characters may be shown: of a shorter one they would be too much.
const LEAST_LENGTH: usize = 8;

/// All that is ever shown of a value that may be private: the two characters that it begins with, if it is long enough.
pub fn beginning(value: &str) -> Option<String> {
    let is_long = value.chars().nth(LEAST_LENGTH - 1).is_some();
    let shown = value.chars().take(2).take_while(|letter| !letter.is_control() && *letter != '`');
    Some(shown.collect::<String>()).filter(|shown| is_long && !shown.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_characters_of_eight_and_none_of_seven() {
        for (value, shown) in [
            ("hunter2", None),
            ("hunter22", Some("hu")),
            ("höflichkeit", Some("hö")),
            ("h\n345678", Some("h")),
            ("\n2345678", None),
            ("", None),
        ] {
            assert_eq!(beginning(value).as_deref(), shown, "{value}");
        }
    }
}
