//! The API knowledge, indexed: by path, by alias, by last segment of a macro's name.

#![allow(
    unused_imports,
    clippy::enum_glob_use,
    reason = "the generated table names variants without their type, whichever it needs"
)]

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::conventions::conventions;
use super::form::Form::{self, *};
use super::messaging::{
    Carries,
    Operand::{self, *},
    Publishes, Receives, Sends,
};
use super::model::{Api, Call, Keeps, LevelName, MacroName, Release, Scope, Signature, TypeApi};
use super::parts::{Adds, Carrier, Does, Grammar, HandsOn, Is, Level, Parent, Prints, Runs, Scalar, Signal, Starts};
use super::words::words;
use crate::fact::{Interval, Version, Versions};
use crate::table::List;

static APIS: &[Api] = include!(concat!(env!("OUT_DIR"), "/apis.rs"));

/// Look-ups by absolute path, such as `tracing::Span`.
#[derive(Debug)]
pub struct Catalog {
    /// What is said of each library; a workspace may add to what the program knows.
    pub(super) crates: HashMap<&'static str, Vec<&'static Api>>,
    /// Those that the workspace describes.
    pub(super) described: List<Api>,
    macros: HashMap<&'static str, (&'static MacroName, &'static Api)>,
    /// By last segment: what a macro may be before its path is resolved.
    macro_names: HashMap<&'static str, Vec<Grammar>>,
    pub(super) types: HashMap<&'static str, &'static TypeApi>,
    functions: HashMap<&'static str, &'static Call>,
    /// Traits by the path of a type that they give methods to.
    extensions: HashMap<&'static str, Vec<&'static TypeApi>>,
    pub(super) publishing: Vec<&'static Call>,
    telling: HashSet<&'static str>,
    /// The last segments of calls, by what they do.
    by_deed: HashMap<Does, HashSet<&'static str>>,
    /// The last segments of calls that run a task or thread.
    apart: HashSet<&'static str>,
    /// The crates of methods that attach a span or context to a future.
    attaching: HashMap<&'static str, &'static str>,
    /// What stands before the names of known items.
    pub(super) modules: HashSet<&'static str>,
    name_fields: HashSet<&'static str>,
    values: HashMap<&'static str, &'static Call>,
    anything: HashMap<&'static str, &'static Call>,
    key_modules: HashSet<&'static str>,
    status_fields: HashSet<&'static str>,
    levels: HashMap<&'static str, Level>,
    error_names: HashSet<&'static str>,
    /// Modules that are another library, by path.
    pub(super) reexports: HashMap<&'static str, &'static str>,
}

