//! Texts that no parser of JSON takes: bytes that are not UTF-8 and halves of surrogate pairs. They become marks that it does take,
//! so that one broken name does not lose a document. A text without them, as nearly all are, is not copied.

use std::borrow::Cow;

use memchr::memchr;

/// Stands for the first byte of what is broken. Two characters that Unicode keeps from ever being used in texts.
const FIRST: char = '\u{FDD0}';
/// Stands for each further byte of it.
const REST: char = '\u{FDD1}';

/// The text that is parsed; it is owned where something in it was mended.
pub(super) fn mended(text: &[u8]) -> Cow<'_, str> {
    let text = match std::str::from_utf8(text) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(with_bytes_marked(text)),
    };
    if lone_surrogate(&text, 0).is_none() { text } else { Cow::Owned(with_surrogates_marked(&text)) }
}

pub(super) fn is_marked(text: &str) -> bool {
    text.contains([FIRST, REST])
}

/// How many bytes the text had before it was mended.
pub(super) fn sent_length(text: &str) -> usize {
    text.chars().map(|letter| if matches!(letter, FIRST | REST) { 1 } else { letter.len_utf8() }).sum()
}

/// With a replacement character where something was broken, as `String::from_utf8_lossy` has it.
pub(super) fn with_replacements(text: &str) -> String {
    text.replace(FIRST, "\u{FFFD}").replace(REST, "")
}

fn with_bytes_marked(text: &[u8]) -> String {
    let mut mended = String::with_capacity(text.len());
    for chunk in text.utf8_chunks() {
        mended.push_str(chunk.valid());
        mended.extend(chunk.invalid().iter().enumerate().map(|(at, _)| if at == 0 { FIRST } else { REST }));
    }
    mended
}

fn with_surrogates_marked(text: &str) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut done = 0;
    while let Some(at) = lone_surrogate(text, done) {
        mended.push_str(text.get(done..at).unwrap_or_default());
        // As UTF-8 it would be three bytes, none of which can stand there.
        mended.extend([FIRST; 3]);
        done = at + ESCAPE;
    }
    mended.push_str(text.get(done..).unwrap_or_default());
    mended
}

/// The bytes of `\ud800`.
const ESCAPE: usize = 6;

/// Where the next escape stands that is half a pair of surrogates.
fn lone_surrogate(text: &str, from: usize) -> Option<usize> {
    let text = text.as_bytes();
    let mut next = from;
    loop {
        let at = next + memchr(b'\\', text.get(next..)?)?;
        next = match escaped(text, at) {
            Some(0xD800..=0xDBFF) if matches!(escaped(text, at + ESCAPE), Some(0xDC00..=0xDFFF)) => at + 2 * ESCAPE,
            Some(0xD800..=0xDFFF) => return Some(at),
            _ => at + 2,
        };
    }
}

/// The number of the escape `\u0000` that stands there.
fn escaped(text: &[u8], at: usize) -> Option<u16> {
    let digits = text.get(at..at + ESCAPE)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_only_what_is_broken() {
        assert!(matches!(mended(br#"{"a":"\ud83d\ude00 \\ud800 \n"}"#), Cow::Borrowed(_)));
        for (sent, shown, length) in [
            (&b"a\xC3"[..], "a\u{FFFD}", 2),
            (b"\xE2\x82b", "\u{FFFD}b", 3),
            (br"\ud83d!", "\u{FFFD}\u{FFFD}\u{FFFD}!", 4),
            (br"\\\udc00", "\\\\\u{FFFD}\u{FFFD}\u{FFFD}", 5),
            (b"\xFF\\ud800\\n", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}\\n", 6),
        ] {
            let text = mended(sent);
            assert!(is_marked(&text));
            assert_eq!((with_replacements(&text).as_str(), sent_length(&text)), (shown, length));
        }
    }
}
