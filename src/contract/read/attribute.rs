//! What is said of one attribute.

use super::Reading;
use crate::contract::layer::{Said, keys_of};
use crate::contract::model::{AttributeDefinition, Deny, Scalar, Spanned, Type};
use crate::contract::plain;
use crate::yaml::{Node, get, items};

const KEYS: [&str; 11] =
    ["type", "values", "open", "range", "pattern", "cardinality", "aliases", "deny", "except", "required", "override"];

impl Reading<'_> {
    /// The attributes of a map, in file order.
    pub(super) fn attributes(&mut self, map: &[(Node, Node)]) -> Vec<Said<AttributeDefinition>> {
        map.iter().filter_map(|(key, value)| Some(self.attribute(key, key.text()?, value))).collect()
    }

    fn attribute(&mut self, key: &Node, name: &str, node: &Node) -> Said<AttributeDefinition> {
        let (name, is_tail) = name.strip_suffix(".*").map_or((name, false), |start| (start, true));
        let pattern = self.text(node, "pattern");
        if let Some(pattern) = &pattern {
            self.pattern(pattern);
        }
        let definition = AttributeDefinition {
            key: name.to_owned(),
            is_tail,
            at: self.at(key),
            kind: self.word(node, "type", &Type::ALL),
            values: get(node, "values")
                .and_then(|list| Some(self.spanned(list, list.list()?.iter().filter_map(Self::scalar).collect::<Vec<_>>()))),
            open: self.flag(node, "open").is_some_and(|open| open.value),
            range: self.range(node),
            pattern,
            unbounded: self.word(node, "cardinality", &[("bounded", false), ("unbounded", true)]),
            aliases: self.texts(node, "aliases"),
            deny: self.deny(node),
            required: self.flag(node, "required"),
        };
        Said { value: definition, keys: keys_of(node, &KEYS), overrides: get(node, "override").is_some() }
    }

    fn range(&mut self, node: &Node) -> Option<Spanned<(f64, f64)>> {
        let list = get(node, "range")?;
        let [least, greatest] = list.list()? else { return None };
        let (low, high) =
            (Self::scalar(least).and_then(|low| number(&low))?, Self::scalar(greatest).and_then(|high| number(&high))?);
        if low > high {
            let (low, high) = (least.text().unwrap_or_default(), greatest.text().unwrap_or_default());
            let problem = format!("`range` is upside down: {low} is more than {high}");
            let label = format!("did you mean `[{high}, {low}]`?");
            self.mistakes.refuse(self.at(list), problem, label, "the least value stands first, such as `range: [0, 10]`");
        }
        Some(self.spanned(list, (low, high)))
    }

    /// Both forms: a text with `except` beside it, and a map with both.
    fn deny(&mut self, node: &Node) -> Option<Deny> {
        let outer = get(node, "except");
        let denied = get(node, "deny");
        let Some(denied) = denied else {
            if let Some(except) = outer {
                let help = "such as `deny: personal data, except: { carriers: [log] }`";
                self.mistakes.refuse(
                    self.at(except),
                    "`except` without `deny`",
                    "nothing is denied that this could be excepted from",
                    help,
                );
            }
            return None;
        };
        let inner = get(denied, "except");
        if let (Some(outer), Some(_)) = (outer, inner) {
            let label = "this one would not be read";
            self.mistakes.refuse(self.at(outer), "`except` is given twice", label, "keep the one in `deny`");
        }
        let reason = plain::text(denied).or_else(|| get(denied, "reason").and_then(plain::text))?;
        let except = inner.or(outer);
        let texts = |name| except.map(|except| items(except, name)).unwrap_or_default().iter().filter_map(plain::text).collect();
        Some(Deny { reason, at: self.at(denied), except_services: texts("services"), except_carriers: texts("carriers") })
    }
}

pub(in crate::contract) fn number(scalar: &Scalar) -> Option<f64> {
    match scalar {
        #[expect(clippy::cast_precision_loss, reason = "ranges are about sizes, not about single numbers beyond 2^53")]
        Scalar::Int(number) => Some(*number as f64),
        Scalar::Double(number) => Some(*number),
        Scalar::Text(_) | Scalar::Flag(_) => None,
    }
}
