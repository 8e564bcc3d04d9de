//! `contract.example.yaml` held against recordings in `tests/promises/example.yaml`: one that keeps every promise and puts every clause
//! to the test, and some that break each promise once.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod lint;
mod recording;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use otel_lint::capture::Told;
use otel_lint::fact::{Example, RecordKind};
use otel_lint::finding::Finding;
use otel_lint::judge::judge_recording;
use otel_lint::rule::rules;
use recording::{CONTRACT, Case, cases, differences, told};
use serde_json::Value;

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

/// What a finding says of where its examples stand is all that a reader has: there the record stands, and what is found is in it.
#[test]
fn each_example_of_a_clause_stands_where_the_finding_says() {
    let mut fixtures: Vec<PathBuf> =
        std::fs::read_dir("tests/rules/clause").expect("is there").map(|entry| entry.expect("is read").path()).collect();
    fixtures.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    fixtures.push(CASES.into());
    fixtures.sort();
    let (mut wrong, mut shown) = (Vec::new(), BTreeSet::new());
    for path in &fixtures {
        for (at, case) in cases(path).iter().enumerate() {
            let name = format!("places-{}-{at}", path.file_stem().expect("has a name").display());
            let example = example();
            let mut files = case.files();
            if path == Path::new(CASES) {
                files.push((CONTRACT, example.as_bytes()));
            }
            let told = told(&name, &files, case.mode);
            let documents: Vec<Value> = case.capture.lines().map(|line| serde_json::from_str(line).expect("is JSON")).collect();
            for finding in
                judge_recording(&told.sightings, &lint::Everything).iter().filter(|finding| finding.rule.family == "clause")
            {
                let captured = finding.captured.as_deref().expect("is of a recording");
                let all = captured.examples.iter().map(|example| stands_there(finding, example, &documents));
                let faults: Vec<String> = all.filter_map(Result::err).collect();
                wrong
                    .extend(faults.iter().map(|fault| format!("{}:{}: {}: {fault}", path.display(), case.line, finding.message)));
                if !captured.examples.is_empty() && faults.is_empty() {
                    shown.insert(finding.rule.id);
                } else if !ABSENT.contains(&finding.rule.id) {
                    wrong.push(format!(
                        "{}:{}: no example of {}: {}",
                        path.display(),
                        case.line,
                        finding.rule.id,
                        finding.message
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let of_family = rules().iter().filter(|rule| rule.family == "clause").map(|rule| rule.id);
    let never: Vec<&str> = of_family.filter(|id| !shown.contains(id)).collect();
    assert!(never.is_empty(), "no example of {never:?} was looked up");
}

/// What these find may be that nothing is there.
const ABSENT: [&str; 2] = ["expected-missing", "flow-broken"];

fn stands_there(finding: &Finding, example: &Example, documents: &[Value]) -> Result<(), String> {
    let captured = finding.captured.as_deref().ok_or("it is of no recording")?;
    let place = example.place.as_ref().ok_or("it says no place")?;
    assert_eq!(place.file, "capture.jsonl");
    let line = usize::try_from(place.at.line).expect("fits");
    let document = documents.get(line.wrapping_sub(1)).ok_or(format!("there is no line {line}"))?;
    let records = records(document, place.kind);
    let own = |record: &&(Value, String)| {
        let id = |key: &str| record.0[key].as_str().unwrap_or_default().to_owned();
        (id("traceId"), id("spanId")) == (example.trace_id.clone(), example.span_id.clone())
    };
    let number = usize::try_from(place.number).expect("fits");
    let record = match number {
        0 => records.iter().find(own),
        number => records.get(number - 1),
    };
    let record = record.ok_or(format!("line {line} has no {} {number} of {}", place.kind.name(), example.span_id))?;
    if matches!(place.kind, RecordKind::Span | RecordKind::Log) && !own(&record) {
        return Err(format!("another one stands at {place}"));
    }
    if place.kind == RecordKind::Point {
        let attributes = record.0["attributes"].as_array().cloned().unwrap_or_default();
        let mut keys: Vec<&str> = attributes.iter().filter_map(|attribute| attribute["key"].as_str()).collect();
        keys.sort_unstable();
        if (record.1.as_str(), keys) != (&example.metric, example.keys.iter().map(String::as_str).collect()) {
            return Err(format!("another series stands at {place}"));
        }
    }
    // What is missing is not there, and what must not be there is.
    let key = match captured.attribute.strip_suffix('*') {
        Some(tail) => format!("\"key\":\"{tail}"),
        None => format!("\"key\":\"{}\"", captured.attribute),
    };
    let has_key = record.0.to_string().contains(&key);
    let is_so = match finding.rule.id {
        "attribute-missing" | "attribute-recommended" => !has_key,
        "event-attribute" => true,
        _ => captured.attribute.is_empty() || has_key,
    };
    if is_so { Ok(()) } else { Err(format!("it is not so at {place}")) }
}

/// Records of a kind in the order of the document; of data points with the name of their metric.
fn records(document: &Value, kind: RecordKind) -> Vec<(Value, String)> {
    let lists = |of: &[Value], ends: fn(&str) -> bool| -> Vec<Value> {
        let maps = of.iter().filter_map(Value::as_object).flatten();
        maps.filter(|(key, _)| ends(key)).filter_map(|(_, list)| list.as_array()).flatten().cloned().collect()
    };
    let resources = lists(std::slice::from_ref(document), |key| key.starts_with("resource"));
    let scopes = lists(&resources, |key| key.starts_with("scope"));
    let items = lists(&scopes, |key| matches!(key, "spans" | "logRecords" | "metrics"));
    let unnamed = |records: Vec<Value>| records.into_iter().map(|record| (record, String::new())).collect();
    match kind {
        RecordKind::Resource => unnamed(resources),
        RecordKind::Scope => unnamed(scopes),
        RecordKind::Span | RecordKind::Log | RecordKind::Metric => unnamed(items),
        RecordKind::Point => {
            let points = |metric: &Value| {
                let name = metric["name"].as_str().unwrap_or_default().to_owned();
                let data: Vec<Value> =
                    metric.as_object().expect("is a map").values().filter(|data| data.is_object()).cloned().collect();
                lists(&data, |key| key == "dataPoints").into_iter().map(move |point| (point, name.clone())).collect::<Vec<_>>()
            };
            items.iter().flat_map(points).collect()
        }
    }
}
