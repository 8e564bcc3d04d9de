//! Private values in text: the detectors of `rules/values/`, made ready once. A text and what is known of its key come in, places
//! of private values go out. One look at the bytes decides which detectors a text may concern; nearly always none.
//! Never prints a value, and never decides what a find is worth to the reader: that is for rules.

use std::sync::LazyLock;

use super::detector::{Detector, Otherwise, ValueClass};
use super::hit::Hit;
use super::key_hints::KeyHints;
use super::literals::{Literals, next};
use super::masks::is_believed;
use super::model::Privacy;
use super::searcher::{Look, Needs, Searcher};
use super::values::VALUES;

/// The detectors, compiled once; their expressions when they are first needed.
pub fn detectors() -> &'static Detectors {
    static DETECTORS: LazyLock<Detectors> = LazyLock::new(|| Detectors::new(&VALUES.detectors));
    &DETECTORS
}

/// Finds private values.
#[derive(Debug)]
pub struct Detectors {
    searchers: Vec<Searcher>,
    literals: Literals,
    /// For each byte the sets that it is in.
    sets: Box<[u64; 256]>,
    /// What those need that any text may concern, whatever literals and key it has. Beside each other in memory, as every text
    /// is held against all of them.
    always: Vec<Needs>,
    addresses: u128,
}

/// Detectors stand in the bits of a number, and so do sets of bytes. A test counts them.
const MOST_DETECTORS: usize = 128;
const MOST_SETS: usize = 64;
/// The longest text that is looked through for addresses, in bytes: one of them with a port and a few words around it.
const LONGEST_ADDRESS: usize = 64;

/// Whether a text has the signs of an address: three dots, or two colons.
fn may_be_address(text: &str) -> bool {
    let count = |sign| text.bytes().filter(|byte| *byte == sign).count();
    text.len() <= LONGEST_ADDRESS && (count(b'.') >= 3 || count(b':') >= 2)
}

impl Detectors {
    fn new(detectors: &'static [Detector]) -> Self {
        let mut these =
            Self { searchers: Vec::new(), literals: Literals::new(), sets: Box::new([0; 256]), always: Vec::new(), addresses: 0 };
        let mut known: Vec<&str> = Vec::new();
        for (at, detector) in detectors.iter().take(MOST_DETECTORS).enumerate() {
            let mut sets = 0;
            for set in detector.holds.iter().copied() {
                let place = known.iter().position(|other| *other == set).unwrap_or(known.len());
                if place == known.len() {
                    known.push(set);
                    these.add_set(set, place);
                }
                sets |= 1 << (place % MOST_SETS);
            }
            let needs = Needs::new(detector, sets, at);
            for literal in detector.literals.iter() {
                these.literals.add(literal, detector.any_case, at);
            }
            let waits_for_key = detector.otherwise == Otherwise::Nothing;
            if detector.literals.is_empty() && !detector.by_key && !waits_for_key {
                these.always.push(needs);
            }
            if detector.class == ValueClass::Address {
                these.addresses |= 1 << at;
            }
            these.searchers.push(Searcher::new(detector, needs));
        }
        these
    }

    fn add_set(&mut self, set: &str, place: usize) {
        for byte in 0..=u8::MAX {
            let is_in = match set.as_bytes() {
                [from, b'-', to] => (*from..=*to).contains(&byte),
                bytes => bytes.contains(&byte),
            };
            self.sets[usize::from(byte)] |= u64::from(is_in) << (place % MOST_SETS);
        }
    }

    /// All of them, in the order in which they are believed.
    pub fn all(&self) -> impl Iterator<Item = &'static Detector> + '_ {
        self.searchers.iter().map(|searcher| searcher.detector)
    }

    /// What private things stand in `text`; `key` is what is known of its attribute's key, nothing for bodies, messages and names.
    /// Addresses of machines are left out.
    #[inline]
    pub fn find(&self, text: &str, key: Option<&KeyHints>, found: &mut Vec<Hit>) {
        self.find_among(text, key, found, |detectors| detectors & !self.addresses);
    }

