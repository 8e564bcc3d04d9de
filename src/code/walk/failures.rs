//! Where a body is left by an error: `?`, `return Err(..)`, an `Err(..)` that is its value, macros that return one.

use super::Walker;
use crate::code::tree::{Block, Expr, ExprKind, Range, Statement, Type};
use crate::code::types::Ty;
use crate::code::word_hash::name_hash;
use crate::code::workspace::Item;
use crate::fact::Key;
use crate::knowledge::{Does, Is, Level};

/// What types that hold an error are called, also those of crates that we know nothing of.
const RESULT: &str = "Result";

const QUESTION_MARK: &str = "question_mark";

/// The argument of an instrumenting attribute by which it tells of errors.
const ERROR_ARGUMENT: &str = "err";

/// What a function says of the errors that it returns.
#[derive(Debug, Default)]
pub(in crate::code) struct Errors {
    /// It tells of one somewhere, so that its span is marked, or may.
    pub(in crate::code) told: bool,
    /// It is left by one somewhere.
    returned: bool,
    /// Warnings on the way to such a place.
    warned: Vec<Range>,
}

impl<'w> Walker<'w> {
    /// `?`, of a value of that type.
    pub(super) fn tried(&mut self, range: Range, ty: &Ty) {
        self.leaves += 1;
        self.hand_back();
        let fails = match ty {
            Ty::Api(api, _) => api.fails,
            _ => self.fails_here(),
        };
        if fails {
            self.leave_by_error(range, QUESTION_MARK);
            // Whatever was warned of, it was not this.
            self.flow.warned = None;
        }
    }

    /// Whether the body around this point holds an error where all is not well: a function says so, of a closure or block its value
    /// must tell.
    fn fails_here(&self) -> bool {
        if self.body == 0 {
            self.function.returns.as_ref().is_some_and(|returns| self.is_result(returns))
        } else {
            self.body_fails
        }
    }

    /// Whether a type holds an error where all is not well.
    pub(in crate::code) fn is_result(&self, ty: &Type) -> bool {
        match self.type_of(ty) {
            Ty::Api(api, _) => api.fails,
            Ty::Unknown => matches!(ty, Type::Path(path) if path.last().ends_with(RESULT)),
            _ => false,
        }
    }

    /// The value of a `return`.
    pub(super) fn returned_error(&mut self, value: &'w Expr, form: &'static str) {
        if self.holds_error(value) {
            self.leave_by_error(value.range, form);
        }
    }

    fn makes_error(&self, value: &'w Expr) -> bool {
        self.does(value, Does::MakesError)
    }

    /// The value of a body or a `return`: with an error, the event before it told of what did fail.
    pub(super) fn returned_failure(&mut self, value: &'w Expr) {
        let Some(failure) = self.flow.failure.filter(|_| self.holds_error(value)) else { return };
        let place = self.source.place(failure);
        if let Some(event) = self.seen.iter_mut().rev().find(|seen| seen.place == place) {
            event.facts.word(Key::ErrorThen, "returned");
        }
    }

    /// `Err(..)`, also in what holds it: `Poll::Ready(Err(..))`, `(count, Err(..))`.
    fn holds_error(&self, value: &'w Expr) -> bool {
        let parts = match &value.kind {
            ExprKind::Call { arguments, .. } if makes_variant(value) => arguments.as_slice(),
            ExprKind::Tuple(items) => items.as_slice(),
            _ => &[],
        };
        self.makes_error(value) || parts.iter().any(|part| self.holds_error(part))
    }

    /// From now on, errors that are the value of a body leave it.
    pub(super) fn error_tails(&mut self, body: &'w Expr) {
        let mut found = Vec::new();
        tails(body, &mut found);
        self.begin_tails(found);
    }

    pub(super) fn error_tails_of(&mut self, block: &'w Block) {
        let mut found = Vec::new();
        block_tails(block, &mut found);
        self.begin_tails(found);
    }

