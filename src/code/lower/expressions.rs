//! Expressions.

use quote::ToTokens;
use syn::{BinOp, Expr as Syn, Lit, UnOp};

use super::attributes::identifiers;
use super::paths::{self, name, path_range, qualified};
use super::patterns::{member, pattern};
use super::statements::label;
use super::{Lowerer, range};
use crate::code::tree::{Arm, Block, Expr, ExprKind, Literal, Parameter, Range};

impl Lowerer<'_> {
    pub(super) fn expr(&mut self, expr: &Syn, scope: usize) -> Expr {
        match expr {
            Syn::Path(path) => Expr::new(path_range(&path.path), ExprKind::Path(qualified(path.qself.as_ref(), &path.path))),
            Syn::Lit(literal) => Expr::new(range(literal.lit.span()), ExprKind::Literal(literal_value(&literal.lit))),
            Syn::Paren(inner) => self.expr(&inner.expr, scope),
            Syn::Group(inner) => self.expr(&inner.expr, scope),
            Syn::Call(call) => {
                let callee = self.boxed(&call.func, scope);
                let range = callee.range.to(range(call.paren_token.span.close()));
                Expr::new(range, ExprKind::Call { callee, arguments: self.list(&call.args, scope) })
            }
            Syn::MethodCall(call) => self.method(call, scope),
            Syn::Field(field) => {
                let base = self.boxed(&field.base, scope);
                let end = match &field.member {
                    syn::Member::Named(ident) => range(ident.span()),
                    syn::Member::Unnamed(index) => range(index.span),
                };
                Expr::new(base.range.to(end), ExprKind::Field { base, name: member(&field.member) })
            }
            Syn::Index(indexed) => {
                let base = self.boxed(&indexed.expr, scope);
                let range = base.range.to(range(indexed.bracket_token.span.close()));
                Expr::new(range, ExprKind::Index { base, index: self.boxed(&indexed.index, scope) })
            }
            Syn::Await(awaited) => {
                let base = self.boxed(&awaited.base, scope);
                Expr::new(base.range.to(range(awaited.await_token.span)), ExprKind::Await(base))
            }
            Syn::Try(tried) => {
                let base = self.boxed(&tried.expr, scope);
                Expr::new(base.range.to(range(tried.question_token.span)), ExprKind::Try(base))
            }
            Syn::Reference(reference) => {
                let mut value = self.boxed(&reference.expr, scope);
                if reference.mutability.is_some() {
                    value = Box::new(Expr::new(value.range, ExprKind::Mutable(value)));
                }
                Expr::new(range(reference.and_token.span).to(value.range), ExprKind::Reference(value))
            }
            Syn::RawAddr(reference) => {
                let value = self.boxed(&reference.expr, scope);
                Expr::new(range(reference.and_token.span).to(value.range), ExprKind::Reference(value))
            }
            Syn::Unary(unary) => self.unary(unary, scope),
            Syn::Binary(binary) => self.binary(binary, scope),
            Syn::Cast(cast) => {
                let value = self.boxed(&cast.expr, scope);
                Expr::new(value.range.to(range(cast.as_token.span)), ExprKind::Cast { value, to: paths::of(&cast.ty) })
            }
            Syn::Assign(assign) => {
                let (target, value) = (self.boxed(&assign.left, scope), self.boxed(&assign.right, scope));
                Expr::new(target.range.to(value.range), ExprKind::Assign { target, value, compound: false })
            }
            Syn::Infer(underscore) => Expr::new(range(underscore.underscore_token.span), ExprKind::Underscore),
            Syn::Closure(closure) => {
                let parameters = closure.inputs.iter().map(|input| self.closure_parameter(input)).collect();
                let body = self.boxed(&closure.body, scope);
                let start = closure.asyncness.map_or(closure.inputs_begin.span, |token| token.span);
                let (is_async, moves) = (closure.asyncness.is_some(), closure.capture.is_some());
                let kind = ExprKind::Closure { parameters, body, is_async, moves };
                Expr::new(range(start).to(range_of(&kind)), kind)
            }
            Syn::Struct(structure) => Expr::new(
                path_range(&structure.path).to(range(structure.brace_token.span.close())),
                ExprKind::Struct {
                    path: qualified(structure.qself.as_ref(), &structure.path),
                    fields: structure.fields.iter().map(|field| (member(&field.member), self.expr(&field.expr, scope))).collect(),
                    rest: structure.rest.as_ref().map(|rest| self.boxed(rest, scope)),
                },
            ),
            Syn::Tuple(tuple) => Expr::new(range(tuple.paren_token.span.join()), ExprKind::Tuple(self.list(&tuple.elems, scope))),
            Syn::Array(array) => {
                Expr::new(range(array.bracket_token.span.join()), ExprKind::List(self.list(&array.elems, scope)))
            }
            Syn::Repeat(repeat) => Expr::new(
                range(repeat.bracket_token.span.join()),
                ExprKind::List(vec![self.expr(&repeat.expr, scope), self.expr(&repeat.len, scope)]),
            ),
            Syn::Range(bounds) => {
                let ends: Vec<_> = bounds.start.iter().chain(&bounds.end).map(|end| self.expr(end, scope)).collect();
                let whole = ends.iter().map(|end| end.range).reduce(Range::to).unwrap_or_default();
                Expr::new(whole, ExprKind::Range(ends))
            }
            Syn::Macro(call) => self.macro_call(&call.mac, scope),
            Syn::Verbatim(tokens) => {
                let mut names = Vec::new();
                identifiers(tokens.clone(), &mut names);
                Expr::new(Range::default(), ExprKind::Opaque(names))
            }
            other => self.control(other, scope),
        }
    }

    /// Blocks, branches, loops and jumps.
    fn control(&mut self, expr: &Syn, scope: usize) -> Expr {
        match expr {
            Syn::Block(block) => {
                let block = self.labelled(&block.block, block.label.as_ref(), scope);
                Expr::new(block.range, ExprKind::Block(block))
            }
            Syn::Unsafe(block) => {
                let block = self.block(&block.block, scope);
                Expr::new(block.range, ExprKind::Block(block))
            }
            Syn::Const(block) => {
                let block = self.block(&block.block, scope);
                Expr::new(block.range, ExprKind::Block(block))
            }
            Syn::TryBlock(block) => {
                let block = self.block(&block.block, scope);
                Expr::new(block.range, ExprKind::Block(block))
            }
            Syn::Async(asynchronous) => {
                let block = Block { moves: asynchronous.capture.is_some(), ..self.block(&asynchronous.block, scope) };
                Expr::new(range(asynchronous.async_token.span).to(block.range), ExprKind::Async(block))
            }
            Syn::If(branch) => {
                let condition = self.boxed(&branch.cond, scope);
                let then = self.block(&branch.then_branch, scope);
                let otherwise = branch.else_branch.as_ref().map(|(_, otherwise)| self.boxed(otherwise, scope));
                let end = otherwise.as_ref().map_or(then.range, |otherwise| otherwise.range);
                Expr::new(range(branch.if_token.span).to(end), ExprKind::If { condition, then: Box::new(then), otherwise })
            }
            Syn::Let(condition) => {
                let value = self.boxed(&condition.expr, scope);
                Expr::new(
                    range(condition.let_token.span).to(value.range),
                    ExprKind::Let { pattern: Box::new(pattern(&condition.pat)), value },
                )
            }
            Syn::Match(matched) => {
                let scrutinee = self.boxed(&matched.expr, scope);
                let arms = matched.arms.iter().map(|arm| self.arm(arm, scope)).collect();
                let end = range(matched.brace_token.span.close());
                Expr::new(range(matched.match_token.span).to(end), ExprKind::Match { scrutinee, arms })
            }
            Syn::Loop(endless) => {
                let body = self.labelled(&endless.body, endless.label.as_ref(), scope);
                Expr::new(range(endless.loop_token.span).to(body.range), ExprKind::Loop { condition: None, body: Box::new(body) })
            }
            Syn::While(repeated) => {
                let condition = Some(self.boxed(&repeated.cond, scope));
                let body = self.labelled(&repeated.body, repeated.label.as_ref(), scope);
                Expr::new(range(repeated.while_token.span).to(body.range), ExprKind::Loop { condition, body: Box::new(body) })
            }
            Syn::ForLoop(each) => {
                let iterable = self.boxed(&each.expr, scope);
                let body = self.labelled(&each.body, each.label.as_ref(), scope);
                let kind = ExprKind::For { pattern: Box::new(pattern(&each.pat)), iterable, body: Box::new(body) };
                Expr::new(range(each.for_token.span).to(range_of(&kind)), kind)
            }
            Syn::Return(jump) => {
                let value = jump.expr.as_ref().map(|value| self.boxed(value, scope));
                let here = range(jump.return_token.span);
                Expr::new(value.as_ref().map_or(here, |value| here.to(value.range)), ExprKind::Return(value))
            }
            Syn::Break(jump) => {
                let value = jump.expr.as_ref().map(|value| self.boxed(value, scope));
                Expr::new(range(jump.break_token.span), ExprKind::Break { label: label(jump.label.as_ref()), value })
            }
            Syn::Continue(jump) => {
                Expr::new(range(jump.continue_token.span), ExprKind::Continue { label: label(jump.label.as_ref()) })
            }
            other => {
                // Syntax of later releases: what it does with the names in it is not known.
                let mut names = Vec::new();
                identifiers(other.to_token_stream(), &mut names);
                Expr::new(Range::default(), ExprKind::Opaque(names))
            }
        }
    }

    fn boxed(&mut self, expr: &Syn, scope: usize) -> Box<Expr> {
        Box::new(self.expr(expr, scope))
    }

    fn list<'e>(&mut self, exprs: impl IntoIterator<Item = &'e Syn>, scope: usize) -> Vec<Expr> {
        exprs.into_iter().map(|expr| self.expr(expr, scope)).collect()
    }

    fn method(&mut self, call: &syn::ExprMethodCall, scope: usize) -> Expr {
        let receiver = self.boxed(&call.receiver, scope);
        let generics = call.turbofish.iter().flat_map(|turbofish| &turbofish.args);
        let generics = generics.filter_map(|argument| match argument {
            syn::GenericArgument::Type(ty) => Some(paths::of(ty)),
            _ => None,
        });
        Expr::new(
            receiver.range.to(range(call.paren_token.span.close())),
            ExprKind::Method {
                receiver,
                name: name(&call.method),
                generics: generics.collect(),
                arguments: self.list(&call.args, scope),
            },
        )
    }

    fn unary(&mut self, unary: &syn::ExprUnary, scope: usize) -> Expr {
        let value = self.boxed(&unary.expr, scope);
        let (start, kind) = match &unary.op {
            UnOp::Deref(token) => (token.span, ExprKind::Dereference(value)),
            UnOp::Not(token) => (token.span, ExprKind::Unary(value)),
            UnOp::Neg(token) => (token.span, ExprKind::Negative(value)),
            _ => return *value,
        };
        Expr::new(range(start).to(range_of(&kind)), kind)
    }

    fn binary(&mut self, binary: &syn::ExprBinary, scope: usize) -> Expr {
        let (left, right) = (self.boxed(&binary.left, scope), self.boxed(&binary.right, scope));
        let range = left.range.to(right.range);
        let compound = matches!(
            binary.op,
            BinOp::AddAssign(_)
                | BinOp::SubAssign(_)
                | BinOp::MulAssign(_)
                | BinOp::DivAssign(_)
                | BinOp::RemAssign(_)
                | BinOp::BitXorAssign(_)
                | BinOp::BitAndAssign(_)
                | BinOp::BitOrAssign(_)
                | BinOp::ShlAssign(_)
                | BinOp::ShrAssign(_)
        );
        let kind = if compound {
            ExprKind::Assign { target: left, value: right, compound: true }
        } else {
            ExprKind::Binary { left, operator: binary.op.to_token_stream().to_string(), right }
        };
        Expr::new(range, kind)
    }

    fn arm(&mut self, arm: &syn::Arm, scope: usize) -> Arm {
        let guard = match &arm.pat {
            syn::Pat::Guard(guarded) => Some(self.expr(&guarded.guard, scope)),
            _ => None,
        };
        Arm { pattern: pattern(&arm.pat), guard, body: self.expr(&arm.body, scope) }
    }

    #[allow(clippy::unused_self, reason = "reads beside its siblings")]
    fn closure_parameter(&self, input: &syn::Pat) -> Parameter {
        match input {
            syn::Pat::Type(typed) => Parameter { pattern: pattern(&typed.pat), annotation: Some(paths::of(&typed.ty)) },
            other => Parameter { pattern: pattern(other), annotation: None },
        }
    }
}

fn literal_value(literal: &Lit) -> Literal {
    match literal {
        Lit::Str(text) => Literal::Text(text.value()),
        Lit::Int(number) => Literal::Integer(number.base10_digits().to_owned()),
        Lit::Float(number) => Literal::Float(number.base10_digits().to_owned()),
        Lit::Bool(flag) => Literal::Bool(flag.value),
        _ => Literal::Other,
    }
}

/// The range of the last part of a node that has no closing token of its own.
fn range_of(kind: &ExprKind) -> Range {
    match kind {
        ExprKind::Closure { body: value, .. }
        | ExprKind::Dereference(value)
        | ExprKind::Unary(value)
        | ExprKind::Negative(value) => value.range,
        ExprKind::For { body, .. } => body.range,
        _ => Range::default(),
    }
}
