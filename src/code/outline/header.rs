//! The header of one item: from its attributes to where its body begins and ends. A look at each token, never a parse; what it does not
//! take for an item it says where to go on after, so that no token is looked at twice.

use super::item::{Kind, Visibility};
use super::keywords::Keyword;
use super::tokens::{self, Tokens};

/// What may stand in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Module,
    /// `impl`, `trait` and `extern` blocks.
    Associated,
    Statement,
}

/// An item by positions of tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Header {
    pub(super) kind: Kind,
    pub(super) visibility: Visibility,
    /// Its first attribute.
    pub(super) start: usize,
    /// What comes after the attributes.
    pub(super) head: usize,
    pub(super) keyword: usize,
    /// Position of the name, if it has one.
    pub(super) name: Option<usize>,
    /// Where the body begins: at its delimiter, at `=`, or where the item ends.
    pub(super) body: usize,
    /// Behind its last token.
    pub(super) end: usize,
}

/// Reads the item that begins at `at`. `Err`: none does, and none begins before that position.
pub(super) fn header(tokens: &Tokens<'_>, at: usize, end: usize, place: Place) -> Result<Header, usize> {
    let reader = Reader { tokens, end };
    let head = reader.after_attributes(at);
    let (visibility, after) = reader.visibility(head);
    // Nothing but an item has attributes that stand before no item: those were read for nothing, once.
    let none = Err((at + 1).max(head.min(end)));
    let Some((kind, keyword)) = reader.kind(after, place) else { return none };
    let mut header = Header { kind, visibility, start: at, head, keyword, name: reader.name(kind, keyword), body: end, end };
    match kind {
        Kind::Use | Kind::ExternCrate => {
            let last = reader.semicolon(keyword)?;
            header.body = if kind == Kind::Use { keyword + 1 } else { last };
            header.end = (last + 1).min(end);
        }
        Kind::Const | Kind::Static | Kind::TypeAlias => {
            let last = reader.semicolon(keyword)?;
            header.body = reader.equals(keyword, last);
            header.end = (last + 1).min(end);
        }
        Kind::MacroCall | Kind::MacroDefinition => {
            let group = reader.macro_group(keyword).ok_or(keyword + 1)?;
            header.body = group;
            header.end = tokens.partner(group) + 1;
            let is_braced = tokens.kind(group) == Some(tokens::Kind::Open(b'{'));
            if !is_braced && header.end < end && tokens.is_sign(header.end, b';') {
                header.end += 1;
            }
        }
        _ => {
            header.body = reader.body(keyword)?;
            header.end = tokens.after(header.body);
            let may_end = matches!(kind, Kind::Function | Kind::Struct | Kind::Module | Kind::Trait);
            if tokens.is_sign(header.body, b';') && !may_end {
                return Err(header.end);
            }
            if tokens.kind(header.body) == Some(tokens::Kind::Open(b'(')) {
                header.end = (reader.semicolon(tokens.partner(header.body))? + 1).min(end);
            }
        }
    }
    Ok(header)
}

struct Reader<'r, 't> {
    tokens: &'r Tokens<'t>,
    end: usize,
}

impl Reader<'_, '_> {
    fn keyword(&self, at: usize) -> Option<Keyword> {
        if at < self.end { self.tokens.keyword(at) } else { None }
    }

    fn kind_at(&self, at: usize) -> Option<tokens::Kind> {
        if at < self.end { self.tokens.kind(at) } else { None }
    }

    fn is_word(&self, at: usize) -> bool {
        self.keyword(at).is_some()
    }

    fn is_name(&self, at: usize) -> bool {
        self.keyword(at).is_some_and(Keyword::is_name)
    }

    fn after_attributes(&self, mut at: usize) -> usize {
        loop {
            match self.kind_at(at) {
                Some(tokens::Kind::Doc) => at += 1,
                Some(tokens::Kind::Sign(b'#')) if self.kind_at(at + 1) == Some(tokens::Kind::Open(b'[')) => {
                    at = self.tokens.partner(at + 1) + 1;
                }
                _ => return at,
            }
        }
    }

    fn visibility(&self, at: usize) -> (Visibility, usize) {
        if self.keyword(at) != Some(Keyword::Pub) {
            return (Visibility::Private, at);
        }
        let is_group = self.kind_at(at + 1) == Some(tokens::Kind::Open(b'('));
        let within = self.keyword(at + 2);
        if is_group && matches!(within, Some(Keyword::Crate | Keyword::SelfValue | Keyword::Super | Keyword::In)) {
            return (Visibility::Restricted, self.tokens.partner(at + 1) + 1);
        }
        (Visibility::Public, at + 1)
    }

