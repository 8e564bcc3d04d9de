//! How deep a file nests, before anything that recurses reads it. Delimiters, operators, closures, types and chains nest in the tree
//! alike, so all are summed in one budget over the whole nest. Comes in: tokens; goes out: where the budget is spent. Never recurses.

use super::lexer::{Lexer, Token};
use super::tree::Range;
use crate::text::offset;

/// What a nest may cost: parser, lowering and walk recurse at most once for each step, and have [`super::STACK_BYTES`] for all of
/// them, which is 50 kB for each; syn takes half of it for a `&` in a type where nothing is optimised. In 8,700 files of 19 public
/// repositories no nest costs more than 397.
pub(crate) const MAX_NESTING: usize = 5_000;
/// Steps that a delimiter is more than the token of an expression that it is as well.
const DELIMITER: usize = 9;
/// `<` and `>`.
const ANGLE: usize = 2;

/// What is said of a place that nests too deep.
pub(crate) const TOO_DEEP: &str = "nested 5,000 steps deep or more; a token of an expression is one step, a delimiter ten";

/// Whether a text nests too deep to be parsed.
pub(crate) fn is_too_deep(text: &str) -> bool {
    let mut nesting = Nesting::new(text);
    for (token, start, end) in Lexer::new(text) {
        nesting.token(token, start, end, false);
    }
    !nesting.end().is_empty()
}

/// Where the budget is spent.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TooDeep {
    pub(crate) at: u32,
    /// The item around it, where no body of a function is.
    pub(crate) item: Option<Range>,
}

/// The nest around the token at hand. What an expression costs is its own tokens, whether they stand before what is nested in it or
/// after (`!!(..)`, `(..).a().b()`), and the costliest nest in it; never less than how deep its tree is.
pub(super) struct Nesting<'t> {
    bytes: &'t [u8],
    /// The file, and everything open in it.
    levels: Vec<Level>,
    /// Steps to the token at hand, from the file down.
    depth: usize,
    before: Before,
    too_deep: Vec<TooDeep>,
    /// Where the item at hand begins.
    item_start: usize,
}

/// Everything between two delimiters, or behind a `<` that may be one.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the level of its own")]
struct Level {
    /// Behind `<`: it ends with `>`, or with the delimiter around it where it was a comparison.
    is_angle: bool,
    is_body: bool,
    /// A body is here or around.
    in_body: bool,
    /// Tokens since the last separator.
    run: usize,
    /// The costliest nest since the last separator.
    nested: usize,
    /// The costliest part before the last separator.
    before: usize,
    /// Between the pipes of a closure: its commas separate nothing.
    in_pipes: bool,
    /// The last token closed a block: what comes next says whether a new statement begins.
    after_block: bool,
    /// What is too deep was told, and the body or item around it will be left out.
    is_told: bool,
}

/// The token before.
#[derive(Clone, Copy, Default)]
struct Before {
    end: usize,
    sign: u8,
    /// After it an operand stands, so that `|` begins a closure.
    takes_operand: bool,
    /// After it a `<` compares.
    is_value: bool,
    /// It was the first half of `||` between operands.
    is_half_or: bool,
}

impl Level {
    fn steps(&self) -> usize {
        if self.is_angle { ANGLE } else { DELIMITER }
    }

    fn cost(&self) -> usize {
        self.before.max(self.run.saturating_add(self.nested))
    }
}

