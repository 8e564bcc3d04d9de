//! The closed lists of words in API files: what types, calls and macros are and do. Each word is written beside its variant, and
//! the `Debug` form names the list, so that tables are Rust source whatever they hold.

use crate::table::words;

words! {
    /// How grave an event is.
    pub enum Level {
        Error = "error",
        Warn = "warn",
        Info = "info",
        Debug = "debug",
        Trace = "trace",
    }
}

words! {
    /// How a macro's tokens are read.
    pub enum Grammar {
        /// A span, its name and fields.
        SpanMacro = "span_macro",
        /// The same with the level as first argument.
        LeveledSpanMacro = "leveled_span_macro",
        EventMacro = "event_macro",
        LeveledEventMacro = "leveled_event_macro",
        /// The attribute that makes a span of a function.
        Instrument = "instrument",
        /// A format string and its arguments, perhaps after other expressions.
        Format = "format",
        /// Arms of `pattern = future => handler`; awaits.
        Select = "select",
        /// Futures, separated by commas; awaits.
        Join = "join",
        /// Statics of which each thread has its own.
        Statics = "statics",
        /// Leaves the function by an error that is made of a format string and its arguments.
        ReturnsError = "returns_error",
        /// The same, unless its first argument holds.
        ReturnsErrorUnless = "returns_error_unless",
        /// Panics with a format string and its arguments.
        Panics = "panics",
    }
}

words! {
    /// A plain value, as telemetry tells them apart.
    pub enum Scalar {
        Text = "text",
        Signed = "signed",
        Unsigned = "unsigned",
        Float = "float",
        Flag = "flag",
        /// Several values.
        Many = "list",
        /// A value or none.
        Optional = "optional",
    }
}

words! {
    /// What the `Debug` of a type prints at length.
    pub enum Prints {
        Bytes = "bytes",
        /// All headers of a message, secret ones too.
        Headers = "headers",
        /// A tree of values of any size.
        Document = "document",
        /// A whole request or response.
        Message = "message",
    }
}

words! {
    /// The part that a type plays.
    pub enum Is {
        /// Lends a started span that somebody else keeps.
        SpanReference = "span_reference",
        /// A span of tracing: to be entered.
        Span = "span",
        /// A span that ends when it is dropped, and is not entered.
        StartedSpan = "started_span",
        /// Keeps a span or context current until it is dropped.
        Guard = "guard",
        /// May hold a started span, which ends with the last copy of it.
        Context = "context",
        /// A static of which each thread has its own.
        LocalStatic = "local_static",
        /// Something that makes spans.
        Tracer = "tracer",
        /// A span that is being configured.
        SpanBuilder = "span_builder",
        /// Owns what it holds and behaves like it: `Box`, `Arc`, ..
        Wrapper = "wrapper",
        /// May hold a value: `Option`, `Result`.
        Container = "container",
        /// Lets use what somebody else owns, and behaves like it: `MutexGuard`, `Ref`.
        Lender = "lender",
        /// Calling it gives its first argument.
        Callable = "callable",
        /// Awaiting it does no work: that is done already, or done elsewhere.
        Outcome = "outcome",
        /// A trait that says nothing of what a value does: `Send`, `Clone`.
        Marker = "marker",
        /// No value of it exists.
        Never = "never",
        /// Prints a redacted form of what it holds.
        Redacted = "redacted",
        /// Prints what it holds: text and bytes.
        Plain = "plain",
        /// A number or flag.
        Count = "count",
        /// A part of a request that its sender chooses.
        RequestPart = "request_part",
        /// Hands out tracers, meters or loggers, and owns the way to the exporter.
        Provider = "provider",
        /// A provider that is being configured.
        ProviderBuilder = "provider_builder",
        /// A whole way from provider to exporter that is being configured.
        Pipeline = "pipeline",
        /// Sends telemetry to another process.
        Exporter = "exporter",
        /// An exporter that is being configured.
        ExporterBuilder = "exporter_builder",
        /// Keeps telemetry in this process: prints it, or holds it in memory.
        LocalExporter = "local_exporter",
        /// Hands ended spans or logs to an exporter.
        TelemetryProcessor = "processor",
        /// Hands metrics to an exporter.
        MetricReader = "reader",
        /// Decides which spans are recorded.
        SpanSampler = "sampler",
        /// What a service says of itself.
        Resource = "resource",
        /// A resource that is being configured.
        ResourceBuilder = "resource_builder",
        /// Makes instruments.
        Meter = "meter",
        /// An instrument that is being configured.
        InstrumentBuilder = "instrument_builder",
        /// Takes measurements: counter, histogram, gauge.
        MetricInstrument = "instrument",
        /// Takes measurements by calling back.
        ObservableInstrument = "observable_instrument",
        /// Receives the spans and events of tracing; does nothing until it is installed.
        Subscriber = "subscriber",
        /// Keeps a pipeline working until it is dropped, and then exports or writes what is left.
        TelemetryGuard = "telemetry_guard",
        /// Keeps a subscriber in place until it is dropped.
        SubscriberGuard = "subscriber_guard",
    }
}

