//! Types of a contract: how they are written, and which values they take.

use super::model::{Element, Type};

impl Type {
    /// As contracts write it.
    pub fn name(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Int => "int",
            Self::Double => "double",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Bytes => "bytes",
            Self::Map => "map",
            Self::Any => "any",
            Self::Array(Element::String) => "string[]",
            Self::Array(Element::Int) => "int[]",
            Self::Array(Element::Double) => "double[]",
            Self::Array(Element::Boolean) => "boolean[]",
        }
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
