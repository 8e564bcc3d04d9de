//! How many different values there were: exact while they are few, an estimate within about two percent once they are many. The same
//! whatever order the values came in, and from how many parts.

use datasketches::hll::{HllSketch, HllType, HllUnion};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::merge::Merge;

/// Up to here every hash is kept.
const MOST_EXACT: usize = 256;
/// The base-2 logarithm of the number of registers: 4,096, of a byte each.
const LOG_REGISTERS: u8 = 12;

#[derive(Debug, Clone, Default)]
pub(in crate::capture) struct Distinct(Kept);

#[derive(Debug, Clone)]
enum Kept {
    /// Sorted.
    Exact(Vec<u64>),
    Sketch(Box<HllSketch>),
}

impl Default for Kept {
    fn default() -> Self {
        Self::Exact(Vec::new())
    }
}

impl Distinct {
    /// Adds a value by its hash.
    pub(in crate::capture) fn add(&mut self, hash: u64) {
        match &mut self.0 {
            Kept::Exact(hashes) => {
                let Err(at) = hashes.binary_search(&hash) else { return };
                hashes.insert(at, hash);
                if hashes.len() > MOST_EXACT
                    && let Some(sketch) = sketch_of(hashes)
                {
                    self.0 = Kept::Sketch(Box::new(sketch));
                }
            }
            Kept::Sketch(sketch) => sketch.update(hash),
        }
    }

    pub(in crate::capture) fn count(&self) -> u64 {
        match &self.0 {
            Kept::Exact(hashes) => hashes.len() as u64,
            // The other estimate depends on the order in which the values came.
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "an estimate of a count is none below zero"
            )]
            Kept::Sketch(sketch) => sketch.composite_estimate().round() as u64,
        }
    }
}

fn sketch_of(hashes: &[u64]) -> Option<HllSketch> {
    let mut sketch = HllSketch::new(LOG_REGISTERS, HllType::Hll8).ok()?;
    for hash in hashes {
        sketch.update(*hash);
    }
    Some(sketch)
}

impl Merge for Distinct {
    fn merge(&mut self, other: Self) {
        match (&mut self.0, other.0) {
            (_, Kept::Exact(hashes)) => hashes.into_iter().for_each(|hash| self.add(hash)),
            (Kept::Exact(hashes), Kept::Sketch(mut sketch)) => {
                for hash in hashes.iter() {
                    sketch.update(*hash);
                }
                self.0 = Kept::Sketch(sketch);
            }
            (Kept::Sketch(sketch), Kept::Sketch(other)) => {
                if let Ok(mut union) = HllUnion::new(LOG_REGISTERS) {
                    union.update(sketch);
                    union.update(&other);
                    **sketch = union.to_sketch(HllType::Hll8);
                }
            }
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Exact(Vec<u64>),
    /// In hexadecimal digits.
    Sketch(String),
}

impl Serialize for Distinct {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let written = match &self.0 {
            Kept::Exact(hashes) => Written::Exact(hashes.clone()),
            Kept::Sketch(sketch) => Written::Sketch(hex(&sketch.serialize())),
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Distinct {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Written::deserialize(deserializer)? {
            Written::Exact(mut hashes) => {
                hashes.sort_unstable();
                hashes.dedup();
                hashes.truncate(MOST_EXACT);
                Ok(Self(Kept::Exact(hashes)))
            }
            Written::Sketch(text) => {
                let sketch = unhex(&text).and_then(|bytes| HllSketch::deserialize(&bytes).ok());
                let sketch = sketch.filter(|sketch| sketch.lg_config_k() == LOG_REGISTERS);
                sketch.map(|sketch| Self(Kept::Sketch(Box::new(sketch)))).ok_or_else(|| de::Error::custom("a sketch is damaged"))
            }
        }
    }
}

/// Lowercase hexadecimal digits.
pub(in crate::capture) fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.map(|digit| char::from(b"0123456789abcdef"[usize::from(digit)])).collect()
}

/// The bytes behind hexadecimal digits.
pub(in crate::capture) fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|[high, low]| Some(digit(high)? << 4 | digit(low)?));
    rest.is_empty().then(|| bytes.collect()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Any sequence without repetition.
    fn value(at: u64) -> u64 {
        at.wrapping_mul(0x9e37_79b9_7f4a_7c15)
    }

    fn of(range: std::ops::Range<u64>) -> Distinct {
        let mut distinct = Distinct::default();
        range.for_each(|at| distinct.add(value(at)));
        distinct
    }

    #[test]
    fn few_are_exact_and_many_are_near() {
        assert_eq!(of(0..256).count(), 256);
        for many in [257_u64, 1_000, 100_000] {
            let off = of(0..many).count().abs_diff(many);
            assert!(off * 100 <= many * 4, "{many}: off by {off}");
        }
    }

    #[test]
    fn parts_and_order_change_nothing() {
        let whole = of(0..5_000).count();
        let mut parts = of(4_000..5_000);
        for part in [of(0..100), of(0..4_500), of(2_000..2_200)] {
            parts.merge(part);
        }
        let mut backwards = Distinct::default();
        (0..5_000).rev().for_each(|at| backwards.add(value(at)));
        let read: Distinct = serde_json::from_str(&serde_json::to_string(&parts).unwrap()).unwrap();
        let mut late = of(0..200);
        late.merge(of(0..5_000));
        assert_eq!([parts.count(), backwards.count(), read.count(), late.count()], [whole; 4]);
    }

    #[test]
    fn digits() {
        assert_eq!(unhex(&hex(&[0, 255, 18])), Some(vec![0, 255, 18]));
        assert_eq!((unhex("abc"), unhex("zz")), (None, None));
    }
}
