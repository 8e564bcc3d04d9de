//! Variables: how patterns bind them, and what has become of a span or guard when they go out of scope.

use super::{Carried, Origin, Use, Variable, Walker};
use crate::code::lower::METAVARIABLE;
use crate::code::observe::Dropped;
use crate::code::tree::{Expr, ExprKind, MacroContent, Pattern, PatternKind, Range};
use crate::code::types::Ty;
use crate::knowledge::{Is, Parent, TypeApi};

/// Calls and variables that are looked through to find the span of a guard.
const MAX_STEPS: usize = 16;

impl<'w> Walker<'w> {
    /// Binds the names of a pattern to parts of a value. `value` is the expression that the whole pattern takes apart.
    pub(super) fn bind(&mut self, pattern: &'w Pattern, value: Option<&'w Expr>) {
        match &pattern.kind {
            PatternKind::Binding { name, inner, .. } => {
                self.declare(name, self.types.taken_apart(pattern).clone(), value);
                if let Some(inner) = inner {
                    self.bind(inner, None);
                }
            }
            PatternKind::Tuple(items) => {
                let values = match value.map(|value| &value.kind) {
                    Some(ExprKind::Tuple(values)) if values.len() == items.len() => Some(values),
                    _ => None,
                };
                for (at, item) in items.iter().enumerate() {
                    self.bind(item, values.and_then(|values| values.get(at)));
                }
            }
            PatternKind::TupleStruct { path, fields } => {
                let from_request = self.types.taken_apart(pattern).is(Is::RequestPart);
                for field in fields {
                    let before = self.variables.len();
                    self.bind(field, None);
                    self.unpacks(value.filter(|_| path.last() != "Err"), before);
                    if from_request {
                        self.variables[before..].iter_mut().for_each(|variable| variable.from_request = true);
                    }
                }
            }
            PatternKind::Struct { fields, .. } => fields.iter().for_each(|(_, field)| self.bind(field, None)),
            PatternKind::Reference(inner) => self.bind(inner, None),
            PatternKind::Typed(inner, _) => self.bind(inner, value),
            PatternKind::Or(cases) => {
                if let Some(first) = cases.first() {
                    self.bind(first, None);
                }
            }
            PatternKind::Underscore | PatternKind::Rest | PatternKind::Other => {}
        }
    }

    /// What a container held that was taken apart: it was made as the whole was.
    fn unpacks(&mut self, whole: Option<&'w Expr>, before: usize) {
        let making = whole.and_then(|whole| self.making(whole)).map(|making| super::follow::unpacked(making));
        if let ([variable], Some(making)) = (&mut self.variables[before..], making)
            && variable.ty.is(Is::Provider)
        {
            variable.making = Some(std::sync::Arc::new(making));
        }
    }

    /// The variables since `mark` stand under `#[cfg(..)]`: there may be twins of them, so that none tells what becomes of a span.
    pub(super) fn conditional(&mut self, mark: usize) {
        for variable in &mut self.variables[mark..] {
            variable.escaped = true;
            variable.making = None;
        }
    }

    fn declare(&mut self, name: &'w str, ty: Ty, value: Option<&'w Expr>) {
        if let Some(value) = value {
            self.observe_bound(value);
        }
        let origin = value.and_then(|value| self.origin_of(value));
        let makes_span = ty.is(Is::Span) && value.is_some_and(|value| self.makes_span(value));
        let made = value.filter(|_| makes_span && !name.starts_with(METAVARIABLE)).map(|value| value.range);
        let guard = self.guard_of(&ty, value, origin.as_ref());
        let life = self.life_for(&ty, value);
        if let Some(value) = value {
            self.holds_copies(&ty, value);
        }
        self.flow.started.forget(self.variables.len());
        let making = value.and_then(|value| self.making(value)).cloned();
        let lent_by = value.and_then(|value| self.lender_of(value, &ty));
        self.variables.push(Variable {
            name,
            ty,
            body: self.body,
            value,
            guard,
            origin,
            life,
            lent_by,
            made,
            written: false,
            measured: false,
            loops: self.loops(),
            moved: false,
            escaped: false,
            from_request: false,
            making,
            block: self.block,
            carried: value.map(|value| self.carried(value)).unwrap_or_default(),
            lends: value.map(|value| self.lends(value)).unwrap_or_default(),
            parameter: None,
        });
    }

    /// The guard that a new variable keeps: one that its value makes, or the one that it takes over.
    fn guard_of(&mut self, ty: &Ty, value: Option<&'w Expr>, origin: Option<&Origin>) -> Option<usize> {
        let value = value?;
        if let ExprKind::Path(path) = &value.kind {
            let moved = path.name().and_then(|name| self.variable(name)).and_then(|variable| variable.guard);
            if let Some(index) = moved {
                self.stays_alive(index);
            }
            return moved;
        }
        let api = self.workspace.guard_in(ty)?;
        (!is_place(value)).then(|| self.new_guard(value, api, origin.cloned()))
    }

