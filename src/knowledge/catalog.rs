//! The API knowledge, indexed: by path, by alias, by last segment of a macro's name.

#![allow(
    unused_imports,
    clippy::enum_glob_use,
    reason = "the generated table names variants without their type, whichever it needs"
)]

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::model::{
    Adds, Adds::*, Api, Call, Carries, Does::*, Grammar, Grammar::*, HandsOn::*, Is, Is::*, Level, Level::*, LevelName,
    MacroName, Parent::*, Publishes, Scope, Signal::*, Signature, TypeApi,
};
use crate::table::List;

static APIS: &[Api] = include!(concat!(env!("OUT_DIR"), "/apis.rs"));

/// All API files, indexed once.
pub fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(APIS));
    &CATALOG
}

/// What stands after a word by which telemetry is recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum After {
    Anything,
    /// `!`
    Bang,
    /// `!`, and not a text as first argument: an event that is only a message holds no fields.
    Fields,
    /// `(` or `::<`
    Call,
}

/// Look-ups by absolute path, such as `tracing::Span`.
#[derive(Debug)]
pub struct Catalog {
    crates: HashMap<&'static str, &'static Api>,
    macros: HashMap<&'static str, (&'static MacroName, &'static Api)>,
    /// By last segment: what a macro may be before its path is resolved.
    macro_names: HashMap<&'static str, Vec<Grammar>>,
    types: HashMap<&'static str, &'static TypeApi>,
    functions: HashMap<&'static str, &'static Call>,
    publishing: Vec<&'static Call>,
    telling: HashSet<&'static str>,
    name_fields: HashSet<&'static str>,
    status_fields: HashSet<&'static str>,
    levels: HashMap<&'static str, Level>,
}

impl Catalog {
    fn new(apis: &'static [Api]) -> Self {
        let mut catalog = Self {
            crates: HashMap::new(),
            macros: HashMap::new(),
            macro_names: HashMap::new(),
            types: HashMap::new(),
            functions: HashMap::new(),
            publishing: Vec::new(),
            telling: HashSet::new(),
            name_fields: HashSet::new(),
            status_fields: HashSet::new(),
            levels: HashMap::new(),
        };
        for api in apis {
            catalog.crates.insert(api.name, api);
            for name in api.macros.iter().chain(api.attributes.iter()) {
                catalog.macros.insert(name.path, (name, api));
                let grammars = catalog.macro_names.entry(last_segment(name.path)).or_default();
                if !grammars.contains(&name.grammar) {
                    grammars.push(name.grammar);
                }
            }
            for known in api.types.iter() {
                for path in known.paths() {
                    catalog.types.insert(path, known);
                }
                for call in known.methods.0 {
                    if call.publishes.is_some() {
                        catalog.publishing.push(call);
                    }
                }
            }
            catalog.name_fields.extend(api.name_fields.0);
            catalog.status_fields.extend(api.status_fields.0);
            catalog.levels.extend(api.levels.iter().map(|known| (known.path, known.level)));
            catalog.functions.extend(api.functions.iter().map(|call| (call.name, call)));
        }
        // Whether a call returns a guard is known once all types are.
        let methods = apis.iter().flat_map(|api| api.types.0).flat_map(|known| known.methods.0);
        let methods = methods.filter(|call| call.does != Some(Begins) && catalog.is_telling(call));
        catalog.telling = methods.map(|call| call.name).collect();
        catalog
    }

    /// Whether a dependency on that crate means that telemetry is exported through OpenTelemetry.
    pub fn exports(&self, crate_name: &str) -> bool {
        self.crates.get(crate_name).is_some_and(|api| api.exports)
    }

    pub fn knows_crate(&self, crate_name: &str) -> bool {
        self.crates.contains_key(crate_name)
    }

    pub fn grammar(&self, path: &str) -> Option<Grammar> {
        self.macros.get(path).map(|(name, _)| name.grammar)
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
        self.crates.get(crate_name).is_some_and(|api| api.exports || !api.attributes.is_empty())
    }

