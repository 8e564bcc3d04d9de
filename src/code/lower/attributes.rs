//! Attributes of items: test code, derives.

use proc_macro2::{TokenStream, TokenTree};
use syn::{Attribute, Meta};

use super::paths::name;

/// `#[test]`, `#[tokio::test]`, `#[rstest]`, `#[cfg(test)]` and their like.
pub(super) fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let attribute_name = attribute.path().segments.last().map(|segment| name(&segment.ident)).unwrap_or_default();
        match &attribute.meta {
            Meta::List(list) if attribute_name == "cfg" => mentions_test(list.tokens.clone()),
            Meta::List(list) if attribute_name == "cfg_attr" => {
                // `cfg_attr(condition, tokio::test)` makes a test; a condition on `test` alone does not.
                let text = list.tokens.to_string();
                text.split_once(',').is_some_and(|(_, attribute)| attribute.trim_end().ends_with("test"))
            }
            _ => attribute_name.contains("test") || attribute_name == "bench",
        }
    })
}

/// Whether a `cfg` predicate holds for tests: names `test` outside `not(..)`, or a feature whose name says that it is for tests.
fn mentions_test(tokens: TokenStream) -> bool {
    let mut negated = false;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if ident == "test" => return true,
            TokenTree::Ident(ident) => negated = ident == "not",
            TokenTree::Group(group) => {
                if !negated && mentions_test(group.stream()) {
                    return true;
                }
                negated = false;
            }
            TokenTree::Literal(literal) if is_for_tests(&literal.to_string()) => return true,
            TokenTree::Punct(_) | TokenTree::Literal(_) => negated = false,
        }
    }
    false
}

/// Whether the name of a feature says that it is for tests: `sqs-test-helpers`, `testsuite`.
fn is_for_tests(feature: &str) -> bool {
    let mut words = feature.split(|letter: char| !letter.is_alphanumeric());
    words.any(|word| matches!(word, "test" | "tests" | "testing" | "testsuite" | "testutil" | "testutils"))
}

/// The names in `#[derive(..)]`, also inside `cfg_attr`.
pub(super) fn derives(attributes: &[Attribute]) -> Vec<String> {
    let mut names = Vec::new();
    for attribute in attributes {
        let Meta::List(list) = &attribute.meta else { continue };
        if list.path.is_ident("derive") || list.path.is_ident("cfg_attr") {
            identifiers(list.tokens.clone(), &mut names);
        }
    }
    names
}

/// Every identifier among the tokens, in source order.
pub(super) fn identifiers(tokens: TokenStream, names: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(ident) => names.push(name(&ident)),
            TokenTree::Group(group) => identifiers(group.stream(), names),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}
