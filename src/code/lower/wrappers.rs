//! `macro_rules!` that only hand on what they get: their calls are read like calls of the macro that gets it.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::macro_rules::arms;
use super::macros::is_group;
use crate::code::tree::{Path, Wrapper};
use crate::knowledge::{Catalog, Grammar};

/// The macro as a wrapper: each of its arms is one call of the same macro of telemetry, or of the macro itself.
pub(super) fn wrapper(catalog: &Catalog, name: &str, scope: usize, tokens: TokenStream) -> Option<Wrapper> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut found: Option<(Grammar, Path)> = None;
    for body in arms(&tokens) {
        let (target, arguments) = only_call(body.stream())?;
        if target.last() == name {
            continue;
        }
        let grammar = grammar_of(catalog, &target, &arguments)?;
        match &found {
            Some(known) if *known != (grammar, target.clone()) => return None,
            _ => found = Some((grammar, target)),
        }
    }
    let (grammar, target) = found?;
    Some(Wrapper { name: name.to_owned(), scope, grammar, target })
}

/// The path and arguments of the macro call that the tokens are, braces and a semicolon aside.
fn only_call(tokens: TokenStream) -> Option<(Path, Vec<TokenTree>)> {
    let mut tokens: Vec<TokenTree> = tokens.into_iter().collect();
    if let [TokenTree::Group(inner)] = tokens.as_slice()
        && inner.delimiter() == Delimiter::Brace
    {
        return only_call(inner.stream());
    }
    if matches!(tokens.last(), Some(TokenTree::Punct(sign)) if sign.as_char() == ';') {
        tokens.pop();
    }
    let (TokenTree::Group(arguments), rest) = tokens.split_last()? else { return None };
    let (TokenTree::Punct(mark), path) = rest.split_last()? else { return None };
    if mark.as_char() != '!' {
        return None;
    }
    let mut target = Path::default();
    for token in path {
        match token {
            TokenTree::Ident(name) => target.segments.push(name.to_string()),
            TokenTree::Punct(sign) if sign.as_char() == ':' && target.segments.is_empty() => target.global = true,
            TokenTree::Punct(sign) if matches!(sign.as_char(), ':' | '$') => {}
            _ => return None,
        }
    }
    Some((target, arguments.stream().into_iter().collect()))
}

/// How the arguments of a wrapper are read that hands all or the last of them on to `target`.
fn grammar_of(catalog: &Catalog, target: &Path, arguments: &[TokenTree]) -> Option<Grammar> {
    let grammar = catalog.grammars_by_name(target.last()).iter().copied().find(|grammar| {
        matches!(grammar, Grammar::SpanMacro | Grammar::LeveledSpanMacro | Grammar::EventMacro | Grammar::LeveledEventMacro)
    })?;
    if !hands_on(arguments) {
        return None;
    }
    let mut own: Vec<&[TokenTree]> = arguments.split(is_comma).filter(|argument| !is_prefix(argument)).collect();
    let mut is_given = || {
        let first = if own.is_empty() { None } else { Some(own.remove(0)) };
        // `$crate::LEVEL` is no argument.
        let is_crate = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Ident(name)) if name == "crate");
        first.is_some_and(|first| {
            matches!(first.first(), Some(TokenTree::Punct(sign)) if sign.as_char() == '$') && !is_crate(first.get(1))
        })
    };
    match grammar {
        Grammar::LeveledSpanMacro if is_given() => Some(Grammar::LeveledSpanMacro),
        // The level is fixed, and the name is not.
        Grammar::LeveledSpanMacro | Grammar::SpanMacro => is_given().then_some(Grammar::SpanMacro),
        Grammar::LeveledEventMacro if is_given() => Some(Grammar::LeveledEventMacro),
        _ => Some(Grammar::EventMacro),
    }
}

/// Whether the arguments end with all that the macro gets: `$($field)*`.
fn hands_on(arguments: &[TokenTree]) -> bool {
    let last = arguments.iter().rposition(|token| is_group(token, Delimiter::Parenthesis));
    last.is_some_and(|at| {
        let is_repeated = at > 0 && matches!(&arguments[at - 1], TokenTree::Punct(sign) if sign.as_char() == '$');
        let ends = arguments[at + 1..]
            .iter()
            .all(|token| matches!(token, TokenTree::Punct(sign) if matches!(sign.as_char(), '*' | '+' | '?' | ',')));
        is_repeated && ends
    })
}

fn is_comma(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(sign) if sign.as_char() == ',')
}

/// `target: X` and `parent: X`.
fn is_prefix(argument: &[TokenTree]) -> bool {
    let colon = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(sign)) if sign.as_char() == ':');
    matches!(argument.first(), Some(TokenTree::Ident(_))) && colon(argument.get(1)) && !colon(argument.get(2))
}