    /// A use of a name; whether it is a variable.
    pub(super) fn use_variable(&mut self, name: &str, how: Use) -> bool {
        let (body, dead, loops) = (self.body, self.flow.dead, self.loops());
        let Some(variable) = self.variables.named_mut(name) else { return false };
        match how {
            Use::Read => {}
            Use::Measure => {
                variable.measured = true;
                // One that serves a whole loop, or a closure, is not built for one measurement.
                variable.escaped |= variable.body != body || loops > variable.loops;
            }
            Use::Write => variable.written = true,
            // Who ends a span by hand measures how long it lives.
            Use::Value | Use::Borrow | Use::Operate | Use::End => variable.escaped = true,
        }
        variable.moved |= matches!(how, Use::Value | Use::End);
        let ty = variable.ty.clone();
        let (life, declared_in, value) = (variable.life, variable.body, variable.value);
        // A closure or block that mentions a guard takes it along.
        let captured = variable.body != body;
        let guard = variable.guard;
        self.note_captured(name, declared_in, &ty, value);
        if let Some(index) = guard
            && !dead
            && (captured || matches!(how, Use::Value | Use::End))
        {
            self.end_guard(index);
        }
        if let Some(life) = life
            && (captured || matches!(how, Use::Value | Use::Borrow))
        {
            self.share(life);
        }
        true
    }

    /// Assignment to a variable: what was known of its value is known no more.
    /// `is_statement` where it stands by itself and not in another expression.
    pub(super) fn assign(&mut self, name: &str, ty: &Ty, value: &'w Expr, is_statement: bool) {
        let api = self.workspace.guard_in(ty).filter(|_| !is_place(value));
        let origin = self.origin_of(value);
        if let (Some(api), Some(old)) = (api, self.variable(name).and_then(|variable| variable.guard)) {
            self.replaces(old, api, value);
        }
        let guard = api.map(|api| self.new_guard(value, api, origin));
        let life = self.life_for(ty, Some(value));
        if let (Some(life), Some(old)) = (life, self.variable(name).and_then(|variable| variable.life)) {
            self.rebind(old);
            self.rebind(life);
        }
        // The old value is dropped once the new one is there.
        if let Some(index) = self.variable(name).and_then(|variable| variable.guard) {
            self.end_guard(index);
        }
        let known = self.variable(name);
        let is_certain = is_statement && known.is_some_and(|variable| variable.block == self.block);
        let making = self.reassigned(known.and_then(|variable| variable.making.as_ref()), value, is_certain);
        let new = self.carried(value);
        let carried = known.map_or(new, |variable| if is_certain { new } else { variable.carried.or(new) });
        if let Some(at) = self.variables.position(name) {
            let variable = &mut self.variables[at];
            self.flow.started.forget(at);
            variable.making = making;
            variable.carried = carried;
            variable.value = None;
            variable.origin = None;
            variable.escaped = true;
            variable.guard = guard;
            self.variables.set_life(at, life);
        }
    }

    /// A guard takes the place of another: a span that is made while that one is alive becomes its child.
    fn replaces(&mut self, old: usize, api: &'static TypeApi, value: &'w Expr) {
        let is_alive = !self.flow.dead && self.flow.alive.contains(&old) && !self.flow.unsure.contains(&old);
        if let Some(made) = self.span_made_in(value, MAX_STEPS)
            && is_alive
            && self.guards[old].range.end <= made.start
        {
            let before = self.guards[old].range;
            self.observe_guard_replaces(value.range, api, made, before);
        }
    }

