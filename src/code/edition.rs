//! The edition that a package is written in. Where temporaries end and what closures capture depends on it.

/// In the order of their years.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Edition {
    /// What cargo takes a manifest for that does not say.
    #[default]
    Rust2015,
    Rust2018,
    Rust2021,
    Rust2024,
}

impl Edition {
    /// As written in a manifest; one from the future is taken for the newest that is known.
    pub(super) fn parse(text: &str) -> Option<Self> {
        match text.parse::<u32>().ok()? {
            2015 => Some(Self::Rust2015),
            2018 => Some(Self::Rust2018),
            2021 => Some(Self::Rust2021),
            year => (year >= 2024).then_some(Self::Rust2024),
        }
    }

    /// Temporaries of a block's tail are dropped before its variables, those of an `if let` before its `else`.
    /// Source: Rust Edition Guide, "Tail expression temporary scope" and "`if let` temporary scope".
    pub(crate) fn ends_tails_early(self) -> bool {
        self >= Self::Rust2024
    }

    /// Closures capture the fields that they use, not the whole variable.
    /// Source: Rust Edition Guide, "Disjoint capture in closures".
    pub(crate) fn captures_fields(self) -> bool {
        self >= Self::Rust2021
    }
}
