//! `rules/semconv/` is made from a registry of semantic conventions: a folder of YAML groups in either format, and a schema file
//! with the renames of every version. To make it anew from a checkout of the conventions:
//!
//! ```sh
//! SEMCONV_REGISTRY=../semantic-conventions/model SEMCONV_SCHEMA=../semantic-conventions/schemas/1.44.0 \
//!     BLESS=1 cargo test --test semconv
//! ```
//!
//! Without these variables a small registry of our own shows that the making works.
//! Source: OpenTelemetry, "Semantic Convention YAML Language" and "Telemetry Schemas", file format 1.1.0.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use otel_lint::contract::{SpanKind, SpanType, span_types};
use otel_lint::fact::Version;
use otel_lint::yaml::{Node, entries, get, items};

#[test]
fn the_tables_are_made_from_a_registry() {
    let bless = std::env::var_os("BLESS").is_some();
    let made = tables(Path::new("tests/semconv/registry/model"), Path::new("tests/semconv/registry/schema.yaml"));
    hold(Path::new("tests/semconv/expected"), &made, bless);
    if let (Some(registry), Some(schema)) = (std::env::var_os("SEMCONV_REGISTRY"), std::env::var_os("SEMCONV_SCHEMA")) {
        hold(Path::new("rules/semconv"), &tables(Path::new(&registry), Path::new(&schema)), bless);
    }
}

fn hold(folder: &Path, made: &[(&str, String)], bless: bool) {
    for (name, text) in made {
        let path = folder.join(name);
        if bless {
            fs::create_dir_all(folder).expect("is made");
            fs::write(&path, text).expect("is written");
        }
        let there = fs::read_to_string(&path).expect("is there; make it with BLESS=1").replace("\r\n", "\n");
        assert!(there == *text, "{} differs; run with BLESS=1", path.display());
    }
}

/// The texts of the files, by name.
fn tables(registry: &Path, schema: &Path) -> Vec<(&'static str, String)> {
    let mut all = Registry::default();
    for path in yaml_files(registry) {
        all.read(&node(&path));
    }
    let schema = node(schema);
    let url = get(&schema, "schema_url").and_then(Node::text).unwrap_or_default();
    let version = url.rsplit('/').next().unwrap_or_default();
    let attributes = Renames::of(&schema, "attribute_map", &all.attributes);
    let metrics = Renames::of(&schema, "rename_metrics", &all.metrics);
    let head =
        |what: &str| format!("# {what}\n# Made by `tests/semconv.rs` from the registry of semantic conventions {version}.\n");
    vec![
        (
            "attributes.yaml",
            head("Attributes by the type of their values; `_template` keys are followed by a dot and a name.") + &all.kinds(),
        ),
        (
            "metrics.yaml",
            head("Metrics by name: the instrument and the unit that the conventions give them.") + &all.instruments(),
        ),
        ("members.yaml", head("The values that attributes have, where the conventions name them.") + &all.members()),
        (
            "spans.yaml",
            head("Spans by type: the kind, and the attributes that such a span always has.")
                + &format!("release: {version}\nspans:\n{}", spans(registry)),
        ),
        (
            "renames.yaml",
            head("Names that were given up, by the version that gave them up.")
                + &format!("attributes:\n{}metrics:\n{}", attributes.show(), metrics.show()),
        ),
    ]
}

/// As a contract reads them: groups spelled out.
fn spans(registry: &Path) -> String {
    let types = span_types(registry).unwrap_or_else(|error| panic!("{}", error.show(100, false, true)));
    let kind = |kind: Option<SpanKind>| kind.map(|kind| format!("kind: {}, ", format!("{kind:?}").to_lowercase()));
    types.into_iter().fold(String::new(), |mut text, SpanType { id, kind: of, required }| {
        let _ = writeln!(text, "  {id}: {{{}required: [{}]}}", kind(of).unwrap_or_default(), required.join(", "));
        text
    })
}

#[derive(Default)]
struct Registry {
    attributes: BTreeMap<String, Entry>,
    metrics: BTreeMap<String, Entry>,
}

#[derive(Default, Clone)]
struct Entry {
    /// The type of an attribute; instrument and unit of a metric.
    kind: String,
    members: Vec<String>,
    deprecated: bool,
    renamed_to: Option<String>,
}

impl Registry {
    /// Both formats: groups with attributes in them, and lists of attributes and metrics.
    fn read(&mut self, root: &Node) {
        for attribute in items(root, "attributes") {
            self.attribute(attribute, "key");
        }
        for metric in items(root, "metrics") {
            self.metric(metric, "name");
        }
        for group in items(root, "groups") {
            for attribute in items(group, "attributes") {
                self.attribute(attribute, "id");
            }
            self.metric(group, "metric_name");
        }
    }

    fn attribute(&mut self, node: &Node, name: &str) {
        // A reference to an attribute has no name of its own.
        let (Some(key), Some(kind)) = (get(node, name).and_then(Node::text), get(node, "type")) else { return };
        let members = items(kind, "members").iter().filter(|member| get(member, "deprecated").is_none());
        let members: Vec<String> =
            members.filter_map(|member| get(member, "value").and_then(Node::text)).map(str::to_owned).collect();
        let of_numbers = !members.is_empty() && members.iter().all(|value| value.parse::<i64>().is_ok());
        let kind = kind.text().unwrap_or(if of_numbers { "int" } else { "string" });
        self.attributes.insert(key.to_owned(), entry(node, kind, members));
    }

    fn metric(&mut self, node: &Node, name: &str) {
        if let Some(metric) = get(node, name).and_then(Node::text) {
            let text = |name| get(node, name).and_then(Node::text).unwrap_or_default();
            self.metrics
                .insert(metric.to_owned(), entry(node, &format!("{}, {:?}", text("instrument"), text("unit")), Vec::new()));
        }
    }

