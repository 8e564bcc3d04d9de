//! How a value of a library was made, as data: the calls that began it and added to it, for each way that leads to it.

use super::known::Known;
use crate::code::types::Ty;
use crate::fact::Place;
use crate::knowledge::{Call, Catalog, Is, TypeApi};

/// Ways that are told apart. Code that makes more is not followed.
const MAX_WAYS: usize = 8;

/// The ways in which a value may have been made: more than one where branches lead to it.
#[derive(Debug, Clone, Default)]
pub(in crate::code) struct Making {
    pub(in crate::code) ways: Vec<Way>,
    /// Whether the value was made in one of these ways for certain.
    pub(in crate::code) complete: bool,
}

/// One way: the calls in the order in which they were made.
#[derive(Debug, Clone)]
pub(in crate::code) struct Way {
    /// What the last call returned.
    pub(in crate::code) ty: Ty,
    pub(in crate::code) parts: Vec<Part>,
    /// From the first call as far as the chain goes without a break.
    pub(in crate::code) place: Place,
    /// It began out of sight, so that there may be parts that are not known.
    pub(in crate::code) open: bool,
    /// The source text of a sampler, which may be reported where its file is not at hand.
    pub(in crate::code) text: String,
    /// The function that makes it says by its name that nothing is meant to be recorded.
    pub(in crate::code) switched_off: bool,
    /// The meter that makes the instrument: the same text is the same meter.
    pub(in crate::code) meter: Option<String>,
}

/// A call and its first argument.
#[derive(Debug, Clone)]
pub(in crate::code) struct Part {
    pub(in crate::code) call: &'static Call,
    pub(in crate::code) value: Known,
    /// The argument; the call where it has none.
    pub(in crate::code) place: Place,
}

impl Making {
    /// The only way, if there is but one and it is certain.
    pub(in crate::code) fn only(&self) -> Option<&Way> {
        match self.ways.as_slice() {
            [way] if self.complete => Some(way),
            _ => None,
        }
    }

    /// Either of two; a way that is not known leaves the whole incomplete.
    pub(super) fn or(mut self, other: Option<&Self>) -> Self {
        match other {
            Some(other) if self.ways.len() + other.ways.len() <= MAX_WAYS => {
                self.ways.extend(other.ways.iter().cloned());
                self.complete &= other.complete;
            }
            _ => self.complete = false,
        }
        self
    }
}

impl Way {
    /// The type that the first call returned.
    pub(in crate::code) fn root(&self, catalog: &Catalog) -> Option<&'static TypeApi> {
        let written = self.parts.first()?.call.signature.returns?;
        let returns = written.split('<').next().unwrap_or(written);
        catalog.type_api(returns)
    }

    pub(in crate::code) fn is(&self, part: Is) -> bool {
        self.ty.is(part)
    }
}