    /// The words without which a function has nothing to do with telemetry, and what stands after them: macros and attributes that
    /// make it, calls that make, write or publish. Only of libraries for which `uses` holds.
    pub fn telling_words(&self, uses: impl Fn(&str) -> bool) -> FxHashMap<&'static str, After> {
        let mut words = FxHashMap::default();
        // Where two share a word and ask for different things after it, anything will do: in whatever order they come.
        let mut admit = |word: &'static str, after: After| {
            let known: &mut After = words.entry(word).or_insert(after);
            if *known != after {
                *known = After::Anything;
            }
        };
        for api in self.crates.values().filter(|api| uses(api.name)) {
            for name in api.attributes.0 {
                admit(last_segment(name.path), After::Anything);
            }
            for name in api
                .macros
                .0
                .iter()
                .filter(|name| !matches!(name.grammar, Format | Select | Join | ReturnsError | ReturnsErrorUnless))
            {
                let after = if matches!(name.grammar, EventMacro) { After::Fields } else { After::Bang };
                admit(last_segment(name.path), after);
            }
            for call in api.functions.0.iter().filter(|call| self.is_telling(call)) {
                admit(last_segment(call.name), After::Call);
            }
            for known in api.types.0 {
                for call in known.methods.0.iter().filter(|call| self.is_telling(call)) {
                    // One of many types has a `builder`: there the type's name tells.
                    match call.does {
                        Some(Begins) => known.paths().for_each(|path| admit(last_segment(path), After::Call)),
                        _ => admit(call.name, After::Call),
                    }
                }
            }
        }
        words
    }

    /// Whether a call does something to telemetry, or returns a guard; asking or dropping is not enough.
    fn is_telling(&self, call: &Call) -> bool {
        let does = match call.does {
            None
            | Some(
                Reads | Drops | DeclaresEmpty | ShowsValue | Ends | EndsAt | StartsAt | Forgets | Exits | Receives
                | MakesOkStatus | MakesErrorStatus | MakesError | TakesTime | EarliestTime,
            ) => false,
            Some(_) => true,
        };
        // A tuple or `Result` may hold a guard.
        let mut returned = call.signature.returns.unwrap_or_default().split(['<', '>', '(', ')', ',', ' ']);
        let is_guard = |path| self.types.get(path).is_some_and(|known| matches!(known.is, Some(Guard | TelemetryGuard)));
        does || call.adds.is_some() || returned.any(is_guard)
    }

    /// The last segments of the paths of guards.
    pub fn guard_names(&self) -> impl Iterator<Item = &'static str> {
        self.types.iter().filter(|(_, api)| api.is == Some(Guard)).map(|(path, _)| last_segment(path))
    }

    /// Whether a field of that name renames the exported span.
    pub fn is_name_field(&self, key: &str) -> bool {
        self.name_fields.contains(key)
    }

    /// Whether a field of that name sets the status of the span.
    pub fn is_status_field(&self, key: &str) -> bool {
        self.status_fields.contains(key)
    }

    /// Whether a crate takes an event without a message for a failure of the span, where it has a field of that name.
    pub fn is_failure_field(&self, crate_name: &str, key: &str) -> bool {
        self.crates.get(crate_name).is_some_and(|api| api.failure_fields.0.contains(&key))
    }

    /// The level that a macro or constant stands for.
    pub fn level(&self, path: &str) -> Option<Level> {
        self.levels.get(path).copied()
    }

    /// The last segments of macros that tell of an error.
    pub fn error_names(&self) -> impl Iterator<Item = &'static str> {
        let at_error = self.levels.iter().filter(|(path, level)| **level == AtError && self.macros.contains_key(*path));
        at_error.map(|(path, _)| last_segment(path))
    }

    /// Whether a method of that name sets the status of a span.
    pub fn may_set_status(&self, name: &str) -> bool {
        let mut methods = self.types.values().flat_map(|known| known.methods.0);
        methods.any(|call| call.name == name && call.does == Some(SetsStatus))
    }

    /// Library types with a method of that name that publishes.
    pub fn publishers<'c>(&'c self, method: &'c str) -> impl Iterator<Item = &'static Call> + 'c {
        self.publishing.iter().copied().filter(move |call| call.name == method)
    }

    /// Whether any library type that telemetry knows has a method of that name by which it is recognised.
    pub fn is_telling_method(&self, name: &str) -> bool {
        self.telling.contains(name)
    }

    /// The grammars of all macros with that last segment.
    pub fn grammars_by_name(&self, name: &str) -> &[Grammar] {
        self.macro_names.get(name).map_or(&[], Vec::as_slice)
    }

    pub fn type_api(&self, path: &str) -> Option<&'static TypeApi> {
        self.types.get(path).copied()
    }

    pub fn function(&self, path: &str) -> Option<&'static Call> {
        self.functions.get(path).copied()
    }

    /// Whether any type, function or macro has that path.
    pub fn knows(&self, path: &str) -> bool {
        self.types.contains_key(path) || self.functions.contains_key(path) || self.macros.contains_key(path)
    }
}

fn last_segment(path: &'static str) -> &'static str {
    path.rsplit("::").next().unwrap_or(path)
}

impl TypeApi {
    /// Every public path of the type.
    fn paths(&self) -> impl Iterator<Item = &'static str> + use<> {
        std::iter::once(self.path).chain(self.aliases.0.iter().copied())
    }

    pub fn method(&self, name: &str) -> Option<&'static Call> {
        self.methods.0.iter().find(|call| call.name == name)
    }
}
