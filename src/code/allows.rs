//! Comments to suppressions: `// otel-lint: allow(rule, until = 2027-01-31) -- reason` and `allow-file(..)`, with `#` in TOML.

use super::suppressions::{Comment, MARK};
use super::tree::Range;
use crate::fact::{Allow, FileId, Place};
use crate::source::Source;
use crate::text::offset;

/// The suppressions of one file, and the comments with our name that say nothing we understand.
pub(super) fn allows(file: FileId, source: &Source, comments: &[Comment]) -> (Vec<Allow>, Vec<(u32, String)>) {
    let (mut allows, mut problems) = (Vec::new(), Vec::new());
    for comment in comments {
        match read(file, source, *comment) {
            Ok(allow) => allows.extend(allow),
            Err(problem) => problems.push((comment.range.start, problem)),
        }
    }
    (allows, problems)
}

/// No allow and no problem where a comment only talks about the tool.
fn read(file: FileId, source: &Source, comment: Comment) -> Result<Option<Allow>, String> {
    let place = |range: Range| Place { file, start: range.start, end: range.end };
    let text = source.text.get(comment.range.start as usize..comment.range.end as usize).unwrap_or_default();
    let is_doc = text.starts_with("///") || text.starts_with("//!") || text.starts_with("/**") || text.starts_with("/*!");
    let mark = String::from_utf8_lossy(MARK);
    let is_ours = |before: &str| !is_doc && before.trim_start_matches(['/', '*', '#']).trim().is_empty();
    let Some((before, body)) = text.split_once(&*mark).filter(|(before, _)| is_ours(before)) else {
        return Ok(None);
    };
    let body_at = before.len() + mark.len();
    let body = body.trim_end_matches("*/");
    let (verb, rest) = body.split_once('(').ok_or_else(|| expected(body))?;
    let whole_file = match verb.trim() {
        "allow" => false,
        "allow-file" => true,
        _ => return Err(expected(body)),
    };
    let (inside, after) = rest.split_once(')').ok_or_else(|| expected(body))?;
    let mut until = None;
    let mut rules = Vec::new();
    for part in inside.split(',') {
        let name = part.trim();
        if let Some((key, date)) = name.split_once('=') {
            if key.trim() != "until" || !is_date(date.trim()) {
                return Err(format!("`{name}` in this comment is no `until = YYYY-MM-DD`"));
            }
            until = Some(date.trim().to_owned());
        } else if !name.is_empty() {
            let start = comment.range.start
                + offset(body_at + (part.as_ptr() as usize - body.as_ptr() as usize) + part.len() - part.trim_start().len());
            rules.push((name.to_owned(), place(Range { start, end: start + offset(name.len()) })));
        }
    }
    if rules.is_empty() {
        return Err(expected(body));
    }
    let reason = after.trim().strip_prefix("--").is_some_and(|reason| !reason.trim().is_empty());
    let covers = if whole_file {
        Range { start: 0, end: offset(source.text.len()) }
    } else {
        let line = source.lines.line(comment.range.start);
        let own = Range { start: source.lines.line_start(line), end: comment.range.end };
        comment.next.unwrap_or(own)
    };
    Ok(Some(Allow { place: place(comment.range), covers: place(covers), rules, until, reason }))
}

fn expected(body: &str) -> String {
    format!(
        "`otel-lint:{body}` suppresses nothing; write `otel-lint: allow(rule-id) -- reason` or `otel-lint: allow-file(rule-id) -- reason`"
    )
}

fn is_date(text: &str) -> bool {
    let shape = text.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() });
    text.len() == 10 && shape
}
