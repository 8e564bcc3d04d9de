//! What the API and word files say. As in `rule`, the `Debug` form of these types is Rust source.

use super::form::Form;
use crate::table::List;

/// One library.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// The crate's name in paths, with `_`.
    pub name: &'static str,
    /// A package that depends on it exports through OpenTelemetry.
    pub exports: bool,
    /// It hands the spans of tracing to OpenTelemetry.
    pub bridges: bool,
    pub macros: List<MacroName>,
    pub attributes: List<MacroName>,
    pub types: List<TypeApi>,
    pub functions: List<Call>,
    /// Fields of tracing that rename the exported span.
    pub name_fields: List<&'static str>,
    /// Macros that stand for a value.
    pub values: List<Call>,
    /// Methods that return the same on whatever type has one of that name.
    pub anything: List<Call>,
    /// Modules whose constants are the keys of the semantic conventions, in capitals.
    pub key_modules: List<&'static str>,
}

/// A macro or attribute and the grammar of its arguments.
#[derive(Debug, Clone, Copy)]
pub struct MacroName {
    /// Absolute path, such as `tracing::info_span`; a bare name is in scope everywhere.
    pub path: &'static str,
    pub grammar: Grammar,
    /// The arguments that exist, where the grammar has named ones.
    pub arguments: List<&'static str>,
}

/// How a macro's tokens are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grammar {
    /// A span, its name and fields.
    SpanMacro,
    /// The same with the level as first argument.
    LeveledSpanMacro,
    EventMacro,
    LeveledEventMacro,
    /// The attribute that makes a span of a function.
    Instrument,
    /// A format string and its arguments, perhaps after other expressions.
    Format,
    /// Arms of `pattern = future => handler`; awaits.
    Select,
    /// Futures, separated by commas; awaits.
    Join,
}

/// A type or trait, its methods and associated functions.
#[derive(Debug, Clone, Copy)]
pub struct TypeApi {
    /// Absolute path.
    pub path: &'static str,
    /// Other public paths of the same type.
    pub aliases: List<&'static str>,
    pub is: Option<Is>,
    /// Whether the type is `Send`; stated for guards.
    pub crosses_threads: Option<bool>,
    pub carries: Option<Carries>,
    /// The kind of value, where it is a plain one.
    pub scalar: Option<Scalar>,
    /// What awaiting it gives.
    pub awaited: Form,
    /// What a `for` over it gives.
    pub iterates: Form,
    /// What `value[index]` is.
    pub element: Form,
    pub methods: List<Call>,
}

/// A plain value, as telemetry tells them apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scalar {
    Text,
    Signed,
    Unsigned,
    Float,
    Flag,
    /// Several values.
    Many,
    /// A value or none.
    Optional,
}

/// The part that a type plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Is {
    /// A span of tracing: to be entered.
    Span,
    /// A span that ends when it is dropped, and is not entered.
    StartedSpan,
    /// Keeps a span or context current until it is dropped.
    Guard,
    /// Something that makes spans.
    Tracer,
    /// A span that is being configured.
    SpanBuilder,
    /// Owns what it holds and behaves like it: `Box`, `Arc`, ..
    Wrapper,
    /// May hold a value: `Option`, `Result`.
    Container,
    /// Lets use what somebody else owns, and behaves like it: `MutexGuard`, `Ref`.
    Lender,
    /// Calling it gives its first argument.
    Callable,
    /// Prints a redacted form of what it holds.
    Redacted,
    /// Prints what it holds: text and bytes.
    Plain,
    /// A number or flag.
    Count,
    /// A part of a request that its sender chooses.
    RequestPart,
}

/// How a message carries headers.
#[derive(Debug, Clone, Copy)]
pub struct Carries {
    /// Methods and fields that attach headers.
    pub by: List<&'static str>,
    /// Constructors of a message without headers.
    pub empty: List<&'static str>,
}

/// A function or method.
#[derive(Debug, Clone, Copy)]
pub struct Call {
    /// Absolute path of a function; bare name of a method.
    pub name: &'static str,
    pub signature: Signature,
    pub does: Option<Does>,
    /// What the attributes among its arguments are set on.
    pub attributes: Option<Carrier>,
    pub publishes: Option<Publishes>,
}

/// What an attribute is set on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Carrier {
    SpanOrLink,
    SpanEvent,
    Measurement,
    Resource,
    Baggage,
}

#[derive(Debug, Clone, Copy)]
pub struct Signature {
    /// As written: the absolute path of the type returned, `Self`, or a type with holes.
    pub returns: Option<&'static str>,
    /// The same, read.
    pub form: Form,
    /// What a closure among the arguments is called with.
    pub passes: Form,
    /// Which type argument of the receiver each argument is a value of: `T`, `U`, or `_`.
    pub fills: List<Form>,
    /// Whether the receiver is moved into the call.
    pub consumes: bool,
}

/// What a call does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Does {
    /// Returns the span that is current.
    CurrentSpan,
    /// Makes a span; its name is the first argument after the receiver.
    MakesSpan,
    /// Gives a span another name, the first argument.
    NamesSpan,
    /// Writes a field of a span: key, value.
    RecordsField,
    /// Looks at its receiver and changes nothing.
    Reads,
    /// Ends its receiver on purpose.
    Ends,
    /// Makes an attribute: key, value.
    MakesAttribute,
    /// Marks a field as declared and empty.
    DeclaresEmpty,
    /// Drops its argument on purpose.
    Drops,
    /// Gives back its argument, the same text in another type.
    HandsOn,
    /// Publishes a message.
    Publishes,
}

#[derive(Debug, Clone, Copy)]
pub struct Publishes {
    /// Number of arguments without the receiver: tells versions and look-alikes apart.
    pub arguments: usize,
    /// Which argument, from 0, carries headers.
    pub carrier: usize,
    /// Absolute path of that argument's type.
    pub message: &'static str,
    /// How this client attaches headers, as code.
    pub fix: &'static str,
}

/// Words that tell what a name holds.
#[derive(Debug, Clone, Copy)]
pub struct WordList {
    pub name: &'static str,
    /// Each entry is one or more words, joined by `+`, that stand beside each other.
    pub words: List<&'static str>,
}

/// Who is harmed when a value is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Privacy {
    Secret,
    Personal,
    /// A secret in some trades, harmless in others.
    Ambiguous,
}

/// Why a value has no bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unbounded {
    Id,
    Path,
    Url,
    Topic,
    Payload,
    Time,
}

/// An attribute of the semantic conventions.
#[derive(Debug, Clone, Copy)]
pub struct Convention {
    pub key: &'static str,
    pub kind: ConventionKind,
    /// A template: the key is followed by a dot and a name.
    pub template: bool,
}

/// The type of a convention's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConventionKind {
    String,
    Int,
    Double,
    Boolean,
    /// An array of any of those.
    Array,
    Any,
}
