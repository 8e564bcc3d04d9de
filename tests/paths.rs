//! Names that are no UTF-8, and links: what cargo compiles is analysed, and each file is told of, changed and known by one name.

#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

mod otlp;
mod replay;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use otlp::{faulty, folder};
use replay::type_line;
use serde_json::Value;

const FAULT: &str = "pub fn fault() { let span = tracing::info_span!(\"x\"); let _ = span.enter(); work(); }\nfn work() {}\n";

fn manifest(name: &str) -> String {
    format!("[package]\nname = \"{name}\"\nedition = \"2021\"\n[dependencies]\ntracing = \"0.1\"\n")
}

fn typed(words: &str, folder: &Path) -> (i32, String, String) {
    let output = type_line(format!("cargo-otel-lint {}", words.trim()).trim(), folder);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code().unwrap(), text(&output.stdout), text(&output.stderr))
}

fn path(folder: &Path, name: &[u8]) -> PathBuf {
    folder.join(OsStr::from_bytes(name))
}

/// The files of findings, and the problems as `file: message`.
fn outcome(folder: &Path, words: &str) -> (Vec<String>, Vec<String>) {
    let (_, stdout, stderr) = typed(&format!("{words} --format json"), folder);
    let report: Value = serde_json::from_str(&stdout).unwrap_or_else(|_| panic!("{stdout}{stderr}"));
    let list = |key: &str| report[key].as_array().unwrap().clone();
    let file = |value: &Value| value["file"].as_str().unwrap().to_owned();
    let problem = |problem: &Value| format!("{}: {}", file(problem), problem["message"].as_str().unwrap());
    (list("findings").iter().map(file).collect(), list("problems").iter().map(problem).collect())
}

#[test]
fn names_that_are_no_text_are_read_told_known_and_fixed() {
    let folder = folder(
        "odd-names",
        &[
            (".git/HEAD", b"ref: refs/heads/main\n"),
            ("Cargo.toml", manifest("shop").as_bytes()),
            ("src/main.rs", b"fn main() {}\n"),
        ],
    );
    let names = [&b"src/\xfe.rs"[..], b"src/\xff.rs", b"src/a\\b.rs", b"src/\\xff.rs", b"src/\xff/c.rs"];
    fs::create_dir(path(&folder, b"src/\xff")).unwrap();
    for name in names {
        fs::write(path(&folder, name), FAULT).unwrap();
    }
    let shown = ["src/\\x5cxff.rs", "src/\\xfe.rs", "src/\\xff.rs", "src/\\xff/c.rs", "src/a\\b.rs"];
    let (mut files, problems) = outcome(&folder, "");
    files.sort();
    assert_eq!((files, problems), (shown.map(str::to_owned).to_vec(), vec![]));
    for format in ["human", "short", "github", "junit"] {
        let (_, stdout, _) = typed(&format!("--format {format}"), &folder);
        assert!(shown.iter().all(|name| stdout.contains(name)), "{format}: {stdout}");
    }
    let (_, sarif, _) = typed("--format sarif", &folder);
    assert!(["src/%FE.rs", "src/%FF.rs", "src/%FF/c.rs", "src/%5Cxff.rs"].iter().all(|name| sarif.contains(name)));
    // A patch names them as git does.
    let (_, patch, _) = typed("--diff", &folder);
    assert!(patch.contains("--- \"a/src/\\377.rs\"\n+++ \"b/src/\\377.rs\"\n"), "{patch}");
    // Known by their names.
    assert_eq!(typed("baseline update", &folder).0, 0);
    assert_eq!(typed("", &folder).0, 0);
    fs::remove_file(folder.join("otel-lint.baseline.json")).unwrap();
    // Silenced, left out, and fixed.
    fs::write(path(&folder, names[0]), format!("// otel-lint: allow-file(guard-dropped) -- a test\n{FAULT}")).unwrap();
    assert_eq!(outcome(&folder, "").0.len(), 4);
    assert_eq!(outcome(&folder, "--exclude src/a*.rs").0.len(), 3);
    assert_eq!(typed("--fix", &folder).0, 0);
    for name in &names[1..] {
        assert!(fs::read_to_string(path(&folder, name)).unwrap().contains("let _guard = span.enter()"));
    }
    assert!(!fs::read_to_string(path(&folder, names[0])).unwrap().contains("_guard"));
    assert_eq!(fs::read_dir(folder.join("src")).unwrap().count(), 6, "nothing was written beside them");
}

#[test]
fn two_captures_whose_names_look_alike_are_two() {
    let folder = folder("odd-captures", &[]);
    fs::write(path(&folder, b"\xfe.jsonl"), faulty(1)).unwrap();
    fs::write(path(&folder, b"\xff.jsonl"), faulty(2) + "stray\n").unwrap();
    let (_, stdout, _) = typed("validate --isolated .", &folder);
    assert!(
        stdout.contains("`\\xfe.jsonl`") && stdout.contains("`\\xff.jsonl`") && stdout.contains("\\xff.jsonl:2:1: "),
        "{stdout}"
    );
}