impl<'t> Nesting<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let before = Before { takes_operand: true, ..Before::default() };
        let levels = vec![Level::default()];
        Self { bytes: text.as_bytes(), levels, depth: 0, before, too_deep: Vec::new(), item_start: 0 }
    }

    /// Takes the next token; the body of a function may begin with it.
    pub(super) fn token(&mut self, token: Token, start: usize, end: usize, begins_body: bool) {
        if matches!(token, Token::LineComment | Token::BlockComment) {
            return;
        }
        let text = self.bytes.get(start..end).unwrap_or_default();
        let is_adjacent = self.before.end == start;
        let mut now = Before { end, takes_operand: true, ..Before::default() };
        if self.levels.last_mut().is_some_and(|level| std::mem::take(&mut level.after_block)) && begins_statement(token, text) {
            self.end_statement(start);
        }
        match token {
            Token::Open(_) => self.open(false, begins_body),
            Token::Close(delimiter) => {
                self.close();
                (now.is_value, now.takes_operand) = (true, false);
                if let Some(level) = self.levels.last_mut() {
                    level.after_block = delimiter == b'}';
                }
            }
            Token::Sign(b';') => self.end_statement(end),
            Token::Sign(b',') => self.separate(),
            // `=>`: what stands before it is a pattern.
            Token::Sign(b'>') if is_adjacent && self.before.sign == b'=' => {
                self.close_angles();
                self.end_pipes();
                self.separate();
            }
            Token::Sign(b'>') if is_adjacent && self.before.sign == b'-' => self.step(),
            Token::Sign(b'>') if self.levels.last().is_some_and(|level| level.is_angle) => self.leave(),
            Token::Sign(b'<') if !self.before.is_value && self.bytes.get(end) != Some(&b'=') => self.open(true, false),
            Token::Sign(b'<') => {
                self.step();
                // `1 << 2`
                now.is_value = self.before.is_value && self.bytes.get(end) == Some(&b'<');
            }
            Token::Sign(b'|') => {
                self.step();
                let ends_or = self.before.is_half_or && is_adjacent;
                if let Some(level) = self.levels.last_mut() {
                    now.is_half_or = !ends_or && !level.in_pipes && !self.before.takes_operand;
                    level.in_pipes = !ends_or && !level.in_pipes && self.before.takes_operand;
                }
            }
            Token::Word => {
                self.step();
                now.takes_operand = TAKES_OPERAND.contains(&text);
            }
            Token::Literal => {
                self.step();
                // Lifetimes and labels are no values.
                now.is_value = !text.starts_with(b"'") || text.ends_with(b"'") && text.len() > 1;
                now.takes_operand = !now.is_value;
            }
            Token::Sign(sign) => {
                self.step();
                now.takes_operand = sign != b'?';
            }
            Token::LineComment | Token::BlockComment => {}
        }
        if let Token::Sign(sign) = token {
            now.sign = sign;
        }
        self.before = now;
        self.tell(if begins_body { end } else { start });
    }

    /// After the last token: what is never closed nests like the rest.
    pub(super) fn end(mut self) -> Vec<TooDeep> {
        while self.levels.len() > 1 {
            self.leave();
            self.tell(self.bytes.len());
        }
        self.end_statement(self.bytes.len());
        self.too_deep
    }

    fn tell(&mut self, at: usize) {
        let is_spent = self.depth >= MAX_NESTING;
        let Some(level) = self.levels.last_mut().filter(|level| !level.is_told) else { return };
        if is_spent || level.cost() >= MAX_NESTING {
            level.is_told = true;
            // Where no body is around, the item is known when it ends.
            self.too_deep.push(TooDeep { at: offset(at), item: (!level.in_body).then(Range::default) });
        }
    }

    fn step(&mut self) {
        self.depth += 1;
        if let Some(level) = self.levels.last_mut() {
            level.run += 1;
        }
    }

    fn open(&mut self, is_angle: bool, opens_body: bool) {
        let (in_body, is_told) = self.levels.last().map_or((false, false), |around| (around.in_body, around.is_told));
        let inner = Level { is_angle, is_body: opens_body, in_body: in_body || opens_body, is_told, ..Level::default() };
        if !is_angle {
            // `a()()`: what is called or indexed by it is nested in it.
            self.step();
        }
        self.depth += inner.steps();
        self.levels.push(inner);
    }

    /// What comes now stands beside what stood before, unless both are in the pipes of a closure.
    fn separate(&mut self) {
        let Some(level) = self.levels.last_mut().filter(|level| !level.in_pipes) else { return };
        level.before = level.cost();
        self.depth -= level.run;
        (level.run, level.nested) = (0, 0);
    }

    fn end_pipes(&mut self) {
        if let Some(level) = self.levels.last_mut() {
            level.in_pipes = false;
        }
    }

    fn end_statement(&mut self, at: usize) {
        self.close_angles();
        self.end_pipes();
        self.separate();
        let [file] = self.levels.as_mut_slice() else { return };
        if std::mem::take(&mut file.is_told) {
            let item = Range { start: offset(self.item_start), end: offset(at) };
            for told in self.too_deep.iter_mut().rev().take_while(|told| told.at >= item.start) {
                told.item = told.item.map(|_| item);
            }
        }
        *file = Level::default();
        self.item_start = at;
    }

    fn close_angles(&mut self) {
        while self.levels.last().is_some_and(|level| level.is_angle) {
            self.leave();
        }
    }

    fn close(&mut self) {
        self.close_angles();
        // What closes nothing does not close the file.
        if self.levels.len() > 1 {
            self.leave();
        }
    }

    fn leave(&mut self) {
        let Some(level) = self.levels.pop() else { return };
        self.depth -= level.run + level.steps();
        let Some(around) = self.levels.last_mut() else { return };
        // A body that is left out is empty.
        let cost = if level.is_told && level.is_body { 0 } else { level.cost() };
        around.is_told |= level.is_told && !level.is_body;
        around.nested = around.nested.max(cost.saturating_add(level.steps()));
    }
}

/// Words after which an operand stands, not an operator.
const TAKES_OPERAND: &[&[u8]] = &[
    b"async", b"become", b"break", b"else", b"if", b"in", b"match", b"move", b"return", b"static", b"unsafe", b"while", b"yield",
];

/// Whether a token after a block begins a new statement, item or arm. What may go on with the expression, does.
fn begins_statement(token: Token, text: &[u8]) -> bool {
    match token {
        Token::Word => text != b"else" && text != b"as",
        Token::Literal | Token::Sign(b'#') => true,
        _ => false,
    }
}
