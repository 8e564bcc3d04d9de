//! An iterative lexer of Rust: just enough to tell code from comments and text, without recursion on any input.
//! Source: The Rust Reference, "Lexical structure".

/// What a token is. Bytes outside tokens are white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    /// Identifiers and keywords.
    Word,
    /// Text, characters, numbers, lifetimes.
    Literal,
    /// `(`, `[`, `{`.
    Open(u8),
    /// `)`, `]`, `}`.
    Close(u8),
    /// Any other sign, one byte each.
    Sign(u8),
    LineComment,
    BlockComment,
}

/// The tokens of a text with their byte ranges. Never fails: what is cut off ends with the text.
pub(crate) struct Lexer<'t> {
    bytes: &'t [u8],
    at: usize,
}

impl<'t> Lexer<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self::starting_at(text, 0)
    }

    /// The tokens from `at` on.
    pub(crate) fn starting_at(text: &'t str, at: usize) -> Self {
        Self { bytes: text.as_bytes(), at }
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The first position from `at` on where `stop` holds, or the end.
    fn until(&self, at: usize, stop: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.iter().position(|&byte| stop(byte)).map_or(self.bytes.len(), |found| at + found)
    }

    fn block_comment(&self, start: usize) -> usize {
        let mut depth = 0usize;
        let mut at = start;
        while at < self.bytes.len() {
            match (self.byte(at), self.byte(at + 1)) {
                (b'/', b'*') => {
                    depth += 1;
                    at += 2;
                }
                (b'*', b'/') => {
                    depth -= 1;
                    at += 2;
                    if depth == 0 {
                        return at;
                    }
                }
                _ => at += 1,
            }
        }
        self.bytes.len()
    }

    /// After the opening quote, to after the closing one.
    fn quoted(&self, mut at: usize, quote: u8) -> usize {
        while at < self.bytes.len() {
            match self.byte(at) {
                b'\\' => at += 2,
                byte if byte == quote => return at + 1,
                _ => at += 1,
            }
        }
        self.bytes.len()
    }

    /// At the hashes or the quote of a raw text; none where there is none.
    fn raw(&self, at: usize) -> Option<usize> {
        let quote = self.until(at, |byte| byte != b'#');
        if self.byte(quote) != b'"' {
            return None;
        }
        let hashes = quote - at;
        let mut end = quote + 1;
        loop {
            end = self.until(end, |byte| byte == b'"');
            if end >= self.bytes.len() {
                return Some(self.bytes.len());
            }
            let closing = self.until(end + 1, |byte| byte != b'#') - end - 1;
            if closing >= hashes {
                return Some(end + 1 + hashes);
            }
            end += 1;
        }
    }

    fn word(&self, start: usize) -> (Token, usize) {
        let end = self.until(start, |byte| !is_word(byte));
        let word = self.bytes.get(start..end).unwrap_or_default();
        match (word, self.byte(end)) {
            (b"r" | b"br" | b"cr", b'"' | b'#') => match self.raw(end) {
                Some(end) => (Token::Literal, end),
                // `r#name`
                None if word == b"r" && is_word(self.byte(end + 1)) => (Token::Word, self.until(end + 1, |byte| !is_word(byte))),
                None => (Token::Word, end),
            },
            (b"b" | b"c", b'"') => (Token::Literal, self.quoted(end + 1, b'"')),
            (b"b", b'\'') => (Token::Literal, self.quoted(end + 1, b'\'')),
            _ => (Token::Word, end),
        }
    }

    /// `'a'`, `'\n'` or the lifetime `'a`.
    fn apostrophe(&self, start: usize) -> usize {
        if self.byte(start + 1) == b'\\' {
            return self.quoted(start + 1, b'\'');
        }
        // One character, of one to four bytes, and a closing quote.
        let next = self.until(start + 2, |byte| byte & 0b1100_0000 != 0b1000_0000);
        if self.byte(next) == b'\'' {
            return next + 1;
        }
        self.until(start + 1, |byte| !is_word(byte)).max(start + 1)
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

impl Iterator for Lexer<'_> {
    type Item = (Token, usize, usize);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.until(self.at, |byte| !byte.is_ascii_whitespace());
        if start >= self.bytes.len() {
            return None;
        }
        let (token, end) = match (self.byte(start), self.byte(start + 1)) {
            (b'/', b'/') => (Token::LineComment, self.until(start, |byte| byte == b'\n')),
            (b'/', b'*') => (Token::BlockComment, self.block_comment(start)),
            (b'"', _) => (Token::Literal, self.quoted(start + 1, b'"')),
            (b'\'', _) => (Token::Literal, self.apostrophe(start)),
            (byte @ (b'(' | b'[' | b'{'), _) => (Token::Open(byte), start + 1),
            (byte @ (b')' | b']' | b'}'), _) => (Token::Close(byte), start + 1),
            (byte, _) if byte.is_ascii_digit() => (Token::Literal, self.until(start, |byte| !is_word(byte))),
            (byte, _) if is_word(byte) => self.word(start),
            (byte, _) => (Token::Sign(byte), start + 1),
        };
        self.at = end.min(self.bytes.len());
        Some((token, start, self.at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<(Token, &str)> {
        Lexer::new(text).map(|(token, start, end)| (token, text.get(start..end).unwrap())).collect()
    }

    #[test]
    fn text_is_no_code() {
        use Token::{BlockComment, LineComment, Literal, Sign, Word};
        assert_eq!(
            tokens("r#\"a\"b\"# 'x' '\\'' 'static b\"}\" /* /* */ { */ r#fn // }"),
            [
                (Literal, "r#\"a\"b\"#"),
                (Literal, "'x'"),
                (Literal, "'\\''"),
                (Literal, "'static"),
                (Literal, "b\"}\""),
                (BlockComment, "/* /* */ { */"),
                (Word, "r#fn"),
                (LineComment, "// }"),
            ]
        );
        assert_eq!(tokens("1..2"), [(Literal, "1"), (Sign(b'.'), "."), (Sign(b'.'), "."), (Literal, "2")]);
    }

    #[test]
    fn what_is_cut_off_ends_with_the_text() {
        for text in ["\"a", "'", "'\\", "r#\"", "/*", "b'", "r#", "\"\\", "'é"] {
            assert_eq!(Lexer::new(text).last().map(|(_, _, end)| end), Some(text.len()), "{text}");
        }
    }
}
