//! What bad input gets: a problem with its place, and the findings of everything that is not broken. Never a panic, an abort or silence.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test says what is wrong by failing"
)]

mod lint;

use lint::{lint, tree};
use otel_lint::code::{Choices, analyse};
use otel_lint::error::Error;

/// A function with one finding, `guard-dropped`, on its own line.
const FAULT: &str = "fn fault() { let span = tracing::info_span!(\"x\"); let _ = span.enter(); }\n";

/// Lints one file; returns the lines of the findings, and the problems as `line:column message`.
fn outcome(name: &str, text: impl AsRef<[u8]>) -> (Vec<usize>, Vec<String>) {
    let (findings, problems) = lint(&format!("bad-input-{name}"), &[("src/main.rs", text.as_ref())]);
    let lines = findings.iter().map(|finding| finding.location.expect("is in code").line).collect();
    (lines, problems.iter().map(|problem| format!("{}:{} {}", problem.line, problem.column, problem.message)).collect())
}

fn assert_outcome(name: &str, text: impl AsRef<[u8]>, lines: &[usize], problems: &[&str]) {
    let (found, told) = outcome(name, text);
    assert_eq!(found, lines, "{name}: lines of findings; problems: {told:?}");
    assert_eq!(told.len(), problems.len(), "{name}: {told:?}");
    for (told, part) in told.iter().zip(problems) {
        assert!(told.contains(part), "{name}: `{told}` does not say `{part}`");
    }
}

#[test]
fn one_broken_function_does_not_hide_the_others() {
    let broken = "fn broken() { let x = ; tracing::info!(a = 1); }\n";
    assert_outcome("expression", format!("{FAULT}{broken}{FAULT}"), &[1, 3], &["2:23 not analysed: expected an expression"]);
    let unbalanced = "fn broken( {\n    tracing::info!(x = 1\n";
    assert_outcome("delimiter", format!("{FAULT}{unbalanced}{FAULT}"), &[1, 4], &["2:1 not analysed: a delimiter or a quote"]);
    let method = format!("struct A;\nimpl A {{\n    fn a() {{ let x = = 2; tracing::info!(a = 1) }}\n    {FAULT}}}\n");
    assert_outcome("method", method, &[4], &["3:22 not analysed: expected an expression"]);
    assert_outcome("string", format!("{FAULT}fn b() {{ \"never closed"), &[1], &["2:1 not analysed: a delimiter or a quote"]);
    assert_outcome("comment", format!("{FAULT}/* /* never closed"), &[1], &["2:1 not analysed: this comment never ends"]);
}

#[test]
fn places_are_right_whatever_the_file_starts_with() {
    assert_outcome("bom", format!("\u{feff}{FAULT}"), &[1], &[]);
    assert_outcome("shebang", format!("#!/usr/bin/env run\n{FAULT}"), &[2], &[]);
    assert_outcome("both", format!("\u{feff}#!/usr/bin/env run\n{FAULT}"), &[2], &[]);
    assert_outcome("crlf", format!("// a\r\n{}", FAULT.replace('\n', "\r\n")), &[2], &[]);
    let (findings, _) = lint("bad-input-offsets", &[("src/main.rs", format!("\u{feff}#!/run\n// ä\n{FAULT}").as_bytes())]);
    let location = findings[0].location.expect("is in code");
    assert_eq!((location.line, location.column), (3, 59));
    let text = format!("\u{feff}#!/run\n// ä\n{FAULT}");
    assert_eq!(&text[location.start_byte as usize..location.end_byte as usize], "span.enter()");
}

#[test]
fn bytes_that_are_no_text_are_a_problem() {
    assert_outcome("latin1", b"fn a() {}\nfn b() { \"\xe9\"; }\n", &[], &["2:1 not analysed: the file is not UTF-8"]);
    assert_outcome("nul", format!("fn a() {{ \0 }}\n{FAULT}"), &[2], &["a delimiter or a quote"; 0]);
    assert_outcome("empty", "", &[], &[]);
}

/// Letters of several bytes wherever something is looked for before or after a word: rustc takes the first two for names.
#[test]
fn letters_of_several_bytes_are_whole() {
    for name in ["col\u{b7}lecció", "cafe\u{301}", "Ünïts", "\u{4ef6}"] {
        let text = format!("mod {name} {{ pub fn new() {{}} }}\nfn g() {{ {name}::new(); }}\n{FAULT}");
        assert_outcome("letters", text, &[3], &[]);
    }
    for broken in ["\u{201c}x\u{201d}::new(1)", "\u{b7}::new()", "\u{301}::x::y(\u{2028})", "\u{1f600}::new(\u{feff})"] {
        let text = format!("fn g() {{ let s = {broken}; tracing::info!(a = 1); }}\n{FAULT}");
        assert_outcome("quotes", text, &[2], &["1:1"]);
    }
}