words! {
    /// What telemetry is made of.
    pub enum Signal {
        Traces = "traces",
        Metrics = "metrics",
        Logs = "logs",
    }
}

words! {
    /// What an attribute is set on.
    pub enum Carrier {
        SpanOrLink = "span",
        SpanEvent = "event",
        Measurement = "metric",
        Resource = "resource",
        Baggage = "baggage",
    }
}

words! {
    /// Whose span or context it is that a call returns, in another form: itself, a guard of it, a reference.
    pub enum HandsOn {
        /// That of its receiver.
        Receiver = "receiver",
        /// That of its first argument.
        Argument = "argument",
    }
}

words! {
    /// What the span becomes a child of that a call starts.
    pub enum Parent {
        /// The span that is current.
        Active = "active",
        /// The span of a context that is an argument.
        Passed = "passed",
    }
}

words! {
    /// What a call does.
    pub enum Does {
        /// Returns the span that is current.
        CurrentSpan = "current_span",
        /// Returns the context that is current.
        CurrentContext = "current_context",
        /// Makes a context without a span.
        EmptyContext = "empty_context",
        /// Makes a span; its name is the first argument after the receiver.
        MakesSpan = "makes_span",
        /// Gives a span another name, the first argument.
        NamesSpan = "names_span",
        /// Writes a field of a span: key, value.
        RecordsField = "records_field",
        /// Looks at its receiver and changes nothing.
        Reads = "reads",
        /// Ends its receiver on purpose.
        Ends = "ends",
        /// The same, at a time that is given.
        EndsAt = "ends_at",
        /// Gives a span a start of its own.
        StartsAt = "starts_at",
        /// Writes an attribute, or several, to a span.
        SetsAttribute = "sets_attribute",
        AddsEvent = "adds_event",
        AddsLink = "adds_link",
        SetsStatus = "sets_status",
        /// Writes the text of a log record.
        SetsBody = "sets_body",
        /// Writes an error to a span as an event; its status stays as it is.
        RecordsError = "records_error",
        /// Makes a span current whenever the future that it is called on is polled.
        Attaches = "attaches",
        /// The same with the span that is current when it is called.
        AttachesCurrent = "attaches_current",
        /// Makes a span or context current until the guard that is returned is dropped.
        Activates = "activates",
        /// Gives its argument away so that it is never dropped.
        Forgets = "forgets",
        /// Returns its argument, which is dropped only by hand.
        Leaks = "leaks",
        /// Drops what its receiver holds, or some of it.
        Releases = "releases",
        /// Ends the process without dropping anything.
        Exits = "exits",
        /// Waits for a message, for ever if need be.
        Receives = "receives",
        /// A status that says that all went well, or that it did not.
        MakesOkStatus = "makes_ok_status",
        MakesErrorStatus = "makes_error_status",
        /// Takes the time that it is.
        TakesTime = "takes_time",
        /// Makes an id that nothing else has.
        MakesId = "makes_id",
        /// Writes down which functions are running.
        TakesBacktrace = "takes_backtrace",
        /// A time before all others.
        EarliestTime = "earliest_time",
        /// The value that says that something failed.
        MakesError = "makes_error",
        /// Calls a closure with an error and stays one.
        PassesError = "passes_error",
        /// Makes an attribute: key, value.
        MakesAttribute = "makes_attribute",
        /// Makes a field's value of its argument's printed form.
        ShowsValue = "shows_value",
        /// Marks a field as declared and empty.
        DeclaresEmpty = "declares_empty",
        /// Drops its argument on purpose.
        Drops = "drops",
        /// Gives back its argument, the same text in another type.
        HandsOn = "hands_on",
        /// Publishes a message.
        Publishes = "publishes",
        /// Makes a builder or a value that is worth following by itself: the type that it is called on is recognised.
        Begins = "begins",
        /// Makes a metric instrument's builder; its name is the first argument.
        MakesInstrument = "makes_instrument",
        /// Takes a measurement, the first argument.
        Measures = "measures",
        /// The same of a sum that only grows.
        Increases = "increases",
        /// Makes a provider the global one, or builds one and does.
        InstallsProvider = "installs_provider",
        /// The same in some versions; in others it only makes one.
        MayInstallProvider = "may_install_provider",
        /// Ends a provider and exports what it still holds.
        ShutsDown = "shuts_down",
        /// Exports what a provider still holds.
        Flushes = "flushes",
        /// Makes a subscriber the one that gets all spans and events.
        InstallsSubscriber = "installs_subscriber",
        /// Makes a propagator the global one.
        InstallsPropagator = "installs_propagator",
        /// Uses the global provider.
        GetsGlobal = "gets_global",
        /// Uses the global propagator.
        GetsPropagator = "gets_propagator",
        /// Writes trace context into headers.
        Injects = "injects",
        /// The same with the context that is current.
        InjectsCurrent = "injects_current",
        /// Reads trace context out of headers, and returns it.
        Extracts = "extracts",
        /// Says that a span consumes a message.
        SaysConsumer = "says_consumer",
        /// Waits for messages of another process, or sets up what will get them.
        ReceivesMessages = "receives_messages",
        /// Puts a span into a new context, which ends with that.
        CarriesSpan = "carries_span",
        /// Makes a new context, of use only where it is attached or handed on.
        DerivesContext = "derives_context",
        /// Gives a span a parent.
        SetsParent = "sets_parent",
        /// Decides whether a span is started when it is entered.
        ChoosesActivation = "chooses_activation",
        /// Hands a provider, the first argument, or a tracer of one, to a layer of tracing.
        TakesProvider = "takes_provider",
        /// Hands out a tracer, meter or logger of its receiver, a provider.
        HandsOut = "hands_out",
        /// No number: NaN or infinite.
        NotFinite = "not_finite",
    }
}

