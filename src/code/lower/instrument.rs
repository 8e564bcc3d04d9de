//! The arguments of `#[instrument]`, also inside `cfg_attr`. Which arguments exist is knowledge; here they are only read.
//! Source: tracing-attributes 0.1, `attr.rs`.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, LitStr, Meta, Token};

use super::fields::{Parsed, parse_declared};
use super::paths::{name, path, path_range};
use super::{Lowerer, range};
use crate::code::tree::{Instrument, Range};
use crate::knowledge::Grammar;

/// The first attribute whose name is that of an instrumenting one.
pub(super) fn instrument(lowerer: &mut Lowerer<'_>, attributes: &[Attribute], scope: usize) -> Option<Instrument> {
    attributes.iter().find_map(|attribute| {
        let whole = range(attribute.pound_token.span).to(range(attribute.bracket_token.span.close()));
        from_meta(lowerer, &attribute.meta, whole, scope)
    })
}

fn from_meta(lowerer: &mut Lowerer<'_>, meta: &Meta, whole: Range, scope: usize) -> Option<Instrument> {
    let written = path(meta.path());
    if written.name() == Some("cfg_attr") {
        let Meta::List(list) = meta else { return None };
        let metas = (|input: ParseStream<'_>| {
            input.parse::<Meta>()?;
            input.parse::<Token![,]>()?;
            syn::punctuated::Punctuated::<Meta, Token![,]>::parse_terminated(input)
        })
        .parse2(list.tokens.clone())
        .ok()?;
        return metas.iter().find_map(|meta| from_meta(lowerer, meta, path_range(meta.path()).to(whole_of(meta)), scope));
    }
    let last = written.name().and_then(|name| lowerer.aliases.get(name)).map_or(written.last(), String::as_str);
    if !lowerer.catalog.grammars_by_name(last).contains(&Grammar::Instrument) {
        return None;
    }
    let head = Range { start: whole.start, end: path_range(meta.path()).end };
    let mut found = Instrument { path: written, range: whole, head, ..Instrument::default() };
    if let Meta::List(list) = meta {
        read(lowerer, list.tokens.clone(), &mut found, scope);
    }
    Some(found)
}

fn whole_of(meta: &Meta) -> Range {
    match meta {
        Meta::List(list) => range(list.delimiter.span().close()),
        Meta::Path(_) | Meta::NameValue(_) => path_range(meta.path()),
    }
}

fn read(lowerer: &mut Lowerer<'_>, tokens: TokenStream, into: &mut Instrument, scope: usize) {
    let read = (|input: ParseStream<'_>| {
        while !input.is_empty() {
            argument(lowerer, input, into, scope)?;
            if input.peek(Token![,]) {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    })
    .parse2(tokens);
    into.open |= read.is_err();
}

fn argument(lowerer: &mut Lowerer<'_>, input: ParseStream<'_>, into: &mut Instrument, scope: usize) -> syn::Result<()> {
    if input.peek(LitStr) {
        let value: syn::Expr = input.parse()?;
        into.name = Some(lowerer.expr(&value, scope));
        return Ok(());
    }
    let ident = input.call(Ident::parse_any)?;
    let argument = ident.unraw().to_string();
    into.arguments.push((argument.clone(), range(ident.span())));
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        let value: syn::Expr = input.parse()?;
        match argument.as_str() {
            "name" => into.name = Some(lowerer.expr(&value, scope)),
            "level" => into.level = Some(lowerer.expr(&value, scope)),
            _ => {}
        }
        return Ok(());
    }
    if input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in input);
        match argument.as_str() {
            "skip" => {
                let names = syn::punctuated::Punctuated::<Ident, Token![,]>::parse_terminated_with(&content, Ident::parse_any)?;
                into.skip.extend(names.iter().map(name));
            }
            "fields" => {
                let parsed: Parsed = parse_declared(&content)?;
                into.fields.extend(lowerer.fields(&parsed.fields, scope));
                into.open |= parsed.open;
            }
            "ret" => into.returns = Some(range(ident.span())),
            "err" if content.cursor().token_stream().into_iter().any(|token| token.to_string() == "Debug") => {
                into.errs_by_debug = Some(range(ident.span()));
            }
            _ => {}
        }
        content.parse::<TokenStream>()?;
        return Ok(());
    }
    match argument.as_str() {
        "skip_all" => into.skip_all = true,
        "ret" => into.returns = Some(range(ident.span())),
        _ => {}
    }
    Ok(())
}