/// A workspace of two packages that share a file by links, in a repository.
fn linked(name: &str) -> PathBuf {
    let (a, b) = (manifest("a"), manifest("b"));
    let main = b"mod common;\nfn main() { common::fault(); }\n";
    let folder = folder(
        name,
        &[
            (".git/HEAD", b"ref: refs/heads/main\n"),
            ("ws/Cargo.toml", b"[workspace]\nmembers = [\"a\", \"b\"]\n"),
            ("ws/a/Cargo.toml", a.as_bytes()),
            ("ws/b/Cargo.toml", b.as_bytes()),
            ("ws/a/src/main.rs", main),
            ("ws/b/src/main.rs", main),
            ("ws/shared/common/mod.rs", FAULT.as_bytes()),
            ("outside/common.rs", FAULT.as_bytes()),
        ],
    );
    folder.join("ws")
}

#[test]
fn a_file_that_links_lead_to_is_analysed_and_told_once() {
    let ws = linked("links");
    symlink("../../shared/common/mod.rs", ws.join("a/src/common.rs")).unwrap();
    symlink("../../shared/common", ws.join("b/src/common")).unwrap();
    // Around, and again.
    symlink("..", ws.join("b/src/around")).unwrap();
    symlink("../../b", ws.join("a/src/package")).unwrap();
    let files = || outcome(&ws, "");
    assert_eq!(files(), (vec!["shared/common/mod.rs".to_owned()], vec![]));
    let (_, stdout, _) = typed("--format json", &ws);
    let report: Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(report["summary"]["files"], 5, "each way to it is a module");
    // An allow in it holds, whichever way it was read.
    let file = ws.join("shared/common/mod.rs");
    fs::write(&file, FAULT.replacen("pub fn", "// otel-lint: allow(guard-dropped) -- a test\npub fn", 1)).unwrap();
    assert_eq!(files(), (vec![], vec![]));
    fs::write(&file, FAULT).unwrap();
    // Changed once, and the links stay.
    let (status, stdout, _) = typed("--fix", &ws);
    assert_eq!(status, 0);
    assert!(stdout.contains("fixed 1 finding in 1 file;"), "{stdout}");
    assert!(fs::read_to_string(&file).unwrap().contains("_guard"));
    assert!(fs::symlink_metadata(ws.join("a/src/common.rs")).unwrap().is_symlink());
}

#[test]
fn a_file_that_only_links_lead_to_is_told_by_the_first() {
    let ws = linked("links-only");
    for package in ["a", "b"] {
        symlink("../../../outside/common.rs", ws.join(package).join("src/common.rs")).unwrap();
    }
    let files = ["a/src/common.rs", "shared/common/mod.rs"].map(str::to_owned);
    assert_eq!(outcome(&ws, ""), (files.to_vec(), vec![]));
    // What lies outside of the workspace is changed where it belongs.
    let (_, stdout, _) = typed("--fix", &ws);
    assert!(stdout.contains("a/src/common.rs:1:1: leads outside of the workspace, and is left as it is"), "{stdout}");
    assert_eq!(fs::read_to_string(ws.join("../outside/common.rs")).unwrap(), FAULT);
    assert!(fs::symlink_metadata(ws.join("a/src/common.rs")).unwrap().is_symlink());
}

#[test]
fn links_out_of_the_repository_are_told_and_not_followed() {
    let ws = linked("links-out");
    let elsewhere = folder("links-elsewhere", &[("secret.rs", FAULT.as_bytes()), ("folder/mod.rs", FAULT.as_bytes())]);
    symlink(elsewhere.join("secret.rs"), ws.join("a/src/common.rs")).unwrap();
    symlink(elsewhere.join("folder"), ws.join("b/src/common")).unwrap();
    // Build systems put such links beside the source.
    symlink(&elsewhere, ws.join("bazel-out")).unwrap();
    symlink("/dev/zero", ws.join("a/src/zero.rs")).unwrap();
    let what = "not analysed: this link leads out of the repository, and is not followed: `--allow-outside DIR` lets it";
    let told = ["a/src/common.rs", "a/src/zero.rs", "b/src/common"].map(|file| format!("{file}: {what}"));
    assert_eq!(outcome(&ws, ""), (vec!["shared/common/mod.rs".to_owned()], told.to_vec()));
    assert_eq!(fs::read_to_string(elsewhere.join("secret.rs")).unwrap(), FAULT);
}

#[test]
fn folders_full_of_links_to_each_other_come_to_an_end() {
    let ws = linked("links-many");
    for level in 0..24 {
        let folder = ws.join(format!("deep/{level}"));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("leaf.rs"), "fn leaf() {}\n").unwrap();
        for way in ["one", "two"] {
            symlink(format!("../{}", level + 1), folder.join(way)).unwrap();
        }
    }
    fs::create_dir(ws.join("deep/24")).unwrap();
    let (files, problems) = outcome(&ws, "");
    assert_eq!(files, ["shared/common/mod.rs"]);
    assert!(!problems.is_empty() && problems.iter().all(|problem| problem.contains("more than 16 links")), "{problems:?}");
}
