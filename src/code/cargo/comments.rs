//! Suppression comments in `Cargo.toml`: `# otel-lint: allow(rule) -- reason`, at the end of a line or above one.

use super::super::suppressions::{Comment, MARK};
use super::super::tree::Range;
use crate::text::offset;

/// The comments that name this tool.
pub(in crate::code) fn comments(text: &str) -> Vec<Comment> {
    let mut comments = Vec::new();
    // Comments with a line of their own, until the line that they stand above.
    let mut waiting: Vec<usize> = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let content = line.trim_end_matches(['\n', '\r']);
        let sign = comment_sign(content);
        let code = sign.and_then(|sign| content.get(..sign)).unwrap_or(content).trim_end();
        if !code.trim_start_matches('\u{feff}').trim().is_empty() {
            let range = Range { start: offset(start), end: offset(start + content.len()) };
            for comment in waiting.drain(..) {
                let comment: &mut Comment = &mut comments[comment];
                comment.next = Some(range);
            }
        }
        if let Some(sign) = sign
            && content.as_bytes()[sign..].windows(MARK.len()).any(|window| window == MARK)
        {
            let range = Range { start: offset(start + sign), end: offset(start + content.len()) };
            if code.trim().is_empty() {
                waiting.push(comments.len());
            }
            comments.push(Comment { range, next: None });
        }
        start += line.len();
    }
    comments
}

/// Where the comment of a line begins: the first `#` outside quotes.
fn comment_sign(line: &str) -> Option<usize> {
    let mut quote = None;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match (quote, letter) {
            (None, '#') => return Some(at),
            (None, '"' | '\'') => quote = Some(letter),
            (Some('"'), '\\') if !escaped => {
                escaped = true;
                continue;
            }
            (Some(open), _) if letter == open && !escaped => quote = None,
            _ => {}
        }
        escaped = false;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_stand_for_their_line_or_the_next() {
        let text =
            "name = \"a # otel-lint: no\"\n# otel-lint: allow(x)\n\n# more\nb = '1' # otel-lint: allow(y)\n# otel-lint: allow(z)";
        let found: Vec<_> = comments(text)
            .into_iter()
            .map(|comment| {
                let of = |range: Range| text.get(range.start as usize..range.end as usize).unwrap();
                (of(comment.range), comment.next.map(of))
            })
            .collect();
        assert_eq!(
            found,
            [
                ("# otel-lint: allow(x)", Some("b = '1' # otel-lint: allow(y)")),
                ("# otel-lint: allow(y)", None),
                ("# otel-lint: allow(z)", None)
            ]
        );
    }
}
