//! An outline as text, for tests.

use super::imports::Leaf;
use super::item::{FoundIn, Item, ScopeKind};
use super::tables::Outline;
use super::tokens::name_in;
use super::{Role, Visibility};
use crate::code::lexer::{self, Lexer};
use crate::code::tree::Range;

/// One line for each item, deeper for each one around it, then what else there is.
pub(super) fn print(text: &str, outline: &Outline) -> String {
    let mut lines = Vec::new();
    for item in &outline.items {
        lines.push(print_item(text, outline, item));
    }
    for scope in outline.scopes.iter().skip(1) {
        let kind = match scope.kind {
            ScopeKind::Module(_) => "module",
            _ => "block",
        };
        let marked = if scope.is_test { " test" } else { "" };
        lines.push(format!("scope {kind} in {}{marked}: {}", scope.parent.unwrap_or_default(), short(text, scope.range)));
    }
    for import in &outline.imports {
        let path: Vec<&str> = outline.path(import).into_iter().map(|range| name_in(text, range)).collect();
        let global = if import.is_global { "::" } else { "" };
        let glob = if import.leaf == Leaf::Glob { "::*" } else { "" };
        let public = if import.is_public { " pub" } else { "" };
        let name = import.name.map_or(String::new(), |name| format!(" as {}", name_in(text, name)));
        lines.push(format!("import{public} {global}{}{glob}{name}", path.join("::")));
    }
    for found in &outline.impls {
        let of_trait = found.of_trait.map_or(String::new(), |range| format!("{} for ", short(text, range)));
        lines.push(format!("impl {of_trait}{}", short(text, found.of)));
    }
    lines.extend(outline.stray.iter().map(|stray| format!("stray {}", short(text, *stray))));
    lines.extend(outline.problems.iter().map(|(at, reason)| format!("problem {at} {reason}")));
    lines.push(String::new());
    lines.join("\n")
}

fn print_item(text: &str, outline: &Outline, item: &Item) -> String {
    let mut depth = 0;
    let mut parent = item.parent;
    while let Some(around) = parent.and_then(|at| outline.item(at)) {
        depth += 1;
        parent = around.parent;
    }
    let visibility = match item.visibility {
        Visibility::Private => "",
        Visibility::Public => "pub ",
        Visibility::Restricted => "pub(..) ",
    };
    let found = match item.found_in {
        FoundIn::Source => "",
        FoundIn::ItemMacro => " held",
        FoundIn::OtherMacro => " tried",
        FoundIn::BodyMacro => " argument",
    };
    let marked = if item.is_test { " test" } else { "" };
    let scope = if item.scope > 0 { format!(" in {}", item.scope) } else { String::new() };
    let attributes = item.attributes.of(&outline.attributes).iter().map(|attribute| {
        let Range { start, end } = attribute.arguments;
        let arguments = text.get(start as usize..end as usize).unwrap_or_default();
        let words = Lexer::new(arguments).filter(|(token, ..)| *token == lexer::Token::Word);
        let names: Vec<&str> = words.filter_map(|(_, start, end)| arguments.get(start..end)).collect();
        let said = arguments.strip_prefix('=').and_then(|said| said.trim().strip_prefix('"')?.strip_suffix('"'));
        let said = said.map_or(String::new(), |said| format!("{said:?}"));
        format!(" #{}({}{said})", name_in(text, attribute.name), names.join(" "))
    });
    let attributes: String = attributes.collect();
    let body = if item.has_body() { format!(" | {}", short(text, item.body)) } else { String::new() };
    format!(
        "{}{visibility}{:?} `{}`{found}{marked}{scope}{attributes}: {}{body}",
        "  ".repeat(depth),
        item.kind,
        name_in(text, item.name),
        short(text, item.header)
    )
}

/// What of the given words each item has, by its name.
pub(super) fn print_words(text: &str, outline: &Outline, words: &[&str]) -> String {
    let mut lines = Vec::new();
    for item in &outline.items {
        let mut line = vec![format!("{:?} `{}`:", item.kind, name_in(text, item.name))];
        for role in [Role::Header, Role::Body, Role::Call, Role::Written, Role::Text] {
            let has = item.words.of(role, outline);
            for word in words.iter().filter(|word| has.binary_search(&crate::code::word_hash::name_hash(word)).is_ok()) {
                line.push(format!("{role:?} {word}"));
            }
        }
        lines.push(line.join(" "));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// A range on one line, its middle left out.
fn short(text: &str, range: Range) -> String {
    let text = text.get(range.start as usize..range.end as usize).unwrap_or("?");
    let line: Vec<&str> = text.split_whitespace().collect();
    let line = line.join(" ");
    let count = line.chars().count();
    if count <= 60 {
        return line;
    }
    let (first, last): (String, String) = (line.chars().take(28).collect(), line.chars().skip(count - 28).collect());
    format!("{first} .. {last}")
}
