//! The tokens of a file, each delimiter with its partner, so that whatever stands between two of them is stepped over at once. Made in
//! one pass that also finds the comments for this tool and how deep the file nests. Never recurses, whatever the input.

use super::keywords::Keyword;
use crate::code::blanks::prefix;
use crate::code::lexer::{self, Lexer};
use crate::code::nesting::{Nesting, TooDeep};
use crate::code::suppressions::{Comment, Suppressions};
use crate::code::tree::Range;
use crate::text::offset;

/// What a token is. Comments are no tokens, but for doc comments of the outer kind: they are attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word(Keyword),
    Literal,
    Open(u8),
    Close(u8),
    Sign(u8),
    Doc,
}

/// Bytes that a token takes, with what is before it.
const BYTES_EACH: usize = 6;

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) kind: Kind,
    start: u32,
    /// Where it ends; of a delimiter the position of its partner in the list.
    end: u32,
}

/// The tokens of a text, and what else the pass over it has found.
#[derive(Debug)]
pub(super) struct Tokens<'t> {
    pub(super) text: &'t str,
    list: Vec<Token>,
    pub(super) comments: Vec<Comment>,
    pub(super) too_deep: Vec<TooDeep>,
    /// Where a comment starts that never ends.
    pub(super) cut_off: Option<u32>,
    /// A delimiter without its partner: then partners are not to be relied on.
    pub(super) unbalanced: Option<u32>,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut pass = Pass {
            tokens: Self {
                text,
                list: Vec::with_capacity(text.len() / BYTES_EACH),
                comments: Vec::new(),
                too_deep: Vec::new(),
                cut_off: None,
                unbalanced: None,
            },
            open: Vec::new(),
            nesting: Nesting::new(text),
            suppressions: Suppressions::default(),
            after_fn: false,
            pending: None,
        };
        for (token, start, end) in Lexer::starting_at(text, prefix(text) as usize) {
            pass.token(token, start, end);
        }
        pass.end()
    }

    pub(super) fn len(&self) -> usize {
        self.list.len()
    }

    /// All tokens: position, what it is, where it starts.
    pub(super) fn starts(&self) -> impl Iterator<Item = (usize, Kind, u32)> {
        self.list.iter().enumerate().map(|(at, token)| (at, token.kind, token.start))
    }

    /// What the token at a position is; none behind the end.
    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.list.get(at).map(|token| token.kind)
    }

    pub(super) fn keyword(&self, at: usize) -> Option<Keyword> {
        match self.kind(at) {
            Some(Kind::Word(keyword)) => Some(keyword),
            _ => None,
        }
    }

    pub(super) fn is_sign(&self, at: usize, sign: u8) -> bool {
        self.kind(at) == Some(Kind::Sign(sign))
    }

    /// Whether a sign stands there right after the token before it, as in `->`.
    pub(super) fn is_joint(&self, at: usize) -> bool {
        at > 0 && self.range(at - 1).end == self.range(at).start
    }

    /// Whether `::` begins there.
    pub(super) fn is_path_separator(&self, at: usize) -> bool {
        self.is_sign(at, b':') && self.is_sign(at + 1, b':') && self.is_joint(at + 1)
    }

    /// The position of the other delimiter.
    pub(super) fn partner(&self, at: usize) -> usize {
        self.list.get(at).map_or(self.list.len(), |token| token.end as usize)
    }

    /// The first position behind the token, or behind the group that it opens.
    pub(super) fn after(&self, at: usize) -> usize {
        if matches!(self.kind(at), Some(Kind::Open(_))) { self.partner(at) + 1 } else { at + 1 }
    }

    pub(super) fn range(&self, at: usize) -> Range {
        self.list.get(at).map_or_else(Range::default, |token| match token.kind {
            Kind::Open(_) | Kind::Close(_) => Range { start: token.start, end: token.start + 1 },
            _ => Range { start: token.start, end: token.end },
        })
    }

    /// From the start of one token to the end of the one before `end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Range {
        let start = self.range(start).start;
        Range { start, end: end.checked_sub(1).map_or(start, |last| self.range(last).end) }
    }

    pub(super) fn bytes(&self, at: usize) -> &'t [u8] {
        let Range { start, end } = self.range(at);
        self.text.as_bytes().get(start as usize..end as usize).unwrap_or_default()
    }

    /// A word, without `r#`.
    pub(super) fn word(&self, at: usize) -> &'t str {
        name_in(self.text, self.range(at))
    }

    /// Where words and `#` stand at the left edge of the file.
    pub(super) fn left_edge(&self) -> Vec<u32> {
        let is_edge = |start: u32| start == 0 || self.text.as_bytes().get(start as usize - 1) == Some(&b'\n');
        let words = self.list.iter().filter(|token| matches!(token.kind, Kind::Word(_) | Kind::Sign(b'#')));
        words.map(|token| token.start).filter(|start| is_edge(*start)).collect()
    }
}

