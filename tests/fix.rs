//! Every fix of every rule: the fixtures of `tests/rules/` are mended in memory, and what was mended is gone when they are linted
//! again. What a fix leaves alone stays byte for byte.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

mod lint;
mod replay;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lint::lint;
use otel_lint::code::is_whole;
use otel_lint::finding::Finding;
use otel_lint::fix::mend;
use otel_lint::rule::rules;
use otel_lint::source::Source;

/// Rounds until nothing is left to mend.
const ROUNDS: usize = 12;

#[test]
fn what_is_mended_is_gone() {
    let (mut wrong, mut mended) = (Vec::new(), BTreeSet::new());
    for path in fixtures(Path::new("tests/rules")) {
        let text = std::fs::read_to_string(&path).expect("a fixture is read");
        for (form, text) in forms(&text) {
            let name = format!("fix-{}-{form}", path.file_stem().expect("has a name").to_string_lossy());
            let outcome = mend_all(&name, text);
            mended.extend(outcome.rules);
            let faults = outcome.faults.into_iter().map(|fault| format!("{} ({form}): {fault}", path.display()));
            wrong.extend(faults);
        }
    }
    let fixable = rules().iter().filter(|rule| rule.cases.iter().any(|case| case.edit.is_some()));
    for rule in fixable.filter(|rule| !mended.contains(rule.id)) {
        wrong.push(format!("no fixture shows a fix of `{}`", rule.id));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

/// One faulty fix is told from its neighbours by trying. How often that is tried has a bound, and what is undecided by then is left out:
/// of forty fixes of which each brings a fault none is made, those of another file are, and nothing new is found.
#[test]
fn trials_have_a_bound_and_no_faulty_fix_is_made() {
    const CULPRITS: usize = 40;
    let folder = replay::folder("fix", "many-culprits");
    let culprit = |at| {
        format!(
            "pub fn place_{at}() {{\n    let span = info_span!(\"place_{at}\");\n    let _ = span.enter();\n    tokio::spawn(charge());\n}}\n"
        )
    };
    let harmless = "use tracing::info_span;\npub fn pack() {\n    let span = info_span!(\"pack\");\n    let _ = span.enter();\n    tracing::info!(\"packed\");\n}\n";
    let culprits: String = (0..CULPRITS).map(culprit).collect();
    let orders = format!(
        "use tracing::info_span;\n{culprits}#[tracing::instrument]\nasync fn charge() {{\n    tracing::info!(\"charged\");\n}}\n"
    );
    let manifest = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n[dependencies]\ntracing = \"0.1\"\nopentelemetry = \"0.33\"\ntracing-opentelemetry = \"0.34\"\ntokio = \"1\"\n";
    let files = [
        ("Cargo.toml", manifest),
        ("src/lib.rs", "pub mod orders;\npub mod rows;\n"),
        ("src/orders.rs", &orders),
        ("src/rows.rs", harmless),
    ];
    for (name, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().expect("has a folder")).expect("is made");
        std::fs::write(path, text).expect("is written");
    }
    let output = replay::type_line("cargo-otel-lint otel-lint --fix --format short --fail-on never", &folder);
    let said = String::from_utf8_lossy(&output.stdout);
    let read = |name: &str| std::fs::read_to_string(folder.join(name)).expect("is read");
    assert_eq!(read("src/orders.rs"), orders, "{said}");
    assert!(read("src/rows.rs").contains("let _guard = span.enter();"), "{said}");
    assert!(said.contains(&format!("fixed 1 finding in 1 file; {CULPRITS} fixes left to you")), "{said}");
    assert_eq!(said.matches("guard-dropped").count(), CULPRITS, "{said}");
    assert_eq!(said.lines().count(), CULPRITS + 1, "{said}");
}

/// The same text in the ways that files come: with a byte order mark, with the line ends of Windows, with a first line for a shell.
fn forms(text: &str) -> [(&'static str, String); 4] {
    [
        ("plain", text.to_owned()),
        ("bom", format!("\u{feff}{text}")),
        ("crlf", text.replace('\n', "\r\n")),
        ("shebang", format!("#!/usr/bin/env run-cargo-script\n{text}")),
    ]
}

#[derive(Default)]
struct Outcome {
    faults: Vec<String>,
    /// Those with a finding that was mended.
    rules: BTreeSet<&'static str>,
}

fn mend_all(name: &str, text: String) -> Outcome {
    let mut outcome = Outcome::default();
    let mut text = text;
    for round in 0..ROUNDS {
        let (findings, problems) = lint(name, &[("src/main.rs", text.as_bytes())]);
        if let Some(problem) = problems.first() {
            outcome.faults.push(format!("line {}: {}", problem.line, problem.message));
            return outcome;
        }
        let source = Source::new("src/main.rs".to_owned(), "src/main.rs".to_owned(), text.clone());
        // Files are sorted: the manifest has no findings and no source here.
        let sources = [source.clone()];
        let fixable: Vec<Finding> = findings.into_iter().filter(|finding| finding.fix.is_some()).collect();
        let made = mend(&fixable, &sources, true, &|_, text| is_whole(text));
        let Some(new) = made.texts.into_values().next() else {
            let left = fixable.iter().map(|finding| {
                format!(
                    "line {}: `{}` is not mended by its fix: {}",
                    finding.location.expect("is in code").line,
                    finding.rule.id,
                    finding.message
                )
            });
            outcome.faults.extend(left);
            return outcome;
        };
        outcome.rules.extend(fixable.iter().map(|finding| finding.rule.id));
        untouched(&text, &new, &fixable, &mut outcome.faults);
        if round + 1 == ROUNDS {
            outcome.faults.push("fixes ask for fixes without end".to_owned());
        }
        text = new;
    }
    outcome
}

/// Lines on which nothing is mended are there after it, in the same order, ends of lines and comments included.
fn untouched(before: &str, after: &str, fixable: &[Finding], faults: &mut Vec<String>) {
    let edits = || fixable.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits);
    let mut lines = after.split_inclusive('\n');
    let mut at = 0;
    for line in before.split_inclusive('\n') {
        let end = at + line.len();
        let is_edited = edits().any(|edit| (edit.place.start as usize) < end && at <= edit.place.end as usize);
        if !is_edited && !lines.by_ref().any(|other| other == line) {
            faults.push(format!("a line is lost that nothing is wrong with: {line:?}"));
            return;
        }
        at = end;
    }
}

fn fixtures(folder: &Path) -> Vec<PathBuf> {
    let mut files = BTreeSet::new();
    for family in std::fs::read_dir(folder).expect("is there") {
        for entry in std::fs::read_dir(family.expect("is read").path()).expect("is a folder") {
            let path = entry.expect("is read").path();
            if path.extension().is_some_and(|extension| extension == "rs") {
                files.insert(path);
            }
        }
    }
    files.into_iter().collect()
}
