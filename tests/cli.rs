//! Runs the program as people do. A file in `tests/cli/` is one folder and the lines typed there:
//!
//! ```text
//! === src/main.rs            a file and its text
//! === $ NO_COLOR=1 cargo-otel-lint rules
//! === stdout                 what came; sections without text are left out
//! === stderr
//! === status 0
//! ```
//!
//! `BLESS=1 cargo test --test cli` rewrites what came. The escape character stands as `␛`.

#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use otel_lint::page::page;
use otel_lint::rule::rules;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cargo-otel-lint");

// The answers name errors in the words of Unix.
#[test]
#[cfg(unix)]
fn lines_typed_answer_as_written() {
    let mut changed = Vec::new();
    let mut files: Vec<PathBuf> =
        fs::read_dir("tests/cli").expect("is there").map(|entry| entry.expect("is read").path()).collect();
    files.sort();
    for file in files {
        let written = fs::read_to_string(&file).expect("is text");
        let name = file.file_stem().expect("is named").to_string_lossy().into_owned();
        let came = replay(&written, &folder(&name));
        if came != written && std::env::var_os("BLESS").is_some() {
            fs::write(&file, &came).expect("is written");
        } else if came != written {
            changed.push(format!("{} now reads:\n{came}", file.display()));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

/// The case with what comes now in place of what came.
fn replay(case: &str, folder: &Path) -> String {
    let mut out = String::new();
    for section in case.split_inclusive('\n').fold(Vec::<String>::new(), |mut sections, line| {
        match sections.last_mut() {
            Some(last) if !line.starts_with("=== ") => last.push_str(line),
            _ => sections.push(line.to_owned()),
        }
        sections
    }) {
        let (head, text) = section.split_once('\n').expect("a section ends in a line break");
        let head = head.strip_prefix("=== ").expect("a case starts with a section");
        if head == "stdout" || head == "stderr" || head.starts_with("status") {
            continue;
        }
        out.push_str(&section);
        let Some(line) = head.strip_prefix("$ ") else {
            let path = folder.join(head);
            fs::create_dir_all(path.parent().expect("has a folder")).expect("is made");
            fs::write(path, text).expect("is written");
            continue;
        };
        let output = type_line(line, folder);
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let text = String::from_utf8_lossy(bytes).replace('\u{1b}', "␛").replace(&*folder.to_string_lossy(), "[folder]");
            if !text.is_empty() {
                out.extend(["=== ", name, "\n", &text]);
            }
        }
        let status = output.status.code().expect("ends by itself").to_string();
        out.extend(["=== status ", &status, "\n"]);
    }
    out
}

fn type_line(line: &str, folder: &Path) -> Output {
    let mut words = line.split(' ');
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).env_clear();
    for word in words.by_ref() {
        match word.split_once('=') {
            Some((name, value)) => command.env(name, value),
            None => break,
        };
    }
    command.args(words).output().expect("is run")
}

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli").join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("is removed");
    }
    fs::create_dir_all(&folder).expect("is made");
    fs::canonicalize(folder).expect("is there")
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
    let folder = folder("baseline");
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
