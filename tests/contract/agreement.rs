//! The JSON Schema says what the program says: it takes what loads, and refuses what has the wrong form, at the same places.

use std::fs;
use std::path::Path;

use otel_lint::contract::schema;
use otel_lint::yaml::{Kind, Node};
use serde_json::{Map, Value, json};

use super::{files, load};

#[test]
fn the_schema_is_one_and_says_what_the_program_says() {
    let schema = schema();
    assert!(jsonschema::meta::is_valid(&schema));
    let validator = jsonschema::validator_for(&schema).expect("is a schema");
    for path in ["contract.example.yaml", "src/run/start/contract.yaml"] {
        assert!(validator.is_valid(&json(&parse(Path::new(path)).0)), "{path}");
    }
    for (folder, accepts) in [
        ("good", true),
        ("mistakes/sense", true),
        ("mistakes/imports", true),
        ("imports", true),
        ("registries", true),
        ("mistakes/form", false),
    ] {
        for path in files(&Path::new("tests/contract").join(folder)) {
            let (node, repeated) = parse(&path);
            if !repeated && !path.ends_with("imports/platform.yaml") {
                assert_eq!(validator.is_valid(&json(&node)), accepts, "{}", path.display());
            }
        }
    }
}

/// Each mistake of form stands where the schema refuses something, and the other way round.
#[test]
fn both_refuse_the_same_places() {
    let validator = jsonschema::validator_for(&schema()).expect("is a schema");
    for path in files(Path::new("tests/contract/mistakes/form")) {
        let (node, repeated) = parse(&path);
        if repeated {
            continue;
        }
        let document = json(&node);
        let refused: Vec<_> =
            validator.iter_errors(&document).map(|error| lines(&node, &error.instance_path().to_string())).collect();
        let shown = load(&path).expect_err("is wrong").show(100, false, true);
        let told: Vec<usize> = shown.lines().filter_map(place).collect();
        for line in &told {
            assert!(
                refused.iter().any(|(first, last)| (first..=last).contains(&line)),
                "{}:{line} is right by the schema",
                path.display()
            );
        }
        for (first, last) in &refused {
            assert!(
                told.iter().any(|line| (first..=last).contains(&line)),
                "{}:{first} is wrong by the schema alone",
                path.display()
            );
        }
    }
}

/// The line in `╭─[file:line:column]`.
fn place(line: &str) -> Option<usize> {
    line.split_once("╭─[")?.1.trim_end_matches(']').rsplit(':').nth(1)?.parse().ok()
}

/// The lines of the value that a pointer leads to.
fn lines(root: &Node, pointer: &str) -> (usize, usize) {
    let mut at = root;
    let mut first = root.at.line;
    for part in pointer.split('/').skip(1) {
        let part = part.replace("~1", "/").replace("~0", "~");
        let (line, next) = match &at.kind {
            Kind::List(items) => part.parse::<usize>().ok().and_then(|at| items.get(at)).map(|item| (item.at.line, item)),
            Kind::Map(entries) => {
                let found = entries.iter().find(|(key, _)| name(key) == part);
                found.map(|(key, value)| (key.at.line, value))
            }
            Kind::Scalar { .. } => None,
        }
        .expect("leads somewhere");
        (first, at) = (line, next);
    }
    (first, last_line(at).max(first))
}

fn last_line(node: &Node) -> usize {
    match &node.kind {
        Kind::List(items) => items.last().map_or(node.at.line, last_line),
        Kind::Map(entries) => entries.last().map_or(node.at.line, |(_, value)| last_line(value)),
        Kind::Scalar { .. } => node.at.line,
    }
}

fn parse(path: &Path) -> (Node, bool) {
    let text = fs::read_to_string(path).expect("is text");
    let (node, repeated) = Node::parse_repeating(&text).expect("is YAML");
    (node, !repeated.is_empty())
}

/// The tree as other readers of YAML see it: `yes`, `no`, `on` and `off` are flags to some of them.
fn json(node: &Node) -> Value {
    match &node.kind {
        Kind::List(items) => items.iter().map(json).collect(),
        Kind::Map(entries) => Value::Object(entries.iter().map(|(key, value)| (name(key), json(value))).collect::<Map<_, _>>()),
        Kind::Scalar { text, plain: false } => json!(text),
        Kind::Scalar { text, .. } => match text.as_str() {
            "" | "~" | "null" => Value::Null,
            "true" | "yes" | "on" => json!(true),
            "false" | "no" | "off" => json!(false),
            other => serde_json::from_str::<serde_json::Number>(other).map_or_else(|_| json!(other), Value::Number),
        },
    }
}

/// A key that is a flag to some readers is none of the language's.
fn name(key: &Node) -> String {
    key.text().unwrap_or_default().to_owned()
}
