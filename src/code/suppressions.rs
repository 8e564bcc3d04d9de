//! Comments that mention this tool, and the statement or item that each stands before. Comes in: tokens with the depth that they stand
//! at; goes out: [`Comment`]s in source order.

use crate::code::lexer::Token;
use crate::code::tree::Range;
use crate::text::offset;

/// The word that makes a comment ours.
pub(crate) const MARK: &[u8] = b"otel-lint:";

/// A comment with the tool's name, and what it stands before.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Comment {
    pub(crate) range: Range,
    /// The statement or item that starts after it, where the comment has its line to itself.
    pub(crate) next: Option<Range>,
}

#[derive(Debug, Default)]
pub(super) struct Suppressions {
    comments: Vec<Comment>,
    waiting: Vec<Waiting>,
}

/// A comment whose statement is not over.
#[derive(Debug)]
struct Waiting {
    comment: usize,
    depth: usize,
    start: Option<u32>,
    /// The last token closed a brace at this depth: the statement is over unless it goes on.
    closed_at: Option<u32>,
}

impl Suppressions {
    /// Takes the next comment; `depth` is how many delimiters are open.
    pub(super) fn comment(&mut self, text: &str, start: usize, end: usize, depth: usize) {
        let bytes = text.as_bytes().get(start..end).unwrap_or_default();
        if !bytes.windows(MARK.len()).any(|window| window == MARK) {
            return;
        }
        let before = text.get(..start).unwrap_or_default();
        let before = before.trim_end_matches(|letter: char| letter != '\n' && letter.is_whitespace());
        let is_alone = before.is_empty() || before.ends_with('\n') || before == "\u{feff}";
        self.comments.push(Comment { range: Range { start: offset(start), end: offset(end) }, next: None });
        if is_alone {
            self.waiting.push(Waiting { comment: self.comments.len() - 1, depth, start: None, closed_at: None });
        }
    }

    /// Takes the next token, before the delimiter that it is counts as open or closed. A statement goes to its `;` or `,`, to the closing
    /// brace of a block, or to the end of what it is in.
    pub(super) fn token(&mut self, token: Token, text: &[u8], (from, to): (u32, u32), depth: usize) {
        if self.waiting.is_empty() {
            return;
        }
        let comments = &mut self.comments;
        self.waiting.retain_mut(|waiting| {
            let goes_on = text == b"else" || matches!(token, Token::Sign(b'.' | b'?' | b';' | b'='));
            let end = match (waiting.closed_at, token) {
                (Some(end), _) if !goes_on => Some(end),
                (_, Token::Close(_)) if depth <= waiting.depth => Some(from),
                (_, Token::Sign(b';' | b',')) if depth == waiting.depth && waiting.start.is_some() => Some(to),
                _ => None,
            };
            if let Some(end) = end {
                comments[waiting.comment].next = waiting.start.map(|start| Range { start, end });
                return false;
            }
            waiting.start.get_or_insert(from);
            let closes_block = token == Token::Close(b'}') && depth == waiting.depth + 1;
            waiting.closed_at = closes_block.then_some(to);
            true
        });
    }

    /// After the last token.
    pub(super) fn end(mut self, length: usize) -> Vec<Comment> {
        for waiting in self.waiting {
            let start = waiting.start.unwrap_or_default();
            self.comments[waiting.comment].next = Some(Range { start, end: offset(length) });
        }
        self.comments
    }
}
