//! The arguments of calls: closures that are told what they are called with, and spans that are lent.

use super::effects::Effect;
use super::{Use, Walker};
use crate::code::tree::{Expr, ExprKind};
use crate::code::types::Ty;
use crate::code::workspace::Item;
use crate::knowledge::{Call, Does, HandsOn};

/// Calls in one chain that are looked through to find a static.
const MAX_STEPS: usize = 16;

impl<'w> Walker<'w> {
    /// The arguments of a call of `items`. The first one of a call that hands it on, or installs it, goes nowhere else.
    pub(super) fn arguments(&mut self, call: &Expr, arguments: &'w [Expr], keeps: bool, items: &[Item]) -> Vec<Ty> {
        let mut lent = Vec::new();
        let mut types = Vec::with_capacity(arguments.len());
        for (at, argument) in arguments.iter().enumerate() {
            if at == 0 && keeps {
                types.push(self.expr(argument, Use::Operate));
                continue;
            }
            let (ty, effect) = self.lent_argument(items, at, argument);
            types.push(ty);
            lent.extend(effect);
        }
        for effect in lent {
            self.lend(effect, items, call.range);
        }
        types
    }

    /// The arguments of a method.
    pub(super) fn method_arguments(
        &mut self,
        expr: &'w Expr,
        known: Option<&'static Call>,
        arguments: &'w [Expr],
        methods: &[Item],
    ) -> Vec<Ty> {
        let scope = known.and_then(|call| call.scope);
        let lender = match &expr.kind {
            ExprKind::Method { receiver, .. } => self.static_in(receiver, MAX_STEPS),
            _ => None,
        };
        let (mut types, mut lent) = (Vec::new(), Vec::new());
        for (at, argument) in arguments.iter().enumerate() {
            types.push(match &argument.kind {
                ExprKind::Closure { parameters, body, .. } => {
                    let passes_error =
                        matches!(&expr.kind, ExprKind::Method { name, .. } if self.workspace.knowledge.catalog.does(name, Does::PassesError));
                    self.passing_errors += usize::from(passes_error);
                    self.marks_here(known, body);
                    match scope {
                        Some(scope) => self.scoped(parameters, body, scope, expr),
                        None => self.closure_with(parameters, body, lender, |_, _| {}),
                    }
                    self.passing_errors -= usize::from(passes_error);
                    self.type_at(argument).clone()
                }
                _ if known.is_some_and(keeps_in_sight) => self.expr(argument, Use::Operate),
                _ => {
                    let (ty, effect) = self.lent_argument(methods, at + 1, argument);
                    lent.extend(effect);
                    ty
                }
            });
        }
        for effect in lent {
            self.lend(effect, methods, expr.range);
        }
        types
    }

    /// The argument at `position` of a call of any of these functions. Returns its type, and the span that is lent with it, if it is
    /// known what they do to that.
    fn lent_argument(&mut self, called: &[Item], position: usize, argument: &'w Expr) -> (Ty, Option<(usize, Effect)>) {
        let effect = self.effect_on(called, position, argument);
        let how = if effect.is_some() { Use::Operate } else { Use::Value };
        (self.expr(argument, how), effect)
    }
}

/// Whether a call does nothing to its first argument that is not known.
pub(super) fn keeps_in_sight(call: &Call) -> bool {
    call.hands_on == Some(HandsOn::Argument) || matches!(call.does, Some(Does::InstallsProvider | Does::TakesProvider))
}
