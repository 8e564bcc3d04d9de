//! The items of a file, found by a list of what is left to look through: modules, blocks, bodies and the arguments of macros that hold
//! items. Comes in: tokens; goes out: items, imports and scopes in order of their start. Never recurses.

use super::bodies::Body;
use super::header::{Header, Place, header};
use super::item::{FoundIn, ImplHeader, Item, ItemIndex, Kind, Part, ScopeKind, ScopeOf};
use super::keywords::Keyword;
use super::tables::{Marks, Outline};
use super::tokens::{self, Tokens};
use super::words::Words;
use super::{attributes, imports};
use crate::code::tree::Range;

/// Finds all items; `holds_items` are the macros whose arguments are known to hold some.
pub(super) fn regions(tokens: &Tokens<'_>, holds_items: &dyn Fn(&str) -> bool) -> Outline {
    let mut finder = Finder { tokens, holds_items, outline: Outline::empty(tokens.text), left: Vec::new() };
    let first = finder.after_inner_attributes(0, tokens.len());
    finder.outline.is_test = attributes::is_test(tokens, 0, first);
    finder.left.push(Region::Items(Items {
        at: first,
        end: tokens.len(),
        place: Place::Module,
        parent: None,
        found_in: FoundIn::Source,
        read: Read::Source,
    }));
    while let Some(region) = finder.left.pop() {
        match region {
            Region::Items(items) => finder.items(items),
            Region::Body(body) => finder.body(body),
        }
    }
    finder.outline
}

pub(super) struct Finder<'f, 't> {
    pub(super) tokens: &'f Tokens<'t>,
    holds_items: &'f dyn Fn(&str) -> bool,
    pub(super) outline: Outline,
    /// The innermost comes last.
    pub(super) left: Vec<Region>,
}

pub(super) enum Region {
    Items(Items),
    Body(Body),
}

/// Items side by side.
pub(super) struct Items {
    at: usize,
    end: usize,
    place: Place,
    parent: Option<ItemIndex>,
    found_in: FoundIn,
    read: Read,
}

/// What is done about tokens that are no item.
enum Read {
    /// They are left out, and told.
    Source,
    /// They are the macro's own: what stands in braces behind them is looked into.
    Held,
    /// Then these are no items, and all that was found in them is forgotten.
    Tried(Marks),
}

impl Finder<'_, '_> {
    /// Inner attributes belong to what is around them.
    fn after_inner_attributes(&self, mut at: usize, end: usize) -> usize {
        let tokens = self.tokens;
        while at < end
            && tokens.is_sign(at, b'#')
            && tokens.is_sign(at + 1, b'!')
            && tokens.kind(at + 2) == Some(tokens::Kind::Open(b'['))
        {
            at = tokens.partner(at + 2) + 1;
        }
        at
    }

    fn items(&mut self, mut items: Items) {
        while items.at < items.end {
            match header(self.tokens, items.at, items.end, items.place) {
                Ok(found) => {
                    items.at = found.end;
                    if let Some(inner) = self.add(&found, items.place, items.parent, items.found_in) {
                        self.left.push(Region::Items(items));
                        self.left.push(inner);
                        return;
                    }
                }
                Err(next) => match &items.read {
                    Read::Source => {
                        let next = self.after_stray(items.at, next.min(items.end), items.end);
                        // What the arguments of a macro are is up to the macro.
                        if items.found_in == FoundIn::Source {
                            self.outline.stray.push(self.tokens.span(items.at, next));
                        }
                        items.at = next;
                    }
                    Read::Held => {
                        let (at, after) = (items.at, self.tokens.after(items.at));
                        items.at = after;
                        if self.tokens.kind(at) == Some(tokens::Kind::Open(b'{')) {
                            let inner = Items { at: at + 1, end: after - 1, read: Read::Held, ..items };
                            self.left.push(Region::Items(items));
                            self.left.push(Region::Items(inner));
                            return;
                        }
                    }
                    Read::Tried(marks) => {
                        self.outline.forget(*marks);
                        return;
                    }
                },
            }
        }
    }

