//! Fixes into texts. Findings and sources come in, changed texts go out; nothing is read from or written to disk here.

mod regression;

use std::collections::{BTreeMap, BTreeSet};

use crate::fact::{Edit, FileId};
use crate::finding::Finding;
use crate::source::Source;

pub use regression::{Look, regressions};

/// What fixes make of the files.
#[derive(Debug, Default)]
pub struct Mended {
    /// The new text of each file that changes.
    pub texts: BTreeMap<FileId, String>,
    /// The findings that were mended, by position.
    pub made: Vec<usize>,
    /// The changes in each of those files, from its start to its end.
    pub edits: BTreeMap<FileId, Vec<Edit>>,
    /// Which of the files are changed together or not at all.
    pub groups: Vec<Group>,
}

/// Files that some fixes change together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    pub files: BTreeSet<FileId>,
    /// How many findings are mended in them.
    pub findings: usize,
}

/// A fix that is to be made: the position of its finding, and its changes.
type Wanted<'e> = (usize, &'e [Edit]);

/// Makes all changes that can be made together. A fix that meets another waits: once the first is made, the file is read anew.
/// Of a file whose changed text would not be read (`reads`), only those fixes are made that keep it readable.
pub fn mend<'f>(
    findings: impl IntoIterator<Item = &'f Finding>,
    sources: &[Source],
    with_unsafe: bool,
    reads: &dyn Fn(&Source, &str) -> bool,
) -> Mended {
    let fixes = findings.into_iter().enumerate().filter_map(|(at, finding)| Some((at, finding.fix.as_ref()?)));
    let wanted = fixes.filter(|(_, fix)| fix.safe || with_unsafe).map(|(at, fix)| (at, fix.edits.as_slice()));
    let mut taken = Taken::default();
    let accepted: Vec<Wanted<'_>> = wanted.filter(|(_, edits)| taken.take(edits)).collect();
    let mut mended = Mended::default();
    let made = |edits: &[&Edit]| {
        let is_readable =
            |(file, text): (&FileId, &String)| sources.get(file.0 as usize).is_some_and(|source| reads(source, text));
        changed(edits, sources).filter(|texts| texts.iter().all(is_readable))
    };
    // Files that are changed together by one fix are changed together or not at all.
    for group in groups(&accepted) {
        let all: Vec<&Edit> = group.iter().flat_map(|(_, edits)| edits.iter()).collect();
        if let Some(texts) = made(&all) {
            mended.add(texts, &group);
            continue;
        }
        // One of them breaks the file: it is looked for by halves, and the others are made.
        let kept = unbroken(&group, &|fixes| {
            let all: Vec<&Edit> = fixes.iter().flat_map(|(_, edits)| edits.iter()).collect();
            made(&all).is_some()
        });
        let all: Vec<&Edit> = kept.iter().flat_map(|(_, edits)| edits.iter()).collect();
        if let Some(texts) = made(&all).filter(|_| !kept.is_empty()) {
            mended.add(texts, &kept);
        }
    }
    mended.made.sort_unstable();
    mended.edits.values_mut().for_each(|edits| edits.sort_by_key(|edit| edit.place));
    mended.texts.retain(|file, new| sources.get(file.0 as usize).is_some_and(|source| *source.text != **new));
    mended
}

impl Mended {
    fn add(&mut self, texts: BTreeMap<FileId, String>, made: &[Wanted<'_>]) {
        self.groups.push(Group { files: texts.keys().copied().collect(), findings: made.len() });
        self.texts.extend(texts);
        self.made.extend(made.iter().map(|(at, _)| at));
        for edit in made.iter().flat_map(|(_, edits)| *edits) {
            self.edits.entry(edit.place.file).or_default().push(edit.clone());
        }
    }
}

/// The fixes without those that break what the others leave whole.
fn unbroken<'e>(fixes: &[Wanted<'e>], is_whole: &dyn Fn(&[Wanted<'e>]) -> bool) -> Vec<Wanted<'e>> {
    let mut kept: Vec<Wanted<'e>> = Vec::new();
    let mut waiting = vec![fixes];
    while let Some(next) = waiting.pop() {
        let before = kept.len();
        kept.extend_from_slice(next);
        if is_whole(&kept) {
            continue;
        }
        kept.truncate(before);
        if next.len() > 1 {
            let (first, second) = next.split_at(next.len() / 2);
            waiting.extend([second, first]);
        }
    }
    kept
}

/// Ranges that accepted fixes change, by file: starts and ends, which do not meet.
#[derive(Debug, Default)]
struct Taken(BTreeMap<FileId, BTreeMap<u32, u32>>);

impl Taken {
    /// Whether these edits touch none that were taken; then they are taken too.
    fn take(&mut self, edits: &[Edit]) -> bool {
        let meets = |edit: &Edit| {
            let taken = self.0.get(&edit.place.file);
            let last = taken.and_then(|taken| taken.range(..=edit.place.end).next_back());
            last.is_some_and(|(_, end)| edit.place.start <= *end)
        };
        if edits.is_empty() || edits.iter().any(meets) {
            return false;
        }
        for edit in edits {
            let end = self.0.entry(edit.place.file).or_default().entry(edit.place.start).or_default();
            *end = edit.place.end.max(*end);
        }
        true
    }
}

/// Fixes by the files that they change, directly or by way of each other; in the order of the first fix of each.
fn groups<'e>(fixes: &[Wanted<'e>]) -> Vec<Vec<Wanted<'e>>> {
    // Of every fix one before it that it shares a file with, or itself.
    let mut before: Vec<usize> = (0..fixes.len()).collect();
    let mut last: BTreeMap<FileId, usize> = BTreeMap::new();
    for (at, (_, edits)) in fixes.iter().enumerate() {
        for edit in *edits {
            let [one, other] = [at, *last.entry(edit.place.file).or_insert(at)].map(|fix| first(&mut before, fix));
            before[one.max(other)] = one.min(other);
        }
    }
    let mut groups: BTreeMap<usize, Vec<Wanted<'e>>> = BTreeMap::new();
    for (at, fix) in fixes.iter().enumerate() {
        groups.entry(first(&mut before, at)).or_default().push(*fix);
    }
    groups.into_values().collect()
}

