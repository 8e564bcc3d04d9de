//! Whatever nests in Rust, ever so deep and inside whatever else: the program ends, says where it is too deep, and reads the rest.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

#[path = "nested/shapes.rs"]
mod shapes;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use shapes::{EXPRESSIONS, ITEMS, PATTERNS, Shape, TYPES, WITHIN};

/// Steps that one file may nest: `MAX_NESTING` in `src/code/nesting.rs`.
const LIMIT: usize = 5_000;
/// One finding, on a line of its own.
const FAULT: &str = "fn fault() { let span = tracing::info_span!(\"x\"); let _ = span.enter(); }\n";
const MANIFEST: &[u8] = b"[package]\nname = \"fixture\"\n[dependencies]\ntracing = \"0.1\"\ntokio = \"1\"\n";

/// What a part costs of the budget, as the documentation of the limit has it.
fn steps(part: &str) -> usize {
    let mut steps = 0;
    let mut in_word = false;
    for letter in part.chars() {
        let goes_on = letter.is_alphanumeric() || letter == '_';
        steps += match letter {
            '(' | '[' | '{' => 10,
            _ if letter.is_whitespace() || goes_on && in_word => 0,
            ')' | ']' | '}' => 0,
            _ => 1,
        };
        in_word = goes_on;
    }
    steps
}

struct Case {
    name: String,
    text: String,
    /// Whether it has to be told that it is too deep, where that is sure.
    must_be_told: Option<bool>,
}

/// `around` and in it `within`, so often that the whole costs about `budget`.
fn nest(around: Shape, within: Option<Shape>, middle: &str, budget: usize) -> String {
    let Some(within) = within else {
        let times = (budget / (steps(around.0) + steps(around.1)).max(1)).max(1);
        return format!("{}{middle}{}", around.0.repeat(times), around.1.repeat(times));
    };
    // As many of the inner between two of the outer as use up the half of it.
    let outer = (steps(around.0) + steps(around.1)).max(1);
    let inner = (steps(within.0) + steps(within.1)).max(1);
    let each = 27.min(budget / outer / 2).max(1);
    let times = (budget.saturating_sub(each * outer) / inner / each).max(1);
    let open = format!("{}{}", within.0.repeat(times), around.0).repeat(each);
    let close = format!("{}{}", around.1, within.1.repeat(times)).repeat(each);
    format!("{open}{middle}{close}")
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    // Below the limit everything is read; above it, by a little and by far, it is left out.
    for size in [LIMIT * 9 / 10, LIMIT * 3, LIMIT * 20] {
        let mut add = |kind: &str, around: Shape, within: Option<Shape>, middle: &str, before: &str, after: &str| {
            if within.is_some() && size > LIMIT * 3 {
                return;
            }
            // Comments and attributes nest in nothing, and functions without telemetry are not read.
            let is_flat = ["/", "#[a] "].iter().any(|flat| around.0.starts_with(flat));
            let is_unread = around.0.contains("fn a(") && !around.0.contains("tracing");
            let must_be_told = match size {
                ..LIMIT => Some(false),
                _ if size > LIMIT * 3 && !is_flat && !is_unread => Some(true),
                _ => None,
            };
            let text = format!("{before}{}{after}\n{FAULT}", nest(around, within, middle, size.saturating_sub(60)));
            let inner = within.map(|within| format!("`{}..{}` in ", within.0, within.1)).unwrap_or_default();
            cases.push(Case { name: format!("{kind} {inner}`{}..{}`, {size} steps", around.0, around.1), text, must_be_told });
        };
        let others = |at: usize, all: &[Shape], some: &[Shape]| [some, &[all[(at * 7 + 3) % all.len()]]].concat();
        let tells = "fn deep() { tracing::info!(a = 1); let x";
        for (at, &shape) in EXPRESSIONS.iter().enumerate() {
            add("expression", shape, None, "a", &format!("{tells} = "), "; }");
            for other in others(at, EXPRESSIONS, &[("(", ")")]) {
                add("expression", other, Some(shape), "a", &format!("{tells} = "), "; }");
            }
        }
        for (at, &shape) in PATTERNS.iter().enumerate() {
            add("pattern", shape, None, "a", "fn deep(a: A) { tracing::info!(a = 1); let ", " = a; }");
            for other in others(at, PATTERNS, &[("(", ",)")]) {
                add("pattern", other, Some(shape), "a", "fn deep(a: A) { tracing::info!(a = 1); let ", " = a; }");
            }
        }
        for (at, &shape) in TYPES.iter().enumerate() {
            add("type", shape, None, "A", &format!("{tells}: "), "; }");
            for other in others(at, TYPES, &[("A<B, ", ">")]) {
                add("type", other, Some(shape), "A", &format!("{tells}: "), "; }");
            }
        }
        for &shape in ITEMS {
            add("item", shape, None, "", "", " fn a() {}");
            add("item", shape, None, "", "fn deep() { tracing::info!(a = 1); ", " fn a() {} }");
            for other in [("mod a {", "}"), ("fn a() { tracing::info!(a = 1); ", "}")] {
                add("item", other, Some(shape), "", "", " fn a() {}");
            }
        }
        for &(before, shape, middle, after) in WITHIN {
            add("within", shape, None, middle, before, after);
            add("within", shape, None, middle, &format!("fn deep() {{ tracing::info!(a = 1); {before}"), &format!("{after} }}"));
        }
    }
    cases
}

