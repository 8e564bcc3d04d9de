//! `contract.example.yaml` held against recordings in `tests/promises/example.yaml`: one that keeps every promise and puts every clause
//! to the test, and some that break each promise once.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod lint;
mod recording;

use std::path::Path;

use otel_lint::capture::Told;
use otel_lint::judge::judge_recording;
use recording::{CONTRACT, Case, cases, differences, told};

const CASES: &str = "tests/promises/example.yaml";

fn example() -> String {
    std::fs::read_to_string("contract.example.yaml").expect("is there")
}

/// What is told of a case that is held against the example.
fn held(at: usize, case: &Case) -> Told {
    let contract = example();
    let mut files = case.files();
    files.push((CONTRACT, contract.as_bytes()));
    told(&format!("promises-{at}"), &files, case.mode)
}

#[test]
fn each_promise_of_the_example_is_found_broken_once() {
    let contract = example();
    let lines: Vec<&str> = contract.lines().collect();
    let mut wrong = Vec::new();
    for (at, mut case) in cases(Path::new(CASES)).into_iter().enumerate() {
        let told = held(at, &case);
        let findings = judge_recording(&told.sightings, &lint::Everything);
        let wanted: Vec<(String, Option<String>)> =
            std::mem::take(&mut case.finds).into_iter().map(|wanted| split(&wanted)).collect();
        for (wanted, in_line) in &wanted {
            let Some(in_line) = in_line else { continue };
            let (rule, part) = wanted.split_once(": ").expect("is `rule: part`");
            let found = findings.iter().find(|finding| finding.rule.id == rule && finding.message.contains(part));
            let place = found.and_then(|finding| finding.captured.as_deref()?.contract.as_ref());
            let line = place.and_then(|place| lines.get(place.line - 1)).copied().unwrap_or("nowhere");
            if found.is_some() && !line.contains(in_line.as_str()) {
                wrong.push(format!("{wanted}: points at `{line}`"));
            }
        }
        case.finds = wanted.into_iter().map(|(wanted, _)| wanted).collect();
        wrong.extend(differences(Path::new(CASES), &case, &findings, &told.problems));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// `rule: part <- what the line of the contract has`.
fn split(wanted: &str) -> (String, Option<String>) {
    match wanted.split_once(" <- ") {
        Some((wanted, in_line)) => (wanted.to_owned(), Some(in_line.to_owned())),
        None => (wanted.to_owned(), None),
    }
}

#[test]
fn the_recording_that_keeps_it_puts_every_clause_to_the_test() {
    let all = cases(Path::new(CASES));
    let (at, case) = all.iter().enumerate().find(|(_, case)| case.finds.is_empty()).expect("one is silent");
    let contracts = held(at + all.len(), case).recording.contracts;
    let clauses: Vec<_> = contracts.iter().flat_map(|contract| &contract.clauses).collect();
    let left: Vec<&str> = clauses.iter().filter(|clause| clause.count == 0).map(|clause| clause.name.as_str()).collect();
    assert!(clauses.len() >= 14 && left.is_empty(), "never exercised of {}: {left:?}", clauses.len());
}
