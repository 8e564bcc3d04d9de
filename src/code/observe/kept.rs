//! Changes that keep a dropped value to the end of its block, where it can be kept: what it borrows has to live as long, and nobody
//! may take that away.

use super::Walker;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::type_inference::library_method;
use crate::code::types::Ty;
use crate::code::walk::{is_place, root};
use crate::fact::{Edit, Key, Seen};
use crate::knowledge::{Is, TypeApi};
use crate::text::offset;

/// What makes a value of its own out of a place that others go on using.
const COPY: &str = ".clone()";

/// A value that ends in the statement that made it.
#[derive(Debug, Clone, Copy)]
pub(in crate::code) struct Dropped<'w> {
    pub(in crate::code) value: &'w Expr,
    /// As rules call it: `statement`, `underscore`, `assignment`, `pattern`.
    pub(in crate::code) form: &'static str,
    /// The statement, or the `_` in it, if it could be kept there.
    pub(in crate::code) at: Option<Range>,
}

/// What has to be changed in a value so that it can be kept, from the last place to the first.
type Changes = Vec<(Range, String)>;

impl<'w> Walker<'w> {
    /// What follows a dropped value in its block, how it would be kept, and the changes that keep it in a variable.
    pub(super) fn keep_edits(
        &mut self,
        seen: &mut Seen,
        dropped: Dropped<'w>,
        guard: Option<&TypeApi>,
        (name, edit, is_safe): (&str, &'static str, bool),
    ) {
        seen.facts.word(Key::BlockRest, self.rest_of_block());
        let changes = match guard {
            Some(api) if api.borrows => self.owning_changes(dropped.value),
            _ => Some(Changes::new()),
        };
        seen.facts.text(Key::GuardKept, self.changed(dropped.value, changes.as_deref().unwrap_or_default()));
        let bound = dropped.at.and_then(|at| self.bind_change(dropped, at, name));
        let (Some(changes), Some((place, text))) = (changes, bound) else { return };
        let edits = changes.into_iter().chain([(place, text)]);
        let make = if is_safe { Edit::safe } else { Edit::risky };
        seen.edits.extend(edits.map(|(range, text)| make(edit, self.source.place(range), text)));
    }

    /// `_` gets a name, a bare statement a `let`.
    fn bind_change(&self, dropped: Dropped<'w>, at: Range, name: &str) -> Option<(Range, String)> {
        let name = self.free_name(name);
        match dropped.form {
            "statement" => {
                let start = dropped.value.range.start;
                // `(span.enter());`
                let before = self.source.text(Range { start: 0, end: start }).trim_end();
                let place = Range { start, end: start };
                (!before.ends_with('(')).then(|| (place, format!("let {name} = ")))
            }
            "underscore" => Some((at, name)),
            "assignment" => Some((at, format!("let {name}"))),
            _ => None,
        }
    }

    /// A name that hides no variable.
    fn free_name(&self, name: &str) -> String {
        let numbered = (2..).map(|number| format!("{name}{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        names.find(|name| self.variable(name).is_none()).unwrap_or_default()
    }

    /// The changes after which a guard that borrows what it is made from lives to the end of the block: none where that stays;
    /// `None` where no change is known.
    fn owning_changes(&mut self, value: &'w Expr) -> Option<Changes> {
        let ExprKind::Method { receiver, name, .. } = &value.kind else { return None };
        let ty = self.type_at(receiver).clone();
        let owning = library_method(self.workspace, &ty, name)?.0.owning?;
        let is_place = is_place(receiver);
        if is_place && !root(receiver).is_some_and(|root| self.is_taken_later(root, &ty)) {
            return Some(Changes::new());
        }
        let text = self.source.text(Range { start: receiver.range.end, end: value.range.end });
        let at = receiver.range.end + offset(text.rfind(name.as_str())?);
        let renamed = (Range { start: at, end: at + offset(name.len()) }, owning.to_owned());
        let end = receiver.range.end;
        let copied = (Range { start: end, end }, COPY.to_owned());
        let is_span = |ty: &Ty| matches!(ty, Ty::Api(api, _) if api.is == Some(Is::Span));
        match &ty {
            ty if is_span(ty) && !is_place => Some(vec![renamed]),
            // Of a span there are as many as one likes.
            Ty::Borrowed(inner) if is_span(inner) => Some(vec![renamed, copied]),
            ty if is_span(ty) => Some(vec![renamed, copied]),
            _ => None,
        }
    }

    /// Whether the rest of the block may move or change a variable, of which something of the type `ty` is borrowed.
    fn is_taken_later(&mut self, name: &str, ty: &Ty) -> bool {
        let is_lent = name == "self" && self.lends_self();
        !is_lent && self.variable(name).is_some() && self.takes_later(name, ty)
    }

    /// Whether the function has `&self`.
    fn lends_self(&self) -> bool {
        let end = self.function.body.as_ref().map_or(0, |body| body.range.start);
        let signature = self.source.text(Range { start: self.function.name_range.end.min(end), end });
        let after = signature.split_once('(').map(|(_, after)| after.trim_start());
        after.and_then(|after| after.strip_prefix('&')).is_some_and(|after| after.trim_start().starts_with("self"))
    }

    /// The text of a value with those changes made.
    fn changed(&self, value: &Expr, changes: &[(Range, String)]) -> String {
        let mut text = self.source.text(value.range).to_owned();
        for (range, new) in changes {
            let (start, end) = (range.start - value.range.start, range.end - value.range.start);
            text.replace_range(start as usize..end as usize, new);
        }
        crate::text::one_line(&text)
    }
}
