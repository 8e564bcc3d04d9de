//! The grammar of tracing's span and event macros and of `fields(..)`.
//! Source: tracing 0.1.44, `macros.rs`: prefixes, level, name, then fields and a message with format arguments.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Expr as Syn, Ident, LitStr, Token};

use super::macros::text_literal;
use super::{Lowerer, METAVARIABLE, range};
use crate::code::tree::{ExprKind, Field, FieldKey, Format, Sigil, TelemetryMacro};

/// What the tokens say, in syn's terms.
#[derive(Default)]
pub(super) struct Parsed {
    parent: Option<Syn>,
    name: Option<Syn>,
    pub(super) fields: Vec<ParsedField>,
    message: Vec<Syn>,
    others: Vec<Syn>,
    pub(super) open: bool,
}

pub(super) struct ParsedField {
    key: ParsedKey,
    range: crate::code::tree::Range,
    sigil: Sigil,
    value: Option<Syn>,
    shorthand: Option<Syn>,
}

enum ParsedKey {
    Text(String),
    Constant(Box<Syn>),
}

impl Lowerer<'_> {
    pub(super) fn telemetry(
        &mut self,
        tokens: TokenStream,
        scope: usize,
        leveled: bool,
        is_span: bool,
    ) -> Option<TelemetryMacro> {
        let parsed = (|input: ParseStream<'_>| parse(input, leveled, is_span)).parse2(tokens).ok()?;
        let fields = self.fields(&parsed.fields, scope);
        let message: Option<Format> = (!parsed.message.is_empty()).then(|| self.format_of(&parsed.message, scope));
        Some(TelemetryMacro {
            parent: parsed.parent.as_ref().map(|parent| self.expr(parent, scope)),
            name: parsed.name.as_ref().map(|name| self.expr(name, scope)),
            fields,
            message,
            others: parsed.others.iter().map(|other| self.expr(other, scope)).collect(),
            open: parsed.open,
        })
    }

    pub(super) fn fields(&mut self, parsed: &[ParsedField], scope: usize) -> Vec<Field> {
        parsed.iter().map(|field| self.field(field, scope)).collect()
    }

    fn field(&mut self, field: &ParsedField, scope: usize) -> Field {
        let key = match &field.key {
            ParsedKey::Text(text) => FieldKey::Text(text.clone()),
            ParsedKey::Constant(constant) => FieldKey::Constant(Box::new(self.expr(constant, scope))),
        };
        let value = field.value.as_ref().or(field.shorthand.as_ref()).map(|value| self.expr(value, scope));
        let range = value.as_ref().filter(|value| value.range.end > 0 && !matches!(value.kind, ExprKind::Opaque(_)));
        let range = range.map_or(field.range, |value| field.range.to(value.range));
        Field { key, key_range: field.range, range, value, sigil: field.sigil, shorthand: field.shorthand.is_some() }
    }
}

fn parse(input: ParseStream<'_>, leveled: bool, is_span: bool) -> syn::Result<Parsed> {
    let mut parsed = Parsed::default();
    while input.peek(Ident::peek_any) && input.peek2(Token![:]) && !input.peek2(Token![::]) {
        let prefix = input.call(Ident::parse_any)?;
        input.parse::<Token![:]>()?;
        let value: Syn = input.parse()?;
        input.parse::<Option<Token![,]>>()?;
        match prefix.to_string().as_str() {
            "parent" => parsed.parent = Some(value),
            "name" => parsed.name = Some(value),
            _ => parsed.others.push(value),
        }
    }
    if leveled {
        parsed.others.push(input.parse()?);
        input.parse::<Option<Token![,]>>()?;
    }
    if is_span {
        if input.is_empty() {
            parsed.open = true;
            return Ok(parsed);
        }
        parsed.name = Some(input.parse()?);
        if is_metavariable(parsed.name.as_ref()) && input.is_empty() {
            // `$($tokens)*` may be a name and all its fields.
            parsed.open = true;
        }
        input.parse::<Option<Token![,]>>()?;
    }
    parse_fields(input, &mut parsed, true)?;
    Ok(parsed)
}

/// The contents of `fields(..)`.
pub(super) fn parse_declared(input: ParseStream<'_>) -> syn::Result<Parsed> {
    let mut parsed = Parsed::default();
    parse_fields(input, &mut parsed, false)?;
    Ok(parsed)
}

