//! Holds the tree of a file against the tables of the language: unknown keys, values of another form, YAML's own traps. What has the
//! right form is not looked at further here.

use std::collections::HashMap;

use regex::Regex;

use super::grammar::{Field, Format, Record, Shape};
use super::mistakes::{Mistakes, at, list};
use super::model::{At, Scalar};
use super::plain::{Plain, is_switch};
use super::traps::quoted;
use crate::yaml::{Kind, Node};

/// Words of other tools, and ours.
const SYNONYMS: &[(&str, &str)] = &[
    ("bool", "boolean"),
    ("integer", "int"),
    ("long", "int"),
    ("str", "string"),
    ("text", "string"),
    ("float", "double"),
    ("object", "map"),
    ("array", "string[]"),
    ("up_down_counter", "updowncounter"),
    ("sum", "counter"),
    ("warning", "warn"),
    ("warn", "warning"),
    ("info", "note"),
    ("high", "unbounded"),
    ("low", "bounded"),
];

/// One file that is held against the tables.
pub(super) struct Form<'m> {
    mistakes: &'m mut Mistakes,
    file: usize,
    patterns: HashMap<&'static str, Option<Regex>>,
}

/// What a value belongs to: the key as messages name it, and how it may look.
#[derive(Clone, Copy)]
struct Of<'n> {
    name: &'n str,
    example: &'n str,
    /// Whether it is one of a list under the key.
    is_item: bool,
}

impl<'m> Form<'m> {
    pub(super) fn new(mistakes: &'m mut Mistakes, file: usize) -> Self {
        Self { mistakes, file, patterns: HashMap::new() }
    }

    /// Checks a whole file.
    pub(super) fn check(&mut self, root: &Node, record: &'static Record) {
        if let Some(entries) = root.map() {
            return self.record(root, entries, record);
        }
        let noun = noun(root);
        let help = "begin with `version: 1`; `cargo otel-lint init` writes a contract to start from".to_owned();
        self.refuse(root, format!("a contract is a map of keys, not {noun}"), format!("this is {noun}"), help);
    }

    fn at(&self, node: &Node) -> At {
        at(self.file, node)
    }

    fn value(&mut self, node: &Node, shape: &'static Shape, of: Of<'_>) {
        match (shape, &node.kind) {
            (Shape::Either(shapes), _) => match shapes.iter().find(|shape| is_of_kind(node, shape)) {
                Some(shape) => self.value(node, shape, of),
                None => self.wrong_type(node, shape, of),
            },
            (Shape::Record(record), Kind::Map(entries)) => self.record(node, entries, record),
            (Shape::Map(keys, shape), Kind::Map(entries)) => {
                for (key, value) in entries {
                    self.key(key, keys, of);
                    self.value(value, shape, Of { name: key.text().unwrap_or(of.name), is_item: false, ..of });
                }
            }
            (Shape::List(shape, least), Kind::List(items)) => {
                if items.len() < *least {
                    self.refuse(node, format!("`{}` is empty", of.name), "name something here", such_as(of.example));
                }
                for item in items {
                    self.value(item, shape, Of { is_item: true, ..of });
                }
            }
            (Shape::Pair(shape), Kind::List(items)) => {
                if items.len() != 2 {
                    let problem = format!("`{}` takes two values, not {}", of.name, items.len());
                    self.refuse(node, problem, "the least and the greatest", such_as(of.example));
                }
                for item in items {
                    self.value(item, shape, Of { is_item: true, ..of });
                }
            }
            (_, Kind::Scalar { .. }) => self.scalar(node, shape, of),
            _ => self.wrong_type(node, shape, of),
        }
    }