#[test]
fn deep_nesting_is_left_out_and_told() {
    let deep = |open: &str, close: &str, times: usize| {
        format!("fn deep() {{ tracing::info!(x = 1); {}{}; }}\n{FAULT}", open.repeat(times), close.repeat(times))
    };
    for (name, open, close) in [("parentheses", "(", ")"), ("blocks", "{", "}"), ("brackets", "[", "]")] {
        assert_outcome(name, deep(open, close, 100_000), &[2], &["nested 5,000 steps deep or more"]);
    }
    let chain =
        |part: &str, times: usize| format!("fn chain() {{ tracing::info!(x = 1); let x = 1{}; }}\n{FAULT}", part.repeat(times));
    for (name, part) in [("binary", "+1"), ("methods", ".a()"), ("casts", " as u8")] {
        assert_outcome(name, chain(part, 50_000), &[2], &["nested 5,000 steps deep or more"]);
    }
    let branches = format!("fn a() {{ tracing::info!(x = 1); if a {{}}{} }}\n{FAULT}", " else if a {}".repeat(50_000));
    assert_outcome("else-if", branches, &[2], &["nested 5,000 steps deep or more"]);
    assert_outcome("open", format!("fn a() {{ {}", "(".repeat(100_000)), &[], &["nested 5,000 steps deep or more"]);
}

#[test]
fn what_the_limits_admit_is_read() {
    let nested = format!("fn a() {{ tracing::info!(x = 1); let x = {}1{}; }}\n{FAULT}", "(".repeat(480), ")".repeat(480));
    assert_outcome("nested", nested, &[2], &[]);
    let blocks = format!("fn a() {{ tracing::info!(x = 1); {}{} }}\n{FAULT}", "{".repeat(480), "}".repeat(480));
    assert_outcome("blocks-admitted", blocks, &[2], &[]);
    let unary = format!("fn a() {{ tracing::info!(x = 1); let x = {}1; }}\n{FAULT}", "!".repeat(4_500));
    assert_outcome("unary", unary, &[2], &[]);
    let branches = format!("fn a() {{ tracing::info!(x = 1); if a {{}}{} }}\n{FAULT}", " else if a {}".repeat(1_100));
    assert_outcome("else-if-admitted", branches, &[2], &[]);
}

#[test]
fn a_line_of_fifty_megabytes_is_told() {
    let long = format!("fn a() {{ tracing::info!(x = 1); }} static X: &[u8] = &[{}];", "1,".repeat(25_000_000));
    assert_outcome("long-line", long, &[], &["files above 8388608 are taken for generated"]);
}

#[test]
fn a_folder_without_source_is_an_error() {
    let root = tree("bad-input-no-source", &[("Cargo.toml", b"[package]\nname = \"a\"\n")]);
    assert!(matches!(analyse(&root, &root, Choices::default()), Err(Error::NoSource { .. })));
}

#[test]
fn a_broken_manifest_is_a_problem() {
    let (findings, problems) = lint("bad-input-manifest", &[("Cargo.toml", b"[package\n"), ("src/main.rs", FAULT.as_bytes())]);
    assert_eq!(problems.iter().map(|problem| problem.file.as_str()).collect::<Vec<_>>(), ["Cargo.toml"]);
    assert_eq!(findings.len(), 1, "without packages every library may be in use");
}

#[cfg(unix)]
#[test]
fn links_that_lead_nowhere_are_told() {
    let root = tree("bad-input-links", &[("src/main.rs", FAULT.as_bytes())]);
    std::os::unix::fs::symlink(&root, root.join("src/loop")).expect("a link is made");
    std::os::unix::fs::symlink("nowhere", root.join("src/dangling.rs")).expect("a link is made");
    std::os::unix::fs::symlink("nowhere", root.join("src/dangling.txt")).expect("a link is made");
    let analysis = analyse(&root, &root, Choices::default()).expect("is read");
    let problems: Vec<&str> = analysis.problems.iter().map(|problem| problem.file.as_str()).collect();
    assert_eq!((analysis.sources.len(), problems), (1, vec!["src/dangling.rs"]));
}

#[test]
fn the_same_input_gives_the_same_result() {
    let files: Vec<(String, String)> = (0..40).map(|at| (format!("src/m{at}.rs"), FAULT.repeat(at % 5))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let print = |name| {
        let (findings, _) = lint(name, &files);
        findings.iter().map(|finding| (finding.location, finding.fingerprint.clone())).collect::<Vec<_>>()
    };
    let first = print("bad-input-same-1");
    assert_eq!(first.len(), 80);
    assert_eq!(first, print("bad-input-same-2"));
}