fn parse_fields(input: ParseStream<'_>, parsed: &mut Parsed, shorthand: bool) -> syn::Result<()> {
    while !input.is_empty() {
        if input.peek(Token![,]) {
            input.parse::<Token![,]>()?;
            continue;
        }
        let is_message = input.peek(syn::Lit) && !(input.peek(LitStr) && input.peek2(Token![=]));
        if is_message {
            return parse_message(input, parsed);
        }
        let here = input.fork();
        match parse_field(input, shorthand) {
            Ok(Item::Field(field)) => parsed.fields.push(field),
            Ok(Item::Group(group)) => {
                parsed.fields.extend(group.fields);
                parsed.message.extend(group.message);
                parsed.open |= group.open;
            }
            // Not a field: a message made by an expression, or tokens of a macro.
            Err(_) => {
                parsed.open = true;
                syn::parse::discouraged::Speculative::advance_to(input, &here);
                return parse_message(input, parsed);
            }
        }
    }
    Ok(())
}

#[allow(clippy::large_enum_variant, reason = "lives for one step of the parser")]
enum Item {
    Field(ParsedField),
    Group(Parsed),
}

fn parse_message(input: ParseStream<'_>, parsed: &mut Parsed) -> syn::Result<()> {
    let values = syn::punctuated::Punctuated::<Syn, Token![,]>::parse_terminated(input)?;
    parsed.message.extend(values);
    Ok(())
}

fn parse_field(input: ParseStream<'_>, shorthand: bool) -> syn::Result<Item> {
    if input.peek(syn::token::Brace) {
        return parse_braced(input);
    }
    if input.peek(Token![?]) || input.peek(Token![%]) {
        let sigil = parse_sigil(input)?;
        let (text, range, value) = parse_name(input)?;
        return Ok(Item::Field(ParsedField { key: ParsedKey::Text(text), range, sigil, value: None, shorthand: Some(value) }));
    }
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        let (sigil, value) = parse_value(input)?;
        let key = ParsedKey::Text(literal.value());
        return Ok(Item::Field(ParsedField { key, range: range(literal.span()), sigil, value: Some(value), shorthand: None }));
    }
    let (text, range, name) = parse_name(input)?;
    if input.peek(Token![=]) && !input.peek(Token![==]) {
        let (sigil, value) = parse_value(input)?;
        return Ok(Item::Field(ParsedField { key: ParsedKey::Text(text), range, sigil, value: Some(value), shorthand: None }));
    }
    if !input.is_empty() && !input.peek(Token![,]) {
        return Err(input.error("expected a field"));
    }
    let shorthand = shorthand.then_some(name);
    Ok(Item::Field(ParsedField { key: ParsedKey::Text(text), range, sigil: Sigil::None, value: None, shorthand }))
}

/// `{ CONST } = value`, or a group of fields.
fn parse_braced(input: ParseStream<'_>) -> syn::Result<Item> {
    let content;
    let brace = syn::braced!(content in input);
    if input.peek(Token![=]) {
        let constant: Syn = content.parse()?;
        let (sigil, value) = parse_value(input)?;
        let key = match text_literal(&constant) {
            Some(text) => ParsedKey::Text(text.value()),
            None => ParsedKey::Constant(Box::new(constant)),
        };
        let range = range(brace.span.join());
        return Ok(Item::Field(ParsedField { key, range, sigil, value: Some(value), shorthand: None }));
    }
    let mut group = Parsed::default();
    parse_fields(&content, &mut group, true)?;
    Ok(Item::Group(group))
}

fn parse_sigil(input: ParseStream<'_>) -> syn::Result<Sigil> {
    if input.parse::<Option<Token![?]>>()?.is_some() {
        return Ok(Sigil::Debug);
    }
    Ok(input.parse::<Option<Token![%]>>()?.map_or(Sigil::None, |_| Sigil::Display))
}

fn parse_value(input: ParseStream<'_>) -> syn::Result<(Sigil, Syn)> {
    input.parse::<Token![=]>()?;
    let sigil = parse_sigil(input)?;
    Ok((sigil, input.parse()?))
}

/// A dotted name: as text, and as the expression that it is in shorthand.
fn parse_name(input: ParseStream<'_>) -> syn::Result<(String, crate::code::tree::Range, Syn)> {
    let first = input.call(Ident::parse_any)?;
    let mut text = plain(&first);
    let mut whole = range(first.span());
    let mut value: Syn = Syn::Path(syn::ExprPath { attrs: Vec::new(), qself: None, path: first.into() });
    while input.peek(Token![.]) {
        let dot_token: Token![.] = input.parse()?;
        let part = input.call(Ident::parse_any)?;
        text.push('.');
        text.push_str(&plain(&part));
        whole = whole.to(range(part.span()));
        value =
            Syn::Field(syn::ExprField { attrs: Vec::new(), base: Box::new(value), dot_token, member: syn::Member::Named(part) });
    }
    Ok((text, whole, value))
}

fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

fn is_metavariable(expr: Option<&Syn>) -> bool {
    matches!(expr, Some(Syn::Path(path)) if path.path.get_ident().is_some_and(|name| name.to_string().starts_with(METAVARIABLE)))
}
