//! Names as they are kept and shown. A name may hold anything that a program put into it: what detectors find in one is taken out before
//! the name is looked up, so that no private value stands in a report or a partial result, and what is too long is cut.

use std::borrow::Cow;

use crate::knowledge::{Hit, KeyHints, ValueClass, detectors};

/// What stands in a name for a private value.
pub(in crate::capture) const REDACTED: &str = "{redacted}";
/// The same in names that are told apart by what does not change in them, as in a skeleton.
pub(in crate::capture) const DATUM: &str = "{}";

/// The longest name that is kept, in bytes. Nothing that a person has named is as long.
const LONGEST: usize = 1_024;
const CUT: &str = "..";
/// What is left of a name may look private again; after so many times nothing of it is shown.
const MOST_ROUNDS: usize = 4;

/// `name` with `instead` for each private value; `found` then holds where they stood. The same for what it returns.
pub(in crate::capture) fn without_private<'n>(
    name: &'n str,
    hints: Option<&KeyHints>,
    instead: &str,
    found: &mut Vec<Hit>,
) -> Cow<'n, str> {
    found.clear();
    detectors().find(name, hints, found);
    if found.is_empty() && name.len() <= LONGEST {
        return Cow::Borrowed(name);
    }
    let mut left = if found.is_empty() { cut(name) } else { masked(name, found, instead) };
    let mut others = Vec::new();
    for _ in 0..MOST_ROUNDS {
        others.clear();
        detectors().find(&left, None, &mut others);
        left = match () {
            () if !others.is_empty() => masked(&left, &others, instead),
            () if left.len() > LONGEST => cut(&left),
            () => return Cow::Owned(left),
        };
    }
    Cow::Owned(instead.to_owned())
}

fn cut(name: &str) -> String {
    let most = LONGEST - CUT.len();
    let end = name.char_indices().map(|(at, _)| at).take_while(|at| *at <= most).last().unwrap_or(0);
    name.get(..end).unwrap_or_default().to_owned() + CUT
}

fn masked(name: &str, hits: &[Hit], instead: &str) -> String {
    let mut places: Vec<(usize, usize)> = hits.iter().map(|hit| (hit.start, end(name, hit))).collect();
    places.sort_unstable();
    let mut out = String::with_capacity(name.len());
    let mut done = 0;
    for (start, end) in places {
        if start >= done {
            out.push_str(name.get(done..start).unwrap_or_default());
            out.push_str(instead);
        }
        done = done.max(end);
    }
    out.push_str(name.get(done..).unwrap_or_default());
    out
}

/// Where a private value ends at the latest: detectors look no further than they need to be sure.
fn end(name: &str, hit: &Hit) -> usize {
    const BLOCK: &str = "-----BEGIN";
    let rest = name.get(hit.end..).unwrap_or_default();
    if hit.detector.class != ValueClass::Secret {
        return hit.end;
    }
    if name.get(hit.start..hit.end).is_some_and(|found| found.starts_with(BLOCK)) {
        return name.len();
    }
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=' | b'_' | b'-');
    hit.end + rest.bytes().take_while(is_part).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(name: &str) -> String {
        without_private(name, None, REDACTED, &mut Vec::new()).into_owned()
    }

    #[test]
    fn what_is_private_is_taken_out() {
        let token = format!("ghp_{}", "Ab1".repeat(12));
        for (name, wanted) in [
            ("GET /orders/{id}", "GET /orders/{id}".to_owned()),
            ("mail to bob.b@example.org now", "mail to {redacted} now".to_owned()),
            (&format!("key.{token}.count"), "key.{redacted}.count".to_owned()),
            (&format!("{token} {token}"), "{redacted} {redacted}".to_owned()),
            (&format!("{token}{}", "Zq9".repeat(130)), "{redacted}".to_owned()),
            (&format!("-----BEGIN PRIVATE KEY-----\n{}\n{}", "a".repeat(64), "b".repeat(64)), "{redacted}".to_owned()),
        ] {
            assert_eq!(shown(name), wanted);
            assert_eq!(shown(&shown(name)), wanted, "it stays as it is");
        }
    }

    #[test]
    fn what_is_long_is_cut() {
        let long = "ä".repeat(600);
        let cut = shown(&long);
        assert!(cut.len() <= LONGEST && cut.ends_with("ä.."));
        assert_eq!(shown(&cut), cut);
    }

    #[test]
    fn names_of_the_conventions_are_left_alone() {
        for text in [include_str!("../../../rules/semconv/attributes.yaml"), include_str!("../../../rules/semconv/metrics.yaml")]
        {
            for word in text.split_whitespace() {
                assert_eq!(shown(word), word);
            }
        }
    }
}
