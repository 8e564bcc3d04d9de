//! The JSON Schema of the language, for editors: written from the tables that files are held against.
//! Source: JSON Schema, draft 2020-12, <https://json-schema.org/draft/2020-12>.

use serde_json::{Map, Value, json};

use super::grammar::{CONTRACT, Field, Format, Record, Shape};

/// The schema of a whole contract.
pub fn schema() -> Value {
    let mut schema = record(&CONTRACT);
    if let Value::Object(object) = &mut schema {
        object.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
        object.insert("title".to_owned(), json!("The contract of services: what they promise to emit, version 1"));
    }
    schema
}

fn of(shape: &Shape) -> Value {
    match shape {
        Shape::One => json!({ "type": "integer", "const": 1 }),
        Shape::Text(format) => text(format),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::False => json!({ "const": false }),
        Shape::Count => json!({ "type": "integer", "minimum": 0 }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Scalar => json!({ "type": ["string", "number", "boolean"] }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::List(shape, 0) => json!({ "type": "array", "items": of(shape) }),
        Shape::List(shape, least) => json!({ "type": "array", "items": of(shape), "minItems": least }),
        Shape::Pair(shape) => json!({ "type": "array", "items": of(shape), "minItems": 2, "maxItems": 2 }),
        Shape::Map(keys, shape) => json!({ "type": "object", "propertyNames": text(keys), "additionalProperties": of(shape) }),
        Shape::Record(known) => record(known),
        Shape::Either(shapes) => json!({ "anyOf": shapes.iter().map(of).collect::<Vec<_>>() }),
        Shape::Nothing => json!({ "type": "null" }),
    }
}

fn text(format: &Format) -> Value {
    if format.pattern.is_empty() { json!({ "type": "string" }) } else { json!({ "type": "string", "pattern": format.pattern }) }
}

fn record(known: &Record) -> Value {
    let property = |field: &Field| {
        let mut schema = of(&field.shape);
        if let Value::Object(object) = &mut schema {
            object.insert("description".to_owned(), json!(format!("{} Such as `{}`.", field.about, field.example)));
        }
        (field.name.to_owned(), schema)
    };
    let properties: Map<String, Value> = known.fields.iter().map(property).collect();
    let mut schema = json!({ "type": "object", "properties": properties, "additionalProperties": false });
    if let Value::Object(object) = &mut schema {
        if !known.required.is_empty() {
            object.insert("required".to_owned(), json!(known.required));
        }
        if !known.one_of.is_empty() {
            object.insert("not".to_owned(), json!({ "anyOf": pairs(known.one_of) }));
        }
    }
    schema
}

/// Every two of the keys, of which one excludes the other.
fn pairs(keys: &[&str]) -> Vec<Value> {
    let after = |position: usize| keys.iter().skip(position + 1);
    keys.iter()
        .enumerate()
        .flat_map(|(position, one)| after(position).map(move |other| json!({ "required": [one, other] })))
        .collect()
}
