//! One rule file to a [`Rule`], with every mistake of the file reported at once.

use super::model::{Case, CaseEdit, Condition, Confidence, Gate, Label, Rule, Severity, SourceText};
use crate::fact::{Interval, Key, On, Shape};
use crate::table::{List, keep};
use crate::yaml::{Mistake, Node, Reader, entries, flag, get, items, keep_text, read, suggestion, texts};

/// Reads the rule file `<family>/<id>.yaml`. The texts of the rule live as long as the program.
pub fn load(family: &str, id: &str, source: &str) -> Result<Rule, Vec<Mistake>> {
    read(&format!("{family}/{id}.yaml"), source, |reader, root| rule(reader, root, family, id))
}

const RULE_KEYS: &[&str] = &["id", "title", "confidence", "why", "bad", "good", "references", "since", "opt_in", "cases"];
const CASE_KEYS: &[&str] =
    &["on", "find", "unless", "versions", "severity", "opt_in", "message", "fix", "at", "label", "related", "edit"];

const SEVERITIES: &[(&str, Severity)] = &[("error", Severity::Error), ("warning", Severity::Warning), ("note", Severity::Note)];
const CONFIDENCES: &[(&str, Confidence)] =
    &[("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];
const SUBJECTS: &[(&str, On)] = &[("site", On::Site), ("attribute", On::Attribute), ("record", On::Record)];

fn rule(reader: &mut Reader, root: &Node, family: &str, id: &str) -> Rule {
    reader.known_keys(root, RULE_KEYS);
    let named = reader.required(root, "id");
    if named != id {
        reader.refuse(root.at, format!("`id` is `{named}`, but the file is `{id}.yaml`"));
    }
    let cases: Vec<Case> = items(root, "cases").iter().map(|item| case(reader, item)).collect();
    if cases.is_empty() {
        reader.refuse(root.at, "`cases` lists no case, so the rule never speaks".to_owned());
    }
    let references = texts(items(root, "references"));
    if references.is_empty() {
        reader.refuse(root.at, "`references` lists nothing: say where the knowledge comes from".to_owned());
    }
    Rule {
        id: keep(id),
        family: keep(family),
        title: reader.required(root, "title"),
        confidence: word(reader, root, "confidence", CONFIDENCES).unwrap_or(Confidence::Low),
        why: reader.required(root, "why").trim_end(),
        bad: sources(reader, root, "bad"),
        good: sources(reader, root, "good"),
        references,
        since: reader.required(root, "since"),
        opt_in: flag(root, "opt_in").unwrap_or(false),
        cases: List::keep(cases),
    }
}

fn case(reader: &mut Reader, node: &Node) -> Case {
    reader.known_keys(node, CASE_KEYS);
    let (message, fix) = (reader.required(node, "message"), reader.required(node, "fix").trim_end());
    for name in placeholders(message).chain(placeholders(fix)) {
        if Key::by_name(name).is_none() {
            reader.refuse(node.at, format!("`{{{name}}}` is no fact{}", suggestion(name, key_names())));
        }
    }
    let related = entries(node, "related").iter();
    Case {
        on: word(reader, node, "on", SUBJECTS).unwrap_or(On::Site),
        find: conditions(reader, node, "find"),
        unless: conditions(reader, node, "unless"),
        versions: gates(reader, node),
        severity: word(reader, node, "severity", SEVERITIES).unwrap_or(Severity::Note),
        opt_in: flag(node, "opt_in").unwrap_or(false),
        message,
        fix,
        at: get(node, "at").map(keep_text),
        label: reader.required(node, "label"),
        related: List::keep(related.map(|(role, label)| Label { role: keep_text(role), text: keep_text(label) }).collect()),
        edit: get(node, "edit").map(edit),
    }
}

/// `edit: name`, or `edit: {name: text}`.
fn edit(node: &Node) -> CaseEdit {
    match node.map() {
        Some([(name, text), ..]) => CaseEdit { name: keep_text(name), text: Some(keep_text(text)) },
        _ => CaseEdit { name: keep_text(node), text: None },
    }
}

fn conditions(reader: &mut Reader, node: &Node, name: &str) -> List<Condition> {
    let mut conditions = Vec::new();
    for (key_node, value) in entries(node, name) {
        let name = key_node.text().unwrap_or_default();
        let Some(key) = Key::by_name(name) else {
            reader.refuse(key_node.at, format!("`{name}` is no fact{}", suggestion(name, key_names())));
            continue;
        };
        let values: Vec<&'static str> = match value.list() {
            Some(items) => items.iter().map(keep_text).collect(),
            None if value.text() == Some("any") => Vec::new(),
            None => vec![keep_text(value)],
        };
        for unknown in values.iter().filter(|value| !key.allows(value)) {
            let allowed = match key.shape() {
                Shape::Words(words) => words.join("`, `"),
                Shape::Text | Shape::Flag => "true`, `false".to_owned(),
            };
            reader.refuse(value.at, format!("`{unknown}` is no value of `{name}`; it is one of `{allowed}`"));
        }
        conditions.push(Condition { key, values: List::keep(values) });
    }
    List::keep(conditions)
}

/// `versions: {crate: ">=0.32"}`.
fn gates(reader: &mut Reader, node: &Node) -> List<Gate> {
    let mut gates = Vec::new();
    for (name, value) in entries(node, "versions") {
        let requirement = value.text().unwrap_or_default();
        match Interval::parse(requirement) {
            Some(admits) => gates.push(Gate { crate_name: keep_text(name), requirement: keep_text(value), admits }),
            None => reader
                .refuse(value.at, format!("`{requirement}` is no version requirement; write one as in Cargo.toml: `>=0.32`")),
        }
    }
    List::keep(gates)
}

fn sources(reader: &mut Reader, root: &Node, name: &str) -> List<SourceText> {
    let Some(node) = get(root, name) else {
        reader.refuse(root.at, format!("`{name}` is missing: every rule shows its fault and its cure as code"));
        return List::keep(Vec::new());
    };
    let files = match node.map() {
        Some(files) => files.iter().map(|(path, text)| SourceText { path: keep_text(path), text: keep_text(text) }).collect(),
        None => vec![SourceText { path: "src/main.rs", text: keep_text(node) }],
    };
    List::keep(files)
}

fn word<T: Copy>(reader: &mut Reader, node: &Node, name: &str, known: &[(&str, T)]) -> Option<T> {
    let Some(value) = get(node, name) else {
        reader.refuse(node.at, format!("`{name}` is missing"));
        return None;
    };
    reader.one_of(value, known)
}

/// The names between braces in a template.
fn placeholders(template: &str) -> impl Iterator<Item = &str> {
    template.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).filter(|name| is_name(name))
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|letter| letter.is_ascii_lowercase() || matches!(letter, '.' | '_'))
}

fn key_names() -> impl Iterator<Item = &'static str> {
    Key::ALL.iter().map(|key| key.name())
}
