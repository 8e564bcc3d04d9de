//! Holds what is found in `proof/` against the comments there: `proof/README.md` says what they mean. That the code compiles is for
//! `proof/check.sh` to show.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use otel_lint::rule::rules;
use serde_json::Value;

/// Rules that know too little of clients yet to be held against the comments.
const LATER: &[&str] = &[];

#[derive(PartialEq, Clone, Copy)]
enum Truth {
    Bug,
    /// A bug that is not found yet.
    Missed,
    Ok,
    /// Innocent, and found all the same as yet.
    Mistaken,
}

/// What a line says of itself.
struct Label {
    file: String,
    line: usize,
    rule: String,
    truth: Truth,
}

#[derive(Debug)]
struct Found {
    file: String,
    first: usize,
    last: usize,
    rule: String,
}

impl Label {
    fn is_met_by(&self, found: &Found) -> bool {
        found.rule == self.rule && found.file == self.file && (found.first..=found.last).contains(&self.line)
    }

    fn place(&self) -> String {
        format!("proof/{}:{}: `{}`", self.file, self.line, self.rule)
    }
}

#[test]
fn comments_and_findings_agree() {
    let labels: Vec<Label> = labels().into_iter().filter(|label| !LATER.contains(&label.rule.as_str())).collect();
    let named: BTreeSet<&str> = labels.iter().map(|label| label.rule.as_str()).collect();
    let found: Vec<Found> = found().into_iter().filter(|found| named.contains(found.rule.as_str())).collect();
    let mut wrong = Vec::new();
    for label in &labels {
        let is_found = found.iter().any(|found| label.is_met_by(found));
        match (label.truth, is_found) {
            (Truth::Bug, false) => wrong.push(format!("{} is not found", label.place())),
            (Truth::Ok, true) => wrong.push(format!("{} is found, and nothing is wrong", label.place())),
            (Truth::Mistaken, false) => wrong.push(format!("{} is silent by now; the note can go", label.place())),
            (Truth::Missed, true) => wrong.push(format!("{} is found by now; the note can go", label.place())),
            _ => {}
        }
    }
    for found in found.iter().filter(|found| !labels.iter().any(|label| label.is_met_by(found))) {
        wrong.push(format!(
            "proof/{}:{}: `{}` is found, and no comment says whether it is true",
            found.file, found.first, found.rule
        ));
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

#[test]
fn comments_name_rules() {
    for label in labels() {
        let is_rule = rules().iter().any(|rule| rule.id == label.rule);
        assert!(is_rule || LATER.contains(&label.rule.as_str()), "{} is no rule", label.place());
    }
}

#[test]
fn every_package_has_right_and_wrong_lines() {
    let labels = labels();
    let packages: BTreeSet<&str> = labels.iter().map(|label| package_of(&label.file)).collect();
    for package in packages.iter().filter(|package| !["aws-sdk-sqs-interceptor", "reqwest-tracing"].contains(package)) {
        let has =
            |truths: [Truth; 2]| labels.iter().any(|label| package_of(&label.file) == *package && truths.contains(&label.truth));
        let has_both = has([Truth::Bug, Truth::Missed]) && has([Truth::Ok, Truth::Mistaken]);
        assert!(has_both, "`proof/{package}` has lines of one kind only");
    }
    assert!(packages.len() >= 8, "{packages:?}");
}

/// `proof/fixed.sh` compiles what comes of it.
#[test]
fn every_fix_is_made_in_code_that_is_compiled() {
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR")).join("proof-fixable");
    if copy.exists() {
        std::fs::remove_dir_all(&copy).expect("is removed");
    }
    std::fs::create_dir_all(copy.join("src")).expect("is made");
    for entry in walkdir::WalkDir::new(folder().join("fixable")).into_iter().filter_entry(|entry| entry.file_name() != "target") {
        let entry = entry.expect("is read");
        let path = copy.join(entry.path().strip_prefix(folder().join("fixable")).expect("is below"));
        if entry.file_type().is_file() {
            std::fs::copy(entry.path(), path).expect("is copied");
        }
    }
    let before = counts(&copy, &[]);
    let after = counts(&copy, &["--fix", "--unsafe-fixes"]);
    let fixable = rules().iter().filter(|rule| rule.cases.iter().any(|case| case.edit.is_some()));
    let count = |counts: &BTreeMap<String, usize>, rule: &str| counts.get(rule).copied().unwrap_or_default();
    let left: Vec<&str> = fixable.map(|rule| rule.id).filter(|rule| count(&after, rule) >= count(&before, rule)).collect();
    assert!(left.is_empty(), "no fault of these rules is fixed in proof/fixable: {left:?}");
}

/// How often each rule finds something in a folder.
fn counts(folder: &Path, flags: &[&str]) -> BTreeMap<String, usize> {
    let words = ["check", ".", "--select", "all", "--format", "json", "--fail-on", "never"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-otel-lint"));
    let output = command.args(words).args(flags).current_dir(folder).env_clear().output().expect("is run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("is JSON");
    let mut counts = BTreeMap::new();
    for finding in report["findings"].as_array().expect("is a list") {
        *counts.entry(finding["rule"].as_str().expect("is text").to_owned()).or_default() += 1;
    }
    counts
}

fn package_of(file: &str) -> &str {
    file.split('/').next().expect("is in a folder")
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("proof")
}

/// All of `proof/` but what is there to be fixed, every rule on.
fn found() -> Vec<Found> {
    let words = ["check", ".", "--exclude", "fixable", "--select", "all", "--format", "json", "--fail-on", "never"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-otel-lint"));
    let output = command.args(words).current_dir(folder()).env_clear().output().expect("is run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: Value = serde_json::from_slice(&output.stdout).expect("is JSON");
    assert_eq!(report["problems"], Value::Array(Vec::new()));
    let number = |finding: &Value, key: &str| usize::try_from(finding[key].as_u64().expect("is a number")).expect("fits");
    let text = |finding: &Value, key: &str| finding[key].as_str().expect("is text").to_owned();
    let findings = report["findings"].as_array().expect("is a list").iter();
    findings
        .map(|finding| Found {
            file: text(finding, "file"),
            first: number(finding, "line"),
            last: number(finding, "end_line"),
            rule: text(finding, "rule"),
        })
        .collect()
}

fn labels() -> Vec<Label> {
    let mut labels = Vec::new();
    for entry in
        walkdir::WalkDir::new(folder()).sort_by_file_name().into_iter().filter_entry(|entry| entry.file_name() != "target")
    {
        let entry = entry.expect("is read");
        if entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let path = entry.path().strip_prefix(folder()).expect("is below");
        let file = path.to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(entry.path()).expect("is text");
        labels.extend(text.lines().zip(1..).filter_map(|(text, line)| label(&file, text, line)));
    }
    labels
}

fn label(file: &str, text: &str, line: usize) -> Option<Label> {
    let (code, comment) = text.split_once("// ")?;
    let line = if code.trim().is_empty() { line - 1 } else { line };
    let (word, rest) = comment.split_once('(').filter(|(word, _)| ["BUG", "OK"].contains(word))?;
    let (rule, note) = rest.split_once(')').expect("ends with a bracket");
    let truth = match (word, note.split_once(": ").unwrap_or((note, ""))) {
        ("BUG", ("", "")) => Truth::Bug,
        ("OK", ("", "")) => Truth::Ok,
        ("BUG", (" missed", why)) if !why.is_empty() => Truth::Missed,
        ("OK", (" found", why)) if !why.is_empty() => Truth::Mistaken,
        _ => panic!("proof/{file}:{line}: `{comment}` says nothing that is known"),
    };
    Some(Label { file: file.to_owned(), line, rule: rule.to_owned(), truth })
}
