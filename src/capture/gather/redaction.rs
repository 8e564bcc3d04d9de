//! Values as examples show them. Shown is what is known to be public: what the contract or the conventions list, booleans, numbers
//! that are held against a range, values of keys that are public by convention; each only if no detector objects. Of everything else
//! the kind, the length and at most two characters are told. No other text of a value is ever kept.

use std::borrow::Cow;

use super::names::{DATUM, without_private};
use super::skeleton::skeleton;
use crate::capture::record::Value;
use crate::capture::terms::{ValueFault, ValueTerms};
use crate::knowledge::{Hit, KeyHints, beginning, conventions, detectors, recorded_names};
use crate::text::{nearest, shorten};

/// What is known of the values of a key.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'k> {
    pub(super) key: &'k str,
    pub(super) hints: Option<&'k KeyHints>,
    pub(super) promised: Option<&'k ValueTerms>,
}

/// The longest public value that is shown, in characters.
const LONGEST_SHOWN: usize = 60;
const LONGEST_RAW: usize = 80;
/// A longer text, in bytes, is near to no word.
const LONGEST_NEAR: usize = 64;
/// Digits in a row of a public text that may be those of an account or a card.
const MANY_DIGITS: usize = 5;

impl<'k> Known<'k> {
    /// A value that is not as promised. `hits` is used again from one value to the next.
    pub(super) fn redacted(self, value: &Value<'_>, fault: ValueFault, hits: &mut Vec<Hit>) -> String {
        match value {
            Value::Flag(flag) => format!("`{flag}`"),
            Value::Int(number) => self.number(&number.to_string(), fault, hits),
            Value::Double(number) => self.number(&number.to_string(), fault, hits),
            Value::Text(text) => self.text(text, hits),
            Value::Array(_) => "a list".to_owned(),
            Value::Map(_) => "a map".to_owned(),
            Value::Bytes(_) => "bytes".to_owned(),
            Value::Broken(_) => "text that is no UTF-8".to_owned(),
            Value::Empty => "nothing".to_owned(),
        }
    }

    /// The same of a text, whatever is wrong with it.
    pub(super) fn text(self, text: &str, hits: &mut Vec<Hit>) -> String {
        hits.clear();
        detectors().find_all(text, self.hints, hits);
        if let Some(hit) = hits.first() {
            let is_all = (hit.start, hit.end) == (0, text.len());
            let is =
                if is_all { hit.redacted(text) } else { format!("{} with {} in it", measured("text", text), hit.detector.name) };
            hits.clear();
            return is;
        }
        if self.is_listed(text) {
            return quoted(text);
        }
        if recorded_names().has_public_values(self.key) {
            return quoted(&without_long_numbers(text));
        }
        let near = self.near(text).map(|near| format!(" near `{near}`")).unwrap_or_default();
        measured("text", text) + &near
    }

    fn number(self, number: &str, fault: ValueFault, hits: &mut Vec<Hit>) -> String {
        // A sign or a point hides nothing.
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        for text in [number, &digits] {
            hits.clear();
            detectors().find_all(text, self.hints, hits);
            if let Some(hit) = hits.first() {
                let is = hit.redacted(text);
                hits.clear();
                return is;
            }
        }
        if fault == ValueFault::Range || recorded_names().has_public_values(self.key) {
            return quoted(number);
        }
        measured("a number", &digits)
    }

    /// Whether the contract or the conventions have that value.
    fn is_listed(self, text: &str) -> bool {
        self.listed().any(|listed| listed == text)
    }

    /// The listed value that was meant, if it is clear which.
    fn near(self, text: &str) -> Option<&'k str> {
        if text.len() > LONGEST_NEAR {
            return None;
        }
        let small = text.trim().to_lowercase();
        let same = self.listed().filter(|listed| listed.to_lowercase() == small).min();
        same.or_else(|| nearest(&small, self.listed()))
    }

    fn listed(self) -> impl Iterator<Item = &'k str> {
        let of_contract = self.promised.into_iter().flat_map(ValueTerms::listed);
        of_contract.chain(conventions().members(self.key).into_iter().flatten().copied())
    }
}

