//! What a workspace may say of clients is what the program says of those that it knows. The clients of `rules/apis/messaging/` under
//! other names, described in the settings, are understood as they are under their own; the fixtures find the same.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

mod lint;
mod replay;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const FIXTURES: [&str; 6] = [
    "context/publish-without-context.rs",
    "context/consume-without-context.rs",
    "context/client-without-context.rs",
    "context/extract-unused.rs",
    "context/inject-without-span.rs",
    "context/set-parent-after-start.rs",
];

/// Before the names of clients that only the settings know.
const OTHER: &str = "acme_";

#[test]
fn a_client_that_is_described_is_known() {
    let clients = clients();
    let mut compared = BTreeMap::new();
    for fixture in FIXTURES {
        let text = fs::read_to_string(Path::new("tests/rules").join(fixture)).expect("a fixture is read");
        let name = fixture.rsplit('/').next().expect("has a name").trim_end_matches(".rs");
        let known = found(&format!("{name}-known"), &text, lint::MANIFEST, &[]);
        let renamed: Vec<(String, String)> = clients.iter().map(|(name, yaml)| (name.clone(), rename(yaml, &clients))).collect();
        let manifest = rename_lines(lint::MANIFEST, &clients);
        let described = found(&format!("{name}-described"), &rename(&text, &clients), &manifest, &renamed);
        // How findings are sorted within a line, and how wide a line is, hangs on names.
        assert_eq!(described, known, "{fixture}");
        compared.insert(fixture, known.len());
    }
    // What is compared is something.
    assert!(compared["context/publish-without-context.rs"] > 20, "{compared:?}");
    assert!(compared["context/client-without-context.rs"] > 5, "{compared:?}");
}

/// The clients by their names, and what is known of each.
fn clients() -> BTreeMap<String, String> {
    let entries = fs::read_dir("rules/apis/messaging").expect("is there");
    let paths = entries.map(|entry| entry.expect("is read").path());
    let read = |path: PathBuf| {
        let name = path.file_stem().expect("has a name").to_string_lossy().into_owned();
        (name, fs::read_to_string(&path).expect("is read"))
    };
    paths.map(read).collect()
}

/// Paths that begin with a client's name get the other name.
fn rename(text: &str, clients: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let is_word = |letter: char| letter.is_alphanumeric() || letter == '_';
    for word in text.split_inclusive(|letter| !is_word(letter)) {
        let name = word.trim_end_matches(|letter| !is_word(letter));
        let rest = text.get(out_position(text, word) + name.len()..).unwrap_or_default();
        let before = text.get(..out_position(text, word)).unwrap_or_default();
        let is_first = !before.ends_with("::");
        let is_name = rest.starts_with("::") && is_first
            || before.ends_with("crate: ")
            || rest.starts_with("}\n") && before.ends_with("\": ");
        if clients.contains_key(name) && is_name {
            out.push_str(OTHER);
        }
        out.push_str(word);
    }
    out
}

/// Where a part of a text stands in it.
fn out_position(text: &str, part: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Lines of dependencies on clients get the other name.
fn rename_lines(manifest: &str, clients: &BTreeMap<String, String>) -> String {
    let is_client = |line: &&str| line.split_once(" = ").is_some_and(|(name, _)| clients.contains_key(&name.replace('-', "_")));
    let renamed = manifest.lines().map(|line| if is_client(&line) { format!("{OTHER}{line}\n") } else { format!("{line}\n") });
    renamed.collect()
}

/// Lines, rules and messages of all that is found, without the other names.
fn found(name: &str, text: &str, manifest: &str, clients: &[(String, String)]) -> Vec<String> {
    let folder = replay::folder("described", name);
    let write = |path: &str, text: &str| {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("has a folder")).expect("is made");
        fs::write(path, text).expect("is written");
    };
    write("Cargo.toml", manifest);
    write("src/main.rs", text);
    let names: Vec<String> = clients.iter().map(|(name, _)| format!("\"{name}.yaml\"")).collect();
    write("otel-lint.toml", &format!("[messaging]\nclients = [{}]\n", names.join(", ")));
    for (name, yaml) in clients {
        write(&format!("{name}.yaml"), yaml);
    }
    let output = replay::type_line("cargo-otel-lint check --select all --tests --format json --fail-on never", &folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).expect("is JSON");
    let findings = report["findings"].as_array().expect("is a list").iter();
    let mut lines: Vec<String> = findings
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().replace(OTHER, "").replace("acme-", "");
            format!("{}: {}: {}\n{}", finding["line"], text("rule"), text("message"), text("help"))
        })
        .collect();
    lines.sort();
    lines
}
