//! Where ways meet: branches, assignments, what a function hands out; and which meter an instrument is of.

use std::sync::Arc;

use super::known::Known;
use super::{Making, Walker, Way, tail};
use crate::code::tree::{Arm, Block, Expr, ExprKind, MacroContent, Statement};
use crate::code::types::Ty;
use crate::knowledge::Does;

impl Walker<'_> {
    /// Which meter a receiver is, if two of the same text are the same for certain.
    pub(super) fn meter(&self, receiver: &Expr, way: Option<&Way>) -> Option<String> {
        let program = crate::code::workspace::crate_of(self.workspace.path(self.at));
        let global = way.filter(|way| !way.open).and_then(|way| way.parts.first());
        if let Some(part) = global.filter(|part| part.call.does == Some(Does::GetsGlobal))
            && let Known::Text(name) = &part.value
        {
            return Some(format!("{program}: {name}"));
        }
        match &receiver.kind {
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) => self.meter(inner, way),
            ExprKind::Call { callee, arguments } if arguments.is_empty() => match &callee.kind {
                ExprKind::Path(path) => {
                    let absolute = self.absolute(path)?;
                    self.workspace.own_function(&absolute).map(|_| format!("{program}: {absolute}()"))
                }
                _ => None,
            },
            ExprKind::Field { base, name } => match self.type_at(base).unwrapped() {
                Ty::Own(item, _) => Some(format!("{program}: {}.{}.{name}", item.unit, item.index)),
                _ => None,
            },
            ExprKind::Path(path) => {
                let Some(name) = path.name().filter(|name| self.variable(name).is_some()) else {
                    let absolute = self.workspace.resolve(self.at, path)?;
                    return self.workspace.constants.contains_key(&absolute).then(|| format!("{program}: {absolute}"));
                };
                let Some(way) = way.filter(|way| !way.open) else {
                    return Some(format!("{program}: {}.{}:{name}", self.at.unit, self.function.name_range.start));
                };
                Some(format!("{program}: {}.{}", way.place.file.0, way.place.start))
            }
            _ => None,
        }
    }

    /// Both ends of an `if`.
    pub(super) fn either(&self, then: &Block, otherwise: Option<&Expr>) -> Option<Arc<Making>> {
        let first = tail(then).and_then(|tail| self.making(tail));
        let second = otherwise.and_then(|otherwise| self.making(otherwise));
        match (first, second) {
            (None, None) => None,
            (Some(first), None) if otherwise.is_some_and(leaves) => Some(first.clone()),
            (None, Some(second)) if block_leaves(then) => Some(second.clone()),
            (Some(first), second) => Some(Arc::new(Making::clone(first).or(second.map(|second| &**second)))),
            (None, Some(second)) => Some(Arc::new(Making::clone(second).or(None))),
        }
    }

    pub(super) fn any_of(&self, arms: &[Arm]) -> Option<Arc<Making>> {
        let mut joined = Making { ways: Vec::new(), complete: true };
        for arm in arms.iter().filter(|arm| !leaves(&arm.body)) {
            joined = joined.or(self.making(&arm.body).map(|making| &**making));
        }
        (!joined.ways.is_empty()).then(|| Arc::new(joined))
    }

    /// What a variable holds once this value was assigned to it, perhaps.
    pub(super) fn reassigned(&self, old: Option<&Arc<Making>>, value: &Expr, is_certain: bool) -> Option<Arc<Making>> {
        let new = self.making(value);
        if is_certain {
            return new.cloned();
        }
        match (old, new) {
            (Some(old), new) => Some(Arc::new(Making::clone(old).or(new.map(|new| &**new)))),
            (None, Some(new)) => Some(Arc::new(Making::clone(new).or(None))),
            (None, None) => None,
        }
    }

    /// The function hands this value out.
    pub(super) fn returns_value(&mut self, value: Option<&Expr>) {
        let making = value.and_then(|value| self.making(value)).cloned();
        self.returned = Some(match (self.returned.take(), making) {
            (None, making) => making.map_or_else(Making::default, |making| Making::clone(&making)),
            (Some(before), making) => before.or(making.as_deref()),
        });
    }
}

/// Whether control does not come out of an expression.
pub(super) fn leaves(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Return(_) | ExprKind::Break { .. } | ExprKind::Continue { .. } => true,
        ExprKind::Block(block) => block_leaves(block),
        // `panic!`, `unreachable!`, `todo!`, and no text: a text is no value of a library.
        ExprKind::Macro(call) => matches!(call.content, MacroContent::Format(_)),
        _ => false,
    }
}

fn block_leaves(block: &Block) -> bool {
    block.statements.last().is_some_and(|statement| match statement {
        Statement::Expr { value, .. } => leaves(value),
        Statement::Let { .. } => false,
    })
}