    fn scalar(&mut self, node: &Node, shape: &'static Shape, of: Of<'_>) {
        let Some(plain) = Plain::of(node) else { return };
        match (shape, &plain) {
            (Shape::Text(format), Plain::Value(Scalar::Text(text))) => self.text(node, text, format, of),
            (Shape::Word(words), Plain::Value(Scalar::Text(text))) => self.word(node, text, words, of),
            (Shape::Flag, Plain::Value(Scalar::Flag(_)))
            | (Shape::False, Plain::Value(Scalar::Flag(false)))
            | (Shape::Nothing, Plain::Nothing)
            | (Shape::Scalar, Plain::Value(_))
            | (Shape::Number, Plain::Value(Scalar::Int(_) | Scalar::Double(_)))
            | (Shape::Count, Plain::Value(Scalar::Int(0..)))
            | (Shape::One, Plain::Value(Scalar::Int(1))) => {}
            (Shape::One, Plain::Value(_)) => {
                let problem =
                    format!("`{}` is {}, which this program does not know", of.name, self.mistakes.written(self.at(node)));
                self.refuse(
                    node,
                    problem,
                    "write `1`",
                    "this is version 1 of the language; a newer one needs a newer program".to_owned(),
                );
            }
            (_, Plain::Switch(_)) => self.switch(node, shape, of),
            _ => self.wrong_type(node, shape, of),
        }
    }

    fn text(&mut self, node: &Node, text: &str, format: &'static Format, of: Of<'_>) {
        let pattern = self.patterns.entry(format.pattern).or_insert_with(|| Regex::new(format.pattern).ok());
        if pattern.as_ref().is_some_and(|pattern| !pattern.is_match(text)) {
            let problem = format!("`{}` is `{text}`, which is {}", of.name, format.otherwise);
            self.refuse(node, problem, format!("{} belongs here", format.what), such_as(of.example));
        }
    }

