//! One API or word file to its table, with every mistake of the file reported at once.

use super::form::Form;
use super::messaging::{Carries, Publishes, Receives};
use super::model::{Api, Call, Keeps, LevelName, MacroName, Release, Scope, Signature, TypeApi, WordList};
use super::parts::{Adds, Carrier, Does, Grammar, HandsOn, Is, Level, Parent, Prints, Runs, Scalar, Signal, Starts};
use crate::fact::{Interval, Version};
use crate::table::List;
use crate::yaml::{Mistake, Node, Reader, entries, flag, get, items, keep_text, read, texts};

const API_KEYS: &[&str] = &[
    "crate",
    "exports",
    "bridges",
    "single",
    "keeps",
    "macros",
    "attributes",
    "types",
    "functions",
    "name_fields",
    "values",
    "anything",
    "key_modules",
    "releases",
    "status_fields",
    "failure_fields",
    "levels",
    "reexports",
    "injects_with",
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
            keeps: keeps(reader, root),
            macros: macros(reader, root, "macros"),
            attributes: attributes(reader, root),
            types: List::keep(types),
            functions,
            name_fields: texts(items(root, "name_fields")),
            values: calls(reader, root, "values"),
            anything: calls(reader, root, "anything"),
            key_modules: texts(items(root, "key_modules")),
            releases: releases(reader, root),
            status_fields: texts(items(root, "status_fields")),
            failure_fields: texts(items(root, "failure_fields")),
            levels: levels(reader, root),
            reexports: pairs(root, "reexports"),
            injects_with: texts(items(root, "injects_with")),
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
        let grammar = reader.one_of(grammar, Grammar::NAMES);
        for path in paths.list().unwrap_or_default() {
            macros.extend(grammar.map(|grammar| MacroName { path: keep_text(path), grammar, arguments: List(&[]) }));
        }
    }
    List::keep(macros)
}

fn levels(reader: &mut Reader, root: &Node) -> List<LevelName> {
    let mut levels = Vec::new();
    for (level, paths) in entries(root, "levels") {
        let level = reader.one_of(level, Level::NAMES);
        let paths = paths.list().unwrap_or_default().iter();
        levels.extend(
            level.into_iter().flat_map(|level| paths.clone().map(move |path| LevelName { path: keep_text(path), level })),
        );
    }
    List::keep(levels)
}

/// Texts under texts.
fn pairs(root: &Node, name: &str) -> List<(&'static str, &'static str)> {
    List::keep(entries(root, name).iter().map(|(key, value)| (keep_text(key), keep_text(value))).collect())
}

fn releases(reader: &mut Reader, root: &Node) -> List<Release> {
    let mut releases = Vec::new();
    for (versions, of) in entries(root, "releases") {
        let found = versions.text().and_then(Interval::parse).zip(of.text().and_then(Version::parse));
        if found.is_none() {
            reader
                .refuse(versions.at, "versions and the release that they go by, such as `\">=0.15, <0.16\": 1.25.0`".to_owned());
        }
        releases.extend(found.map(|(versions, of)| Release { versions, of }));
    }
    List::keep(releases)
}

fn attributes(reader: &mut Reader, root: &Node) -> List<MacroName> {
    let mut attributes = Vec::new();
    for (path, node) in entries(root, "attributes") {
        reader.known_keys(node, &["grammar", "arguments"]);
        let grammar = get(node, "grammar").and_then(|grammar| reader.one_of(grammar, Grammar::NAMES));
        let arguments = texts(items(node, "arguments"));
        attributes.extend(grammar.map(|grammar| MacroName { path: keep_text(path), grammar, arguments }));
    }
    List::keep(attributes)
}

fn keeps(reader: &mut Reader, root: &Node) -> Option<Keeps> {
    let node = get(root, "keeps")?;
    reader.known_keys(node, &["task", "thread"]);
    Some(Keeps { task: reader.required(node, "task"), thread: reader.required(node, "thread") })
}

