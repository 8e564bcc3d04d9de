//! Recordings as fixtures write them, a few lines of YAML in place of pages of OTLP. A fixture is a list of cases; each says what is
//! found in it, exactly and in any order, or why nothing is:
//!
//! ```yaml
//! - finds: ["orphan-span: the parent of `load order`"]   # rule: part of the message
//!   spans:
//!     - {name: GET /orders, kind: server, id: 1}
//!     - {name: load order, parent: 9, flags: local, attributes: {order.id: "7", retry: 2, ratio: 0.5, ok: true}}
//! - silent: the parent is in another process             # why
//!   spans: [{name: GET /orders, kind: server, parent: 9, flags: remote}]
//! ```
//!
//! **A case** holds what one service sent, or `parts: [..]` of several. A part, or the case itself, has
//! - `spans`, `logs`, `metrics`: lists of records;
//! - `resource: {key: value}`: what it has beside `service.name: shop`, a version and an environment; `key:` without a value leaves
//!   one of these out, and `dropped: 2` tells of attributes that were lost. That of a case is that of its parts, if they have none;
//! - `scope: name` or `{name, version, attributes}`, by default `shop.orders`.
//!
//! `contract: |` is the text of a contract that it is held against; `version: 1` need not be said, and stands on its first line.
//! `mode: window` or `sampled` judges a case as `--capture` does, by default `complete`; `problems: [..]` are those of reading it.
//!
//! **A span**: `name`, `kind` (`internal`), `trace` (1), `id`, `parent`, `flags` (`local` or `remote`: where the parent is said to be),
//! `start` (`0ms`), `end` (10 ms after it; `never`), `attributes`, `events: [name or {name, attributes}]`, `links: [id of a span in
//! trace 2]`, `status` (`ok`, `error`), `message` of the status, `dropped: {attributes, events, links}`. Ids are numbers, or text with
//! all the digits of the wire; without one a span has an id of its own. `trace: each` is a trace for this span alone.
//!
//! **A log**: `body`, `severity` (`info`; `none`), `event` (its name), `trace` (1; `none`), `span` (1), `attributes`, `dropped`.
//!
//! **A metric**: `name`, `unit`, `delta: true`, and by its instrument a list of points: `counter`, `updowncounter`, `gauge`,
//! `histogram`, `exponential`, `summary`. A point is `{value, start, time, attributes, count, bounds, empty: true}` (`empty`
//! says that nothing was measured), or the value alone: the points of one series, every ten seconds.
//!
//! **Values**: plain integers, decimals, `true` and `false` are what they look like, all else is text; lists and maps are what they
//! are, and a list of maps of one entry each gives a key twice. In a text, `{broken}` is a
//! character that is no UTF-8, and `{long}` stands for 5,000 letters.
//!
//! **`repeat: 50`** makes that many of any record or point; `{i}` (0000, 0001, ..) and `{a}` (aaa, aab, ..) in its texts count up.

use std::path::Path;

use otel_lint::fact::Mode;
use otel_lint::yaml::{Kind, Node, get, items};
use serde_json::{Value, json};

use super::records::BEGINNING;

/// A recording, and what is to be found in it.
pub(crate) struct Case {
    pub(crate) line: usize,
    /// `rule: part of the message`; none where it is silent.
    pub(crate) finds: Vec<String>,
    pub(crate) mode: Mode,
    pub(crate) problems: Vec<String>,
    /// JSON lines.
    pub(crate) capture: String,
    pub(crate) contract: Option<String>,
}

impl Case {
    /// The files that [`super::validate`] takes.
    pub(crate) fn files(&self) -> Vec<(&str, &[u8])> {
        let capture = [("capture.jsonl", self.capture.as_bytes())];
        let contract = self.contract.iter().map(|contract| (super::CONTRACT, contract.as_bytes()));
        capture.into_iter().chain(contract).collect()
    }
}

/// The cases of a fixture.
pub(crate) fn cases(path: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(path).expect("a fixture is read");
    let root = Node::parse(&text).unwrap_or_else(|error| panic!("{}:{error}", path.display()));
    let root = root.list().unwrap_or_else(|| panic!("{}: is a list of cases", path.display()));
    root.iter().map(|node| Writer { path, next_id: 1000 }.case(node)).collect()
}

const PART_KEYS: [&str; 6] = ["resource", "dropped", "scope", "spans", "logs", "metrics"];

/// Writes one case.
pub(super) struct Writer<'p> {
    path: &'p Path,
    pub(super) next_id: u64,
}

