//! One API or word file to its table, with every mistake of the file reported at once.

use super::form::Form;
use super::model::{
    Adds, Api, Call, Carrier, Carries, Does, Grammar, HandsOn, Is, Level, LevelName, MacroName, Parent, Publishes, Scalar, Scope,
    Signal, Signature, Starts, TypeApi, WordList,
};
use crate::table::List;
use crate::yaml::{Mistake, Node, Reader, entries, flag, get, items, keep_text, read, texts};

const GRAMMARS: &[(&str, Grammar)] = &[
    ("span_macro", Grammar::SpanMacro),
    ("leveled_span_macro", Grammar::LeveledSpanMacro),
    ("event_macro", Grammar::EventMacro),
    ("leveled_event_macro", Grammar::LeveledEventMacro),
    ("instrument", Grammar::Instrument),
    ("format", Grammar::Format),
    ("select", Grammar::Select),
    ("join", Grammar::Join),
    ("statics", Grammar::Statics),
    ("returns_error", Grammar::ReturnsError),
    ("returns_error_unless", Grammar::ReturnsErrorUnless),
    ("panics", Grammar::Panics),
];

const PARTS: &[(&str, Is)] = &[
    ("span", Is::Span),
    ("started_span", Is::StartedSpan),
    ("span_reference", Is::SpanReference),
    ("guard", Is::Guard),
    ("outcome", Is::Outcome),
    ("context", Is::Context),
    ("local_static", Is::LocalStatic),
    ("tracer", Is::Tracer),
    ("span_builder", Is::SpanBuilder),
    ("wrapper", Is::Wrapper),
    ("container", Is::Container),
    ("lender", Is::Lender),
    ("callable", Is::Callable),
    ("never", Is::Never),
    ("redacted", Is::Redacted),
    ("plain", Is::Plain),
    ("count", Is::Count),
    ("request_part", Is::RequestPart),
    ("provider", Is::Provider),
    ("provider_builder", Is::ProviderBuilder),
    ("pipeline", Is::Pipeline),
    ("exporter", Is::Exporter),
    ("exporter_builder", Is::ExporterBuilder),
    ("local_exporter", Is::LocalExporter),
    ("processor", Is::TelemetryProcessor),
    ("reader", Is::MetricReader),
    ("sampler", Is::SpanSampler),
    ("resource", Is::OfService),
    ("resource_builder", Is::ResourceBuilder),
    ("meter", Is::Meter),
    ("instrument_builder", Is::InstrumentBuilder),
    ("instrument", Is::MetricInstrument),
    ("observable_instrument", Is::ObservableInstrument),
    ("subscriber", Is::Subscriber),
    ("telemetry_guard", Is::TelemetryGuard),
];

const SIGNALS: &[(&str, Signal)] = &[("traces", Signal::Traces), ("metrics", Signal::Metrics), ("logs", Signal::Logs)];

const ADDITIONS: &[(&str, Adds)] = &[
    ("simple_exporter", Adds::SimpleExporter),
    ("batch_exporter", Adds::BatchExporter),
    ("processor", Adds::Processor),
    ("sampler", Adds::Sampler),
    ("resource", Adds::ResourceAsWhole),
    ("settings", Adds::Settings),
    ("view", Adds::View),
    ("service_name", Adds::ServiceName),
    ("attributes", Adds::Attributes),
    ("detected", Adds::Detected),
    ("unit", Adds::Unit),
    ("boundaries", Adds::Boundaries),
    ("callback", Adds::Callback),
    ("no_spans", Adds::NoSpans),
    ("ratio", Adds::Ratio),
    ("root_sampler", Adds::RootSampler),
];

const SCALARS: &[(&str, Scalar)] = &[
    ("text", Scalar::Text),
    ("signed", Scalar::Signed),
    ("unsigned", Scalar::Unsigned),
    ("float", Scalar::Float),
    ("flag", Scalar::Flag),
    ("list", Scalar::Many),
    ("optional", Scalar::Optional),
];

const CARRIERS: &[(&str, Carrier)] = &[
    ("span", Carrier::SpanOrLink),
    ("event", Carrier::SpanEvent),
    ("metric", Carrier::Measurement),
    ("resource", Carrier::Resource),
    ("baggage", Carrier::Baggage),
];

const API_KEYS: &[&str] = &[
    "crate",
    "exports",
    "bridges",
    "single",
    "macros",
    "attributes",
    "types",
    "functions",
    "name_fields",
    "values",
    "anything",
    "key_modules",
    "status_fields",
    "failure_fields",
    "levels",
];

