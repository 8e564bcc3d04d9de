//! Whether there is anything to see in a value that may be private: what was masked, is a placeholder or only says how it stands
//! with the value is not. Knows nothing of what detectors look for.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::bytes::{Regex, RegexBuilder};

use super::detector::{Expectation, ValueClass};
use super::values::{list, set};

struct Masks {
    inside: Vec<&'static str>,
    whole: Option<Regex>,
    says_how: HashSet<&'static str>,
    says_where: Vec<&'static str>,
}

static MASKS: LazyLock<Masks> = LazyLock::new(|| Masks {
    inside: list("masks_inside").collect(),
    whole: any_of(list("masks_whole"), true),
    says_how: set("says_how"),
    says_where: list("says_where").collect(),
});

/// What is looked for to be a mask is shorter than this many bytes from the start.
const LOOKED_AT: usize = 4096;

/// Whether `value` stands for something that was taken out, or was never put in.
pub(super) fn is_masked(value: &[u8]) -> bool {
    let value = value[..value.len().min(LOOKED_AT)].trim_ascii();
    let small = String::from_utf8_lossy(value).to_lowercase();
    value.is_empty()
        || MASKS.inside.iter().any(|mask| small.contains(mask))
        || MASKS.whole.as_ref().is_some_and(|whole| whole.is_match(value))
}

/// Whether `value` only says how it stands with a value, or where it is kept: `expired`, `true`, `3`, `30s`, `/run/secrets/key`.
pub(super) fn says_how_or_where(value: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(value) else { return false };
    let text = text.trim().trim_matches(['"', '\'']);
    text.len() <= 2
        || MASKS.says_how.contains(text.to_lowercase().as_str())
        || MASKS.says_where.iter().any(|place| text.starts_with(place))
        || is_duration_or_fraction(text)
}

/// Whether `value` may be believed to be private by its name alone.
pub(super) fn is_believed(value: &str, class: ValueClass, expects: Option<&Expectation>) -> bool {
    let bytes = value.as_bytes();
    let digits = || bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    let is_expected = expects.is_none_or(|expects| {
        expects.holds.is_none_or(|part| value.contains(part)) && (expects.digits == 0 || digits() >= expects.digits)
    });
    // A secret that is shown in part is not one any more: `sk-..1234`.
    let is_cut = class == ValueClass::Secret && value.contains("...");
    is_expected && !is_cut && !is_masked(bytes) && !says_how_or_where(bytes)
}

fn is_duration_or_fraction(text: &str) -> bool {
    let number = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic() || letter == 'µ').trim_end();
    let unit = text.get(number.len()..).unwrap_or_default().trim_start();
    let is_fraction = number.contains('.') && number.parse::<f64>().is_ok();
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
    let is_time = ["ns", "us", "µs", "ms", "s", "m", "h", "d"].contains(&unit);
    is_fraction && (unit.is_empty() || is_time) || is_number && is_time
}

/// One expression for several, over ASCII bytes; none where there are none, or where one does not compile.
pub(super) fn any_of(patterns: impl Iterator<Item = &'static str>, whole: bool) -> Option<Regex> {
    let joined = patterns.collect::<Vec<_>>().join("|");
    let joined = if whole { format!(r"\A(?:{joined})\z") } else { joined };
    if joined.is_empty() { None } else { compile(&joined) }
}

/// An expression over ASCII bytes. None where it does not compile, which a test of the files rules out.
pub(super) fn compile(pattern: &str) -> Option<Regex> {
    RegexBuilder::new(pattern).unicode(false).size_limit(4 << 20).build().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_and_placeholders_are_seen_through() {
        for value in [
            "",
            "****",
            "[REDACTED]",
            "Bearer ***",
            "xxx",
            "XXXXX",
            "?",
            "$1",
            "{password}",
            "${DB_PASS}",
            "<hidden>",
            "%s",
            ":pw",
        ] {
            assert!(is_masked(value.as_bytes()), "{value}");
        }
        for value in ["hunter2", "$2b$12$abc", "p?ss", "x1x2x3", "sk_live_1"] {
            assert!(!is_masked(value.as_bytes()), "{value}");
        }
    }

    #[test]
    fn values_about_the_value_are_told_from_it() {
        for value in ["true", "Expired", "3", "30s", "0.5", "1.5 ms", "/run/secrets/key", "arn:aws:secretsmanager:x", "null"] {
            assert!(says_how_or_where(value.as_bytes()), "{value}");
        }
        for value in ["hunter2", "123456", "493021", "correct horse"] {
            assert!(!says_how_or_where(value.as_bytes()), "{value}");
        }
    }
}
