//! Bodies of the project's own fixtures as text. `BLESS=1 cargo test --lib bodies_as_text` rewrites it.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use super::machine::Known;
use crate::code::edition::Edition;
use crate::code::events::Bodies;
use crate::code::events::text::Text;
use crate::code::lower::lower;
use crate::code::tree::Function;
use crate::knowledge::Knowledge;
use crate::read_file::read;

const GOLDEN: &str = "tests/events.txt";
const MOST: usize = 80;

fn fixtures(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("is there") {
        let path = entry.expect("is read").path();
        if path.is_dir() {
            fixtures(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            into.push(path);
        }
    }
}

/// Long enough to show something, short enough to be read.
fn is_readable(function: &Function) -> bool {
    function.body.as_ref().is_some_and(|body| (3..=8).contains(&body.statements.len()))
}

#[test]
fn bodies_as_text() {
    let mut files = Vec::new();
    fixtures(Path::new("tests/rules"), &mut files);
    files.sort();
    let (mut all, mut count) = (String::new(), 0);
    for (_, path) in files.iter().enumerate().filter(|(at, _)| at % 5 < 3) {
        let text = read(path).expect("is there").text;
        let unit = lower(
            &syn::parse_str(&text).expect("is Rust"),
            false,
            &Knowledge::default().catalog,
            &rustc_hash::FxHashMap::default(),
        );
        let Some(function) = unit.functions.iter().find(|function| is_readable(function)).filter(|_| count < MOST) else {
            continue;
        };
        count += 1;
        let bodies = Bodies::of_function(function, Edition::Rust2024, &Known).expect("has a body");
        let line_of = |at: u32| text.bytes().take(at as usize).filter(|byte| *byte == b'\n').count() + 1;
        let text = Text { bodies: &bodies, line_of: &line_of }.all();
        let _ = writeln!(all, "{} {}\n{text}", path.display(), function.name);
    }
    assert!(count >= 60, "only {count} bodies");
    if std::env::var_os("BLESS").is_some() {
        fs::write(GOLDEN, &all).expect("is written");
    }
    let golden = read(Path::new(GOLDEN)).expect("is there").text;
    let first = golden.lines().zip(all.lines()).position(|(golden, ours)| golden != ours);
    assert!(golden == all, "{GOLDEN} differs from line {:?} on", first.map(|at| at + 1));
}
