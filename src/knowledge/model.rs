//! What the API and word files say. As in `rule`, the `Debug` form of these types is Rust source.

use super::form::Form;
use super::messaging::{Carries, Publishes, Receives};
use super::parts::{
    Adds, Carrier, ConventionKind, Does, Grammar, HandsOn, Is, Level, Named, Parent, Prints, Runs, Scalar, Signal, Starts,
};
use crate::fact::{Interval, Version};
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
    /// How what is current is kept in a task or thread.
    pub keeps: Option<Keeps>,
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
    /// The release of the semantic conventions that versions of the library were made from; later ones are not listed.
    pub releases: List<Release>,
    /// Fields of tracing that set the status of the span.
    pub status_fields: List<&'static str>,
    /// Fields that mark the span as failed, where an event without a message has them.
    pub failure_fields: List<&'static str>,
    pub levels: List<LevelName>,
    /// Modules of it that are another library: the path here, and the name of that library.
    pub reexports: List<(&'static str, &'static str)>,
    /// Cargo features with which it writes trace context into requests by itself, or the beginnings of their names.
    pub injects_with: List<&'static str>,
}

/// How what is current is kept elsewhere, in words and code.
#[derive(Debug, Clone, Copy)]
pub struct Keeps {
    /// By a future that is polled in a task.
    pub task: &'static str,
    /// By a closure that another thread runs.
    pub thread: &'static str,
}

/// The release of the semantic conventions that some versions of a library go by.
#[derive(Debug, Clone, Copy)]
pub struct Release {
    pub versions: Interval,
    pub of: Version,
}

/// A macro or constant that stands for a level.
#[derive(Debug, Clone, Copy)]
pub struct LevelName {
    pub path: &'static str,
    pub level: Level,
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

/// A type or trait, its methods and associated functions.
#[derive(Debug, Clone, Copy)]
#[allow(clippy::struct_excessive_bools, reason = "each says something else of the type")]
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
    /// Borrows what it is made from; stated for guards.
    pub borrows: bool,
    /// Counts how many there are, and drops what it points to with the last.
    pub counted: bool,
    /// Holds an error where all is not well.
    pub fails: bool,
    pub carries: Option<Carries>,
    /// How a value of it leaves the process that is the argument of a method of a type out of sight.
    pub sent: Option<Call>,
    /// The kind of value, where it is a plain one.
    pub scalar: Option<Scalar>,
    /// What its `Debug` prints at length.
    pub prints: Option<Prints>,
    /// What awaiting it gives.
    pub awaited: Form,
    /// What a `for` over it gives.
    pub iterates: Form,
    /// What `value[index]` is.
    pub element: Form,
    /// The types that a trait gives its methods to; `any` for all, `type` for its functions to all.
    pub extends: List<&'static str>,
    /// It has type arguments, as far as what is said of it goes by them.
    pub generic: bool,
    /// Its public fields, and what they are.
    pub fields: List<(&'static str, Form)>,
    pub methods: List<Call>,
}

impl PartialEq for TypeApi {
    fn eq(&self, other: &Self) -> bool {
        self.path == other.path
    }
}

impl TypeApi {
    /// Whether what is said of it goes by its type arguments.
    pub(super) fn goes_by_arguments(&self) -> bool {
        let told = |call: &Call| {
            let Signature { form, passes, fills, .. } = &call.signature;
            form.has_part() || passes.has_part() || !fills.is_empty()
        };
        self.is.is_some_and(has_arguments)
            || [self.awaited, self.iterates, self.element].iter().any(Form::has_part)
            || self.methods.iter().any(told)
    }
}

/// Whether a type that plays this part is one by what its type arguments are.
fn has_arguments(part: Is) -> bool {
    matches!(part, Is::Wrapper | Is::Container | Is::Lender | Is::Callable | Is::Outcome | Is::LocalStatic | Is::RequestPart)
}

/// A function or method.
#[derive(Debug, Clone, Copy, Default)]
pub struct Call {
    /// Absolute path of a function; bare name of a method.
    pub name: &'static str,
    pub signature: Signature,
    pub does: Option<Does>,
    pub hands_on: Option<HandsOn>,
    /// What it returns keeps its receiver going.
    pub keeps: bool,
    pub parent: Option<Parent>,
    pub scope: Option<Scope>,
    /// The method that makes the same and takes its receiver along, where this one's result borrows it.
    pub owning: Option<&'static str>,
    /// What the call gives to the value that it makes or hands on; its first argument says which.
    pub adds: Option<Adds>,
    pub signal: Option<Signal>,
    pub starts: Option<Starts>,
    /// Where it runs its arguments, if that is not here.
    pub runs: Option<Runs>,
    /// The crate of the server whose requests get a span each by what it makes.
    pub serves: Option<&'static str>,
    /// What the attributes among its arguments are set on.
    pub attributes: Option<Carrier>,
    pub publishes: Option<Publishes>,
    pub receives: Option<Receives>,
    /// Which argument gets trace context written into it, or has it read out of it.
    pub headers: Option<usize>,
}

impl Call {
    /// A call of which no more is known than what it sends.
    pub(super) fn sent(publishes: Publishes) -> Self {
        Self { does: Some(Does::Publishes), publishes: Some(publishes), ..Self::default() }
    }