/// The first fix that one leads back to, which is noted on the way.
fn first(before: &mut [usize], fix: usize) -> usize {
    let mut at = fix;
    while before[at] != at {
        before[at] = before[before[at]];
        at = before[at];
    }
    at
}

/// The texts with these edits made, which do not meet; none where a place is not in its file.
fn changed(edits: &[&Edit], sources: &[Source]) -> Option<BTreeMap<FileId, String>> {
    let mut sorted = edits.to_vec();
    sorted.sort_by_key(|edit| edit.place);
    let mut texts: BTreeMap<FileId, String> = BTreeMap::new();
    let mut done = 0;
    for (at, edit) in sorted.iter().enumerate() {
        let file = edit.place.file;
        let source = sources.get(file.0 as usize)?;
        let text = texts.entry(file).or_insert_with(|| {
            done = 0;
            String::with_capacity(source.text.len())
        });
        let (start, end) = (edit.place.start as usize, edit.place.end as usize);
        text.push_str(source.text.get(done..start)?);
        source.text.get(start..end)?;
        text.push_str(&edit.text);
        done = end;
        if sorted.get(at + 1).is_none_or(|next| next.place.file != file) {
            text.push_str(source.text.get(done..)?);
        }
    }
    Some(texts)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

    use super::*;
    use crate::fact::Place;

    fn edit(file: u32, start: u32, end: u32, text: &str) -> Edit {
        Edit::safe("test", Place { file: FileId(file), start, end }, text)
    }

    fn source(text: &str) -> Source {
        Source::new("a.rs".to_owned(), "a.rs".to_owned(), text.to_owned())
    }

    #[test]
    fn edits_are_made_from_the_end() {
        let sources = [source("\u{feff}one two\r\nthree"), source("four")];
        let texts = changed(&[&edit(0, 3, 6, "1"), &edit(1, 0, 0, "> "), &edit(0, 12, 17, "3")], &sources).expect("fits");
        assert_eq!(texts[&FileId(0)], "\u{feff}1 two\r\n3");
        assert_eq!(texts[&FileId(1)], "> four");
        assert!(changed(&[&edit(0, 1, 2, "")], &sources).is_none(), "inside of a character");
        assert!(changed(&[&edit(1, 3, 9, "")], &sources).is_none(), "behind the end");
    }

    #[test]
    fn fixes_that_meet_wait() {
        let mut taken = Taken::default();
        assert!(taken.take(&[edit(0, 3, 6, "1"), edit(0, 10, 10, "2")]));
        for meeting in [edit(0, 5, 8, ""), edit(0, 6, 6, ""), edit(0, 0, 3, ""), edit(0, 10, 10, "3")] {
            assert!(!taken.take(&[edit(0, 20, 21, ""), meeting.clone()]), "{meeting:?}");
        }
        assert!(taken.take(&[edit(0, 20, 21, "")]), "nothing of a fix that waits is taken");
        assert!(taken.take(&[edit(1, 3, 6, "")]));
    }

    #[test]
    fn what_breaks_a_file_is_left_out_alone() {
        let fixes: Vec<Wanted<'_>> = (0..20).map(|at| (at, &[][..])).collect();
        let tried = std::cell::Cell::new(0);
        let kept = unbroken(&fixes, &|fixes| {
            tried.set(tried.get() + 1);
            !fixes.iter().any(|(at, _)| [3, 11].contains(at))
        });
        assert_eq!(kept.len(), 18);
        assert!(tried.get() < 20, "{} trials", tried.get());
    }

    #[test]
    fn files_of_one_fix_stay_together() {
        let (one, two, both, other) =
            ([edit(0, 0, 0, "")], [edit(1, 0, 0, "")], [edit(0, 5, 5, ""), edit(1, 5, 5, "")], [edit(2, 0, 0, "")]);
        let groups = groups(&[(0, &one), (1, &two), (2, &both), (3, &other)]);
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [3, 1]);
    }
}
