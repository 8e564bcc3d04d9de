//! What `init` writes changes nothing, and stands where it is looked for.

#![allow(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_cargo-otel-lint");

fn program(folder: &Path, words: &[&str]) -> Output {
    Command::new(PROGRAM).current_dir(folder).env_clear().args(words).output().unwrap()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// A workspace with a faulty member, and what services have sent.
fn workspace() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = fs::canonicalize(folder.path()).unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    copy(&examples.join("faulty/src"), &root.join("member/src"));
    fs::copy(examples.join("faulty/Cargo.toml"), root.join("member/Cargo.toml")).unwrap();
    fs::write(root.join("Cargo.toml"), "[workspace]\nmembers = [\"member\"]\n").unwrap();
    copy(&examples.join("captures"), &root.join("captures"));
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures/node");
    copy(&recorded, &root.join("captures/node"));
    (folder, root)
}

/// Everything that is said of it, in every format.
fn said(folder: &Path, root: &Path) -> Vec<(String, Option<i32>, String, String)> {
    let captures = root.join("captures").to_str().unwrap().to_owned();
    let mut said = Vec::new();
    for format in ["human", "short", "json", "sarif", "github", "junit"] {
        for words in [vec!["check"], vec!["check", "--tests", "--statistics"], vec!["validate", &captures]] {
            let words = [&words[..], &["--format", format]].concat();
            let output = program(folder, &words);
            let text = |bytes| String::from_utf8(bytes).unwrap();
            said.push((words.join(" "), output.status.code(), text(output.stdout), text(output.stderr)));
        }
    }
    said
}

#[test]
fn what_it_writes_changes_nothing() {
    for from in ["", "member", "member/src"] {
        let (_folder, root) = workspace();
        let folder = root.join(from);
        let before = said(&folder, &root);
        for (words, status, text, _) in &before {
            assert!(*status == Some(1) && text.len() > 200, "{words}: {text}");
        }
        let output = program(&folder, &["init"]);
        assert_eq!(output.status.code(), Some(0));
        let up = if from.is_empty() { String::new() } else { "../".repeat(from.split('/').count()) };
        assert_eq!(
            String::from_utf8(output.stdout).unwrap(),
            format!("`{up}otel-lint.toml` is written\n`{up}contract.yaml` is written\n")
        );
        assert!(root.join("otel-lint.toml").is_file() && root.join("contract.yaml").is_file());
        for (before, after) in before.iter().zip(said(&folder, &root)) {
            assert_eq!(*before, after, "from `{from}`");
        }
        let checked = program(&folder, &["contract", "check"]);
        assert_eq!(checked.status.code(), Some(0), "{}", String::from_utf8_lossy(&checked.stderr));
    }
}

/// Every example in the files is right once its `#` is taken away.
#[test]
fn what_it_writes_can_be_used() {
    let (_folder, root) = workspace();
    program(&root, &["init"]);
    let examples = |name: &str| {
        let text = fs::read_to_string(root.join(name)).unwrap();
        // Sentences begin with a capital, examples do not.
        let line = |line: &str| match line.strip_prefix("# ") {
            Some(example) if !example.starts_with(|letter: char| letter.is_ascii_uppercase() || letter == '`') => {
                example.to_owned()
            }
            Some(_) => String::new(),
            None => line.to_owned(),
        };
        let text: Vec<String> = text.lines().map(line).collect();
        assert!(text.iter().filter(|line| !line.is_empty()).count() > 10, "{text:?}");
        fs::write(root.join(name), text.join("\n")).unwrap();
    };
    examples("contract.yaml");
    examples("otel-lint.toml");
    fs::create_dir(root.join("contracts")).unwrap();
    fs::write(root.join("contracts/common.yaml"), "version: 1\n").unwrap();
    fs::write(root.join("clients.yaml"), "crate: acme_queue\n").unwrap();
    for words in [&["contract", "check"][..], &["check", "--fail-on", "never"]] {
        let output = program(&root, words);
        assert_eq!(output.status.code(), Some(0), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

#[test]
fn what_is_there_stays() {
    let (_folder, root) = workspace();
    fs::write(root.join("contract.yaml"), "# another tool's\nkind: DataContract\n").unwrap();
    let manifest = "[workspace]\nmembers = [\"member\"]\n[workspace.metadata.otel-lint]\ntests = true\n";
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    let before = said(&root, &root);
    let output = program(&root.join("member"), &["init"]);
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "`../otel-lint.toml` is not written, for `Cargo.toml` holds settings already\n\
         `../contract.yaml` is there already, and stays as it is\n"
    );
    assert!(!root.join("otel-lint.toml").exists());
    assert_eq!(fs::read_to_string(root.join("contract.yaml")).unwrap(), "# another tool's\nkind: DataContract\n");
    assert_eq!(said(&root, &root), before);
}
