//! The difference of two texts as `git apply` and `patch` take it. For a terminal, what would move its cursor or turn the reading
//! direction is made visible; into a pipe every line goes as it is, or the patch would not be the change any more.

use std::io::{Result, Write};

use similar::{ChangeTag, TextDiff};

use crate::escaped_path;
use crate::printable::{printable, printable_letter};

/// The change of one file, whose `path` is from where the patch is to be applied.
pub(super) fn write(path: &str, before: &str, after: &str, is_terminal: bool, out: &mut dyn Write) -> Result<()> {
    let difference = TextDiff::from_lines(before, after);
    let mut unified = difference.unified_diff();
    let hunks: Vec<_> = unified.context_radius(3).iter_hunks().collect();
    if hunks.is_empty() {
        return Ok(());
    }
    writeln!(out, "--- {}", name("a/", path))?;
    writeln!(out, "+++ {}", name("b/", path))?;
    for hunk in hunks {
        writeln!(out, "{}", hunk.header())?;
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Equal => ' ',
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
            };
            write!(out, "{sign}")?;
            let line = change.value();
            if is_terminal {
                write_printable(line, out)?;
            } else {
                out.write_all(line.as_bytes())?;
            }
            if change.missing_newline() {
                writeln!(out, "\n\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

fn write_printable(line: &str, out: &mut dyn Write) -> Result<()> {
    let (text, ending) = match line.strip_suffix("\r\n") {
        Some(text) => (text, "\r\n"),
        None => line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n")),
    };
    write!(out, "{}{ending}", printable(text))
}

/// A name in the head of a patch. One that would not stay on its line, or is not seen as it is, stands in quotes as in C; behind one
/// with a space a tab ends it.
/// Source: git, "git-diff", section "Generating patch text with -p"; `quote.c`.
fn name(side: &str, path: &str) -> String {
    let is_odd = |letter: char| letter == '"' || letter == '\\' || letter == '\t' || printable_letter(letter) != letter;
    let bytes = escaped_path::bytes(path);
    if !path.contains(is_odd) {
        let end = if path.contains(' ') { "\t" } else { "" };
        return format!("{side}{path}{end}");
    }
    let mut quoted = format!("\"{side}");
    let octal = |bytes: &[u8]| bytes.iter().fold(String::new(), |text, byte| format!("{text}\\{byte:03o}"));
    for part in bytes.utf8_chunks() {
        for letter in part.valid().chars() {
            match letter {
                '"' | '\\' => quoted.extend(['\\', letter]),
                '\t' => quoted.push_str("\\t"),
                '\n' => quoted.push_str("\\n"),
                '\r' => quoted.push_str("\\r"),
                letter if is_odd(letter) => quoted.push_str(&octal(letter.encode_utf8(&mut [0; 4]).as_bytes())),
                letter => quoted.push(letter),
            }
        }
        quoted.push_str(&octal(part.invalid()));
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_quoted_as_git_does() {
        for (path, quoted) in [
            ("src/main.rs", "a/src/main.rs"),
            ("src/an order.rs", "a/src/an order.rs\t"),
            ("src/名前.rs", "a/src/名前.rs"),
            ("src/a\"b\\c.rs", r#""a/src/a\"b\\c.rs""#),
            ("src/a\n+++ b/x\t.rs", r#""a/src/a\n+++ b/x\t.rs""#),
            ("src/\u{1b}[31m\u{202e}.rs", r#""a/src/\033[31m\342\200\256.rs""#),
        ] {
            assert_eq!(name("a/", path), quoted);
        }
    }

    #[test]
    fn a_terminal_is_shown_nothing_that_moves_it() {
        let (before, after) = ("let a = 1; // \u{1b}[2J\u{202e}\r\n", "let b = 1; // \u{1b}[2J\u{202e}\r\nlast");
        let written = |is_terminal| {
            let mut out = Vec::new();
            write("a.rs", before, after, is_terminal, &mut out).expect("is written");
            String::from_utf8(out).expect("is text")
        };
        let head = "--- a/a.rs\n+++ b/a.rs\n@@ -1 +1,2 @@\n";
        let end = "+last\n\\ No newline at end of file\n";
        assert_eq!(written(false), format!("{head}-{before}+let b = 1; // \u{1b}[2J\u{202e}\r\n{end}"));
        let seen = "let a = 1; // \u{fffd}[2J\u{fffd}\r\n";
        assert_eq!(written(true), format!("{head}-{seen}+{}{end}", seen.replace('a', "b")));
    }
}
