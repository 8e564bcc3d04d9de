//! The words of each item: by which other items and what is known of libraries may be meant in it. Hashes only: candidates, which types
//! confirm. Comes in: tokens and the items they are in; a token belongs to the innermost item around it.

use rustc_hash::FxHashMap;

use super::Wanted;
use super::item::{FoundIn, Item, Kind as ItemKind, Part};
use super::keywords::Keyword;
use super::tables::Outline;
use super::tokens::{Kind, Tokens};
use crate::code::prefilter::Said;
use crate::code::tree::Range;
use crate::code::word_hash::{WordHash, name_hash};
use crate::knowledge::After;
use crate::text::offset;

/// No field has a longer name.
const LONGEST_NAME: usize = 64;

/// Parts of [`Outline::words`], each sorted, each word once.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::code) struct Words {
    start: u32,
    ends: [u32; LISTS],
}

/// What a word is to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum Role {
    /// In its attributes, its types and bounds; of a type in its fields.
    Header,
    /// In its body or value: called, handed on, or a type.
    Body,
    /// `name(`, `Type::name(` and `name!(`, anywhere, also in the functions within.
    Call,
    /// `.name =`, `name:` and shorthand in braces: a field that is written, or one of a pattern.
    Written,
    /// A text that could be the name of a field, or begin one up to a dot: `"cache.{}"`; and calls that write fields by their names.
    Text,
}

const LISTS: usize = 5;

impl Words {
    pub(in crate::code) fn of(self, role: Role, outline: &Outline) -> &[WordHash] {
        let at = role as usize;
        let start = at.checked_sub(1).map_or(self.start, |before| self.ends[before]);
        Part { start, end: self.ends[at] }.of(&outline.words)
    }
}

/// Calls that write fields named by identifiers.
pub(in crate::code) const WRITES_BY_NAME: &[&str] = &["record_all", "record_values"];

/// What is found of an item while it is not over.
#[derive(Default)]
struct Found {
    lists: [Vec<WordHash>; LISTS],
    said: Said,
}

impl Found {
    fn add(&mut self, role: Role, hash: WordHash) {
        self.lists[role as usize].push(hash);
    }
}

/// Gives each item its words, and says which tell of telemetry.
pub(super) fn words(tokens: &Tokens<'_>, wanted: &Wanted<'_>, outline: &mut Outline) {
    let mut sweep = Sweep::default();
    let mut renamed: FxHashMap<WordHash, After> = FxHashMap::default();
    for (at, kind, start) in tokens.starts() {
        if !matches!(kind, Kind::Word(_) | Kind::Literal) {
            continue;
        }
        if start >= sweep.event {
            sweep.advance(start, outline);
        }
        let Some((item, found)) = sweep.open.last_mut() else { continue };
        let Some(item) = outline.items.get(*item) else { continue };
        match kind {
            Kind::Word(keyword) if keyword.is_name() => {
                let hash = name_hash(tokens.word(at));
                telling(tokens, at, hash, wanted, &mut renamed, found);
                word(tokens, at, hash, item, wanted, found);
            }
            Kind::Literal if wanted.has(Role::Text) => {
                if let Some(hash) = name_in_literal(tokens.bytes(at)) {
                    found.add(Role::Text, hash);
                }
            }
            _ => {}
        }
    }
    sweep.advance(u32::MAX, outline);
}

/// Whether a word tells of telemetry. Behind `as` stands another name for it, which is known from there on.
fn telling(
    tokens: &Tokens<'_>,
    at: usize,
    hash: WordHash,
    wanted: &Wanted<'_>,
    renamed: &mut FxHashMap<WordHash, After>,
    found: &mut Found,
) {
    let Some(words) = wanted.telling else { return };
    let Some(after) = words.after(hash).or_else(|| renamed.get(&hash).copied()) else { return };
    if tokens.keyword(at + 1) == Some(Keyword::As) && tokens.keyword(at + 2).is_some() {
        renamed.insert(name_hash(tokens.word(at + 2)), after);
    }
    let said = words.said(after, tokens.text.get(tokens.range(at).end as usize..).unwrap_or_default());
    found.said.tells |= said.tells;
    found.said.is_macro |= said.is_macro;
}

#[derive(Default)]
struct Sweep {
    /// Items around the token at hand, outermost first.
    open: Vec<(usize, Found)>,
    /// Positions of those whose text is part of no body around them.
    owners: Vec<usize>,
    /// The next item to begin.
    next: usize,
    /// Where the next item begins or ends.
    event: u32,
    spare: Vec<Found>,
}

impl Sweep {
    /// Closes the items that end before a place, and opens those that begin there.
    fn advance(&mut self, to: u32, outline: &mut Outline) {
        loop {
            let end = self.open.last().and_then(|(item, _)| outline.items.get(*item)).map_or(u32::MAX, |item| item.whole.end);
            let start = outline.items.get(self.next).map_or(u32::MAX, |item| item.whole.start);
            if end <= to.min(start) && !self.open.is_empty() {
                self.close(outline);
            } else if start <= to && self.next < outline.items.len() {
                if outline.items[self.next].found_in != FoundIn::BodyMacro {
                    self.owners.push(self.open.len());
                }
                self.open.push((self.next, self.spare.pop().unwrap_or_default()));
                self.next += 1;
            } else if to == u32::MAX && !self.open.is_empty() {
                self.close(outline);
            } else {
                self.event = end.min(start);
                return;
            }
        }
    }