/// A value with data in it, of a key whose values are to be few: of a public one what is not data.
pub(super) fn raw(text: &str, is_public: bool, key_says: Option<&KeyHints>, found: &mut Vec<Hit>) -> String {
    if !is_public {
        return Known { key: "", hints: key_says, promised: None }.text(text, found);
    }
    let shown = without_private(text, key_says, DATUM, found);
    found.clear();
    format!("`{}`", shorten(&skeleton(&shown), LONGEST_RAW))
}

/// Kind, length and two characters: ``text `pr..` of 12 characters``.
fn measured(kind: &str, text: &str) -> String {
    let length = text.chars().count();
    let unit = if kind == "text" { "character" } else { "digit" };
    let shown = beginning(text).map(|shown| format!(" `{shown}..`")).unwrap_or_default();
    format!("{kind}{shown} of {length} {unit}{}", if length == 1 { "" } else { "s" })
}

fn quoted(text: &str) -> String {
    format!("`{}`", shorten(text, LONGEST_SHOWN))
}

fn without_long_numbers(text: &str) -> Cow<'_, str> {
    let longest = text.split(|letter: char| !letter.is_ascii_digit()).map(str::len).max().unwrap_or(0);
    if longest >= MANY_DIGITS { skeleton(text) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(key: &str, value: &Value<'_>, fault: ValueFault) -> String {
        let hints = KeyHints::of(key);
        Known { key, hints: Some(&hints), promised: None }.redacted(value, fault, &mut Vec::new())
    }

    fn text(key: &str, text: &str) -> String {
        shown(key, &Value::Text(text.into()), ValueFault::Pattern)
    }

    #[test]
    fn what_is_public_is_shown() {
        assert_eq!(text("http.route", "/orders/{id}"), "`/orders/{id}`");
        assert_eq!(text("http.route", "/orders/4711004711"), "`/orders/{}`");
        assert_eq!(text("service.version", "dev"), "`dev`");
        assert_eq!(text("deployment.environment.name", "live"), "`live`");
        assert_eq!(shown("paid", &Value::Flag(true), ValueFault::Value), "`true`");
        assert_eq!(shown("retry.attempt", &Value::Int(3_000), ValueFault::Range), "`3000`");
        assert_eq!(shown("server.port", &Value::Int(8_080), ValueFault::Value), "`8080`");
    }

    #[test]
    fn everything_else_is_measured() {
        assert_eq!(text("db.query.text", "SELECT 'bob'"), "text `SE..` of 12 characters");
        assert_eq!(text("order.id", "seven"), "text of 5 characters");
        assert_eq!(text("order.id", "x"), "text of 1 character");
        assert_eq!(shown("order.number", &Value::Int(-471_147), ValueFault::Value), "a number of 6 digits");
        assert_eq!(shown("order.number", &Value::Double(4_711_471.25), ValueFault::Value), "a number `47..` of 9 digits");
        assert_eq!(shown("order.lines", &Value::Map(Vec::new()), ValueFault::Type), "a map");
    }

    #[test]
    fn what_a_detector_objects_to_is_not_shown_whatever_the_key_says() {
        let mail = ["bob.b", "@", "shop.com"].concat();
        assert_eq!(text("deployment.environment.name", &mail), "an e-mail address of 14 characters, `bo..`");
        let route = format!("/users/{mail}/orders");
        assert_eq!(text("http.route", &route), "text `/u..` of 28 characters with an e-mail address in it");
        let card = 4_111_111_111_111_111;
        for value in [Value::Int(card), Value::Int(-card), Value::Double(4.111_111_111_111_111e15)] {
            assert_eq!(shown("retry.attempt", &value, ValueFault::Range), "a card number of 16 characters, `41..`");
        }
    }

    #[test]
    fn slips_are_told_by_the_word_that_was_meant() {
        assert_eq!(text("http.connection.state", "activ"), "text of 5 characters near `active`");
        assert_eq!(text("http.connection.state", " IDLE "), "text of 6 characters near `idle`");
        assert_eq!(text("http.connection.state", &"idle".repeat(40)), "text `id..` of 160 characters");
    }
}
