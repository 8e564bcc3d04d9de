//! Calls of macros: the grammar is chosen by the last segment of the name; whether it is that library's macro is resolved later.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr as Syn, Token};

use super::attributes::identifiers;
use super::paths::{path, path_range};
use super::patterns::pattern;
use super::{Lowerer, range};
use crate::code::tree::{Expr, ExprKind, Format, MacroCall, MacroContent, Path, Range, SelectArm};
use crate::knowledge::Grammar;

impl Lowerer<'_> {
    pub(super) fn macro_call(&mut self, call: &syn::Macro, scope: usize) -> Expr {
        let path = path(&call.path);
        let content = self.macro_content(&path, call.tokens.clone(), scope);
        let end = range(call.delimiter.span().close());
        Expr::new(path_range(&call.path).to(end), ExprKind::Macro(Box::new(MacroCall { path, content })))
    }

    fn macro_content(&mut self, path: &Path, tokens: TokenStream, scope: usize) -> MacroContent {
        let written = path.last().to_owned();
        let name = path.name().and_then(|name| self.aliases.get(name)).cloned().unwrap_or(written);
        for grammar in self.catalog.grammars_by_name(&name) {
            if let Some(content) = self.by_grammar(*grammar, tokens.clone(), scope) {
                return content;
            }
        }
        if let Some(grammar) = self.wrappers.get(path.last())
            && let Some(mut content) = self.by_grammar(*grammar, tokens.clone(), scope)
        {
            // The macro may give fields of its own.
            if let MacroContent::Span(found) | MacroContent::Event(found) = &mut content {
                found.open = true;
            }
            return content;
        }
        self.unknown(tokens, scope)
    }

    fn by_grammar(&mut self, grammar: Grammar, tokens: TokenStream, scope: usize) -> Option<MacroContent> {
        match grammar {
            Grammar::SpanMacro => self.telemetry(tokens, scope, false, true).map(MacroContent::Span),
            Grammar::LeveledSpanMacro => self.telemetry(tokens, scope, true, true).map(MacroContent::Span),
            Grammar::EventMacro => self.telemetry(tokens, scope, false, false).map(MacroContent::Event),
            Grammar::LeveledEventMacro => self.telemetry(tokens, scope, true, false).map(MacroContent::Event),
            Grammar::Format | Grammar::ReturnsError | Grammar::ReturnsErrorUnless | Grammar::Panics => {
                self.format(tokens, scope).map(MacroContent::Format)
            }
            Grammar::Select => self.select(tokens, scope).map(MacroContent::Select),
            Grammar::Join => self.expressions(tokens, scope).map(MacroContent::Join),
            Grammar::Instrument | Grammar::Statics => None,
        }
    }

    /// Expressions separated by commas or semicolons, else statements, else opaque.
    fn unknown(&mut self, tokens: TokenStream, scope: usize) -> MacroContent {
        if let Some(values) = self.expressions(tokens.clone(), scope) {
            return MacroContent::Expressions(values);
        }
        if let Ok(statements) = syn::Block::parse_within.parse2(tokens.clone()) {
            return MacroContent::Statements(self.statements(&statements, Range::default(), scope));
        }
        let mut names = Vec::new();
        identifiers(tokens, &mut names);
        MacroContent::Opaque(names)
    }

    pub(super) fn expressions(&mut self, tokens: TokenStream, scope: usize) -> Option<Vec<Expr>> {
        let values = parse_expressions.parse2(tokens).ok()?;
        Some(values.iter().map(|value| self.expr(value, scope)).collect())
    }

    fn format(&mut self, tokens: TokenStream, scope: usize) -> Option<Format> {
        let values = parse_format_arguments.parse2(tokens).ok()?;
        Some(self.format_of(&values, scope))
    }

    /// The first text literal is the format string; what stands before it is no part of the text.
    pub(super) fn format_of(&mut self, values: &[Syn], scope: usize) -> Format {
        let at = values.iter().position(|value| text_literal(value).is_some());
        let literal = at.and_then(|at| values.get(at)).and_then(text_literal);
        let lowered: Vec<Expr> = values.iter().map(|value| self.expr(value, scope)).collect();
        let Some((at, literal)) = at.zip(literal) else {
            return Format { text: None, range: Range::default(), arguments: lowered, before: Vec::new() };
        };
        let here = range(literal.span());
        let text = literal.value();
        let mut lowered = lowered.into_iter();
        let before: Vec<Expr> = lowered.by_ref().take(at).collect();
        let mut arguments: Vec<Expr> = lowered.skip(1).map(named_argument).collect();
        for name in captures(&text) {
            let path = Path { segments: vec![name], ..Path::default() };
            arguments.push(Expr::new(here, ExprKind::Path(path)));
        }
        Format { text: Some(text), range: here, arguments, before }
    }

    /// `pattern = future, if condition => handler`, `else => handler`, `biased;` first.
    /// Source: tokio 1, `macro.select.html`; futures 0.3 has the same arms without `biased` and with `complete`/`default`.
    fn select(&mut self, tokens: TokenStream, scope: usize) -> Option<Vec<SelectArm>> {
        let arms = parse_select.parse2(tokens).ok()?;
        let mut lowered = Vec::new();
        for arm in &arms {
            lowered.push(SelectArm {
                pattern: arm.pattern.as_ref().map(pattern),
                future: arm.future.as_ref().map(|future| self.expr(future, scope)),
                condition: arm.condition.as_ref().map(|condition| self.expr(condition, scope)),
                handler: Some(self.expr(&arm.handler, scope)),
            });
        }
        Some(lowered)
    }
}

