//! Holds every rule to its word: `bad` fires, `good` is silent, fixtures are marked exactly, and nothing is left over.
//! A fixture is `tests/rules/<family>/<id>.rs`, or a folder `tests/rules/<family>/<id>/` of trees with manifests of their own, or
//! both; a contract stands behind `//% ` at its top, or in the tree; a faulty line ends with `//~ rule-id: part of the message`, with `#~` in TOML. What a rule says of recordings stands in
//! `tests/rules/<family>/<id>.yaml`, in the notation that `tests/recording/notation.rs` explains.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

mod lint;
mod recording;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lint::{Everything, contracts, lint, tree};
use otel_lint::code::{Choices, analyse};
use otel_lint::fact::Mode;
use otel_lint::finding::Finding;
use otel_lint::judge::judge;
use otel_lint::rule::{Case, SourceText, rules};
use otel_lint::source::Problem;
use recording::{cases, differences, example_file, validate};

#[test]
fn bad_fires_and_good_is_silent() {
    let mut wrong = Vec::new();
    for rule in rules() {
        let read = if is_capture(&rule.bad) { recorded_example } else { example };
        let bad = read(&format!("bad-{}", rule.id), &rule.bad);
        if !bad.contains(rule.id) {
            wrong.push(format!("`bad` of `{}` raises {bad:?}, not the rule itself", rule.id));
        }
        let good = read(&format!("good-{}", rule.id), &rule.good);
        if !good.is_empty() {
            wrong.push(format!("`good` of `{}` raises {good:?}", rule.id));
        }
    }
    assert_none(&wrong);
}

#[test]
fn fixtures_are_marked_exactly() {
    let mut wrong = Vec::new();
    for (_, path) in fixtures().into_iter().filter(|(_, path)| has_extension(path, "rs")) {
        let text = std::fs::read_to_string(&path).expect("a fixture is read");
        let name = path.file_stem().expect("has a name").to_string_lossy();
        let (findings, problems) = lint(&format!("fixture-{name}"), &[("src/main.rs", text.as_bytes())]);
        assert!(problems.is_empty(), "{}: {problems:?}", path.display());
        wrong.extend(mismatches(&path.display().to_string(), &text, &findings));
    }
    assert_none(&wrong);
}

#[test]
fn trees_are_marked_exactly() {
    let mut wrong = Vec::new();
    for (id, tree) in fixtures().into_iter().flat_map(|(id, path)| folders(&path).into_iter().map(move |tree| (id.clone(), tree)))
    {
        let files: Vec<(String, String)> = files_below(&tree, "")
            .into_iter()
            .map(|path| {
                let inside = path.strip_prefix(&tree).expect("is below").to_string_lossy().replace('\\', "/");
                (inside, std::fs::read_to_string(&path).expect("a fixture is read"))
            })
            .collect();
        let named: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
        let name = format!("{id}/{}", tree.file_name().expect("has a name").to_string_lossy());
        let (mut findings, problems) = lint_tree(&format!("tree-{}", name.replace('/', "-")), &named);
        assert!(problems.is_empty(), "{name}: {problems:?}");
        for (path, text) in &files {
            wrong.extend(mismatches(&format!("{name}/{path}"), text, &findings.remove(path).unwrap_or_default()));
        }
    }
    assert_none(&wrong);
}

#[test]
fn recordings_show_exactly_what_they_say() {
    let mut wrong = Vec::new();
    for (path, case) in recorded_cases() {
        let (findings, problems) = validate_case("recorded", &path, &case);
        wrong.extend(differences(&path, &case, &findings, &problems));
    }
    assert_none(&wrong);
}

