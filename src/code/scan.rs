//! The first look at a file, without a parser: how deep it nests, where its functions are, what they call, which comments
//! suppress findings. It guards the recursive parser, and is the seam where later work is skipped.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::lexer::{Lexer, Token, last_word};
use super::nesting::{Nesting, TooDeep};
use super::suppressions::{Comment, Suppressions};
use super::tree::Range;
use crate::knowledge::{After, OwnWords};
use crate::text::{beginning, offset};

/// No field has a longer name.
const LONGEST_NAME: usize = 64;
/// Calls that write fields named by identifiers.
pub(crate) const WRITES_BY_NAME: &[&str] = &["record_all", "record_values"];

/// The words by which telemetry is recognised, and what stands after them.
pub(crate) type Words = FxHashMap<&'static str, After>;

/// What the lexer alone can tell.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) functions: Vec<FunctionRange>,
    /// Comments that mention this tool.
    pub(crate) comments: Vec<Comment>,
    /// Where items start at the left edge of the file, outside all delimiters or not: the seams of a file that does not lex.
    pub(crate) left_edge: Vec<u32>,
    /// Where it nests too deep for the parser.
    pub(crate) too_deep: Vec<TooDeep>,
    /// Where a comment starts that never ends.
    pub(crate) cut_off: Option<u32>,
    /// A delimiter without its partner.
    pub(crate) unbalanced: Option<u32>,
    /// Whether any macro or attribute of telemetry is there, even an event without fields.
    pub(crate) macros: bool,
    /// Where the words asked for stand, in order.
    pub(crate) mentions: Vec<u32>,
    /// Calls `name(`, `Type::name(` and `name!(`: where, and the hash of the name.
    pub(crate) calls: Vec<(u32, u64)>,
    /// Hashes of the texts that could be names of fields, or begin them up to a dot: `"cache.{}"`.
    pub(crate) texts: Vec<u64>,
}

/// A function with a body: from its first attribute to its closing brace.
#[derive(Debug, Clone, Copy)]
pub(crate) struct FunctionRange {
    pub(crate) whole: Range,
    /// Between the braces.
    pub(crate) body: Range,
}

/// The hash by which calls and functions of the same name find each other.
pub(crate) fn name_hash(name: &str) -> u64 {
    let mut hasher = FxHasher::default();
    name.hash(&mut hasher);
    hasher.finish()
}

/// Scans `text`; `words` are those that telemetry is recognised by.
pub(crate) fn scan<'t>(text: &'t str, words: &Words, own_words: &'t OwnWords) -> Scan {
    let mut scanner = Scanner {
        text,
        own_words,
        scan: Scan::default(),
        open: Vec::new(),
        nesting: Nesting::new(text),
        pending: None,
        unit_start: 0,
        suppressions: Suppressions::default(),
        last_word: None,
        after_fn: false,
        renaming: None,
        renamed: FxHashMap::default(),
    };
    for (token, start, end) in Lexer::new(text) {
        scanner.token(token, start, end, words);
    }
    scanner.scan.comments = scanner.suppressions.end(text.len());
    scanner.scan.too_deep = scanner.nesting.end();
    if let Some(open) = scanner.open.first() {
        scanner.scan.unbalanced.get_or_insert(open.start);
    }
    scanner.scan
}

/// Bytes of a message and its values that are looked at.
const LONGEST_MESSAGE: usize = 1_000;

/// Whether a message may have private values in it: a look at the words in its braces and after it.
fn may_tell_private(arguments: &str, words: &OwnWords) -> bool {
    let arguments = beginning(arguments, LONGEST_MESSAGE).split(';').next().unwrap_or_default();
    // Without a brace nothing is put into the text.
    let Some((_, values)) = arguments.split_once('{') else { return false };
    values
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .any(|word| words.may_be_private(word) && words.privacy(word).is_some())
}

struct Scanner<'t> {
    text: &'t str,
    own_words: &'t OwnWords,
    scan: Scan,
    open: Vec<Open>,
    nesting: Nesting<'t>,
    /// The token before was `fn`: what follows is the name of a function, if it is a word, else this is a type.
    after_fn: bool,
    /// The token before was a word that tells, and whether `as` came after it: then the next word is another name for it.
    renaming: Option<(After, bool)>,
    /// Other names of words that tell, from `use .. as ..` above.
    renamed: FxHashMap<&'t str, After>,
    /// A function was named at this depth and its body has not begun: where its item starts.
    pending: Option<(usize, u32)>,
    /// Where the item or statement at hand starts, 0 before its first token.
    unit_start: u32,
    suppressions: Suppressions,
    /// The token before, if it was a word.
    last_word: Option<(u32, u64)>,
}

struct Open {
    delimiter: u8,
    start: u32,
    /// Where the function starts whose body this brace opens.
    function: Option<u32>,
    /// The start of the statement around it.
    unit_start: u32,
}