/// A package of these files.
fn tree(name: &str, files: &[(String, &str)]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(root.join("src")).unwrap();
    fs::write(root.join("Cargo.toml"), MANIFEST).unwrap();
    for (path, text) in files {
        fs::write(root.join(path), text).unwrap();
    }
    root
}

/// The program itself, with the stack that it has; a panic would be a fault like an abort.
fn check(root: &Path) -> Output {
    let check = ["check", "--format", "short", "--isolated", "--color", "never"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-otel-lint"));
    command.args(check).env("OTEL_LINT_PANICS", "throw").current_dir(root).output().unwrap()
}

/// How the program ends on a case alone, unless as it should.
fn fault(case: &Case) -> Option<String> {
    let output = check(&tree("nested-one", &[("src/lib.rs".to_owned(), &case.text)]));
    let ends = matches!(output.status.code(), Some(0..=2));
    (!ends).then(|| format!("{}: {:?}: {}", case.name, output.status, String::from_utf8_lossy(&output.stderr)))
}

#[test]
fn whatever_nests_is_read_or_told() {
    let cases = cases();
    let name = |at: usize| format!("src/case{at:04}.rs");
    let files: Vec<(String, &str)> = cases.iter().enumerate().map(|(at, case)| (name(at), case.text.as_str())).collect();
    let output = check(&tree("nested", &files));
    let text = String::from_utf8_lossy(&output.stdout);
    if output.status.code() != Some(1) {
        let faults: Vec<String> = cases.iter().filter_map(fault).collect();
        let words = String::from_utf8_lossy(&output.stderr);
        panic!("{:?}, {words}, {} cases, of which:\n{}", output.status, cases.len(), faults.join("\n"));
    }
    let mut told: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in text.lines() {
        told.entry(line.split(':').next().unwrap()).or_default().push(line);
    }
    let mut faults = Vec::new();
    for ((name, _), case) in files.iter().zip(&cases) {
        let of_file = told.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
        let has = |part: &str| of_file.iter().any(|line| line.contains(part));
        if !has("guard-dropped") {
            faults.push(format!("{name}: {}: the rest of the file was not read: {of_file:?}", case.name));
        }
        let is_told = has("nested 5,000 steps deep or more");
        if case.must_be_told.is_some_and(|must| must != is_told) {
            faults.push(format!("{name}: {}: told is {is_told}: {of_file:?}", case.name));
        }
    }
    assert!(faults.is_empty(), "{} of {} cases:\n{}", faults.len(), cases.len(), faults.join("\n"));
}

/// Settings, contracts, lock files, baselines and recordings nest, too. Each is read, or said to be too deep.
#[test]
fn whatever_else_nests_is_read_or_told() {
    const TIMES: usize = 50_000;
    let deep = |open: &str, middle: &str, close: &str| format!("{}{middle}{}", open.repeat(TIMES), close.repeat(TIMES));
    let indented = |open: &str| (0..3_000).fold(String::new(), |text, at| text + &" ".repeat(at) + open + "\n");
    let yaml = |inner: String| format!("version: 1\nattributes:\n  a: {inner}\n");
    let clause = |name: String| format!("version: 1\nspans:\n  - name: {name}\n    attributes:\n      a: {{}}\n");
    let pattern = |pattern: String| format!("version: 1\nattributes:\n  a:\n    type: string\n    pattern: '{pattern}'\n");
    let toml = |value: String| format!("select = {value}\n");
    let glob = |glob: String| format!("exclude = ['{glob}']\n");
    let json = |value: String| {
        format!(
            "{{\"resourceSpans\":[{{\"scopeSpans\":[{{\"spans\":[{{\"name\":\"a\",\"attributes\":[{{\"key\":\"a\",\"value\":{value}}}]}}]}}]}}]}}\n"
        )
    };
    let check: &[&str] = &["check"];
    let contract: &[&str] = &["contract", "check"];
    let validate: &[&str] = &["validate", "--isolated", "recorded"];
    let cases: Vec<(&str, &[&str], String)> = vec![
        ("contract.yaml", contract, yaml(deep("[", "", "]"))),
        ("contract.yaml", contract, yaml(deep("{a: ", "1", "}"))),
        ("contract.yaml", contract, yaml(deep("[", "", ""))),
        ("contract.yaml", contract, yaml(deep("- ", "a", ""))),
        ("contract.yaml", contract, yaml(deep("? ", "a", ""))),
        ("contract.yaml", contract, yaml(deep("&a ", "a", ""))),
        ("contract.yaml", contract, yaml(deep("!a ", "a", ""))),
        ("contract.yaml", contract, yaml(deep("[*a, ", "a", "]"))),
        ("contract.yaml", contract, indented("a:")),
        ("contract.yaml", contract, indented("-")),
        ("contract.yaml", contract, clause(format!("'{}'", deep("[", "{a}", "]")))),
        ("contract.yaml", contract, clause(format!("'{}'", deep("{", "a", "}")))),
        ("contract.yaml", contract, pattern(deep("(", "a", ")"))),
        ("contract.yaml", contract, pattern(deep("[a&&", "b", "]"))),
        ("contract.yaml", contract, pattern(deep("(?i:a|", "b", ")*"))),
        ("contract.yaml", contract, pattern("a{1000}{1000}{1000}".to_owned())),
        ("contract.yaml", contract, format!("version: 1\nmetrics:\n  - name: a\n    unit: '{}'\n", deep("(", "s", ")"))),
        ("otel-lint.toml", check, toml(deep("[", "", "]"))),
        ("otel-lint.toml", check, toml(deep("{a = ", "1", "}"))),
        ("otel-lint.toml", check, format!("[{}]\n", vec!["a"; TIMES].join("."))),
        ("otel-lint.toml", check, format!("{} = 1\n", vec!["a"; TIMES].join("."))),
        ("otel-lint.toml", check, glob(deep("{", "a", "}"))),
        ("otel-lint.toml", check, glob(deep("{a,", "b", "}"))),
        ("otel-lint.toml", check, glob(deep("[", "a", "]"))),
        ("otel-lint.toml", check, glob(deep("**/", "a", ""))),
        ("otel-lint.toml", check, glob(deep("{a,b}", "", ""))),
        ("Cargo.toml", check, format!("[package]\nname = \"a\"\n[dependencies]\na = {}\n", deep("[", "", "]"))),
        ("Cargo.toml", check, format!("[package]\nname = \"a\"\n[{}]\n", vec!["a"; TIMES].join("."))),
        ("Cargo.lock", check, format!("version = 4\npackage = {}\n", deep("[", "", "]"))),
        ("Cargo.lock", check, format!("[{}]\n", vec!["a"; TIMES].join("."))),
        ("otel-lint-baseline.json", check, deep("[", "", "]")),
        ("otel-lint-baseline.json", check, deep("{\"a\":", "1", "}")),
        ("recorded", validate, deep("[", "", "]")),
        ("recorded", validate, deep("{\"a\":", "1", "}")),
        ("recorded", validate, deep("{\"resourceSpans\":[", "", "]}")),
        ("recorded", validate, json(deep("{\"arrayValue\":{\"values\":[", "", "]}}"))),
        ("recorded", validate, json(deep("{\"kvlistValue\":{\"values\":[{\"key\":\"a\",\"value\":", "{}", "}]}}"))),
        ("recorded", validate, json(deep("{\"unknown\":", "1", "}"))),
    ];
    let mut faults = Vec::new();
    for (at, (name, words, text)) in cases.iter().enumerate() {
        let root = tree("nested-other", &[("src/lib.rs".to_owned(), FAULT)]);
        fs::write(root.join(name), text).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-otel-lint"));
        let output = command.args(*words).env("OTEL_LINT_PANICS", "throw").current_dir(&root).output().unwrap();
        if !matches!(output.status.code(), Some(0..=2)) {
            let (start, words) = (text.chars().take(90).collect::<String>(), String::from_utf8_lossy(&output.stderr));
            faults.push(format!("{at}: {name}: {:?}: {start}: {words:.300}", output.status));
        }
    }
    assert!(faults.is_empty(), "{} of {}: {}", faults.len(), cases.len(), faults.join("\n"));
}
