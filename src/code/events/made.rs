//! What events make, call and drop.

use super::graph::{BodyId, Symbol};
use crate::code::tree::{Literal, Range, Sigil};

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Made {
    Literal(Literal),
    /// `()`
    Unit,
    /// A constant, static, function or variant.
    Path(Symbol),
    Tuple,
    List,
    Range,
    /// The operands are the fields in order; with `rest` the last is what the other fields are taken from.
    Struct {
        path: Symbol,
        fields: Box<[Symbol]>,
        rest: bool,
    },
    Operator(Symbol),
    Cast,
    /// The operands are what it captures.
    Body(BodyId),
    /// What `?` has taken out.
    Unwrapped,
    /// The error that `?` or a macro returns.
    Failure,
    /// The next item of an iterator.
    Item,
    /// What a future that was awaited has come to.
    Output,
    Format {
        macro_path: Symbol,
        text: Option<Symbol>,
    },
    Telemetry(Box<Telemetry>),
    Macro(Symbol),
    /// Tokens that are not understood; the operands are the variables named among them.
    Opaque,
}

/// A span or event macro; what it gets stands among the operands of the event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Telemetry {
    pub(crate) path: Symbol,
    pub(crate) is_span: bool,
    /// Positions among the operands.
    pub(crate) parent: Option<u32>,
    pub(crate) name: Option<u32>,
    pub(crate) fields: Vec<TelemetryField>,
    /// The format string of the message; its arguments are the operands from there on.
    pub(crate) message: Option<(Option<Symbol>, u32)>,
    pub(crate) open: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TelemetryField {
    /// Absent where the key is a constant, which is the operand before the value.
    pub(crate) key: Option<Symbol>,
    pub(crate) key_range: Range,
    pub(crate) range: Range,
    /// Position of the value among the operands.
    pub(crate) value: Option<u32>,
    pub(crate) sigil: Sigil,
    pub(crate) shorthand: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Callee {
    Path(Symbol),
    /// The first operand is the receiver.
    Method(Symbol),
    /// The first operand is called.
    Value,
}

/// Why something is dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The block of a variable or parameter ends.
    Scope,
    /// A temporary: its statement ends, or what stands for one.
    Temporary,
    Overwritten,
    /// The body that captured it has run to its end.
    Captured,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Suspension {
    Await,
    Yield,
    Select,
    Join,
    /// A macro that may.
    Macro,
}
