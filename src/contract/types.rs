//! Types of a contract: how they are written, and which values they take.

use super::model::{Element, Type};

impl Type {
    /// All of them, as contracts write them.
    pub(super) const ALL: [(&str, Self); 12] = [
        ("string", Self::String),
        ("int", Self::Int),
        ("double", Self::Double),
        ("number", Self::Number),
        ("boolean", Self::Boolean),
        ("bytes", Self::Bytes),
        ("map", Self::Map),
        ("any", Self::Any),
        ("string[]", Self::Array(Element::String)),
        ("int[]", Self::Array(Element::Int)),
        ("double[]", Self::Array(Element::Double)),
        ("boolean[]", Self::Array(Element::Boolean)),
    ];

    /// As contracts write it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, known)| *known == self).map_or("", |(name, _)| name)
    }

    /// Whether it takes values that are exported with that type, by the words of the facts. A whole number is a double too.
    pub fn takes(self, exported: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Double | Self::Number => matches!(exported, "int" | "double"),
            Self::Array(_) => exported == "array",
            _ => exported == self.name(),
        }
    }
}
