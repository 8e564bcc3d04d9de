//! Spans around functions and closures that only make a future or an iterator: the work comes later, outside the span.

use super::Walker;
use crate::code::tree::{Block, Expr, ExprKind, Instrument, MacroContent, Path, Pattern, PatternKind, Range, Statement, Type};
use crate::code::types::Ty;
use crate::code::walk::tail;
use crate::code::workspace::Item;
use crate::fact::Key;
use crate::knowledge::{Call, Catalog, Form, Is};

impl<'w> Walker<'w> {
    /// A closure was run in a span: what it returns, if that does its work later.
    pub(in crate::code) fn observe_scope(&mut self, expr: &'w Expr, call: &Call, types: &[Ty]) {
        let Some(scope) = call.scope.filter(|scope| scope.enters) else { return };
        let Some(Ty::Closure(result)) = types.last() else { return };
        let mut seen = self.site("scope", self.operation(expr));
        seen.facts.text(Key::Method, call.name);
        seen.facts.word(Key::ScopeSpan, if scope.starts { "started" } else { "entered" });
        if matches!(result.unwrapped(), Ty::Future(_)) && !self.gets_a_span(expr) {
            seen.facts.word(Key::Returns, "future");
        }
        self.keep(seen);
    }

    /// Whether what a future is made of goes where a span may be attached to it, by itself or through a variable.
    fn gets_a_span(&self, future: &Expr) -> bool {
        let Some(body) = &self.function.body else { return true };
        let name = variable_of(body, future.range);
        let is_it = |expr: &Expr| match &expr.kind {
            ExprKind::Path(path) => name.as_deref().is_some_and(|name| path.name() == Some(name)),
            _ => expr.range == future.range,
        };
        body.any(&mut |expr| match &expr.kind {
            // The call itself is not what it makes.
            ExprKind::Method { receiver, .. } if is_attached(expr, &self.workspace.knowledge.catalog) => {
                receiver.any(&mut |inner| is_it(inner))
            }
            // Whatever holds it may enter the span each time that it is polled.
            ExprKind::Struct { fields, .. } => fields.iter().any(|(_, value)| value.any(&mut |inner| is_it(inner))),
            _ => false,
        })
    }

    /// An instrumented function that is not async: what it returns, if that does its work later, outside the span.
    /// Source: tracing-attributes 0.1.31, `expand.rs`, `AsyncInfo::from_fn`: the futures that the attribute itself attaches to.
    pub(super) fn observe_lazy_result(&mut self, instrument: &'w Instrument) {
        let (Some(returns), Some(body)) = (&self.function.returns, &self.function.body) else { return };
        if self.function.is_async {
            return;
        }
        let ty = self.returned_type(returns);
        let Some(last) = last_expression(body) else { return };
        let returned = if is_future(&ty) && !self.is_done(last) && !is_followed(last, body, &self.body_functions(body)) {
            "future"
        } else if is_lazy(returns, &ty) && tail(body).is_some_and(|tail| self.works_later(tail)) {
            "iterator"
        } else {
            return;
        };
        // Who attaches a span by hand knows what the attribute does not cover.
        if body.any(&mut |expr| is_attached(expr, &self.workspace.knowledge.catalog)) {
            return;
        }
        let mut seen = self.site("instrumented", instrument.head);
        seen.facts.text(Key::FunctionName, &self.function.name);
        seen.facts.word(Key::Returns, returned);
        seen.relate("returned", self.source.place(last.range));
        self.keep(seen);
    }

    /// A return type, `Self::Reply` by what the type of the method gives for it.
    fn returned_type(&self, returns: &Type) -> Ty {
        match (returns, &self.this) {
            (Type::Path(Path { segments, .. }), Some(Ty::Own(item, arguments))) => match segments.as_slice() {
                [this, name] if this == "Self" => self.workspace.associated_type(*item, arguments, name).unwrap_or_default(),
                _ => self.type_of(returns),
            },
            _ => self.type_of(returns),
        }
    }

    /// Whether the work of a future is done when it is made: `ready(value)`, also boxed.
    fn is_done(&self, future: &'w Expr) -> bool {
        let is_outcome = matches!(self.type_at(future).unwrapped(), Ty::Api(api, _) if api.is == Some(Is::Outcome));
        is_outcome || matches!(&future.kind, ExprKind::Method { receiver, .. } if self.is_done(receiver))
    }

