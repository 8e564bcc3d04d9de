//! What syn sees in whole files, the outline sees too, and no more.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::code::blanks::prefix;
use crate::code::outline::{FoundIn, Kind, full_outline as outline};
use crate::code::positions::clear_positions;
use crate::code::tree::Range;
use crate::read_file::{MOST_BYTES, regular};
use crate::text::offset;

/// An item: where it is from, its kind, where its name stands (of an `impl` and others that have none, nowhere).
type Seen = (Range, Kind, Range);

struct Items {
    seen: BTreeSet<Seen>,
    /// What syn keeps as tokens.
    unread: Vec<Range>,
    /// What stands before the text that syn was given.
    before: u32,
}

impl Items {
    fn range(&self, span: proc_macro2::Span) -> Range {
        let bytes = span.byte_range();
        Range { start: offset(bytes.start) + self.before, end: offset(bytes.end) + self.before }
    }

    fn see(&mut self, item: &impl Spanned, kind: Kind, name: Option<&syn::Ident>) {
        let name = name.map_or_else(Range::default, |name| self.range(name.span()));
        let whole = self.range(item.span());
        self.seen.insert((whole, kind, name));
    }

    fn see_macro(&mut self, item: &impl Spanned, call: &syn::Macro, name: Option<&syn::Ident>) {
        match name {
            Some(name) => self.see(item, Kind::MacroDefinition, Some(name)),
            None => self.see(item, Kind::MacroCall, call.path.segments.last().map(|last| &last.ident)),
        }
    }
}

impl<'s> Visit<'s> for Items {
    fn visit_item(&mut self, item: &'s syn::Item) {
        match item {
            syn::Item::Const(found) => self.see(item, Kind::Const, Some(&found.ident)),
            syn::Item::Enum(found) => self.see(item, Kind::Enum, Some(&found.ident)),
            syn::Item::ExternCrate(found) => self.see(item, Kind::ExternCrate, Some(&found.ident)),
            syn::Item::Fn(found) => self.see(item, Kind::Function, Some(&found.sig.ident)),
            syn::Item::ForeignMod(_) => self.see(item, Kind::ForeignModule, None),
            syn::Item::Impl(_) => self.see(item, Kind::Impl, None),
            syn::Item::Macro(found) => self.see_macro(item, &found.mac, found.ident.as_ref()),
            syn::Item::Mod(found) => self.see(item, Kind::Module, Some(&found.ident)),
            syn::Item::Static(found) => self.see(item, Kind::Static, Some(&found.ident)),
            syn::Item::Struct(found) => self.see(item, Kind::Struct, Some(&found.ident)),
            syn::Item::Trait(found) => self.see(item, Kind::Trait, Some(&found.ident)),
            syn::Item::TraitAlias(found) => self.see(item, Kind::Trait, Some(&found.ident)),
            syn::Item::Type(found) => self.see(item, Kind::TypeAlias, Some(&found.ident)),
            syn::Item::Union(found) => self.see(item, Kind::Union, Some(&found.ident)),
            syn::Item::Use(_) => self.see(item, Kind::Use, None),
            _ => self.unread.push(self.range(item.span())),
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'s syn::ImplItem) {
        match item {
            syn::ImplItem::Const(found) => self.see(item, Kind::Const, Some(&found.ident)),
            syn::ImplItem::Fn(found) => self.see(item, Kind::Function, Some(&found.sig.ident)),
            syn::ImplItem::Macro(found) => self.see_macro(item, &found.mac, None),
            syn::ImplItem::Type(found) => self.see(item, Kind::TypeAlias, Some(&found.ident)),
            _ => self.unread.push(self.range(item.span())),
        }
        visit::visit_impl_item(self, item);
    }

    fn visit_trait_item(&mut self, item: &'s syn::TraitItem) {
        match item {
            syn::TraitItem::Const(found) => self.see(item, Kind::Const, Some(&found.ident)),
            syn::TraitItem::Fn(found) => self.see(item, Kind::Function, Some(&found.sig.ident)),
            syn::TraitItem::Macro(found) => self.see_macro(item, &found.mac, None),
            syn::TraitItem::Type(found) => self.see(item, Kind::TypeAlias, Some(&found.ident)),
            _ => self.unread.push(self.range(item.span())),
        }
        visit::visit_trait_item(self, item);
    }

    fn visit_foreign_item(&mut self, item: &'s syn::ForeignItem) {
        match item {
            syn::ForeignItem::Fn(found) => self.see(item, Kind::Function, Some(&found.sig.ident)),
            syn::ForeignItem::Macro(found) => self.see_macro(item, &found.mac, None),
            syn::ForeignItem::Static(found) => self.see(item, Kind::Static, Some(&found.ident)),
            syn::ForeignItem::Type(found) => self.see(item, Kind::TypeAlias, Some(&found.ident)),
            _ => self.unread.push(self.range(item.span())),
        }
        visit::visit_foreign_item(self, item);
    }
}

/// What syn sees in a text; none where it does not parse.
fn seen_by_syn(text: &str) -> Option<Items> {
    let before = prefix(text);
    let file = syn::parse_str::<syn::File>(text.get(before as usize..)?).ok()?;
    let mut items = Items { seen: BTreeSet::new(), unread: Vec::new(), before };
    items.visit_file(&file);
    drop(file);
    clear_positions();
    Some(items)
}

/// How many items both see, and those that only one of them does.
pub(super) fn compare(text: &str) -> Option<(usize, Vec<String>)> {
    let syn = seen_by_syn(text)?;
    let outline = outline(text, &|_| false);
    let items = outline.items.iter().filter(|item| item.found_in == FoundIn::Source);
    let nameless = [Kind::Impl, Kind::Use, Kind::ForeignModule];
    let own: BTreeSet<Seen> = items
        .map(|item| (item.whole, item.kind, if nameless.contains(&item.kind) { Range::default() } else { item.name }))
        .filter(|(whole, ..)| !syn.unread.iter().any(|unread| unread.contains(*whole)))
        .collect();
    let show = |who: &str, (whole, kind, _): &Seen| {
        let text = text.get(whole.start as usize..whole.end as usize).unwrap_or_default();
        format!("only {who}: {kind:?} {whole:?} {}", text.lines().find(|line| !line.starts_with("///")).unwrap_or_default())
    };
    let both = syn.seen.intersection(&own).count();
    let by_syn = syn.seen.difference(&own).map(|seen| show("syn", seen));
    let mut faults: Vec<String> = by_syn.chain(own.difference(&syn.seen).map(|seen| show("outline", seen))).collect();
    faults.extend(outline.stray.iter().map(|stray| format!("stray {stray:?}")));
    Some((both, faults))
}

/// The Rust files in some folders, in order.
pub(in crate::code) fn sources(folders: &[&str]) -> Vec<(PathBuf, String)> {
    let mut paths = Vec::new();
    for folder in folders {
        find(Path::new(folder), &mut paths);
    }
    let read = |path: &PathBuf| String::from_utf8(regular(path, MOST_BYTES).ok()?).ok();
    paths.into_iter().filter_map(|path| read(&path).map(|text| (path, text))).collect()
}

fn find(below: &Path, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(below) else { return };
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() && !path.is_symlink() {
            find(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

#[test]
fn items_are_those_of_syn() {
    let (mut both, mut faults) = (0, Vec::new());
    for (path, text) in sources(&["src", "tests", "benches"]) {
        let Some((agreed, differing)) = compare(&text) else { continue };
        both += agreed;
        faults.extend(differing.into_iter().map(|fault| format!("{}: {fault}", path.display())));
    }
    assert!(both > 5_000, "{both} items");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
