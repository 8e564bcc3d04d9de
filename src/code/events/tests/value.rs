//! Values of the machine that runs events.

use crate::code::events::BodyId;

/// Where something is: a frame, a local in it, and fields from there.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Pointer {
    pub(super) frame: usize,
    pub(super) local: usize,
    pub(super) path: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Unit,
    Flag(bool),
    Number(i64),
    Text(String),
    /// A struct, variant, tuple, list, box or iterator. A field is absent once it is moved out.
    Struct {
        name: String,
        fields: Vec<(String, Option<Value>)>,
    },
    Reference(Pointer),
    /// A closure or async block, or the future of an async function; with its captures or arguments.
    Body {
        function: usize,
        body: BodyId,
        held: Vec<Option<Value>>,
        is_done: bool,
    },
}

impl Value {
    pub(super) fn of(name: &str, fields: impl IntoIterator<Item = Value>) -> Self {
        let fields = fields.into_iter().enumerate().map(|(at, value)| (at.to_string(), Some(value)));
        Self::Struct { name: name.to_owned(), fields: fields.collect() }
    }

    pub(super) fn field(&self, wanted: &str) -> Option<&Option<Value>> {
        let Self::Struct { fields, .. } = self else { return None };
        fields.iter().find(|(name, _)| name == wanted).map(|(_, value)| value)
    }

    pub(super) fn field_mut(&mut self, wanted: &str) -> Option<&mut Option<Value>> {
        let Self::Struct { fields, .. } = self else { return None };
        fields.iter_mut().find(|(name, _)| name == wanted).map(|(_, value)| value)
    }

    pub(super) fn name(&self) -> &str {
        match self {
            Self::Struct { name, .. } => name,
            _ => "",
        }
    }

    /// Whether it is still there when it has been taken; `drops` tells which types have a `Drop` of their own.
    pub(super) fn is_copy(&self, drops: &dyn Fn(&str) -> bool) -> bool {
        match self {
            Self::Unit | Self::Flag(_) | Self::Number(_) | Self::Text(_) | Self::Reference(_) => true,
            Self::Struct { name, fields } => {
                !drops(name)
                    && name != "Iter"
                    && fields.iter().all(|(_, value)| value.as_ref().is_some_and(|value| value.is_copy(drops)))
            }
            Self::Body { held, .. } => held.iter().all(|value| value.as_ref().is_some_and(|value| value.is_copy(drops))),
        }
    }

    /// A flag, a number or a text, as `{}` prints it.
    pub(super) fn printed(&self) -> String {
        match self {
            Self::Flag(flag) => flag.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => text.clone(),
            other => panic!("{other:?} cannot be printed"),
        }
    }
}

/// Puts a captured part where the body looks for it.
pub(super) fn put(slot: &mut Option<Value>, path: &[String], value: Option<Value>) {
    let Some((first, rest)) = path.split_first() else {
        *slot = value;
        return;
    };
    let whole = slot.get_or_insert_with(|| Value::Struct { name: "part".to_owned(), fields: Vec::new() });
    if whole.field(first).is_none()
        && let Value::Struct { fields, .. } = whole
    {
        fields.push((first.clone(), None));
    }
    if let Some(field) = whole.field_mut(first) {
        put(field, rest, value);
    }
}

pub(super) fn take(slot: &mut Option<Value>, path: &[String]) -> Option<Value> {
    match path.split_first() {
        None => slot.take(),
        Some((first, rest)) => take(slot.as_mut()?.field_mut(first)?, rest),
    }
}

/// `{}` takes the next argument, `{name}` the next of those behind them.
pub(super) fn formatted(text: &str, arguments: &[String]) -> String {
    let mut pieces = text.split('{');
    let mut result = pieces.next().unwrap_or_default().to_owned();
    let mut unnamed = 0;
    let mut named = text.matches("{}").count();
    for piece in pieces {
        let (name, rest) = piece.split_once('}').expect("ends");
        let next = if name.is_empty() { &mut unnamed } else { &mut named };
        result.push_str(&arguments[*next]);
        *next += 1;
        result.push_str(rest);
    }
    result
}