    fn word(&mut self, node: &Node, text: &str, words: &'static [&'static str], of: Of<'_>) {
        if words.contains(&text) {
            return;
        }
        let lower = text.to_lowercase();
        let same = words.iter().find(|word| word.replace('_', "") == lower.replace(['_', '-'], ""));
        let synonym =
            SYNONYMS.iter().filter(|(other, _)| *other == lower).map(|(_, ours)| ours).find(|ours| words.contains(ours));
        let label = match same.or(synonym) {
            Some(word) => format!("did you mean `{word}`?"),
            None => self.mistakes.meant(&lower, words.iter().copied(), "this is none of them"),
        };
        self.refuse(node, format!("`{}` is `{text}`", of.name), label, format!("it is one of {}", list(words.iter().copied())));
    }

    /// A word that is a flag to some readers of YAML.
    fn switch(&mut self, node: &Node, shape: &Shape, of: Of<'_>) {
        let written = node.text().unwrap_or_default();
        let (label, help) = match shape {
            Shape::Flag => {
                let flag = matches!(written.to_lowercase().as_str(), "yes" | "on");
                (format!("write `{flag}`"), format!("`{}` takes `true` or `false`", of.name))
            }
            _ => (format!("write `\"{written}\"`"), "`yes`, `no`, `on` and `off` want quotes where they are texts".to_owned()),
        };
        self.refuse(node, format!("`{written}` without quotes is a flag to some readers of YAML, a text to others"), label, help);
    }

    fn wrong_type(&mut self, node: &Node, shape: &Shape, of: Of<'_>) {
        let takes = what(shape);
        let written = self.mistakes.written(self.at(node)).to_owned();
        let wants_text = wants_text(shape);
        let number = matches!(Plain::of(node), Some(Plain::Value(Scalar::Int(_) | Scalar::Double(_) | Scalar::Flag(_))));
        let (problem, label) = match &node.kind {
            Kind::Map(entries)
                if wants_text && written.starts_with('{') && entries.iter().all(|(_, value)| is_nothing(value)) =>
            {
                (
                    format!("`{written}` without quotes is a map, where `{}` takes {takes}", of.name),
                    format!("write `{}`", quoted(&written)),
                )
            }
            Kind::List(_) if wants_text && written.starts_with('[') && !is_list(shape) => (
                format!("`{written}` without quotes is a list, where `{}` takes {takes}", of.name),
                format!("write `{}`", quoted(&written)),
            ),
            Kind::Scalar { plain: true, .. } if number && wants_text && is_duration(shape) => (
                format!("`{}` takes {takes}, and {written} has no unit", of.name),
                format!("did you mean `{written}{}`?", unit(shape)),
            ),
            Kind::Scalar { plain: true, text } if number && wants_text && loses_zero(text) => {
                let problem =
                    format!("`{}` is the number {written}, which is {} to readers of YAML", of.name, text.trim_end_matches('0'));
                (problem, format!("write `\"{written}\"`"))
            }
            Kind::Scalar { plain: true, .. } if number && wants_text => (
                format!("`{}` takes {takes}, and {written} without quotes is {}", of.name, noun(node)),
                format!("write `\"{written}\"`"),
            ),
            Kind::Scalar { .. } if number && matches!(shape, Shape::Count) => {
                (format!("`{}` takes {takes}, not {written}", of.name), "this is none".to_owned())
            }
            Kind::Scalar { .. } if is_list(shape) && !is_nothing(node) => {
                (format!("`{}` takes {takes}, not {}", of.name, noun(node)), format!("write `[{written}]`"))
            }
            _ if is_nothing(node) => (format!("`{}` has no value", of.name), format!("{takes} is missing here")),
            Kind::Scalar { plain: false, text } if is_plain_word(shape, text) => {
                (format!("`{}` takes {takes}, not a text in quotes", of.name), format!("write `{text}`"))
            }
            _ if of.is_item => {
                (format!("each of `{}` is {takes}, not {}", of.name, noun(node)), format!("this is {}", noun(node)))
            }
            _ => (format!("`{}` takes {takes}, not {}", of.name, noun(node)), format!("this is {}", noun(node))),
        };
        self.refuse(node, problem, label, such_as(of.example));
    }

    fn record(&mut self, node: &Node, entries: &[(Node, Node)], record: &'static Record) {
        let mut says_name: Option<&Node> = None;
        for (key, value) in entries {
            let name = key.text().unwrap_or_default();
            let Some(field) = record.fields.iter().find(|field| field.name == name) else {
                self.unknown_key(key, value, record);
                continue;
            };
            if record.one_of.contains(&name) {
                if let Some(first) = says_name {
                    let problem = format!("`{}` and `{name}` both say what the name is", first.text().unwrap_or_default());
                    let help = format!("{} takes one of {}", record.noun, list(record.one_of.iter().copied()));
                    self.refuse(key, problem, "keep one of the two", help);
                }
                says_name = says_name.or(Some(key));
            }
            self.value(value, &field.shape, Of { name, example: field.example, is_item: false });
        }
        for name in record.required {
            if entries.iter().all(|(key, _)| key.text() != Some(name)) {
                let field: Option<&Field> = record.fields.iter().find(|field| field.name == *name);
                let example = field.map_or("", |field| field.example);
                let first = entries.first().map_or(node, |(key, _)| key);
                self.refuse(first, format!("{} without `{name}`", record.noun), format!("add `{name}`"), such_as(example));
            }
        }
    }

    fn unknown_key(&mut self, key: &Node, value: &Node, record: &'static Record) {
        let names = || record.fields.iter().map(|field| field.name);
        let takes = format!("{} takes {}", record.noun, list(names()));
        let Some(name) = key.text() else {
            return self.refuse(key, "a key is a text", format!("this is {}", key.noun()), takes);
        };
        if is_switch(name) && matches!(key.kind, Kind::Scalar { plain: true, .. }) {
            let problem = format!("unknown key `{name}`, which is a flag to some readers of YAML");
            return self.refuse(key, problem, "nothing reads this", takes);
        }
        let is_rest_of_text = is_nothing(value) && name.contains(' ');
        let label = if is_rest_of_text {
            "is this the rest of a text? a comma inside `{ }` begins a new key: put the text in quotes".to_owned()
        } else {
            self.mistakes.meant(name, names(), "nothing reads this")
        };
        self.refuse(key, format!("unknown key `{name}` in {}", record.noun), label, takes);
    }

    fn key(&mut self, key: &Node, format: &'static Format, of: Of<'_>) {
        match Plain::of(key) {
            None => self.refuse(
                key,
                format!("`{}` takes {} as a key, not {}", of.name, format.what, key.noun()),
                "this is no key",
                such_as(of.example),
            ),
            Some(Plain::Switch(written)) => {
                let problem = format!("`{written}` without quotes is a flag to some readers of YAML, a text to others");
                let label = format!("write `\"{written}\"`");
                self.refuse(key, problem, label, "`yes`, `no`, `on` and `off` want quotes where they are texts".to_owned());
            }
            Some(_) => self.text(key, key.text().unwrap_or_default(), format, of),
        }
    }

    fn refuse(&mut self, node: &Node, problem: impl Into<String>, label: impl Into<String>, help: String) {
        self.mistakes.refuse(self.at(node), problem, label, help);
    }
}

