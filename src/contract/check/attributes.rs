//! What is said of one attribute, held against its type.

use std::collections::HashMap;

use crate::contract::mistakes::Mistakes;
use crate::contract::model::{AttributeDefinition, Scalar, Semconv, Spanned, Type};
use crate::contract::read::number;
use crate::contract::vocabulary::{Vocabulary, element};

/// Checks the vocabulary and what is said of the resource.
pub(in crate::contract) fn check(
    mistakes: &mut Mistakes,
    vocabulary: &Vocabulary,
    resource: &[AttributeDefinition],
    semconv: Semconv,
) {
    vocabulary.check_aliases(mistakes);
    let kinds: HashMap<&str, Spanned<Type>> =
        vocabulary.attributes().iter().filter_map(|definition| Some((definition.key.as_str(), definition.kind?))).collect();
    for definition in resource {
        if let (Some(ours), Some(other)) = (definition.kind, kinds.get(definition.key.as_str()))
            && ours.value != other.value
        {
            let problem = format!("`{}` has one type under `resource` and another under `attributes`", definition.key);
            let label = format!("`attributes` says `{}`", other.value.name());
            mistakes.refuse(ours.at, problem, label, "an attribute has one type; say it in one of the two places");
        }
    }
    for definition in vocabulary.attributes().iter().chain(resource) {
        let kind = definition.kind.map(|kind| kind.value).or_else(|| vocabulary.kind(&definition.key, semconv));
        fits(mistakes, definition, kind);
    }
}

fn fits(mistakes: &mut Mistakes, definition: &AttributeDefinition, kind: Option<Type>) {
    let key = &definition.key;
    let Some(kind) = kind else { return range_of_values(mistakes, definition) };
    let one = if let Type::Array(of) = kind { element(of) } else { kind };
    let is = kind.name();
    if let Some(values) = &definition.values {
        for value in &values.value {
            if !is_of(value, one) {
                let problem = format!("`{key}` is `{is}`, and {} among its `values` is {}", show(value), noun(value));
                let help = format!("values of `{}` look like {}", one.name(), example(one));
                mistakes.refuse(values.at, problem, format!("{} does not fit", show(value)), help);
            }
        }
    }
    if let Some(range) = &definition.range
        && !matches!(one, Type::Int | Type::Double | Type::Number | Type::Any)
    {
        let help = "only numbers have a range: give it the type `int`, `double` or `number`, or name its `values`";
        mistakes.refuse(range.at, format!("`{key}` is `{is}`, which has no range"), "no number", help);
    }
    if let Some(pattern) = &definition.pattern
        && !matches!(one, Type::String | Type::Any)
    {
        mistakes.refuse(
            pattern.at,
            format!("`{key}` is `{is}`, which no pattern can match"),
            "no text",
            "only texts match patterns",
        );
    }
    range_of_values(mistakes, definition);
}

fn range_of_values(mistakes: &mut Mistakes, definition: &AttributeDefinition) {
    let (Some(values), Some(range)) = (&definition.values, &definition.range) else { return };
    let (least, greatest) = range.value;
    let outside = values.value.iter().find(|value| number(value).is_some_and(|value| value < least || value > greatest));
    if let Some(value) = outside {
        let problem = format!("{} of `values` lies outside of `range`", show(value));
        mistakes.refuse(values.at, problem, "no value can be both", "keep one of the two");
    }
}

/// Whether a value is one of the type.
pub(super) fn is_of(value: &Scalar, kind: Type) -> bool {
    match kind {
        Type::Any => true,
        Type::String => matches!(value, Scalar::Text(_)),
        Type::Int => matches!(value, Scalar::Int(_)),
        Type::Double | Type::Number => matches!(value, Scalar::Int(_) | Scalar::Double(_)),
        Type::Boolean => matches!(value, Scalar::Flag(_)),
        Type::Bytes | Type::Map => false,
        Type::Array(of) => is_of(value, element(of)),
    }
}

/// A value as it stands in a message.
pub(super) fn show(value: &Scalar) -> String {
    match value {
        Scalar::Text(text) => format!("`{text}`"),
        Scalar::Int(number) => format!("`{number}`"),
        Scalar::Double(number) => format!("`{number}`"),
        Scalar::Flag(flag) => format!("`{flag}`"),
    }
}

pub(super) fn noun(value: &Scalar) -> &'static str {
    match value {
        Scalar::Text(_) => "a text",
        Scalar::Int(_) => "a whole number",
        Scalar::Double(_) => "a number",
        Scalar::Flag(_) => "a flag",
    }
}

fn example(kind: Type) -> &'static str {
    match kind {
        Type::Int => "`3`",
        Type::Double | Type::Number => "`0.5`",
        Type::Boolean => "`true`",
        Type::Bytes | Type::Map => "nothing that can be written in a contract; leave `values` out",
        Type::String | Type::Any | Type::Array(_) => "`purchase`, in quotes where it could be a number or a flag",
    }
}
