//! Lists in contracts: loading them, holding a recording against them, and holding code against them.

use super::{Kind, MANIFEST, Text};

const RECORDING: (&str, &str) = (
    "c.json",
    concat!(
        r#"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeSpans":[{"scope":{"name":"shop"},"spans":["#,
        r#"{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"GET /orders/1","kind":2,"startTimeUnixNano":"1767225600000000000","endTimeUnixNano":"1767225600000000001","attributes":[{"key":"order.id","value":{"stringValue":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}},{"key":"a3.b3","value":{"intValue":"1"}}]}]}]}]}"#,
        "\n"
    ),
);
const CODE: (&str, &str) = (
    "src/lib.rs",
    "fn f() { let _g = tracing::info_span!(\"x\", order.idd = 1, a3.b33 = n).entered(); tracing::info_span!(\"work 12\"); }\n",
);

/// Held against a recording.
const fn of(name: &'static str, length: usize, before: &'static str, each: &'static str, after: &'static str) -> Kind {
    let text = Text::Repeated { before, each, after };
    Kind {
        name,
        length,
        command: "validate --contract contract.yaml --format json c.json",
        file: "contract.yaml",
        text,
        beside: &[RECORDING],
    }
}

/// Held against code.
const fn code(name: &'static str, length: usize, before: &'static str, each: &'static str, after: &'static str) -> Kind {
    let text = Text::Repeated { before, each, after };
    Kind { name, length, command: "check --format json", file: "contract.yaml", text, beside: &[MANIFEST, CODE] }
}

/// Only read.
const fn read(name: &'static str, length: usize, before: &'static str, each: &'static str, after: &'static str) -> Kind {
    Kind { command: "contract check contract.yaml", ..of(name, length, before, each, after) }
}