    /// The kind of the item, and the position of the word that says so.
    fn kind(&self, at: usize, place: Place) -> Option<(Kind, usize)> {
        let first = at;
        let mut at = at;
        loop {
            let next = self.keyword(at + 1);
            let named = |kind| self.is_word(at + 1).then_some((kind, at));
            return match self.keyword(at) {
                Some(Keyword::Fn) => named(Kind::Function),
                Some(Keyword::Use) => Some((Kind::Use, at)),
                Some(Keyword::Struct) => named(Kind::Struct),
                Some(Keyword::Enum) => named(Kind::Enum),
                Some(Keyword::Trait) => named(Kind::Trait),
                Some(Keyword::Type) => named(Kind::TypeAlias),
                Some(Keyword::Mod) => named(Kind::Module),
                Some(Keyword::Impl) => Some((Kind::Impl, at)),
                Some(Keyword::Static) if self.is_static(at) => Some((Kind::Static, at)),
                Some(Keyword::Const) if self.is_constant(at) => Some((Kind::Const, at)),
                Some(Keyword::Extern) if next == Some(Keyword::Crate) => Some((Kind::ExternCrate, at)),
                Some(Keyword::Extern) => {
                    let after = at + 1 + usize::from(self.kind_at(at + 1) == Some(tokens::Kind::Literal));
                    if self.kind_at(after) == Some(tokens::Kind::Open(b'{')) {
                        return Some((Kind::ForeignModule, at));
                    }
                    at = after;
                    continue;
                }
                Some(Keyword::Union) if self.is_name(at + 1) => Some((Kind::Union, at)),
                Some(Keyword::Macro) if self.is_word(at + 1) => Some((Kind::MacroDefinition, at)),
                Some(Keyword::MacroRules) if self.tokens.is_sign(at + 1, b'!') && self.is_word(at + 2) => {
                    Some((Kind::MacroDefinition, at))
                }
                Some(found) if Self::qualifies(found) && next.is_some_and(Self::goes_on) => {
                    at += 1;
                    continue;
                }
                _ if place == Place::Statement || first != at => None,
                _ => self.macro_mark(at).map(|_| (Kind::MacroCall, at)),
            };
        }
    }

    fn qualifies(keyword: Keyword) -> bool {
        let always = matches!(keyword, Keyword::Const | Keyword::Async | Keyword::Unsafe);
        always || matches!(keyword, Keyword::Auto | Keyword::Default | Keyword::Safe)
    }

    /// Whether the item goes on with this after a word such as `unsafe`.
    fn goes_on(keyword: Keyword) -> bool {
        !matches!(keyword, Keyword::Use | Keyword::Pub | Keyword::Struct | Keyword::Enum) && keyword.may_begin_item()
    }

    /// `static NAME:`, not `static || ..`; in `lazy_static!` also `static ref NAME:`.
    fn is_static(&self, at: usize) -> bool {
        let name = at + 1 + usize::from(matches!(self.keyword(at + 1), Some(Keyword::Mut | Keyword::Ref)));
        self.is_word(name) && self.tokens.is_sign(name + 1, b':')
    }

    /// `const NAME:`, not `const { .. }` and not `const fn`.
    fn is_constant(&self, at: usize) -> bool {
        self.is_word(at + 1) && (self.tokens.is_sign(at + 2, b':') || self.is_name(at + 1) && self.tokens.is_sign(at + 2, b'<'))
    }

    fn name(&self, kind: Kind, keyword: usize) -> Option<usize> {
        match kind {
            Kind::Use | Kind::Impl | Kind::ForeignModule => None,
            Kind::Static => {
                Some(keyword + 1 + usize::from(matches!(self.keyword(keyword + 1), Some(Keyword::Mut | Keyword::Ref))))
            }
            Kind::ExternCrate => Some(keyword + 2),
            Kind::MacroDefinition => Some(keyword + 1 + usize::from(self.tokens.is_sign(keyword + 1, b'!'))),
            Kind::MacroCall => self.macro_mark(keyword).map(|mark| mark - 1),
            _ => Some(keyword + 1),
        }
    }

