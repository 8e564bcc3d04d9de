//! Expressions in evaluation order: their types, and how they move guards and spans.

use super::bindings::is_place;
use super::{Use, Walker};
use crate::code::tree::{Block, Expr, ExprKind, Literal, PatternKind, Statement};
use crate::code::types::Ty;
use crate::knowledge::Is;

impl<'w> Walker<'w> {
    /// Walks an expression and returns its type.
    pub(super) fn expr(&mut self, expr: &'w Expr, how: Use) -> Ty {
        match &expr.kind {
            ExprKind::Path(path) => self.path(path, how),
            ExprKind::Literal(literal) => self.literal_type(literal),
            ExprKind::Call { callee, arguments } => self.call(expr, callee, arguments),
            ExprKind::Method { receiver, name, generics, arguments, .. } => {
                self.method(expr, receiver, name, generics, arguments)
            }
            ExprKind::Field { base, name } => {
                let base = self.expr(base, Use::Borrow);
                self.workspace.field_type(&base, name)
            }
            ExprKind::Index { base, index } => {
                let base = self.expr(base, Use::Borrow);
                self.expr(index, Use::Value);
                match base.unwrapped() {
                    Ty::Slice(item) => Ty::Borrowed(item.clone()),
                    _ => Ty::Unknown,
                }
            }
            ExprKind::Await(future) => {
                let ty = self.expr(future, Use::Value);
                self.suspend(expr.range, "await");
                ty
            }
            ExprKind::Try(inner) => match self.expr(inner, Use::Value) {
                Ty::Api(api, arguments) if api.is == Some(Is::Container) => arguments.into_iter().next().unwrap_or_default(),
                _ => Ty::Unknown,
            },
            ExprKind::Reference(inner) => Ty::Borrowed(Box::new(self.expr(inner, Use::Borrow))),
            ExprKind::Mutable(inner) => {
                self.changes(inner);
                self.expr(inner, Use::Borrow)
            }
            ExprKind::Dereference(inner) => self.expr(inner, Use::Borrow).unwrapped().clone(),
            ExprKind::Unary(inner) => self.expr(inner, Use::Read),
            ExprKind::Binary { left, right } => {
                self.expr(left, Use::Read);
                self.expr(right, Use::Read);
                Ty::Unknown
            }
            ExprKind::Cast { value, to } => {
                self.expr(value, Use::Value);
                self.type_of(to)
            }
            ExprKind::Assign { target, value, compound } => {
                self.assignment(target, value, *compound);
                Ty::Unknown
            }
            ExprKind::Struct { path, fields, rest } => {
                for (_, value) in fields {
                    self.expr(value, Use::Value);
                }
                if let Some(rest) = rest {
                    self.expr(rest, Use::Value);
                }
                self.type_of(&crate::code::tree::Type::Path(path.clone()))
            }
            ExprKind::Tuple(items) => Ty::Tuple(items.iter().map(|item| self.expr(item, Use::Value)).collect()),
            ExprKind::List(items) => {
                let types: Vec<Ty> = items.iter().map(|item| self.expr(item, Use::Value)).collect();
                Ty::Slice(Box::new(types.into_iter().next().unwrap_or_default()))
            }
            ExprKind::Macro(call) => self.macro_call(expr, call),
            ExprKind::Opaque(names) => {
                self.mention(names);
                Ty::Unknown
            }
            ExprKind::Underscore => Ty::Unknown,
            _ => self.control(expr, how),
        }
    }

