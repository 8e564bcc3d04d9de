//! `Cargo.toml` to a package: its name, and what it depends on as which version. What members inherit from their workspace is filled
//! in. Nothing here asks cargo.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use toml::de::{DeTable, DeValue};

use super::super::edition::Edition;
use super::super::tree::Range;
use super::{Text, is_below, text_of, texts_of};
use crate::fact::Interval;
use crate::text::offset;

/// One `Cargo.toml` with a `[package]`.
#[derive(Debug, Clone, Default)]
pub(in crate::code) struct Package {
    /// Relative to the root, with `/`; empty for the root itself.
    pub(in crate::code) folder: String,
    /// With `_`.
    pub(in crate::code) name: String,
    /// Names of crates in paths, and the packages that they stand for, all with `_`.
    pub(in crate::code) dependencies: BTreeMap<String, String>,
    /// Names of those needed outside tests and build scripts.
    pub(in crate::code) at_run_time: Vec<String>,
    /// Files that are roots of their own by what the manifest says, relative to its folder, with `/`.
    pub(in crate::code) roots: Vec<String>,
    /// All of them, by where they stand in the manifest.
    pub(in crate::code) needs: Vec<Dependency>,
    /// Dependencies that come to a library which exports telemetry, by what the lock says.
    pub(in crate::code) exporting: Vec<String>,
    /// Whether a program that it is part of has what hands the spans of tracing to OpenTelemetry.
    pub(in crate::code) bridges: bool,
    /// Positions of the packages that are built together with it, its own among them.
    pub(in crate::code) together: Arc<BTreeSet<usize>>,
    pub(in crate::code) edition: Edition,
    /// The folder of the workspace around it, if there is one.
    pub(super) workspace: Option<String>,
}

impl Package {
    /// Whether it is that crate or depends on it.
    pub(in crate::code) fn uses(&self, name: &str) -> bool {
        self.name == name || self.dependencies.values().any(|dependency| dependency == name)
    }
}

/// One line of `[dependencies]` or its like.
#[derive(Debug, Clone)]
pub(in crate::code) struct Dependency {
    /// As written.
    pub(super) name: String,
    /// The package's name with `_`.
    pub(in crate::code) package: String,
    /// Whether it stands in `[dependencies]`, not in those for tests or build scripts.
    pub(super) at_run_time: bool,
    pub(super) admits: Interval,
    /// `workspace = true`.
    pub(super) inherited: bool,
    /// Features asked for in so many words, here and in the workspace.
    pub(in crate::code) features: Vec<String>,
    /// Its name in the manifest.
    pub(super) range: Range,
}

/// What a member may inherit.
struct Inherited {
    /// By local name with `_`.
    dependencies: BTreeMap<String, Dependency>,
    edition: Option<Edition>,
}

/// The packages of all manifests, by folder; and the paths of those that cannot be read, with the reason.
pub(super) fn packages(manifests: &[Text]) -> (Vec<Package>, Vec<(String, String)>) {
    let (mut packages, mut problems) = (Vec::new(), Vec::new());
    let mut inherited: Vec<(&str, Inherited)> = Vec::new();
    let parsed: Vec<_> = manifests.iter().map(|(folder, text)| (folder.as_str(), DeTable::parse(text))).collect();
    for (folder, manifest) in &parsed {
        let Ok(manifest) = manifest else { continue };
        if let Some(workspace) = table(manifest.get_ref(), "workspace") {
            let shared = dependencies(workspace, "dependencies", None);
            let dependencies = shared.into_iter().map(|found| (local(&found.name), found)).collect();
            let edition = table(workspace, "package").and_then(|package| text_of(package, "edition"));
            inherited.push((folder, Inherited { dependencies, edition: edition.and_then(|text| Edition::parse(&text)) }));
        }
    }
    for (folder, manifest) in parsed {
        match manifest {
            Ok(manifest) => {
                let around = inherited.iter().filter(|(workspace, _)| is_below(folder, workspace));
                let around = around.max_by_key(|(workspace, _)| workspace.len());
                packages.extend(package(folder, manifest.get_ref(), around));
            }
            Err(error) => problems.push((super::beside(folder, "Cargo.toml"), error.message().to_owned())),
        }
    }
    (packages, problems)
}

