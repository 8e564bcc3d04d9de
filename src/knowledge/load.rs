//! One API or word file to its table, with every mistake of the file reported at once.

use super::model::{Api, Call, Carries, Does, Grammar, Is, MacroName, Publishes, Signature, Starts, TypeApi, WordList};
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
];

const PARTS: &[(&str, Is)] = &[
    ("span", Is::Span),
    ("started_span", Is::StartedSpan),
    ("guard", Is::Guard),
    ("tracer", Is::Tracer),
    ("span_builder", Is::SpanBuilder),
    ("wrapper", Is::Wrapper),
    ("container", Is::Container),
    ("redacted", Is::Redacted),
    ("plain", Is::Plain),
    ("count", Is::Count),
    ("request_part", Is::RequestPart),
];

const DEEDS: &[(&str, Does)] = &[
    ("current_span", Does::CurrentSpan),
    ("makes_span", Does::MakesSpan),
    ("names_span", Does::NamesSpan),
    ("records_field", Does::RecordsField),
    ("reads", Does::Reads),
    ("ends", Does::Ends),
    ("makes_attribute", Does::MakesAttribute),
    ("declares_empty", Does::DeclaresEmpty),
    ("drops", Does::Drops),
    ("publishes", Does::Publishes),
    ("sets_parent", Does::SetsParent),
    ("chooses_activation", Does::ChoosesActivation),
];

const STARTED: &[(&str, Starts)] =
    &[("receiver", Starts::Receiver), ("argument", Starts::Argument), ("argument_awaited", Starts::AwaitedArgument)];

/// Reads `apis/<name>.yaml`.
pub fn load_api(name: &str, source: &str) -> Result<Api, Vec<Mistake>> {
    read(&format!("apis/{name}.yaml"), source, |reader, root| {
        reader.known_keys(root, &["crate", "exports", "single", "macros", "attributes", "types", "functions", "name_fields"]);
        let types = entries(root, "types").iter().map(|(path, node)| type_api(reader, path, node)).collect();
        let functions = entries(root, "functions").iter().map(|(path, node)| call(reader, path, node)).collect();
        Api {
            name: reader.required(root, "crate"),
            exports: flag(root, "exports").unwrap_or(false),
            single: flag(root, "single").unwrap_or(false),
            macros: macros(reader, root, "macros"),
            attributes: attributes(reader, root),
            types: List::keep(types),
            functions: List::keep(functions),
            name_fields: texts(items(root, "name_fields")),
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
    reader.known_keys(node, &["aliases", "is", "crosses_threads", "carries", "extends", "methods"]);
    let carries = get(node, "carries").map(|carries| {
        reader.known_keys(carries, &["by", "empty"]);
        Carries { by: texts(items(carries, "by")), empty: texts(items(carries, "empty")) }
    });
    let methods = entries(node, "methods").iter().map(|(name, method)| call(reader, name, method)).collect();
    TypeApi {
        path: keep_text(path),
        aliases: texts(items(node, "aliases")),
        is: get(node, "is").and_then(|is| reader.one_of(is, PARTS)),
        crosses_threads: flag(node, "crosses_threads"),
        carries,
        extends: texts(items(node, "extends")),
        methods: List::keep(methods),
    }
}

fn call(reader: &mut Reader, name: &Node, node: &Node) -> Call {
    reader.known_keys(node, &["returns", "consumes", "does", "starts", "publishes"]);
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
    let starts = get(node, "starts").and_then(|starts| reader.one_of(starts, STARTED));
    let signature = Signature { returns: get(node, "returns").map(keep_text), consumes: flag(node, "consumes").unwrap_or(false) };
    Call { name: keep_text(name), signature, does: does.or(publishes.map(|_| Does::Publishes)), starts, publishes }
}