    /// Behind the first `;` or braces, or before what may be an item: what is no item is left out as a whole.
    fn after_stray(&self, at: usize, next: usize, end: usize) -> usize {
        let mut next = next.max(at + 1);
        // The token itself may be a delimiter.
        if next == at + 1 {
            next = self.tokens.after(at);
            if matches!(self.tokens.kind(at), Some(tokens::Kind::Open(b'{') | tokens::Kind::Sign(b';'))) {
                return next.min(end);
            }
        }
        while next < end {
            match self.tokens.kind(next) {
                Some(tokens::Kind::Open(b'{') | tokens::Kind::Sign(b';')) => return self.tokens.after(next).min(end),
                Some(tokens::Kind::Word(keyword)) if keyword.may_begin_item() && !keyword.is_name() => return next,
                Some(tokens::Kind::Doc | tokens::Kind::Sign(b'#')) => return next,
                _ => next = self.tokens.after(next),
            }
        }
        end
    }

    /// Adds an item, and says what is left to look through in it.
    pub(super) fn add(&mut self, found: &Header, place: Place, parent: Option<ItemIndex>, found_in: FoundIn) -> Option<Region> {
        let tokens = self.tokens;
        let index = crate::text::offset(self.outline.items.len());
        let is_open = matches!(tokens.kind(found.body), Some(tokens::Kind::Open(_))) && found.kind != Kind::Use;
        // At the end of a macro's arguments there may be no `;`.
        let before_end = found.end - usize::from(tokens.is_sign(found.end - 1, b';'));
        let (first, last) = match found.kind {
            Kind::Use => (found.body, before_end),
            _ if is_open => (found.body + 1, tokens.partner(found.body)),
            _ => (found.body + 1, before_end),
        };
        let header = tokens.span(found.head, found.body.max(found.head + 1).min(found.end));
        let body = if is_open {
            Range { start: tokens.range(found.body).end, end: tokens.range(last).start }
        } else if first < last {
            tokens.span(first, last)
        } else {
            Range { start: header.end, end: header.end }
        };
        let attributes = attributes::attributes(tokens, found.start, found.head, &mut self.outline.attributes);
        let (name, of) = match found.kind {
            Kind::Impl => impl_header(tokens, found, index),
            _ => (found.name, None),
        };
        self.outline.impls.extend(of);
        self.outline.items.push(Item {
            kind: found.kind,
            visibility: found.visibility,
            found_in,
            is_test: attributes::is_test(tokens, found.start, found.head),
            tells: false,
            whole: tokens.span(found.start, found.end),
            header,
            body,
            name: name.map_or(Range { start: header.start, end: header.start }, |name| tokens.range(name)),
            parent,
            scope: 0,
            attributes,
            words: Words::default(),
        });
        if found.kind == Kind::Use {
            imports::imports(tokens, (first, last), index, found.visibility, &mut self.outline);
        }
        self.inner(found, place, index, (first, last, is_open), found_in)
    }

    fn inner(
        &mut self,
        found: &Header,
        place: Place,
        index: ItemIndex,
        (first, last, is_open): (usize, usize, bool),
        found_in: FoundIn,
    ) -> Option<Region> {
        let parent = Some(index);
        let items = |place, found_in, read| {
            let at = self.after_inner_attributes(first, last);
            Some(Region::Items(Items { at, end: last, place, parent, found_in, read }))
        };
        match found.kind {
            Kind::Function if is_open => Some(Region::Body(Body::of_function(found.body, first, last, index, found_in))),
            Kind::Const | Kind::Static if first < last => Some(Region::Body(Body::of_value(first, last, index, found_in))),
            Kind::Impl | Kind::ForeignModule => items(Place::Associated, found_in, Read::Source),
            Kind::Trait if is_open => items(Place::Associated, found_in, Read::Source),
            Kind::Module if is_open => {
                let region = items(Place::Module, found_in, Read::Source);
                let range = self.outline.items.last().map_or_else(Range::default, |item| item.body);
                self.outline.scopes.push(ScopeOf { kind: ScopeKind::Module(index), range, parent: None, is_test: false });
                region
            }
            Kind::MacroCall if place != Place::Statement => {
                let name = found.name.map_or("", |name| self.tokens.word(name));
                if (self.holds_items)(name) {
                    return items(place, FoundIn::ItemMacro.max(found_in), Read::Held);
                }
                let marks = self.outline.marks();
                (place == Place::Module).then(|| items(place, FoundIn::OtherMacro.max(found_in), Read::Tried(marks))).flatten()
            }
            _ => None,
        }
    }
}

