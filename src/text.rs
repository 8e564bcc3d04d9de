//! Text without meaning: lines and columns, words of identifiers, nearest names. Knows nothing of Rust, YAML or telemetry.

/// Byte offsets (from 0) of the first byte of every line, for turning offsets into lines and columns.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| offset(at + 1)));
        Self { starts }
    }

    /// Line from 1.
    pub fn line(&self, byte_offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= byte_offset)
    }

    /// Line and column, both from 1, the column in characters. A byte order mark counts as no character.
    pub fn line_column(&self, text: &str, byte_offset: u32) -> (usize, usize) {
        let line = self.line(byte_offset);
        let start = self.line_start(line);
        let before = text.get(start as usize..byte_offset as usize).unwrap_or_default();
        let before = if start == 0 { before.trim_start_matches('\u{feff}') } else { before };
        (line, before.chars().count() + 1)
    }

    /// Byte offset of the first byte of a line (from 1); past the last line, that of the last line.
    pub fn line_start(&self, line: usize) -> u32 {
        let at = line.saturating_sub(1).min(self.starts.len().saturating_sub(1));
        self.starts.get(at).copied().unwrap_or(0)
    }

    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The text of a line (from 1) without its line ending.
    pub fn line_text<'t>(&self, text: &'t str, line: usize) -> &'t str {
        let start = self.line_start(line) as usize;
        let end = self.starts.get(line).map_or(text.len(), |&next| next as usize);
        text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r'])
    }
}

/// A length or offset as `u32`. Sources beyond 4 GiB are refused when read, so nothing is cut here.
pub fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The lowercase words of a name: `user.emailAddress` and `USER_EMAIL-address` are `user`, `email`, `address`.
pub fn split_words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut previous: Option<char> = None;
    let mut rest = name.chars().peekable();
    while let Some(letter) = rest.next() {
        if !letter.is_alphanumeric() {
            flush(&mut words, &mut word);
            previous = None;
            continue;
        }
        let after_lower = previous.is_some_and(|p| p.is_lowercase() || p.is_numeric());
        let before_lower = previous.is_some_and(char::is_uppercase) && rest.peek().is_some_and(|n| n.is_lowercase());
        if letter.is_uppercase() && (after_lower || before_lower) {
            flush(&mut words, &mut word);
        }
        word.extend(letter.to_lowercase());
        previous = Some(letter);
    }
    flush(&mut words, &mut word);
    words
}

fn flush(words: &mut Vec<String>, word: &mut String) {
    if !word.is_empty() {
        words.push(std::mem::take(word));
    }
}

/// The candidate most like `name`, if one is alike enough to be what was meant.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (name.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|&(away, _)| away <= limit)
        .min_by_key(|&(away, candidate)| (away, candidate))
        .map(|(_, candidate)| candidate)
}

/// Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours.
fn distance(left: &str, right: &str) -> usize {
    let (left, right): (Vec<char>, Vec<char>) = (left.chars().collect(), right.chars().collect());
    let mut rows = vec![(0..=right.len()).collect::<Vec<_>>()];
    for (i, &a) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, &b) in right.iter().enumerate() {
            let (above, corner, beside) = (rows[i][j + 1], rows[i][j], row[j]);
            let mut best = (above + 1).min(beside + 1).min(corner + usize::from(a != b));
            if i > 0 && j > 0 && a == right[j - 1] && left[i - 1] == b {
                best = best.min(rows[i - 1][j - 1] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows.last().and_then(|row| row.last()).copied().unwrap_or(0)
}

/// At most so many bytes of a text, up to a whole character.
pub fn beginning(text: &str, most_bytes: usize) -> &str {
    let end = (0..=most_bytes.min(text.len())).rev().find(|&end| text.is_char_boundary(end));
    end.and_then(|end| text.get(..end)).unwrap_or_default()
}

/// What a dotted name begins with, up to and with each dot: `a.` and `a.b.` of `a.b.c`.
pub fn dotted_beginnings(name: &str) -> impl Iterator<Item = &str> {
    name.match_indices('.').filter_map(|(at, dot)| name.get(..at + dot.len()))
}

/// What stands before and after each place where a text has a name as a word of its own, in Rust's sense of a word.
pub fn around_word<'t>(text: &'t str, name: &'t str) -> impl Iterator<Item = (&'t str, &'t str)> {
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    text.match_indices(name).filter_map(move |(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let after = rest.strip_prefix(name)?;
        (!before.ends_with(is_word) && !after.starts_with(is_word)).then_some((before, after))
    })
}

/// One line of text: every run of white space becomes one space.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `text`, cut to at most `limit` characters with `..` at the end.
pub fn shorten(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit.saturating_sub(2)).collect();
    short.push_str("..");
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_names() {
        for (name, words) in [
            ("user.emailAddress", &["user", "email", "address"][..]),
            ("USER_EMAIL-2", &["user", "email", "2"]),
            ("HTTPServer", &["http", "server"]),
            ("otp", &["otp"]),
            ("", &[]),
        ] {
            assert_eq!(split_words(name), words, "{name}");
        }
    }

    #[test]
    fn columns_count_characters_and_no_byte_order_mark() {
        let text = "\u{feff}ä x\r\ny";
        let lines = LineIndex::new(text);
        assert_eq!(lines.line_column(text, 3), (1, 1));
        assert_eq!(lines.line_column(text, 6), (1, 3));
        assert_eq!(lines.line_column(text, offset(text.len() - 1)), (2, 1));
        assert_eq!(lines.line_text(text, 1), "\u{feff}ä x");
    }

    #[test]
    fn nearest_is_near_or_nothing() {
        let names = ["guard-dropped", "span-dropped"];
        assert_eq!(nearest("guard-droped", names), Some("guard-dropped"));
        assert_eq!(nearest("gaurd-dropped", names), Some("guard-dropped"));
        assert_eq!(nearest("quality", names), None);
    }
}
