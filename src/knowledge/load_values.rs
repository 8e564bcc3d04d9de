//! One file of `rules/values/` to its part of the tables, with every mistake of the file reported at once.

use super::detector::{Detector, Example, Expectation, FalseAlarms, Otherwise, UnitName, Validator, ValueClass, Values};
use super::model::WordList;
use crate::table::List;
use crate::yaml::{Mistake, Node, Reader, entries, flag, get, items, keep_text, read, texts};

const DETECTOR_KEYS: &[&str] = &[
    "name",
    "class",
    "literals",
    "any_case",
    "holds",
    "digits",
    "in_row",
    "length",
    "pattern",
    "validator",
    "excludes",
    "context",
    "no_context",
    "otherwise",
    "by_key",
    "references",
    "finds",
    "leaves",
    "false_alarms",
];

/// The look at a value goes by four bytes.
const SHORTEST_LITERAL: usize = 4;

/// Reads `values/<name>.yaml`; what the other files say stays empty.
pub fn load_values(name: &str, source: &str) -> Result<Values, Vec<Mistake>> {
    read(&format!("values/{name}.yaml"), source, |reader, root| match name {
        "units" => Values { units: units(root), lists: lists(root), ..Values::default() },
        "registers" | "masks" => Values { lists: lists(root), ..Values::default() },
        _ => {
            reader.known_keys(root, &["detectors", "expectations"]);
            Values { detectors: detectors(reader, root), expectations: expectations(reader, root), ..Values::default() }
        }
    })
}

impl Values {
    /// Both files together, this one's detectors first.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        fn both<T: Clone>(one: List<T>, other: List<T>) -> List<T> {
            List::keep([one.0, other.0].concat())
        }
        Self {
            detectors: both(self.detectors, other.detectors),
            expectations: both(self.expectations, other.expectations),
            lists: both(self.lists, other.lists),
            units: both(self.units, other.units),
        }
    }
}

fn detectors(reader: &mut Reader, root: &Node) -> List<Detector> {
    List::keep(entries(root, "detectors").iter().map(|(id, node)| detector(reader, id, node)).collect())
}

fn detector(reader: &mut Reader, id: &Node, node: &Node) -> Detector {
    reader.known_keys(node, DETECTOR_KEYS);
    let by_key = flag(node, "by_key").unwrap_or(false);
    let literals = texts(items(node, "literals"));
    for short in literals.iter().filter(|literal| literal.len() < SHORTEST_LITERAL) {
        reader.refuse(node.at, format!("the literal `{short}` is shorter than {SHORTEST_LITERAL} bytes; say it in `holds`"));
    }
    let class = get(node, "class").and_then(|class| reader.one_of(class, ValueClass::NAMES));
    if class.is_none() {
        reader.refuse(node.at, "`class` is missing".to_owned());
    }
    Detector {
        id: keep_text(id),
        name: reader.required(node, "name"),
        class: class.unwrap_or(ValueClass::Secret),
        literals,
        any_case: flag(node, "any_case").unwrap_or(false),
        holds: texts(items(node, "holds")),
        digits: number(reader, node, "digits"),
        in_row: number(reader, node, "in_row"),
        length: number(reader, node, "length"),
        pattern: if by_key { "" } else { reader.required(node, "pattern") },
        validator: get(node, "validator").and_then(|validator| reader.one_of(validator, Validator::NAMES)),
        excludes: texts(items(node, "excludes")),
        context: texts(items(node, "context")),
        no_context: texts(items(node, "no_context")),
        otherwise: get(node, "otherwise")
            .and_then(|otherwise| reader.one_of(otherwise, Otherwise::NAMES))
            .unwrap_or(Otherwise::Found),
        by_key,
        references: texts(items(node, "references")),
        finds: examples(reader, node, "finds"),
        leaves: examples(reader, node, "leaves"),
        false_alarms: false_alarms(reader, node),
    }
}

/// A number that may be left out.
fn number(reader: &mut Reader, node: &Node, name: &str) -> usize {
    if get(node, name).is_some() { reader.number(node, name) } else { 0 }
}

/// Values by themselves, or `{key: value}`.
fn examples(reader: &mut Reader, node: &Node, name: &str) -> List<Example> {
    let mut examples = Vec::new();
    for item in items(node, name) {
        match item.map() {
            Some([(key, value)]) => examples.push(Example { key: Some(keep_text(key)), value: keep_text(value) }),
            Some(_) => reader.refuse(item.at, "an example is a value, or one key and its value".to_owned()),
            None => examples.push(Example { key: None, value: keep_text(item) }),
        }
    }
    List::keep(examples)
}

fn false_alarms(reader: &mut Reader, node: &Node) -> List<FalseAlarms> {
    let mut limits = Vec::new();
    for (of, most) in entries(node, "false_alarms") {
        match most.text().and_then(|text| text.parse().ok()) {
            Some(most) => limits.push(FalseAlarms { of: keep_text(of), most }),
            None => reader.refuse(most.at, "how many of 100,000 random values are found at most, as a number".to_owned()),
        }
    }
    List::keep(limits)
}

fn expectations(reader: &mut Reader, root: &Node) -> List<Expectation> {
    let expectation = |node: &Node| {
        reader.known_keys(node, &["keys", "holds", "digits"]);
        Expectation {
            keys: texts(items(node, "keys")),
            holds: get(node, "holds").map(keep_text),
            digits: number(reader, node, "digits"),
        }
    };
    List::keep(items(root, "expectations").iter().map(expectation).collect())
}

/// Under `names`, what people write for each code.
fn units(root: &Node) -> List<UnitName> {
    let mut units = Vec::new();
    for (code, names) in entries(root, "names") {
        let names = names.list().unwrap_or_default();
        units.extend(names.iter().map(|name| UnitName { name: keep_text(name), code: keep_text(code) }));
    }
    List::keep(units)
}

/// The lists of words that stand at the root.
fn lists(root: &Node) -> List<WordList> {
    let lists = root.map().unwrap_or_default().iter().filter_map(|(name, node)| {
        let words = node.list()?;
        Some(WordList { name: keep_text(name), words: texts(words) })
    });
    List::keep(lists.collect())
}
