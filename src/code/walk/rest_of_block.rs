//! The rest of a block, behind the statement at hand: what a value would live through that is kept to the end of the block, and
//! which variables are taken away there from whoever has borrowed them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::Walker;
use crate::code::lower::METAVARIABLE;
use crate::code::tree::{Block, Expr, ExprKind, MacroCall, MacroContent, Statement};
use crate::code::type_inference::library_method;
use crate::code::types::Ty;

/// Words that suspend a body, where they stand among tokens that were not read.
const SUSPENDING: &[&str] = &["await", "yield"];

/// The block around the statement at hand.
#[derive(Debug, Default)]
pub(super) struct RestOfBlock<'w> {
    block: Option<&'w Block>,
    /// The statement at hand.
    at: usize,
    body: Body<'w>,
    /// Statements among the tokens of a macro: where it puts them is out of sight.
    in_macro_call: bool,
    known: Option<Known<'w>>,
}

/// The body around a block: whether a macro in it may suspend it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum Body<'w> {
    #[default]
    Plain,
    /// Of an async function or block.
    Async,
    /// Of a closure, which may be an async one.
    Closure(&'w Expr),
}

/// What is known of a whole block: the last statements that do something.
#[derive(Debug, Default)]
struct Known<'w> {
    suspends: Option<usize>,
    may_suspend: Option<usize>,
    mentions: FxHashMap<&'w str, FxHashMap<Mention<'w>, usize>>,
}

