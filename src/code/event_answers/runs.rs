//! Where closures, async blocks and generators run that stand in a call, or are awaited.

use super::TypedAnswers;
use crate::code::events::Runs;
use crate::code::tree::{Expr, ExprKind};
use crate::code::type_inference::Callee;
use crate::knowledge::Does;
use crate::text::offset;

impl TypedAnswers<'_> {
    /// The arguments of a call; the first is the operand of that position.
    pub(super) fn run_arguments(&mut self, call: &Expr, arguments: &[Expr], first: usize) {
        let Some(callee) = self.types.called(call.id) else { return };
        let runs = match callee {
            Callee::Library(api, _) if api.runs.is_some() => Some(Runs::Elsewhere),
            Callee::Library(api, _) if api.scope.is_some() => Some(Runs::Here),
            Callee::Library(..) | Callee::Foreign(_) => return,
            Callee::Own(_) => None,
        };
        for (at, argument) in arguments.iter().enumerate() {
            self.note_run(argument, runs.unwrap_or(Runs::ByCallee(offset(first + at))));
        }
    }

    /// The body that the expression makes, also behind calls that hand a future on as it is: `async { .. }.instrument(span)`.
    pub(super) fn note_run(&mut self, expr: &Expr, runs: Runs) {
        let mut made = expr;
        while let ExprKind::Method { receiver, .. } = &made.kind {
            let attaches = match self.types.called(made.id) {
                Some(Callee::Library(call, _)) => matches!(call.does, Some(Does::Attaches | Does::AttachesCurrent)),
                _ => false,
            };
            if !attaches {
                return;
            }
            made = receiver;
        }
        if matches!(made.kind, ExprKind::Async(_) | ExprKind::Closure { .. }) {
            self.runs.entry(made.id).or_insert(runs);
        }
    }
}
