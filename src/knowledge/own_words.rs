//! Words that a workspace adds to the lists, and names that it takes out of them.

use super::model::{Privacy, Unbounded};
use super::words::words;
use crate::text::split_words;

/// Names as people write them: `customer_number`, `customer.number` and `customerNumber` are the same.
#[derive(Debug, Clone, Default)]
pub struct OwnWords {
    private: Vec<(Privacy, Vec<String>)>,
    harmless: Vec<Vec<String>>,
    unbounded: Vec<Vec<String>>,
    bounded: Vec<Vec<String>>,
}

impl OwnWords {
    /// Values of names that end so are private.
    pub fn add_private(&mut self, privacy: Privacy, name: &str) {
        self.private.push((privacy, split_words(name)));
    }

    /// Values of names that end so are not.
    pub fn add_harmless(&mut self, name: &str) {
        self.harmless.push(split_words(name));
    }

    /// Values of names that end so have no bound.
    pub fn add_unbounded(&mut self, name: &str) {
        self.unbounded.push(split_words(name));
    }

    /// Values of names that end so are few.
    pub fn add_bounded(&mut self, name: &str) {
        self.bounded.push(split_words(name));
    }

    /// Whose data values of that name are, by these words and then by the lists.
    pub fn privacy(&self, name: &str) -> Option<Privacy> {
        if self.private.is_empty() && self.harmless.is_empty() {
            return words().privacy(name);
        }
        let split = split_words(name);
        if ends_with_any(&split, &self.harmless) {
            return None;
        }
        let own = self.private.iter().find(|(_, entry)| split.ends_with(entry)).map(|(privacy, _)| *privacy);
        own.or_else(|| words().privacy(name))
    }

    /// Why values of that name have no bound, by these words and then by the lists.
    pub fn unbounded(&self, name: &str) -> Option<Unbounded> {
        if self.unbounded.is_empty() && self.bounded.is_empty() {
            return words().unbounded(name);
        }
        let split = split_words(name);
        if ends_with_any(&split, &self.bounded) {
            return None;
        }
        if ends_with_any(&split, &self.unbounded) { Some(Unbounded::Id) } else { words().unbounded(name) }
    }

    /// Whether a name in small letters may be private, by a look that costs next to nothing.
    pub fn may_be_private(&self, name: &str) -> bool {
        let own = |word: &str| self.private.iter().any(|(_, entry)| entry.first().is_some_and(|first| first == word));
        words().may_be_private(name) || !self.private.is_empty() && name.split('_').any(own)
    }
}

fn ends_with_any(split: &[String], entries: &[Vec<String>]) -> bool {
    entries.iter().any(|entry| split.ends_with(entry))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_words_come_before_the_lists() {
        let mut own = OwnWords::default();
        own.add_private(Privacy::Personal, "customer_number");
        own.add_harmless("demo.password");
        own.add_unbounded("tenant");
        own.add_bounded("shelf_id");
        for (name, privacy) in [
            ("shop.customerNumber", Some(Privacy::Personal)),
            ("customer_number.count", None),
            ("demo_password", None),
            ("password", Some(Privacy::Secret)),
        ] {
            assert_eq!(own.privacy(name), privacy, "{name}");
        }
        assert_eq!(own.unbounded("tenant"), Some(Unbounded::Id));
        assert_eq!(own.unbounded("shelf_id"), None);
        assert_eq!(own.unbounded("order_id"), Some(Unbounded::Id));
        assert!(own.may_be_private("customer_number") && own.may_be_private("email") && !own.may_be_private("order"));
    }
}
