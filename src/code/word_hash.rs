//! Words as numbers: by them a call finds what it may call, without a text being kept.

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

/// The hash of a word; of a macro with its mark: `name!`; of what a type makes with the type: `App::new`.
pub(in crate::code) type WordHash = u64;

/// The hash by which calls and functions of the same name find each other.
pub(in crate::code) fn name_hash(name: &str) -> WordHash {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    hasher.finish()
}
