//! What a value without quotes is: YAML leaves the type of a scalar to its reader. Read as YAML 1.2 has it; what YAML 1.1 reads as a
//! flag is told apart, since other readers of the same file still do.
//! Source: YAML 1.2.2, section 10.3.2, <https://yaml.org/spec/1.2.2/#1032-tag-resolution>; YAML 1.1, <https://yaml.org/type/bool.html>.

use super::model::Scalar;
use crate::yaml::{Kind, Node};

/// A scalar and what it is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Plain<'n> {
    Nothing,
    Value(Scalar),
    /// `yes`, `no`, `on` or `off`: a flag in YAML 1.1, a text in 1.2.
    Switch(&'n str),
}

impl<'n> Plain<'n> {
    /// None for lists and maps.
    pub(super) fn of(node: &'n Node) -> Option<Self> {
        let Kind::Scalar { text, plain } = &node.kind else { return None };
        if !plain {
            return Some(Self::Value(Scalar::Text(text.clone())));
        }
        Some(match text.as_str() {
            "" | "~" | "null" | "Null" | "NULL" => Self::Nothing,
            "true" | "True" | "TRUE" => Self::Value(Scalar::Flag(true)),
            "false" | "False" | "FALSE" => Self::Value(Scalar::Flag(false)),
            switch if is_switch(switch) => Self::Switch(switch),
            other => Self::Value(number(other).unwrap_or_else(|| Scalar::Text(other.to_owned()))),
        })
    }
}

pub(super) fn is_switch(text: &str) -> bool {
    let is_one_case = |text: &str| text.chars().skip(1).all(char::is_lowercase) || text.chars().all(char::is_uppercase);
    ["yes", "no", "on", "off"].iter().any(|switch| text.eq_ignore_ascii_case(switch)) && is_one_case(text)
}

/// Decimal numbers. One that begins with zeros is a text: readers of YAML differ on those.
fn number(text: &str) -> Option<Scalar> {
    let digits = text.trim_start_matches(['+', '-']);
    let is_number = digits.len() + 1 >= text.len()
        && digits.starts_with(|sign: char| sign.is_ascii_digit() || sign == '.')
        && text.bytes().all(|sign| sign.is_ascii_digit() || b"+-.eE".contains(&sign))
        && text.bytes().any(|sign| sign.is_ascii_digit());
    let has_zeros = digits.len() > 1 && digits.starts_with('0') && digits.as_bytes().get(1).is_some_and(u8::is_ascii_digit);
    if !is_number || has_zeros {
        return None;
    }
    let whole = text.parse().ok().map(Scalar::Int);
    whole.or_else(|| text.parse().ok().filter(|number: &f64| number.is_finite()).map(Scalar::Double))
}

/// The text of a value that a text is asked of.
pub(super) fn text(node: &Node) -> Option<String> {
    match Plain::of(node)? {
        Plain::Value(Scalar::Text(text)) => Some(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> String {
        let root = Node::parse(&format!("a: {text}\n")).expect("is read");
        format!("{:?}", Plain::of(&root.map().expect("is a map")[0].1).expect("is a scalar"))
    }

    #[test]
    fn scalars_are_what_yaml_1_2_says() {
        for (text, is) in [
            ("1", "Value(Int(1))"),
            ("-1.5e3", "Value(Double(-1500.0))"),
            ("1.10", "Value(Double(1.1))"),
            ("007", "Value(Text(\"007\"))"),
            ("0.5", "Value(Double(0.5))"),
            (".inf", "Value(Text(\".inf\"))"),
            ("1..3", "Value(Text(\"1..3\"))"),
            ("2027-01-31", "Value(Text(\"2027-01-31\"))"),
            ("1e999", "Value(Text(\"1e999\"))"),
            ("\"1\"", "Value(Text(\"1\"))"),
            ("off", "Switch(\"off\")"),
            ("oFF", "Value(Text(\"oFF\"))"),
            ("True", "Value(Flag(true))"),
            ("~", "Nothing"),
        ] {
            assert_eq!(of(text), is, "{text}");
        }
    }
}
