//! The semantic conventions' file to its table: under each type the keys of that type.

use super::model::Convention;
use super::parts::ConventionKind;
use crate::yaml::{Mistake, keep_text, read};

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

/// Reads `semconv/<name>.yaml`.
pub fn load_semconv(name: &str, source: &str) -> Result<Vec<Convention>, Vec<Mistake>> {
    read(&format!("semconv/{name}.yaml"), source, |reader, root| {
        let mut conventions = Vec::new();
        for (kind, keys) in root.map().unwrap_or_default() {
            let Some((kind, template)) = reader.one_of(kind, KINDS) else { continue };
            for key in keys.list().unwrap_or_default() {
                conventions.push(Convention { key: keep_text(key), kind, template });
            }
        }
        conventions
    })
}
