//! What the API and word files say. As in `rule`, the `Debug` form of these types is Rust source.

use crate::table::List;

/// One library.
#[derive(Debug, Clone, Copy)]
pub struct Api {
    /// The crate's name in paths, with `_`.
    pub name: &'static str,
    /// A package that depends on it exports through OpenTelemetry.
    pub exports: bool,
    /// Keeps state for the whole process, so that two versions in a program do not see each other.
    pub single: bool,
    pub macros: List<MacroName>,
    pub attributes: List<MacroName>,
    pub types: List<TypeApi>,
    pub functions: List<Call>,
    /// Fields of tracing that rename the exported span.
    pub name_fields: List<&'static str>,
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
    /// The types that a trait gives its methods to; `any` for all.
    pub extends: List<&'static str>,
    pub methods: List<Call>,
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
    pub starts: Option<Starts>,
    pub publishes: Option<Publishes>,
}

#[derive(Debug, Clone, Copy)]
pub struct Signature {
    /// Absolute path of the type returned, `Self`, or `Argument` for the type of the first argument.
    pub returns: Option<&'static str>,
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
    /// Publishes a message.
    Publishes,
    /// Gives a span a parent.
    SetsParent,
    /// Decides whether a span is started when it is entered.
    ChoosesActivation,
}

/// Whose span a call starts: its name, kind and parent are fixed from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Starts {
    Receiver,
    Argument,
    /// The argument, once what the call returns is awaited.
    AwaitedArgument,
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
