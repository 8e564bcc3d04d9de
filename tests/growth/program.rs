//! Lists of files, packages and what is said of them.

use super::{Kind, MANIFEST, Text};

const WORKSPACE: (&str, &str) = ("Cargo.toml", "[workspace]\nmembers = [\"p*\", \"p*/*\"]\n");
const ROOT: (&str, &str) = ("src/lib.rs", "fn f() { let _ = tracing::info_span!(\"x\").entered(); }\n");

const fn of(
    name: &'static str,
    length: usize,
    file: &'static str,
    before: &'static str,
    each: &'static str,
    after: &'static str,
    beside: &'static [(&'static str, &'static str)],
) -> Kind {
    Kind { name, length, command: "check --format json", file, text: Text::Repeated { before, each, after }, beside }
}

pub(super) const KINDS: &[Kind] = &[
    of("files", 500, "src/m{i}.rs", "", "pub fn f{i}() { tracing::info!(\"a\"); crate::m{j}::f{j}(); }\n", "", &[MANIFEST, ROOT]),
    of("files without telemetry", 1_000, "src/m{i}.rs", "", "pub fn f{i}() { crate::m{j}::f{j}(); }\n", "", &[MANIFEST, ROOT]),
    of(
        "files with a finding",
        500,
        "src/m{i}.rs",
        "",
        "pub fn f{i}() { let _ = tracing::info_span!(\"a\").entered(); }\n",
        "",
        &[MANIFEST, ROOT],
    ),
    of("folders", 500, "src/m{i}/mod.rs", "", "pub fn f{i}() { tracing::info!(\"a\"); }\n", "", &[MANIFEST, ROOT]),
    of("programs of a package", 500, "src/bin/m{i}.rs", "", "fn main() { tracing::info!(\"a{i}\"); }\n", "", &[MANIFEST, ROOT]),
    of(
        "packages",
        400,
        "p{i}/Cargo.toml",
        "",
        "[package]\nname = \"p{i}\"\nversion = \"0.1.0\"\n[dependencies]\ntracing = \"0.1\"\np{j} = { path = \"../p{j}\" }\n",
        "",
        &[WORKSPACE, ("p0/src/lib.rs", ROOT.1)],
    ),
    of(
        "members",
        10_000,
        "Cargo.toml",
        "[workspace]\nmembers = [",
        "\"p{i}\", ",
        "]\n[package]\nname = \"x\"\n[dependencies]\ntracing = \"0.1\"\n",
        &[ROOT],
    ),
    of(
        "dependencies",
        8_000,
        "Cargo.toml",
        "[package]\nname = \"x\"\n[dependencies]\ntracing = \"0.1\"\n",
        "d{i} = \"{i}\"\n",
        "",
        &[ROOT],
    ),
    of(
        "dependencies by other names",
        5_000,
        "Cargo.toml",
        "[package]\nname = \"x\"\n[dependencies]\ntracing = \"0.1\"\n",
        "d{i} = { package = \"tracing\", version = \"0.1\" }\n",
        "",
        &[ROOT],
    ),
    of(
        "dependencies of the workspace",
        8_000,
        "Cargo.toml",
        "[package]\nname = \"x\"\n[dependencies]\ntracing = { workspace = true }\n[workspace.dependencies]\ntracing = \"0.1\"\n",
        "d{i} = \"{i}\"\n",
        "",
        &[ROOT],
    ),
    of(
        "targets of a package",
        4_000,
        "Cargo.toml",
        "[package]\nname = \"x\"\n[dependencies]\ntracing = \"0.1\"\n",
        "[[bin]]\nname = \"b{i}\"\npath = \"src/b{i}.rs\"\n",
        "",
        &[ROOT],
    ),
    of(
        "features",
        5_000,
        "Cargo.toml",
        "[package]\nname = \"x\"\n[dependencies]\ntracing = \"0.1\"\n[features]\n",
        "f{i} = [\"f{j}\", \"f{j}\"]\n",
        "",
        &[ROOT],
    ),
    of(
        "locked packages",
        5_000,
        "Cargo.lock",
        "version = 4\n",
        "[[package]]\nname = \"d{i}\"\nversion = \"1.0.{i}\"\ndependencies = [\n \"d{j}\",\n]\n",
        "",
        &[MANIFEST, ROOT],
    ),
    of(
        "locked packages that need two",
        4_000,
        "Cargo.lock",
        "version = 4\n[[package]]\nname = \"x\"\nversion = \"0.1.0\"\ndependencies = [ \"d0 1.0.0\", \"tracing\" ]\n[[package]]\nname = \"tracing\"\nversion = \"0.1.40\"\n",
        "[[package]]\nname = \"d{i}\"\nversion = \"1.0.0\"\ndependencies = [\n \"d{j} 1.0.0\", \"d{j} 1.0.0\", \"tracing\"\n]\n",
        "",
        &[MANIFEST, ROOT],
    ),
    of(
        "locked versions of a package",
        5_000,
        "Cargo.lock",
        "version = 4\n",
        "[[package]]\nname = \"tracing\"\nversion = \"0.1.{i}\"\n",
        "",
        &[MANIFEST, ROOT],
    ),
    of(
        "needs of a locked package",
        10_000,
        "Cargo.lock",
        "version = 4\n[[package]]\nname = \"x\"\nversion = \"0.1.0\"\ndependencies = [\n",
        "\"tracing 0.1.{i}\",\n",
        "]\n",
        &[MANIFEST, ROOT],
    ),
    of("lines to ignore", 3_000, ".gitignore", "", "target{i}\n", "", &[MANIFEST, ROOT]),
    // Baselines.
    of(
        "known findings",
        4_000,
        "otel-lint.baseline.json",
        "{\"version\": 1, \"findings\": [",
        "{\"rule\": \"guard-dropped\", \"path\": \"src/lib.rs\", \"fingerprint\": \"{x}{x}\", \"count\": 1},",
        "]}\n",
        &[MANIFEST, ROOT],
    ),
    Kind {
        command: "baseline update",
        ..of(
            "findings to know",
            4_000,
            "src/lib.rs",
            "use tracing::*;\nfn f() {\n",
            "let _ = info_span!(\"a{i}\").entered();\n",
            "}\n",
            &[MANIFEST],
        )
    },
];