    /// Whether it runs a task or thread, in which spans and events may be made.
    pub(super) fn runs_apart(&self) -> bool {
        matches!(self.runs, Some(Runs::Task | Runs::Thread))
    }
}

#[derive(Debug, Clone, Copy, Default)]
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
    /// Health, faith, descent and the like.
    Special,
    /// A secret where it is text; other types of that name hide it, or are public.
    SecretIfText,
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

/// The semantic conventions.
#[derive(Debug, Clone, Copy, Default)]
pub struct Semconv {
    pub attributes: List<Convention>,
    pub members: List<Members>,
    pub metrics: List<MetricConvention>,
    pub renames: List<Rename>,
    pub advice: List<Advice>,
    /// Given-up names that are not spoken of: too many others use them.
    pub silent: List<&'static str>,
    pub spans: List<SpanConvention>,
    /// The release that all this is as of.
    pub release: Option<Version>,
}

/// A span of the semantic conventions.
#[derive(Debug, Clone, Copy)]
pub struct SpanConvention {
    /// Such as `http.server`.
    pub name: &'static str,
    /// `internal`, `server`, `client`, `producer` or `consumer`; any where it is empty.
    pub kind: &'static str,
    /// Keys of the attributes that such a span always has.
    pub required: List<&'static str>,
}

/// An attribute of the semantic conventions.
#[derive(Debug, Clone, Copy)]
pub struct Convention {
    pub key: &'static str,
    pub kind: ConventionKind,
    /// A template: the key is followed by a dot and a name.
    pub template: bool,
}

/// The values that the conventions name for an attribute.
#[derive(Debug, Clone, Copy)]
pub struct Members {
    pub key: &'static str,
    pub values: List<&'static str>,
}

/// A metric of the semantic conventions.
#[derive(Debug, Clone, Copy)]
pub struct MetricConvention {
    pub name: &'static str,
    /// `counter`, `updowncounter`, `gauge` or `histogram`.
    pub instrument: &'static str,
    /// In UCUM.
    pub unit: &'static str,
}

/// A name that the conventions have given up.
#[derive(Debug, Clone, Copy)]
pub struct Rename {
    pub is: Named,
    pub name: &'static str,
    /// What the same thing is called since.
    pub to: Option<&'static str>,
    /// The release that gave it up, where that is known.
    pub since: Option<Version>,
}

/// What is known beside the registry of a name that was given up.
#[derive(Debug, Clone, Copy)]
pub struct Advice {
    pub is: Named,
    pub name: &'static str,
    pub since: Option<Version>,
    /// What is said in its place, with names in backticks.
    pub instead: Option<&'static str>,
}