words! {
    /// Whose span a call starts: its name, kind and parent are fixed from then on.
    pub enum Starts {
        Receiver = "receiver",
        Argument = "argument",
        /// The argument, once what the call returns is awaited.
        AwaitedArgument = "argument_awaited",
    }
}

words! {
    /// Where a call runs the futures and closures among its arguments: nothing is current there that is current here.
    pub enum Runs {
        /// A task polls the future.
        Task = "task",
        /// Another thread runs the closure.
        Thread = "thread",
        /// Several threads run the closure, for each of many things.
        Each = "each",
    }
}

words! {
    /// What a call gives to a value.
    pub enum Adds {
        /// An exporter that is called for each span or log as it ends.
        SimpleExporter = "simple_exporter",
        /// An exporter that gets many at once, from a task or thread of its own.
        BatchExporter = "batch_exporter",
        /// A processor of spans or logs, or a reader of metrics.
        Processor = "processor",
        Sampler = "sampler",
        /// The resource as a whole.
        ResourceAsWhole = "resource",
        /// Settings that may hold a sampler and a resource.
        Settings = "settings",
        View = "view",
        ServiceName = "service_name",
        /// One attribute or a list of them.
        Attributes = "attributes",
        /// What is found out when the program runs: detectors, the environment, another resource.
        Detected = "detected",
        Unit = "unit",
        Boundaries = "boundaries",
        Callback = "callback",
        /// Nothing is sampled.
        NoSpans = "no_spans",
        /// The part that is sampled, a number.
        Ratio = "ratio",
        /// The sampler for spans without a parent.
        RootSampler = "root_sampler",
    }
}

words! {
    /// The type of a convention's values.
    pub enum ConventionKind {
        String = "string",
        Int = "int",
        Double = "double",
        Boolean = "boolean",
        /// An array of any of those.
        Array = "array",
        Any = "any",
    }
}

words! {
    /// What a name of the conventions is the name of.
    pub enum Named {
        Attribute = "attribute",
        Metric = "metric",
    }
}