    fn close(&mut self, outline: &mut Outline) {
        let Some((index, mut found)) = self.open.pop() else { return };
        let Some(item) = outline.items.get_mut(index) else { return };
        let owner = if item.found_in == FoundIn::BodyMacro { self.owners.last().copied() } else { None };
        if item.found_in != FoundIn::BodyMacro {
            self.owners.pop();
        }
        item.tells = found.said.tells;
        outline.has_macros |= found.said.is_macro;
        item.words.start = offset(outline.words.len());
        for (list, end) in found.lists.iter_mut().zip(&mut item.words.ends) {
            list.sort_unstable();
            list.dedup();
            outline.words.extend_from_slice(list);
            *end = offset(outline.words.len());
        }
        let is_function =
            |(item, _): &&mut (usize, Found)| outline.items.get(*item).is_some_and(|item| item.kind == ItemKind::Function);
        // What is in an item is in those around it, too.
        if found.said.tells
            && let Some((_, around)) = self.open.last_mut()
        {
            around.said.tells = true;
        }
        match owner {
            // Its text is part of the body that the macro is called in.
            Some(owner) => {
                if let Some((_, owner)) = self.open.get_mut(owner) {
                    for (at, list) in found.lists.iter_mut().enumerate() {
                        let role = if at == Role::Header as usize { Role::Body as usize } else { at };
                        owner.lists[role].append(list);
                    }
                }
            }
            None => {
                if let Some((_, around)) = self.open.iter_mut().rev().find(is_function) {
                    around.lists[Role::Call as usize].append(&mut found.lists[Role::Call as usize]);
                }
            }
        }
        found.lists.iter_mut().for_each(Vec::clear);
        found.said = Said::default();
        self.spare.push(found);
    }
}

fn word(tokens: &Tokens<'_>, at: usize, hash: WordHash, item: &Item, wanted: &Wanted<'_>, found: &mut Found) {
    let range = tokens.range(at);
    if range == item.name {
        return;
    }
    if wanted.has(Role::Text) && WRITES_BY_NAME.contains(&tokens.word(at)) {
        found.add(Role::Text, hash);
    }
    if wanted.has(Role::Call) {
        calls(tokens, at, hash, found);
    }
    let is_type = matches!(item.kind, ItemKind::Struct | ItemKind::Enum | ItemKind::Union | ItemKind::TypeAlias);
    let in_header = is_type || range.start < item.header.end || !item.has_body();
    let role = if in_header { Role::Header } else { Role::Body };
    if wanted.has(role) {
        found.add(role, hash);
    }
    if wanted.has(Role::Written) && is_written(tokens, at) {
        found.add(Role::Written, hash);
    }
}

fn calls(tokens: &Tokens<'_>, at: usize, hash: WordHash, found: &mut Found) {
    match tokens.kind(at + 1) {
        // A macro goes by its name with the mark.
        Some(Kind::Sign(b'!')) if matches!(tokens.kind(at + 2), Some(Kind::Open(_))) => {
            let marked = Range { start: tokens.range(at).start, end: tokens.range(at + 1).end };
            let written = tokens.text.get(marked.start as usize..marked.end as usize).unwrap_or_default();
            found.add(Role::Call, name_hash(written));
        }
        Some(Kind::Open(b'(')) => {
            found.add(Role::Call, hash);
            let is_of = at > 2 && tokens.is_path_separator(at - 2) && tokens.keyword(at - 3).is_some();
            if is_of && tokens.word(at - 3).starts_with(char::is_uppercase) {
                let owned = tokens.span(at - 3, at + 1);
                let written = tokens.text.get(owned.start as usize..owned.end as usize).unwrap_or_default();
                found.add(Role::Call, name_hash(written));
            }
        }
        _ => {}
    }
}

/// `.name =` and `.name +=`; `name:`, `name,` and `name }` where a list in braces goes on.
fn is_written(tokens: &Tokens<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| tokens.kind(before));
    match before {
        Some(Kind::Sign(b'.')) => is_assigned(tokens, at + 1),
        Some(Kind::Open(b'{') | Kind::Sign(b',')) => match tokens.kind(at + 1) {
            Some(Kind::Sign(b':')) => !tokens.is_path_separator(at + 1),
            Some(Kind::Sign(b',') | Kind::Close(b'}')) => true,
            _ => false,
        },
        _ => false,
    }
}

fn is_assigned(tokens: &Tokens<'_>, at: usize) -> bool {
    let joint = |at: usize, sign: u8| tokens.is_sign(at, sign) && tokens.is_joint(at);
    match tokens.kind(at) {
        Some(Kind::Sign(b'=')) => !joint(at + 1, b'=') && !joint(at + 1, b'>'),
        Some(Kind::Sign(b'+' | b'-' | b'*' | b'/' | b'%' | b'&' | b'|' | b'^')) => joint(at + 1, b'='),
        Some(Kind::Sign(sign @ (b'<' | b'>'))) => joint(at + 1, sign) && joint(at + 2, b'='),
        _ => false,
    }
}

/// Texts of the kind that fields are named with, and of names with a hole what stands before it.
fn name_in_literal(literal: &[u8]) -> Option<WordHash> {
    let plain = literal.strip_prefix(b"r").unwrap_or(literal);
    let hashes = plain.iter().take_while(|byte| **byte == b'#').count();
    let plain = plain.get(hashes..plain.len().checked_sub(hashes)?)?;
    let inside = plain.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let hole = inside.iter().take(LONGEST_NAME + 1).position(|byte| *byte == b'{');
    let name = inside.get(..hole.unwrap_or(inside.len()))?;
    let is_name = (1..=LONGEST_NAME).contains(&name.len())
        && (hole.is_none() || name.ends_with(b"."))
        && name.iter().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(byte));
    is_name.then(|| std::str::from_utf8(name).ok().map(name_hash)).flatten()
}
