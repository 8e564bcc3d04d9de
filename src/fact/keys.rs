//! The list of facts.

use super::key::Shape::{self, Flag, Text, Words};
use super::key::keys;

keys! {
    Kind = "kind", Words(&[
        "span", "guard", "record", "parent", "write", "end", "status", "error_record", "error_exit", "provider",
        "global", "propagation", "subscriber", "exit", "shutdown", "telemetry_guard", "scope", "instrumented", "loop",
        "leak", "instrument_argument", "publish", "dependency", "builder", "context", "instrument", "measurement",
        "exporter", "sampler", "resource", "allow", "attribute", "event", "error_return", "message", "instrument_remade",
        "task", "service", "metric", "log", "recording", "receive", "injection", "extraction",
    ]), "What was seen: a span made, a guard that keeps it entered, a later write to the fields of a span of tracing, a parent given to it later, a write to a started span, its end, its status, an error written to it, a way out of a function by an error, an event that the exporter takes for a failure, an instrumented function that returns an error, a provider that a whole program uses, the use of the global tracer or meter, of the global propagator, a subscriber, an end of the process, a shutdown of a provider, a value that keeps telemetry going until it is dropped, a closure run in a span, an instrumented function, a loop in a span, a span that is never dropped, an argument of `#[instrument]`, a message published, a builder that is not finished, a context that goes nowhere, a metric instrument built, a value given to one, an exporter, sampler or resource set up, a line of `Cargo.toml` that brings another version of a crate than its package uses, a suppression comment, an attribute, a private value in a text that is exported, a metric instrument that is built anew whenever its function runs, a call that runs a future or closure in a task or on a thread. A place where messages of other processes are taken in, a call that writes the current context into headers, a context that was read out of headers. In a recording: a service, its spans, metrics and logs, an instrumentation scope, and the recording itself.";
    InTest = "in_test", Flag, "Whether the place is test code: `#[test]`, `#[cfg(test)]`, `tests/`, `benches/`.";
    InExample = "in_example", Flag, "Whether the place is in `examples/`.";
    Conditional = "conditional", Flag, "Whether the place stands in a branch that need not be taken.";
    SwitchedOff = "switched_off", Flag, "Whether the function that makes and returns it says by its name that nothing is meant to be recorded: `noop_provider`.";
    Expression = "expression", Text, "The source text of what was seen, on one line.";

    SpanMadeBy = "span.made_by", Words(&["macro", "attribute", "call"]), "A span macro, `#[instrument]`, or a call such as `tracer.start(..)`.";
    SpanUse = "span.use", Words(&["dropped_at_once", "unused", "written_only"]), "Where the span's value goes, if all of it is visible: dropped in its own statement, bound and not used, or only written to. Absent when it is entered, passed on or unknown.";
    SpanLast = "span.last", Flag, "Whether the span has fields and is made by the last statement of its function: it is meant to tell them, and there is nothing to cover.";
    Name = "name", Text, "The name of the span, as a literal without quotes or as source text.";
    NameKind = "name.kind", Words(&["literal", "constant", "built"]), "A literal, a constant or function name, or an expression evaluated at run time.";
    NamePlaceholder = "name.placeholder", Text, "The first `{..}` in a literal name.";
    NameUnbounded = "name.unbounded", Text, "The part of the name's expression whose values have no bound, such as `user_id`.";
    NameUnboundedKind = "name.unbounded_kind", Words(&["id", "path", "url", "topic", "payload", "time", "parameter"]), "What makes that part unbounded.";
    NameSet = "name.set", Words(&["start", "field", "update"]), "How the name is given: when the span is made, by the field that renames it, or by a later update.";

    GuardType = "guard.type", Text, "The path of the guard's type.";
    GuardCrossesThreads = "guard.crosses_threads", Flag, "Whether the guard is `Send`, so that a spawned task may hold it.";
    GuardDropped = "guard.dropped", Words(&["at_once", "before_use"]), "The guard ends in the statement that made it; or what keeps telemetry going ends with the function that makes it, before anything has run that needs it.";
    GuardDropForm = "guard.drop_form", Words(&["statement", "underscore", "assignment", "pattern"]), "A bare statement, `let _ =`, `_ =`, or `_` inside a pattern.";
    ArgumentsToSkip = "arguments.to_skip", Text, "What `skip(..)` has to name so that a recorded argument is left out, and with a secret every other one of the same function that may be one.";
    GuardKept = "guard.kept", Text, "What was dropped, as it has to be written to live on: `span.clone().entered()` where it borrowed something that does not stay.";
    BlockRest = "block.rest", Words(&["nothing", "runs", "may_suspend", "suspends"]), "What follows in the block that a dropped value would live to the end of: nothing, statements that run through, in async code a macro that may await, something that suspends the body.";
    GuardHeldAcross = "guard.held_across", Words(&["await", "yield", "macro"]), "What suspends the body while the guard lives: `.await`, `yield`, or a macro that awaits.";
    GuardSuspension = "guard.suspension", Text, "The source text of that suspension.";
    SpanActive = "span.active", Words(&["never"]), "The span is never made current and is nobody's parent, while another is started beside it. Absent when anything of that is out of sight.";
    SpanEnded = "span.ended", Words(&["before", "next_turn"]), "The span has ended before this on every way, or has in every further turn of the loop.";
    Helper = "helper", Text, "The function of this workspace that does it, where the call of that is what was seen.";
    EndTime = "end.time", Words(&["before_start"]), "The time given for the end lies before the start of the span.";
    GuardReplaces = "guard.replaces", Words(&["alive"]), "The guard takes the place of one that is still alive while its span is made; absent where the span is told its parent.";
    Write = "write", Words(&["attribute", "event", "link"]), "What is written to a span that was started before the loop around the write; an attribute only if its key is no literal.";
    LoopTurns = "loop.turns", Words(&["few", "many", "flood", "data", "unknown"]), "How often that loop turns: a literal number that a span has room for, one that it has not, for a span made in it one that fills the queue of the batch exporter, once for each element of some data.";
    KeyAgain = "key.again", Words(&["before", "next_turn"]), "The span has the key already on every way, or has in every further turn of the loop.";
    Status = "status", Words(&["unset", "ok", "error"]), "The status that is set here, or that the span has when this happens.";
    StatusThen = "status.then", Words(&["error", "lost"]), "What becomes of that status: an error is set after it, or it is not kept.";
    ExitForm = "exit.form", Words(&["question_mark", "return", "value", "macro", "process"]), "How a body is left: by `?`, by `return Err(..)`, by an error or a failing call as its value, by a macro that returns one, or by the end of the process.";
    LeakForm = "leak.form", Words(&["forgotten", "leaked", "static", "circle"]), "Why nothing drops the span: it is forgotten, leaked or to be dropped by hand, kept in a static that nothing takes it out of, or held by counted pointers in a circle.";
    Variable = "variable", Text, "The variable or static that it is about.";
    ScopeSpan = "scope.span", Words(&["started", "entered"]), "The call that runs the closure starts the span itself, or enters one that is there.";
    Returns = "returns", Words(&["future", "iterator"]), "What a closure or function returns, if the work is done only when that is polled or asked for items, outside the span.";
    LoopEnds = "loop.ends", Words(&["never", "with_channel"]), "The loop has no way out, or ends when the other side of a channel is gone.";
    ErrorThen = "error.then", Words(&["returned"]), "What becomes of the error that the event tells of: it is the error of what the span is around.";
    LoopTelemetry = "loop.telemetry", Flag, "Whether the body of the loop makes spans or events, itself or through a function of this workspace that it calls.";
    Signal = "signal", Words(&["traces", "metrics", "logs"]), "What a provider, tracer or meter is for.";
    ProviderShutDown = "provider.shut_down", Words(&["never"]), "No function of the program shuts the provider down or flushes it, and it exports in batches or intervals.";
    ProviderEnds = "provider.ends", Words(&["shut_down", "dropped"]), "The function that makes the provider shuts it down, or drops its last handle, before anything has run that it would export.";
    ProviderSet = "provider.set", Words(&["never", "later", "before"]), "No function of the program, and nothing that it depends on, installs a provider for that signal; or one is installed after this, or before it.";
    SubscriberSet = "subscriber.set", Words(&["before"]), "The process has a subscriber already when this one is installed.";
    SubscriberUse = "subscriber.use", Words(&["dropped_at_once", "unused"]), "Where a subscriber goes that is not installed: dropped in its own statement, or bound and not used.";
    FeedsTracer = "subscriber.tracer", Flag, "Whether a tracer is given to the subscriber, so that spans would be exported through it.";
    ExitSkips = "exit.skips", Words(&["shutdown", "span_end"]), "What does not happen because the process or the body ends here: the shutdown of a provider, the end of a span.";
    SpanOpen = "span.open", Words(&["at_shutdown"]), "A span that was started before is still open when its provider is shut down.";
    PropagatorSet = "propagator.set", Words(&["never"]), "No function of the program, and nothing that it depends on, installs a propagator.";
    Program = "program", Text, "The binary that this is said of.";
    SpanName = "span.name", Text, "The name of the span that a guard or a write belongs to, where it is known.";

    SpanExpression = "span.expression", Text, "The source text of the span that is written to, such as `Span::current()`.";
    SpanStarted = "span.started", Words(&["current", "before"]), "The span was started before this point, so that its name, kind and parent are fixed: it is the current span, or it was entered, asked for its context or made a parent. Absent unless that is so on every way here.";
    SwitchesActivation = "workspace.chooses_activation", Flag, "Whether the workspace decides anywhere if spans are started when they are entered.";
    Level = "level", Words(&["error", "warn", "info", "debug", "trace"]), "The level of an event or span, also of that which an attribute is set on.";
    ErrorTold = "error.told", Words(&["below_error", "nowhere"]), "Where the function tells of the error that it returns: in a warning before it is returned, or nowhere in sight.";

    Field = "field", Text, "The field that is written.";
    FieldDeclared = "field.declared", Flag, "Whether the span declares the field; absent unless every field of the span is visible.";
    FieldNearest = "field.nearest", Text, "The declared field most like it.";
    SpanFields = "span.fields", Text, "The fields that the span declares.";

    Argument = "argument", Text, "The name of an argument of `#[instrument]`.";
    ArgumentKnown = "argument.known", Flag, "Whether `#[instrument]` has an argument of that name.";
    ArgumentNearest = "argument.nearest", Text, "The argument of `#[instrument]` most like it.";

    MessageOf = "message.of", Words(&["event", "status", "name", "body"]), "Where the text goes: into the message of an event or the body of a log, the description of a status, the name of a span or event.";

    AttributeKey = "key", Text, "The attribute's key.";
    AttributeKeyPrivacy = "key.privacy", Words(&["secret", "personal", "special", "secret_if_text", "ambiguous"]), "What the words of the key promise to hold; absent when a word says that it is only about such a value.";
    KeyType = "key.type", Words(&["string", "int", "double", "boolean", "array", "any"]), "The type that the semantic conventions give the key; absent where they do not know it.";
    GivenUp = "given_up", Words(&["renamed", "replaced", "dropped"]), "The semantic conventions gave up the key of the attribute, or the name of the instrument: it has another name, something else is said in its place, or nothing is.";
    GivenUpIn = "given_up.release", Text, "The release of the semantic conventions that gave it up, where that is known.";
    Successor = "successor", Text, "What the semantic conventions call the same thing since.";
    Instead = "instead", Text, "What they say in its place, where that is no other name for the same.";
    SuccessorSet = "successor.set", Flag, "Whether what took the key's place is set in the same function, or the workspace lets its users choose between old and new.";
    NameStyle = "style", Words(&[
        "letters", "delimiters", "ends", "total", "unit",
    ]), "What is unusual in the name of an attribute or instrument: letters in capitals and signs other than dots and underscores, delimiters side by side, something else than a letter first or a delimiter last, `total` at the end of a counter's, a unit at the end of an instrument's.";
    NamePart = "style.part", Text, "The part of the name that is unusual.";
    KeyNamespace = "key.namespace", Words(&["reserved", "extended"]), "Whose the first part of the key is, where the semantic conventions do not know the key: OpenTelemetry's own `otel`, or one of the conventions'.";
    KeyNamespacePart = "key.namespace_part", Text, "That first part.";
    KeyNearest = "key.nearest", Text, "The key of the conventions that is written nearly so.";
    SeenBefore = "seen_before", Flag, "Whether the same name stands earlier in the workspace.";
    KeyForm = "key.form", Words(&["empty", "padded", "control"]), "What is wrong with the text of the key: there is none, white space stands around it, or it has control characters.";
    KeyIdentifies = "key.identifies", Flag, "Whether the key names what tells things apart and is not reckoned with, such as an id, a port or a version.";
    KeyBounds = "key.bounds", Words(&["none", "few"]), "What the key itself says of the number of its values: there is no bound, or the conventions want few.";
    KeyBoundedTwin = "key.bounded_twin", Text, "The key under which the conventions have the same with few values.";
    KeyBuilt = "key.built", Text, "The expression that builds the key at run time.";
    KeyUnbounded = "key.unbounded", Text, "The part of that expression whose values have no bound.";
    KeyUnboundedKind = "key.unbounded_kind", Words(&["id", "path", "url", "topic", "payload", "time", "parameter", "number"]), "What makes that part unbounded.";
    Carrier = "carrier", Words(&["span", "event", "baggage", "metric", "resource", "log", "link", "scope", "exemplar"]), "What the attribute is set on; absent where that is not in sight.";
    Origin = "origin", Words(&["field", "declared", "argument", "return", "error", "call", "recorded"]), "Where it was seen: a field of a macro, a field in `#[instrument(fields(..))]`, an argument, the return value or the error that `#[instrument]` records, a call such as `KeyValue::new`, or a recording.";
    ValueKind = "value.kind", Words(&[
        "text", "integer", "other_literal", "empty", "direct", "formatted", "about", "computed",
    ]), "A literal of that type; the declared-empty marker; a variable or field as it is; a formatted text; something only about a value, such as its length; any other expression.";
    ValueText = "value.text", Text, "The literal's value in lowercase, or the expression's source text.";
    ValuePrivacy = "value.privacy", Words(&["secret", "personal", "special", "secret_if_text", "ambiguous", "address"]), "What the words of the value's expression say that it is, or what a recorded value was recognised as; an address is that of a machine on the internet.";
    ValuePart = "value.part", Text, "The part of the value's expression that says so, such as `form.password`.";
    ValueShown = "value.shown", Words(&["verbatim", "redacted", "count"]), "How the value is exported, from its type: as it is, redacted by its own `Debug` or `Display`, or only as a number or flag. Absent when the type is not known.";
    ValueUnbounded = "value.unbounded", Text, "The part of the value that has no bound.";
    ValueUnboundedKind = "value.unbounded_kind", Words(&["id", "path", "url", "topic", "payload", "time", "now", "parameter", "error", "stack", "query"]), "What makes that part unbounded.";
    ValueAddress = "value.address", Flag, "Whether it is the path or URL that a request asks for, as it was sent.";
    ValueEach = "value.each", Flag, "Whether it is the id of one of many things that come and go, such as requests and orders.";
    ValuePayload = "value.payload", Text, "The part of the value's expression that is called like the body of a message.";
    ValueDump = "value.dump", Words(&["bytes", "headers", "document", "message", "collection", "collections", "state"]), "What `Debug` prints of the value that is more than a few words: bytes, all headers, a document, a whole request or response, a list of structs, a struct with such a list, a struct with one of the others.";
    ValueDumpField = "value.dump_field", Text, "The field of the value in which that stands.";
    ValueOf = "value.of", Words(&["name", "type", "type_within", "literal"]), "Where `value.privacy` comes from: the name of the value, a field of its type, a field of a type in that, or the text of a literal.";
    ValueType = "value.type", Words(&["text", "signed", "unsigned", "float", "flag", "list", "optional"]), "What the value is, where its type is known.";
    ValueInner = "value.inner", Words(&["text", "signed", "unsigned", "float", "flag", "list", "optional"]), "What an optional value holds, where that is known.";
    ValueSigil = "value.sigil", Words(&["debug", "display"]), "`?` or `%` before the value of a field.";
    ValueExported = "value.exported", Words(&["string", "int", "double", "boolean", "array", "map", "bytes"]), "The type with which the value is exported.";
    FieldRecorded = "field.recorded", Words(&["never"]), "Nothing in the workspace can write the field that is declared empty; absent where something may.";
    FieldIsArgument = "field.is_argument", Flag, "Whether the instrumented function has an argument of the field's name.";
    KeysBefore = "keys_before", Text, "The keys set before this one in the same span.";
    FunctionName = "function", Text, "The function around it, where it matters.";
    FunctionPrivacy = "function.privacy", Words(&["secret", "personal", "special", "secret_if_text", "ambiguous"]), "What the words of the function's name say that it returns.";

    SpanParent = "span.parent", Words(&["empty_context"]), "What a span is started with while another one is current: a context without a span.";
    SpanLinked = "span.linked", Flag, "Whether the function links spans by hand.";
    TaskRuns = "task.runs", Words(&["task", "thread", "each"]), "Where a call runs what it gets: a future in a task, a closure on another thread, a closure for each of many things on several threads.";
    TaskAround = "task.around", Words(&["span", "request", "caller"]), "What is current at that call, at least on some way to it: a span of this function, the span of the request that it handles in a program that makes one for each, a span of whoever calls it. Absent where nothing is, or that is not in sight.";
    TaskContext = "task.context", Words(&["lost", "asked_inside", "on_handle"]), "What becomes of it: nothing takes it along, though all that runs is in sight; it is asked for in the task, where nothing is current; it is attached to the handle of the task, so that only the waiting has it.";
    TaskMakes = "task.makes", Words(&["spans", "events"]), "What telemetry the task makes, itself or through functions of this workspace.";
    TaskGoesOn = "task.goes_on", Flag, "Whether the task has a loop that need not end: it is no part of what is current where it is started.";
    TaskAtStart = "task.at_start", Flag, "Whether the function that starts the task says by its name that it starts what goes on by itself: `start_worker`.";
    TaskSpanLevel = "task.span_level", Words(&["debug", "trace"]), "The level of the span that the task takes along, where that is low and nothing takes its place when it is disabled.";
    Attached = "attached", Text, "What attaches or asks for a span or context, in the wrong place.";
    ContextFix = "context.fix", Text, "How what is current is kept there, with the library that it is of, in words and code.";

    Client = "client", Text, "The client library of a publish site.";
    Method = "method", Text, "The method that publishes.";
    Context = "context", Words(&["propagates", "missing", "delegated", "unknown"]), "Whether trace context travels with what is sent, or is read from what comes in: it does, it provably does not, that is up to whoever calls the function, or it is not known.";
    ClientFix = "client.fix", Text, "The lines that send the context along with this client, or go on with that of a message.";
    Sends = "sends", Words(&["message", "payload", "request"]), "What is sent: a message, one of a client without headers, or a request that is answered.";
    Twin = "twin", Text, "The method that takes headers, where this one takes none.";
    HeadersType = "headers.type", Text, "The type that holds headers for this client.";
    HeadersField = "headers.field", Text, "The field of a type of this workspace that trace context travels in.";
    HeadersAsked = "headers.asked", Words(&["never"]), "The client hands out headers only on request, and they are not asked for.";
    MessageType = "message.type", Text, "The type of this workspace that the message is of.";
    SpanHere = "span.here", Words(&["inactive"]), "A span was started here that is open and not current.";
    WorkspaceTraces = "workspace.traces", Flag, "Whether the workspace exports spans through OpenTelemetry, and not only metrics or logs.";
    Forwards = "workspace.forwards", Flag, "Whether the settings say that the workspace hands messages on as they are and propagates nothing on purpose.";
    WorkspaceExports = "workspace.exports", Flag, "Whether a package of the workspace depends on OpenTelemetry.";

    Dependency = "dependency", Text, "A dependency as its line in `Cargo.toml` names it.";
    DependencyCrate = "dependency.crate", Text, "A crate of which a program must have one version, because it keeps state for the whole process.";
    DependencyVersion = "dependency.version", Text, "The version of that crate that the dependency brings.";
    DependencyPath = "dependency.path", Text, "How the dependency comes to that version: packages and their versions.";
    PackageVersion = "package.version", Text, "The incompatible version of that crate that the package itself uses.";
    PackagePath = "package.path", Text, "How the package comes to its version.";
    WorkspaceBridges = "workspace.bridges", Flag, "Whether this package, or one that is built together with it, hands the spans of tracing to OpenTelemetry.";
    BuilderOf = "builder.of", Words(&["span", "instrument"]), "What an unfinished builder would make.";
    BuilderUse = "builder.use", Words(&["dropped_at_once", "unused"]), "Where it goes: dropped in its own statement, or bound and not used.";
    ContextHolds = "context.holds", Words(&["span", "value"]), "What was put into a context that is not attached.";
    ContextUse = "context.use", Words(&["dropped_at_once", "unused", "ignored"]), "Where that context goes: dropped in its own statement, or bound and not used; or a span that consumes the message is started without it.";
    InstrumentName = "instrument.name", Text, "The name of a metric instrument, where it is known.";
    InstrumentNameFault = "instrument.name_fault", Words(&["empty", "first_letter", "character", "too_long"]), "What the specification does not allow in that name: nothing at all, a first character that is no letter, another character, more than 255 of them.";
    InstrumentNamePart = "instrument.name_part", Text, "The first character that is not allowed.";
    RemadeIn = "remade.in", Words(&["loop", "repeatedly", "call"]), "Where the instrument is built again and again: in a loop, in a function that runs for each of many things, or in one that nothing shows to run once only.";
    InstrumentObservable = "instrument.observable", Flag, "Whether it measures by calling back.";
    InstrumentKind = "instrument.kind", Text, "The instrument's type and the type of its numbers, such as `Counter<u64>`.";
    InstrumentUnit = "instrument.unit", Text, "The unit, where it is known.";
    InstrumentUnitFault = "instrument.unit_fault", Words(&["not_ascii", "too_long"]), "What the specification does not allow in that unit.";
    InstrumentHasUnit = "instrument.has_unit", Flag, "Whether a unit is given; absent where the builder comes from out of sight.";
    InstrumentBoundaries = "instrument.boundaries", Words(&["default", "given"]), "The boundaries of a histogram of floating-point numbers, where that is certain.";
    InstrumentBoundariesFault = "instrument.boundaries_fault", Words(&["unsorted", "twice", "not_finite"]), "Why the boundaries cannot be used: one is smaller than the one before it, or the same, or no number.";
    InstrumentBoundary = "instrument.boundary", Text, "The first boundary at fault.";
    InstrumentMeter = "instrument.meter", Text, "The meter: where two instruments have the same text here, they are of the same meter.";
    InstrumentConflict = "instrument.conflict", Words(&["kind", "unit", "case"]), "What differs from an earlier instrument of the same meter and name; `case` where only the spelling of the name does.";
    InstrumentOther = "instrument.other", Text, "What that earlier instrument has there.";
    WorkspaceViews = "workspace.views", Flag, "Whether any view is set up in the workspace.";

    Measured = "measured", Words(&["negative", "negated", "not_finite"]), "A measurement: a negative number, a variable or field with a minus before it and outside branches, or no finite number.";
    MeasuredBy = "measured.by", Words(&["sum", "other"]), "A counter, whose sum only grows, or another instrument.";

    ProviderExporter = "provider.exporter", Words(&["missing"]), "The provider is built in sight, and no exporter, processor or reader is given to it.";
    ProviderUse = "provider.use", Words(&["installed", "given_to_layer", "used"]), "What is done with the provider: made the global one, given to a layer of tracing, or asked for a tracer, meter or logger.";
    ExporterMode = "exporter.mode", Words(&["simple"]), "Each span or log is exported by itself, as it ends.";
    ExporterReach = "exporter.reach", Words(&["remote", "local", "own"]), "Whether the exporter sends to another process, stays in this one, or is a type of this workspace; absent where it is not known.";
    ExporterAskedFor = "exporter.asked_for", Flag, "Whether it is set up by a function that stands beside another for batches, so that whoever calls it has the choice: `install_simple`.";
    SamplerEffect = "sampler.effect", Words(&["drops_everything", "starts_nothing", "ratio_alone"]), "What a sampler does for certain: record nothing, record only what a caller sampled, or decide by ratio without asking the parent.";
    SamplerChoice = "sampler.choice", Flag, "Whether it is one of several that may be used.";
    SamplerText = "sampler", Text, "The sampler as it is written.";
    ResourceServiceName = "resource.service_name", Words(&["missing"]), "Every attribute of the resource is in sight, none is the service's name, and nothing is looked up when the program runs.";

    AllowRule = "allow.rule", Text, "The rule that a suppression comment names.";
    AllowKnown = "allow.known", Flag, "Whether there is such a rule.";
    AllowUsed = "allow.used", Flag, "Whether it silenced a finding; absent when the rule did not run.";
    AllowNearest = "allow.nearest", Text, "The rule id most like it.";
    AllowReason = "allow.reason", Flag, "Whether the comment gives a reason after `--`.";
    AllowExpired = "allow.expired", Text, "The date in `until = ..`, once it has passed.";

    Service = "service", Text, "`service.name` of the resource.";
    Services = "services", Text, "The services that it is about, where they are several.";
    Count = "count", Text, "How often it was seen.";
    CaptureMode = "capture.mode", Words(&["complete", "window", "sampled"]), "How the recording came about.";
    CaptureHolds = "capture.holds", Words(&["nothing"]), "The recording has no span, log record or metric at all.";
    ScopeIs = "scope.is", Words(&["own", "library"]), "Who chose the name: the service, or an instrumentation library or bridge that wrote it by itself.";
    ScopeName = "scope", Text, "The name of an instrumentation scope.";
    ScopeVersion = "scope.version", Text, "The version of that scope.";
    ScopeGivenUp = "scope.given_up", Text, "Names that a library still writes though the semantic conventions gave them up.";
    ScopeSwitch = "scope.switch", Text, "What `OTEL_SEMCONV_STABILITY_OPT_IN` has to hold so that the library writes the new names.";
    Moving = "moving", Text, "Pairs of old and new names that stand beside each other.";
    Identity = "identity", Words(&["name_missing", "name_empty", "name_not_text", "name_default", "version_missing", "environment_missing", "shared"]), "What is wrong with how a resource says whose telemetry it is; `shared` where two processes count the same series under one identity.";
    SpanKind = "span.kind", Words(&["unset", "internal", "server", "client", "producer", "consumer", "unknown"]), "The kind of a recorded span.";
    SpanPlace = "span.place", Words(&["parent_absent", "consumer_root", "client_root", "several_roots", "before_parent", "id_twice", "own_ancestor", "many_tiny"]), "What is odd about the place of a span in its trace.";
    SpanTimes = "span.times", Words(&["no_end", "ends_before_start"]), "What is odd about its times.";
    IdFault = "id.fault", Words(&["length", "zero"]), "Why an id identifies nothing.";
    ErrorRecorded = "error.recorded", Words(&["nothing", "code", "type", "exception"]), "What a span says of an error beside its status: nothing, only the code that a server answered, `error.type`, or an event with an exception.";
    Dropped = "dropped", Words(&["attributes", "events", "links"]), "What the SDK left out because a limit was reached.";
    NameHolds = "name.holds", Words(&["number", "hex", "uuid", "email", "quoted"]), "The data that recorded names of one form differ in.";
    NameDistinct = "name.distinct", Text, "How many names of that form were seen.";
    NamesOf = "names.of", Words(&["span", "attribute", "metric"]), "What has so many names that they must be made from data.";
    KeysUnusual = "keys.unusual", Text, "Keys of a service that are written unlike all others.";
    KeysNamespaces = "keys.namespaces", Text, "Keys of a service that are also the beginning of others.";
    NameForm = "name.form", Text, "The form that those names have, with `{}` for what differs.";
    KeySpellings = "key.spellings", Text, "Keys that differ in nothing but how they are written.";
    KeyTwice = "key.twice", Flag, "Whether a record has the key twice.";
    ValueFault = "value.fault", Words(&["too_long", "not_utf8", "unnamed", "raw", "many"]), "What is wrong with recorded values: longer than backends keep, no UTF-8, none of those that the conventions name, with data in them where few are wanted, without a bound in sight.";
    ValueDistinct = "value.distinct", Text, "How many different values were seen.";
    ValueMixed = "value.mixed", Words(&["types", "numbers"]), "The key has values of several types, or whole numbers and others.";
    ValueTypes = "value.types", Text, "Those types.";
    ValueIs = "value.is", Text, "What a recorded value was recognised as, such as `an e-mail address`.";
    ValueByKey = "value.by_key", Flag, "Whether only the key says so.";
    KeysMost = "keys.most", Text, "The attributes with the most values.";
    MetricDiffers = "metric.differs", Words(&["unit", "instrument"]), "In what a metric differs from what the semantic conventions say of it.";
    MetricWanted = "metric.wanted", Text, "What they say.";
    MetricUnit = "metric.unit", Words(&["missing", "unknown"]), "There is no unit, or it is none of the Unified Code for Units of Measure.";
    MetricConflict = "metric.conflict", Words(&["unit", "instrument", "boundaries"]), "In what metrics of one name differ from each other.";
    MetricFound = "metric.found", Text, "What was found there.";
    MetricState = "metric.state", Words(&["overflow", "not_finite", "decreases", "many_series"]), "What became of the metric: series were lost at the limit of the SDK, a value is no finite number, a sum that only grows went down, there are very many series.";
    LogLacks = "log.lacks", Words(&["trace", "severity"]), "What log records lack.";
    LogBody = "log.body", Words(&["document", "too_long", "not_utf8"]), "What is odd about the body of log records.";
    Clause = "clause", Words(&[
        "undeclared", "denied", "alias", "type", "value", "pattern", "range", "unbounded", "missing", "recommended", "forbidden",
        "refused", "kind", "cause", "duration", "event", "instrument", "unit", "temporality", "series", "severity",
        "trace_context", "silent", "absent", "too_often", "step_absent", "step_too_often", "step_late", "no_start", "ambiguous",
        "service_unnamed",
    ]), "Which promise of the contract is not kept: a name that it does not know, refuses, or knows by another name; a value of another type, none of those listed, unlike the pattern, outside the range, without a bound on a metric; an attribute that is missing, ought to be there, must not be there, is not among those of the metric; a span's kind, cause of failure, duration, an attribute of its event; a metric's instrument, unit, temporality, number of series; a log's severity or trace; a service that sent nothing, something that did not occur as often as it must, or too often; a step of a flow; the start of one; two clauses of equal rank; a service that no contract names.";
    ClauseOf = "clause.of", Text, "The clause, such as span `invoice.create`.";
    ClauseWants = "clause.wants", Text, "What the contract says there.";
    ClauseFound = "clause.found", Text, "What was found in its place.";
    ClauseWhy = "clause.why", Text, "The reason that the contract gives.";
    ClauseWhen = "clause.when", Words(&["always", "ok", "error"]), "When it is promised: whatever the status is, where it is not error, where it is.";
    ClauseNearest = "clause.nearest", Text, "The declared name that is most like it.";
    ClausePlace = "clause.place", Text, "File and line of the contract, such as `contract.yaml:31`.";
    ContractDeclares = "contract.declares", Flag, "Whether the contract itself speaks of it, so that it need not be guessed what is right.";
    ContractSays = "contract.says", Words(&["type", "bounded", "unbounded", "listed", "denied"]), "What the contract says of an attribute beside its name: its type; that it has few values, or no bound; that it is among those of the metric; that it is forbidden or allowed just there.";
    Share = "share", Text, "How many of all, such as `12 of 60`.";
}

impl Key {
    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|key| key.name() == name)
    }

    /// Whether a condition on this key may name that value.
    pub fn allows(self, value: &str) -> bool {
        match self.shape() {
            Shape::Words(words) => words.contains(&value),
            Shape::Text => true,
            Shape::Flag => matches!(value, "true" | "false"),
        }
    }
}
