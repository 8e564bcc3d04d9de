//! The word lists, indexed: what a name's words say about its values.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::entries::{Entries, ends_with, entries, holds, list};
use super::model::{Privacy, Unbounded, WordList};
use crate::table::List;
use crate::text::{dotted_beginnings, split_words};

pub(super) static LISTS: &[WordList] = include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// All word lists, indexed once.
pub fn words() -> &'static Words {
    static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(LISTS));
    &WORDS
}

/// Judges names by whole words and word pairs, never by substrings.
#[derive(Debug)]
pub struct Words {
    secret: Entries,
    personal: Entries,
    special: Entries,
    /// Those that are secrets only where they are text.
    secret_if_text: Entries,
    /// Last words of types that hide what they hold, and derives that make such types.
    redacting_types: HashSet<&'static str>,
    redacting_derives: HashSet<&'static str>,
    /// Last words of types whose fields hold names and patterns.
    about_names: HashSet<&'static str>,
    /// Words that any of those begin with.
    telling: HashSet<&'static str>,
    /// First words of functions that make what their name ends with.
    secret_makers: HashSet<&'static str>,
    /// Words before what a function is told.
    asked_with: HashSet<&'static str>,
    /// Last words after a secret that leave it one.
    value: HashSet<&'static str>,
    /// Secrets when they are the whole name.
    secret_alone: HashSet<&'static str>,
    /// Last words that say a name is only *about* such a value: `password_count`.
    about: HashSet<&'static str>,
    /// Words anywhere that say so: `has_password`.
    about_anywhere: HashSet<&'static str>,
    unbounded: Vec<(Unbounded, Entries)>,
    bounded_id_of: HashSet<&'static str>,
    pub(super) context: Entries,
    pub(super) context_keys: Entries,
    pub(super) writing: HashSet<&'static str>,
    pub(super) publishing: HashSet<&'static str>,
    pub(super) replying: HashSet<&'static str>,
    pipeline: HashSet<&'static str>,
    common_calls: HashSet<&'static str>,
    no_pipeline: HashSet<&'static str>,
    convention_switches: Vec<&'static str>,
    units: HashSet<&'static str>,
    printing: HashSet<&'static str>,
    address_calls: HashSet<&'static str>,
    requests: HashSet<&'static str>,
    errors: HashSet<&'static str>,
    query_verbs: HashSet<&'static str>,
    one_of_many: Entries,
    unbounded_keys: HashSet<&'static str>,
    few_valued_keys: HashSet<&'static str>,
    bounded_twins: HashMap<&'static str, &'static str>,
    payload: Entries,
    conversions: HashSet<&'static str>,
    unpacking: HashSet<&'static str>,
    look_ups: HashSet<&'static str>,
    defaults: HashSet<&'static str>,
    /// Last words of names whose numbers tell things apart and are not reckoned with.
    identifying: Entries,
    /// Fields that libraries write by themselves.
    written_elsewhere: HashSet<&'static str>,
    part_of_events: HashSet<&'static str>,
    switched_off: Entries,
    for_start: Entries,
    for_background: Entries,
    span_names: Entries,
    simple: Entries,
    batch: Entries,
    item_macros: HashSet<&'static str>,
}

const PRIVATE: [&str; 4] = ["secret", "secret_if_text", "personal", "special"];

const UNBOUNDED: [(&str, Unbounded); 6] = [
    ("unbounded_id", Unbounded::Id),
    ("unbounded_path", Unbounded::Path),
    ("unbounded_url", Unbounded::Url),
    ("unbounded_topic", Unbounded::Topic),
    ("unbounded_payload", Unbounded::Payload),
    ("unbounded_time", Unbounded::Time),
];

