//! Spans that are never dropped: forgotten, leaked, kept in a static, or held by each other.

use super::Walker;
use super::life::Owner;
use crate::code::certainty::Certainty;
use crate::code::tree::{Expr, ExprKind, Path, Range};
use crate::code::types::Ty;
use crate::code::workspace::Item;
use crate::knowledge::{Call, Does, Is};

/// Calls in one chain that are looked through.
const MAX_STEPS: usize = 16;

/// One counted pointer that holds another: the variables, by position.
#[derive(Debug, Clone, Copy)]
pub(super) struct Holds {
    holder: usize,
    held: usize,
}

impl<'w> Walker<'w> {
    /// A known call that forgets its argument, or puts it where nothing drops it.
    pub(super) fn leaking_call(&mut self, expr: &'w Expr, call: &Call, arguments: &'w [Expr], types: &[Ty]) {
        let (Some(argument), Some(ty)) = (arguments.first(), types.first()) else { return };
        if call.does != Some(Does::Forgets) || self.flow.dead {
            return;
        }
        let life = self.life_of(argument);
        let is_open = |life: usize| self.flow.state(life).is_some_and(|state| state.ended == Certainty::Never);
        let holds = match life {
            Some(life) => is_open(life),
            None => self.workspace.holds_span(ty) || self.start_in(argument).is_some(),
        };
        if holds {
            let made = life.map(|life| self.lives[life].made);
            self.observe_leak(expr.range, "forgotten", made);
        }
    }

    /// Where a value is made that nothing will drop: the call that sees to that.
    pub(super) fn leak_in(&self, value: &'w Expr) -> Option<Range> {
        let call = self.known_call(value)?;
        (call.does == Some(Does::Leaks)).then_some(value.range)
    }

    /// A leaked value that no variable keeps.
    pub(super) fn leaked_at_once(&mut self, value: &'w Expr) {
        if let Some(leak) = self.leak_in(value)
            && self.start_in(value).is_some()
        {
            self.observe_leak(leak, "leaked", None);
        }
    }

    /// Every way ends without an end of the span.
    pub(super) fn close_leak(&mut self, life: usize) {
        let open = self.flow.is_open(life);
        let held = &mut self.lives[life];
        if let Some(leak) = held.leak.filter(|_| open && held.owner == Owner::Here) {
            held.leak = None;
            self.observe_leak(leak, "leaked", None);
        }
    }

    /// The static that an expression is a part of, or that a variable was lent by.
    pub(super) fn static_in(&self, expr: &'w Expr, steps: usize) -> Option<Item> {
        let steps = steps.checked_sub(1)?;
        match &expr.kind {
            ExprKind::Path(path) => match path.name().and_then(|name| self.variable(name)) {
                Some(variable) => variable.lent_by,
                None => self.static_at(path),
            },
            ExprKind::Reference(inner)
            | ExprKind::Mutable(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner)
            | ExprKind::Field { base: inner, .. }
            | ExprKind::Index { base: inner, .. }
            | ExprKind::Method { receiver: inner, .. } => self.static_in(inner, steps),
            _ => None,
        }
    }

    fn static_at(&self, path: &Path) -> Option<Item> {
        if self.workspace.span_statics.is_empty() {
            return None;
        }
        let item = *self.workspace.constants.get(&self.absolute(path)?)?;
        self.workspace.span_statics.contains(&item).then_some(item)
    }

    /// A static that holds spans is named: unless a method is called on it, what is done with it is out of sight.
    pub(super) fn static_named(&mut self, path: &Path, is_receiver: bool) {
        if let Some(item) = self.static_at(path).filter(|_| !is_receiver) {
            self.footprint.released.insert(item);
        }
    }

    /// A method on a part of a static that holds spans: it puts one in, looks at it, or takes it out.
    pub(super) fn static_method(
        &mut self,
        expr: &'w Expr,
        receiver: &'w Expr,
        call: Option<&Call>,
        arguments: &'w [Expr],
        types: &[Ty],
    ) {
        if self.workspace.span_statics.is_empty() {
            return;
        }
        let Some(item) = self.static_in(receiver, MAX_STEPS) else { return };
        let Some(call) = call else {
            self.footprint.released.insert(item);
            return;
        };
        let stores = !call.signature.fills.is_empty();
        if stores && arguments.iter().zip(types).any(|(argument, ty)| self.is_span_value(argument, ty)) {
            self.footprint.stored.push((item, expr.range));
        }
        let ends = matches!(call.does, Some(Does::Ends | Does::EndsAt | Does::Releases));
        if ends || !stores && !has_closure(arguments) && self.workspace.may_hold_span(self.type_at(expr)) {
            self.footprint.released.insert(item);
        }
    }

    /// A part of a static that holds spans is handed on, to be looked at or changed out of sight.
    pub(super) fn static_handed_on(&mut self, expr: &'w Expr, ty: &Ty) {
        let is_part = match &expr.kind {
            ExprKind::Method { arguments, .. } => !has_closure(arguments),
            kind => matches!(kind, ExprKind::Await(_) | ExprKind::Index { .. } | ExprKind::Field { .. }),
        };
        if self.workspace.span_statics.is_empty() || !is_part || !self.workspace.reaches_span(ty) {
            return;
        }
        if let Some(item) = self.static_in(expr, MAX_STEPS).filter(|_| !self.stores(expr)) {
            self.footprint.released.insert(item);
        }
    }

    /// Whether the outermost call only puts something in.
    fn stores(&self, expr: &'w Expr) -> bool {
        self.known_call(expr).is_some_and(|call| !call.signature.fills.is_empty())
    }

