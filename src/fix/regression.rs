//! What is found after fixes were made and was not before: the findings of two looks at a workspace come in, those that the fixes
//! have brought about go out.

use std::collections::{HashMap, HashSet};

use super::Mended;
use crate::fact::FileId;
use crate::finding::Finding;
use crate::source::Source;

/// All that was found in a workspace, and the files that it was found in.
#[derive(Debug, Clone, Copy)]
pub struct Look<'l> {
    pub findings: &'l [Finding],
    pub sources: &'l [Source],
}

/// A rule, a file, and a line in it before anything was changed.
type Line<'l> = (&'static str, &'l str, usize);

/// The findings after the changes whose fingerprint was not there before them. A changed line gives the other findings on it a new
/// fingerprint, and what looks the same elsewhere another number: nothing is new where a line has no more findings of a rule than
/// it had. What the fixes were to mend, `made`, was not there to stay: where it does, that is new too.
pub fn regressions<'l>(before: Look<'l>, after: Look<'l>, mended: &Mended, made: &[&Finding]) -> Vec<&'l Finding> {
    let mended_ones: HashSet<&str> = made.iter().map(|finding| finding.fingerprint.as_str()).collect();
    let mut known: HashMap<&str, usize> = HashMap::new();
    let mut had: HashMap<Line<'l>, usize> = HashMap::new();
    for finding in before.findings.iter().filter(|finding| !mended_ones.contains(finding.fingerprint.as_str())) {
        *known.entry(&finding.fingerprint).or_default() += 1;
        let line = finding.location.and_then(|at| Some((finding.rule.id, path(before, at.file)?, at.line)));
        if let Some(line) = line {
            *had.entry(line).or_default() += 1;
        }
    }
    let mut fresh = Vec::new();
    for finding in after.findings {
        let line = finding.location.and_then(|at| line_before(before, after, mended, (at.file, at.start_byte)));
        let left_of_line = line.and_then(|(path, line)| had.get_mut(&(finding.rule.id, path, line)));
        let had_one = left_of_line.is_some_and(take_one);
        let is_known = known.get_mut(finding.fingerprint.as_str()).is_some_and(take_one);
        if !had_one && !is_known {
            fresh.push(finding);
        }
    }
    // What is told once only moves to the next place that it could be told at.
    let stayed = |finding: &&Finding| !mended_ones.contains(finding.fingerprint.as_str());
    let (had, has) = (totals(before, before.findings.iter().filter(stayed)), totals(after, after.findings.iter()));
    let grows = |group: &Group<'l>| has.get(group) > had.get(group);
    fresh.retain(|finding| groups(after, finding).iter().all(grows));
    fresh
}

/// Findings that stand for each other: of one rule and one file, or of one rule with the same words.
type Group<'l> = (&'static str, &'l str);

fn groups<'l>(look: Look<'l>, finding: &'l Finding) -> [Group<'l>; 2] {
    let path = finding.location.and_then(|at| path(look, at.file));
    [(finding.rule.id, path.unwrap_or_default()), (finding.rule.id, &finding.message)]
}

fn totals<'l>(look: Look<'l>, findings: impl Iterator<Item = &'l Finding>) -> HashMap<Group<'l>, usize> {
    let mut totals = HashMap::new();
    for group in findings.flat_map(|finding| groups(look, finding)) {
        *totals.entry(group).or_default() += 1;
    }
    totals
}

/// Whether one is left; then it is taken.
fn take_one(left: &mut usize) -> bool {
    *left = match left.checked_sub(1) {
        Some(less) => less,
        None => return false,
    };
    true
}

