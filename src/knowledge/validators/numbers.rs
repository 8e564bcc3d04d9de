//! Numbers with a form of their own: payment cards, bank accounts, social security, telephones, addresses of machines.

use std::collections::HashMap;
use std::collections::HashSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use std::sync::LazyLock;

use super::super::values::{list, set};

static CALLING_CODES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| set("calling_codes"));

/// By the letters of a country, how long its account numbers are.
static IBAN_LENGTHS: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
    let entries = list("iban_lengths").filter_map(|entry| entry.split_at_checked(2));
    entries.filter_map(|(country, length)| Some((country, length.parse().ok()?))).collect()
});

/// Whether digits, perhaps in groups, have an issuer's first digits, its length and the check digit.
/// Source: ISO/IEC 7812-1; the ranges are those that issuers publish.
pub(super) fn is_card(value: &[u8]) -> bool {
    let digits = digits(value);
    let issued = |first: usize| digits.iter().take(first).fold(0u32, |number, &digit| number * 10 + u32::from(digit));
    let known = match digits.len() {
        13 => issued(1) == 4,
        14 => matches!(issued(2), 36 | 38 | 39) || (300..=305).contains(&issued(3)),
        15 => matches!(issued(2), 34 | 37),
        16 => {
            matches!(issued(1), 4)
                || matches!(issued(2), 51..=55 | 62 | 65)
                || matches!(issued(3), 644..=649)
                || matches!(issued(4), 2221..=2720 | 3528..=3589 | 6011)
        }
        _ => false,
    };
    known && passes_luhn(&digits) && digits.iter().any(|&digit| digit != digits[0])
}

/// Whether the groups of digits are not part of a longer row of them, nor of a fraction.
pub(super) fn stands_alone(text: &[u8], hit: &Range<usize>) -> bool {
    let is_joint = |byte: Option<&u8>| byte.is_some_and(|byte| b" -.".contains(byte));
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let before = |back: usize| hit.start.checked_sub(back).and_then(|at| text.get(at));
    let follows = is_joint(before(1)) && is_digit(before(2));
    let goes_on = is_joint(text.get(hit.end)) && is_digit(text.get(hit.end + 1));
    !follows && !goes_on
}

/// The mod 10 check over all digits, the check digit last.
fn passes_luhn(digits: &[u8]) -> bool {
    let doubled = |(at, &digit): (usize, &u8)| match (at % 2, u32::from(digit) * 2) {
        (0, _) => u32::from(digit),
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    };
    digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
}

/// Whether an account number has its country's length and the check digits. Source: ISO 13616.
pub(super) fn is_iban(value: &[u8]) -> bool {
    let signs: Vec<u8> = value.iter().copied().filter(u8::is_ascii_alphanumeric).collect();
    let Some((start, rest)) = signs.split_at_checked(4) else { return false };
    let country = str::from_utf8(&start[..2]).unwrap_or_default();
    if IBAN_LENGTHS.get(country) != Some(&signs.len()) {
        return false;
    }
    let rest = rest.iter().chain(start).try_fold(0u32, |rest, &sign| {
        let number = char::from(sign).to_digit(36)?;
        Some((rest * if number > 9 { 100 } else { 10 } + number) % 97)
    });
    rest == Some(1)
}

/// Whether `AAA-GG-SSSS` may have been issued, and is no well-known sample. Source: SSA, "Social Security Number Randomization".
pub(super) fn is_us_ssn(value: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(value) else { return false };
    let never = ["000", "666"].iter().any(|area| text.starts_with(area)) || text.starts_with('9');
    let empty = text.get(4..6) == Some("00") || text.ends_with("0000");
    !never && !empty && !["078-05-1120", "123-45-6789", "219-09-9999"].contains(&text)
}

/// Whether a number after `+` starts with a calling code and is long enough not to be a sum or an offset.
pub(super) fn is_phone(value: &[u8]) -> bool {
    let digits: String = digits(value).iter().map(|&digit| char::from(b'0' + digit)).collect();
    if !(10..=15).contains(&digits.len()) {
        return false;
    }
    // In the North American plan areas and exchanges start with 2 to 9.
    if let Some(national) = digits.strip_prefix('1') {
        let is_high = |at: usize| national.as_bytes().get(at).is_some_and(|digit| (b'2'..=b'9').contains(digit));
        return national.len() == 10 && is_high(0) && is_high(3);
    }
    (1..=3).any(|length| digits.get(..length).is_some_and(|code| CALLING_CODES.contains(code)))
}

/// Whether a text is an address on the internet: not private, local, shared, for documentation or for many.
pub(super) fn is_public_address(value: &[u8]) -> bool {
    match str::from_utf8(value).unwrap_or_default().parse() {
        Ok(IpAddr::V4(address)) => is_public_v4(address),
        Ok(IpAddr::V6(address)) => match address.to_ipv4_mapped() {
            Some(mapped) => is_public_v4(mapped),
            None => is_public_v6(address),
        },
        Err(_) => false,
    }
}

/// Source: IANA IPv4 Special-Purpose Address Registry.
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, ..] = address.octets();
    let is_shared = a == 100 && (64..128).contains(&b) || a == 198 && (b == 18 || b == 19);
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || is_shared
        || a == 0
        || a >= 224)
}

/// Source: IANA IPv6 Special-Purpose Address Registry. What is routed is `2000::/3`.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let is_documentation = a == 0x2001 && b == 0xdb8 || a == 0x3fff && b < 0x1000;
    a & 0xe000 == 0x2000 && !is_documentation
}

fn digits(value: &[u8]) -> Vec<u8> {
    value.iter().filter(|byte| byte.is_ascii_digit()).map(|byte| byte - b'0').collect()
}