fn type_api(reader: &mut Reader, path: &Node, node: &Node) -> TypeApi {
    reader.known_keys(
        node,
        &[
            "aliases",
            "is",
            "signal",
            "crosses_threads",
            "borrows",
            "counted",
            "fails",
            "carries",
            "sent",
            "scalar",
            "prints",
            "awaited",
            "iterates",
            "element",
            "extends",
            "fields",
            "methods",
        ],
    );
    let carries = get(node, "carries").map(|carries| Carries::load(reader, carries));
    let mut known = TypeApi {
        path: keep_text(path),
        aliases: texts(items(node, "aliases")),
        is: get(node, "is").and_then(|is| reader.one_of(is, Is::NAMES)),
        signal: get(node, "signal").and_then(|signal| reader.one_of(signal, Signal::NAMES)),
        crosses_threads: flag(node, "crosses_threads"),
        borrows: flag(node, "borrows").unwrap_or(false),
        counted: flag(node, "counted").unwrap_or(false),
        fails: flag(node, "fails").unwrap_or(false),
        carries,
        sent: get(node, "sent").map(|sent| Call::sent(Publishes::load(reader, sent))),
        scalar: get(node, "scalar").and_then(|scalar| reader.one_of(scalar, Scalar::NAMES)),
        prints: get(node, "prints").and_then(|prints| reader.one_of(prints, Prints::NAMES)),
        awaited: form(reader, get(node, "awaited")),
        iterates: form(reader, get(node, "iterates")),
        element: form(reader, get(node, "element")),
        extends: texts(items(node, "extends")),
        generic: false,
        fields: fields(reader, node),
        methods: calls(reader, node, "methods"),
    };
    known.generic = known.goes_by_arguments();
    known
}

fn fields(reader: &mut Reader, node: &Node) -> List<(&'static str, Form)> {
    List::keep(entries(node, "fields").iter().map(|(name, ty)| (keep_text(name), form(reader, Some(ty)))).collect())
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
            "keeps",
            "parent",
            "scope",
            "starts",
            "runs",
            "serves",
            "publishes",
            "receives",
            "headers",
            "owning",
        ],
    );
    let publishes = get(node, "publishes").map(|publishes| Publishes::load(reader, publishes));
    let receives = get(node, "receives").map(|receives| Receives::load(reader, receives));
    let does = get(node, "does").and_then(|does| reader.one_of(does, Does::NAMES));
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
        does: does.or(publishes.map(|_| Does::Publishes)).or(receives.map(|_| Does::ReceivesMessages)),
        hands_on: get(node, "hands_on").and_then(|whose| reader.one_of(whose, HandsOn::NAMES)),
        keeps: flag(node, "keeps").unwrap_or(false),
        parent: get(node, "parent").and_then(|parent| reader.one_of(parent, Parent::NAMES)),
        scope: get(node, "scope").map(|scope| {
            reader.known_keys(scope, &["enters", "starts", "gives"]);
            Scope {
                enters: flag(scope, "enters").unwrap_or(false),
                starts: flag(scope, "starts").unwrap_or(false),
                gives: get(scope, "gives").map(keep_text),
            }
        }),
        starts: get(node, "starts").and_then(|starts| reader.one_of(starts, Starts::NAMES)),
        runs: get(node, "runs").and_then(|runs| reader.one_of(runs, Runs::NAMES)),
        serves: get(node, "serves").map(keep_text),
        adds: get(node, "adds").and_then(|adds| reader.one_of(adds, Adds::NAMES)),
        signal: get(node, "signal").and_then(|signal| reader.one_of(signal, Signal::NAMES)),
        attributes: get(node, "attributes").and_then(|carrier| reader.one_of(carrier, Carrier::NAMES)),
        owning: get(node, "owning").map(keep_text),
        publishes,
        receives,
        headers: get(node, "headers").map(|_| reader.number(node, "headers")),
    }
}
