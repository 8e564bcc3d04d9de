//! What names in recorded telemetry tell: whose a scope is, which keys a bridge adds, which belong on the resource, whose values are
//! public.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::detector::Detector;
use super::entries::list;
use super::values::VALUES;
use super::words::{LISTS, is_listed};

/// The lists of `rules/lists/recorded.yaml` and `rules/lists/public.yaml`, indexed once.
pub fn recorded_names() -> &'static RecordedNames {
    static NAMES: LazyLock<RecordedNames> = LazyLock::new(|| RecordedNames {
        library_scopes: list(LISTS, "library_scopes").collect(),
        bridge_keys: list(LISTS, "bridge_keys").collect(),
        bridge_marks: list(LISTS, "bridge_marks").collect(),
        closed_values: list(LISTS, "closed_values").collect(),
        resource_keys: list(LISTS, "resource_keys").collect(),
        sdk_keys: list(LISTS, "sdk_keys").collect(),
        public_in_names: list(LISTS, "public_in_names").collect(),
        public: PUBLIC.map(|name| list(LISTS, name).collect()),
        user_side_languages: list(LISTS, "user_side_languages").collect(),
        one_number_languages: list(LISTS, "one_number_languages").collect(),
        collector_scopes: list(LISTS, "collector_scopes").collect(),
        opt_in_values: list(LISTS, "opt_in_values").filter_map(|pair| pair.split_once('+')).collect(),
    });
    &NAMES
}

/// Lists of keys whose values are public, each for a reason of its own.
const PUBLIC: [&str; 4] = ["public_words", "public_numbers", "public_templates", "public_releases"];

#[derive(Debug)]
pub struct RecordedNames {
    library_scopes: Vec<&'static str>,
    bridge_keys: HashSet<&'static str>,
    bridge_marks: Vec<&'static str>,
    closed_values: HashSet<&'static str>,
    resource_keys: HashSet<&'static str>,
    sdk_keys: HashSet<&'static str>,
    /// Of [`PUBLIC`].
    public: [Vec<&'static str>; 4],
    public_in_names: Vec<&'static str>,
    user_side_languages: Vec<&'static str>,
    one_number_languages: Vec<&'static str>,
    collector_scopes: Vec<&'static str>,
    opt_in_values: Vec<(&'static str, &'static str)>,
}

impl RecordedNames {
    /// Whether a scope of that name belongs to an instrumentation library.
    pub fn is_library_scope(&self, scope: &str) -> bool {
        // `nginx` and `nginx.ingress`, but not `nginxes`.
        let ends = |start: &str, rest: &str| !start.ends_with(char::is_alphanumeric) || !rest.starts_with(char::is_alphanumeric);
        self.library_scopes.iter().any(|start| scope.strip_prefix(start).is_some_and(|rest| ends(start, rest)))
    }

    /// Whether a Collector measures what is not a service by it.
    pub fn is_collector_scope(&self, scope: &str) -> bool {
        self.collector_scopes.iter().any(|start| scope.starts_with(start))
    }

    /// Whether what is written in that language runs at a user's, where nothing calls it.
    pub fn is_user_side(&self, language: &str) -> bool {
        self.user_side_languages.contains(&language)
    }

    /// Whether 1.0 is sent as an integer by that language.
    pub fn has_one_number(&self, language: &str) -> bool {
        self.one_number_languages.contains(&language)
    }

    /// Whether a bridge to OpenTelemetry adds that key by itself.
    pub fn is_bridge_key(&self, key: &str) -> bool {
        self.bridge_keys.contains(key)
    }

    /// The keys by which such a bridge is known.
    pub fn bridge_marks(&self) -> &[&'static str] {
        &self.bridge_marks
    }

    /// Whether the conventions name all values that the key has.
    pub fn has_closed_values(&self, key: &str) -> bool {
        self.closed_values.contains(key)
    }

    /// Whether the values of the key are public by convention.
    pub fn has_public_values(&self, key: &str) -> bool {
        self.public.iter().any(|keys| keys.contains(&key))
    }

    /// Whether a value of the key may stand in the name of a span.
    pub fn may_stand_in_names(&self, key: &str) -> bool {
        self.public_in_names.contains(&key) || self.has_public_values(key)
    }

    /// The keys whose values are public: by the name of the list, which says why.
    pub fn public_keys(&self) -> impl Iterator<Item = (&'static str, &[&'static str])> {
        let in_names = ("public_in_names", self.public_in_names.as_slice());
        PUBLIC.into_iter().zip(self.public.iter().map(Vec::as_slice)).chain([in_names])
    }

    /// Whether SDKs, detectors or Collectors write that key by themselves.
    pub fn is_sdk_key(&self, key: &str) -> bool {
        is_listed(&self.sdk_keys, key)
    }

    /// By which value of the switch a library writes the new name in place of that old one.
    pub fn switch_of(&self, name: &str) -> Option<&'static str> {
        self.opt_in_values.iter().find(|(start, _)| name.starts_with(start)).map(|(_, value)| *value)
    }

    /// Whether the key says what made the telemetry, and belongs on the resource.
    pub fn is_resource_key(&self, key: &str) -> bool {
        is_listed(&self.resource_keys, key)
    }
}

/// The detector of that id.
pub fn detector(id: &str) -> Option<&'static Detector> {
    VALUES.detectors.iter().find(|detector| detector.id == id)
}