impl Words {
    fn new(lists: &'static [WordList]) -> Self {
        Self {
            secret: entries(lists, "secret"),
            personal: entries(lists, "personal"),
            special: entries(lists, "special"),
            secret_if_text: entries(lists, "secret_if_text"),
            redacting_types: list(lists, "redacting_types").collect(),
            redacting_derives: list(lists, "redacting_derives").collect(),
            about_names: list(lists, "about_names").collect(),
            telling: PRIVATE.iter().flat_map(|name| list(lists, name)).filter_map(|entry| entry.split('+').next()).collect(),
            secret_makers: list(lists, "secret_makers").collect(),
            asked_with: list(lists, "asked_with").collect(),
            value: list(lists, "value_last").collect(),
            secret_alone: list(lists, "secret_alone").collect(),
            about: list(lists, "about_last").collect(),
            about_anywhere: list(lists, "about_anywhere").collect(),
            context: entries(lists, "trace_context"),
            context_keys: entries(lists, "trace_keys"),
            writing: list(lists, "writing_derives").collect(),
            publishing: list(lists, "publishing").collect(),
            replying: list(lists, "replying").collect(),
            pipeline: list(lists, "pipeline").collect(),
            common_calls: list(lists, "common_calls").collect(),
            no_pipeline: list(lists, "no_pipeline").collect(),
            units: list(lists, "units").collect(),
            printing: list(lists, "printing").collect(),
            address_calls: list(lists, "address_calls").collect(),
            requests: list(lists, "requests").collect(),
            errors: list(lists, "errors").collect(),
            query_verbs: list(lists, "query_verbs").collect(),
            one_of_many: entries(lists, "one_of_many"),
            unbounded_keys: list(lists, "unbounded_keys").collect(),
            few_valued_keys: list(lists, "few_valued_keys").collect(),
            bounded_twins: list(lists, "bounded_twins").filter_map(|pair| pair.split_once('+')).collect(),
            payload: entries(lists, "payload"),
            conversions: list(lists, "conversions").collect(),
            unpacking: list(lists, "unpacking").collect(),
            look_ups: list(lists, "look_ups").collect(),
            defaults: list(lists, "defaults").collect(),
            convention_switches: list(lists, "convention_switches").collect(),
            identifying: entries(lists, "identifying"),
            written_elsewhere: list(lists, "written_by_libraries").collect(),
            part_of_events: list(lists, "part_of_events").collect(),
            switched_off: entries(lists, "switched_off"),
            for_start: entries(lists, "for_start"),
            for_background: entries(lists, "for_background"),
            span_names: entries(lists, "span_names"),
            simple: entries(lists, "simple_export"),
            batch: entries(lists, "batch_export"),
            item_macros: list(lists, "item_macros").collect(),
            bounded_id_of: list(lists, "bounded_id_of").collect(),
            unbounded: UNBOUNDED.iter().map(|&(name, kind)| (kind, entries(lists, name))).collect(),
        }
    }

    /// Whether most types have a call of that name.
    pub fn is_common_call(&self, name: &str) -> bool {
        self.common_calls.contains(name)
    }

    /// Whether the arguments of a macro of that name are items, or hold them.
    pub fn holds_items(&self, macro_name: &str) -> bool {
        self.item_macros.contains(macro_name)
    }

    /// Whether a crate of that name may set up a pipeline, as far as we know.
    pub fn may_set_up_pipeline(&self, crate_name: &str) -> bool {
        let speaks_of_it = split_words(crate_name).iter().any(|word| self.pipeline.contains(word.as_str()));
        speaks_of_it && !self.no_pipeline.contains(crate_name)
    }

    /// Texts by which programs ask their users for old or new names of the semantic conventions.
    pub fn convention_switches(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.convention_switches.iter().copied()
    }

    /// Whether a word is a unit, as in `duration_ms`.
    pub fn is_unit(&self, word: &str) -> bool {
        self.units.contains(word)
    }

    /// Whether values of that name are the bodies of messages.
    pub fn is_payload(&self, name: &str) -> bool {
        ends_with(&self.payload, &split_words(name))
    }

    /// Whether a method of that name hands on the same value in another type.
    pub fn is_conversion(&self, name: &str) -> bool {
        self.conversions.contains(name)
    }

