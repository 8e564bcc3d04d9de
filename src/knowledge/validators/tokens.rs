//! Texts that open something or name somebody: signed tokens, credentials, random texts, mail addresses.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::super::values::{list, set};

/// Domains that a mail address may end with.
static DOMAINS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list("top_level_domains").chain(set("example_domains")).collect());

/// Bits a letter must hold on average to be as random as a key. Source: measured on keys, words and identifiers.
const RANDOM: f64 = 3.5;

/// How far before an address its URL may begin: without a bound, long rows of addresses would cost their length squared.
const LOOKED_BACK: usize = 256;

/// Whether the part before the first dot decodes to JSON that names an algorithm or a type. Source: RFC 7519, section 5.
pub(super) fn is_jwt(value: &[u8]) -> bool {
    let header = value.split(|&byte| byte == b'.').next().unwrap_or_default();
    let Some(json) = decode_base64(header) else { return false };
    let Ok(serde_json::Value::Object(header)) = serde_json::from_slice(&json) else { return false };
    ["alg", "typ", "enc"].iter().any(|key| header.contains_key(*key))
}

/// Whether a text is base64 of a name, a colon and a password. Source: RFC 7617, section 2.
pub(super) fn is_basic(value: &[u8]) -> bool {
    let decoded = decode_base64(value).unwrap_or_default();
    decoded.contains(&b':') && str::from_utf8(&decoded).is_ok_and(|text| !text.chars().any(char::is_control))
}

/// Whether a text has letters and digits.
pub(super) fn is_mixed(value: &[u8]) -> bool {
    value.iter().any(u8::is_ascii_digit) && value.iter().any(u8::is_ascii_alphabetic)
}

/// Whether a text is no word of a language or of a program: letters and digits mixed, at some length.
pub(super) fn is_opaque(value: &[u8]) -> bool {
    let has = |what: fn(&u8) -> bool| value.iter().any(what);
    let is_mixed = is_mixed(value);
    let is_varied = has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase);
    is_mixed && (value.len() >= 16 || is_varied && value.len() >= 8) || is_varied && value.len() >= 32
}

/// Whether a text is as random as a key, and not an identifier: a UUID, a ULID, a digest or an id of a trace.
pub(super) fn is_random(value: &[u8]) -> bool {
    !is_identifier(value) && is_opaque(value) && entropy(value) >= RANDOM
}

fn is_identifier(value: &[u8]) -> bool {
    let all = |what: fn(u8) -> bool| value.iter().all(|&byte| what(byte));
    match value.len() {
        16 | 32 | 40 => all(|byte| byte.is_ascii_hexdigit()),
        36 => all(|byte| byte.is_ascii_hexdigit() || byte == b'-'),
        // A ULID starts with the time.
        26 => (b'0'..=b'7').contains(&value[0]) && all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase()),
        _ => false,
    }
}

/// Bits a byte, by how often each occurs. Source: C. E. Shannon, 1948.
fn entropy(value: &[u8]) -> f64 {
    let mut counts = [0u32; 256];
    for &byte in value {
        counts[usize::from(byte)] += 1;
    }
    let length = f64::from(u32::try_from(value.len()).unwrap_or(u32::MAX));
    counts.iter().filter(|&&count| count > 0).map(|&count| f64::from(count) / length).map(|share| -share * share.log2()).sum()
}

/// Whether a mail address has a domain that exists, and is not a login, a version, a file or a place in a program.
pub(super) fn is_mail(text: &[u8], hit: &Range<usize>) -> bool {
    let Ok(address) = str::from_utf8(&text[hit.clone()]) else { return false };
    let Some((local, domain)) = address.split_once('@').or_else(|| address.split_once("%40")) else { return false };
    let Some((name, top)) = domain.rsplit_once('.') else { return false };
    let is_local = !local.starts_with('.') && !local.ends_with('.') && !local.contains("..");
    // `package@1.2.3.app` and `logo@2x.zip` have numbers there.
    let is_domain = name.bytes().any(|byte| byte.is_ascii_alphabetic()) && !name.starts_with('-') && !is_scale(name);
    is_local && is_domain && DOMAINS.contains(top.to_ascii_lowercase().as_str()) && !is_login(text, hit)
}

/// `2x`, as in file names of pictures.
fn is_scale(name: &str) -> bool {
    name.strip_suffix('x').is_some_and(|scale| scale.bytes().all(|byte| byte.is_ascii_digit()))
}

/// `ssh://name@host`, `name@host:/path`, `name@host:22`, `function@file.rs:3`.
fn is_login(text: &[u8], hit: &Range<usize>) -> bool {
    let before = &text[hit.start.saturating_sub(LOOKED_BACK)..hit.start];
    let token = before.iter().rposition(|byte| byte.is_ascii_whitespace() || b"\"'<>(".contains(byte)).map_or(0, |at| at + 1);
    let scheme = before[token..].windows(3).rposition(|three| three == b"://");
    let is_in_authority = scheme.is_some_and(|at| !before[token + at + 3..].iter().any(|byte| b"/?#".contains(byte)));
    let after = &text[hit.end..];
    let is_place = after.first() == Some(&b':') && after.get(1).is_some_and(|byte| b"/~".contains(byte) || byte.is_ascii_digit());
    is_in_authority || is_place
}

/// Base64 of either alphabet, with or without padding. Source: RFC 4648, sections 4 and 5.
fn decode_base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut decoded = Vec::with_capacity(text.len() * 3 / 4);
    let (mut bits, mut count) = (0u32, 0);
    for &sign in text.iter().take_while(|&&sign| sign != b'=') {
        let value = match sign {
            b'A'..=b'Z' => sign - b'A',
            b'a'..=b'z' => sign - b'a' + 26,
            b'0'..=b'9' => sign - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push(u8::try_from((bits >> count) & 0xff).ok()?);
        }
    }
    Some(decoded)
}
