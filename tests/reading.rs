//! What the program reads besides sources and recordings, and what it says of it. `tests/replay` says how a file in `tests/reading/` is
//! written. Pipes, devices and `/proc` are those of Linux.

#![cfg(target_os = "linux")]
#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

mod replay;

use std::fs;

/// Stands in what files lead to and must not.
const SECRET: &str = "hunter2";

#[test]
fn files_are_read_where_they_may_stand() {
    replay::hold("reading");
}

#[test]
fn nothing_is_shown_of_what_lies_outside() {
    for entry in fs::read_dir("tests/reading").expect("is there") {
        let path = entry.expect("is read").path();
        let text = fs::read_to_string(&path).expect("is text");
        let came = text.split("=== ").filter(|section| section.starts_with("stdout\n") || section.starts_with("stderr\n"));
        for section in came {
            assert!(!section.contains(SECRET), "{}: {section}", path.display());
            assert!(!section.contains(['␛', '⟲']), "{}: {section}", path.display());
        }
    }
}

#[test]
fn colours_are_our_own() {
    let folder = replay::folder("reading-colours", "name");
    let output = replay::type_line("cargo-otel-lint --color always --config ␛]0;title⟲.toml", &folder);
    let text = String::from_utf8(output.stderr).expect("is text");
    assert!(text.contains("\u{1b}[31m") && text.contains("\u{fffd}]0;title\u{fffd}.toml"), "{text}");
}

/// What is wrong stands at the end of a line of 100,000 letters, in a name of as many, and behind more columns than a number of 16 bits holds.
#[test]
fn long_lines_are_cut() {
    let folder = replay::folder("reading-long", "lines");
    let long = "x".repeat(100_000);
    let spaces = " ".repeat(70_000);
    for (name, text, words) in [
        ("line.toml", format!("tests = \"{long}\" #{long}"), "--config"),
        ("key.toml", format!("\"{long}\" = 1\n"), "--config"),
        ("column.toml", format!("tests = {spaces}1 # {long}\n"), "--config"),
        ("around.toml", format!("# {long}\ntests = 1\n# {long}\n"), "--config"),
        ("line.yaml", format!("version: 1\nspans: [{{ name: x, kind: {spaces}{long} }}]\n"), "contract check"),
        ("key.yaml", format!("version: 1\n{long}: 1\n"), "contract check"),
        ("lines.toml", format!("select = [\n{}1]\n", "\"span\",\n".repeat(100_000)), "--config"),
        ("json.json", format!("{{\"version\": 1, \"{long}\": 1}}"), "--baseline"),
    ] {
        fs::write(folder.join(name), text).expect("is written");
        fs::write(folder.join("main.rs"), "fn main() {}\n").expect("is written");
        let output = replay::type_line(&format!("cargo-otel-lint {words} {name}"), &folder);
        let text = String::from_utf8(output.stderr).expect("is text");
        assert_eq!(output.status.code(), Some(2), "{name}: {text}");
        assert!(text.contains(name) && text.len() < 5_000, "{name}: {} bytes: {text:.3000}", text.len());
    }
}
