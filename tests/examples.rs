//! Runs the program in `examples/` and on this repository itself. `BLESS=1 cargo test --test examples` rewrites what it finds in
//! `examples/faulty`.

#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const CONTRACT: &str = "../../contract.example.yaml";

#[test]
fn the_faulty_service_has_the_faults_that_were_put_there() {
    has_faults(&["--format", "short"], "examples/faulty/expected.txt");
}

#[test]
fn the_faulty_service_does_not_keep_its_contract() {
    has_faults(&["--contract", CONTRACT, "--format", "short"], "examples/faulty/expected-by-contract.txt");
}

fn has_faults(words: &[&str], expected_in: &str) {
    let output = lint("examples/faulty", words);
    let found = text(&output.stdout);
    assert_eq!((text(&output.stderr).as_str(), output.status.code()), ("", Some(1)), "{found}");
    if std::env::var_os("BLESS").is_some() {
        fs::write(expected_in, &found).expect("is written");
    }
    let expected = fs::read_to_string(expected_in).expect("is text").replace("\r\n", "\n");
    assert_eq!(found, expected, "what is found changed; `BLESS=1 cargo test --test examples` rewrites {expected_in}");
}

#[test]
fn the_mended_service_has_none() {
    holds_nothing(&lint("examples/mended", &["--format", "short"]), "examples/mended");
}

#[test]
fn the_mended_service_keeps_its_contract() {
    holds_nothing(&lint("examples/mended", &["--contract", CONTRACT, "--format", "short"]), "examples/mended");
}

#[test]
fn this_repository_has_none() {
    let output = lint(".", &["check", ".", "--exclude", "examples", "--exclude", "tests", "--format", "short"]);
    holds_nothing(&output, "this repository");
}

fn holds_nothing(output: &Output, of: &str) {
    let found = text(&output.stdout);
    assert_eq!((text(&output.stderr).as_str(), output.status.code()), ("", Some(0)), "{of}: {found}");
    let is_silent =
        found.lines().count() == 1 && (found.starts_with("no findings in ") || found.starts_with("nothing to check: "));
    assert!(is_silent, "{of}: {found}");
}

/// Runs the program in a folder of the repository.
fn lint(folder: &str, words: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    Command::new(env!("CARGO_BIN_EXE_cargo-otel-lint")).args(words).current_dir(folder).env_clear().output().expect("is run")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
