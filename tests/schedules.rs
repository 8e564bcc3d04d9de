//! What is found does not depend on how it is found: not on the number of threads, not on the order in which files and bodies are
//! looked at, not on which bodies the words of telemetry lead to.

#![allow(clippy::expect_used, reason = "a test says what is wrong by failing")]

mod lint;

use std::fs;
use std::path::{Path, PathBuf};

use lint::{Everything, scheduled};
use otel_lint::code::{Analysis, Schedule};
use otel_lint::judge::judge;
use otel_lint::report::write_facts;

/// Orders that are tried, with one, two and eight threads in turn.
const ORDERS: u64 = 20;

/// Fixtures of rules as packages of one workspace: each `one_of`th.
fn workspace(name: &str, one_of: usize) -> PathBuf {
    let mut files: Vec<(String, Vec<u8>)> = Vec::new();
    let families: Vec<PathBuf> = below(Path::new("tests/rules")).into_iter().filter(|path| path.is_dir()).collect();
    let fixtures = families.iter().flat_map(|family| below(family)).filter(|path| path.is_file());
    let code = fixtures.filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    for fixture in code.step_by(one_of) {
        let package = fixture.file_stem().expect("has a name").to_string_lossy().into_owned();
        let manifest = lint::MANIFEST.replace("name = \"fixture\"", &format!("name = \"{package}\""));
        files.push((format!("{package}/Cargo.toml"), manifest.into_bytes()));
        files.push((format!("{package}/src/main.rs"), fs::read(&fixture).expect("is read")));
    }
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_slice())).collect();
    lint::tree(name, &files)
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).expect("is there").map(|entry| entry.expect("is read").path()).collect();
    entries.sort();
    entries
}

/// All that is stated, and all problems.
fn stated(analysis: &Analysis) -> String {
    let mut text = Vec::new();
    write_facts(analysis.seen.iter(), &analysis.sources, &mut text).expect("memory takes it");
    format!("{}{:?}{:?}", String::from_utf8_lossy(&text), analysis.problems, analysis.statistics)
}

#[test]
fn threads_and_orders_change_nothing() {
    let root = workspace("schedules-orders", 4);
    let expected = scheduled(&root, Schedule { threads: Some(1), ..Schedule::default() });
    assert!(expected.seen.len() > 300, "{}", expected.seen.len());
    let expected = stated(&expected);
    for seed in 0..=ORDERS {
        let threads = [8, 2, 1].into_iter().cycle().nth(usize::try_from(seed).expect("is small"));
        let found = stated(&scheduled(&root, Schedule { threads, seed, ..Schedule::default() }));
        assert!(found == expected, "{threads:?} threads, order {seed}: something else is stated");
    }
}

#[test]
fn words_decide_what_is_read_first_and_not_what_is_true() {
    let root = workspace("schedules-bodies", 1);
    let findings = |every_body: bool| {
        let analysis = scheduled(&root, Schedule { every_body, ..Schedule::default() });
        let judged = judge(&analysis.sources, &analysis.seen, &analysis.allows, &Everything);
        let shown = judged.findings.iter().map(|finding| {
            let place = finding.location.expect("is in code");
            let path = &analysis.sources[place.file.0 as usize].root_path;
            format!("{} {path}:{}:{} {}", finding.rule.id, place.line, place.column, finding.message)
        });
        (shown.collect::<Vec<_>>(), analysis.statistics["parts of items that the parser was given"])
    };
    let ((some, fewer), (all, more)) = (findings(false), findings(true));
    assert!(some.len() > 300 && fewer < more, "{} findings; {fewer} and {more} parts", some.len());
    let lost = some.iter().filter(|one| !all.contains(one)).map(|one| format!("- {one}"));
    let new = all.iter().filter(|one| !some.contains(one)).map(|one| format!("+ {one}"));
    let differing: Vec<String> = lost.chain(new).collect();
    assert!(differing.is_empty(), "with every body read:\n{}", differing.join("\n"));
}
