//! Builders, contexts and subscribers that go nowhere: dropped in their statement, or bound and never used.

use super::Walker;
use crate::code::lower::METAVARIABLE;
use crate::code::tree::{Expr, ExprKind};
use crate::code::types::Ty;
use crate::fact::Key;
use crate::knowledge::{Does, Is};

impl<'w> Walker<'w> {
    /// A value that nothing uses. `variable` is the name that it is bound to, if any.
    pub(in crate::code) fn observe_unused(&mut self, value: &'w Expr, ty: &Ty, how: &'static str, variable: &str) {
        let is_made = matches!(value.kind, ExprKind::Call { .. } | ExprKind::Method { .. });
        if !is_made || self.function.in_macro || variable.starts_with(METAVARIABLE) || matches!(ty, Ty::Borrowed(_)) {
            return;
        }
        if ty.is(Is::Subscriber) {
            let mut seen = self.site("subscriber", value.range);
            seen.facts.word(Key::SubscriberUse, how);
            seen.facts.text(Key::Variable, variable);
            self.keep(seen);
            return;
        }
        let builder = [(Is::SpanBuilder, "span"), (Is::InstrumentBuilder, "instrument")];
        if let Some((_, of)) = builder.into_iter().find(|(part, _)| ty.is(*part)) {
            let mut seen = self.site("builder", value.range);
            seen.facts.word(Key::BuilderOf, of);
            seen.facts.word(Key::BuilderUse, how);
            seen.facts.text(Key::Variable, variable);
            self.keep(seen);
        } else if ty.is(Is::Context)
            && !self.observe_extracted(value, how, variable)
            && let Some(holds) = self.held_by_context(value)
        {
            let mut seen = self.site("context", value.range);
            seen.facts.word(Key::ContextHolds, holds);
            seen.facts.word(Key::ContextUse, how);
            seen.facts.text(Key::Variable, variable);
            self.keep(seen);
        }
    }

    /// What the call that makes a context puts into it.
    fn held_by_context(&self, value: &Expr) -> Option<&'static str> {
        let way = self.making(value)?.only()?;
        let does = || way.parts.iter().filter_map(|part| part.call.does);
        if does().any(|does| does == Does::CarriesSpan) {
            return Some("span");
        }
        does().any(|does| does == Does::DerivesContext).then_some("value")
    }
}
