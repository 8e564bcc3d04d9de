//! Lists in the settings.

use super::{Kind, MANIFEST, Text};

const CODE: (&str, &str) = ("src/lib.rs", "fn f() { let _ = tracing::info_span!(\"x\", user_name = 1, name = n).entered(); }\n");

const fn of(name: &'static str, length: usize, before: &'static str, each: &'static str, after: &'static str) -> Kind {
    let text = Text::Repeated { before, each, after };
    Kind { name, length, command: "check --format json", file: "otel-lint.toml", text, beside: &[MANIFEST, CODE] }
}

pub(super) const KINDS: &[Kind] = &[
    of("rules that are selected", 10_000, "select = [", "\"span\", ", "]\n"),
    of("rules that are not known", 5_000, "select = [", "\"spann{i}\", ", "]\n"),
    of("letters of a rule that is not known", 200_000, "select = [\"", "x", "\"]\n"),
    of("letters of two bytes of a rule that is not known", 100_000, "select = [\"", "ä", "\"]\n"),
    of("rules that are ignored", 10_000, "ignore = [", "\"guard-dropped\", ", "]\n"),
    of("globs that are excluded", 4_000, "exclude = [", "\"src/generated{i}/**\", ", "]\n"),
    of("globs that are no globs", 4_000, "exclude = [", "\"src/[{i}\", ", "]\n"),
    of("letters of a glob", 100_000, "exclude = [\"", "a", "\"]\n"),
    of("stars of a glob", 1_000, "exclude = [\"", "*a", "\"]\n"),
    of("levels", 5_000, "[rules]\n", "span{i} = \"note\"\n", ""),
    of("overrides", 3_000, "", "[[overrides]]\npaths = [\"src/m{i}/\"]\nrules = { span = \"note\" }\n", ""),
    of("globs of an override", 4_000, "[[overrides]]\nrules = { span = \"note\" }\npaths = [", "\"src/m{i}/\", ", "]\n"),
    of("private words", 8_000, "[privacy]\npersonal = [", "\"word{i}\", ", "]\n"),
    of("public words", 8_000, "[privacy]\nharmless = [", "\"word{i}\", ", "]\n"),
    of("unbounded words", 8_000, "[cardinality]\nunbounded = [", "\"word{i}\", ", "]\n"),
    of("bounded words", 8_000, "[cardinality]\nbounded = [", "\"word{i}\", ", "]\n"),
    of("words of a name", 20_000, "[privacy]\npersonal = [\"", "a_", "\"]\n"),
    of("clients", 3_000, "[messaging]\nclients = [", "\"c{i}.yaml\", ", "]\n"),
    of("keys that are not known", 5_000, "", "key{i} = 1\n", ""),
    of("tables that are not known", 5_000, "", "[table{i}]\n", ""),
    of("letters of a key that is not known", 200_000, "", "k", " = 1\n"),
];