    /// Where the span of a guard is made, if it has whatever is current as its parent.
    fn span_made_in(&self, value: &'w Expr, steps: usize) -> Option<Range> {
        let steps = steps.checked_sub(1)?;
        if let Some(parent) = self.known_call(value).and_then(|call| call.parent) {
            return (parent == Parent::Active).then_some(value.range);
        }
        match &value.kind {
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Span(span) if span.parent.is_none() && self.is_span_macro(call) => Some(value.range),
                _ => None,
            },
            ExprKind::Path(path) => self.span_made_in(self.variable(path.name()?)?.value?, steps),
            ExprKind::Method { receiver, .. } => self.span_made_in(receiver, steps),
            ExprKind::Call { arguments, .. } => match arguments.as_slice() {
                [argument] => self.span_made_in(argument, steps),
                _ => None,
            },
            _ => None,
        }
    }

    /// Somebody may write to a place: what the variable that holds it was made with tells no more what it is.
    pub(super) fn changes(&mut self, place: &Expr) {
        match &place.kind {
            ExprKind::Path(path) => {
                let Some(variable) = path.name().and_then(|name| self.variables.named_mut(name)) else { return };
                variable.value = None;
                variable.making = None;
                if variable.carried != Carried::Context {
                    variable.carried = Carried::Unknown;
                }
                // A guard can be taken out of its container.
                let guard = variable.guard.filter(|_| matches!(&variable.ty, Ty::Api(api, _) if api.is == Some(Is::Container)));
                if let Some(index) = guard {
                    self.end_guard(index);
                }
            }
            ExprKind::Field { base, .. } | ExprKind::Index { base, .. } | ExprKind::Dereference(base) => self.changes(base),
            _ => {}
        }
    }

    /// Nothing is known any more of how the value of a variable was made.
    pub(super) fn forget_making(&mut self, place: &Expr) {
        if let ExprKind::Path(path) = &place.kind
            && let Some(variable) = path.name().and_then(|name| self.variables.named_mut(name))
            && !variable.ty.is(Is::Provider)
            && !variable.ty.is(Is::Meter)
        {
            variable.making = None;
        }
    }

    pub(super) fn open_scope(&self) -> usize {
        self.variables.len()
    }

    /// Drops the variables declared since, in reverse, and says what became of the spans that they held.
    pub(super) fn close_scope(&mut self, mark: usize) {
        while self.variables.len() > mark {
            let Some(variable) = self.variables.pop() else { break };
            if let Some(index) = variable.guard {
                self.end_guard(index);
            }
            self.forgets_instrument(&variable);
            self.notes_injected(variable.parameter, variable.carried);
            if let Some(life) = variable.life {
                self.close_leak(life);
                self.close_life(life);
            }
            let unused = variable.value.filter(|_| !variable.escaped && !variable.written && variable.made.is_none());
            if let Some(value) = unused {
                self.observe_unused(value, &variable.ty, "unused", variable.name);
            }
            if let Some(made) = variable.made
                && !variable.escaped
            {
                let held = if variable.written { "written_only" } else { "unused" };
                self.observe_span_use(made, variable.origin.as_ref(), held);
            }
        }
    }

    /// `let` with a pattern that drops a part of a temporary at once: `(_, n) = (span.enter(), 1)`.
    pub(super) fn dropped_parts(&mut self, pattern: &'w Pattern, value: &'w Expr, ty: &Ty) {
        let parts: Vec<(&Pattern, Ty, &'w Expr)> = match (&pattern.kind, &value.kind) {
            (PatternKind::Tuple(items), ExprKind::Tuple(values)) if items.len() == values.len() => {
                let types: Vec<Ty> = (0..items.len()).map(|at| self.workspace.field_type(ty, &at.to_string())).collect();
                let parts = items.iter().zip(values).zip(types).filter(|((_, value), _)| !is_place(value));
                parts.map(|((item, value), ty)| (item, ty, value)).collect()
            }
            (
                PatternKind::Tuple(items),
                ExprKind::Call { .. } | ExprKind::Method { .. } | ExprKind::Await(_) | ExprKind::Try(_),
            ) => {
                items.iter().enumerate().map(|(at, item)| (item, self.workspace.field_type(ty, &at.to_string()), value)).collect()
            }
            (PatternKind::Struct { fields, .. }, ExprKind::Struct { fields: values, .. }) => {
                let of_field = |name: &str| values.iter().find(|(field, _)| field == name).map(|(_, value)| value);
                let parts = fields.iter().filter_map(|(name, field)| of_field(name).map(|value| (name, field, value)));
                let parts = parts.filter(|(_, _, value)| !is_place(value));
                parts.map(|(name, field, value)| (field, self.workspace.field_type(ty, name), value)).collect()
            }
            _ => Vec::new(),
        };
        for (part, ty, value) in parts {
            if !matches!(part.kind, PatternKind::Underscore) {
                continue;
            }
            let dropped = Dropped { value, form: "pattern", at: None };
            if let Some(api) = self.workspace.guard_in(&ty) {
                self.observe_guard_dropped(dropped, api, None);
            } else if let Some(keeper) = self.workspace.keeper_in(&ty) {
                self.observe_keeper_dropped(dropped, &keeper, part.range);
            }
        }
    }
}

/// An expression that names a place instead of making a value.
pub(in crate::code) fn is_place(expr: &Expr) -> bool {
    matches!(
        &expr.kind,
        ExprKind::Path(_) | ExprKind::Field { .. } | ExprKind::Index { .. } | ExprKind::Dereference(_) | ExprKind::Reference(_)
    )
}