    fn control(&mut self, expr: &'w Expr, how: Use) -> Ty {
        match &expr.kind {
            ExprKind::Block(block) => self.block(block, how),
            ExprKind::Async(block) => {
                self.in_body(|walker| walker.block(block, Use::Value));
                Ty::Unknown
            }
            ExprKind::Closure { parameters, body, .. } => self.closure(parameters, body, &Ty::Unknown),
            ExprKind::If { condition, then, otherwise } => {
                let mark = self.open_scope();
                let held = self.condition(condition);
                let before = self.flow.clone();
                let ty = self.block(then, how);
                self.close_scope(mark);
                let after_then = std::mem::replace(&mut self.flow, before);
                let other = otherwise.as_ref().map(|otherwise| self.expr(otherwise, how));
                self.flow.join(after_then);
                for guard in held {
                    self.end_guard(guard);
                }
                if matches!(ty, Ty::Unknown) { other.unwrap_or_default() } else { ty }
            }
            ExprKind::Let { pattern, value } => {
                let ty = self.expr(value, Use::Borrow);
                self.bind(pattern, &ty, None);
                Ty::Unknown
            }
            ExprKind::Match { scrutinee, arms } => {
                let ty = self.expr(scrutinee, Use::Borrow);
                let held = self.temporary(scrutinee, &ty);
                let before = self.flow.clone();
                let mut joined = None;
                let mut result = Ty::Unknown;
                for arm in arms {
                    self.flow = before.clone();
                    let mark = self.open_scope();
                    self.bind(&arm.pattern, &ty, None);
                    if let Some(guard) = &arm.guard {
                        self.expr(guard, Use::Read);
                    }
                    let value = self.expr(&arm.body, how);
                    if matches!(result, Ty::Unknown) {
                        result = value;
                    }
                    self.close_scope(mark);
                    let after = std::mem::take(&mut self.flow);
                    match &mut joined {
                        None => joined = Some(after),
                        Some(flow) => flow.join(after),
                    }
                }
                self.flow = joined.unwrap_or(before);
                if let Some(guard) = held {
                    self.end_guard(guard);
                }
                result
            }
            ExprKind::Loop { condition, body } => {
                let mark = self.open_scope();
                let held = condition.as_ref().map(|condition| self.condition(condition)).unwrap_or_default();
                let before = self.flow.clone();
                self.breaks.push(Vec::new());
                self.block(body, Use::Value);
                self.close_scope(mark);
                self.leave_loop(before, condition.is_none());
                for guard in held {
                    self.end_guard(guard);
                }
                Ty::Unknown
            }
            ExprKind::For { pattern, iterable, body } => {
                let ty = self.expr(iterable, Use::Value);
                let item = match ty.unwrapped() {
                    Ty::Slice(item) => (**item).clone(),
                    _ => Ty::Unknown,
                };
                let before = self.flow.clone();
                let mark = self.open_scope();
                self.bind(pattern, &item, None);
                self.breaks.push(Vec::new());
                self.block(body, Use::Value);
                self.close_scope(mark);
                self.leave_loop(before, false);
                Ty::Unknown
            }
            ExprKind::Return(value) | ExprKind::Break(value) => {
                if let Some(value) = value {
                    self.expr(value, Use::Value);
                }
                self.jump(matches!(expr.kind, ExprKind::Break(_)));
                Ty::Unknown
            }
            ExprKind::Continue => {
                self.jump(false);
                Ty::Unknown
            }
            _ => Ty::Unknown,
        }
    }

    /// A condition; returns the guards that its temporaries keep through the branch.
    fn condition(&mut self, condition: &'w Expr) -> Vec<usize> {
        match &condition.kind {
            ExprKind::Let { pattern, value } => {
                let ty = self.expr(value, Use::Borrow);
                let held = self.temporary(value, &ty);
                self.bind(pattern, &ty, None);
                held.into_iter().collect()
            }
            ExprKind::Binary { left, right } => {
                let mut held = self.condition(left);
                held.extend(self.condition(right));
                held
            }
            _ => {
                self.expr(condition, Use::Read);
                Vec::new()
            }
        }
    }

    /// A guard made by the scrutinee of `match` or `if let`: it lives to the end of the whole expression.
    fn temporary(&mut self, value: &'w Expr, ty: &Ty) -> Option<usize> {
        if is_place(value) {
            return None;
        }
        let api = self.workspace.guard_in(ty)?;
        let origin = self.origin_of(value);
        Some(self.new_guard(value.range, api, origin))
    }

    /// A closure. `argument` is the type of its first parameter, where the call that takes it tells.
    pub(super) fn closure(&mut self, parameters: &'w [crate::code::tree::Parameter], body: &'w Expr, argument: &Ty) -> Ty {
        let result = self.in_body(|walker| {
            let mark = walker.open_scope();
            for (at, parameter) in parameters.iter().enumerate() {
                let known = parameter.annotation.as_ref().map(|annotation| walker.type_of(annotation));
                let ty = known.unwrap_or_else(|| if at == 0 { argument.clone() } else { Ty::Unknown });
                walker.bind(&parameter.pattern, &ty, None);
            }
            let result = walker.expr(body, Use::Value);
            walker.close_scope(mark);
            result
        });
        Ty::Closure(Box::new(result))
    }

    pub(super) fn block(&mut self, block: &'w Block, how: Use) -> Ty {
        let outer = self.at.scope;
        if let Some(scope) = block.scope {
            self.at.scope = scope;
        }
        let mark = self.open_scope();
        let mut result = Ty::Unknown;
        let last = block.statements.len().saturating_sub(1);
        for (at, statement) in block.statements.iter().enumerate() {
            let ty = self.statement(statement, at == last, how);
            if at == last {
                result = ty;
            }
        }
        self.close_scope(mark);
        self.at.scope = outer;
        result
    }

