//! Clients that the settings of a workspace describe, in the format of the API files.

use rustc_hash::FxHashMap;

use super::model::{Api, Call, TypeApi};
use super::telling::After;

/// Look-ups by absolute path. They are asked for types that no API file of the program knows.
#[derive(Debug, Clone, Default)]
pub struct OwnApis {
    types: FxHashMap<&'static str, &'static TypeApi>,
    functions: FxHashMap<&'static str, &'static Call>,
}

impl OwnApis {
    pub fn new(apis: &[Api]) -> Self {
        let mut own = Self::default();
        for api in apis {
            for known in api.types.0 {
                own.types.extend(known.paths().map(|path| (path, known)));
            }
            own.functions.extend(api.functions.0.iter().map(|call| (call.name, call)));
        }
        own
    }

    pub fn is_empty(&self) -> bool {
        self.types.is_empty() && self.functions.is_empty()
    }

    /// The method of a type, by the type's path.
    pub fn method(&self, path: &str, name: &str) -> Option<&'static Call> {
        self.types.get(path).and_then(|known| known.methods.0.iter().find(|call| call.name == name))
    }

    pub fn function(&self, path: &str) -> Option<&'static Call> {
        self.functions.get(path).copied()
    }

    /// The words by which their calls are recognised before a file is parsed.
    pub fn telling_words(&self) -> impl Iterator<Item = (&'static str, After)> {
        let methods = self.types.values().flat_map(|known| known.methods.0.iter().map(|call| call.name));
        let functions = self.functions.keys().map(|path| path.rsplit("::").next().unwrap_or(path));
        methods.chain(functions).map(|name| (name, After::Call))
    }
}
