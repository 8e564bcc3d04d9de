//! Recordings for the tests: captures that a rule shows as its example, and fixtures in the notation of [`notation`]. Every rule is
//! on, with the severity of its case.

mod notation;
mod records;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use otel_lint::capture::{Capture, Choices, Reading, Told};
use otel_lint::contract::{Contract, ContractIndex};
use otel_lint::fact::Mode;
use otel_lint::finding::Finding;
use otel_lint::judge::judge_recording;
use otel_lint::panics::Panics;
use otel_lint::source::Problem;

use crate::lint::{Everything, tree};

pub(crate) use notation::{Case, cases};

/// The file of an example or fixture that is a contract.
pub(crate) const CONTRACT: &str = "contract.yaml";
/// Of the rules and families, those that policies of the contracts in tests name.
const NAMES: [&str; 3] = ["all", "convention", "suppression"];

/// Findings and problems of a recording of these files, held against the contract among them if there is one. The name keeps tests
/// apart.
#[allow(dead_code, reason = "not all tests want no more than that")]
pub(crate) fn validate(name: &str, files: &[(&str, &[u8])], mode: Mode) -> (Vec<Finding>, Vec<Problem>) {
    let told = told(name, files, mode);
    (judge_recording(&told.sightings, &Everything), told.problems)
}

/// All that is told of such a recording.
pub(crate) fn told(name: &str, files: &[(&str, &[u8])], mode: Mode) -> Told {
    let root = tree(name, files);
    let is_contract = |path: &str| path == CONTRACT;
    let arguments: Vec<PathBuf> = files.iter().filter(|(path, _)| !is_contract(path)).map(|(path, _)| path.into()).collect();
    let contract = files.iter().any(|(path, _)| is_contract(path)).then(|| {
        let contract = Contract::load(Path::new(CONTRACT), &root, &NAMES).unwrap_or_else(|error| panic!("{name}: {error:?}"));
        Arc::new(ContractIndex::new(contract, Some("2026-01-01".to_owned())))
    });
    let contracts: Vec<Arc<ContractIndex>> = contract.into_iter().collect();
    let reading = Reading {
        arguments: &arguments,
        working_directory: &root,
        format: None,
        threads: 1,
        contracts: &contracts,
        panics: Panics::Throw,
    };
    let capture = Capture::read(&reading, &mut std::io::empty()).expect("the recording is read");
    capture.tell(&Choices { mode, ..Choices::default() })
}

/// A file of a rule's example. Its path may say how its text is shortened: `capture.json: {long} stands for 5,000 letters`, or
/// `capture.jsonl: 50 lines, in which {i} and {a} count up`, which is one line of text fifty times.
#[allow(dead_code, reason = "only rules have examples")]
pub(crate) fn example_file(path: &str, text: &str) -> (String, String) {
    let Some((file, rest)) = path.split_once(": ") else { return (path.to_owned(), text.to_owned()) };
    if rest == "{long} stands for 5,000 letters" {
        return (file.to_owned(), with_long(text));
    }
    let count = rest.strip_suffix(" lines, in which {i} and {a} count up").and_then(|count| count.parse().ok());
    let count: usize = count.unwrap_or_else(|| panic!("`{rest}` is not `50 lines, in which {{i}} and {{a}} count up`"));
    assert_eq!(text.trim_end().lines().count(), 1, "`{path}` is one line, which is repeated");
    (file.to_owned(), (0..count).map(|at| counted(text.trim_end(), at) + "\n").collect())
}

fn with_long(text: &str) -> String {
    text.replace("{long}", &"long ".repeat(1_000))
}

/// `{i}` as four digits, and `{a}` as letters, which count up.
fn counted(text: &str, at: usize) -> String {
    let letters: String =
        [676, 26, 1].iter().map(|place| char::from(b'a' + u8::try_from(at / place % 26).expect("is a letter"))).collect();
    text.replace("{i}", &format!("{at:04}")).replace("{a}", &letters)
}

/// Where a case and what was found of it differ, one line each.
pub(crate) fn differences(path: &Path, case: &Case, findings: &[Finding], problems: &[Problem]) -> Vec<String> {
    let place = format!("{}:{}", path.display(), case.line);
    let mut wrong = Vec::new();
    let mut unmet: Vec<&Finding> = findings.iter().collect();
    for wanted in &case.finds {
        let (rule, part) = wanted.split_once(": ").unwrap_or_else(|| panic!("{place}: `{wanted}` is not `rule: part`"));
        let found = unmet.iter().position(|finding| finding.rule.id == rule && finding.message.contains(part));
        match found {
            Some(at) => drop(unmet.remove(at)),
            None => wrong.push(format!("{place}: not found: {wanted}")),
        }
    }
    wrong.extend(unmet.iter().map(|left| format!("{place}: found as well: {}: {}", left.rule.id, left.message)));
    let mut said: BTreeSet<&str> = problems.iter().map(|problem| problem.message.as_str()).collect();
    for wanted in &case.problems {
        match said.iter().find(|message| message.contains(wanted.as_str())).copied() {
            Some(message) => drop(said.remove(message)),
            None => wrong.push(format!("{place}: no problem: {wanted}")),
        }
    }
    wrong.extend(said.iter().map(|message| format!("{place}: a problem as well: {message}")));
    wrong
}
