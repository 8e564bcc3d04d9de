//! Small values: numbers, flags, durations, percentages, ranges, and words of a table.

use super::Reading;
use crate::contract::model::{Expect, Scalar, Spanned};
use crate::contract::plain::{self, Plain};
use crate::fact::Version;
use crate::knowledge::conventions;
use crate::yaml::{Node, get};

/// So many milliseconds has one of these.
const UNITS: [(&str, u64); 4] = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000)];

impl Reading<'_> {
    pub(super) fn scalar(node: &Node) -> Option<Scalar> {
        match Plain::of(node)? {
            Plain::Value(scalar) => Some(scalar),
            Plain::Nothing | Plain::Switch(_) => None,
        }
    }

    pub(super) fn flag(&self, node: &Node, name: &str) -> Option<Spanned<bool>> {
        let value = get(node, name)?;
        match Self::scalar(value)? {
            Scalar::Flag(flag) => Some(self.spanned(value, flag)),
            _ => None,
        }
    }

    pub(super) fn count(&self, node: &Node, name: &str) -> Option<Spanned<u64>> {
        let value = get(node, name)?;
        match Self::scalar(value)? {
            Scalar::Int(count) => Some(self.spanned(value, u64::try_from(count).ok()?)),
            _ => None,
        }
    }

    pub(super) fn word<T: Copy>(&self, node: &Node, name: &str, words: &[(&str, T)]) -> Option<Spanned<T>> {
        let text = self.text(node, name)?;
        let &(_, value) = words.iter().find(|(word, _)| *word == text.value)?;
        Some(Spanned { value, at: text.at })
    }

    pub(super) fn duration_ms(&self, node: &Node, name: &str) -> Option<Spanned<u64>> {
        let text = self.text(node, name)?;
        let (unit, factor) = UNITS.iter().find(|(unit, _)| {
            text.value.strip_suffix(unit).is_some_and(|number| number.bytes().all(|digit| digit.is_ascii_digit()))
        })?;
        let number: u64 = text.value.strip_suffix(unit)?.parse().ok()?;
        Some(Spanned { value: number.saturating_mul(*factor), at: text.at })
    }

    pub(super) fn percent(&self, node: &Node, name: &str) -> Option<Spanned<f64>> {
        let text = self.text(node, name)?;
        let value = text.value.strip_suffix('%')?.parse().ok()?;
        Some(Spanned { value, at: text.at })
    }

    pub(super) fn expect(&mut self, node: &Node) -> Option<Spanned<Expect>> {
        let value = get(node, "expect")?;
        value.map()?;
        let (least, most) = (self.count(value, "at_least"), self.count(value, "at_most"));
        let (at_least, at_most) = (least.as_ref().map_or(0, |least| least.value), most.as_ref().map(|most| most.value));
        if let (Some(least), Some(most)) = (least, most)
            && least.value > most.value
        {
            let problem = format!("`expect` wants at least {} and at most {}", least.value, most.value);
            self.mistakes.refuse(
                most.at,
                problem,
                "less than the least",
                "no recording can hold both; swap them, or leave one out",
            );
        }
        if at_least == 0 && at_most.is_none() {
            let problem = "`expect` asks for nothing";
            let label = "zero or more is what holds anyway";
            self.mistakes.refuse(self.at(value), problem, label, "such as `expect: { at_least: 1 }`");
        }
        Some(self.spanned(value, Expect { at_least, at_most }))
    }

    /// How often a step is there: least and greatest number.
    pub(super) fn times(&mut self, node: &Node) -> (u64, Option<u64>) {
        let Some(value) = get(node, "times") else { return (1, None) };
        if let Some(count) = self.count(node, "times") {
            return (count.value, Some(count.value));
        }
        let text = plain::text(value).unwrap_or_default();
        let (least, most) = text.split_once("..").unwrap_or((&text, &text));
        let most: Option<u64> = most.parse().ok();
        let least: u64 = least.parse().unwrap_or(0);
        if most.is_some_and(|most| most < least) {
            let problem = format!("`times` is `{text}`, which is upside down");
            let label = format!("did you mean `{}..{least}`?", most.unwrap_or_default());
            self.mistakes.refuse(self.at(value), problem, label, "the least number stands first, such as `1..3`");
        }
        (least, most)
    }

    /// A release of the conventions, one that there is.
    pub(super) fn release(&mut self, text: &Spanned<String>) -> Option<Version> {
        let release = Version::parse_short(&text.value)?;
        let newest = conventions().newest();
        if release > newest || release < Version(1, 0, 0) {
            let Version(major, minor, _) = newest;
            let problem = format!("`semconv` is `{}`, a release that this program does not know", text.value);
            let help = format!(
                "`\"{major}.{minor}\"` is the newest that is built in, `\"1.0\"` the oldest; `none` asks for no conventions at all"
            );
            self.mistakes.refuse(text.at, problem, format!("the newest known is `\"{major}.{minor}\"`"), help);
            return None;
        }
        Some(release)
    }
}