/// The name of the type that an `impl` is for, and what it is of.
fn impl_header(tokens: &Tokens<'_>, found: &Header, item: ItemIndex) -> (Option<usize>, Option<ImplHeader>) {
    let mut at = found.keyword + 1;
    if tokens.is_sign(at, b'<') && has_generics(tokens, at) {
        at = after_angles(tokens, at, found.body);
    }
    if tokens.keyword(at) == Some(Keyword::Const) {
        at += 1;
    }
    // What says that it does not implement a trait implements none.
    let is_negative = tokens.is_sign(at, b'!');
    at += usize::from(is_negative);
    let (mut start, mut name) = (at, None);
    let mut of_trait = None;
    let mut angles = 0usize;
    while at < found.body {
        match tokens.kind(at) {
            Some(tokens::Kind::Sign(b'<')) => angles += 1,
            Some(tokens::Kind::Sign(b'>')) if !(tokens.is_sign(at - 1, b'-') && tokens.is_joint(at)) => {
                angles = angles.saturating_sub(1);
            }
            Some(tokens::Kind::Word(Keyword::For)) if angles == 0 && !tokens.is_sign(at + 1, b'<') => {
                of_trait = Some((tokens.span(start, at), name.take().filter(|_| !is_negative)));
                start = at + 1;
            }
            Some(tokens::Kind::Word(Keyword::Where)) if angles == 0 => break,
            Some(tokens::Kind::Word(keyword)) if angles == 0 && keyword.is_name() => name = Some(at),
            _ => {}
        }
        at = tokens.after(at);
    }
    let of = tokens.span(start, at.max(start + 1));
    let trait_name = of_trait.and_then(|(_, name)| name).map_or_else(Range::default, |name| tokens.range(name));
    (name, Some(ImplHeader { item, of_trait: of_trait.map(|(range, _)| range), trait_name, of }))
}

/// Whether `<` behind `impl` begins its parameters: else it begins a type, `<A as B>::C`.
fn has_generics(tokens: &Tokens<'_>, at: usize) -> bool {
    match tokens.kind(at + 1) {
        Some(tokens::Kind::Sign(b'>' | b'#') | tokens::Kind::Literal | tokens::Kind::Word(Keyword::Const)) => true,
        Some(tokens::Kind::Word(_)) => {
            !tokens.is_path_separator(at + 2)
                && matches!(tokens.kind(at + 2), Some(tokens::Kind::Sign(b':' | b',' | b'>' | b'=')))
        }
        _ => false,
    }
}

/// Behind the `>` that closes the `<` at a position.
fn after_angles(tokens: &Tokens<'_>, mut at: usize, end: usize) -> usize {
    let mut angles = 0usize;
    while at < end {
        match tokens.kind(at) {
            Some(tokens::Kind::Sign(b'<')) => angles += 1,
            Some(tokens::Kind::Sign(b'>')) if !(tokens.is_sign(at - 1, b'-') && tokens.is_joint(at)) => angles -= 1,
            _ => {}
        }
        at = tokens.after(at);
        if angles == 0 {
            break;
        }
    }
    at
}

/// An item's part of a list that grew from `start` on.
pub(super) fn part<T>(start: usize, list: &[T]) -> Part {
    Part { start: crate::text::offset(start), end: crate::text::offset(list.len()) }
}