impl Catalog {
    /// The API files of the program, and what a workspace says of libraries and of its own types besides; of the same the latter holds.
    pub(super) fn new(described: List<Api>) -> Self {
        let apis = || APIS.iter().chain(described.0);
        let mut catalog = Self {
            crates: HashMap::default(),
            described,
            macros: HashMap::default(),
            macro_names: HashMap::default(),
            types: HashMap::default(),
            functions: HashMap::default(),
            extensions: HashMap::default(),
            publishing: Vec::new(),
            telling: HashSet::default(),
            by_deed: HashMap::default(),
            apart: HashSet::default(),
            attaching: HashMap::default(),
            modules: HashSet::default(),
            name_fields: HashSet::default(),
            values: HashMap::default(),
            anything: HashMap::default(),
            key_modules: HashSet::default(),
            status_fields: HashSet::default(),
            levels: HashMap::default(),
            error_names: HashSet::default(),
            reexports: HashMap::default(),
        };
        for api in apis() {
            catalog.crates.entry(api.name).or_default().push(api);
            for name in api.macros.iter().chain(api.attributes.iter()) {
                catalog.macros.insert(name.path, (name, api));
                let grammars = catalog.macro_names.entry(last_segment(name.path)).or_default();
                if !grammars.contains(&name.grammar) {
                    grammars.push(name.grammar);
                }
            }
            for known in api.types.iter() {
                for path in known.paths() {
                    catalog.add_type(path, known);
                }
                for extended in known.extends.0 {
                    catalog.extensions.entry(extended).or_default().push(known);
                }
                for call in known.methods.0 {
                    if matches!(call.does, Some(Does::Attaches | Does::AttachesCurrent)) {
                        catalog.attaching.insert(call.name, api.name);
                    }
                    if call.publishes.is_some() {
                        catalog.publishing.push(call);
                    }
                }
            }
            catalog.name_fields.extend(api.name_fields.0);
            catalog.status_fields.extend(api.status_fields.0);
            catalog.levels.extend(api.levels.iter().map(|known| (known.path, known.level)));
            catalog.functions.extend(api.functions.iter().map(|call| (call.name, call)));
            catalog.values.extend(api.values.iter().map(|call| (call.name, call)));
            catalog.anything.extend(api.anything.iter().map(|call| (call.name, call)));
            catalog.key_modules.extend(api.key_modules.0);
            catalog.reexports.extend(api.reexports.0.iter().copied());
        }
        let paths = catalog.types.keys().chain(catalog.functions.keys()).chain(catalog.macros.keys());
        catalog.modules = paths.filter_map(|path| path.rsplit_once("::")).map(|(module, _)| module).collect();
        let methods = apis().flat_map(|api| api.types.0).flat_map(|known| known.methods.0);
        for call in apis().flat_map(|api| api.functions.0).chain(methods.clone()) {
            if call.runs_apart() {
                catalog.apart.insert(last_segment(call.name));
            }
            if let Some(does) = call.does {
                catalog.by_deed.entry(does).or_default().insert(last_segment(call.name));
            }
        }
        let at_error =
            catalog.levels.iter().filter(|(path, level)| **level == Level::Error && catalog.macros.contains_key(*path));
        catalog.error_names = at_error.map(|(path, _)| last_segment(path)).collect();
        // Whether a call returns a guard is known once all types are.
        let methods = methods
            .filter(|call| call.does != Some(Does::Begins) && !words().is_common_call(call.name) && catalog.is_telling(call));
        catalog.telling = methods.map(|call| call.name).collect();
        catalog
    }