/// What a value is.
fn noun(node: &Node) -> String {
    match Plain::of(node) {
        Some(Plain::Nothing) => "nothing".to_owned(),
        Some(Plain::Value(Scalar::Text(_)) | Plain::Switch(_)) => "a text".to_owned(),
        Some(Plain::Value(Scalar::Int(_) | Scalar::Double(_))) => "a number".to_owned(),
        Some(Plain::Value(Scalar::Flag(_))) => "a flag".to_owned(),
        None => node.noun().to_owned(),
    }
}

fn such_as(example: &str) -> String {
    format!("such as `{example}`")
}

pub(super) fn is_nothing(node: &Node) -> bool {
    Plain::of(node) == Some(Plain::Nothing)
}

/// What a form takes, as in "takes a list of ..".
fn what(shape: &Shape) -> String {
    match shape {
        Shape::One => "the number 1".to_owned(),
        Shape::Text(format) => format.what.to_owned(),
        Shape::Flag => "`true` or `false`".to_owned(),
        Shape::False => "`false`".to_owned(),
        Shape::Count => "a whole number from 0 on".to_owned(),
        Shape::Number => "a number".to_owned(),
        Shape::Scalar => "a text, a number or a flag".to_owned(),
        Shape::Word(words) if words.len() > 8 => "a word".to_owned(),
        Shape::Word(words) => format!("one of {}", list(words.iter().copied())),
        Shape::List(_, _) => "a list".to_owned(),
        Shape::Pair(_) => "a list of two".to_owned(),
        Shape::Map(_, _) => "a map".to_owned(),
        Shape::Record(record) if record.fields.len() > 5 => "a map".to_owned(),
        Shape::Record(record) => format!("a map of {}", list(record.fields.iter().map(|field| field.name))),
        Shape::Either(shapes) => {
            let forms = shapes.iter().filter(|shape| !matches!(shape, Shape::Nothing | Shape::False));
            forms.map(what).collect::<Vec<_>>().join(", or ")
        }
        Shape::Nothing => "nothing".to_owned(),
    }
}

/// Whether a value is one that this form is about, right or not.
fn is_of_kind(node: &Node, shape: &Shape) -> bool {
    match (shape, Plain::of(node)) {
        (Shape::Text(_) | Shape::Word(_), Some(Plain::Value(Scalar::Text(_)) | Plain::Switch(_)))
        | (Shape::Nothing, Some(Plain::Nothing))
        | (Shape::Flag, Some(Plain::Value(Scalar::Flag(_))))
        | (Shape::False, Some(Plain::Value(Scalar::Flag(false))))
        | (Shape::Count | Shape::Number | Shape::One, Some(Plain::Value(Scalar::Int(_) | Scalar::Double(_)))) => true,
        (Shape::List(_, _) | Shape::Pair(_), None) => node.list().is_some(),
        (Shape::Map(_, _) | Shape::Record(_), None) => node.map().is_some(),
        _ => false,
    }
}

fn wants_text(shape: &Shape) -> bool {
    match shape {
        Shape::Text(_) | Shape::Word(_) => true,
        Shape::Either(shapes) => shapes.iter().any(wants_text),
        _ => false,
    }
}

fn is_list(shape: &Shape) -> bool {
    match shape {
        Shape::List(_, _) | Shape::Pair(_) => true,
        Shape::Either(shapes) => shapes.iter().any(is_list),
        _ => false,
    }
}

/// Whether a number is one that forgot its unit.
fn is_duration(shape: &Shape) -> bool {
    matches!(shape, Shape::Text(format) if format.what == "a duration" || format.what == "a percentage")
}

fn unit(shape: &Shape) -> &'static str {
    if matches!(shape, Shape::Text(format) if format.what == "a percentage") { "%" } else { "s" }
}

fn loses_zero(text: &str) -> bool {
    text.contains('.') && text.ends_with('0')
}

/// Whether a text in quotes would be right without them.
fn is_plain_word(shape: &Shape, text: &str) -> bool {
    match shape {
        Shape::Flag => matches!(text, "true" | "false"),
        Shape::Count | Shape::Number | Shape::One => text.parse::<f64>().is_ok(),
        _ => false,
    }
}
