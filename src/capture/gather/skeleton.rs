//! A name without what looks like data in it: `GET /orders/4711` becomes `GET /orders/{}`. Names that were built in the same way have
//! the same skeleton, so that one fault is one finding.

use std::borrow::Cow;

/// Digits that belong to a word are left alone up to here: `oauth2`, `md5`, `utf16le`.
const DIGITS_IN_A_WORD: usize = 4;
/// Hexadecimal digits in a row, with letters and digits among them, that make an id.
const LEAST_HEX: usize = 8;
/// Digits of numbers that may be counted by hand: `step 3`. In a path they are data all the same: `/orders/3`.
const SMALL: usize = 2;

/// What was taken for data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
pub(in crate::capture) enum Datum {
    SmallNumber,
    Number,
    Hex,
    Uuid,
    Email,
    /// Text in single quotes, as in SQL.
    Quoted,
}

/// `name` with `{}` for each part that looks like data; borrowed if there is none.
pub(in crate::capture) fn skeleton(name: &str) -> Cow<'_, str> {
    if !may_hold_data(name) {
        return Cow::Borrowed(name);
    }
    let mut out = String::with_capacity(name.len());
    let mut rest = name;
    walk(name, |before, _, after| {
        out.push_str(before);
        out.push_str("{}");
        rest = after;
    });
    if rest.len() == name.len() {
        return Cow::Borrowed(name);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The most telling kind of data in a name.
pub(in crate::capture) fn datum(name: &str) -> Option<Datum> {
    let mut found = None;
    if may_hold_data(name) {
        walk(name, |_, datum, _| found = found.max(Some(datum)));
    }
    found
}

fn may_hold_data(name: &str) -> bool {
    name.bytes().any(|byte| byte.is_ascii_digit() || byte == b'@' || byte == b'\'')
}

/// Calls `each` with what stands before a datum since the last one, the datum, and what stands after it.
fn walk<'n>(name: &'n str, mut each: impl FnMut(&'n str, Datum, &'n str)) {
    let (mut start, mut at) = (0, 0);
    let bytes = name.as_bytes();
    while at < bytes.len() {
        if let Some((length, datum)) = datum_at(name, at) {
            each(name.get(start..at).unwrap_or_default(), datum, name.get(at + length..).unwrap_or_default());
            at += length;
            start = at;
        } else if is_word(bytes[at]) {
            // Past this word, or to the digits in it that are too many to be part of it.
            let word = word_length(&bytes[at..]);
            let digits = (at..at + word).find(|from| digits(&bytes[*from..]) > DIGITS_IN_A_WORD);
            at = digits.filter(|from| *from > at).unwrap_or(at + word);
        } else {
            at += 1;
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80
}

fn word_length(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| is_word(**byte)).count()
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// The datum that starts here, and its length in bytes. Words are looked at from their start, and from long digits in them.
fn datum_at(name: &str, at: usize) -> Option<(usize, Datum)> {
    let bytes = &name.as_bytes()[at..];
    if bytes[0] == b'\'' {
        let length = bytes[1..].iter().position(|byte| *byte == b'\'')? + 2;
        return (length > 2).then_some((length, Datum::Quoted));
    }
    if !is_word(bytes[0]) {
        return None;
    }
    if let Some(length) = uuid_length(bytes) {
        return Some((length, Datum::Uuid));
    }
    if let Some(length) = email_length(bytes) {
        return Some((length, Datum::Email));
    }
    let word = word_length(bytes);
    let digits = digits(bytes);
    if digits == word || digits > DIGITS_IN_A_WORD {
        let is_small = digits <= SMALL && name.as_bytes().get(at.wrapping_sub(1)) != Some(&b'/');
        return Some((digits, if is_small { Datum::SmallNumber } else { Datum::Number }));
    }
    let is_hex = word >= LEAST_HEX && bytes[..word].iter().all(u8::is_ascii_hexdigit);
    (is_hex && bytes[..word].iter().any(u8::is_ascii_digit)).then_some((word, Datum::Hex))
}

/// 8-4-4-4-12 hexadecimal digits.
fn uuid_length(bytes: &[u8]) -> Option<usize> {
    const LENGTH: usize = 36;
    let candidate = bytes.get(..LENGTH)?;
    let fits = |(at, byte): (usize, &u8)| match at {
        8 | 13 | 18 | 23 => *byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    let ends = !bytes.get(LENGTH).is_some_and(|byte| is_word(*byte));
    (ends && candidate.iter().enumerate().all(fits)).then_some(LENGTH)
}

/// `name@host.domain`, from the start of a word.
fn email_length(bytes: &[u8]) -> Option<usize> {
    let is_part = |byte: &&u8| is_word(**byte) || matches!(**byte, b'.' | b'-' | b'_' | b'+');
    let local = bytes.iter().take_while(is_part).count();
    if bytes.get(local) != Some(&b'@') {
        return None;
    }
    let domain = bytes[local + 1..].iter().take_while(is_part).count();
    bytes[local + 1..local + 1 + domain].contains(&b'.').then_some(local + 1 + domain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_their_skeletons() {
        for (name, wanted, kind) in [
            ("GET /orders/{id}", "GET /orders/{id}", None),
            ("GET /orders/4711", "GET /orders/{}", Some(Datum::Number)),
            ("render /u/476711660", "render /u/{}", Some(Datum::Number)),
            ("load u476711660", "load u{}", Some(Datum::Number)),
            ("GET /v1/oauth2/s3", "GET /v1/oauth2/s3", None),
            ("lock 6fa459ea-ee8a-3ca4-894e-db77e160355e now", "lock {} now", Some(Datum::Uuid)),
            ("job deadbeef01", "job {}", Some(Datum::Hex)),
            ("defaced cafe", "defaced cafe", None),
            ("mail bob.b@example.com", "mail {}", Some(Datum::Email)),
            ("a@b", "a@b", None),
            ("SELECT x WHERE y = 'bob' AND z = 5", "SELECT x WHERE y = {} AND z = {}", Some(Datum::Quoted)),
            ("10.0.0.1:80", "{}.{}.{}.{}:{}", Some(Datum::SmallNumber)),
            ("größe 5 für 名前", "größe {} für 名前", Some(Datum::SmallNumber)),
            ("GET /orders/5", "GET /orders/{}", Some(Datum::Number)),
            ("", "", None),
            ("'", "'", None),
        ] {
            assert_eq!((skeleton(name).as_ref(), datum(name)), (wanted, kind), "{name}");
            assert_eq!(matches!(skeleton(name), Cow::Owned(_)), kind.is_some(), "{name}");
        }
    }
}
