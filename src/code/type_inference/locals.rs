//! The variables in scope by name, with their types.

use rustc_hash::FxHashMap;

use crate::code::types::Ty;

#[derive(Default)]
pub(super) struct Locals<'i> {
    list: Vec<(&'i str, Ty)>,
    /// Positions in the list, innermost last.
    by_name: FxHashMap<&'i str, Vec<usize>>,
}

impl<'i> Locals<'i> {
    pub(super) fn declare(&mut self, name: &'i str, ty: Ty) {
        self.by_name.entry(name).or_default().push(self.list.len());
        self.list.push((name, ty));
    }

    /// The innermost variable of that name.
    pub(super) fn named(&self, name: &str) -> Option<&Ty> {
        let at = self.by_name.get(name)?.last()?;
        self.list.get(*at).map(|(_, ty)| ty)
    }

    /// How many there are, to come back to.
    pub(super) fn mark(&self) -> usize {
        self.list.len()
    }

    /// Those that were declared since go out of scope.
    pub(super) fn leave(&mut self, mark: usize) {
        for (name, _) in self.list.drain(mark..) {
            if let Some(positions) = self.by_name.get_mut(name) {
                positions.pop();
            }
        }
    }
}
