//! What YAML could not read, in words for people: where the parser says what it met, this says what was probably meant.

use super::mistakes::Mistakes;
use super::model::At;
use crate::yaml::YamlError;

const QUOTE: &str = "a text that holds `{`, `}`, `[`, `]` or `, ` wants quotes inside `{ }` and `[ ]`, and one that begins with such a sign \
                     wants them everywhere";

/// Tells why the text of a file is no YAML.
pub(super) fn refuse(mistakes: &mut Mistakes, file: usize, text: &str, error: &YamlError) {
    let place = |start: usize, end: usize| {
        let before = text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        At { file, line, column, start_byte: start, end_byte: end }
    };
    let rest = text.get(error.byte..).unwrap_or_default();
    let line_start = text.get(..error.byte).unwrap_or_default().rfind('\n').map_or(0, |end| end + 1);
    let before = text.get(line_start..error.byte).unwrap_or_default();
    let here = place(error.byte, error.byte + rest.chars().next().map_or(0, char::len_utf8));
    if error.problem.contains("tab") {
        let from = if before.contains('\t') { line_start } else { error.byte };
        let tab = text.get(from..).and_then(|rest| rest.find('\t')).map_or(error.byte, |found| from + found);
        let help = "YAML is indented with spaces only; most editors can write spaces for the Tab key";
        return mistakes.refuse(place(tab, tab + 1), "a tab stands where YAML wants spaces", "this is a tab", help);
    }
    if let Some((start, end)) = unquoted(text, line_start, error) {
        let value = text.get(start..end).unwrap_or_default();
        let label = format!("write `{}`", quoted(value));
        return mistakes.refuse(place(start, end), format!("`{value}` without quotes is no text here"), label, QUOTE);
    }
    let (problem, label, help) = explain(error, rest);
    mistakes.refuse(here, problem, label, help);
}

/// The bytes of a text that should have been quoted: the parser stopped at a bracket in it, or behind one.
fn unquoted(text: &str, line_start: usize, error: &YamlError) -> Option<(usize, usize)> {
    let before = text.get(line_start..error.byte)?;
    let line = text.get(line_start..)?.lines().next()?;
    let rest = line.get(error.byte - line_start..)?;
    let stopped_at_bracket = rest.starts_with(['{', '[']);
    let stopped_behind = before.trim_end().ends_with(['}', ']']) && !rest.is_empty();
    if !error.problem.contains("did not find expected") || !(stopped_at_bracket || stopped_behind) {
        return None;
    }
    let value = [": ", ", ", "- "].iter().filter_map(|sign| before.rfind(sign).map(|at| at + sign.len())).max();
    let start = value.or_else(|| before.rfind(['[', '{']).map(|at| at + 1))?;
    let start = start + (before.len() - start - before.get(start..)?.trim_start().len());
    let mut depth = 0_usize;
    let mut end = line.len();
    for (at, sign) in line.get(start..)?.char_indices() {
        match sign {
            '{' | '[' => depth += 1,
            '}' | ']' | ',' if depth == 0 => {
                end = start + at;
                break;
            }
            '}' | ']' => depth -= 1,
            _ => {}
        }
    }
    let value = line.get(start..end)?.trim_end();
    (!value.is_empty()).then(|| (line_start + start, line_start + start + value.len()))
}

/// In the quotes that change nothing in it.
pub(super) fn quoted(text: &str) -> String {
    if text.contains(['\\', '"']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// Problem, label and help.
fn explain(error: &YamlError, rest: &str) -> (String, String, String) {
    let says = |problem: &str, label: &str, help: &str| (problem.to_owned(), label.to_owned(), help.to_owned());
    let sign = rest.chars().next().map(String::from).unwrap_or_default();
    let problem = error.problem.as_str();
    if problem.contains("mapping values are not allowed") || problem.contains("illegal placement of ':'") {
        return says(
            "a second `:` stands in one value",
            "no key can end here",
            "put a text that holds `: ` in quotes; keys of one map begin in the same column, and every `[` and `{` is closed",
        );
    }
    if problem.contains("unknown anchor") {
        let help =
            "`*` without quotes refers to an anchor of YAML; put a text that begins with it in quotes, such as `\"*.created\"`";
        return says("a text begins with `*`", "put it in quotes", help);
    }
    if problem.contains("unknown escape") {
        let help = "`\\` in double quotes begins an escape of YAML; write patterns in single quotes, such as `'\\d+'`";
        return says("`\\` stands in double quotes", "write it in single quotes", help);
    }
    if rest.starts_with(['\'', '"']) {
        let help = "a quote ends with the same sign; write `''` for `'` in single quotes, and `\\\"` for `\"` in double quotes";
        return says("a quote is never closed", "it opens here", help);
    }
    if problem.contains("invalid indentation") {
        let help = "what stands between brackets or quotes is indented further than the key or the `-` that it belongs to, and so is the \
                    closing bracket";
        return says("this line stands too far left", "indent it further", help);
    }
    if problem.contains("unexpected character") {
        let problem = format!("a text begins with `{sign}`");
        return (
            problem,
            "put it in quotes".to_owned(),
            "YAML keeps `@`, `%` and the backtick for itself at the start of a text".to_owned(),
        );
    }
    if problem.contains("misplaced bracket") {
        return says(
            &format!("`{sign}` closes nothing"),
            "nothing is open here",
            "count the brackets of this line, and of those before it",
        );
    }
    if problem.contains("recursion limit") || problem.contains("nested deeper") {
        let help = "a contract needs six levels; is a bracket never closed?";
        return says("the nesting is deeper than 128 levels", "here it becomes too deep", help);
    }
    if problem.contains("second document") {
        let help = "one file holds one document: make a file of the second one, and import it";
        return says("a second document begins here", "this ends the first one", help);
    }
    if problem.contains("aliases") {
        let help = "write the values out: anchors (`&name`) and aliases (`*name`) are for a few repeated values";
        return (problem.to_owned(), "with this one it is too much".to_owned(), help.to_owned());
    }
    if problem.contains("flow mapping") || problem.contains("flow sequence") || rest.is_empty() {
        return says(
            "a bracket is not closed before this place",
            "`,` or the closing bracket is missing before this",
            "every `{` wants its `}` and every `[` its `]`; the keys of a map in brackets are parted by commas",
        );
    }
    if problem.contains("did not find expected key") {
        return says(
            "this line stands in no column that is open",
            "neither a key of the map above nor a part of it",
            "keys of one map begin in the same column, and what belongs to a key stands further right",
        );
    }
    (
        problem.to_owned(),
        "YAML cannot be read from here on".to_owned(),
        "the file is read as YAML 1.2; what follows was not read".to_owned(),
    )
}
