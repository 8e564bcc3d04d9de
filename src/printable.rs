//! Text of files, names and recordings as a person may be shown it: nothing in it moves the cursor, turns the reading direction or
//! fills the screen. Every format for people, every error and every patch on a terminal uses this.

use std::ops::Range;
use std::path::{Component, Path, PathBuf};

/// Of a longer line, so much is shown.
pub const MOST_CHARACTERS: usize = 200;
/// So much of it before the place that it is shown for.
const CHARACTERS_BEFORE: usize = 60;
/// Stands for what is left out.
pub const CUT: &str = "..";

/// `text` as a terminal may show it: what would move the cursor or turn the reading direction becomes U+FFFD.
pub fn printable(text: &str) -> String {
    text.chars().map(|letter| if letter == '\n' { letter } else { printable_letter(letter) }).collect()
}

/// Tabs stay. Direction marks are those of <https://trojansource.codes>, and those that nobody sees; some places break lines at U+2028.
pub fn printable_letter(letter: char) -> char {
    match letter {
        '\t' => letter,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
            char::REPLACEMENT_CHARACTER
        }
        _ if letter.is_control() => char::REPLACEMENT_CHARACTER,
        _ => letter,
    }
}

/// [`printable`] on one line; other white space stays as it was written.
pub fn printable_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    printable(&lines.join(" "))
}

/// The bytes of `line` that are shown: all, or [`MOST_CHARACTERS`] around the byte `anchor`.
pub fn window(line: &str, anchor: usize) -> Range<usize> {
    if line.char_indices().nth(MOST_CHARACTERS).is_none() {
        return 0..line.len();
    }
    let before = line.get(..anchor).unwrap_or(line);
    let start = before.char_indices().rev().nth(CHARACTERS_BEFORE - 1).map_or(0, |(at, _)| at);
    let rest = line.get(start..).unwrap_or_default();
    start..rest.char_indices().nth(MOST_CHARACTERS).map_or(line.len(), |(at, _)| start + at)
}

/// The start of the character that `byte` lies in; the end of the text if it lies behind it.
pub fn character_start(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The path of a file as it is seen from a folder, which may be above it or beside it; both without links. A file that shares nothing
/// with the folder keeps its whole path.
pub fn seen_from(folder: &Path, path: &Path) -> PathBuf {
    let common = folder.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let has_common_folder = path.components().take(common).any(|part| matches!(part, Component::Normal(_)));
    if !has_common_folder {
        return path.to_owned();
    }
    let up = folder.components().skip(common).map(|_| Component::ParentDir);
    let seen: PathBuf = up.chain(path.components().skip(common)).collect();
    if seen.as_os_str().is_empty() { PathBuf::from(".") } else { seen }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_seen_from_a_folder() {
        for (path, seen) in [
            ("/home/shop/src/main.rs", "src/main.rs"),
            ("/home/contract.yaml", "../contract.yaml"),
            ("/home/other/contract.yaml", "../other/contract.yaml"),
            ("/home/shop", "."),
            ("/etc/passwd", "/etc/passwd"),
        ] {
            assert_eq!(seen_from(Path::new("/home/shop"), Path::new(path)), Path::new(seen));
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = "x".repeat(300) + "é" + &"y".repeat(300);
        assert_eq!(window(&line, 300), 240..441);
        assert_eq!(window("short", 3), 0..5);
    }
}