    /// Whether a method of that name takes the same value out of what may hold it.
    pub fn is_unpacking(&self, name: &str) -> bool {
        self.unpacking.contains(name)
    }

    /// Whether a method of that name gives the value that it is called on, or another if there is none.
    pub fn is_default(&self, name: &str) -> bool {
        self.defaults.contains(name)
    }

    /// Whether a method of that name looks a value up by its name.
    pub fn is_look_up(&self, name: &str) -> bool {
        self.look_ups.contains(name)
    }

    /// Whether a method of that name prints what it is called on.
    pub fn is_printing(&self, name: &str) -> bool {
        self.printing.contains(name)
    }

    /// Whether a method of that name tells what a request asks for.
    pub fn is_address_call(&self, name: &str) -> bool {
        self.address_calls.contains(name)
    }

    /// Whether a variable of that name holds a request.
    pub fn is_request(&self, name: &str) -> bool {
        self.requests.contains(name)
    }

    /// Whether a variable of that name holds an error.
    pub fn is_error(&self, name: &str) -> bool {
        split_words(name).last().is_some_and(|last| self.errors.contains(last.as_str()))
    }

    /// Whether a text that begins with that word is a query.
    pub fn is_query_verb(&self, word: &str) -> bool {
        self.query_verbs.contains(word)
    }

    /// Whether a name is that of one of many things that come and go: `order_id`.
    pub fn is_one_of_many(&self, name: &str) -> bool {
        ends_with(&self.one_of_many, &split_words(name))
    }

    /// Whether values of that key have no bound, whatever they are made of.
    pub fn has_no_bound(&self, key: &str) -> bool {
        is_listed(&self.unbounded_keys, key)
    }

    /// Whether the conventions want few values of that key.
    pub fn has_few_values(&self, key: &str) -> bool {
        is_listed(&self.few_valued_keys, key)
    }