const DEEDS: &[(&str, Does)] = &[
    ("current_span", Does::CurrentSpan),
    ("makes_span", Does::MakesSpan),
    ("names_span", Does::NamesSpan),
    ("records_field", Does::RecordsField),
    ("reads", Does::Reads),
    ("ends", Does::Ends),
    ("ends_at", Does::EndsAt),
    ("starts_at", Does::StartsAt),
    ("shows_value", Does::ShowsValue),
    ("sets_attribute", Does::SetsAttribute),
    ("adds_event", Does::AddsEvent),
    ("adds_link", Does::AddsLink),
    ("sets_status", Does::SetsStatus),
    ("records_error", Does::RecordsError),
    ("attaches", Does::Attaches),
    ("activates", Does::Activates),
    ("forgets", Does::Forgets),
    ("leaks", Does::Leaks),
    ("releases", Does::Releases),
    ("exits", Does::Exits),
    ("receives", Does::Receives),
    ("makes_ok_status", Does::MakesOkStatus),
    ("makes_error_status", Does::MakesErrorStatus),
    ("makes_error", Does::MakesError),
    ("takes_time", Does::TakesTime),
    ("earliest_time", Does::EarliestTime),
    ("makes_attribute", Does::MakesAttribute),
    ("declares_empty", Does::DeclaresEmpty),
    ("drops", Does::Drops),
    ("hands_on", Does::HandsOn),
    ("publishes", Does::Publishes),
    ("begins", Does::Begins),
    ("makes_instrument", Does::MakesInstrument),
    ("measures", Does::Measures),
    ("increases", Does::Increases),
    ("installs_provider", Does::InstallsProvider),
    ("shuts_down", Does::ShutsDown),
    ("flushes", Does::Flushes),
    ("installs_subscriber", Does::InstallsSubscriber),
    ("installs_propagator", Does::InstallsPropagator),
    ("gets_global", Does::GetsGlobal),
    ("gets_propagator", Does::GetsPropagator),
    ("carries_span", Does::CarriesSpan),
    ("derives_context", Does::DerivesContext),
    ("sets_parent", Does::SetsParent),
    ("chooses_activation", Does::ChoosesActivation),
    ("takes_provider", Does::TakesProvider),
    ("hands_out", Does::HandsOut),
    ("not_finite", Does::NotFinite),
];

const HANDS_ON: &[(&str, HandsOn)] = &[("receiver", HandsOn::OfReceiver), ("argument", HandsOn::OfArgument)];

const PARENTS: &[(&str, Parent)] = &[("active", Parent::Active), ("passed", Parent::Passed)];

const STARTED: &[(&str, Starts)] =
    &[("receiver", Starts::Receiver), ("argument", Starts::Argument), ("argument_awaited", Starts::AwaitedArgument)];

const LEVELS: &[(&str, Level)] = &[
    ("error", Level::AtError),
    ("warn", Level::AtWarn),
    ("info", Level::AtInfo),
    ("debug", Level::AtDebug),
    ("trace", Level::AtTrace),
];

/// Reads `apis/<name>.yaml`.
pub fn load_api(name: &str, source: &str) -> Result<Api, Vec<Mistake>> {
    read(&format!("apis/{name}.yaml"), source, |reader, root| {
        reader.known_keys(root, API_KEYS);
        let types = entries(root, "types").iter().map(|(path, node)| type_api(reader, path, node)).collect();
        let functions = calls(reader, root, "functions");
        Api {
            name: reader.required(root, "crate"),
            exports: flag(root, "exports").unwrap_or(false),
            bridges: flag(root, "bridges").unwrap_or(false),
            single: flag(root, "single").unwrap_or(false),
            macros: macros(reader, root, "macros"),
            attributes: attributes(reader, root),
            types: List::keep(types),
            functions,
            name_fields: texts(items(root, "name_fields")),
            values: calls(reader, root, "values"),
            anything: calls(reader, root, "anything"),
            key_modules: texts(items(root, "key_modules")),
            status_fields: texts(items(root, "status_fields")),
            failure_fields: texts(items(root, "failure_fields")),
            levels: levels(reader, root),
        }
    })
}

/// Reads `lists/<name>.yaml`: named lists of words.
pub fn load_words(name: &str, source: &str) -> Result<Vec<WordList>, Vec<Mistake>> {
    read(&format!("lists/{name}.yaml"), source, |_, root| {
        let lists = root.map().unwrap_or_default().iter();
        lists.map(|(key, node)| WordList { name: keep_text(key), words: texts(node.list().unwrap_or_default()) }).collect()
    })
}

fn macros(reader: &mut Reader, root: &Node, name: &str) -> List<MacroName> {
    let mut macros = Vec::new();
    for (grammar, paths) in entries(root, name) {
        let grammar = reader.one_of(grammar, GRAMMARS);
        for path in paths.list().unwrap_or_default() {
            macros.extend(grammar.map(|grammar| MacroName { path: keep_text(path), grammar, arguments: List(&[]) }));
        }
    }
    List::keep(macros)
}

