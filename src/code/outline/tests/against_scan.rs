//! What the first look at a file finds, the outline finds too: comments, depth, parts without a partner, calls.

use std::path::PathBuf;

use rustc_hash::FxHashMap;

use super::against_syn::sources;
use crate::code::outline::keywords::Keyword;
use crate::code::outline::{Item, Outline, Role, outline};
use crate::code::parse::parse;
use crate::code::scan::{Scan, scan};
use crate::knowledge::OwnWords;

/// Own sources and fixtures, whole and cut off where a letter, a text or a comment may be.
fn texts() -> Vec<(PathBuf, String)> {
    let mut texts = Vec::new();
    for (path, text) in sources(&["src/code", "tests"]) {
        let part = crate::text::beginning(&text, text.len() * 2 / 3).to_owned();
        texts.push((path.clone(), part));
        texts.push((path, text));
    }
    texts
}

fn scanned(text: &str) -> Scan {
    scan(text, &FxHashMap::default(), &OwnWords::default())
}

#[test]
fn comments_and_depths_are_those_of_the_scan() {
    let mut count = 0;
    for (path, text) in texts() {
        let (scan, outline) = (scanned(&text), outline(&text, &|_| false));
        assert_eq!(format!("{:?}", outline.comments), format!("{:?}", scan.comments), "{}", path.display());
        assert_eq!(format!("{:?}", outline.too_deep), format!("{:?}", scan.too_deep), "{}", path.display());
        count += scan.comments.len();
    }
    assert!(count > 20, "{count} comments");
}

#[test]
fn parts_without_a_partner_are_told_as_by_the_parser() {
    let mut count = 0;
    for (path, text) in texts() {
        let scan = scanned(&text);
        if scan.unbalanced.is_none() && scan.cut_off.is_none() {
            continue;
        }
        let outline = outline(&text, &|_| false);
        let is_told = |reason: &str| reason.contains("partner") || reason.contains("never ends");
        let left_out = parse(&text, &scan, &[]).1.into_iter().map(|part| (part.at, part.reason));
        let expected: Vec<(u32, String)> = left_out.filter(|(_, reason)| is_told(reason)).collect();
        assert_eq!(outline.problems, expected, "{}", path.display());
        count += expected.len();
    }
    assert!(count > 20, "{count} problems");
}

#[test]
fn calls_are_those_of_the_scan() {
    let mut count = 0;
    for (path, text) in texts() {
        let (scan, outline) = (scanned(&text), outline(&text, &|_| false));
        for (at, hash) in scan.calls {
            let Some(item) = item_around(&outline, at).filter(|item| item.name.start != at) else { continue };
            let has = item.words.of(Role::Call, &outline);
            let from = text.get(at as usize..).unwrap_or_default();
            let word: String = from.chars().take(30).collect();
            assert!(has.contains(&hash) || is_no_call(&word), "{} {at}: {word}", path.display());
            count += 1;
        }
    }
    assert!(count > 20_000, "{count} calls");
}

/// The innermost item around a place.
fn item_around(outline: &Outline, at: u32) -> Option<&Item> {
    outline.items.iter().rev().find(|item| item.whole.start <= at && at < item.whole.end)
}

/// Keywords before parentheses, and names with a mark, which are looked up without it.
fn is_no_call(from: &str) -> bool {
    let word = from.split(|letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '#').next();
    word.is_some_and(|word| word.starts_with("r#") || !Keyword::of(word.as_bytes()).is_name())
}