    /// The position of the `!` behind a path.
    fn macro_mark(&self, mut at: usize) -> Option<usize> {
        if self.tokens.is_path_separator(at) {
            at += 2;
        }
        while self.is_word(at) {
            if self.tokens.is_sign(at + 1, b'!') && at + 1 < self.end {
                return Some(at + 1);
            }
            if !self.tokens.is_path_separator(at + 1) {
                return None;
            }
            at += 3;
        }
        None
    }

    /// The position of the delimiter behind which the arguments or arms of a macro stand.
    fn macro_group(&self, keyword: usize) -> Option<usize> {
        let mut at = match self.keyword(keyword) {
            Some(Keyword::Macro) => keyword + 2,
            _ => self.macro_mark(keyword)? + 1,
        };
        // `macro_rules! name`, and the parameters of `macro name(..) { .. }`.
        if self.is_word(at) {
            at += 1;
        }
        let is_open = |at: usize| matches!(self.kind_at(at), Some(tokens::Kind::Open(_)));
        if self.keyword(keyword) == Some(Keyword::Macro) && is_open(at) && is_open(self.tokens.partner(at) + 1) {
            at = self.tokens.partner(at) + 1;
        }
        is_open(at).then_some(at)
    }

    /// The `;` that ends the item. At the end of a macro's arguments it may be left out. `Err`: another item begins before it.
    fn semicolon(&self, from: usize) -> Result<usize, usize> {
        let mut at = from + 1;
        while at < self.end {
            if self.tokens.is_sign(at, b';') {
                return Ok(at);
            }
            if self.begins_another(at) {
                return Err(at);
            }
            at = self.tokens.after(at);
        }
        Ok(self.end)
    }

    /// The `=` before a value; none is where the item ends.
    fn equals(&self, from: usize, last: usize) -> usize {
        let mut at = from + 1;
        let mut angles = 0usize;
        while at < last {
            match self.tokens.kind(at) {
                Some(tokens::Kind::Sign(b'<')) => angles += 1,
                Some(tokens::Kind::Sign(b'>')) if !self.is_arrow(at) => angles = angles.saturating_sub(1),
                Some(tokens::Kind::Sign(b'=')) if angles == 0 => return at,
                _ => {}
            }
            at = self.tokens.after(at);
        }
        last
    }

    fn is_arrow(&self, at: usize) -> bool {
        at > 0 && (self.tokens.is_sign(at - 1, b'-') || self.tokens.is_sign(at - 1, b'=')) && self.tokens.is_joint(at)
    }

    /// Where the body of the item begins, or its `;`. A brace in angle brackets is an argument if the list goes on or ends behind it.
    fn body(&self, keyword: usize) -> Result<usize, usize> {
        let is_struct = self.keyword(keyword) == Some(Keyword::Struct);
        let (mut at, mut angles) = (keyword + 1, 0usize);
        while at < self.end {
            match self.tokens.kind(at) {
                Some(tokens::Kind::Open(b'{')) => {
                    let next = self.kind_at(self.tokens.partner(at) + 1);
                    if angles == 0 || !matches!(next, Some(tokens::Kind::Sign(b',' | b'>'))) {
                        return Ok(at);
                    }
                }
                Some(tokens::Kind::Open(b'(')) if is_struct && angles == 0 && !self.has_bounds(keyword, at) => return Ok(at),
                Some(tokens::Kind::Sign(b';')) => return Ok(at),
                Some(tokens::Kind::Sign(b'<')) => angles += 1,
                Some(tokens::Kind::Sign(b'>')) if !self.is_arrow(at) => angles = angles.saturating_sub(1),
                _ if at > keyword + 1 && self.begins_another(at) => return Err(at),
                _ => {}
            }
            at = self.tokens.after(at);
        }
        Err(self.end)
    }

    /// Whether a `where` stands before that place, so that parentheses are no fields.
    fn has_bounds(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| self.keyword(at) == Some(Keyword::Where))
    }

    /// Words that stand in no header and in no value: another item begins here.
    fn begins_another(&self, at: usize) -> bool {
        match self.keyword(at) {
            Some(Keyword::Struct | Keyword::Enum | Keyword::Mod | Keyword::Pub) => true,
            Some(Keyword::Trait | Keyword::Type | Keyword::Fn) => self.is_word(at + 1),
            // `impl Trait + use<'a>`
            Some(Keyword::Use) => !self.tokens.is_sign(at + 1, b'<'),
            Some(Keyword::MacroRules) => self.tokens.is_sign(at + 1, b'!'),
            _ => false,
        }
    }
}