    /// What is said of libraries, by their names.
    pub(super) fn apis(&self) -> impl Iterator<Item = &'static Api> {
        self.crates.values().flatten().copied()
    }

    pub(super) fn of_crate(&self, name: &str) -> impl Iterator<Item = &'static Api> {
        self.crates.get(name).into_iter().flatten().copied()
    }

    /// Whether a dependency on that crate means that telemetry is exported through OpenTelemetry.
    pub fn exports(&self, crate_name: &str) -> bool {
        self.of_crate(crate_name).any(|api| api.exports)
    }

    /// Whether a dependency on that crate means that the fields of tracing's spans are exported.
    pub fn bridges(&self, crate_name: &str) -> bool {
        self.of_crate(crate_name).any(|api| api.bridges)
    }

    /// What a macro stands for.
    pub fn value_macro(&self, path: &str) -> Option<&'static Call> {
        self.values.get(path).copied()
    }

    /// A method that returns the same whatever it is called on.
    pub fn method_of_anything(&self, name: &str) -> Option<&'static Call> {
        self.anything.get(name).copied()
    }

    /// The text of a library's constant that is a key of the semantic conventions.
    pub fn key_constant(&self, path: &str) -> Option<&'static str> {
        let (module, name) = path.rsplit_once("::")?;
        // Constants are in capitals: most paths are told apart by one letter.
        let is_constant = name.starts_with(|first: char| first.is_ascii_uppercase()) && !name.contains(char::is_lowercase);
        (is_constant && self.key_modules.contains(module)).then(|| conventions().key_of(name)).flatten()
    }

    /// The release of the semantic conventions that the library of a path goes by, in the versions of it that may be in use; none
    /// where that is the latest, or is not known.
    pub fn release_of(&self, path: &str, versions: &Versions) -> Option<Version> {
        let api = self.of_crate(path.split("::").next()?).find(|api| !api.releases.is_empty())?;
        let used = versions.of(api.name)?;
        api.releases.iter().find(|release| release.versions.holds(used)).map(|release| release.of)
    }

    /// The crates of which a program must have one version, sorted.
    pub fn singles(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.apis().filter(|api| api.single).map(|api| api.name).collect();
        names.sort_unstable();
        names
    }

    pub fn knows_crate(&self, crate_name: &str) -> bool {
        self.crates.contains_key(crate_name)
    }

    pub fn grammar(&self, path: &str) -> Option<Grammar> {
        self.macros.get(path).map(|(name, _)| name.grammar)
    }

    /// The library of a macro or attribute.
    pub fn library(&self, path: &str) -> Option<&'static str> {
        self.macros.get(path).map(|(name, _)| first_segment(name.path))
    }

    /// The named arguments of a macro or attribute.
    pub fn arguments(&self, path: &str) -> &'static [&'static str] {
        self.macros.get(path).map_or(&[], |(name, _)| name.arguments.0)
    }

    /// The type that plays a part in the library of a macro: what its span macros make.
    pub fn type_beside(&self, macro_path: &str, part: Is) -> Option<&'static TypeApi> {
        let (_, api) = self.macros.get(macro_path)?;
        api.types.0.iter().find(|known| known.is == Some(part))
    }

    /// Whether a crate is known to make telemetry: it has span or event macros, or makes spans.
    pub fn knows_telemetry(&self, crate_name: &str) -> bool {
        self.of_crate(crate_name).any(|api| api.exports || !api.attributes.is_empty())
    }

    /// Whether any call of that name does that.
    pub fn does(&self, name: &str, does: Does) -> bool {
        self.by_deed.get(&does).is_some_and(|names| names.contains(name))
    }

    /// The crate of the methods of that name that attach a span or context to a future.
    pub fn attaching(&self, name: &str) -> Option<&'static str> {
        self.attaching.get(name).copied()
    }

    /// How what is current is kept in a task or thread, for spans of that library.
    pub fn keeps(&self, crate_name: &str, runs: Runs) -> Option<&'static str> {
        let keeps = self.of_crate(crate_name).find_map(|api| api.keeps)?;
        Some(if runs == Runs::Task { keeps.task } else { keeps.thread })
    }

    /// Whether any call of that name runs a task or thread.
    pub fn runs_apart(&self, name: &str) -> bool {
        self.apart.contains(name)
    }

    /// The last segments of calls that run a task or thread.
    pub fn apart(&self) -> impl Iterator<Item = &'static str> {
        self.apart.iter().copied()
    }

    /// The last segments of calls that make a span current.
    pub fn opening(&self) -> impl Iterator<Item = &'static str> {
        let opens = |call: &Call| {
            let by_deed = matches!(call.does, Some(Does::Activates | Does::Attaches | Does::AttachesCurrent));
            by_deed || call.starts.is_some() || call.scope.is_some_and(|scope| scope.enters)
        };
        let methods = self.apis().flat_map(|api| api.types.0).flat_map(|known| known.methods.0);
        let functions = self.apis().flat_map(|api| api.functions.0);
        methods.chain(functions).filter(move |call| opens(call)).map(|call| last_segment(call.name))
    }

    /// The names of all calls that do that.
    pub fn names_of(&self, does: Does) -> impl Iterator<Item = &'static str> {
        self.by_deed.get(&does).into_iter().flatten().copied()
    }

    /// The last segments of the paths of guards.
    pub fn guard_names(&self) -> impl Iterator<Item = &'static str> {
        self.types.iter().filter(|(_, api)| api.is == Some(Is::Guard)).map(|(path, _)| last_segment(path))
    }

    /// The last segments of the paths of types that play one of these parts.
    pub fn names_of_types(&self, parts: &[Is]) -> impl Iterator<Item = &'static str> {
        let plays = move |api: &TypeApi| api.is.is_some_and(|part| parts.contains(&part));
        self.types.iter().filter(move |(_, api)| plays(api)).map(|(path, _)| last_segment(path))
    }

    /// The last segments of the paths of types whose values are built up by calls.
    pub fn made_names(&self) -> impl Iterator<Item = &'static str> {
        let is_made = |api: &TypeApi| {
            let setters = api.methods.0.iter().any(|call| call.adds.is_some());
            setters
                || matches!(
                    api.is,
                    Some(Is::Provider | Is::Meter | Is::Exporter | Is::LocalExporter | Is::SpanSampler | Is::Resource)
                )
        };
        self.types.iter().filter(move |(_, api)| is_made(api)).map(|(path, _)| last_segment(path))
    }

    /// Whether a field of that name renames the exported span.
    pub fn is_name_field(&self, key: &str) -> bool {
        self.name_fields.contains(key)
    }

    /// Whether a field of that name sets the status of the span.
    pub fn is_status_field(&self, key: &str) -> bool {
        self.status_fields.contains(key)
    }

    /// The path of what does this in a crate.
    pub fn path_of(&self, crate_name: &str, does: Does) -> Option<&'static str> {
        let mut functions = self.of_crate(crate_name).flat_map(|api| api.functions.0);
        functions.find(|call| call.does == Some(does)).map(|call| call.name)
    }

    /// Whether a crate takes an event without a message for a failure of the span, where it has a field of that name.
    pub fn is_failure_field(&self, crate_name: &str, key: &str) -> bool {
        self.of_crate(crate_name).any(|api| api.failure_fields.0.contains(&key))
    }

    /// The level that a macro or constant stands for.
    pub fn level(&self, path: &str) -> Option<Level> {
        self.levels.get(path).copied()
    }

    /// Whether macros of that name tell of an error.
    pub fn is_error_name(&self, name: &str) -> bool {
        self.error_names.contains(name)
    }

    /// The last segments of macros that tell of an error.
    pub fn error_names(&self) -> impl Iterator<Item = &'static str> {
        self.error_names.iter().copied()
    }

    /// Whether any library type that telemetry knows has a method of that name by which it is recognised.
    pub fn is_telling_method(&self, name: &str) -> bool {
        self.telling.contains(name)
    }

    /// A method that a trait gives to values of any type.
    pub fn method_of_any(&self, name: &str) -> Option<&'static Call> {
        self.extension("any", name)
    }

    /// A function that a trait gives to every type: `T::default()`.
    pub fn function_of_any(&self, name: &str) -> Option<&'static Call> {
        self.extension("type", name)
    }

    /// The type of the statics that a macro of that name declares, if each thread has its own.
    pub fn local_static(&self, macro_name: &str) -> Option<&'static TypeApi> {
        let declares = self.grammars_by_name(macro_name).contains(&Grammar::Statics);
        declares.then(|| self.types.values().copied().find(|known| known.is == Some(Is::LocalStatic))).flatten()
    }

    /// The grammars of all macros with that last segment.
    pub fn grammars_by_name(&self, name: &str) -> &[Grammar] {
        self.macro_names.get(name).map_or(&[], Vec::as_slice)
    }

    /// The method of a type, else of a trait that gives it one.
    pub fn method(&self, of: &TypeApi, name: &str) -> Option<&'static Call> {
        of.own_method(name).or_else(|| self.extension(of.path, name))
    }

    /// The method that a trait gives to the type of that path.
    pub fn extension(&self, path: &str, name: &str) -> Option<&'static Call> {
        self.extensions.get(path)?.iter().find_map(|extension| extension.own_method(name))
    }

    pub fn type_api(&self, path: &str) -> Option<&'static TypeApi> {
        self.types.get(path).copied()
    }

    pub fn function(&self, path: &str) -> Option<&'static Call> {
        self.functions.get(path).copied()
    }

    /// A function, or a method by the path of its type.
    pub fn call(&self, path: &str) -> Option<&'static Call> {
        self.function(path).or_else(|| {
            let (owner, name) = path.rsplit_once("::")?;
            let of = self.type_api(owner)?;
            // A function is said of one of the paths of its type.
            let by_first_path = || self.function(&format!("{}::{name}", of.path)).filter(|_| of.path != owner);
            self.method(of, name).or_else(by_first_path)
        })
    }

    /// Whether any type, function or macro has that path.
    pub fn knows(&self, path: &str) -> bool {
        self.types.contains_key(path)
            || self.functions.contains_key(path)
            || self.macros.contains_key(path)
            || self.values.contains_key(path)
            || self.key_constant(path).is_some()
    }
}

pub(super) fn first_segment(path: &'static str) -> &'static str {
    path.split_once("::").map_or(path, |(first, _)| first)
}

pub(super) fn last_segment(path: &'static str) -> &'static str {
    path.rsplit("::").next().unwrap_or(path)
}
