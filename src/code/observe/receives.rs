//! Messages that come in, and what becomes of the context in them; headers that are written while the span at hand is not current.

use super::Walker;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::word_hash::name_hash;
use crate::code::workspace::Item;
use crate::fact::Key;
use crate::knowledge::{Call, Does};

/// Calls and variables of one chain that are looked through.
const MAX_STEPS: usize = 16;

impl<'w> Walker<'w> {
    /// Messages of another process are taken in. Whether their context is read, the whole program tells.
    pub(in crate::code) fn observe_receive(
        &mut self,
        expr: &'w Expr,
        call: &'static Call,
        client: &str,
        receiver: Option<&'w Expr>,
        arguments: &'w [Expr],
    ) {
        let Some(known) = call.receives.filter(|known| known.arguments == arguments.len()) else { return };
        let mut seen = self.site("receive", self.operation(expr));
        seen.facts.text(Key::Client, client);
        seen.facts.text(Key::Method, call.name.rsplit("::").next().unwrap_or(call.name));
        seen.facts.text(Key::ClientFix, known.fix);
        seen.facts.flag(Key::WorkspaceTraces, self.workspace.messages.traces);
        seen.facts.flag(Key::Forwards, self.workspace.messages.forwards);
        if !known.headers.is_empty() {
            seen.facts.text(Key::HeadersType, known.headers);
        }
        let asks = |name: &str| known.asks.contains(&name);
        let asked = known.asks.is_empty() || receiver.is_none_or(|receiver| self.in_chain(receiver, &asks, MAX_STEPS));
        if !asked {
            seen.facts.word(Key::HeadersAsked, "never");
        }
        self.note_received(seen, expr.range);
    }

    /// Whether a chain of calls has one of that kind; one whose beginning is out of sight may have.
    fn in_chain(&self, expr: &'w Expr, wanted: &dyn Fn(&str) -> bool, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return true };
        match &expr.kind {
            ExprKind::Method { receiver, name, .. } => {
                if wanted(name) {
                    return true;
                }
                // Where the chain begins, the client itself stands.
                self.known_call(receiver).is_some() && self.in_chain(receiver, wanted, steps)
            }
            ExprKind::Try(inner) | ExprKind::Await(inner) | ExprKind::Reference(inner) => self.in_chain(inner, wanted, steps),
            ExprKind::Path(path) => match path.name().and_then(|name| self.variable(name)) {
                Some(variable) => variable.value.is_none_or(|value| self.in_chain(value, wanted, steps)),
                None => true,
            },
            ExprKind::Call { .. } => false,
            _ => true,
        }
    }

    /// The context that is current is written into headers: whether a span was started here that is not in it.
    pub(in crate::code) fn observe_injection(&mut self, range: Range) {
        let mut seen = self.site("injection", range);
        if let Some(made) = self.inactive_span() {
            seen.facts.word(Key::SpanHere, "inactive");
            seen.relate("made", self.source.place(made));
        }
        self.keep(seen);
    }

    /// A context that was read out of headers and goes nowhere.
    pub(super) fn observe_extracted(&mut self, value: &'w Expr, then: &'static str, name: &str) -> bool {
        if !self.is_extraction(value) {
            return false;
        }
        let mut seen = self.site("extraction", value.range);
        seen.facts.word(Key::ContextUse, then);
        if !name.is_empty() {
            seen.facts.text(Key::Variable, name);
        }
        self.keep(seen);
        true
    }

    /// Whether a value is the context that a call reads out of headers.
    fn is_extraction(&self, value: &'w Expr) -> bool {
        match &value.kind {
            ExprKind::Call { callee, arguments } => {
                let ExprKind::Path(path) = &callee.kind else { return false };
                let call = self.absolute(path).and_then(|absolute| self.workspace.knowledge.catalog.call(&absolute));
                let within = |closure: &'w Expr| match &closure.kind {
                    ExprKind::Closure { body, .. } => self.is_extraction(body),
                    _ => false,
                };
                call.is_some_and(|call| call.does == Some(Does::GetsPropagator)) && arguments.first().is_some_and(within)
            }
            ExprKind::Block(block) => crate::code::walk::tail(block).is_some_and(|tail| self.is_extraction(tail)),
            ExprKind::Method { name, arguments, .. } => {
                let is_one = matches!((name.as_str(), arguments.len()), ("extract", 1) | ("extract_with_context", 2));
                is_one && self.only_extracts(value.range.start)
            }
            _ => false,
        }
    }

    /// A span that says that it consumes a message is started as a root, while a message that carries context is at hand.
    pub(in crate::code) fn observe_consumer_span(&mut self, range: Range) {
        if self.has_extracted() || self.speaks_of_context() {
            return;
        }
        let Some((variable, field, is_given)) = self.carrying_variable() else { return };
        // Whoever calls may have read the context, and made it current.
        let name = name_hash(&self.function.name);
        let extracts =
            |item: Item| self.workspace.own.calls(item).iter().any(|call| self.workspace.messages.extracting.contains(call));
        if is_given && self.workspace.own.callers(name).any(extracts) {
            return;
        }
        let mut seen = self.site("extraction", range);
        seen.facts.word(Key::ContextUse, "ignored");
        seen.facts.text(Key::Variable, variable);
        seen.facts.text(Key::HeadersField, field);
        seen.facts.flag(Key::WorkspaceTraces, self.workspace.messages.traces);
        self.keep(seen);
    }
}