    /// Whether a value that is bound to one name lends out a part of a static: what is done with that name is followed.
    pub(super) fn lends_static(&self, value: &'w Expr) -> bool {
        !self.workspace.span_statics.is_empty() && self.lender_of(value, self.type_at(value)).is_some()
    }

    /// The static that a value of that type is lent by.
    pub(super) fn lender_of(&self, value: &'w Expr, ty: &Ty) -> Option<Item> {
        let is_lent = matches!(ty, Ty::Borrowed(_)) || ty.is(Is::Lender);
        if is_lent && !self.workspace.span_statics.is_empty() { self.static_in(value, MAX_STEPS) } else { None }
    }

    /// A variable that a static lent its value to is used for more than to call a method on it.
    pub(super) fn lent_named(&mut self, name: &str) {
        if let Some(item) = self.variable(name).and_then(|variable| variable.lent_by) {
            self.footprint.released.insert(item);
        }
    }

    /// A value assigned to a part of a static that holds spans.
    pub(super) fn static_assigned(&mut self, target: &'w Expr, value: &'w Expr, ty: &Ty) {
        if !self.workspace.span_statics.is_empty()
            && let Some(item) = self.static_in(target, MAX_STEPS)
        {
            if self.is_span_value(value, ty) {
                self.footprint.stored.push((item, target.range.to(value.range)));
            } else {
                // What was there is dropped.
                self.footprint.released.insert(item);
            }
        }
    }

    fn is_span_value(&self, value: &'w Expr, ty: &Ty) -> bool {
        self.workspace.holds_span(ty) || self.life_of(value).is_some() || self.start_in(value).is_some()
    }

    /// A counted pointer is put into another: in a circle, none of them is ever dropped.
    pub(super) fn held_by(&mut self, target: &'w Expr, value: &'w Expr, range: Range) {
        let (Some(holder), Some(held)) = (self.counted_root(target, MAX_STEPS), self.counted_copy(value, MAX_STEPS)) else {
            return;
        };
        self.holds.push(Holds { holder, held });
        let mut reached = vec![held];
        let mut at = 0;
        while let Some(&from) = reached.get(at) {
            at += 1;
            let more = self.holds.iter().filter(|edge| edge.holder == from).map(|edge| edge.held);
            let more: Vec<usize> = more.filter(|to| !reached.contains(to)).collect();
            reached.extend(more);
        }
        let ty = self.variables.get(holder).map(|variable| variable.ty.clone()).unwrap_or_default();
        if reached.contains(&holder) && self.workspace.holds_span(&ty) && !self.is_opened(&reached, range) {
            self.observe_leak(range, "circle", None);
        }
    }

    /// Whether something is taken out of a circle, or put in its place, after it was closed.
    fn is_opened(&self, circle: &[usize], closed: Range) -> bool {
        let in_circle = |place: &'w Expr| self.counted_root(place, MAX_STEPS).is_some_and(|root| circle.contains(&root));
        let Some(body) = &self.function.body else { return true };
        body.any(&mut |expr| match &expr.kind {
            _ if expr.range.start < closed.end => false,
            ExprKind::Assign { target, .. } => in_circle(target),
            ExprKind::Method { receiver, .. } if in_circle(receiver) => {
                let taken = self.type_at(expr);
                !matches!(&taken, Ty::Api(api, _) if api.counted) && self.workspace.holds_span(taken)
            }
            _ => false,
        })
    }

    /// A new variable holds the counted pointers that its value takes copies of.
    pub(super) fn holds_copies(&mut self, ty: &Ty, value: &'w Expr) {
        if !matches!(ty, Ty::Api(api, _) if api.counted) || !self.workspace.holds_span(ty) {
            return;
        }
        let mut copies = Vec::new();
        value.any(&mut |inner| {
            if let ExprKind::Method { receiver, name, .. } = &inner.kind
                && name == "clone"
                && let ExprKind::Path(path) = &receiver.kind
            {
                copies.extend(path.name().and_then(|name| self.position(name)));
            }
            false
        });
        let holder = self.variables.len();
        self.holds.extend(copies.into_iter().map(|held| Holds { holder, held }));
    }

    /// The variable with a counted pointer at the start of a place.
    fn counted_root(&self, place: &'w Expr, steps: usize) -> Option<usize> {
        let steps = steps.checked_sub(1)?;
        match &place.kind {
            ExprKind::Path(path) => {
                let at = self.position(path.name()?)?;
                matches!(&self.variables[at].ty, Ty::Api(api, _) if api.counted).then_some(at)
            }
            ExprKind::Reference(inner)
            | ExprKind::Mutable(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Field { base: inner, .. }
            | ExprKind::Method { receiver: inner, .. } => self.counted_root(inner, steps),
            _ => None,
        }
    }

    /// The variable whose counted pointer a value is another copy of, also in `Some(..)` and the like.
    fn counted_copy(&self, value: &'w Expr, steps: usize) -> Option<usize> {
        let steps = steps.checked_sub(1)?;
        match &value.kind {
            ExprKind::Path(_) | ExprKind::Reference(_) => self.counted_root(value, steps),
            ExprKind::Method { receiver, name, .. } if name == "clone" => self.counted_root(receiver, steps),
            ExprKind::Call { callee, arguments } => {
                let [argument] = arguments.as_slice() else { return None };
                let ExprKind::Path(path) = &callee.kind else { return None };
                let known = self.absolute(path).and_then(|absolute| self.workspace.knowledge.catalog.function(&absolute));
                known.and_then(|_| self.counted_copy(argument, steps))
            }
            _ => None,
        }
    }
}

/// What a closure hands on was seen in the closure.
fn has_closure(arguments: &[Expr]) -> bool {
    arguments.iter().any(|argument| matches!(argument.kind, ExprKind::Closure { .. }))
}
