//! A TOML table of settings to a [`Config`].

use std::path::PathBuf;

use toml::de::DeTable;

use super::reader::{Key, Reader, Value};
use super::{Config, Level, Levels, Named, Override, Role, Threshold};
use crate::fact::Version;
use crate::knowledge::{OwnWords, Privacy};

const KEYS: &[&str] = &[
    "select",
    "ignore",
    "fail-on",
    "fail-on-problems",
    "tests",
    "exclude",
    "baseline",
    "semconv",
    "privacy",
    "cardinality",
    "messaging",
    "rules",
    "overrides",
];
const OVERRIDE_KEYS: &[&str] = &["paths", "rules"];

const RULES_EXAMPLE: &str = "such as `rules = { span = \"warning\", privacy = \"error\" }`";
const OVERRIDE_EXAMPLE: &str = "such as `[[overrides]]`, then `paths = [\"examples/\"]` and `rules = { span = \"note\" }`";

/// Reads the settings in `table`; what is wrong goes to the reader.
pub(super) fn config(reader: &mut Reader, table: &DeTable<'_>) -> Config {
    let mut config = Config::default();
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "select" => config.select = Some(reader.selectors("select", value)),
            "ignore" => config.ignore = reader.selectors("ignore", value),
            "fail-on" => config.fail_on = reader.word("fail-on", value, &Threshold::NAMES, Threshold::by_name),
            "fail-on-problems" => config.fail_on_problems = reader.flag("fail-on-problems", value).unwrap_or(false),
            "tests" => config.tests = reader.flag("tests", value),
            "exclude" => config.exclude = reader.globs("exclude", value),
            "baseline" => {
                let path =
                    reader.text("baseline", value, "the path of a file", "such as `baseline = \"otel-lint.baseline.json\"`");
                config.baseline = path.map(|path| Named { path: PathBuf::from(path), bytes: value.span() });
            }
            "semconv" => config.semconv = release(reader, value),
            "privacy" => privacy(reader, value, &mut config.words),
            "cardinality" => cardinality(reader, value, &mut config.words),
            "messaging" => messaging(reader, value, &mut config),
            "rules" => config.levels = levels(reader, value),
            "overrides" => config.overrides = overrides(reader, value),
            _ => reader.unknown_key(key, KEYS),
        }
    }
    config
}

fn release(reader: &mut Reader, value: &Value<'_>) -> Option<Version> {
    let example = "such as `semconv = \"1.27\"`";
    let text = reader.text("semconv", value, "a release of the semantic conventions", example)?;
    let release = Version::parse_short(text);
    if release.is_none() {
        let label = "this is no version".to_owned();
        reader.refuse(value.span(), format!("`semconv` is `{text}`"), label, example.to_owned());
    }
    release
}

fn privacy(reader: &mut Reader, value: &Value<'_>, words: &mut OwnWords) {
    let example = "such as `privacy = { personal = [\"customer_number\"], harmless = [\"demo_password\"] }`";
    for (key, value) in reader.table("privacy", value, "a table of lists of names", example).into_iter().flatten() {
        let privacy = match key.get_ref().as_ref() {
            "secret" => Some(Privacy::Secret),
            "personal" => Some(Privacy::Personal),
            "special" => Some(Privacy::Special),
            "harmless" => None,
            _ => {
                reader.unknown_key(key, &["secret", "personal", "special", "harmless"]);
                continue;
            }
        };
        for name in reader.names(key.get_ref(), value) {
            match privacy {
                Some(privacy) => words.add_private(privacy, name),
                None => words.add_harmless(name),
            }
        }
    }
}

fn cardinality(reader: &mut Reader, value: &Value<'_>, words: &mut OwnWords) {
    let example = "such as `cardinality = { unbounded = [\"tenant\"], bounded = [\"shelf_id\"] }`";
    for (key, value) in reader.table("cardinality", value, "a table of lists of names", example).into_iter().flatten() {
        match key.get_ref().as_ref() {
            "unbounded" => reader.names("unbounded", value).into_iter().for_each(|name| words.add_unbounded(name)),
            "bounded" => reader.names("bounded", value).into_iter().for_each(|name| words.add_bounded(name)),
            _ => reader.unknown_key(key, &["unbounded", "bounded"]),
        }
    }
}

fn messaging(reader: &mut Reader, value: &Value<'_>, config: &mut Config) {
    let example = "such as `messaging = { clients = [\"queue.yaml\"] }` or `messaging = { role = \"pipeline\" }`";
    for (key, value) in reader.table("messaging", value, "a table", example).into_iter().flatten() {
        match key.get_ref().as_ref() {
            "role" => {
                let role = reader.word("role", value, &Role::NAMES, Role::by_name);
                config.forwards = role == Some(Role::Pipeline);
            }
            "clients" => config.clients = reader.files("clients", value),
            _ => reader.unknown_key(key, &["role", "clients"]),
        }
    }
}

fn levels(reader: &mut Reader, value: &Value<'_>) -> Levels {
    let Some(table) = reader.table("rules", value, "a table of rules and levels", RULES_EXAMPLE) else {
        return Levels::default();
    };
    let level = |(key, value): (&Key<'_>, &Value<'_>)| {
        let selector = reader.selector("rules", key.get_ref(), key.span());
        let level = reader.word(key.get_ref(), value, &Level::NAMES, Level::by_name);
        selector.zip(level)
    };
    Levels(table.iter().filter_map(level).collect())
}

fn overrides(reader: &mut Reader, value: &Value<'_>) -> Vec<Override> {
    let Some(items) = value.get_ref().as_array() else {
        reader.wrong_type("overrides", value, "a list of tables", OVERRIDE_EXAMPLE);
        return Vec::new();
    };
    items.iter().filter_map(|item| entry(reader, item)).collect()
}

fn entry(reader: &mut Reader, item: &Value<'_>) -> Option<Override> {
    let table = reader.table("overrides", item, "a list of tables", OVERRIDE_EXAMPLE)?;
    let (mut paths, mut rules) = (None, None);
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "paths" => {
                if value.get_ref().as_array().is_some_and(|list| list.iter().next().is_none()) {
                    let problem = "`paths` is empty, so this override never holds".to_owned();
                    reader.refuse(value.span(), problem, "name some paths here".to_owned(), OVERRIDE_EXAMPLE.to_owned());
                }
                paths = Some(reader.globs("paths", value));
            }
            "rules" => rules = Some(levels(reader, value)),
            _ => reader.unknown_key(key, OVERRIDE_KEYS),
        }
    }
    for (name, missing) in [("paths", paths.is_none()), ("rules", rules.is_none())] {
        if missing {
            let problem = format!("this override has no `{name}`, so it changes nothing");
            reader.refuse(item.span(), problem, format!("add `{name}`"), OVERRIDE_EXAMPLE.to_owned());
        }
    }
    Some(Override { paths: paths?, levels: rules? })
}

/// The table under `names`, one inside the other, with the key that opens it.
pub(super) fn inner<'v, 't>(table: &'v DeTable<'t>, names: &[&str]) -> Option<(&'v Key<'t>, &'v Value<'t>)> {
    let (last, outer) = names.split_last()?;
    let mut table = table;
    for name in outer {
        table = table.get(*name).and_then(|value| value.get_ref().as_table())?;
    }
    table.iter().find(|(key, _)| key.get_ref() == last)
}