    /// The key under which the conventions have the same with few values.
    pub fn bounded_twin(&self, key: &str) -> Option<&'static str> {
        self.bounded_twins.get(key).copied()
    }

    /// Whether a crate is known to set up no pipeline, whatever its name says.
    pub fn sets_up_nothing(&self, crate_name: &str) -> bool {
        self.no_pipeline.contains(crate_name)
    }

    /// What values of that name hold, by its words.
    pub fn privacy(&self, name: &str) -> Option<Privacy> {
        let words = split_words(name);
        if words.iter().any(|word| self.about_anywhere.contains(word.as_str())) {
            return None;
        }
        let is_about = words.last().is_some_and(|last| self.about.contains(last.as_str()));
        let value = words.last().is_some_and(|last| self.value.contains(last.as_str()));
        let is_secret = ends_with(&self.secret, &words) || value && ends_with(&self.secret, &words[..words.len() - 1]);
        if is_secret {
            return Some(Privacy::Secret);
        }
        if ends_with(&self.secret_if_text, &words) {
            return Some(Privacy::SecretIfText);
        }
        if ends_with(&self.special, &words) || !is_about && holds(&self.special, &words) {
            return Some(Privacy::Special);
        }
        if words.len() == 1 && self.secret_alone.contains(words[0].as_str()) {
            return Some(Privacy::Ambiguous);
        }
        (ends_with(&self.personal, &words) || !is_about && holds(&self.personal, &words)).then_some(Privacy::Personal)
    }

    /// Whether a name in small letters may be private, by a look that costs next to nothing.
    pub fn may_be_private(&self, name: &str) -> bool {
        name.split('_').any(|word| self.telling.contains(word))
    }

    /// Whether types of that name hide what they hold: `SecretString`, `Redacted`.
    pub fn is_redacting_type(&self, name: &str) -> bool {
        split_words(name).iter().any(|word| self.redacting_types.contains(word.as_str()))
    }

    /// Whether a derive of that name makes a `Debug` that hides fields.
    pub fn is_redacting_derive(&self, name: &str) -> bool {
        self.redacting_derives.contains(name)
    }

    /// Whether the fields of types of that name are about names and patterns, not people: `Entrypoints`, `Templates`.
    pub fn is_about_names(&self, name: &str) -> bool {
        split_words(name).last().is_some_and(|last| self.about_names.contains(last.as_str()))
    }

    /// What a function of that name returns, by its words: `issue_token` as well as `access_token`.
    pub fn function_privacy(&self, name: &str) -> Option<Privacy> {
        let mut words = split_words(name);
        // `user_for_token` returns no token.
        let end = words.iter().position(|word| self.asked_with.contains(word.as_str()));
        words.truncate(end.unwrap_or(words.len()));
        let name = words.join("_");
        let makes = words.first().is_some_and(|first| self.secret_makers.contains(first.as_str()));
        let returns_secret = makes && words.last().is_some_and(|last| self.secret_alone.contains(last.as_str()));
        self.privacy(&name).filter(|privacy| *privacy != Privacy::Ambiguous).or_else(|| returns_secret.then_some(Privacy::Secret))
    }

    /// Whether a name is only about a value: `password_count`, `email_id`, `len`.
    pub fn is_about(&self, name: &str) -> bool {
        let words = split_words(name);
        let last_is_about = words.last().is_some_and(|last| self.about.contains(last.as_str()));
        self.privacy(name).is_none() && (last_is_about || words.iter().any(|word| self.about_anywhere.contains(word.as_str())))
    }

    /// Whether numbers of that name tell things apart and are not reckoned with: `user_id`, `port`.
    pub fn identifies(&self, name: &str) -> bool {
        ends_with(&self.identifying, &split_words(name))
    }

    /// Whether libraries write a field of that name by themselves: an entry that ends with a dot stands for all that begin so.
    pub fn is_written_by_libraries(&self, name: &str) -> bool {
        is_listed(&self.written_elsewhere, name)
    }

    /// Whether a field of that name is a part of every event, or of every one that tells of an error.
    pub fn is_part_of_events(&self, name: &str) -> bool {
        self.part_of_events.contains(name)
    }

    /// Whether a function of that name is for the start of a program or value: `init_metrics`, `new`.
    pub fn is_for_start(&self, name: &str) -> bool {
        holds(&self.for_start, &split_words(name))
    }

    /// Whether a function of that name starts what goes on by itself: `start_worker`.
    pub fn is_for_background(&self, name: &str) -> bool {
        holds(&self.for_background, &split_words(name))
    }

    /// Whether a value of that name is a span or holds one: `request_span`.
    pub fn is_span_name(&self, name: &str) -> bool {
        ends_with(&self.span_names, &split_words(name))
    }

    /// Whether a function of that name is meant to record nothing: `noop_provider`.
    pub fn is_switched_off(&self, name: &str) -> bool {
        holds(&self.switched_off, &split_words(name))
    }

    /// Whether a function of that name is for exporting one at a time: `install_simple`.
    pub fn is_simple_export(&self, name: &str) -> bool {
        holds(&self.simple, &split_words(name))
    }

    /// Whether a function of that name is for exporting in batches: `install_batch`.
    pub fn is_batch_export(&self, name: &str) -> bool {
        holds(&self.batch, &split_words(name))
    }

    /// Whether a name is that of one of a few things: `worker_id`.
    pub fn is_one_of_few(&self, name: &str) -> bool {
        matches!(split_words(name).as_slice(), [.., of, _] if self.bounded_id_of.contains(of.as_str()))
    }

    /// Why values of that name have no bound. Decided by its last words: `user_id`, `request_path`; not `path_count`.
    pub fn unbounded(&self, name: &str) -> Option<Unbounded> {
        if self.is_one_of_few(name) {
            return None;
        }
        let words = split_words(name);
        self.unbounded.iter().find(|(_, entries)| ends_with(entries, &words)).map(|&(kind, _)| kind)
    }
}

/// Whether a key is on a list, or begins with an entry that ends in a dot.
pub(super) fn is_listed(keys: &HashSet<&'static str>, key: &str) -> bool {
    keys.contains(key) || dotted_beginnings(key).any(|family| keys.contains(family))
}