/// The file that a place after the changes is in, and the line before them.
fn line_before<'l>(before: Look<'l>, after: Look<'l>, mended: &Mended, (file, at): (FileId, u32)) -> Option<(&'l str, usize)> {
    let path = path(after, file)?;
    let source = before.sources.iter().find(|source| source.root_path == path)?;
    let edits =
        mended.edits.iter().find(|(file, _)| self::path(before, **file) == Some(path)).map_or(&[][..], |(_, edits)| edits);
    let mut shift = 0_i64;
    for edit in edits {
        let start = i64::from(edit.place.start) + shift;
        if start > i64::from(at) {
            break;
        }
        let length = i64::try_from(edit.text.len()).unwrap_or(i64::MAX);
        if i64::from(at) < start + length {
            // In the new text.
            shift = i64::from(at) - i64::from(edit.place.start);
            break;
        }
        shift += length - i64::from(edit.place.end - edit.place.start);
    }
    let offset = u32::try_from(i64::from(at) - shift).ok()?;
    Some((path, source.lines.line_column(&source.text, offset).0))
}

fn path(look: Look<'_>, file: FileId) -> Option<&str> {
    look.sources.get(file.0 as usize).map(|source| source.root_path.as_str())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

    use super::*;
    use crate::fact::{Edit, Place};
    use crate::finding::Location;
    use crate::rule::{Severity, rule};

    fn finding(rule: &str, line: usize, start_byte: u32, fingerprint: &str) -> Finding {
        let at = Location { file: FileId(0), line, column: 1, end_line: line, end_column: 2, start_byte, end_byte: start_byte };
        Finding {
            rule: self::rule(rule).expect("is a rule"),
            severity: Severity::Error,
            message: "the same".to_owned(),
            help: String::new(),
            label: "",
            location: Some(at),
            captured: None,
            related: Vec::new(),
            fix: None,
            fingerprint: fingerprint.to_owned(),
        }
    }

    fn source(text: &str) -> [Source; 1] {
        [Source::new("a.rs".to_owned(), "a.rs".to_owned(), text.to_owned())]
    }

    /// What is new once `comment` is taken out of the first line, and `b` has become `bb`.
    fn new(before: &[Finding], after: &[Finding], made: &[&Finding]) -> Vec<String> {
        let edits =
            [(0, 8, ""), (8, 9, "bb")].map(|(start, end, text)| Edit::safe("test", Place { file: FileId(0), start, end }, text));
        let mended = Mended { edits: [(FileId(0), edits.to_vec())].into(), ..Mended::default() };
        let (was, is) = (source("comment\nb\nc\n"), source("bb\nc\n"));
        let (before, after) = (Look { findings: before, sources: &was }, Look { findings: after, sources: &is });
        regressions(before, after, &mended, made).iter().map(|finding| finding.fingerprint.clone()).collect()
    }

    #[test]
    fn a_changed_line_is_no_new_finding() {
        let (mended, other) = (finding("guard-dropped", 2, 8, "m"), finding("span-dropped", 2, 8, "b"));
        let twin = finding("span-dropped", 3, 10, "b2");
        // The line has another text, and the twin the number of the first.
        let after = [finding("span-dropped", 1, 0, "bb"), finding("span-dropped", 2, 3, "b")];
        assert!(new(&[mended.clone(), other, twin], &after, &[&mended]).is_empty());
    }

    #[test]
    fn another_rule_or_one_more_is_new() {
        let (mended, other) = (finding("guard-dropped", 2, 8, "m"), finding("span-dropped", 2, 8, "b"));
        let before = [mended.clone(), other];
        assert_eq!(new(&before, &[finding("span-leaked", 1, 0, "l")], &[&mended]), ["l"]);
        let after = [finding("span-dropped", 1, 0, "b"), finding("span-dropped", 2, 3, "c")];
        assert_eq!(new(&before, &after, &[&mended]), ["c"]);
    }

    #[test]
    fn what_is_still_there_was_not_mended() {
        let mended = finding("guard-dropped", 2, 8, "m");
        assert_eq!(new(std::slice::from_ref(&mended), &[finding("guard-dropped", 1, 0, "m")], &[&mended]), ["m"]);
    }

    #[test]
    fn what_is_told_once_may_move() {
        let mended = finding("guard-dropped", 2, 8, "m");
        let before = [mended.clone(), finding("span-dropped", 2, 8, "b")];
        assert!(new(&before, &[finding("span-dropped", 2, 3, "c")], &[&mended]).is_empty());
    }
}
