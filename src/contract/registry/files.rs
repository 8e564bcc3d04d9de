//! The files of a registry's folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Registry;
use crate::contract::layer::{Layer, SpanType};
use crate::contract::load::with_slashes;
use crate::contract::mistakes::{Mistakes, at};
use crate::contract::model::At;
use crate::contract::{plain, traps};
use crate::error::{Error, Unread};
use crate::read_file::{Bounds, Folders};
use crate::yaml::{Node, Repeated, YamlError, get, items};

const MANIFESTS: [&str; 4] = ["manifest.yaml", "manifest.yml", "registry_manifest.yaml", "registry_manifest.yml"];
/// Folders within folders.
const DEEPEST: usize = 12;
/// More files than this are no registry.
const MOST_FILES: usize = 5_000;
/// Brackets of one file that are read as if they stood elsewhere.
const MOST_MENDED: usize = 50;
/// By these, a dependency is known to be on what is built in.
const BUILT_IN: [&str; 2] = ["open-telemetry/semantic-conventions", "opentelemetry.io/schemas"];

/// Whether a file is one of a registry, in either format.
pub(in crate::contract) fn is_registry(root: &Node) -> bool {
    let is_definition = get(root, "file_format").and_then(Node::text).is_some_and(|format| format.starts_with("definition/"));
    is_definition || get(root, "groups").is_some_and(|groups| groups.list().is_some())
}

/// The registry in a folder; what is wrong with the folder is told at the import.
pub(in crate::contract) fn folder(
    mistakes: &mut Mistakes,
    real: &Path,
    shown: &Path,
    folders: &Folders,
    import: At,
) -> Option<Layer> {
    let mut files = Vec::new();
    collect(real, 0, &mut files);
    files.sort();
    let help = "a folder holds a registry of semantic conventions; a contract is imported by the name of its file";
    if files.len() > MOST_FILES {
        let label = format!("it holds more than {MOST_FILES} YAML files");
        mistakes.refuse(import, format!("`{}` is no registry", with_slashes(shown)), label, help);
        return None;
    }
    let mut registry = Registry::new(mistakes);
    let mut found = 0;
    for path in files {
        let inside = shown.join(path.strip_prefix(real).unwrap_or(&path));
        match folders.read(&path) {
            Ok(file) => found += usize::from(registry.file(&with_slashes(&inside), file.text)),
            // YAML is Unicode: this is another kind of file.
            Err(Unread::NotText { .. }) => {}
            Err(why) => {
                let problem = format!("cannot read `{}`", with_slashes(&inside));
                registry.refuse(import, problem, format!("it {why}"), why.help());
            }
        }
    }
    if found == 0 {
        let label = "no YAML file in it has `groups` or `file_format: definition/2`";
        registry.refuse(import, format!("`{}` holds no registry", with_slashes(shown)), label, help);
        return None;
    }
    Some(registry.layer())
}

/// The spans of the registry in a folder, as clauses may name them, by name.
pub fn span_types(path: &Path) -> Result<Vec<SpanType>, Error> {
    let mut mistakes = Mistakes::default();
    let import = At { file: mistakes.add_file(with_slashes(path), Arc::from("")), ..At::default() };
    let layer = folder(&mut mistakes, path, path, &Bounds::default().around(path), import);
    mistakes.finish()?;
    let mut types = layer.map(|layer| layer.span_types).unwrap_or_default();
    types.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(types)
}

/// Every YAML file below a folder. Links to folders are not followed.
fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
        if is_folder && !is_hidden && depth < DEEPEST && files.len() <= MOST_FILES {
            collect(&path, depth + 1, files);
        } else if !is_folder && path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml") {
            files.push(path);
        }
    }
}

/// Many registries close their brackets in the column of what these belong to, which YAML has left to its readers: such a bracket is
/// read as if it stood at the end of the line before. Lines after it count one less.
fn parse(text: &str) -> Result<(Node, Vec<Repeated>), YamlError> {
    let mut mended = text.to_owned();
    for _ in 0..MOST_MENDED {
        let error = match Node::parse_repeating(&mended) {
            Err(error) if error.problem.contains("invalid indentation") => error,
            other => return other,
        };
        let (before, after) = mended.split_at_checked(error.byte).unwrap_or_default();
        let kept = before.trim_end();
        if !after.starts_with([']', '}']) || kept.lines().next_back().is_some_and(|line| line.contains(" #")) {
            return Err(error);
        }
        mended = format!("{kept}{}{after}", " ".repeat(before.len() - kept.len()));
    }
    Node::parse_repeating(text)
}

impl Registry<'_> {
    /// Reads a file; false where it is none of a registry.
    fn file(&mut self, shown: &str, text: String) -> bool {
        let name = shown.rsplit('/').next().unwrap_or_default();
        let is_manifest = MANIFESTS.contains(&name);
        let parsed = parse(&text);
        if !is_manifest && parsed.as_ref().is_ok_and(|(root, _)| !is_registry(root)) {
            return false;
        }
        let text: Arc<str> = Arc::from(text);
        let file = self.mistakes.add_file(shown.to_owned(), Arc::clone(&text));
        match parsed {
            Ok((root, _)) if is_manifest => {
                self.manifest(file, &root);
                false
            }
            Ok((root, _)) => {
                self.add(file, &root);
                true
            }
            Err(error) => {
                traps::refuse(self.mistakes, file, &text, &error);
                true
            }
        }
    }

    /// OpenTelemetry's own conventions are built in; others would have to be fetched.
    fn manifest(&mut self, file: usize, root: &Node) {
        for dependency in items(root, "dependencies") {
            let entries = dependency.map().unwrap_or_default();
            let texts: BTreeSet<String> = entries.iter().filter_map(|(_, value)| plain::text(value)).collect();
            if texts.iter().any(|text| BUILT_IN.iter().any(|known| text.contains(known))) {
                self.builds_on_others = true;
                continue;
            }
            let name = ["name", "schema_url", "registry_path"].iter().find_map(|key| get(dependency, key).and_then(Node::text));
            let problem = format!("this registry depends on `{}`, which is not fetched", name.unwrap_or("another one"));
            let help = "keep a copy of that registry in a folder, and import it in the contract before this one; then leave this entry \
                        out of the copy of the manifest that is imported";
            self.refuse(at(file, dependency), problem, "only OpenTelemetry's own conventions are built in", help);
        }
    }
}
