//! Bytes as JSON writes them: hexadecimal digits for ids, base64 for everything else. Only what a record keeps of them is kept.

use super::super::record::Id;

/// An id in hexadecimal digits of either case; none if the text is anything else.
pub(super) fn hexadecimal(text: &str) -> Option<Id> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let mut id = Id { bytes: [0; 16], length: u8::try_from(pairs.len()).unwrap_or(u8::MAX) };
    for (to, [high, low]) in id.bytes.iter_mut().zip(pairs) {
        *to = DIGITS[usize::from(*high)] << 4 | DIGITS[usize::from(*low)] & 0xF;
    }
    let all = text.bytes().fold(0, |all, letter| all | DIGITS[usize::from(letter)]);
    (rest.is_empty() && all & NO_DIGIT == 0).then_some(id)
}

const NO_DIGIT: u8 = 0x80;

/// What each letter stands for. Letters of ids are without any order, so that the processor guesses every second branch wrong.
const DIGITS: [u8; 256] = {
    let mut digits = [NO_DIGIT; 256];
    let mut digit = 0;
    while digit < 16 {
        digits[b"0123456789abcdef"[digit as usize] as usize] = digit;
        digits[b"0123456789ABCDEF"[digit as usize] as usize] = digit;
        digit += 1;
    }
    digits
};

/// Bytes in base64.
pub(super) struct Base64 {
    /// The first of them; the rest is zero.
    pub(super) first: [u8; 16],
    pub(super) length: usize,
}

/// Both alphabets, with padding or without, as the JSON of protobuf allows; none if the text is anything else.
pub(super) fn base64(text: &str) -> Option<Base64> {
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 || digits.len() % 4 == 1 {
        return None;
    }
    let mut bytes = Base64 { first: [0; 16], length: 0 };
    let (mut bits, mut count) = (0_u32, 0);
    for letter in digits.bytes() {
        bits = bits << 6 | u32::from(sextet(letter)?);
        count += 6;
        if count >= 8 {
            count -= 8;
            if let Some(to) = bytes.first.get_mut(bytes.length) {
                *to = (bits >> count).to_le_bytes()[0];
            }
            bytes.length += 1;
        }
    }
    Some(bytes)
}

fn sextet(letter: u8) -> Option<u8> {
    match letter {
        b'A'..=b'Z' => Some(letter - b'A'),
        b'a'..=b'z' => Some(letter - b'a' + 26),
        b'0'..=b'9' => Some(letter - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_ids_of_any_length() {
        assert_eq!(hexadecimal("5B8aff"), Some(Id::new(&[0x5b, 0x8a, 0xff])));
        assert_eq!(hexadecimal(&"ab".repeat(20)), Some(Id::new(&[0xab; 20])));
        assert_eq!(hexadecimal(&"ab".repeat(300)).map(|id| id.length), Some(255));
        assert_eq!((hexadecimal("abc"), hexadecimal("0xab"), hexadecimal("äb")), (None, None, None));
    }

    #[test]
    fn reads_both_alphabets_of_base64() {
        for (text, bytes) in
            [("", &[][..]), ("-_8=", &[0xfb, 0xff]), ("+/8", &[0xfb, 0xff]), ("AQID", &[1, 2, 3]), ("AQ==", &[1])]
        {
            let read = base64(text).unwrap();
            assert_eq!((&read.first[..read.length], read.length), (bytes, bytes.len()));
        }
        assert_eq!(base64(&"AAAA".repeat(10)).map(|bytes| bytes.length), Some(30));
        assert!(["A", "AAAAA", "A===", "A*AA", "äöü"].iter().all(|text| base64(text).is_none()));
    }
}
