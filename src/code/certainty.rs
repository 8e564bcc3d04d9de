//! How sure we are that something happens: on every way, on some, on none.

/// On which of the ways that lead to a point something has happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(super) enum Certainty {
    /// On none of them.
    #[default]
    Never,
    /// On some of them, or perhaps.
    May,
    /// On all of them.
    Must,
}

impl Certainty {
    /// Two ways join.
    pub(super) fn join(self, other: Self) -> Self {
        if self == other { self } else { Self::May }
    }
}