fn package(folder: &str, manifest: &DeTable<'_>, around: Option<&(&str, Inherited)>) -> Option<Package> {
    let own = table(manifest, "package")?;
    let name = text_of(own, "name")?;
    let edition = match table(own, "edition") {
        Some(_) => around.and_then(|(_, shared)| shared.edition),
        None => text_of(own, "edition").and_then(|text| Edition::parse(&text)),
    };
    let mut needs = Vec::new();
    let targets = table(manifest, "target").into_iter().flat_map(DeTable::values);
    for holder in std::iter::once(manifest).chain(targets.filter_map(|target| target.get_ref().as_table())) {
        for kind in ["dependencies", "dev-dependencies", "build-dependencies"] {
            needs.extend(dependencies(holder, kind, around.map(|(_, names)| names)));
        }
    }
    needs.sort_by_key(|dependency| dependency.range);
    let at_run_time = needs.iter().filter(|dependency| dependency.at_run_time);
    Some(Package {
        folder: folder.to_owned(),
        name: local(&name),
        at_run_time: at_run_time.map(|dependency| dependency.package.clone()).collect(),
        dependencies: needs.iter().map(|dependency| (local(&dependency.name), dependency.package.clone())).collect(),
        roots: roots(manifest),
        needs,
        exporting: Vec::new(),
        bridges: false,
        edition: edition.unwrap_or_default(),
        together: Arc::default(),
        workspace: around.map(|(workspace, _)| (*workspace).to_owned()),
    })
}

/// `path` of `[lib]` and of every `[[bin]]`.
fn roots(manifest: &DeTable<'_>) -> Vec<String> {
    let binaries = match manifest.get("bin").map(toml::Spanned::get_ref) {
        Some(DeValue::Array(binaries)) => binaries.iter().filter_map(|binary| binary.get_ref().as_table()).collect(),
        _ => Vec::new(),
    };
    let library = table(manifest, "lib");
    let paths = binaries.into_iter().chain(library).filter_map(|target| text_of(target, "path"));
    paths.map(|path| path.replace('\\', "/").trim_start_matches("./").to_owned()).collect()
}

fn dependencies(holder: &DeTable<'_>, kind: &str, inherited: Option<&Inherited>) -> Vec<Dependency> {
    let mut found = Vec::new();
    for (name, value) in table(holder, kind).into_iter().flat_map(DeTable::iter) {
        let details = value.get_ref().as_table();
        let span = name.span();
        let mut dependency = Dependency {
            name: name.get_ref().to_string(),
            package: local(name.get_ref()),
            at_run_time: kind == "dependencies",
            admits: Interval::ANY,
            inherited: details.is_some_and(|details| details.contains_key("workspace")),
            features: details.map(|details| texts_of(details, "features")).unwrap_or_default(),
            range: Range { start: offset(span.start), end: offset(span.end) },
        };
        if dependency.inherited
            && let Some(shared) = inherited.and_then(|shared| shared.dependencies.get(&dependency.package))
        {
            dependency.package.clone_from(&shared.package);
            dependency.admits = shared.admits;
            dependency.features.extend(shared.features.iter().cloned());
        }
        if let Some(renamed) = details.and_then(|details| text_of(details, "package")) {
            dependency.package = local(&renamed);
        }
        let requirement = value.get_ref().as_str().map(str::to_owned).or_else(|| text_of(details?, "version"));
        if let Some(admits) = requirement.and_then(|requirement| Interval::parse(&requirement)) {
            dependency.admits = admits;
        }
        found.push(dependency);
    }
    found
}

/// A crate's name as paths have it.
fn local(name: &str) -> String {
    name.replace('-', "_")
}

fn table<'t, 'i>(holder: &'t DeTable<'i>, name: &str) -> Option<&'t DeTable<'i>> {
    holder.get(name)?.get_ref().as_table()
}