    /// The same, and addresses of machines with it, where the text is hardly more than one: whoever counts them decides later whether
    /// they matter.
    #[inline]
    pub fn find_all(&self, text: &str, key: Option<&KeyHints>, found: &mut Vec<Hit>) {
        self.find_among(text, key, found, |detectors| {
            let is_none = detectors & self.addresses != 0 && !may_be_address(text);
            if is_none { detectors & !self.addresses } else { detectors }
        });
    }

    /// What those detectors find that `pick` takes of the ones that the text may concern.
    #[inline]
    fn find_among(&self, text: &str, key: Option<&KeyHints>, found: &mut Vec<Hit>, pick: impl Fn(u128) -> u128) {
        let key = key.filter(|key| !key.says_nothing());
        let may_concern = pick(self.may_concern(text, self.look(text.as_bytes()), key));
        if may_concern != 0 || key.is_some() {
            self.search(text, key, may_concern, found);
        }
    }

    /// Addresses of machines on the internet, which may be a person's.
    pub fn find_addresses(&self, text: &str, found: &mut Vec<Hit>) {
        self.find_among(text, None, found, |detectors| detectors & self.addresses);
    }

    #[inline]
    fn look(&self, text: &[u8]) -> Look {
        let mut look = Look::default();
        let mut gram = 0;
        for (at, &byte) in text.iter().enumerate() {
            gram = next(gram, byte);
            look.sets |= self.sets[usize::from(byte)];
            look.digits += usize::from(byte.is_ascii_digit());
            if self.literals.may_begin(gram) {
                for owner in self.literals.owners_at(gram, text, at) {
                    look.literals |= 1 << owner;
                }
            }
        }
        look
    }

    /// The detectors that a text may concern, as bits.
    #[inline]
    fn may_concern(&self, text: &str, look: Look, key: Option<&KeyHints>) -> u128 {
        let mut bits = 0;
        for needs in &self.always {
            if needs.are_met(text, look) {
                bits |= 1 << needs.detector;
            }
        }
        if look.literals == 0 && key.is_none() {
            return bits;
        }
        let by_key = key.map_or(0, |key| key.context.iter().fold(0u128, |bits, at| bits | 1 << (at % MOST_DETECTORS)));
        let mut rest = look.literals | by_key;
        while let Some((at, searcher)) = self.first_of(&mut rest) {
            bits |= u128::from(searcher.needs.are_met(text, look)) << at;
        }
        bits
    }

    /// The first of the detectors in `bits`, and takes it out of them.
    fn first_of(&self, bits: &mut u128) -> Option<(usize, &Searcher)> {
        let at = bits.trailing_zeros() as usize;
        let searcher = self.searchers.get(at)?;
        *bits &= *bits - 1;
        Some((at, searcher))
    }

    #[cold]
    fn search(&self, text: &str, key: Option<&KeyHints>, may_concern: u128, found: &mut Vec<Hit>) {
        let first = found.len();
        let mut rest = may_concern;
        while let Some((at, searcher)) = self.first_of(&mut rest) {
            searcher.search(text, key.is_some_and(|key| key.is_context_of(at)), first, found);
        }
        if let Some(hit) = key.and_then(|key| self.by_key(text, key))
            && !found[first..].iter().any(|other| other.detector.class <= hit.detector.class)
        {
            found.push(hit);
        }
    }

    /// The value as a whole, where its name says that it is private.
    fn by_key(&self, text: &str, key: &KeyHints) -> Option<Hit> {
        let class = match key.privacy? {
            Privacy::Secret | Privacy::SecretIfText => ValueClass::Secret,
            Privacy::Special => ValueClass::Special,
            Privacy::Personal => ValueClass::Personal,
            // `token` alone is judged by how random its values are.
            Privacy::Ambiguous => return None,
        };
        let detector = self.all().find(|detector| detector.by_key && detector.class == class)?;
        let hit = Hit { detector, start: 0, end: text.len(), by_key: true, needs_several: false };
        is_believed(text, class, key.expects).then_some(hit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_detector_and_set_has_a_bit() {
        assert!(VALUES.detectors.len() <= MOST_DETECTORS);
        let sets: std::collections::HashSet<&str> =
            VALUES.detectors.iter().flat_map(|detector| detector.holds.iter().copied()).collect();
        assert!(sets.len() <= MOST_SETS);
    }
}
