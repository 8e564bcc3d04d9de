//! Runs the program in `examples/` and on this repository itself. `BLESS=1 cargo test --test examples` rewrites what it finds in
//! `examples/faulty` and `examples/rabbitmq`, and in the recordings of the latter.

#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const CONTRACT: &str = "../../contract.example.yaml";
const RABBITMQ: &str = "examples/rabbitmq";

#[test]
fn the_faulty_service_has_the_faults_that_were_put_there() {
    holds(&lint("examples/faulty", &["--format", "short"]), "examples/faulty/expected.txt", 1);
}

#[test]
fn the_faulty_service_does_not_keep_its_contract() {
    let output = lint("examples/faulty", &["--contract", CONTRACT, "--format", "short"]);
    holds(&output, "examples/faulty/expected-by-contract.txt", 1);
}

#[test]
fn only_the_broken_form_leaves_the_context_behind() {
    let expected = format!("{RABBITMQ}/expected.txt");
    holds(&lint(RABBITMQ, &["--format", "short"]), &expected, 1);
    let found = fs::read_to_string(&expected).expect("is text");
    let faults: Vec<&str> = found.lines().filter(|line| line.starts_with("src/")).collect();
    assert!(!faults.is_empty() && faults.iter().all(|line| line.starts_with("src/broken.rs:")), "{found}");
}

/// What both forms sent, as `examples/rabbitmq/README.md` says.
#[test]
fn only_the_broken_trace_ends_at_the_queue() {
    for (form, status) in [("broken", 1), ("mended", 0)] {
        let output = lint(&format!("{RABBITMQ}/captures"), &["validate", "--capture", "complete", "--format", "short", form]);
        holds(&output, &format!("{RABBITMQ}/captures/{form}.txt"), status);
    }
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
    let output =
        lint(".", &["check", ".", "--exclude", "examples", "--exclude", "proof", "--exclude", "tests", "--format", "short"]);
    holds_nothing(&output, "this repository");
}

/// Found is what the file says.
fn holds(output: &Output, expected: &str, status: i32) {
    let found = text(&output.stdout);
    assert_eq!((text(&output.stderr).as_str(), output.status.code()), ("", Some(status)), "{found}");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(expected);
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &found).expect("is written");
    }
    let wanted = fs::read_to_string(&file).expect("is text").replace("\r\n", "\n");
    assert_eq!(found, wanted, "what is found changed; `BLESS=1 cargo test --test examples` rewrites {expected}");
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
