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
    /// Keeps state for the whole process, so that two versions in a program do not see each other.
    pub single: bool,
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
    /// Fields of tracing that set the status of the span.
    pub status_fields: List<&'static str>,
    /// Fields that mark the span as failed, where an event without a message has them.
    pub failure_fields: List<&'static str>,
    pub levels: List<LevelName>,
}

/// A macro or constant that stands for a level.
#[derive(Debug, Clone, Copy)]
pub struct LevelName {
    pub path: &'static str,
    pub level: Level,
}

/// How grave an event is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(clippy::enum_variant_names, reason = "the generated table names variants without their type: `Error` alone is taken")]
pub enum Level {
    AtError,
    AtWarn,
    AtInfo,
    AtDebug,
    AtTrace,
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
    /// Statics of which each thread has its own.
    Statics,
    /// Leaves the function by an error that is made of a format string and its arguments.
    ReturnsError,
    /// The same, unless its first argument holds.
    ReturnsErrorUnless,
    /// Panics with a format string and its arguments.
    Panics,
}

/// A type or trait, its methods and associated functions.
#[derive(Debug, Clone, Copy)]
pub struct TypeApi {
    /// Absolute path.
    pub path: &'static str,
    /// Other public paths of the same type.
    pub aliases: List<&'static str>,
    pub is: Option<Is>,
    /// What a provider, its builder or an exporter is for.
    pub signal: Option<Signal>,
    /// Whether the type is `Send`; stated for guards.
    pub crosses_threads: Option<bool>,
    /// Counts how many there are, and drops what it points to with the last.
    pub counted: bool,
    /// Holds an error where all is not well.
    pub fails: bool,
    pub carries: Option<Carries>,
    /// The kind of value, where it is a plain one.
    pub scalar: Option<Scalar>,
    /// What awaiting it gives.
    pub awaited: Form,
    /// What a `for` over it gives.
    pub iterates: Form,
    /// What `value[index]` is.
    pub element: Form,
    /// The types that a trait gives its methods to; `any` for all.
    pub extends: List<&'static str>,
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
    /// Lends a started span that somebody else keeps.
    SpanReference,
    /// A span of tracing: to be entered.
    Span,
    /// A span that ends when it is dropped, and is not entered.
    StartedSpan,
    /// Keeps a span or context current until it is dropped.
    Guard,
    /// May hold a started span, which ends with the last copy of it.
    Context,
    /// A static of which each thread has its own.
    LocalStatic,
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
    /// Awaiting it does no work: that is done already, or done elsewhere.
    Outcome,
    /// No value of it exists.
    Never,
    /// Prints a redacted form of what it holds.
    Redacted,
    /// Prints what it holds: text and bytes.
    Plain,
    /// A number or flag.
    Count,
    /// A part of a request that its sender chooses.
    RequestPart,
    /// Hands out tracers, meters or loggers, and owns the way to the exporter.
    Provider,
    /// A provider that is being configured.
    ProviderBuilder,
    /// A whole way from provider to exporter that is being configured.
    Pipeline,
    /// Sends telemetry to another process.
    Exporter,
    /// An exporter that is being configured.
    ExporterBuilder,
    /// Keeps telemetry in this process: prints it, or holds it in memory.
    LocalExporter,
    /// Hands ended spans or logs to an exporter.
    TelemetryProcessor,
    /// Hands metrics to an exporter.
    MetricReader,
    /// Decides which spans are recorded.
    SpanSampler,
    /// What a service says of itself.
    OfService,
    /// A resource that is being configured.
    ResourceBuilder,
    /// Makes instruments.
    Meter,
    /// An instrument that is being configured.
    InstrumentBuilder,
    /// Takes measurements: counter, histogram, gauge.
    MetricInstrument,
    /// Takes measurements by calling back.
    ObservableInstrument,
    /// Receives the spans and events of tracing; does nothing until it is installed.
    Subscriber,
    /// Keeps a pipeline or a subscriber working until it is dropped.
    TelemetryGuard,
}

/// What telemetry is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Signal {
    Traces,
    Metrics,
    Logs,
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
    pub hands_on: Option<HandsOn>,
    pub parent: Option<Parent>,
    pub scope: Option<Scope>,
    /// What the call gives to the value that it makes or hands on; its first argument says which.
    pub adds: Option<Adds>,
    pub signal: Option<Signal>,
    pub starts: Option<Starts>,
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

