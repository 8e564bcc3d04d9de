//! Positions in the index of a workspace.

/// An item of a unit, by its position in the unit's list of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Item {
    pub(super) unit: usize,
    pub(super) index: usize,
}