#[test]
fn every_case_about_recordings_is_shown() {
    let mut shown: BTreeSet<(&str, usize)> = BTreeSet::new();
    for (path, case) in recorded_cases() {
        for finding in validate_case("shown", &path, &case).0 {
            let could_say = |case: &Case| {
                finding.label == case.label
                    && finding.severity == case.severity
                    && could_be(case.message, &finding.message)
                    && could_be(case.fix, &finding.help)
            };
            let cases = finding.rule.cases.iter().enumerate();
            shown.extend(cases.filter(|(_, case)| could_say(case)).map(|(at, _)| (finding.rule.id, at)));
        }
    }
    let mut wrong = Vec::new();
    for rule in rules() {
        for (at, case) in rule.cases.iter().enumerate() {
            if case.is_about_recordings() && !shown.contains(&(rule.id, at)) {
                wrong.push(format!("no fixture shows that `{}` says: {}", rule.id, case.message));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn every_rule_has_a_fixture_and_every_fixture_a_rule() {
    let with_rule: BTreeSet<String> = rules().iter().map(|rule| format!("{}/{}", rule.family, rule.id)).collect();
    let with_fixture: BTreeSet<String> = fixtures().into_iter().map(|(id, _)| id).collect();
    assert_eq!(with_rule, with_fixture, "left: rules, right: fixtures in tests/rules/");
}

#[test]
fn every_fixture_shows_its_rule_at_fault_and_silent() {
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for (id, path) in fixtures().into_iter().filter(|(_, path)| !has_extension(path, "yaml")) {
        let files = if path.is_file() { vec![path] } else { files_below(&path, "") };
        for file in files {
            *texts.entry(id.clone()).or_default() += &std::fs::read_to_string(&file).expect("a fixture is read");
        }
    }
    for (id, text) in texts {
        let rule = id.rsplit('/').next().expect("has a name");
        assert!(text.contains(&format!("~ {rule}:")), "{id} marks no line with `//~ {rule}:`");
        let is_innocent = text.contains("// silent: ") || text.contains("# silent: ");
        assert!(is_innocent, "{id} has no innocent line that says `// silent: why`");
    }
    for (id, path) in fixtures().into_iter().filter(|(_, path)| has_extension(path, "yaml")) {
        let named = format!("{}: ", id.rsplit('/').next().expect("has a name"));
        let cases = cases(&path);
        assert!(cases.iter().any(|case| case.finds.iter().any(|found| found.starts_with(&named))), "{id} finds no `{named}`");
        assert!(cases.iter().any(|case| case.finds.is_empty()), "{id} has no case that says `silent: why`");
    }
}

/// False alarms that were seen once: nothing in `tests/clean/` raises anything.
#[test]
fn clean_code_is_silent() {
    let mut wrong = Vec::new();
    for path in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clean"), "rs") {
        let text = std::fs::read(&path).expect("a file is read");
        let name = path.file_stem().expect("has a name").to_string_lossy();
        let (findings, problems) = lint(&format!("clean-{name}"), &[("src/main.rs", &text)]);
        assert!(problems.is_empty(), "{}: {problems:?}", path.display());
        wrong.extend(mismatches(&path.display().to_string(), "", &findings));
    }
    for path in files_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clean"), "yaml") {
        for case in cases(&path) {
            let (findings, problems) = validate_case("clean", &path, &case);
            wrong.extend(differences(&path, &case, &findings, &problems));
        }
    }
    assert_none(&wrong);
}

#[test]
fn messages_read_alike() {
    for rule in rules() {
        let texts = rule.cases.iter().flat_map(|case| [case.message, case.fix, case.label]).chain([rule.title]);
        for text in texts {
            assert!(!text.ends_with('.'), "`{}` of `{}` ends with a full stop", text, rule.id);
            let first = text.chars().next().unwrap_or('a');
            assert!(!first.is_uppercase(), "`{}` of `{}` starts with a capital", text, rule.id);
        }
        assert!(rule.why.split(". ").count() <= 4, "`why` of `{}` is longer than a few sentences", rule.id);
    }
}

fn example(name: &str, files: &[SourceText]) -> BTreeSet<&'static str> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|file| (file.path, file.text.as_bytes())).collect();
    let (findings, problems) = lint(name, &files);
    assert!(problems.is_empty(), "{name}: {problems:?}");
    findings.iter().map(|finding| finding.rule.id).collect()
}

/// Whether an example is a recording and no code.
fn is_capture(files: &[SourceText]) -> bool {
    files.iter().any(|file| file.path.contains(".json"))
}

/// The same for an example that is a recording.
fn recorded_example(name: &str, files: &[SourceText]) -> BTreeSet<&'static str> {
    let files: Vec<(String, String)> = files.iter().map(|file| example_file(file.path, file.text)).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_bytes())).collect();
    let (findings, problems) = validate(name, &files, Mode::Complete);
    assert!(problems.is_empty(), "{name}: {problems:?}");
    findings.iter().map(|finding| finding.rule.id).collect()
}

