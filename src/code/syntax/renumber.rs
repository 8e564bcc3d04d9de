//! The scopes of what the arms of a macro declare, as numbers of the unit that they come to.

use crate::code::tree::{Block, Range, Scope, Unit, VisitMut};

/// Gives all that is declared the scopes of a unit which has `count`: the first is `around`, the others are new, and come out.
pub(in crate::code) fn renumber(declared: &mut Unit, around: usize, count: usize) -> (Scope, Vec<Scope>) {
    let mut numbers = Numbers { around, count };
    for function in &mut declared.functions {
        function.scope = numbers.of(function.scope);
        if let Some(body) = &mut function.body {
            numbers.block(body);
        }
    }
    for constant in &mut declared.constants {
        constant.scope = numbers.of(constant.scope);
        if let Some(value) = &mut constant.value {
            numbers.expr(value);
        }
    }
    declared.types.iter_mut().for_each(|data| data.scope = numbers.of(data.scope));
    declared.implementations.iter_mut().for_each(|(scope, ..)| *scope = numbers.of(*scope));
    declared.associated.iter_mut().for_each(|(scope, ..)| *scope = numbers.of(*scope));
    let mut scopes = std::mem::take(&mut declared.scopes).into_iter();
    let first = scopes.next().unwrap_or_default();
    let others = scopes.map(|scope| Scope { parent: scope.parent.map(|parent| numbers.of(parent)), ..scope });
    (first, others.collect())
}

struct Numbers {
    around: usize,
    count: usize,
}

impl Numbers {
    fn of(&self, scope: usize) -> usize {
        scope.checked_sub(1).map_or(self.around, |before| self.count + before)
    }
}

impl VisitMut for Numbers {
    fn block(&mut self, block: &mut Block) {
        block.scope = block.scope.map(|scope| self.of(scope));
        self.statements(block);
    }

    fn macro_statements(&mut self, block: &mut Block, _: Range) {
        self.block(block);
    }
}
