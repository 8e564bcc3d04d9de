//! The type of an expression that is not walked, and the call that it is: nothing moves, nothing is seen.

use super::Walker;
use super::returns::Called;
use crate::code::tree::{Expr, ExprKind, MacroContent, Range};
use crate::code::types::Ty;
use crate::knowledge::{Call, Catalog, Does, HandsOn, Is};

/// How deep an expression is looked into.
const MAX_DEPTH: usize = 32;

impl<'w> Walker<'w> {
    /// The type that walking the expression would tell, as far as that needs no closures.
    pub(in crate::code) fn peek_type(&self, expr: &'w Expr) -> Ty {
        self.peek_within(expr, MAX_DEPTH)
    }

    /// The library function or method that an expression calls.
    pub(in crate::code) fn known_call(&self, expr: &'w Expr) -> Option<&'static Call> {
        match &expr.kind {
            ExprKind::Method { receiver, name, .. } => self.find_method(&self.peek_type(receiver), name).map(|(call, _)| call),
            ExprKind::Call { callee, .. } => {
                let ExprKind::Path(path) = &callee.kind else { return None };
                self.workspace.knowledge.catalog.call(&self.absolute(path)?)
            }
            _ => None,
        }
    }

    /// Whether an expression is a call of a library that does this.
    pub(in crate::code) fn does(&self, expr: &'w Expr, does: Does) -> bool {
        self.known_call(expr).is_some_and(|call| call.does == Some(does))
    }

    /// Where the span is started that an expression is or holds.
    pub(super) fn start_in(&self, expr: &'w Expr) -> Option<Range> {
        let Some(call) = self.known_call(expr) else { return self.is_factory(expr).then_some(expr.range) };
        if call.parent.is_some() && call.scope.is_none() {
            return Some(expr.range);
        }
        match (call.hands_on?, &expr.kind) {
            (HandsOn::Argument, ExprKind::Call { arguments, .. } | ExprKind::Method { arguments, .. }) => {
                self.start_in(arguments.first()?)
            }
            (HandsOn::Receiver, ExprKind::Method { receiver, .. }) => self.start_in(receiver),
            _ => None,
        }
    }

    /// Whether a call of this workspace hands out a span: who gets it answers for it.
    fn is_factory(&self, expr: &'w Expr) -> bool {
        let is_call = matches!(expr.kind, ExprKind::Call { .. } | ExprKind::Method { .. });
        is_call && matches!(self.peek_type(expr), Ty::Api(api, _) if api.is == Some(Is::StartedSpan))
    }

    fn peek_within(&self, expr: &'w Expr, depth: usize) -> Ty {
        let Some(depth) = depth.checked_sub(1) else { return Ty::Unknown };
        match &expr.kind {
            ExprKind::Path(path) => {
                if let Some(variable) = path.name().and_then(|name| self.variable(name)) {
                    return self.settle(variable.ty.clone());
                }
                let absolute = self.absolute(path);
                absolute.map(|absolute| self.place_by_path(&absolute)).unwrap_or_default()
            }
            ExprKind::Literal(literal) => self.literal_type(expr.range, literal),
            ExprKind::Field { base, name } => {
                let base = self.peek_within(base, depth);
                self.workspace.field_type(&base, name)
            }
            ExprKind::Reference(inner) => Ty::Borrowed(Box::new(self.peek_within(inner, depth))),
            ExprKind::Mutable(inner) | ExprKind::Unary(inner) => self.peek_within(inner, depth),
            ExprKind::Dereference(inner) => self.peek_within(inner, depth).unwrapped().clone(),
            ExprKind::Cast { to, .. } => self.type_of(to),
            ExprKind::Await(inner) => {
                let future = self.peek_within(inner, depth);
                self.awaited(&future)
            }
            ExprKind::Try(inner) => self.peek_within(inner, depth).tried(),
            ExprKind::Binary { left, right, .. } => {
                let first = self.peek_within(left, depth);
                self.combined(left, right, &first)
            }
            ExprKind::Tuple(items) => Ty::Tuple(items.iter().map(|item| self.peek_within(item, depth)).collect()),
            ExprKind::Macro(call) if matches!(call.content, MacroContent::Format(_)) => {
                self.workspace.type_by_path("String", Vec::new)
            }
            ExprKind::Method { receiver, name, generics, arguments } => {
                let on = self.peek_within(receiver, depth);
                let generics = self.types_of(generics);
                let arguments: Vec<Ty> = arguments.iter().map(|argument| self.peek_within(argument, depth)).collect();
                match self.find_method(&on, name) {
                    Some((call, on)) => {
                        let called = Called { whole: Some(&on), arguments: &arguments, generics: &generics, on_value: true };
                        self.peek_shape(&call.signature.form, &called)
                    }
                    None => self.other_method(&on, name, &arguments, &generics),
                }
            }
            ExprKind::Call { callee, arguments } => {
                let ExprKind::Path(path) = &callee.kind else { return Ty::Unknown };
                let Some(absolute) = self.absolute(path) else { return Ty::Unknown };
                let arguments: Vec<Ty> = arguments.iter().map(|argument| self.peek_within(argument, depth)).collect();
                match self.workspace.knowledge.catalog.call(&absolute) {
                    Some(call) => self.peek_returned(call, &absolute, path, &arguments),
                    None => self.workspace.call_result(&absolute, &arguments),
                }
            }
            ExprKind::Macro(call) if matches!(call.content, MacroContent::Span(_)) => self
                .workspace
                .telemetry_macro(self.at, &call.path)
                .map(|path| span_made_by(&path, &self.workspace.knowledge.catalog))
                .unwrap_or_default(),
            _ => Ty::Unknown,
        }
    }
}

/// The type of the span that a macro makes.
pub(super) fn span_made_by(path: &str, catalog: &Catalog) -> Ty {
    catalog.type_beside(path, Is::Span).map(|api| Ty::Api(api, Vec::new())).unwrap_or_default()
}
