//! Loops that run for as long as the process does, and the spans around them.

use super::Walker;
use super::futures::is_telemetry;
use crate::code::tree::{Block, Expr, ExprKind, Range};
use crate::fact::Key;
use crate::knowledge::Does;

impl<'w> Walker<'w> {
    /// A loop that does not end by itself, in a span: one that is entered around it, or the function's own.
    pub(in crate::code) fn observe_endless_loop(&mut self, body: &'w Block, head: Range, ends: &'static str) {
        let own =
            self.function.instrument.as_ref().filter(|instrument| self.is_instrument(instrument) && self.in_function_body());
        let around = self.innermost_guard().map(|made| ("guard", made)).or(own.map(|own| ("function", own.head)));
        let Some((entered, made)) = around else { return };
        let mut seen = self.site("loop", head);
        seen.facts.word(Key::LoopEnds, ends);
        seen.facts.word(Key::LoopSpan, entered);
        seen.facts.flag(
            Key::LoopTelemetry,
            body.any(&mut |expr| matches!(&expr.kind, ExprKind::Macro(call) if is_telemetry(&call.content))),
        );
        seen.relate("made", self.source.place(made));
        self.keep(seen);
    }

    /// Whether a value waits for a message: `rx.recv()`, awaited or not.
    pub(in crate::code) fn waits_for_message(&self, value: &'w Expr) -> bool {
        match &value.kind {
            ExprKind::Await(inner) => self.waits_for_message(inner),
            ExprKind::Method { .. } => self.known_call(value).is_some_and(|call| call.does == Some(Does::Receives)),
            _ => false,
        }
    }
}
