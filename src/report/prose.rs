//! Prose in lines as wide as the place that shows it, under a word that says what it is.

use std::io::{Result, Write};

use super::Look;

/// Narrower than this, prose is no longer readable.
pub(super) const LEAST_WIDTH: usize = 40;
const INDENT: &str = "  ";

/// Writes `text` under and beside `word`. Words are never broken; lines of `text` stay lines, as far in as they are. No line after the first starts with `::`,
/// which a runner of GitHub takes for a command.
pub(super) fn paragraph(word: &str, text: &str, look: &Look, out: &mut dyn Write) -> Result<()> {
    let start = INDENT.len() + word.len() + usize::from(!word.is_empty());
    // As wide as miette's.
    let width = look.width.max(LEAST_WIDTH).saturating_sub(2).saturating_sub(start);
    let heading = if word.is_empty() { String::new() } else { heading(word, look) + " " };
    for (at, line) in wrap(text, width).iter().enumerate() {
        let before = if at == 0 { format!("{INDENT}{heading}") } else { " ".repeat(start) };
        writeln!(out, "{before}{line}")?;
    }
    Ok(())
}

/// A word before a line, in the colour that miette gives `help:`.
pub(super) fn heading(word: &str, look: &Look) -> String {
    if look.color { format!("\u{1b}[36m{word}\u{1b}[39m") } else { word.to_owned() }
}

fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for line in text.lines() {
        for (at, word) in line.split_whitespace().enumerate() {
            let more = word.chars().count();
            match lines.last_mut() {
                Some(last) if word.starts_with("::") || at > 0 && length + 1 + more <= width => {
                    last.push(' ');
                    last.push_str(word);
                    length += 1 + more;
                }
                _ => {
                    let indent = if at == 0 { line.len() - line.trim_start_matches(' ').len() } else { 0 };
                    lines.push(" ".repeat(indent) + word);
                    length = indent + more;
                }
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_and_their_indents_stay_and_no_line_becomes_a_command() {
        assert_eq!(wrap("one two\n    three four\n\n五五五 六", 8), ["one two", "    three", "four", "五五五 六"]);
        assert_eq!(wrap("a name ::error::of\n::stop::somebody", 8), ["a name ::error::of ::stop::somebody"]);
        assert_eq!(wrap("", 8), [""; 0]);
    }
}