    /// The function is left by an error; a warning on the way to one that is returned as such is a place to say so.
    pub(super) fn fail(&mut self, form: &str) {
        if self.body != 0 {
            return;
        }
        self.errors.returned = true;
        if let Some(warned) = self.flow.warned.take_if(|_| form != QUESTION_MARK)
            && !self.errors.warned.contains(&warned)
        {
            self.errors.warned.push(warned);
        }
    }

    /// An event was seen: one at error level marks the span as failed.
    pub(super) fn told(&mut self, level: Option<Level>, range: Range) {
        match level {
            Some(Level::Error) | None => self.errors.told = true,
            Some(Level::Warn) if self.body == 0 => self.flow.warned = Some(range),
            Some(_) => {}
        }
    }

    /// Whether functions of this workspace tell of errors by themselves, as far as the names of macros in them say.
    pub(super) fn tells_of_errors(&self, items: &[Item]) -> bool {
        let tells = |calls: &[u64]| {
            let mut macros = self.workspace.knowledge.catalog.error_names().map(|name| name_hash(&format!("{name}!")));
            macros.any(|name| calls.contains(&name))
        };
        items.iter().any(|item| tells(self.workspace.own.calls(*item)))
    }

    /// The end of an instrumented function: whether it returns an error of which its span says nothing.
    pub(super) fn result(&mut self) {
        let Some(instrument) = self.own_instrument() else { return };
        let Some(returns) = &self.function.returns else { return };
        let never = match self.type_of(returns) {
            Ty::Api(_, arguments) => arguments.get(1).is_some_and(|error| error.is(Is::Never)),
            _ => false,
        };
        let is_told = instrument.arguments.iter().any(|(name, _)| name == ERROR_ARGUMENT);
        if is_told
            || instrument.open
            || never
            || !self.errors.returned
            || self.errors.told
            || self.opaque > 0
            || !self.is_result(returns)
        {
            return;
        }
        let warned = std::mem::take(&mut self.errors.warned);
        self.observe_error_return(instrument, &warned);
    }

    fn begin_tails(&mut self, found: Vec<&'w Expr>) {
        self.body_fails = found.iter().any(|tail| match self.type_at(tail) {
            Ty::Api(api, _) => api.fails,
            _ => self.makes_error(tail),
        });
        self.error_tails.extend(found.into_iter().map(|tail| tail.range));
    }

    /// A call was made, and its value is that of the body: an error, or what may be one.
    pub(super) fn returned_here(&mut self, expr: &'w Expr) {
        if !self.flow.follows_lives() || !self.error_tails.contains(&expr.range) {
            return;
        }
        let fails = match (self.known_call(expr), self.types.of(expr)) {
            _ if self.holds_error(expr) => true,
            // `Ok(..)` and what else is a value made here.
            (Some(_), _) if makes_variant(expr) => false,
            (_, Ty::Api(api, _)) => api.fails,
            (_, Ty::Unknown) => self.fails_here(),
            _ => false,
        };
        if fails {
            self.leave_by_error(expr.range, "value");
        }
    }
}

/// A call of what is written as a variant or tuple struct: `Ok(..)`.
fn makes_variant(value: &Expr) -> bool {
    let ExprKind::Call { callee, .. } = &value.kind else { return false };
    matches!(&callee.kind, ExprKind::Path(path) if path.last().starts_with(char::is_uppercase))
}

/// The expressions that may be the value of an expression.
fn tails<'e>(expr: &'e Expr, found: &mut Vec<&'e Expr>) {
    match &expr.kind {
        ExprKind::Block(block) => block_tails(block, found),
        ExprKind::If { then, otherwise, .. } => {
            block_tails(then, found);
            if let Some(otherwise) = otherwise {
                tails(otherwise, found);
            }
        }
        ExprKind::Match { arms, .. } => arms.iter().for_each(|arm| tails(&arm.body, found)),
        ExprKind::Call { .. } | ExprKind::Method { .. } | ExprKind::Await(_) | ExprKind::Tuple(_) => found.push(expr),
        _ => {}
    }
}

fn block_tails<'e>(block: &'e Block, found: &mut Vec<&'e Expr>) {
    if let Some(Statement::Expr { value, semicolon: false, .. }) = block.statements.last() {
        tails(value, found);
    }
}
