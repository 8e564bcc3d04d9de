//! The definition of an attribute in a registry.

use super::Registry;
use crate::contract::layer::Said;
use crate::contract::mistakes::at;
use crate::contract::model::{At, AttributeDefinition, Element, Renamed, Scalar, Spanned, Type};
use crate::contract::plain::{self, Plain};
use crate::knowledge::Named;
use crate::yaml::{Node, get, items};

const TYPES: [(&str, Type); 11] = [
    ("string", Type::String),
    ("int", Type::Int),
    ("double", Type::Double),
    ("boolean", Type::Boolean),
    ("any", Type::Any),
    ("map", Type::Map),
    ("string[]", Type::Array(Element::String)),
    ("int[]", Type::Array(Element::Int)),
    ("double[]", Type::Array(Element::Double)),
    ("boolean[]", Type::Array(Element::Boolean)),
    ("bytes", Type::Bytes),
];

/// The type, the values of an enumeration, and whether it is a template, whose keys go on after a dot.
type Kind = (Option<Spanned<Type>>, Option<Spanned<Vec<Scalar>>>, bool);

impl Registry<'_> {
    /// `name` is the key under which a definition has its key: `id` in version 1, `key` in version 2.
    pub(super) fn definition(&mut self, file: usize, node: &Node, name: &str) {
        let (Some(key_node), Some(type_node)) = (get(node, name), get(node, "type")) else { return };
        let Some(key) = plain::text(key_node) else { return };
        let (kind, values, is_tail) = self.kind(file, type_node);
        let at = at(file, key_node);
        let definition = AttributeDefinition {
            key: key.clone(),
            is_tail,
            at,
            kind,
            open: values.is_some(),
            values,
            range: None,
            pattern: None,
            unbounded: None,
            aliases: Vec::new(),
            deny: None,
            required: None,
        };
        if let Some(first) = self.by_key.get(&key).and_then(|position| self.attributes.get(*position)) {
            let label = format!("the first is in {}:{}", self.mistakes.path(first.value.at.file), first.value.at.line);
            return self.refuse(
                at,
                format!("attribute `{key}` is defined twice in this registry"),
                label,
                "refer to the first one with `ref`",
            );
        }
        self.by_key.insert(key.clone(), self.attributes.len());
        let keys = if definition.values.is_some() { vec!["type", "values", "open"] } else { vec!["type"] };
        self.attributes.push(Said { value: definition, keys, overrides: false });
        self.deprecated(Named::Attribute, &key, node);
    }

    fn kind(&mut self, file: usize, node: &Node) -> Kind {
        let place = at(file, node);
        let Some(text) = node.text() else {
            let values: Vec<Scalar> = items(node, "members").iter().filter_map(member).collect();
            let kind = match values.first() {
                Some(Scalar::Int(_)) => Type::Int,
                Some(Scalar::Flag(_)) => Type::Boolean,
                Some(Scalar::Double(_)) => Type::Double,
                Some(Scalar::Text(_)) | None => Type::String,
            };
            let list = Spanned { value: values, at: get(node, "members").map_or(place, |members| at(file, members)) };
            return (Some(Spanned { value: kind, at: place }), Some(list).filter(|list| !list.value.is_empty()), false);
        };
        let inner = text.strip_prefix("template[").and_then(|rest| rest.strip_suffix(']'));
        let name = inner.unwrap_or(text);
        let kind = TYPES.iter().find(|(known, _)| *known == name).map(|(_, kind)| *kind);
        if kind.is_none() {
            let label = self.mistakes.meant(name, TYPES.iter().map(|(known, _)| *known), "no attribute has this type");
            let help = "a registry knows `string`, `int`, `double`, `boolean`, `any`, lists such as `string[]`, `template[..]`, and `members`";
            self.refuse(place, format!("unknown type `{name}`"), label, help);
        }
        (kind.map(|value| Spanned { value, at: place }), None, inner.is_some())
    }

    /// What became of a name that was given up. One that has moved to another registry lives on there.
    pub(super) fn deprecated(&mut self, is: Named, from: &str, node: &Node) {
        let Some(deprecated) = get(node, "deprecated") else { return };
        let text = |name| get(deprecated, name).and_then(Node::text);
        if text("note").is_some_and(|note| note.trim_start().starts_with("Moved to")) {
            return;
        }
        let quoted = deprecated.text().filter(|text| text.contains("eplaced by")).and_then(|text| text.split('`').nth(1));
        let to = text("renamed_to").or(quoted).map(str::to_owned);
        self.renamed.push(Renamed { is, from: from.to_owned(), to });
    }
}

fn member(node: &Node) -> Option<Scalar> {
    match Plain::of(get(node, "value").or_else(|| get(node, "id"))?)? {
        Plain::Value(scalar) => Some(scalar),
        Plain::Switch(text) => Some(Scalar::Text(text.to_owned())),
        Plain::Nothing => None,
    }
}

/// The text under a key, with its place.
pub(super) fn text(file: usize, node: &Node, name: &str) -> Option<Spanned<String>> {
    let value = get(node, name)?;
    let place: At = at(file, value);
    Some(Spanned { value: value.text()?.to_owned(), at: place })
}
