//! `contract` and `init`: whether a contract is right, what the language is, and files to start from.

use std::io::Write;
use std::path::Path;

use super::workspace::{Workspace, allowed};
use super::{Environment, deliver};
use crate::cli::ContractCheck;
use crate::config::{self, Config};
use crate::contract::{Contract, Semconv, schema};
use crate::error::Error;
use crate::printable::{printable_line, seen_from};
use crate::read_file::{Bounds, Way};
use crate::rule::rules;
use crate::write::create;

/// Where a workspace has its contract.
pub(super) const FILE: &str = "contract.yaml";
const SETTINGS: &str = config::FILE;

/// What `init` writes.
const STARTS: [(&str, &str); 2] = [(SETTINGS, include_str!("start/otel-lint.toml")), (FILE, include_str!("start/contract.yaml"))];

/// Reads a contract and says what it holds.
pub(super) fn check(wanted: &ContractCheck, environment: &Environment, stdout: &mut dyn Write) -> Result<u8, Error> {
    let allowed = allowed(&wanted.allow_outside, &environment.working_directory)?;
    let workspace = Workspace::find(&[], None, &environment.working_directory, &allowed)?;
    let bounds = Bounds::new(&workspace.root, allowed, &environment.working_directory);
    // Where a run is not in the root of the workspace, it is held against what stands there.
    let here = environment.working_directory.join(FILE);
    let found = if here.exists() { here } else { workspace.root.join(FILE) };
    let found = seen_from(&environment.working_directory, &found);
    let (path, way) = wanted.file.as_deref().map_or((found.as_path(), Way::Found), |path| (path, Way::Named));
    let contract = load(path, way, environment, &bounds)?;
    if !wanted.quiet {
        let path = printable_line(&path.display().to_string());
        deliver(stdout, |out| writeln!(out, "`{path}` is right: {}", holds(&contract)))?;
    }
    Ok(0)
}

/// Reads the contract `path`, whose policy may name the rules of this program.
pub(super) fn load(path: &Path, way: Way, environment: &Environment, bounds: &Bounds) -> Result<Contract, Error> {
    let mut names: Vec<&str> = rules().iter().flat_map(|rule| [rule.id, rule.family]).chain(["all"]).collect();
    names.sort_unstable();
    names.dedup();
    Contract::load_within(path, &environment.working_directory, &names, way, bounds)
}

/// Prints the JSON Schema of the language.
pub(super) fn print_schema(stdout: &mut dyn Write) -> Result<u8, Error> {
    deliver(stdout, |out| {
        serde_json::to_writer_pretty(&mut *out, &schema())?;
        writeln!(out)
    })?;
    Ok(0)
}

/// Writes files to start from into the root of the workspace, where they are looked for, and leaves alone those that are there. What is
/// written changes nothing.
pub(super) fn init(environment: &Environment, stdout: &mut dyn Write) -> Result<u8, Error> {
    let here = &environment.working_directory;
    let root = Workspace::find(&[], None, here, &[])?.root;
    let in_manifest = Config::is_in_manifest(&root, &Bounds::default());
    let mut told = Vec::new();
    for (name, text) in STARTS {
        let path = root.join(name);
        let shown = printable_line(&seen_from(here, &path).display().to_string());
        // In two places they would contradict each other, and that is refused.
        if name == SETTINGS && in_manifest {
            told.push(format!("`{shown}` is not written, for `Cargo.toml` holds settings already"));
            continue;
        }
        let is_new = create(&path, text.as_bytes())?;
        told.push(format!("`{shown}` is {}", if is_new { "written" } else { "there already, and stays as it is" }));
    }
    deliver(stdout, |out| writeln!(out, "{}", told.join("\n")))?;
    Ok(0)
}

/// `3 services, 12 attributes, ..`: what is not there is not named.
fn holds(contract: &Contract) -> String {
    let parts = [
        (contract.services.len(), "service", "services"),
        (contract.resource.len(), "attribute of the resource", "attributes of the resource"),
        (contract.attributes.len(), "attribute", "attributes"),
        (contract.spans.len(), "span", "spans"),
        (contract.metrics.len(), "metric", "metrics"),
        (contract.logs.len(), "log", "logs"),
        (contract.flows.len(), "flow", "flows"),
        (contract.policy.len(), "level of a rule", "levels of rules"),
        (contract.files.len().saturating_sub(1), "imported file", "imported files"),
    ];
    let named = parts.iter().filter(|(count, _, _)| *count > 0);
    let mut parts: Vec<String> =
        named.map(|(count, one, more)| format!("{count} {}", if *count == 1 { one } else { more })).collect();
    if parts.is_empty() {
        parts.push("it promises nothing yet".to_owned());
    }
    match contract.semconv {
        Semconv::None => parts.push("without OpenTelemetry's conventions".to_owned()),
        Semconv::Embedded(Some(release)) => parts.push(format!("by OpenTelemetry's conventions {}.{}", release.0, release.1)),
        Semconv::Embedded(None) => {}
    }
    parts.join(", ")
}
