//! A fault of the program itself: it stays with the input that it is about, says nothing of its text, and the run goes on.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]
#![allow(dead_code, reason = "of what makes recordings, little is used")]

mod otlp;

use std::panic::catch_unwind;

use otel_lint::panics::{Panicked, Panics, Step};
use otlp::{faulty, folder, typed_with};

const FAULT: &str = "fn fault() { let span = tracing::info_span!(\"x\"); let _ = span.enter(); }\n";
const MANIFEST: &[u8] = b"[package]\nname = \"shop\"\n[dependencies]\ntracing = \"0.1\"\n";
const TOLD: &str = "not analysed: this is a fault of cargo-otel-lint, please report it: https://";

#[test]
fn a_file_at_which_the_program_fails_costs_no_other() {
    let files: [(&str, &[u8]); 3] = [("Cargo.toml", MANIFEST), ("src/a.rs", FAULT.as_bytes()), ("src/b.rs", FAULT.as_bytes())];
    let folder = folder("panics-check", &files);
    for step in [Step::Read, Step::Walk, Step::Judge] {
        let said = typed_with(&folder, "check --isolated --format short", 1, Panics::CatchAt(step, "src/a.rs"));
        let lines: Vec<&str> = said.stdout.lines().collect();
        assert_eq!(said.status, 1, "{step:?}: {}", said.all());
        assert_eq!(lines.iter().filter(|line| line.contains(TOLD)).count(), 1, "{step:?}: {}", said.all());
        assert!(lines.iter().any(|line| line.starts_with("src/a.rs:1:1: ") && line.contains(TOLD)), "{step:?}: {}", said.all());
        assert!(
            lines.iter().any(|line| line.starts_with("src/b.rs:1:") && line.contains("guard-dropped")),
            "{step:?}: {}",
            said.all()
        );
        assert!(!said.all().contains("src/a.rs:1:58"), "{step:?}: {}", said.all());
    }
}

#[test]
fn a_message_at_which_the_program_fails_costs_no_other() {
    let body = otlp::resource(&[otlp::wire_span(1, &[])]);
    let folder = folder("panics-validate", &[("a.jsonl", faulty(2).as_bytes()), ("b.pb", &body)]);
    for threads in [1, 3] {
        for (step, name) in [(Step::Count, "JSON"), (Step::Read, "a.jsonl")] {
            let said =
                typed_with(&folder, "validate --isolated --format short a.jsonl b.pb", threads, Panics::CatchAt(step, name));
            assert!(said.stdout.contains("a.jsonl:1:1: ") && said.stdout.contains(TOLD), "{}", said.all());
            let read = typed_with(&folder, "validate --isolated --format short b.pb", threads, Panics::Throw);
            for finding in read.stdout.lines().filter(|line| line.contains("b.pb:")) {
                assert!(said.stdout.contains(finding), "{finding}: {}", said.all());
            }
        }
    }
}

#[test]
fn what_is_about_no_file_ends_the_run_with_a_sentence() {
    let folder = folder("panics-run", &[("Cargo.toml", MANIFEST), ("src/a.rs", FAULT.as_bytes())]);
    for line in ["check", "validate a", "rules", "contract schema", "init"] {
        let said = typed_with(&folder, line, 1, Panics::CatchAt(Step::Run, ""));
        assert_eq!((said.status, said.stdout.as_str()), (2, ""), "{line}: {}", said.all());
        assert!(said.stderr.contains("this is a fault of its own") && said.stderr.contains("please report"), "{}", said.all());
    }
}

#[test]
fn where_panics_are_wanted_they_pass() {
    let fails = |panics: Panics| catch_unwind(|| panics.guard(Step::Read, "a", || panic!("in a test")));
    assert!(fails(Panics::Throw).is_err());
    assert_eq!(fails(Panics::Catch).unwrap(), Err::<(), _>(Panicked));
    assert_eq!(Panics::Catch.guard(Step::Read, "a", || 1), Ok(1));
}

/// miette, which draws errors and excerpts, cannot mark a column beyond 65,535.
#[test]
fn a_place_far_to_the_right_is_shown() {
    let far = " ".repeat(70_000);
    let contract = |line: &str| format!("version: 1\nattributes:\n  {line}\n").into_bytes();
    let key = "k".repeat(65_536);
    let cases: [(&str, &str, Vec<u8>, &str); 8] = [
        ("contract.yaml", "contract check", contract(&format!("{key}: {{type: string}}")), "contract.yaml:3:"),
        ("contract.yaml", "contract check", contract(&format!("a: {{{far}typo: string}}")), "contract.yaml:3:70"),
        ("contract.yaml", "contract check", contract(&format!("a: {{type: string, x: \"{key}\"}}")), "contract.yaml:3:"),
        ("contract.yaml", "contract check", contract(&format!("a: {{type: {}}}", "ä".repeat(70_000))), "contract.yaml:3:"),
        ("contract.yaml", "contract check", format!("{far}version: [").into_bytes(), "contract.yaml:1:70"),
        ("otel-lint.toml", "check", format!("{key} = 1\n").into_bytes(), "otel-lint.toml:1:"),
        ("otel-lint.toml", "check", format!("select = [{far}\"x\"]\n").into_bytes(), "otel-lint.toml:1:70"),
        ("otel-lint.toml", "check", format!("select ={far}= 1\n").into_bytes(), "otel-lint.toml:1:70"),
    ];
    for (name, line, text, place) in &cases {
        let folder = folder("panics-far", &[("Cargo.toml", MANIFEST), ("src/a.rs", FAULT.as_bytes()), (name, text)]);
        let said = typed_with(&folder, line, 1, Panics::Throw);
        assert_eq!(said.status, 2, "{place}: {}", said.all());
        assert!(said.stderr.contains(place), "{place}: {}", said.all());
    }
    let text = format!("fn f() {{ {far}let span = tracing::info_span!(\"x\"); {far}let _ = span.enter(); }}\n");
    let folder = folder("panics-far", &[("Cargo.toml", MANIFEST), ("src/a.rs", text.as_bytes())]);
    let said = typed_with(&folder, "check --isolated", 1, Panics::Throw);
    assert!(said.status == 1 && said.stdout.contains("src/a.rs:1:140"), "{}", said.all());
}
