//! Text without meaning: lines and columns, words of identifiers, nearest names. Knows nothing of Rust, YAML or telemetry.

/// Byte offsets (from 0) of the first byte of every line, for turning offsets into lines and columns.
#[derive(Debug, Clone, Default)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Characters before each block of bytes, so that columns of long lines are not counted from their start.
    characters: Vec<u32>,
}

/// Bytes between two counts of characters.
const BLOCK: usize = 1_024;

impl LineIndex {
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n').map(|(at, _)| offset(at + 1)));
        let mut characters = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            let before = characters.last().copied().unwrap_or_default();
            characters.push(before + offset(count_characters(block)));
        }
        Self { starts, characters }
    }

    /// Line from 1.
    pub fn line(&self, byte_offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= byte_offset)
    }

    /// Line and column, both from 1, the column in characters. A byte order mark counts as no character.
    pub fn line_column(&self, text: &str, byte_offset: u32) -> (usize, usize) {
        let line = self.line(byte_offset);
        let start = self.line_start(line) as usize;
        let Some(before) = text.get(start..byte_offset as usize) else { return (line, 1) };
        let marks = if start == 0 { before.len() - before.trim_start_matches('\u{feff}').len() } else { 0 };
        let characters = self.characters_before(text, byte_offset as usize) - self.characters_before(text, start + marks);
        (line, characters + 1)
    }

    fn characters_before(&self, text: &str, byte_offset: usize) -> usize {
        let block = byte_offset / BLOCK;
        let rest = text.as_bytes().get(block * BLOCK..byte_offset).unwrap_or_default();
        self.characters.get(block).map_or(0, |count| *count as usize) + count_characters(rest)
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

/// The bytes that begin a character.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
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

/// Names that are further apart than this are no slip of the pen, however long they are.
const MOST_SLIPS: usize = 32;

/// The candidate most like `name`, if one is alike enough to be what was meant.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let letters: Vec<char> = name.chars().collect();
    let signature = signature(name);
    let mut limit = (letters.len() / 3).clamp(1, MOST_SLIPS);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        // Each slip changes at most two letters of all that there are.
        if candidate.len() > 4 * (letters.len() + limit)
            || (signature ^ self::signature(candidate)).count_ones() as usize > 2 * limit
        {
            continue;
        }
        let Some(away) = distance_within(&letters, candidate, limit) else { continue };
        if best.is_none_or(|best| (away, candidate) < best) {
            best = Some((away, candidate));
            limit = away;
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// Which letters a text has, by their last six bits.
fn signature(text: &str) -> u64 {
    text.chars().fold(0, |signature, letter| signature | 1 << (u32::from(letter) % 64))
}

/// Optimal string alignment distance, if it is at most `limit`: insertions, deletions, substitutions and swaps of neighbours. Costs as
/// much as the texts are long, times the limit.
fn distance_within(left: &[char], right: &str, limit: usize) -> Option<usize> {
    let right: Vec<char> = right.chars().collect();
    if left.len().abs_diff(right.len()) > limit {
        return None;
    }
    // Only what is that near to the diagonal can be within the limit: `far` stands for the rest.
    let far = limit + 1;
    let mut rows = [vec![far; right.len() + 1], vec![far; right.len() + 1], (0..=right.len()).map(|at| at.min(far)).collect()];
    let mut nearest_above = 0;
    for (i, &a) in left.iter().enumerate() {
        rows.rotate_left(1);
        let [before, above, row] = &mut rows;
        let (first, last) = (i.saturating_sub(limit), (i + limit + 1).min(right.len()));
        row[first] = if first == 0 { (i + 1).min(far) } else { far };
        let mut nearest = row[first];
        for j in first..last {
            let b = right[j];
            let mut best = (above[j + 1] + 1).min(row[j] + 1).min(above[j] + usize::from(a != b));
            if i > 0 && j > 0 && a == right[j - 1] && left[i - 1] == b {
                best = best.min(before[j - 1] + 1);
            }
            row[j + 1] = best.min(far);
            nearest = nearest.min(row[j + 1]);
        }
        if let Some(behind) = row.get_mut(last + 1) {
            *behind = far;
        }
        // A swap leads from a row to the next but one.
        if nearest.min(nearest_above) > limit {
            return None;
        }
        nearest_above = nearest;
    }
    let [_, _, last] = rows;
    last.last().copied().filter(|away| *away <= limit)
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
    fn columns_of_long_lines_are_those_of_short_ones() {
        for letter in ["a", "ä", "€", "𝄞"] {
            let text = format!("\u{feff}{}\n{}", letter.repeat(2_000), letter.repeat(3_000));
            let lines = LineIndex::new(&text);
            for (at, _) in text.char_indices() {
                let line = lines.line(offset(at));
                let before = text.get(lines.line_start(line) as usize..at).unwrap_or_default();
                let column = before.trim_start_matches('\u{feff}').chars().count() + 1;
                assert_eq!(lines.line_column(&text, offset(at)), (line, column), "{letter} {at}");
            }
        }
    }

    #[test]
    fn nearest_is_near_or_nothing() {
        let names = ["guard-dropped", "span-dropped"];
        assert_eq!(nearest("guard-droped", names), Some("guard-dropped"));
        assert_eq!(nearest("gaurd-dropped", names), Some("guard-dropped"));
        assert_eq!(nearest("quality", names), None);
        assert_eq!(nearest("ab", ["ba", "a"]), Some("a"), "of two that are as near, the first by its letters");
        assert_eq!(nearest("größen", ["grössen", "gros"]), Some("grössen"));
    }

    /// The whole table, as the definition has it.
    fn distance(left: &[char], right: &[char]) -> usize {
        let mut rows = vec![(0..=right.len()).collect::<Vec<_>>()];
        for i in 1..=left.len() {
            let mut row = vec![i];
            for j in 1..=right.len() {
                let mut best = (rows[i - 1][j] + 1).min(row[j - 1] + 1);
                best = best.min(rows[i - 1][j - 1] + usize::from(left[i - 1] != right[j - 1]));
                if i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1] {
                    best = best.min(rows[i - 2][j - 2] + 1);
                }
                row.push(best);
            }
            rows.push(row);
        }
        rows[left.len()][right.len()]
    }

    #[test]
    fn distances_within_a_limit_are_those_of_the_whole_table() {
        // All texts of up to six letters, of three, against some of them.
        let text = |mut number: usize| {
            let mut text = String::new();
            while number > 0 {
                text.push(['a', 'b', 'ä'][number % 3]);
                number /= 3;
            }
            text
        };
        for left in (0..729).step_by(13).map(text) {
            let letters: Vec<char> = left.chars().collect();
            for right in (0..729).step_by(11).map(text) {
                let whole = distance(&letters, &right.chars().collect::<Vec<_>>());
                for limit in 0..=6 {
                    let found = distance_within(&letters, &right, limit);
                    assert_eq!(found, Some(whole).filter(|whole| *whole <= limit), "{left} {right} {limit}");
                }
                assert!((signature(&left) ^ signature(&right)).count_ones() as usize <= 2 * whole, "{left} {right}");
            }
        }
    }

    #[test]
    fn long_names_are_compared_near_the_diagonal_only() {
        // The whole table of these would have a million million cells.
        let (name, other) = ("ab".repeat(500_000), format!("{}c", "ab".repeat(500_000)));
        assert_eq!(nearest(&name, ["guard-dropped", &other]), Some(other.as_str()));
    }
}