fn parse_expressions(input: ParseStream<'_>) -> syn::Result<Vec<Syn>> {
    let mut values = Vec::new();
    while !input.is_empty() {
        values.push(input.parse()?);
        if input.is_empty() {
            break;
        }
        if input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
        } else {
            // `vec![value; count]`
            input.parse::<Token![;]>()?;
        }
    }
    Ok(values)
}

/// Like expressions, but `name = value` is an argument.
fn parse_format_arguments(input: ParseStream<'_>) -> syn::Result<Vec<Syn>> {
    Ok(Punctuated::<Syn, Token![,]>::parse_terminated(input)?.into_iter().collect())
}

struct SynArm {
    pattern: Option<syn::Pat>,
    future: Option<Syn>,
    condition: Option<Syn>,
    handler: Syn,
}

fn parse_select(input: ParseStream<'_>) -> syn::Result<Vec<SynArm>> {
    if input.peek(syn::Ident) && input.peek2(Token![;]) {
        input.parse::<syn::Ident>()?;
        input.parse::<Token![;]>()?;
    }
    let mut arms = Vec::new();
    while !input.is_empty() {
        let keyword =
            input.peek(Token![else]) || (input.peek(Token![default]) || input.peek(syn::Ident)) && input.peek2(Token![=>]);
        let (mut pattern, mut future, mut condition) = (None, None, None);
        if keyword {
            input.parse::<TokenTree>()?;
        } else {
            pattern = Some(syn::Pat::parse_multi_with_leading_vert(input)?);
            input.parse::<Token![=]>()?;
            future = Some(input.parse()?);
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
                input.parse::<Token![if]>()?;
                condition = Some(input.parse()?);
            }
        }
        input.parse::<Token![=>]>()?;
        let handler = if input.peek(syn::token::Brace) {
            let block: syn::Block = input.parse()?;
            Syn::Block(syn::ExprBlock { attrs: Vec::new(), label: None, block })
        } else {
            input.parse()?
        };
        if input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
        }
        arms.push(SynArm { pattern, future, condition, handler });
    }
    Ok(arms)
}

pub(super) fn text_literal(expr: &Syn) -> Option<&syn::LitStr> {
    match expr {
        Syn::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text),
        Syn::Group(inner) => text_literal(&inner.expr),
        _ => None,
    }
}

/// `width = value` in a format macro is its value.
fn named_argument(argument: Expr) -> Expr {
    match argument.kind {
        ExprKind::Assign { value, compound: false, .. } => *value,
        _ => argument,
    }
}

/// The names that a format string captures: `{name}`, `{name:?}`; not `{}`, `{0}`, `{{`.
pub(super) fn captures(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if letter != '{' {
            continue;
        }
        if letters.next_if_eq(&'{').is_some() {
            continue;
        }
        let mut name = String::new();
        while let Some(letter) = letters.next_if(|letter| letter.is_alphanumeric() || *letter == '_') {
            name.push(letter);
        }
        let is_name = name.starts_with(|first: char| first.is_alphabetic() || first == '_');
        if is_name && letters.peek().is_some_and(|next| matches!(next, '}' | ':')) {
            names.push(name);
        }
    }
    names
}

/// Whether a token tree is a group with that delimiter.
pub(super) fn is_group(token: &TokenTree, delimiter: Delimiter) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == delimiter)
}
