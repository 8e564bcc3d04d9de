//! Values that are assigned to a name in a text: `password=hunter2`, `"token": ".."`, columns of SQL. Tells the value from prose,
//! from other names and from parameters.

use std::ops::Range;

use super::super::masks::{is_masked, says_how_or_where};
use super::super::model::Privacy;
use super::super::words::words;

/// How many bytes the values of one row may take: without a bound, long rows of statements would cost their length squared.
const LONGEST_ROW: usize = 8192;

/// Whether what stands after a name and a sign is a value.
pub(super) fn is_value(text: &[u8], hit: &Range<usize>) -> bool {
    let value = &text[hit.clone()];
    if value.len() < 3 || is_masked(value) || says_how_or_where(value) || names_a_secret(value) {
        return false;
    }
    let has = |what: fn(&u8) -> bool| value.iter().any(what);
    let digits = value.iter().filter(|byte| byte.is_ascii_digit()).count();
    let is_quoted = hit.start > 0 && b"\"'".contains(&text[hit.start - 1]);
    if is_quoted {
        // `"password": "is too short"` is what a form answers.
        // After an empty text what is between quotes is what stands outside of them: `"password=", 3`.
        return !b" ,.;)".contains(&value[0]) && (digits > 0 || !value.contains(&b' '));
    }
    if matches!(text.get(hit.end), Some(b'(')) {
        return false;
    }
    let is_close = hit.start > 1 && text[hit.start - 1] == b'=' && !text[hit.start - 2].is_ascii_whitespace();
    // Apart, as in `password: expected`, it may be prose, a type or the column of a query: a value has digits among other signs.
    let is_path = value.iter().any(|byte| b".:".contains(byte))
        && value.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._:".contains(byte));
    is_close || value.len() >= 6 && digits > 0 && !is_path && (has(u8::is_ascii_alphabetic) || digits >= 6)
}

/// Whether a value is itself a name, such as `NEW.password` or `password_hash`.
fn names_a_secret(value: &[u8]) -> bool {
    let small = String::from_utf8_lossy(value).to_lowercase();
    let is_name = small.bytes().all(|byte| byte.is_ascii_lowercase() || b"._".contains(&byte));
    let speaks = small.split(['.', '_']).any(|word| matches!(word, "password" | "passwd" | "secret" | "token" | "excluded"));
    is_name && speaks && small.contains(['.', '_'])
}

/// In `INSERT INTO t (a, password) VALUES (1, 'hunter2')`, found up to the second `(`, the value of the secret column.
pub(super) fn inserted_secret(text: &[u8], hit: Range<usize>) -> Option<Range<usize>> {
    let statement = str::from_utf8(&text[hit.clone()]).ok()?;
    let columns = statement.split_once('(')?.1.split_once(')')?.0;
    let is_secret = |column: &str| words().privacy(column.trim().trim_matches(['"', '`'])) == Some(Privacy::Secret);
    let place = columns.split(',').position(is_secret)?;
    let value = value_at(text, hit.end, place)?;
    let is_literal = value.len() > 2 && text[value.start] == b'\'';
    is_literal.then(|| value.start + 1..value.end - 1)
}

/// The value number `place` of the list that begins at `start`: texts in quotes may hold commas and brackets.
fn value_at(text: &[u8], start: usize, place: usize) -> Option<Range<usize>> {
    let (mut depth, mut is_text, mut passed, mut from) = (0, false, 0, start);
    for (at, &byte) in text.iter().enumerate().skip(start).take(LONGEST_ROW) {
        match byte {
            b'\'' => is_text = !is_text,
            _ if is_text => {}
            b'(' => depth += 1,
            b')' if depth > 0 => depth -= 1,
            b',' | b')' if depth == 0 => {
                if passed == place {
                    let before = text[from..at].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
                    let behind = text[from + before..at].iter().rev().take_while(|byte| byte.is_ascii_whitespace()).count();
                    return Some(from + before..at - behind);
                }
                if byte == b')' {
                    return None;
                }
                (passed, from) = (passed + 1, at + 1);
            }
            _ => {}
        }
    }
    None
}
