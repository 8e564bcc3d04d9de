//! What the contract says of the values of an attribute, beyond their type.

use rustc_hash::FxHashSet;

use crate::capture::record::Value;
use crate::contract::{AttributeDefinition, Element, Pattern, Scalar, Type};

/// The checks of one definition. There is none where any value of the right type will do.
#[derive(Debug)]
pub(in crate::capture) struct ValueTerms {
    /// Those that are listed, whether others may be or not.
    texts: FxHashSet<String>,
    numbers: Vec<f64>,
    flags: Vec<bool>,
    is_closed: bool,
    pattern: Option<Pattern>,
    range: Option<(f64, f64)>,
    element: Option<Element>,
}

/// In what a value is not as promised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub(in crate::capture) enum ValueFault {
    Value,
    Pattern,
    Range,
    /// Of the elements of a list.
    Type,
}

impl ValueTerms {
    pub(super) fn of(definition: &AttributeDefinition) -> Option<Self> {
        let closed = definition.values.as_ref().filter(|_| !definition.open);
        let pattern = definition.pattern.as_ref();
        let pattern = pattern.and_then(|pattern| Pattern::new(&pattern.value));
        let range = definition.range.map(|range| range.value);
        let element = match definition.kind.map(|kind| kind.value) {
            Some(Type::Array(element)) => Some(element),
            _ => None,
        };
        if closed.is_none() && pattern.is_none() && range.is_none() && element.is_none() {
            return None;
        }
        let mut terms = Self {
            texts: FxHashSet::default(),
            numbers: Vec::new(),
            flags: Vec::new(),
            is_closed: closed.is_some(),
            pattern,
            range,
            element,
        };
        for value in definition.values.iter().flat_map(|values| &values.value) {
            match value {
                Scalar::Text(text) => {
                    terms.texts.insert(text.clone());
                }
                #[allow(clippy::cast_precision_loss, reason = "what is lost is lost on both sides")]
                Scalar::Int(number) => terms.numbers.push(*number as f64),
                Scalar::Double(number) => terms.numbers.push(*number),
                Scalar::Flag(flag) => terms.flags.push(*flag),
            }
        }
        Some(terms)
    }

    /// The texts that the contract lists, in no order.
    pub(in crate::capture) fn listed(&self) -> impl Iterator<Item = &str> {
        self.texts.iter().map(String::as_str)
    }

    /// The first thing that is wrong with a value, and what has it: the value, or an element of the list that it is. One of another
    /// type than those that are spoken of is said to be so elsewhere.
    pub(in crate::capture) fn fault<'v, 'a>(&self, value: &'v Value<'a>) -> Option<(ValueFault, &'v Value<'a>)> {
        let fault = match value {
            Value::Text(text) => self.text(text),
            #[allow(clippy::cast_precision_loss, reason = "what is lost is lost on both sides")]
            Value::Int(number) => self.number(*number as f64),
            Value::Double(number) => self.number(*number),
            Value::Flag(flag) => {
                (self.is_closed && !self.flags.is_empty() && !self.flags.contains(flag)).then_some(ValueFault::Value)
            }
            Value::Array(values) => return values.iter().find_map(|value| self.element(value)),
            Value::Map(_) | Value::Bytes(_) | Value::Broken(_) | Value::Empty => None,
        };
        fault.map(|fault| (fault, value))
    }

    fn text(&self, text: &str) -> Option<ValueFault> {
        if self.is_closed && !self.texts.is_empty() && !self.texts.contains(text) {
            return Some(ValueFault::Value);
        }
        let is_unlike = self.pattern.as_ref().is_some_and(|pattern| !pattern.holds(text));
        is_unlike.then_some(ValueFault::Pattern)
    }

    #[allow(clippy::float_cmp, reason = "a number is one of those that are listed, or it is not")]
    fn number(&self, number: f64) -> Option<ValueFault> {
        if self.is_closed && !self.numbers.is_empty() && !self.numbers.contains(&number) {
            return Some(ValueFault::Value);
        }
        let (least, most) = self.range?;
        (!(least..=most).contains(&number)).then_some(ValueFault::Range)
    }

    fn element<'v, 'a>(&self, value: &'v Value<'a>) -> Option<(ValueFault, &'v Value<'a>)> {
        let fits = match self.element {
            None => true,
            Some(Element::String) => matches!(value, Value::Text(_) | Value::Broken(_)),
            Some(Element::Int) => matches!(value, Value::Int(_)),
            Some(Element::Double) => matches!(value, Value::Double(_) | Value::Int(_)),
            Some(Element::Boolean) => matches!(value, Value::Flag(_)),
        };
        if fits || *value == Value::Empty { self.fault(value) } else { Some((ValueFault::Type, value)) }
    }
}
