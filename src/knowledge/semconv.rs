//! The files of the semantic conventions to their tables: types of attributes, named values, names that were given up.

use super::model::{Advice, Convention, Members, MetricConvention, Rename, Semconv, SpanConvention};
use super::parts::{ConventionKind, Named};
use crate::fact::Version;
use crate::table::List;
use crate::yaml::{Mistake, Node, Reader, entries, get, items, keep_text, read, texts};

const KINDS: &[(&str, (ConventionKind, bool))] = &[
    ("string", (ConventionKind::String, false)),
    ("int", (ConventionKind::Int, false)),
    ("double", (ConventionKind::Double, false)),
    ("boolean", (ConventionKind::Boolean, false)),
    ("array", (ConventionKind::Array, false)),
    ("any", (ConventionKind::Any, false)),
    ("string_template", (ConventionKind::String, true)),
    ("array_template", (ConventionKind::Array, true)),
];

/// What names stand for, by the key under which files list them.
const NAMED: [(&str, Named); 2] = [("attributes", Named::Attribute), ("metrics", Named::Metric)];

/// Reads `semconv/<name>.yaml`; what the other files say stays empty.
pub fn load_semconv(name: &str, source: &str) -> Result<Semconv, Vec<Mistake>> {
    read(&format!("semconv/{name}.yaml"), source, |reader, root| match name {
        "attributes" => Semconv { attributes: conventions(reader, root), ..Semconv::default() },
        "metrics" => Semconv { metrics: metrics(reader, root), ..Semconv::default() },
        "members" => Semconv { members: members(root), ..Semconv::default() },
        "renames" => Semconv { renames: renames(reader, root), ..Semconv::default() },
        "spans" => {
            let release = get(root, "release").and_then(|node| release(reader, node));
            Semconv { spans: spans(entries(root, "spans")), release, ..Semconv::default() }
        }
        "advice" => Semconv { advice: advice(reader, root), silent: texts(items(root, "silent")), ..Semconv::default() },
        other => {
            reader.refuse(root.at, format!("nothing reads `{other}.yaml`"));
            Semconv::default()
        }
    })
}

/// Under each type the keys of that type.
fn conventions(reader: &mut Reader, root: &Node) -> List<Convention> {
    let mut conventions = Vec::new();
    for (kind, keys) in root.map().unwrap_or_default() {
        let Some((kind, template)) = reader.one_of(kind, KINDS) else { continue };
        for key in keys.list().unwrap_or_default() {
            conventions.push(Convention { key: keep_text(key), kind, template });
        }
    }
    List::keep(conventions)
}

/// Under each name its instrument and its unit.
fn metrics(reader: &mut Reader, root: &Node) -> List<MetricConvention> {
    let mut metrics = Vec::new();
    for (name, pair) in root.map().unwrap_or_default() {
        match pair.list() {
            Some([instrument, unit]) => {
                metrics.push(MetricConvention {
                    name: keep_text(name),
                    instrument: keep_text(instrument),
                    unit: keep_text(unit),
                });
            }
            _ => reader.refuse(pair.at, "a metric has an instrument and a unit: `[counter, \"{order}\"]`".to_owned()),
        }
    }
    List::keep(metrics)
}

/// Under each name its kind and what it requires.
fn spans(entries: &[(Node, Node)]) -> List<SpanConvention> {
    let span = |(name, node): &(Node, Node)| SpanConvention {
        name: keep_text(name),
        kind: get(node, "kind").map_or("", keep_text),
        required: texts(items(node, "required")),
    };
    List::keep(entries.iter().map(span).collect())
}

fn members(root: &Node) -> List<Members> {
    let lists = root.map().unwrap_or_default().iter();
    List::keep(
        lists.map(|(key, values)| Members { key: keep_text(key), values: texts(values.list().unwrap_or_default()) }).collect(),
    )
}

/// Under each version the names that it gave up and what they are called since; under `gone` those without another name.
fn renames(reader: &mut Reader, root: &Node) -> List<Rename> {
    let mut renames = Vec::new();
    for (section, is) in NAMED {
        for (version, names) in entries(root, section) {
            let since = match version.text() {
                Some("unknown" | "gone") => None,
                _ => release(reader, version),
            };
            for name in names.list().unwrap_or_default() {
                renames.push(Rename { is, name: keep_text(name), to: None, since });
            }
            for (name, to) in names.map().unwrap_or_default() {
                renames.push(Rename { is, name: keep_text(name), to: Some(keep_text(to)), since });
            }
        }
    }
    List::keep(renames)
}

fn advice(reader: &mut Reader, root: &Node) -> List<Advice> {
    reader.known_keys(root, &["silent", "attributes", "metrics"]);
    let mut advice = Vec::new();
    for (section, is) in NAMED {
        for (name, node) in entries(root, section) {
            reader.known_keys(node, &["since", "instead"]);
            let since = get(node, "since").and_then(|since| release(reader, since));
            advice.push(Advice { is, name: keep_text(name), since, instead: get(node, "instead").map(keep_text) });
        }
    }
    List::keep(advice)
}

fn release(reader: &mut Reader, node: &Node) -> Option<Version> {
    let version = node.text().and_then(Version::parse);
    if version.is_none() {
        reader.refuse(node.at, format!("`{}` is no version; such as `1.21.0`", node.text().unwrap_or_default()));
    }
    version
}

impl Semconv {
    /// Both files together: each list stands in one of them.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        fn either<T>(one: List<T>, other: List<T>) -> List<T> {
            if one.is_empty() { other } else { one }
        }
        Self {
            attributes: either(self.attributes, other.attributes),
            members: either(self.members, other.members),
            metrics: either(self.metrics, other.metrics),
            renames: either(self.renames, other.renames),
            advice: either(self.advice, other.advice),
            silent: either(self.silent, other.silent),
            spans: either(self.spans, other.spans),
            release: self.release.or(other.release),
        }
    }
}
