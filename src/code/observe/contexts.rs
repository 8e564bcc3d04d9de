//! Spans that are started with a context which has no span, where another span is current.

use super::Walker;
use crate::code::tree::{Expr, ExprKind};
use crate::code::walk::Ambient;
use crate::fact::Key;
use crate::knowledge::{Call, Does, Parent};

/// Variables that are looked through to find where a context is made.
const MAX_STEPS: usize = 4;

impl<'w> Walker<'w> {
    /// A span is started with a context that is an argument, the last one.
    pub(super) fn observe_passed_context(&mut self, expr: &'w Expr, call: &Call, arguments: &'w [Expr]) {
        if call.parent != Some(Parent::Passed)
            || !arguments.last().is_some_and(|context| self.is_empty_context(context, MAX_STEPS))
        {
            return;
        }
        let Ambient::Span(current) = self.ambient() else { return };
        let mut seen = self.site("span", self.operation(expr));
        seen.facts.word(Key::SpanMadeBy, "call");
        seen.facts.text(Key::Method, call.name);
        seen.facts.word(Key::SpanParent, "empty_context");
        seen.facts.flag(Key::SpanLinked, self.adds_links());
        seen.relate("current", self.source.place(current.at));
        self.keep(seen);
    }

    fn is_empty_context(&self, expr: &'w Expr, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        match &expr.kind {
            ExprKind::Reference(inner) => self.is_empty_context(inner, steps),
            ExprKind::Path(path) => {
                let value = path.name().and_then(|name| self.variable(name)?.value);
                value.is_some_and(|value| self.is_empty_context(value, steps))
            }
            ExprKind::Call { .. } => self.does(expr, Does::EmptyContext),
            _ => false,
        }
    }

    /// Whether the function links spans: who does starts a trace of its own on purpose.
    fn adds_links(&self) -> bool {
        let links = |expr: &Expr| matches!(&expr.kind, ExprKind::Method { name, .. } if self.workspace.knowledge.catalog.does(name, Does::AddsLink));
        self.function.body.as_ref().is_none_or(|body| body.any(&mut |expr| links(expr)))
    }
}