    /// A chain with a closure that makes telemetry.
    fn works_later(&self, tail: &'w Expr) -> bool {
        let ExprKind::Method { receiver, arguments, .. } = &tail.kind else { return false };
        let is_working = |argument: &'w Expr| match &argument.kind {
            ExprKind::Closure { body, .. } => self.makes_telemetry(body),
            _ => false,
        };
        arguments.iter().any(is_working) || self.works_later(receiver)
    }

    /// Whether a span or event is made in an expression, or in a function that it calls.
    pub(in crate::code) fn makes_telemetry(&self, expr: &'w Expr) -> bool {
        expr.any(&mut |inner| self.is_telemetry_made(inner))
    }

    /// The same for an expression without its parts. An async function that is called and not awaited does its work elsewhere.
    pub(super) fn is_telemetry_made(&self, expr: &'w Expr) -> bool {
        match &expr.kind {
            ExprKind::Macro(call) => is_telemetry(&call.content),
            ExprKind::Await(call) => self.called(call).iter().any(|item| self.function_makes_telemetry(*item)),
            ExprKind::Call { .. } | ExprKind::Method { .. } => {
                let is_at_once = |item: &&Item| !self.workspace.function(**item).is_async;
                self.called(expr).iter().filter(is_at_once).any(|item| self.function_makes_telemetry(*item))
            }
            _ => false,
        }
    }

    /// The functions of this workspace that a call may run.
    fn called(&self, call: &'w Expr) -> Vec<Item> {
        match &call.kind {
            ExprKind::Call { callee, .. } => match &callee.kind {
                ExprKind::Path(path) => self.absolute(path).map(|path| self.own_functions(&path)).unwrap_or_default(),
                _ => Vec::new(),
            },
            ExprKind::Method { receiver, name, .. } => match self.type_at(receiver).unwrapped() {
                Ty::Own(item, _) => self.workspace.methods_of(*item, name),
                _ => Vec::new(),
            },
            _ => Vec::new(),
        }
    }

    fn function_makes_telemetry(&self, item: Item) -> bool {
        let function = self.workspace.function(item);
        let inside =
            |body: &Block| body.any(&mut |expr| matches!(&expr.kind, ExprKind::Macro(call) if is_telemetry(&call.content)));
        function.instrument.is_some() || function.body.as_ref().is_some_and(inside)
    }

    /// The names of functions that a body declares.
    fn body_functions(&self, body: &Block) -> Vec<&'w str> {
        let workspace = self.workspace;
        let unit = self.at.unit;
        let beside = workspace.own.of_unit(unit).iter().enumerate().filter(|(_, own)| Some(own.scope) == body.scope);
        let functions = beside.map(|(index, _)| workspace.function(Item { unit, index }));
        let inside = functions.filter(|function| body.range.contains(function.name_range) && function.is_async);
        inside.map(|function| function.name.as_str()).collect()
    }
}

fn is_future(ty: &Ty) -> bool {
    match ty.unwrapped() {
        Ty::Future(_) => true,
        Ty::Api(api, _) => !matches!(api.awaited, Form::Untold) && !matches!(api.is, Some(Is::Wrapper | Is::Outcome)),
        Ty::Bounded(bounds) => bounds.iter().any(is_future),
        _ => false,
    }
}

/// `impl Iterator`, `impl Stream`: nothing happens before it is asked for the next item.
fn is_lazy(written: &Type, ty: &Ty) -> bool {
    let iterates = |ty: &Ty| matches!(ty, Ty::Api(api, _) if !matches!(api.iterates, Form::Untold) && api.is.is_none());
    matches!(written, Type::Bounds(_)) && matches!(ty, Ty::Bounded(bounds) if bounds.iter().any(iterates))
}

/// The variable that a value is bound to.
fn variable_of(body: &Block, value: Range) -> Option<String> {
    let bound = |block: &Block| {
        block.statements.iter().find_map(|statement| match statement {
            Statement::Let { pattern: Pattern { kind: PatternKind::Binding { name, .. }, .. }, value: Some(made), .. } => {
                (made.range == value).then(|| name.clone())
            }
            _ => None,
        })
    };
    let mut found = bound(body);
    body.any(&mut |expr| {
        let block = match &expr.kind {
            ExprKind::Block(block) | ExprKind::Async(block) => Some(block),
            ExprKind::If { then, .. } => Some(&**then),
            _ => None,
        };
        found = found.take().or_else(|| bound(block?));
        found.is_some()
    });
    found
}

/// The last statement that is an expression, with or without a semicolon.
fn last_expression(body: &Block) -> Option<&Expr> {
    body.statements.iter().rev().find_map(|statement| match statement {
        Statement::Expr { value, .. } => Some(value),
        Statement::Let { .. } => None,
    })
}

/// Whether the attribute follows the future that a body ends with: an async block, that in a pinned box, or a call in one of an
/// async function declared in the body.
fn is_followed(last: &Expr, body: &Block, inner_functions: &[&str]) -> bool {
    match &last.kind {
        ExprKind::Async(_) => true,
        ExprKind::Call { callee, arguments } => {
            let ExprKind::Path(path) = &callee.kind else { return false };
            let pins = matches!(path.segments.as_slice(), [.., owner, name] if owner == "Box" && name == "pin");
            match arguments.first().map(|argument| &argument.kind) {
                Some(ExprKind::Async(_)) => pins,
                Some(ExprKind::Call { callee, .. }) => {
                    let name = match &callee.kind {
                        ExprKind::Path(path) => path.name(),
                        _ => None,
                    };
                    pins && body.range.contains(last.range) && name.is_some_and(|name| inner_functions.contains(&name))
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// A macro that makes a span or an event.
pub(super) fn is_telemetry(content: &MacroContent) -> bool {
    matches!(content, MacroContent::Span(_) | MacroContent::Event(_))
}

/// A call that attaches a span to a future, by its name: in whatever way the future came to be.
fn is_attached(expr: &Expr, catalog: &Catalog) -> bool {
    matches!(&expr.kind, ExprKind::Method { name, .. } if catalog.attaching(name).is_some())
}
