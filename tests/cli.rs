//! Runs the program as people do: `tests/replay` says how a file in `tests/cli/` is written.

#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

mod replay;

use std::fs;
use std::process::Command;

use otel_lint::page::page;
use otel_lint::rule::rules;
use replay::{PROGRAM, folder, type_line};

// The answers name errors in the words of Unix.
#[test]
#[cfg(unix)]
fn lines_typed_answer_as_written() {
    replay::hold("cli");
}

fn stdout(words: &[&str]) -> String {
    let output = Command::new(PROGRAM).args(words).env_clear().output().expect("is run");
    assert!(output.status.success(), "{words:?} ends with 0");
    assert!(output.stderr.is_empty(), "{words:?} says nothing on stderr");
    String::from_utf8(output.stdout).expect("is text")
}

#[test]
fn cargo_may_put_its_word_first() {
    assert_eq!(stdout(&["otel-lint", "rules"]), stdout(&["rules"]));
    assert_eq!(stdout(&["otel-lint", "--help"]), stdout(&["--help"]));
}

#[test]
fn the_schema_of_contracts_is_printed() {
    let printed: serde_json::Value = serde_json::from_str(&stdout(&["contract", "schema"])).expect("is JSON");
    assert_eq!(printed, otel_lint::contract::schema());
}

#[test]
fn every_rule_is_listed_and_explained() {
    let (table, json) = (stdout(&["rules"]), stdout(&["rules", "--format", "json"]));
    let list: Vec<serde_json::Value> = serde_json::from_str(&json).expect("is a list");
    assert_eq!(list.len(), rules().len());
    for (rule, entry) in rules().iter().zip(list) {
        let line = table.lines().find(|line| line.split([' ', '*']).any(|word| word == rule.id));
        assert!(line.is_some_and(|line| line.contains(rule.title) && line.contains(rule.severity().name())), "{}", rule.id);
        assert_eq!(entry["id"], rule.id);
        assert_eq!(entry["severity"], rule.severity().name());
        assert_eq!(entry["opt_in"], rule.opt_in);
        assert_eq!(stdout(&["explain", rule.id]), page(rule));
    }
}

#[test]
fn a_family_is_explained_by_its_rules() {
    let table = stdout(&["explain", "span"]);
    for rule in rules() {
        assert_eq!(table.contains(&format!(" {}", rule.id)), rule.family == "span", "{}", rule.id);
    }
}

#[test]
fn a_baseline_is_one_file_in_the_root() {
    let folder = folder("cli", "baseline");
    fs::create_dir(folder.join("src")).expect("is made");
    fs::write(folder.join("Cargo.toml"), "[package]\nname = \"shop\"\n").expect("is written");
    fs::write(folder.join("src/main.rs"), "fn main() {}\n").expect("is written");
    let output = type_line("cargo-otel-lint baseline update main.rs", &folder.join("src"));
    assert_eq!(output.status.code(), Some(0));
    let text = fs::read_to_string(folder.join("otel-lint.baseline.json")).expect("is there");
    assert_eq!(text, "{\"version\": 1, \"findings\": []}\n");
    assert_eq!(fs::read_dir(&folder).expect("is there").count(), 3, "nothing is left beside it");
    assert_eq!(type_line("cargo-otel-lint", &folder).status.code(), Some(0));
}

#[test]
#[cfg(unix)]
fn a_reader_that_leaves_is_no_error() {
    let mut child = Command::new(PROGRAM)
        .args(["explain", "guard-dropped"])
        .stdout(closed_pipe())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("is run");
    assert!(child.wait().expect("ends").success());
    let output = child.wait_with_output().expect("is read");
    assert!(output.stderr.is_empty());
}

/// A pipe that nobody reads.
#[cfg(unix)]
fn closed_pipe() -> std::io::PipeWriter {
    let (reader, writer) = std::io::pipe().expect("is made");
    drop(reader);
    writer
}
