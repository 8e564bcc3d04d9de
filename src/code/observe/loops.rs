//! Loops that run for as long as the process does, and the spans around them.

use super::Walker;
use crate::code::tree::{Block, Expr, ExprKind, Range};
use crate::fact::Key;
use crate::knowledge::{Does, Grammar};

impl<'w> Walker<'w> {
    /// A loop that does not end by itself, in the span that is made at `around`.
    pub(in crate::code) fn observe_endless_loop(&mut self, body: &'w Block, head: Range, ends: &'static str, around: Range) {
        // Where spans only mark lines of a log, nobody waits for their end.
        if !self.workspace.exports && !self.workspace.bridges(self.at.unit)
            || ends == "never" && body.any(&mut |expr| self.gives_up(expr))
        {
            return;
        }
        let mut seen = self.site("loop", head);
        seen.facts.word(Key::LoopEnds, ends);
        seen.facts.flag(Key::LoopTelemetry, body.any(&mut |expr| self.is_telemetry_made(expr)));
        seen.relate("made", self.source.place(around));
        self.keep(seen);
    }

    /// Whether an expression ends the process or panics: that ends the loop too.
    fn gives_up(&self, expr: &Expr) -> bool {
        match &expr.kind {
            ExprKind::Call { callee, .. } => match &callee.kind {
                ExprKind::Path(path) => {
                    let call = self.absolute(path).and_then(|absolute| self.workspace.knowledge.catalog.call(&absolute));
                    call.is_some_and(|call| call.does == Some(Does::Exits))
                }
                _ => false,
            },
            ExprKind::Macro(call) => {
                let absolute = self.workspace.telemetry_macro(self.at, &call.path);
                absolute.is_some_and(|path| self.workspace.knowledge.catalog.grammar(&path) == Some(Grammar::Panics))
            }
            _ => false,
        }
    }

    /// Whether a value waits for a message: `rx.recv()`, awaited or not.
    pub(in crate::code) fn waits_for_message(&self, value: &'w Expr) -> bool {
        match &value.kind {
            ExprKind::Await(inner) => self.waits_for_message(inner),
            ExprKind::Method { .. } => self.does(value, Does::Receives),
            _ => false,
        }
    }
}
