//! What was seen, as it is: no rule, no judgement. For whoever writes a rule, asks why one is silent, or changes the analysis.

use std::io::{Result, Write};

use super::{printable, printable_line};
use crate::fact::{Place, Seen};
use crate::source::Source;

/// Writes what was seen, in its order: a line with the place and its kind, then a line for each fact, each other place and each change
/// that a rule may offer, indented by two spaces. Lines and columns count from 1, ends are exclusive.
pub fn write_facts<'s>(seen: impl Iterator<Item = &'s Seen>, sources: &[Source], out: &mut dyn Write) -> Result<()> {
    for seen in seen {
        let path = source(sources, seen.place).map_or("?", |source| &source.path);
        writeln!(out, "{}:{}: {}", printable_line(path), range(sources, seen.place), seen.kind())?;
        for (key, value) in seen.facts.iter().filter(|(key, _)| *key != crate::fact::Key::Kind) {
            writeln!(out, "  {}: {}", key.name(), shown(&listed(&value.texts())))?;
        }
        for related in &seen.related {
            let other = source(sources, related.place).filter(|_| related.place.file != seen.place.file);
            let path = other.map(|source| format!("{}:", printable_line(&source.path))).unwrap_or_default();
            writeln!(out, "  @{}: {path}{}", related.role, range(sources, related.place))?;
        }
        for edit in &seen.edits {
            let safety = if edit.safe { "safe" } else { "unsafe" };
            writeln!(out, "  ={} ({safety}): {} `{}`", edit.name, range(sources, edit.place), shown(&edit.text))?;
        }
    }
    Ok(())
}

fn source(sources: &[Source], place: Place) -> Option<&Source> {
    sources.get(place.file.0 as usize)
}

fn range(sources: &[Source], place: Place) -> String {
    let Some(source) = source(sources, place) else { return "?".to_owned() };
    let ends = [place.start, place.end].map(|at| source.lines.line_column(&source.text, at));
    let [(line, column), (end_line, end_column)] = ends;
    format!("{line}:{column}-{end_line}:{end_column}")
}

/// The first of many: each of a thousand fields knows those before it.
fn listed(texts: &[&str]) -> String {
    const MOST: usize = 32;
    let first = texts.iter().take(MOST).copied().collect::<Vec<_>>().join(" | ");
    match texts.len().checked_sub(MOST) {
        Some(more @ 1..) => format!("{first} | and {more} more"),
        _ => first,
    }
}

/// On one line, with line breaks as `\n`.
fn shown(text: &str) -> String {
    printable(text).replace('\n', "\\n")
}
