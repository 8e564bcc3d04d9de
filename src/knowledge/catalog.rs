//! The API knowledge, indexed: by path, by alias, by last segment of a macro's name.

#![allow(
    unused_imports,
    clippy::enum_glob_use,
    reason = "the generated table names variants without their type, whichever it needs"
)]

use std::collections::HashMap;
use std::sync::LazyLock;

use super::model::{Api, Call, Carries, Does::*, Grammar, Grammar::*, Is::*, MacroName, Publishes, Signature, TypeApi};
use crate::table::List;

static APIS: &[Api] = include!(concat!(env!("OUT_DIR"), "/apis.rs"));

/// All API files, indexed once.
pub fn catalog() -> &'static Catalog {
    static CATALOG: LazyLock<Catalog> = LazyLock::new(|| Catalog::new(APIS));
    &CATALOG
}

/// Look-ups by absolute path, such as `tracing::Span`.
#[derive(Debug)]
pub struct Catalog {
    crates: HashMap<&'static str, &'static Api>,
    macros: HashMap<&'static str, Grammar>,
    /// By last segment: what a macro may be before its path is resolved.
    macro_names: HashMap<&'static str, Vec<Grammar>>,
    types: HashMap<&'static str, &'static TypeApi>,
    functions: HashMap<&'static str, &'static Call>,
}

impl Catalog {
    fn new(apis: &'static [Api]) -> Self {
        let mut catalog = Self {
            crates: HashMap::new(),
            macros: HashMap::new(),
            macro_names: HashMap::new(),
            types: HashMap::new(),
            functions: HashMap::new(),
        };
        for api in apis {
            catalog.crates.insert(api.name, api);
            for name in api.macros.iter().chain(api.attributes.iter()) {
                catalog.macros.insert(name.path, name.grammar);
                let grammars = catalog.macro_names.entry(last_segment(name.path)).or_default();
                if !grammars.contains(&name.grammar) {
                    grammars.push(name.grammar);
                }
            }
            for known in api.types.iter() {
                for path in std::iter::once(&known.path).chain(known.aliases.iter()) {
                    catalog.types.insert(path, known);
                }
            }
            catalog.functions.extend(api.functions.iter().map(|call| (call.name, call)));
        }
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
        self.macros.get(path).copied()
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
    pub fn method(&self, name: &str) -> Option<&'static Call> {
        self.methods.0.iter().find(|call| call.name == name)
    }
}
