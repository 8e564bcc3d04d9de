//! Files of lines that are typed, and of what comes then. A file is one folder and the lines typed there:
//!
//! ```text
//! === src/main.rs            a file and its text
//! === link -> target         a link, a pipe, a socket, and a file of so many bytes
//! === pipe |
//! === socket =
//! === large * 16777217
//! === $ NO_COLOR=1 cargo-otel-lint rules
//! === $ cd shop && cargo-otel-lint rules
//! === $ cargo-otel-lint validate - < capture.jsonl
//! === stdout                 what came; sections without text are left out
//! === stderr
//! === status 0
//! ```
//!
//! `BLESS=1` rewrites what came. The escape character stands as `␛`, the override of the reading direction as `⟲`.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_cargo-otel-lint");

/// Holds every file below `tests/` in the folder `cases` against what the program does now.
pub(crate) fn hold(cases: &str) {
    let mut changed = Vec::new();
    let entries = fs::read_dir(Path::new("tests").join(cases)).expect("is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("is read").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    for file in files {
        let written = fs::read_to_string(&file).expect("is text");
        let name = file.file_stem().expect("is named").to_string_lossy().into_owned();
        let came = replay(&written, &folder(cases, &name));
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
            make(&with_signs(head), &with_signs(text), folder);
            continue;
        };
        let output = type_line(line, folder);
        for (name, bytes) in [("stdout", &output.stdout), ("stderr", &output.stderr)] {
            let text =
                SIGNS.iter().fold(String::from_utf8_lossy(bytes).into_owned(), |text, (shown, sign)| text.replace(sign, shown));
            let text = text.replace(&*folder.to_string_lossy(), "[folder]");
            if !text.is_empty() {
                out.extend(["=== ", name, "\n", &text]);
            }
        }
        let status = output.status.code().expect("ends by itself").to_string();
        out.extend(["=== status ", &status, "\n"]);
    }
    out
}

/// Signs that a reader would not see.
const SIGNS: [(&str, &str); 2] = [("␛", "\u{1b}"), ("⟲", "\u{202e}")];

fn with_signs(text: &str) -> String {
    SIGNS.iter().fold(text.to_owned(), |text, (shown, sign)| text.replace(shown, sign))
}

/// Makes what the head of a section names.
fn make(head: &str, text: &str, folder: &Path) {
    let within = |name: &str| {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("has a folder")).expect("is made");
        path
    };
    if let Some((name, target)) = head.split_once(" -> ") {
        link(target, &within(name));
    } else if let Some((name, size)) = head.split_once(" * ") {
        let file = fs::File::create(within(name)).expect("is made");
        file.set_len(size.parse().expect("is a number")).expect("is stretched");
    } else if let Some(name) = head.strip_suffix(" |") {
        assert!(Command::new("mkfifo").arg(within(name)).status().expect("is run").success());
    } else if let Some(name) = head.strip_suffix(" =") {
        socket(&within(name));
    } else {
        fs::write(within(head), text).expect("is written");
    }
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).expect("is made");
}

#[cfg(unix)]
fn socket(path: &Path) {
    std::os::unix::net::UnixListener::bind(path).expect("is made");
}

#[cfg(not(unix))]
fn link(_: &str, _: &Path) {}

#[cfg(not(unix))]
fn socket(_: &Path) {}

/// Runs what was typed, in that folder.
pub(crate) fn type_line(line: &str, folder: &Path) -> Output {
    let line = with_signs(line);
    let (folder, line) = match line.strip_prefix("cd ").and_then(|line| line.split_once(" && ")) {
        Some((inside, line)) => (folder.join(inside), line),
        None => (folder.to_owned(), line.as_str()),
    };
    let mut words = line.split(' ');
    let mut command = Command::new(PROGRAM);
    command.current_dir(&folder).env_clear();
    for word in words.by_ref() {
        match word.split_once('=') {
            Some((name, value)) => command.env(name, value),
            None => break,
        };
    }
    let words: Vec<&str> = words.collect();
    let (words, stdin) = match words.as_slice() {
        [words @ .., "<", file] => (words, Stdio::from(fs::File::open(folder.join(file)).expect("is there"))),
        words => (words, Stdio::null()),
    };
    command.args(words).stdin(stdin).output().expect("is run")
}

/// An empty folder.
pub(crate) fn folder(of: &str, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(of).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("is removed");
    }
    fs::create_dir_all(&folder).expect("is made");
    fs::canonicalize(folder).expect("is there")
}