/// Each case of each fixture of recordings.
fn recorded_cases() -> impl Iterator<Item = (PathBuf, recording::Case)> {
    let files = fixtures().into_iter().filter(|(_, path)| has_extension(path, "yaml"));
    files.flat_map(|(_, path)| cases(&path).into_iter().map(move |case| (path.clone(), case)))
}

/// `by` keeps tests apart that run at the same time.
fn validate_case(by: &str, path: &Path, case: &recording::Case) -> (Vec<Finding>, Vec<Problem>) {
    let name = format!("{by}-{}-{}", path.file_stem().expect("has a name").to_string_lossy(), case.line);
    validate(&name, &case.files(), case.mode)
}

/// Whether a template may have become the text.
fn could_be(template: &str, text: &str) -> bool {
    let fixed = template.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest));
    let mut rest = text;
    fixed.into_iter().all(|part| match rest.split_once(part) {
        Some((_, after)) => {
            rest = after;
            true
        }
        None => false,
    })
}

fn has_extension(path: &Path, extension: &str) -> bool {
    path.is_file() && path.extension().is_some_and(|found| found == extension)
}

/// `<family>/<id>` and path, of a file or a folder of trees.
fn fixtures() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rules");
    let inside = folders(&root).into_iter().flat_map(|family| entries(&family));
    let named = inside.map(|path| {
        let id = path.strip_prefix(&root).expect("is below").with_extension("");
        (id.to_string_lossy().replace('\\', "/"), path)
    });
    named.collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries
}

fn folders(path: &Path) -> Vec<PathBuf> {
    entries(path).into_iter().filter(|path| path.is_dir()).collect()
}

/// All files with that extension, or all files if it is empty.
fn files_below(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in entries(folder) {
        if path.is_dir() {
            files.extend(files_below(&path, extension));
        } else if extension.is_empty() || path.extension().is_some_and(|found| found == extension) {
            files.push(path);
        }
    }
    files
}

/// Findings by the path of their file, and the paths of problems, of a tree with its own manifests.
fn lint_tree(name: &str, files: &[(&str, &[u8])]) -> (BTreeMap<String, Vec<Finding>>, Vec<String>) {
    let root = tree(name, files);
    let contracts = contracts(&root);
    let choices = Choices { contracts: &contracts, ..Choices::default() };
    let analysis = analyse(&root, &root, choices).expect("the tree is read");
    let judged = judge(&analysis.sources, &analysis.seen, &analysis.allows, &Everything);
    let mut found: BTreeMap<String, Vec<Finding>> = BTreeMap::new();
    for finding in judged.findings {
        found
            .entry(analysis.sources[finding.location.expect("is in code").file.0 as usize].root_path.clone())
            .or_default()
            .push(finding);
    }
    (found, analysis.problems.into_iter().map(|problem| format!("{}: {}", problem.file, problem.message)).collect())
}

/// Where marks and findings of a file differ, one line each.
fn mismatches(name: &str, text: &str, findings: &[Finding]) -> Vec<String> {
    let opener = if name.ends_with("Cargo.toml") { "#~ " } else { "//~ " };
    let mut wrong = Vec::new();
    let mut unmet: Vec<&Finding> = findings.iter().collect();
    for (line, text) in (1..).zip(text.lines()) {
        for mark in text.split(opener).skip(1) {
            let Some((rule, part)) = mark.trim().split_once(": ") else {
                wrong.push(format!("{name}:{line}: a mark is `rule-id: part of the message`"));
                continue;
            };
            let Some(at) =
                unmet.iter().position(|finding| finding.location.expect("is in code").line == line && finding.rule.id == rule)
            else {
                wrong.push(format!("{name}:{line}: `{rule}` does not fire"));
                continue;
            };
            let finding = unmet.remove(at);
            if !finding.message.contains(part) {
                wrong.push(format!("{name}:{line}: `{}` does not say `{part}`", finding.message));
            }
        }
    }
    let left = unmet.iter().map(|left| {
        format!("{name}:{}: not marked: `{}`: {}", left.location.expect("is in code").line, left.rule.id, left.message)
    });
    wrong.extend(left);
    wrong
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