    fn kinds(&self) -> String {
        let mut by_kind: BTreeMap<(usize, String), Vec<&str>> = BTreeMap::new();
        for (key, entry) in &self.attributes {
            let (kind, template) = match entry.kind.strip_prefix("template[").and_then(|kind| kind.strip_suffix(']')) {
                Some(kind) => (kind, "_template"),
                None => (entry.kind.as_str(), ""),
            };
            let kind = if kind.ends_with("[]") { "array" } else { kind };
            by_kind.entry((template.len(), format!("{kind}{template}"))).or_default().push(key);
        }
        let mut text = String::new();
        for ((_, kind), keys) in by_kind {
            let _ = writeln!(text, "{kind}:\n  - {}", keys.join("\n  - "));
        }
        text
    }

    fn instruments(&self) -> String {
        let mut text = String::new();
        for (name, entry) in self.metrics.iter().filter(|(_, entry)| !entry.deprecated) {
            let _ = writeln!(text, "{name}: [{}]", entry.kind);
        }
        text
    }

    fn members(&self) -> String {
        let mut text = String::new();
        for (key, entry) in self.attributes.iter().filter(|(_, entry)| !entry.members.is_empty()) {
            let values: BTreeSet<String> = entry.members.iter().map(|value| format!("{value:?}")).collect();
            let _ = writeln!(text, "{key}: [{}]", values.into_iter().collect::<Vec<_>>().join(", "));
        }
        text
    }
}

fn entry(node: &Node, kind: &str, members: Vec<String>) -> Entry {
    let deprecated = get(node, "deprecated");
    let text = |name| deprecated.and_then(|deprecated| get(deprecated, name)).and_then(Node::text);
    // What has moved to another registry lives on there.
    let moved = text("note").is_some_and(|note| note.trim_start().starts_with("Moved to"));
    let renamed_to = text("renamed_to").map(str::to_owned);
    Entry { kind: kind.to_owned(), members, deprecated: deprecated.is_some() && !moved, renamed_to }
}

/// What became of names.
#[derive(Default)]
struct Renames {
    /// Old and new names by version; the version is absent where the schema does not know.
    by_version: BTreeMap<Option<Version>, BTreeMap<String, String>>,
    /// Given up without another name for the same thing.
    gone: BTreeSet<String>,
}

impl Renames {
    /// The registry's word counts; the schema adds the versions, and names that the registry has forgotten. What lives is no old name.
    fn of(schema: &Node, map: &str, known: &BTreeMap<String, Entry>) -> Self {
        let mut hops: BTreeMap<String, Vec<(Version, String)>> = BTreeMap::new();
        for (version, node) in entries(schema, "versions") {
            let version = version.text().and_then(Version::parse).expect("a version has three numbers");
            let signals = node.map().unwrap_or_default().iter().flat_map(|(_, signal)| items(signal, "changes"));
            let changes = signals.flat_map(|change| change.map().unwrap_or_default());
            for (_, change) in changes.clone() {
                for (old, new) in entries(change, map) {
                    note(&mut hops, version, old, new);
                }
            }
            for (_, renames) in changes.filter(|(name, _)| name.text() == Some(map)) {
                for (old, new) in renames.map().unwrap_or_default() {
                    note(&mut hops, version, old, new);
                }
            }
        }
        let lives = |name: &str| known.get(name).is_some_and(|entry| !entry.deprecated);
        let mut all = Self::default();
        let retired = known.iter().filter(|(_, entry)| entry.deprecated).map(|(name, _)| name);
        // A name without a dot is anybody's.
        let names: BTreeSet<&String> = hops.keys().chain(retired).filter(|name| name.contains('.') && !lives(name)).collect();
        for name in names {
            let first = hops.get(name).and_then(|hops| hops.iter().min());
            let says = known.get(name).and_then(|entry| entry.renamed_to.clone());
            let target = says.or_else(|| end(&hops, name)).filter(|target| lives(target));
            match target {
                Some(target) => {
                    all.by_version.entry(first.map(|(version, _)| *version)).or_default().insert(name.clone(), target);
                }
                None if known.get(name).is_some_and(|entry| entry.deprecated) => {
                    all.gone.insert(name.clone());
                }
                None => {}
            }
        }
        all
    }

    fn show(&self) -> String {
        let mut text = String::new();
        for (version, names) in &self.by_version {
            let _ = writeln!(text, "  {}:", version.map_or("unknown".to_owned(), |version| version.to_string()));
            for (old, new) in names {
                let _ = writeln!(text, "    {old}: {new}");
            }
        }
        if !self.gone.is_empty() {
            text.push_str("  gone:\n");
        }
        for name in &self.gone {
            let _ = writeln!(text, "    - {name}");
        }
        text
    }
}

fn note(hops: &mut BTreeMap<String, Vec<(Version, String)>>, version: Version, old: &Node, new: &Node) {
    if let (Some(old), Some(new)) = (old.text(), new.text()) {
        hops.entry(old.to_owned()).or_default().push((version, new.to_owned()));
    }
}

/// The name that a chain of renames ends in.
fn end(hops: &BTreeMap<String, Vec<(Version, String)>>, name: &str) -> Option<String> {
    let mut seen = BTreeSet::new();
    let mut at = name;
    while let Some((_, next)) = hops.get(at).and_then(|hops| hops.iter().max()) {
        if !seen.insert(at) {
            return None;
        }
        at = next;
    }
    (at != name).then(|| at.to_owned())
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("is read").path();
        if path.is_dir() {
            files.extend(yaml_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn node(path: &Path) -> Node {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Node::parse(&text).unwrap_or_else(|error| panic!("{}:{error}", path.display()))
}