fn levels(reader: &mut Reader, root: &Node) -> List<LevelName> {
    let mut levels = Vec::new();
    for (level, paths) in entries(root, "levels") {
        let level = reader.one_of(level, LEVELS);
        let paths = paths.list().unwrap_or_default().iter();
        levels.extend(
            level.into_iter().flat_map(|level| paths.clone().map(move |path| LevelName { path: keep_text(path), level })),
        );
    }
    List::keep(levels)
}

fn attributes(reader: &mut Reader, root: &Node) -> List<MacroName> {
    let mut attributes = Vec::new();
    for (path, node) in entries(root, "attributes") {
        reader.known_keys(node, &["grammar", "arguments"]);
        let grammar = get(node, "grammar").and_then(|grammar| reader.one_of(grammar, GRAMMARS));
        let arguments = texts(items(node, "arguments"));
        attributes.extend(grammar.map(|grammar| MacroName { path: keep_text(path), grammar, arguments }));
    }
    List::keep(attributes)
}

fn type_api(reader: &mut Reader, path: &Node, node: &Node) -> TypeApi {
    reader.known_keys(
        node,
        &[
            "aliases",
            "is",
            "signal",
            "crosses_threads",
            "counted",
            "fails",
            "carries",
            "scalar",
            "awaited",
            "iterates",
            "element",
            "extends",
            "methods",
        ],
    );
    let carries = get(node, "carries").map(|carries| {
        reader.known_keys(carries, &["by", "empty"]);
        Carries { by: texts(items(carries, "by")), empty: texts(items(carries, "empty")) }
    });
    TypeApi {
        path: keep_text(path),
        aliases: texts(items(node, "aliases")),
        is: get(node, "is").and_then(|is| reader.one_of(is, PARTS)),
        signal: get(node, "signal").and_then(|signal| reader.one_of(signal, SIGNALS)),
        crosses_threads: flag(node, "crosses_threads"),
        counted: flag(node, "counted").unwrap_or(false),
        fails: flag(node, "fails").unwrap_or(false),
        carries,
        scalar: get(node, "scalar").and_then(|scalar| reader.one_of(scalar, SCALARS)),
        awaited: form(reader, get(node, "awaited")),
        iterates: form(reader, get(node, "iterates")),
        element: form(reader, get(node, "element")),
        extends: texts(items(node, "extends")),
        methods: calls(reader, node, "methods"),
    }
}

fn calls(reader: &mut Reader, node: &Node, name: &str) -> List<Call> {
    List::keep(entries(node, name).iter().map(|(name, node)| call(reader, name, node)).collect())
}

fn form(reader: &mut Reader, node: Option<&Node>) -> Form {
    let Some(node) = node else { return Form::Untold };
    Form::parse(node.text().unwrap_or_default()).unwrap_or_else(|problem| {
        reader.refuse(node.at, problem);
        Form::Untold
    })
}

fn call(reader: &mut Reader, name: &Node, node: &Node) -> Call {
    reader.known_keys(
        node,
        &[
            "returns",
            "passes",
            "fills",
            "consumes",
            "does",
            "attributes",
            "adds",
            "signal",
            "hands_on",
            "parent",
            "scope",
            "starts",
            "publishes",
        ],
    );
    let publishes = get(node, "publishes").map(|publishes| {
        reader.known_keys(publishes, &["arguments", "carrier", "message", "fix"]);
        Publishes {
            arguments: reader.number(publishes, "arguments"),
            carrier: reader.number(publishes, "carrier"),
            message: reader.required(publishes, "message"),
            fix: reader.required(publishes, "fix"),
        }
    });
    let does = get(node, "does").and_then(|does| reader.one_of(does, DEEDS));
    let signature = Signature {
        returns: get(node, "returns").map(keep_text),
        form: form(reader, get(node, "returns")),
        passes: form(reader, get(node, "passes")),
        fills: List::keep(items(node, "fills").iter().map(|item| form(reader, Some(item))).collect()),
        consumes: flag(node, "consumes").unwrap_or(false),
    };
    Call {
        name: keep_text(name),
        signature,
        does: does.or(publishes.map(|_| Does::Publishes)),
        hands_on: get(node, "hands_on").and_then(|whose| reader.one_of(whose, HANDS_ON)),
        parent: get(node, "parent").and_then(|parent| reader.one_of(parent, PARENTS)),
        scope: get(node, "scope").map(|scope| {
            reader.known_keys(scope, &["enters", "starts", "gives"]);
            Scope {
                enters: flag(scope, "enters").unwrap_or(false),
                starts: flag(scope, "starts").unwrap_or(false),
                gives: get(scope, "gives").map(keep_text),
            }
        }),
        starts: get(node, "starts").and_then(|starts| reader.one_of(starts, STARTED)),
        adds: get(node, "adds").and_then(|adds| reader.one_of(adds, ADDITIONS)),
        signal: get(node, "signal").and_then(|signal| reader.one_of(signal, SIGNALS)),
        attributes: get(node, "attributes").and_then(|carrier| reader.one_of(carrier, CARRIERS)),
        publishes,
    }
}
