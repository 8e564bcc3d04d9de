//! syn's tree to our own: a parsed file comes in, a [`Unit`] goes out. Nothing of syn leaves this folder, so a unit can cross threads.

mod attributes;
mod expressions;
mod fields;
mod instrument;
mod items;
mod macro_rules;
mod macros;
mod paths;
mod patterns;
mod single;
mod statements;
mod wrappers;

use std::collections::HashMap;

use proc_macro2::Span;
use rustc_hash::FxHashMap;

#[cfg(test)]
use super::tree::Scope;
use super::tree::{Range, Unit};
use crate::knowledge::{Catalog, Grammar};
use crate::text::offset;
pub(super) use single::{ImplSignature, Single, type_of};

/// Lowers one parsed file, as tests hold against items that are read one at a time. `is_test` marks a file that is test code as a whole; `wrappers` are macros of the workspace that hand their
/// arguments on.
#[cfg(test)]
pub(super) fn lower(file: &syn::File, is_test: bool, catalog: &Catalog, wrappers: &FxHashMap<String, Grammar>) -> Unit {
    let around = HashMap::new();
    let aliases = Aliases { around: &around, own: HashMap::new() };
    let mut lowerer = Lowerer { unit: Unit::default(), aliases, in_macro: false, catalog, wrappers };
    lowerer.unit.scopes.push(Scope { is_test: is_test || attributes::is_test(&file.attrs), ..Scope::default() });
    lowerer.collect_aliases(&file.items);
    lowerer.items(&file.items, 0, None);
    lowerer.unit.number_expressions();
    lowerer.unit
}

struct Lowerer<'l> {
    unit: Unit,
    catalog: &'l Catalog,
    /// How the arguments of the workspace's own macros are read.
    wrappers: &'l FxHashMap<String, Grammar>,
    aliases: Aliases<'l>,
    in_macro: bool,
}

/// `use a::b as c`: from `c` to `b`, so that a macro's grammar is known behind an alias.
struct Aliases<'l> {
    /// Of the file around what is lowered by itself.
    around: &'l HashMap<String, String>,
    own: HashMap<String, String>,
}

impl Aliases<'_> {
    fn get(&self, name: &str) -> Option<&String> {
        self.own.get(name).or_else(|| self.around.get(name))
    }
}

/// Metavariables of `macro_rules!` become names with this prefix.
pub(super) const METAVARIABLE: &str = "__metavariable_";

fn range(span: Span) -> Range {
    let bytes = span.byte_range();
    Range { start: offset(bytes.start), end: offset(bytes.end) }
}
