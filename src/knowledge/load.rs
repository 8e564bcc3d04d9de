//! One API or word file to its table, with every mistake of the file reported at once.

use super::model::{
    Adds, Api, Call, Carries, Does, Grammar, HandsOn, Is, Level, LevelName, MacroName, Parent, Publishes, Scope, Signal,
    Signature, TypeApi, WordList,
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
    ("returns_error", Grammar::ReturnsError),
    ("returns_error_unless", Grammar::ReturnsErrorUnless),
];

const PARTS: &[(&str, Is)] = &[
    ("span", Is::Span),
    ("started_span", Is::StartedSpan),
    ("span_reference", Is::SpanReference),
    ("guard", Is::Guard),
    ("context", Is::Context),
    ("tracer", Is::Tracer),
    ("span_builder", Is::SpanBuilder),
    ("wrapper", Is::Wrapper),
    ("container", Is::Container),
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
    ("resource", Is::Resource),
    ("resource_builder", Is::ResourceBuilder),
    ("meter", Is::Meter),
    ("instrument_builder", Is::InstrumentBuilder),
    ("instrument", Is::MetricInstrument),
    ("observable_instrument", Is::ObservableInstrument),
    ("context", Is::SpanContext),
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
    ("activates", Does::Activates),
    ("forgets", Does::Forgets),
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
];

const HANDS_ON: &[(&str, HandsOn)] = &[("receiver", HandsOn::Receiver), ("argument", HandsOn::Argument)];

const PARENTS: &[(&str, Parent)] = &[("current", Parent::Current), ("given", Parent::Given)];

const API_KEYS: &[&str] = &[
    "crate",
    "exports",
    "macros",
    "attributes",
    "types",
    "functions",
    "name_fields",
    "status_fields",
    "failure_fields",
    "levels",
];

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
        let functions = entries(root, "functions").iter().map(|(path, node)| call(reader, path, node)).collect();
        Api {
            name: reader.required(root, "crate"),
            exports: flag(root, "exports").unwrap_or(false),
            macros: macros(reader, root, "macros"),
            attributes: attributes(reader, root),
            types: List::keep(types),
            functions: List::keep(functions),
            name_fields: texts(items(root, "name_fields")),
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
    reader.known_keys(node, &["aliases", "is", "signal", "crosses_threads", "fails", "carries", "methods"]);
    let carries = get(node, "carries").map(|carries| {
        reader.known_keys(carries, &["by", "empty"]);
        Carries { by: texts(items(carries, "by")), empty: texts(items(carries, "empty")) }
    });
    let methods = entries(node, "methods").iter().map(|(name, method)| call(reader, name, method)).collect();
    TypeApi {
        path: keep_text(path),
        aliases: texts(items(node, "aliases")),
        is: get(node, "is").and_then(|is| reader.one_of(is, PARTS)),
        signal: get(node, "signal").and_then(|signal| reader.one_of(signal, SIGNALS)),
        crosses_threads: flag(node, "crosses_threads"),
        fails: flag(node, "fails").unwrap_or(false),
        carries,
        methods: List::keep(methods),
    }
}

fn call(reader: &mut Reader, name: &Node, node: &Node) -> Call {
    reader.known_keys(node, &["returns", "consumes", "does", "adds", "signal", "hands_on", "parent", "scope", "publishes"]);
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
    let signature = Signature { returns: get(node, "returns").map(keep_text), consumes: flag(node, "consumes").unwrap_or(false) };
    Call {
        name: keep_text(name),
        signature,
        does: does.or(publishes.map(|_| Does::Publishes)),
        hands_on: get(node, "hands_on").and_then(|whose| reader.one_of(whose, HANDS_ON)),
        parent: get(node, "parent").and_then(|parent| reader.one_of(parent, PARENTS)),
        scope: get(node, "scope").map(|scope| {
            reader.known_keys(scope, &["starts", "gives"]);
            Scope { starts: flag(scope, "starts").unwrap_or(false), gives: get(scope, "gives").map(keep_text) }
        }),
        adds: get(node, "adds").and_then(|adds| reader.one_of(adds, ADDITIONS)),
        signal: get(node, "signal").and_then(|signal| reader.one_of(signal, SIGNALS)),
        publishes,
    }
}