impl<'t> Scanner<'t> {
    fn token(&mut self, token: Token, start: usize, end: usize, words: &Words) {
        if matches!(token, Token::LineComment | Token::BlockComment) {
            self.comment(start, end);
            return;
        }
        let text = self.text.get(start..end).unwrap_or_default();
        self.nesting.token(token, start, end, self.begins_body(token));
        let (from, to) = (offset(start), offset(end));
        self.suppressions.token(token, text.as_bytes(), (from, to), self.open.len());
        if self.unit_start == u32::MAX || self.unit_start == 0 {
            self.unit_start = from;
        }
        let at_left_edge = start == 0 || self.text.as_bytes().get(start - 1) == Some(&b'\n');
        if at_left_edge && matches!(token, Token::Word | Token::Sign(b'#')) {
            self.scan.left_edge.push(from);
        }
        match (token, self.last_word.take()) {
            (Token::Open(b'('), Some(call)) => self.call(call, start),
            // A macro goes by its name with the mark.
            (Token::Sign(b'!'), Some((word, _))) => {
                self.last_word = self.text.get(word as usize..end).map(|name| (word, name_hash(name)));
            }
            _ => {}
        }
        if token != Token::Word {
            self.after_fn = false;
            self.renaming = None;
        }
        match token {
            Token::Word => self.word(text, from, to, words),
            Token::Open(delimiter) => self.opens(delimiter, from),
            Token::Close(delimiter) => self.closes(delimiter, from, to),
            Token::Sign(b';') => {
                if self.pending.is_some_and(|(depth, _)| depth == self.open.len()) {
                    self.pending = None;
                }
                self.unit_start = u32::MAX;
            }
            Token::Literal => self.literal(text),
            Token::Sign(_) | Token::LineComment | Token::BlockComment => {}
        }
    }

    /// A call whose arguments open at `end`: by its name, and by that of the type before it, as in `App::new`.
    fn call(&mut self, call: (u32, u64), end: usize) {
        self.scan.calls.push(call);
        let before = self.text.get(..call.0 as usize).and_then(|before| before.strip_suffix("::"));
        let owner = before.and_then(|before| self.text.get(last_word(before)..end));
        if let Some(name) = owner.filter(|name| name.starts_with(char::is_uppercase)) {
            self.scan.calls.push((call.0, name_hash(name)));
        }
    }

    /// A literal: texts of the kind that fields are named with are kept, and of names with a hole what stands before it.
    fn literal(&mut self, text: &str) {
        let Some(inside) = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) else { return };
        let name = match inside.split_once('{') {
            Some((before, _)) if before.ends_with('.') => before,
            Some(_) => return,
            None => inside,
        };
        if name.len() <= LONGEST_NAME
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        {
            self.scan.texts.push(name_hash(name));
        }
    }

    fn word(&mut self, text: &'t str, from: u32, to: u32, words: &Words) {
        let is_defined = std::mem::replace(&mut self.after_fn, text == "fn");
        if is_defined {
            self.pending = Some((self.open.len(), self.unit_start.min(from)));
        }
        if WRITES_BY_NAME.contains(&text) {
            self.scan.texts.push(name_hash(text));
        }
        let after = words.get(text).or_else(|| self.renamed.get(text)).copied();
        match self.renaming.take() {
            Some((after, false)) if text == "as" => self.renaming = Some((after, true)),
            Some((after, true)) => drop(self.renamed.insert(text, after)),
            _ => self.renaming = after.map(|after| (after, false)),
        }
        let next = self.text.get(to as usize..).unwrap_or_default();
        let is_told = match after {
            None => false,
            Some(After::Call) => next.starts_with(['(', ':', '<']),
            Some(After::Anything) => {
                self.scan.macros = true;
                true
            }
            Some(kind) => next.strip_prefix('!').is_some_and(|arguments| {
                self.scan.macros = true;
                let arguments = arguments.trim_start_matches(['(', '[', '{']).trim_start();
                kind == After::Bang || !arguments.starts_with('"') || may_tell_private(arguments, self.own_words)
            }),
        };
        if is_told {
            self.scan.mentions.push(from);
        }
        // A function does not call itself by having a name.
        self.last_word = (!is_defined).then(|| (from, name_hash(text)));
    }

    fn begins_body(&self, token: Token) -> bool {
        token == Token::Open(b'{') && self.pending.is_some_and(|(depth, _)| depth == self.open.len())
    }

    fn opens(&mut self, delimiter: u8, from: u32) {
        let begins_body = self.begins_body(Token::Open(delimiter));
        let function = self.pending.take_if(|_| begins_body).map(|(_, start)| start);
        self.open.push(Open { delimiter, start: from, function, unit_start: self.unit_start });
        if delimiter == b'{' {
            self.unit_start = u32::MAX;
        }
    }

    fn closes(&mut self, delimiter: u8, from: u32, to: u32) {
        let Some(open) = self.open.pop() else {
            self.scan.unbalanced.get_or_insert(from);
            return;
        };
        if self.pending.is_some_and(|(depth, _)| depth > self.open.len()) {
            self.pending = None;
        }
        let fits = matches!((open.delimiter, delimiter), (b'(', b')') | (b'[', b']') | (b'{', b'}'));
        if !fits {
            self.scan.unbalanced.get_or_insert(from);
        }
        if let Some(start) = open.function {
            let body = Range { start: open.start + 1, end: from };
            self.scan.functions.push(FunctionRange { whole: Range { start, end: to }, body });
        }
        let ends_statement = delimiter == b'}' && open.delimiter == b'{';
        self.unit_start = if ends_statement { u32::MAX } else { open.unit_start };
    }

    fn comment(&mut self, start: usize, end: usize) {
        let bytes = &self.text.as_bytes()[start..end];
        if bytes.starts_with(b"/*") && (bytes.len() < 4 || !bytes.ends_with(b"*/")) {
            self.scan.cut_off = Some(offset(start));
        }
        self.suppressions.comment(self.text, start, end, self.open.len());
    }
}