/// Whose span or context it is that a call returns, in another form: itself, a guard of it, a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HandsOn {
    /// That of its receiver.
    OfReceiver,
    /// That of its first argument.
    OfArgument,
}

/// A closure, the last argument, is run while the span of the call is current.
#[derive(Debug, Clone, Copy)]
pub struct Scope {
    /// Whether the closure runs inside the span, instead of only being given it.
    pub enters: bool,
    /// Whether the call itself starts that span, instead of asking for the one that is current.
    pub starts: bool,
    /// Absolute path of the type that the closure gets.
    pub gives: Option<&'static str>,
}

/// What the span becomes a child of that a call starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Parent {
    /// The span that is current.
    Active,
    /// The span of a context that is an argument.
    Passed,
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
    /// The same, at a time that is given.
    EndsAt,
    /// Gives a span a start of its own.
    StartsAt,
    /// Writes an attribute, or several, to a span.
    SetsAttribute,
    AddsEvent,
    AddsLink,
    SetsStatus,
    /// Writes an error to a span as an event; its status stays as it is.
    RecordsError,
    /// Makes a span current whenever the future that it is called on is polled.
    Attaches,
    /// Makes a span or context current until the guard that is returned is dropped.
    Activates,
    /// Gives its argument away so that it is never dropped.
    Forgets,
    /// Returns its argument, which is dropped only by hand.
    Leaks,
    /// Drops what its receiver holds, or some of it.
    Releases,
    /// Ends the process without dropping anything.
    Exits,
    /// Waits for a message, for ever if need be.
    Receives,
    /// A status that says that all went well, or that it did not.
    MakesOkStatus,
    MakesErrorStatus,
    /// Takes the time that it is.
    TakesTime,
    /// A time before all others.
    EarliestTime,
    /// The value that says that something failed.
    MakesError,
    /// Makes an attribute: key, value.
    MakesAttribute,
    /// Makes a field's value of its argument's printed form.
    ShowsValue,
    /// Marks a field as declared and empty.
    DeclaresEmpty,
    /// Drops its argument on purpose.
    Drops,
    /// Gives back its argument, the same text in another type.
    HandsOn,
    /// Publishes a message.
    Publishes,
    /// Makes a builder or a value that is worth following by itself: the type that it is called on is recognised.
    Begins,
    /// Makes a metric instrument's builder; its name is the first argument.
    MakesInstrument,
    /// Takes a measurement, the first argument.
    Measures,
    /// The same of a sum that only grows.
    Increases,
    /// Makes a provider the global one, or builds one and does.
    InstallsProvider,
    /// Ends a provider and exports what it still holds.
    ShutsDown,
    /// Exports what a provider still holds.
    Flushes,
    /// Makes a subscriber the one that gets all spans and events.
    InstallsSubscriber,
    /// Makes a propagator the global one.
    InstallsPropagator,
    /// Uses the global provider.
    GetsGlobal,
    /// Uses the global propagator.
    GetsPropagator,
    /// Puts a span into a new context, which ends with that.
    CarriesSpan,
    /// Makes a new context, of use only where it is attached or handed on.
    DerivesContext,
    /// Gives a span a parent.
    SetsParent,
    /// Decides whether a span is started when it is entered.
    ChoosesActivation,
    /// Hands a provider, the first argument, or a tracer of one, to a layer of tracing.
    TakesProvider,
    /// Hands out a tracer, meter or logger of its receiver, a provider.
    HandsOut,
    /// No number: NaN or infinite.
    NotFinite,
}

/// Whose span a call starts: its name, kind and parent are fixed from then on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Starts {
    Receiver,
    Argument,
    /// The argument, once what the call returns is awaited.
    AwaitedArgument,
}

/// What a call gives to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Adds {
    /// An exporter that is called for each span or log as it ends.
    SimpleExporter,
    /// An exporter that gets many at once, from a task or thread of its own.
    BatchExporter,
    /// A processor of spans or logs, or a reader of metrics.
    Processor,
    Sampler,
    /// The resource as a whole.
    ResourceAsWhole,
    /// Settings that may hold a sampler and a resource.
    Settings,
    View,
    ServiceName,
    /// One attribute or a list of them.
    Attributes,
    /// What is found out when the program runs: detectors, the environment, another resource.
    Detected,
    Unit,
    Boundaries,
    Callback,
    /// Nothing is sampled.
    NoSpans,
    /// The part that is sampled, a number.
    Ratio,
    /// The sampler for spans without a parent.
    RootSampler,
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
