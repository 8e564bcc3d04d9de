//! Messages published: whether they provably carry no headers. What is not proven is not said.

use super::Walker;
use crate::code::tree::Expr;
use crate::fact::Key;
use crate::knowledge::{Call, TypeApi, words};

impl<'w> Walker<'w> {
    pub(super) fn observe_publish(&mut self, expr: &'w Expr, call: &Call, arguments: &'w [Expr]) {
        let Some(publishes) = call.publishes.filter(|publishes| publishes.arguments == arguments.len()) else { return };
        let Some(carrier) = arguments.get(publishes.carrier) else { return };
        let mut seen = self.site("publish", expr.range);
        seen.facts.text(Key::Method, call.name);
        seen.facts.text(Key::ClientFix, publishes.fix);
        seen.facts.flag(Key::WorkspaceExports, self.workspace.exports);
        if let Some(api) = self.carries_nothing(carrier)
            && !self.speaks_of_context()
        {
            seen.facts.text(Key::Client, api.path.split("::").next().unwrap_or_default());
            seen.facts.word(Key::Context, "missing");
        }
        self.keep(seen);
    }

    /// The message's type, if it is built in sight and nothing attaches headers to it.
    fn carries_nothing(&self, message: &Expr) -> Option<&'static TypeApi> {
        let way = self.making(message)?.only().filter(|way| !way.open)?;
        let (first, rest) = way.parts.split_first()?;
        let api = way.root()?;
        let carries = api.carries?;
        let constructor = first.call.name.rsplit("::").next().unwrap_or_default();
        let is_empty = carries.empty.contains(&constructor);
        (is_empty && !rest.iter().any(|part| carries.by.contains(&part.call.name))).then_some(api)
    }

    /// Whether the function names trace context anywhere: it may travel in the payload.
    fn speaks_of_context(&self) -> bool {
        let Some(body) = &self.function.body else { return true };
        let text = self.source.text(body.range);
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '_').any(|name| words().is_context(name))
    }
}
