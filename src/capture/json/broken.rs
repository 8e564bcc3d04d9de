//! Why a text is no JSON, and where: errors of the parser come in, a message without any value of the text goes out.

use serde::de::IgnoredAny;
use serde_json::error::Category;

use super::Broken;

impl Broken {
    /// `text` is the one that was read.
    pub(super) fn new(error: &serde_json::Error, text: &str) -> Self {
        let message = match error.classify() {
            // These are fixed texts, with the place behind them.
            Category::Syntax if is_bare_number(error, text) => {
                "`NaN` and `Infinity` are no JSON unless they stand in quotation marks".to_owned()
            }
            Category::Syntax | Category::Eof => {
                let text = error.to_string();
                let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
                text.replace("EOF while parsing", "the text ends within")
            }
            // These may quote what was read.
            Category::Data | Category::Io => "a value that cannot be read".to_owned(),
        };
        Self { line: error.line().max(1), column: error.column().max(1), message }
    }

    /// The same, where the text that was read is a part of another that starts `before` it.
    pub(super) fn behind(mut self, before: &str) -> Self {
        let last_line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
        if self.line == 1 {
            self.column += last_line.len();
        }
        self.line += memchr::memchr_iter(b'\n', before.as_bytes()).count();
        self
    }

    /// A mended text is longer than the one that was sent, which therefore is looked through again.
    pub(super) fn in_sent(mut self, sent: &[u8]) -> Self {
        if let Err(error) = serde_json::from_slice::<IgnoredAny>(sent) {
            (self.line, self.column) = (error.line().max(1), error.column().max(1));
        }
        self
    }
}

/// Whether one of the numbers stands there that JSON does not have.
fn is_bare_number(error: &serde_json::Error, text: &str) -> bool {
    let line = text.lines().nth(error.line().saturating_sub(1)).unwrap_or_default();
    // The parser may have read the first letter, or the sign before it.
    let from = error.column().saturating_sub(2);
    let near = line.as_bytes().get(from..).unwrap_or_default();
    [&b"NaN"[..], b"Infinity"].iter().any(|name| (0..3).any(|at| near.get(at..).is_some_and(|near| near.starts_with(name))))
}
