//! Which of many literals stand in a text: a byte at a time, with a table that four bytes in a row either pass or do not.
//! Nearly all texts have no such four bytes, and cost no more than the look. Matches nothing by itself: it names candidates.

use rustc_hash::FxHashMap;

/// Bytes that are looked at together.
const GRAM: usize = 4;
/// 2^16 bits: with some hundred literals, four bytes of a text pass by chance once in several hundred.
const WORDS: usize = 1024;

/// Literals of at least four bytes, each for an owner by its number.
#[derive(Debug)]
pub(super) struct Literals {
    passes: Box<[u64; WORDS]>,
    /// By their first four bytes in small letters.
    by_gram: FxHashMap<u32, Vec<Literal>>,
}

#[derive(Debug)]
struct Literal {
    text: &'static str,
    any_case: bool,
    owner: usize,
}

impl Literals {
    pub(super) fn new() -> Self {
        Self { passes: Box::new([0; WORDS]), by_gram: FxHashMap::default() }
    }

    /// A literal shorter than four bytes is never seen; the reader of the files refuses it.
    pub(super) fn add(&mut self, text: &'static str, any_case: bool, owner: usize) {
        let bytes = text.as_bytes();
        let Some(start) = bytes.get(..GRAM) else { return };
        let gram = start.iter().fold(0, |gram, &byte| next(gram, byte));
        let (word, bit) = place(gram);
        self.passes[word] |= bit;
        self.by_gram.entry(gram).or_default().push(Literal { text, any_case, owner });
    }

    /// Whether a literal may begin with the four bytes.
    #[inline]
    pub(super) fn may_begin(&self, gram: u32) -> bool {
        let (word, bit) = place(gram);
        self.passes[word] & bit != 0
    }

    /// The owners of the literals whose fourth byte stands at `at` in the text.
    #[cold]
    pub(super) fn owners_at<'l>(&'l self, gram: u32, text: &'l [u8], at: usize) -> impl Iterator<Item = usize> + 'l {
        let begins = (at + 1).checked_sub(GRAM).and_then(|start| text.get(start..)).unwrap_or_default();
        let stands = move |literal: &&Literal| {
            let text = literal.text.as_bytes();
            let there = begins.get(..text.len()).unwrap_or_default();
            there == text || literal.any_case && there.eq_ignore_ascii_case(text)
        };
        self.by_gram.get(&gram).map_or(&[][..], Vec::as_slice).iter().filter(stands).map(|literal| literal.owner)
    }
}

/// The last four bytes once `byte` has followed, with letters made small. Other signs may fall together; the look-up tells.
#[inline]
pub(super) fn next(gram: u32, byte: u8) -> u32 {
    (gram << 8) | u32::from(byte | 0x20)
}

/// Where the bit of four bytes stands: the upper half of a product spreads neighbours apart.
#[inline]
fn place(gram: u32) -> (usize, u64) {
    let hash = gram.wrapping_mul(0x9E37_79B1) >> 16;
    ((hash >> 6) as usize % WORDS, 1 << (hash & 63))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owners(literals: &Literals, text: &str) -> Vec<usize> {
        let mut gram = 0;
        let mut owners = Vec::new();
        for (at, &byte) in text.as_bytes().iter().enumerate() {
            gram = next(gram, byte);
            if literals.may_begin(gram) {
                owners.extend(literals.owners_at(gram, text.as_bytes(), at));
            }
        }
        owners
    }

    #[test]
    fn literals_are_seen_wherever_they_stand() {
        let mut literals = Literals::new();
        literals.add("AKIA", false, 0);
        literals.add("password", true, 1);
        literals.add("pass", true, 2);
        for (text, expected) in [
            ("AKIA1234", &[0][..]),
            ("akia1234", &[]),
            ("my PassWord=", &[1, 2]),
            ("passwor", &[2]),
            ("xAKIA", &[0]),
            ("AKI", &[]),
            ("", &[]),
            ("pas pas", &[]),
        ] {
            assert_eq!(owners(&literals, text), expected, "{text}");
        }
    }
}