/// A name as it is looked up, without `r#`.
pub(in crate::code) fn name_in(text: &str, range: Range) -> &str {
    let name = text.get(range.start as usize..range.end as usize).unwrap_or_default();
    name.strip_prefix("r#").unwrap_or(name)
}

struct Pass<'t> {
    tokens: Tokens<'t>,
    /// Positions of the delimiters that are open.
    open: Vec<u32>,
    nesting: Nesting<'t>,
    suppressions: Suppressions,
    after_fn: bool,
    /// A function was named at this depth, and its body has not begun.
    pending: Option<usize>,
}

impl<'t> Pass<'t> {
    fn token(&mut self, token: lexer::Token, start: usize, end: usize) {
        let bytes = self.tokens.text.as_bytes().get(start..end).unwrap_or_default();
        if matches!(token, lexer::Token::LineComment | lexer::Token::BlockComment) {
            self.suppressions.comment(self.tokens.text, start, end, self.open.len());
            if bytes.starts_with(b"/*") && (bytes.len() < 4 || !bytes.ends_with(b"*/")) {
                self.tokens.cut_off = Some(offset(start));
            }
            if is_outer_doc(bytes) {
                self.push(Kind::Doc, start, offset(end));
            }
            return;
        }
        let depth = self.open.len();
        let begins_body = token == lexer::Token::Open(b'{') && self.pending.take_if(|pending| *pending == depth).is_some();
        self.nesting.token(token, start, end, begins_body);
        self.suppressions.token(token, bytes, (offset(start), offset(end)), depth);
        let after_fn = std::mem::take(&mut self.after_fn);
        match token {
            lexer::Token::Word => {
                let keyword = Keyword::of(bytes);
                self.after_fn = keyword == Keyword::Fn;
                if after_fn {
                    self.pending = Some(depth);
                }
                self.push(Kind::Word(keyword), start, offset(end));
            }
            lexer::Token::Open(delimiter) => {
                self.open.push(offset(self.tokens.list.len()));
                self.push(Kind::Open(delimiter), start, 0);
            }
            lexer::Token::Close(delimiter) => self.close(delimiter, start),
            lexer::Token::Sign(sign) => {
                if sign == b';' {
                    self.pending = self.pending.filter(|pending| *pending != depth);
                }
                self.push(Kind::Sign(sign), start, offset(end));
            }
            lexer::Token::Literal => self.push(Kind::Literal, start, offset(end)),
            lexer::Token::LineComment | lexer::Token::BlockComment => {}
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: u32) {
        self.tokens.list.push(Token { kind, start: offset(start), end });
    }

    fn close(&mut self, delimiter: u8, start: usize) {
        let at = offset(self.tokens.list.len());
        let partner = self.open.pop();
        self.pending = self.pending.filter(|pending| *pending <= self.open.len());
        let opened = partner.and_then(|partner| self.tokens.list.get_mut(partner as usize));
        let fits = match &opened {
            Some(Token { kind: Kind::Open(opened), .. }) => {
                matches!((*opened, delimiter), (b'(', b')') | (b'[', b']') | (b'{', b'}'))
            }
            _ => false,
        };
        if let Some(opened) = opened {
            opened.end = at;
        }
        if !fits {
            self.tokens.unbalanced.get_or_insert(offset(start));
        }
        self.push(Kind::Close(delimiter), start, partner.unwrap_or(at));
    }

    fn end(mut self) -> Tokens<'t> {
        if let Some(open) = self.open.first() {
            let start = self.tokens.range(*open as usize).start;
            self.tokens.unbalanced.get_or_insert(start);
        }
        self.tokens.too_deep = self.nesting.end();
        self.tokens.comments = self.suppressions.end(self.tokens.text.len());
        self.tokens
    }
}

/// Whether a comment documents what comes after it.
fn is_outer_doc(comment: &[u8]) -> bool {
    comment.starts_with(b"///") && comment.get(3) != Some(&b'/')
        || comment.starts_with(b"/**") && !matches!(comment.get(3), Some(b'*' | b'/'))
}
