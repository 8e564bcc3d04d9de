//! Blocks and statements.

use syn::{Expr as Syn, Stmt};

use super::patterns::pattern;
use super::{Lowerer, paths, range};
use crate::code::tree::{Block, Range, Scope, Statement};

impl Lowerer<'_> {
    pub(super) fn block(&mut self, block: &syn::Block, scope: usize) -> Block {
        let whole = range(block.brace_token.span.join());
        self.statements(&block.stmts, whole, scope)
    }

    pub(super) fn labelled(&mut self, block: &syn::Block, name: Option<&syn::Label>, scope: usize) -> Block {
        Block { label: label(name.map(|label| &label.name)), ..self.block(block, scope) }
    }

    pub(super) fn statements(&mut self, statements: &[Stmt], whole: Range, scope: usize) -> Block {
        let items: Vec<&syn::Item> = statements
            .iter()
            .filter_map(|statement| match statement {
                Stmt::Item(item) => Some(item),
                Stmt::Local(_) | Stmt::Expr(..) | Stmt::Macro(_) => None,
            })
            .collect();
        let own = (!items.is_empty()).then(|| {
            let is_test = self.unit.scopes.get(scope).is_some_and(|parent| parent.is_test);
            self.unit.scopes.push(Scope { parent: Some(scope), is_test, ..Scope::default() });
            self.unit.scopes.len() - 1
        });
        let inner = own.unwrap_or(scope);
        self.collect_aliases(items.iter().copied());
        self.items(items.iter().copied(), inner, None);
        let mut statements: Vec<Statement> = statements.iter().filter_map(|statement| self.statement(statement, inner)).collect();
        // Of most blocks, which have a statement or two, three quarters would be room for more.
        statements.shrink_to_fit();
        Block { range: whole, label: None, moves: false, statements, scope: own }
    }

    fn statement(&mut self, statement: &Stmt, scope: usize) -> Option<Statement> {
        match statement {
            Stmt::Item(_) => None,
            Stmt::Local(local) => {
                let (bound, annotation) = match &local.pat {
                    syn::Pat::Type(typed) => (pattern(&typed.pat), Some(paths::of(&typed.ty))),
                    other => (pattern(other), None),
                };
                let value = local.init.as_ref().map(|init| self.expr(&init.expr, scope));
                let otherwise = local.init.as_ref().and_then(|init| init.diverge.as_ref());
                let otherwise = otherwise.map(|(_, diverge)| match &**diverge {
                    Syn::Block(block) => Box::new(self.block(&block.block, scope)),
                    _ => Box::default(),
                });
                let whole = range(local.let_token.span).to(range(local.semi_token.span));
                let conditional = local.attrs.iter().any(|attribute| attribute.path().is_ident("cfg"));
                Some(Statement::Let { range: whole, pattern: bound, annotation, value, otherwise, conditional })
            }
            Stmt::Expr(expr, semicolon) => {
                let value = self.expr(expr, scope);
                let whole = semicolon.map_or(value.range, |token| value.range.to(range(token.span)));
                Some(Statement::Expr { range: whole, value, semicolon: semicolon.is_some() })
            }
            Stmt::Macro(call) => {
                let value = self.macro_call(&call.mac, scope);
                let braced = matches!(call.mac.delimiter, syn::MacroDelimiter::Brace(_));
                let whole = call.semi_token.map_or(value.range, |token| value.range.to(range(token.span)));
                Some(Statement::Expr { range: whole, value, semicolon: call.semi_token.is_some() || braced })
            }
        }
    }
}

pub(super) fn label(lifetime: Option<&syn::Lifetime>) -> Option<String> {
    lifetime.map(|lifetime| lifetime.ident.to_string())
}
