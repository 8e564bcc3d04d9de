//! What types say of a body to the layers behind them: how places are taken, which drops do something, what macros do to control, where
//! closures and blocks run. Comes in: the types of a body and its tree, once; goes out: answers by the number of an expression.

mod drops;
mod moves;
mod runs;

use rustc_hash::FxHashMap;

use super::events::{Answers, MacroFlow, Mode, Runs};
use super::tree::{Expr, ExprId, ExprKind, Function, MacroContent, Receiver};
use super::type_inference::{BodyTypes, Callee};
use super::values::Calls;
use super::workspace::Workspace;
use crate::knowledge::{Does, Grammar, HandsOn, Is};

/// The answers for one function, closures and blocks in it included.
pub(super) struct TypedAnswers<'a> {
    workspace: &'a Workspace,
    types: &'a BodyTypes,
    /// How the call that a receiver stands in takes it, if it is known.
    receivers: FxHashMap<ExprId, Option<Receiver>>,
    runs: FxHashMap<ExprId, Runs>,
}

impl<'a> TypedAnswers<'a> {
    pub(super) fn new(workspace: &'a Workspace, types: &'a BodyTypes, function: &Function) -> Self {
        let mut answers = Self { workspace, types, receivers: FxHashMap::default(), runs: FxHashMap::default() };
        if let Some(body) = &function.body {
            body.any(&mut |expr| {
                answers.look_at(expr);
                false
            });
        }
        answers
    }

    fn look_at(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Method { receiver, arguments, .. } => {
                self.receivers.insert(receiver.id, self.received(expr));
                self.run_arguments(expr, arguments, 1);
            }
            ExprKind::Call { callee, arguments } => {
                self.note_run(callee, Runs::Here);
                self.run_arguments(expr, arguments, 0);
            }
            ExprKind::Await(future) => self.note_run(future, Runs::AwaitedHere),
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Join(futures) => futures.iter().for_each(|future| self.note_run(future, Runs::AwaitedHere)),
                MacroContent::Select(arms) => {
                    let futures = arms.iter().filter_map(|arm| arm.future.as_ref());
                    futures.for_each(|future| self.note_run(future, Runs::AwaitedHere));
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// How a method takes its receiver.
    fn received(&self, method: &Expr) -> Option<Receiver> {
        match self.types.called(method.id)? {
            Callee::Library(call, _) if call.signature.consumes => Some(Receiver::Value),
            // Descriptions do not tell `&self` from `&mut self`; what holds a value may have it taken out.
            Callee::Library(_, Some(on)) if on.is(Is::Container) => Some(Receiver::Mutable),
            Callee::Library(..) => Some(Receiver::Shared),
            Callee::Own(items) => self.workspace.function(*items.first()?).receiver,
            Callee::Foreign(_) => None,
        }
    }
}

impl Answers for TypedAnswers<'_> {
    fn needs_drop(&self, expr: ExprId) -> Option<bool> {
        drops::needs_drop(self.workspace, self.types.type_of(expr))
    }

    fn taken(&self, expr: ExprId) -> Option<Mode> {
        match self.receivers.get(&expr) {
            Some(None) => None,
            Some(Some(Receiver::Shared)) => Some(Mode::Shared),
            Some(Some(Receiver::Mutable)) => Some(Mode::Mutable),
            Some(Some(Receiver::Value)) | None => moves::taken(self.workspace, self.types.type_of(expr)),
        }
    }

    fn suspends(&self, call: ExprId) -> Option<bool> {
        let known = self.types.known_macro(call)?;
        let suspends = matches!(known.grammar, Some(Grammar::Select | Grammar::Join));
        (suspends || known.is_value || known.grammar.is_some()).then_some(suspends)
    }

    fn macro_flow(&self, call: ExprId, _: &str) -> MacroFlow {
        self.types.known_macro(call).and_then(|known| known.grammar).map(MacroFlow::from).unwrap_or_default()
    }

    fn returns(&self, call: ExprId) -> bool {
        let exits = matches!(self.types.called(call), Some(Callee::Library(known, _)) if known.does == Some(Does::Exits));
        !exits && !self.types.type_of(call).is(Is::Never)
    }

    fn constructs(&self, call: ExprId) -> Option<bool> {
        Some(self.types.constructs(call) || moves::holds_argument(self.types, call))
    }

    fn runs(&self, made: ExprId) -> Runs {
        self.runs.get(&made).copied().unwrap_or_default()
    }
}

impl Calls for TypedAnswers<'_> {
    fn stands_for(&self, call: ExprId) -> Option<usize> {
        let Callee::Library(called, _) = self.types.called(call)? else { return None };
        // A function is described by its whole path.
        let is_function = called.name.contains("::");
        match called.hands_on? {
            HandsOn::Receiver => Some(0),
            HandsOn::Argument => Some(usize::from(!is_function)),
        }
    }

    fn constructs(&self, call: ExprId) -> Option<bool> {
        Answers::constructs(self, call)
    }
}
