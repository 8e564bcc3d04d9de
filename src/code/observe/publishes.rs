//! Messages published: whether they provably carry no headers. What is not proven is not said.

use super::Walker;
use crate::code::tree::{Expr, ExprKind};
use crate::fact::Key;
use crate::knowledge::{Call, Carries, TypeApi, catalog, words};

/// Variables that are looked through to find how a message is built.
const MAX_STEPS: usize = 4;

impl<'w> Walker<'w> {
    pub(super) fn observe_publish(&mut self, expr: &'w Expr, call: &Call, arguments: &'w [Expr]) {
        let Some(publishes) = call.publishes.filter(|publishes| publishes.arguments == arguments.len()) else { return };
        let Some(carrier) = arguments.get(publishes.carrier) else { return };
        let mut seen = self.site("publish", expr.range);
        seen.facts.text(Key::Method, call.name);
        seen.facts.text(Key::ClientFix, publishes.fix);
        seen.facts.flag(Key::WorkspaceExports, self.workspace.exports);
        if let Some(api) = self.carries_nothing(carrier, MAX_STEPS)
            && !self.speaks_of_context()
        {
            seen.facts.text(Key::Client, api.path.split("::").next().unwrap_or_default());
            seen.facts.word(Key::Context, "missing");
        }
        self.keep(seen);
    }

    /// The message's type, if it is built in sight and nothing attaches headers to it.
    fn carries_nothing(&self, expr: &'w Expr, steps: usize) -> Option<&'static TypeApi> {
        let steps = steps.checked_sub(1)?;
        match &expr.kind {
            ExprKind::Reference(inner) => self.carries_nothing(inner, steps),
            ExprKind::Path(path) => {
                let variable = self.variable(path.name()?)?;
                self.carries_nothing(variable.value?, steps)
            }
            ExprKind::Method { receiver, name, .. } => {
                let api = self.carries_nothing(receiver, steps)?;
                let (carries, call) = (api.carries?, api.method(name)?);
                let hands_on = call.signature.returns == Some("Self");
                (hands_on && !attaches(&carries, name)).then_some(api)
            }
            ExprKind::Call { callee, .. } => {
                let ExprKind::Path(path) = &callee.kind else { return None };
                let absolute = self.workspace.resolve(self.at, path)?;
                let (owner, constructor) = absolute.rsplit_once("::")?;
                let api = catalog().type_api(owner)?;
                api.carries.is_some_and(|carries| carries.empty.contains(&constructor)).then_some(api)
            }
            _ => None,
        }
    }

    /// Whether the function names trace context anywhere: it may travel in the payload.
    fn speaks_of_context(&self) -> bool {
        let Some(body) = &self.function.body else { return true };
        let text = self.source.text(body.range);
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|name| words().is_context(name))
    }
}

fn attaches(carries: &Carries, method: &str) -> bool {
    carries.by.contains(&method)
}
