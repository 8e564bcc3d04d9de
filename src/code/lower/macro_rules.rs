//! The arms of `macro_rules!`: each is read as statements with its metavariables as unknown names, so that a fault in a macro's
//! body is found where it stands.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::parse::Parser;

use super::macros::is_group;
use super::{Lowerer, METAVARIABLE, range};

impl Lowerer<'_> {
    /// Reads every arm that parses; an arm that does not is opaque, and nobody is told: it is no fault of the file.
    pub(super) fn macro_rules(&mut self, tokens: TokenStream, scope: usize) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for body in arms(&tokens) {
            let transcribed = transcribe(body.stream());
            let was_in_macro = std::mem::replace(&mut self.in_macro, true);
            self.transcribed(transcribed, body, scope);
            self.in_macro = was_in_macro;
        }
    }

    fn transcribed(&mut self, tokens: TokenStream, body: &Group, scope: usize) {
        let whole = range(body.span());
        if let Ok(statements) = syn::Block::parse_within.parse2(tokens.clone()) {
            let block = self.statements(&statements, whole, scope);
            self.anonymous(block, scope);
        } else if let Ok(file) = syn::parse2::<syn::File>(tokens) {
            self.items(&file.items, scope, None);
        }
    }
}

/// What each arm of a `macro_rules!` becomes: the group behind its `=>`.
pub(super) fn arms(tokens: &[TokenTree]) -> impl Iterator<Item = &Group> {
    tokens.windows(3).filter_map(|arrow| match arrow {
        [TokenTree::Punct(equals), TokenTree::Punct(greater), TokenTree::Group(body)]
            if equals.as_char() == '=' && greater.as_char() == '>' =>
        {
            Some(body)
        }
        _ => None,
    })
}

/// `$name` becomes one identifier, `$( .. )*` its contents once, `$crate` becomes `crate`.
fn transcribe(tokens: TokenStream) -> TokenStream {
    let mut out = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(dollar) if dollar.as_char() == '$' => match tokens.next() {
                Some(TokenTree::Ident(name)) if name == "crate" => out.push(TokenTree::Ident(Ident::new("crate", name.span()))),
                Some(TokenTree::Ident(name)) => {
                    let text = name.to_string();
                    let plain = text.strip_prefix("r#").unwrap_or(&text);
                    out.push(TokenTree::Ident(Ident::new(&format!("{METAVARIABLE}{plain}"), name.span())));
                }
                Some(group) if is_group(&group, Delimiter::Parenthesis) => {
                    if let TokenTree::Group(group) = group {
                        out.extend(transcribe(group.stream()));
                    }
                    // The separator and the repetition sign.
                    while let Some(TokenTree::Punct(sign)) = tokens.peek() {
                        let is_repetition = matches!(sign.as_char(), '*' | '+' | '?');
                        tokens.next();
                        if is_repetition {
                            break;
                        }
                    }
                }
                Some(other) => out.push(other),
                None => {}
            },
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), transcribe(group.stream()));
                inner.set_span(group.span());
                out.push(TokenTree::Group(inner));
            }
            other => out.push(other),
        }
    }
    out.into_iter().collect()
}