/// How a variable is mentioned, other than by reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Mention<'w> {
    /// It may be moved or changed.
    Taken,
    /// A method is called on it.
    Method(&'w str),
    /// A method is called on one of its fields.
    OfPart(&'w str),
}

impl<'w> RestOfBlock<'w> {
    /// At the begin of a body.
    pub(super) fn of(body: Body<'w>) -> Self {
        Self { body, ..Self::default() }
    }
}

impl<'w> Walker<'w> {
    /// A block begins; what is returned comes back when it ends.
    pub(super) fn enters_block(&mut self, block: &'w Block, in_macro_call: bool) -> RestOfBlock<'w> {
        let inner = RestOfBlock { block: Some(block), in_macro_call, ..RestOfBlock::of(self.rest.body) };
        std::mem::replace(&mut self.rest, inner)
    }

    /// The statement at hand, by its position in the block.
    pub(super) fn at_statement(&mut self, at: usize) {
        self.rest.at = at;
    }

    /// What follows the statement at hand in its block.
    pub(in crate::code) fn rest_of_block(&mut self) -> &'static str {
        self.know_rest();
        let rest = &self.rest;
        let (Some(known), Some(block)) = (&rest.known, rest.block) else { return "may_suspend" };
        let is_later = |last: Option<usize>| last.is_some_and(|last| last > rest.at);
        if is_later(known.suspends) {
            "suspends"
        } else if rest.at + 1 >= block.statements.len() && !rest.in_macro_call {
            "nothing"
        } else if (rest.in_macro_call || is_later(known.may_suspend)) && self.is_suspended(rest.body) {
            "may_suspend"
        } else {
            "runs"
        }
    }

    /// Whether the rest of the block may take the variable `name` away from who has borrowed it, or a part of it of the type `ty`.
    pub(in crate::code) fn takes_later(&mut self, name: &str, ty: &Ty) -> bool {
        self.know_rest();
        let Some(mentions) = self.rest.known.as_ref().and_then(|known| known.mentions.get(name)) else { return false };
        let consumes = |method: &str| library_method(self.workspace, ty, method).map(|(call, _)| call.signature.consumes);
        let later = mentions.iter().filter(|(_, last)| **last > self.rest.at).map(|(mention, _)| mention);
        later.into_iter().any(|mention| match mention {
            Mention::Taken => true,
            Mention::Method(method) => consumes(method) != Some(false),
            Mention::OfPart(method) => consumes(method) == Some(true),
        })
    }

    /// Whether a body can be suspended at all. A closure that is, in practice shows it.
    fn is_suspended(&self, body: Body<'w>) -> bool {
        match body {
            Body::Plain => false,
            Body::Async => true,
            Body::Closure(body) => {
                let mut known = Known::default();
                self.look_at(&mut known, 0, body);
                known.suspends.is_some()
            }
        }
    }

    fn know_rest(&mut self) {
        let Some(block) = self.rest.block.filter(|_| self.rest.known.is_none()) else { return };
        let mut known = Known::default();
        for (at, statement) in block.statements.iter().enumerate() {
            self.look_at_statement(&mut known, at, statement);
        }
        self.rest.known = Some(known);
    }

    fn look_at_statement(&self, known: &mut Known<'w>, at: usize, statement: &'w Statement) {
        let (Statement::Expr { value, .. } | Statement::Let { value: Some(value), .. }) = statement else { return };
        self.look_at(known, at, value);
        if let Statement::Let { otherwise: Some(otherwise), .. } = statement {
            for statement in &otherwise.statements {
                self.look_at_statement(known, at, statement);
            }
        }
    }

    /// Looks through a part of a statement. Closures and async blocks are suspended by themselves; what they mention they may take.
    fn look_at(&self, known: &mut Known<'w>, at: usize, part: &'w Expr) {
        let mut bodies_end = 0;
        let mut borrowed = FxHashSet::default();
        part.any(&mut |expr| {
            let is_apart = expr.range.start < bodies_end;
            if matches!(expr.kind, ExprKind::Async(_) | ExprKind::Closure { .. }) {
                bodies_end = bodies_end.max(expr.range.end);
            } else if !is_apart {
                match self.suspends(expr) {
                    Some(true) => known.suspends = Some(at),
                    Some(false) => known.may_suspend = Some(at),
                    None => {}
                }
                borrowed.extend(borrows(expr).map(std::ptr::from_ref));
            }
            let is_borrowed = borrowed.contains(&std::ptr::from_ref(expr));
            mentions(expr, is_borrowed, &mut |name, how| {
                known.mentions.entry(name).or_default().insert(how, at);
            });
            false
        });
    }

    /// Whether an expression suspends the body, parts of it aside: for certain, perhaps, or not.
    fn suspends(&self, expr: &'w Expr) -> Option<bool> {
        match &expr.kind {
            ExprKind::Await(_) => Some(true),
            ExprKind::Opaque(names) => Some(has_suspending(names)),
            // What a macro is given for it may be anything.
            ExprKind::Path(path) => path.name().filter(|name| name.starts_with(METAVARIABLE)).map(|_| false),
            ExprKind::Macro(call) => self.macro_suspends(call),
            _ => None,
        }
    }

    fn macro_suspends(&self, call: &MacroCall) -> Option<bool> {
        match &call.content {
            MacroContent::Span(_) | MacroContent::Event(_) | MacroContent::Format(_) => None,
            MacroContent::Select(_) | MacroContent::Join(_) => Some(true),
            MacroContent::Opaque(names) if has_suspending(names) => Some(true),
            MacroContent::Expressions(_) | MacroContent::Statements(_) | MacroContent::Opaque(_) => {
                let known = self.workspace.telemetry_macro(self.at, &call.path);
                let is_value = known.is_some_and(|path| self.workspace.knowledge.catalog.value_macro(&path).is_some());
                (!is_value).then_some(false)
            }
        }
    }
}

/// The parts of an expression that it only borrows.
fn borrows(expr: &Expr) -> impl Iterator<Item = &Expr> {
    let (one, many): (Option<&Expr>, &[Expr]) = match &expr.kind {
        ExprKind::Reference(part) | ExprKind::Field { base: part, .. } | ExprKind::Method { receiver: part, .. } => {
            (Some(part), &[])
        }
        ExprKind::Macro(call) => match &call.content {
            MacroContent::Format(format) => (None, &format.arguments),
            _ => (None, &[]),
        },
        _ => (None, &[]),
    };
    one.into_iter().chain(many)
}

/// The variables that an expression mentions by itself, parts of it aside.
fn mentions<'w>(expr: &'w Expr, is_borrowed: bool, note: &mut impl FnMut(&'w str, Mention<'w>)) {
    match &expr.kind {
        ExprKind::Method { receiver, name, .. } => {
            let is_whole = matches!(receiver.kind, ExprKind::Path(_));
            let how = if is_whole { Mention::Method(name) } else { Mention::OfPart(name) };
            if let Some(root) = root(receiver) {
                note(root, how);
            }
        }
        ExprKind::Mutable(place) | ExprKind::Assign { target: place, .. } => {
            if let Some(root) = root(place) {
                note(root, Mention::Taken);
            }
        }
        ExprKind::Path(path) if !is_borrowed => {
            if let Some(name) = path.name() {
                note(name, Mention::Taken);
            }
        }
        ExprKind::Opaque(names) => all_taken(names, note),
        ExprKind::Macro(call) => {
            if let MacroContent::Opaque(names) = &call.content {
                all_taken(names, note);
            }
        }
        _ => {}
    }
}

fn all_taken<'w>(names: &'w [String], note: &mut impl FnMut(&'w str, Mention<'w>)) {
    for name in names {
        note(name, Mention::Taken);
    }
}

fn has_suspending(names: &[String]) -> bool {
    names.iter().any(|name| SUSPENDING.contains(&name.as_str()))
}

/// The variable at the start of a place.
pub(in crate::code) fn root(place: &Expr) -> Option<&str> {
    match &place.kind {
        ExprKind::Path(path) => path.name(),
        ExprKind::Field { base, .. } | ExprKind::Index { base, .. } | ExprKind::Dereference(base) => root(base),
        _ => None,
    }
}
