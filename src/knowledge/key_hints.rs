//! What an attribute's key says of its values, found out once per key: whether its words are private, and which detectors they
//! make believable. Never looks at a value.

use super::detector::{Detector, Expectation};
use super::model::Privacy;
use super::values::VALUES;
use super::words::words;
use crate::text::split_words;

/// What is known of one key.
#[derive(Debug, Clone, Default)]
pub struct KeyHints {
    /// What values of that name hold, by the word lists.
    pub(super) privacy: Option<Privacy>,
    /// What they must look like to be believed by the name alone.
    pub(super) expects: Option<&'static Expectation>,
    /// The detectors, by their place in the table, that the key gives a context to; sorted.
    pub(super) context: Vec<usize>,
}

impl KeyHints {
    /// What the word lists say of `key`.
    pub fn of(key: &str) -> Self {
        Self::told(key, words().privacy(key))
    }

    /// The same where somebody else, such as a configuration with words of its own, has said what values of that name hold.
    pub fn told(key: &str, privacy: Option<Privacy>) -> Self {
        let split = split_words(key);
        // `token_hash` and `card_count` hold something about a token and a card.
        let is_about = words().is_about(key);
        let told = |(at, detector): (usize, &Detector)| (!is_about && speaks_of(detector, &split)).then_some(at);
        Self {
            privacy,
            expects: VALUES.expectations.iter().find(|expectation| ends_with_any(&split, &expectation.keys)),
            context: VALUES.detectors.iter().enumerate().filter_map(told).collect(),
        }
    }

    /// Whether values may be found by this key that would not be without it.
    #[inline]
    pub(super) fn says_nothing(&self) -> bool {
        self.privacy.is_none() && self.context.is_empty()
    }

    pub(super) fn is_context_of(&self, detector: usize) -> bool {
        self.context.binary_search(&detector).is_ok()
    }
}

/// Whether words stand in the context of a detector.
pub(super) fn speaks_of(detector: &Detector, split: &[String]) -> bool {
    holds_any(split, &detector.context) && !holds_any(split, &detector.no_context)
}

fn holds_any(split: &[String], entries: &[&str]) -> bool {
    entries.iter().any(|entry| {
        let entry: Vec<&str> = entry.split('+').collect();
        split.windows(entry.len()).any(|words| words == entry)
    })
}

fn ends_with_any(split: &[String], entries: &[&str]) -> bool {
    entries.iter().any(|entry| {
        let entry: Vec<&str> = entry.split('+').collect();
        split.len() >= entry.len() && split[split.len() - entry.len()..] == entry[..]
    })
}