pub(super) const KINDS: &[Kind] = &[
    of("attributes of a contract", 5_000, "version: 1\nattributes:\n", "  a{i}.b{i}: { type: string }\n", ""),
    code("attributes of a contract, and code", 5_000, "version: 1\nattributes:\n", "  a{i}.b{i}: { type: string }\n", ""),
    of("aliases of attributes", 4_000, "version: 1\nattributes:\n", "  a{i}.b{i}: { type: string, aliases: [c{i}, d{i}] }\n", ""),
    of("aliases of one attribute", 8_000, "version: 1\nattributes:\n  order.id: { type: string, aliases: [", "c{i}, ", "] }\n"),
    of("values of an attribute", 8_000, "version: 1\nattributes:\n  order.id: { type: string, values: [", "c{i}, ", "] }\n"),
    of("prefixes", 4_000, "version: 1\nattributes:\n", "  a{i}.*: { type: string }\n", ""),
    of("prefixes of each other", 400, "version: 1\nattributes:\n  a.*: { type: string }\n", "  a{i}.*: { deny: no }\n", ""),
    of("patterns of attributes", 1_500, "version: 1\nattributes:\n", "  a{i}: { type: string, pattern: 'INV-\\d{1,6}' }\n", ""),
    of("letters of a pattern", 20_000, "version: 1\nattributes:\n  order.id: { type: string, pattern: '", "a", "' }\n"),
    of("stars of a pattern", 400, "version: 1\nattributes:\n  order.id: { type: string, pattern: '", "(a*)*", "b' }\n"),
    of("attributes of the resource", 4_000, "version: 1\nresource:\n  attributes:\n", "    a{i}.b{i}: { required: true }\n", ""),
    of("groups", 4_000, "version: 1\nattributes: { a: { type: string } }\ngroups:\n", "  g{i}: [a]\n", ""),
    of(
        "groups in groups",
        3_000,
        "version: 1\nattributes: { a: { type: string } }\ngroups:\n  g0: [a]\n",
        "  g{j}: [$g{i}, $g{i}]\n",
        "spans: [{ name: x, attributes: { required: [$g9] } }]\n",
    ),
    of("attributes of a group", 8_000, "version: 1\nattributes: { a: { type: string } }\ngroups:\n  g: [", "a, ", "]\n"),
    of("clauses of spans", 4_000, "version: 1\nspans:\n", "  - { name: \"work {i}\", kind: server }\n", ""),
    code("clauses of spans, and code", 4_000, "version: 1\nspans:\n", "  - { name: \"work {i}\", kind: server }\n", ""),
    of("clauses of spans that say nothing", 4_000, "version: 1\nspans:\n", "  - { name: \"work {i}\" }\n", ""),
    of("clauses of one name", 3_000, "version: 1\nspans:\n", "  - { name: \"GET /orders/1\", kind: server }\n", ""),
    of(
        "clauses of one service",
        3_000,
        "version: 1\nspans:\n",
        "  - { name: \"GET /orders/1\", service: s{i}, kind: server }\n",
        "",
    ),
    of("clauses with globs", 3_000, "version: 1\nspans:\n", "  - { glob: \"work {i} *\", kind: server }\n", ""),
    code("clauses with globs, and code", 3_000, "version: 1\nspans:\n", "  - { glob: \"work {i} *\", kind: server }\n", ""),
    of("clauses with patterns", 800, "version: 1\nspans:\n", "  - { pattern: \"work {i} [a-z]+\", kind: server }\n", ""),
    of("clauses with templates", 3_000, "version: 1\nspans:\n", "  - { template: \"work {i} {order.id}\", kind: server }\n", ""),
    of("keys of a template", 2_000, "version: 1\nspans:\n  - template: \"", "{a{i}} ", "\"\n"),
    of("stars of the name of a clause", 2_000, "version: 1\nspans:\n  - glob: \"", "*a", "b\"\n"),
    of("scopes of clauses", 3_000, "version: 1\nspans:\n", "  - { name: \"work {i}\", scope: \"shop{i}.*\" }\n", ""),
    of(
        "conditions of clauses",
        3_000,
        "version: 1\nspans:\n",
        "  - { name: \"GET /orders/1\", where: { order.id: c{i} } }\n",
        "",
    ),
    of(
        "required attributes",
        6_000,
        "version: 1\nsemconv: none\nspans:\n  - name: GET /orders/1\n    attributes: { required: [",
        "a{i}, ",
        "] }\n",
    ),
    of(
        "required attributes that are defined",
        3_000,
        "version: 1\nattributes: { a: { type: string } }\nspans:\n  - name: GET /orders/1\n    attributes: { required: [",
        "a, ",
        "] }\n",
    ),
    of(
        "forbidden attributes",
        6_000,
        "version: 1\nspans:\n  - name: GET /orders/1\n    attributes: { forbidden: [",
        "a{i}, ",
        "] }\n",
    ),
    of("causes", 6_000, "version: 1\nspans:\n  - name: GET /orders/1\n    on_error: { cause: [", "a{i}, ", "] }\n"),
    of(
        "events of a clause",
        3_000,
        "version: 1\nspans:\n  - name: GET /orders/1\n    events:\n",
        "      e{i}: { required: [order.id] }\n",
        "",
    ),
    of("clauses of metrics", 3_000, "version: 1\nmetrics:\n", "  - { name: m{i}, instrument: counter, unit: s }\n", ""),
    code(
        "clauses of metrics, and code",
        3_000,
        "version: 1\nmetrics:\n",
        "  - { name: m{i}, instrument: counter, unit: s }\n",
        "",
    ),
    of("clauses of logs", 3_000, "version: 1\nlogs:\n", "  - { event: e{i}, severity: { min: warn } }\n", ""),
    of(
        "flows",
        2_000,
        "version: 1\nflows:\n",
        "  - { name: f{i}, start: { id: a, span: x{i} }, steps: [{ id: b, under: a, span: y }] }\n",
        "",
    ),
    of(
        "steps of a flow",
        2_000,
        "version: 1\nflows:\n  - name: f\n    start: { id: s0, span: x }\n    steps:\n",
        "      - { id: s{j}, under: s{i}, span: y{i} }\n",
        "",
    ),
    of("services of a contract", 6_000, "version: 1\nservices: [", "s{i}, ", "]\n"),
    of("pins of services", 3_000, "version: 1\nservices:\n", "  s{i}: { semconv: \"1.20\", why: old, until: 2027-01-31 }\n", ""),
    of("levels of a policy", 5_000, "version: 1\npolicy:\n", "  span{i}: note\n", ""),
    of("own scopes", 6_000, "version: 1\nours: { scopes: [", "\"shop{i}.*\", ", "] }\n"),
    of("stars of an own scope", 2_000, "version: 1\nours: { scopes: [\"", "*s", "x\"] }\n"),
    of("imports of one file", 2_000, "version: 1\nimports: [", "other.yaml, ", "]\n"),
    Kind {
        file: "c{i}.yaml",
        beside: &[RECORDING, ("contract.yaml", "version: 1\nimports: [c0.yaml]\n")],
        ..of("chain of contracts", 20, "", "version: 1\nimports: [c{j}.yaml]\nattributes: { a{i}: { type: string } }\n", "")
    },
    Kind {
        file: "c{i}.yaml",
        beside: &[RECORDING, ("contract.yaml", "version: 1\nimports: [c0.yaml]\n")],
        ..of(
            "diamond of contracts",
            20,
            "",
            "version: 1\nimports: [c{j}.yaml, c{j}.yaml]\nattributes: { a{i}: { type: string } }\n",
            "",
        )
    },
    Kind {
        file: "r/c{i}.yaml",
        beside: &[RECORDING, ("contract.yaml", "version: 1\nimports: [r]\n")],
        ..of(
            "files of a registry",
            200,
            "",
            "groups:\n  - id: g{i}\n    type: attribute_group\n    brief: b\n    attributes:\n      - id: a{i}.b\n        type: string\n        brief: b\n        stability: stable\n",
            "",
        )
    },
    Kind {
        file: "r/c.yaml",
        beside: &[RECORDING, ("contract.yaml", "version: 1\nimports: [r]\n")],
        ..of(
            "groups that extend each other",
            2_000,
            "groups:\n  - id: g0\n    type: attribute_group\n    brief: b\n    attributes: [{ id: a.b, type: string, brief: b, stability: stable }]\n",
            "  - id: g{j}\n    type: attribute_group\n    brief: b\n    extends: g{i}\n",
            "",
        )
    },
    of("letters of a key of a contract", 100_000, "version: 1\nattributes:\n  ", "k", ": { type: string }\n"),
    of("letters of a short key of a contract", 15_000, "version: 1\nattributes:\n  ", "k", ": { type: string }\n"),
    of("letters of a name of a clause", 100_000, "version: 1\nspans: [{ name: \"", "k", "\" }]\n"),
    of("keys of a contract that are not known", 5_000, "version: 1\n", "k{i}: 1\n", ""),
    of("keys of a clause that are not known", 5_000, "version: 1\nspans:\n  - name: x\n", "    k{i}: 1\n", ""),
    of("keys that stand twice", 4_000, "version: 1\nattributes:\n", "  a: { type: string }\n", ""),
    of(
        "names of clauses that are nearly known",
        3_000,
        "version: 1\nattributes: { order.id: { type: string } }\nspans:\n  - name: x\n    attributes: { required: [",
        "order.idd{i}, ",
        "] }\n",
    ),
    read("anchors", 5_000, "version: 1\nattributes:\n", "  a{i}: &a{i} { type: string }\n", ""),
    read(
        "anchors and what stands for them",
        4_000,
        "version: 1\nattributes:\n",
        "  a{i}: &a{i} { type: string }\n  b{i}: *a{i}\n",
        "",
    ),
    read("what stands for one anchor", 5_000, "version: 1\nattributes:\n  b: &a { type: string }\n", "  a{i}: *a\n", ""),
    read("anchors that hold the one before twice", 5_000, "version: 1\nx0: &a0 [x]\n", "x{j}: &a{j} [*a{i}, *a{i}]\n", ""),
    read("lines of a text", 20_000, "version: 1\nspans:\n  - name: |\n", "      line\n", ""),
    read("comments of a contract", 20_000, "version: 1\n", "# comment\n", ""),
    read("letters of a line", 200_000, "version: 1\n# ", "ä", "\n"),
    read("mistakes on one line", 4_000, "version: 1\nattributes: { ", "ä{i}: { tpe: 1 }, ", "}\n"),
    Kind { command: "contract check contract.yaml", ..of("mistakes", 3_000, "version: 1\nspans:\n", "  - { nam: x{i} }\n", "") },
];
