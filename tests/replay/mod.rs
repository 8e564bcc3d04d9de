//! Files of lines that are typed, and of what comes then. A file is one folder and the lines typed there:
//!
//! ```text
//! === src/main.rs            a file and its text
//! === $ NO_COLOR=1 cargo-otel-lint rules
//! === $ cargo-otel-lint validate - < capture.jsonl
//! === stdout                 what came; sections without text are left out
//! === stderr
//! === status 0
//! ```
//!
//! `BLESS=1` rewrites what came. The escape character stands as `␛`.

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

/// Runs what was typed, in that folder.
pub(crate) fn type_line(line: &str, folder: &Path) -> Output {
    let mut words = line.split(' ');
    let mut command = Command::new(PROGRAM);
    command.current_dir(folder).env_clear();
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