impl Writer<'_> {
    fn case(&mut self, node: &Node) -> Case {
        let keys = [&["finds", "silent", "mode", "problems", "contract", "parts"][..], &PART_KEYS[..]].concat();
        self.known(node, &keys);
        let (finds, silent) = (get(node, "finds").and_then(Node::list), get(node, "silent").and_then(Node::text));
        let finds = match (finds, silent) {
            (Some(findings), None) if !findings.is_empty() => findings.iter().map(|one| self.text(one)).collect(),
            (None, Some(why)) if !why.is_empty() => Vec::new(),
            _ => self.refuse(node, "a case has either `finds: [..]` or `silent: why`"),
        };
        let mode = get(node, "mode").map_or(Mode::Complete, |mode| {
            Mode::by_name(&self.text(mode)).unwrap_or_else(|| self.refuse(mode, "`mode` is `complete`, `window` or `sampled`"))
        });
        let parts = get(node, "parts").map_or(std::slice::from_ref(node), |parts| parts.list().unwrap_or_default());
        let mut capture = String::new();
        for part in parts {
            if get(node, "parts").is_some() {
                self.known(part, &PART_KEYS);
            }
            for message in self.part(part, get(part, "resource").or(get(node, "resource"))) {
                capture += &(super::with_long(&message.to_string()).replace("{broken}", "\\ud800") + "\n");
            }
        }
        let problems = items(node, "problems").iter().map(|problem| self.text(problem)).collect();
        let contract = get(node, "contract").map(|text| format!("version: 1\n{}", self.text(text)));
        Case { line: node.at.line, finds, mode, problems, capture, contract }
    }

    /// A message for each signal.
    fn part(&mut self, node: &Node, resource: Option<&Node>) -> Vec<Value> {
        let resource = json!({
            "attributes": self.resource(resource),
            "droppedAttributesCount": get(node, "dropped").map_or(json!(0), |count| json!(self.whole(count))),
        });
        let scope = match get(node, "scope") {
            None => json!({"name": "shop.orders"}),
            Some(scope) if scope.text().is_some() => json!({"name": self.text(scope)}),
            Some(scope) => {
                self.known(scope, &["name", "version", "attributes"]);
                let text = |key| get(scope, key).map_or_else(String::new, |node| self.text(node));
                json!({"name": text("name"), "version": text("version"), "attributes": self.attributes(scope)})
            }
        };
        let mut messages = Vec::new();
        for (key, signal, records) in
            [("spans", "Spans", "spans"), ("logs", "Logs", "logRecords"), ("metrics", "Metrics", "metrics")]
        {
            if get(node, key).is_none() {
                continue;
            }
            let write = match key {
                "spans" => Self::span,
                "logs" => Self::log,
                _ => Self::metric,
            };
            let written: Vec<Value> = self.repeated(items(node, key)).iter().map(|record| write(self, record)).collect();
            let scoped = json!({"scope": scope, records: written});
            messages.push(json!({format!("resource{signal}"): [{"resource": resource, format!("scope{signal}"): [scoped]}]}));
        }
        messages
    }

    fn resource(&self, node: Option<&Node>) -> Vec<Value> {
        let mut all: Vec<(String, Value)> =
            [("service.name", "shop"), ("service.version", "1.4.0"), ("deployment.environment.name", "production")]
                .map(|(key, value)| (key.to_owned(), json!({"stringValue": value})))
                .into();
        for (key, value) in node.and_then(Node::map).unwrap_or_default() {
            let key = self.text(key);
            all.retain(|(known, _)| *known != key);
            if !is_plain(value, "") {
                all.push((key, self.value(value)));
            }
        }
        all.into_iter().map(|(key, value)| json!({"key": key, "value": value})).collect()
    }

    pub(super) fn attributes(&self, node: &Node) -> Vec<Value> {
        let Some(attributes) = get(node, "attributes") else { return Vec::new() };
        let maps = attributes.list().unwrap_or(std::slice::from_ref(attributes));
        let entries = maps.iter().flat_map(|map| map.map().unwrap_or_else(|| self.refuse(map, "attributes are `{key: value}`")));
        entries.map(|(key, value)| json!({"key": self.text(key), "value": self.value(value)})).collect()
    }

    pub(super) fn value(&self, node: &Node) -> Value {
        match &node.kind {
            Kind::Scalar { text, plain: true } if text.is_empty() => json!({}),
            Kind::Scalar { text, plain: true } if text == "true" || text == "false" => json!({"boolValue": text == "true"}),
            Kind::Scalar { text, plain: true } if text.parse::<i64>().is_ok() => json!({"intValue": text}),
            Kind::Scalar { text, plain: true } if is_decimal(text) => json!({"doubleValue": text.parse::<f64>().ok()}),
            Kind::Scalar { text, .. } => json!({"stringValue": text}),
            Kind::List(all) => json!({"arrayValue": {"values": all.iter().map(|one| self.value(one)).collect::<Vec<_>>()}}),
            Kind::Map(entries) => {
                let values: Vec<Value> =
                    entries.iter().map(|(key, value)| json!({"key": self.text(key), "value": self.value(value)})).collect();
                json!({"kvlistValue": {"values": values}})
            }
        }
    }

    /// In so many digits; a quoted text is taken as it is.
    pub(super) fn id(&self, node: Option<&Node>, digits: usize) -> Option<String> {
        let node = node?;
        match &node.kind {
            Kind::Scalar { text, plain: false } => Some(text.clone()),
            Kind::Scalar { .. } => Some(format!("{:0digits$x}", self.whole(node))),
            Kind::List(_) | Kind::Map(_) => self.refuse(node, "an id is a number, or a text with all its digits"),
        }
    }

    /// Nanoseconds since 1970.
    pub(super) fn time(&self, node: &Node, key: &str) -> Option<i64> {
        let node = get(node, key)?;
        let text = self.text(node);
        if text == "never" {
            return Some(0);
        }
        let units = [("us", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000)];
        let read = |(unit, nanoseconds): (&str, i64)| Some(text.strip_suffix(unit)?.parse::<i64>().ok()? * nanoseconds);
        let after = units.into_iter().find_map(read);
        Some(BEGINNING + after.unwrap_or_else(|| self.refuse(node, "a time is `5ms`, `2s`, `-30us`, or `never`")))
    }

    pub(super) fn whole(&self, node: &Node) -> u64 {
        node.text().and_then(|text| text.parse().ok()).unwrap_or_else(|| self.refuse(node, "this is a whole number"))
    }

    /// The number of a word; the first is that of none.
    pub(super) fn one_of(&self, node: &Node, key: &str, known: &[(&str, u32)]) -> u32 {
        let Some(node) = get(node, key) else { return known[0].1 };
        let text = self.text(node);
        let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        let found = known.iter().find(|(name, _)| *name == text);
        found.unwrap_or_else(|| self.refuse(node, &format!("`{text}` is none of `{}`", names[1..].join("`, `")))).1
    }

    pub(super) fn text(&self, node: &Node) -> String {
        node.text().unwrap_or_else(|| self.refuse(node, "this is a text")).to_owned()
    }

    /// Records with those that are to be repeated as often as they say.
    pub(super) fn repeated(&self, records: &[Node]) -> Vec<Node> {
        let mut all = Vec::new();
        for record in records {
            let Some(count) = get(record, "repeat").map(|count| self.whole(count)) else {
                all.push(record.clone());
                continue;
            };
            all.extend((0..usize::try_from(count).expect("is not many")).map(|at| numbered(record, at)));
        }
        all
    }

    pub(super) fn known(&self, node: &Node, known: &[&str]) {
        let Some(entries) = node.map() else { self.refuse(node, "this is a map") };
        for (key, _) in entries {
            let name = self.text(key);
            if !known.contains(&name.as_str()) {
                self.refuse(key, &format!("`{name}` is none of `{}`", known.join("`, `")));
            }
        }
    }

    pub(super) fn refuse(&self, node: &Node, why: &str) -> ! {
        panic!("{}:{}:{}: {why}", self.path.display(), node.at.line, node.at.column)
    }
}

/// The same with `{i}` and `{a}` counted up, and without `repeat`.
fn numbered(node: &Node, at: usize) -> Node {
    let kind = match &node.kind {
        Kind::Scalar { text, plain } => Kind::Scalar { text: super::counted(text, at), plain: *plain },
        Kind::List(all) => Kind::List(all.iter().map(|one| numbered(one, at)).collect()),
        Kind::Map(entries) => {
            let kept = entries.iter().filter(|(key, _)| key.text() != Some("repeat"));
            Kind::Map(kept.map(|(key, value)| (numbered(key, at), numbered(value, at))).collect())
        }
    };
    Node { at: node.at, bytes: node.bytes.clone(), kind }
}

pub(super) fn is_plain(node: &Node, wanted: &str) -> bool {
    matches!(&node.kind, Kind::Scalar { text, plain: true } if text == wanted)
}

/// With a point in it: `1e5` and `inf` are texts.
fn is_decimal(text: &str) -> bool {
    text.contains('.') && text.starts_with(|first: char| first.is_ascii_digit() || first == '-') && text.parse::<f64>().is_ok()
}
