//! Trees of a part to trees of the file: positions move by where the part begins, and the blocks that hold items get the scopes of the
//! outline. What has no place keeps none.

use rustc_hash::FxHashMap;

use crate::code::outline::{Outline, ScopeIndex};
use crate::code::tree::{Block, Function, Range, Unit, VisitMut};

pub(super) struct Relocation<'r> {
    by: u32,
    /// Without it scopes stay those of the part.
    outline: Option<&'r Outline>,
    /// The scopes of the file for those of the part, as far as blocks have told.
    scopes: FxHashMap<usize, usize>,
    /// Where the part stands.
    around: usize,
}

impl<'r> Relocation<'r> {
    pub(super) fn new(by: u32, outline: Option<&'r Outline>, around: ScopeIndex) -> Self {
        Self { by, outline, scopes: FxHashMap::default(), around: around as usize }
    }

    /// For a tree of the whole file, of whose scopes these are known.
    #[cfg(test)]
    pub(super) fn with(scopes: FxHashMap<usize, usize>, outline: &'r Outline) -> Self {
        Self { by: 0, outline: Some(outline), scopes, around: 0 }
    }

    /// What the arguments of macros in a part declare, once the part itself is moved.
    pub(super) fn unit(&mut self, unit: &mut Unit) {
        for function in &mut unit.functions {
            self.function(function);
        }
        for constant in &mut unit.constants {
            if let Some(value) = &mut constant.value {
                self.expr(value);
            }
        }
        if self.outline.is_none() {
            return;
        }
        // A block tells its scope, which may come after what stands in it.
        for function in &mut unit.functions {
            function.scope = self.scope(function.scope);
        }
        for constant in &mut unit.constants {
            constant.scope = self.scope(constant.scope);
        }
        for data in &mut unit.types {
            data.scope = self.scope(data.scope);
        }
        for (scope, ..) in &mut unit.implementations {
            *scope = self.scope(*scope);
        }
        for (scope, ..) in &mut unit.associated {
            *scope = self.scope(*scope);
        }
    }

    pub(super) fn scope(&self, of_part: usize) -> usize {
        self.scopes.get(&of_part).copied().unwrap_or(self.around)
    }

    /// The signature and attribute of a function too.
    pub(super) fn function(&mut self, function: &mut Function) {
        self.range(&mut function.name_range);
        for parameter in &mut function.parameters {
            self.pattern(&mut parameter.pattern);
        }
        if let Some(instrument) = &mut function.instrument {
            self.instrument(instrument);
        }
        if let Some(body) = &mut function.body {
            self.block(body);
        }
    }

    fn enter(&mut self, block: &mut Block, scope: Option<ScopeIndex>) {
        if let (Some(of_part), Some(scope)) = (block.scope, scope) {
            self.scopes.insert(of_part, scope as usize);
        }
        if self.outline.is_some() {
            block.scope = scope.map(|scope| scope as usize);
        }
        self.statements(block);
    }
}

impl VisitMut for Relocation<'_> {
    /// Nothing stays nothing.
    fn range(&mut self, range: &mut Range) {
        if *range != Range::default() {
            *range = Range { start: range.start + self.by, end: range.end + self.by };
        }
    }

    fn block(&mut self, block: &mut Block) {
        self.range(&mut block.range);
        let scope = self.outline.and_then(|outline| outline.block_scope(block.range));
        self.enter(block, scope);
    }

    fn macro_statements(&mut self, block: &mut Block, whole: Range) {
        let scope = self.outline.and_then(|outline| outline.arguments_scope(whole));
        self.enter(block, scope);
    }
}