    fn statement(&mut self, statement: &'w Statement, is_last: bool, how: Use) -> Ty {
        match statement {
            Statement::Expr { value, semicolon: false, .. } if is_last => self.expr(value, how),
            Statement::Expr { range, value, .. } => {
                let ty = self.expr(value, Use::Borrow);
                // The end of a macro's arm may be the value of the macro.
                let is_macro_value = is_last && self.function.in_macro;
                if !is_place(value) && !is_macro_value {
                    self.dropped(value, &ty, "statement", *range);
                }
                Ty::Unknown
            }
            Statement::Let { range, pattern, annotation, value, otherwise, conditional } => {
                let Some(value) = value else {
                    let ty = annotation.as_ref().map(|annotation| self.type_of(annotation)).unwrap_or_default();
                    self.bind(pattern, &ty, None);
                    return Ty::Unknown;
                };
                let discards = matches!(pattern.kind, PatternKind::Underscore);
                let moves =
                    matches!(&value.kind, ExprKind::Path(path) if path.name().is_some_and(|name| self.variable(name).is_some()));
                // A plain move is bound before it is a use, so that the new variable takes the guard over.
                let found = if moves && !discards {
                    self.peek(value)
                } else {
                    self.expr(value, if discards { Use::Borrow } else { Use::Value })
                };
                let ty = annotation
                    .as_ref()
                    .map(|annotation| self.type_of(annotation))
                    .filter(|ty| !matches!(ty, Ty::Unknown))
                    .unwrap_or(found);
                if let Some(otherwise) = otherwise {
                    let before = self.flow.clone();
                    self.block(otherwise, Use::Value);
                    self.flow = before;
                }
                if discards {
                    if !is_place(value) {
                        self.dropped(value, &ty, "underscore", *range);
                    }
                    return Ty::Unknown;
                }
                self.dropped_parts(pattern, value, &ty);
                let mark = self.open_scope();
                self.bind(pattern, &ty, Some(value));
                if *conditional {
                    self.conditional(mark);
                }
                Ty::Unknown
            }
        }
    }

    /// The type of a variable that is about to be moved, and the mark that it was.
    fn peek(&mut self, value: &Expr) -> Ty {
        let ExprKind::Path(path) = &value.kind else { return Ty::Unknown };
        let name = path.name().unwrap_or_default();
        let Some(variable) = self.variables.iter_mut().rev().find(|variable| variable.name == name) else { return Ty::Unknown };
        variable.escaped = true;
        let (ty, guard, captured) = (variable.ty.clone(), variable.guard, variable.body != self.body);
        if let Some(index) = guard {
            self.release(index, captured);
        }
        ty
    }

    fn assignment(&mut self, target: &'w Expr, value: &'w Expr, compound: bool) {
        let ty = self.expr(value, Use::Value);
        match &target.kind {
            ExprKind::Underscore => {
                if !is_place(value) {
                    self.dropped(value, &ty, "assignment", target.range.to(value.range));
                }
            }
            ExprKind::Path(path) if !compound => match path.name() {
                Some(name) => self.assign(name, &ty, value),
                None => {
                    self.expr(target, Use::Borrow);
                }
            },
            _ => {
                self.changes(target);
                self.expr(target, Use::Borrow);
            }
        }
    }

    /// A value that ends in the statement that made it.
    fn dropped(&mut self, value: &'w Expr, ty: &Ty, form: &'static str, statement: crate::code::tree::Range) {
        if let Some(api) = self.workspace.guard_in(ty) {
            // What is taken out of a container is ended in so many words.
            if self.is_taken(value) {
                return;
            }
            let origin = self.origin_of(value);
            self.observe_guard_dropped(value.range, api, origin.as_ref(), form, Some(statement));
        } else if self.makes_span(value) {
            let origin = self.origin_of(value);
            self.observe_span_use(value.range, origin.as_ref(), "dropped_at_once");
        } else if ty.is(Is::StartedSpan)
            && !matches!(ty, Ty::Borrowed(_))
            && matches!(value.kind, ExprKind::Call { .. } | ExprKind::Method { .. })
        {
            self.observe_started_span_dropped(value, form, statement);
        }
    }

    fn literal_type(&self, literal: &Literal) -> Ty {
        let path = match literal {
            Literal::Text(_) => "str",
            Literal::Integer(_) => "i64",
            Literal::Float => "f64",
            Literal::Bool(_) => "bool",
            Literal::Other => return Ty::Unknown,
        };
        self.workspace.type_by_path(path, Vec::new)
    }

    /// Names inside tokens that we do not understand: whatever they do, it is out of sight.
    pub(super) fn mention(&mut self, names: &[String]) {
        for name in names {
            self.use_variable(name, Use::Value);
        }
    }
}
