//! A file and what it imports, read one after the other: each once, those that are imported before those that import them.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::form::Form;
use super::grammar::CONTRACT;
use super::layer::Layer;
use super::mistakes::{Mistakes, at};
use super::model::At;
use super::plain::text as plain_text;
use super::{read, registry, traps};
use crate::error::{Error, Unread};
use crate::read_file::{Bounds, FileText, Folders, Way, read};
use crate::yaml::{Node, get, items};

/// Files on the way from the first one to one that is imported.
const DEEPEST: usize = 32;

/// Keys by which a contract of this language is known from other files that are called so.
const TELLING: [&str; 5] = ["attributes", "spans", "flows", "semconv", "resource"];

/// Whether a text is meant to be a contract of this language. Other tools have files called `contract.yaml`, too.
pub fn is_contract(text: &str) -> bool {
    match Node::parse(text) {
        Ok(root) => {
            let version = get(&root, "version").and_then(Node::text);
            version == Some("1") || TELLING.iter().any(|key| get(&root, key).is_some())
        }
        // With a mistake in it, it is told as one.
        Err(_) => text.lines().any(|line| line.trim_end() == "version: 1"),
    }
}

/// The files that were read.
pub(super) struct Loaded {
    pub(super) mistakes: Mistakes,
    /// Those that are imported come before those that import them; the last one is that which was asked for.
    pub(super) layers: Vec<Layer>,
    /// Where the first file truly stands.
    pub(super) real: PathBuf,
}

/// Reads the file `path`, seen from `working_directory`, and its imports.
pub(super) fn load(path: &Path, working_directory: &Path, way: Way, bounds: &Bounds) -> Result<Loaded, Error> {
    let file = working_directory.join(path);
    let text = match way {
        Way::Named => read(&file),
        Way::Found => bounds.around(file.parent().unwrap_or(&file)).read(&file),
    };
    let FileText { real, text } = text.map_err(|why| match why {
        Unread::Io(source) if source.kind() == ErrorKind::NotFound => Error::NoContract { path: path.to_owned() },
        why => Error::unread(path, why),
    })?;
    let folders = bounds.around(real.parent().unwrap_or(&real));
    let nothing = Loaded { mistakes: Mistakes::default(), layers: Vec::new(), real: real.clone() };
    let mut loader = Loader { folders, done: HashSet::new(), way: Vec::new(), loaded: nothing };
    let shown = path.strip_prefix(working_directory).unwrap_or(path);
    loader.file(real, normal(shown), text);
    Ok(loader.loaded)
}

struct Loader {
    /// Where imports may lead.
    folders: Folders,
    done: HashSet<PathBuf>,
    /// The files from the first to this one, as they are and as people see them.
    way: Vec<(PathBuf, PathBuf)>,
    loaded: Loaded,
}

impl Loader {
    fn file(&mut self, real: PathBuf, shown: PathBuf, text: String) {
        let text: Arc<str> = Arc::from(text);
        let mistakes = &mut self.loaded.mistakes;
        let file = mistakes.add_file(with_slashes(&shown), Arc::clone(&text));
        let (root, repeated) = match Node::parse_repeating(&text) {
            Ok(parsed) => parsed,
            Err(error) => return traps::refuse(mistakes, file, &text, &error),
        };
        for key in repeated {
            let at = At { file, line: key.at.line, column: key.at.column, start_byte: key.bytes.start, end_byte: key.bytes.end };
            let label = format!("the first is on line {}", key.first_line);
            mistakes.refuse(at, format!("`{}` is defined twice", key.key), label, "make one of the two, for only one can count");
        }
        if registry::is_registry(&root) {
            let mut registry = registry::Registry::new(mistakes);
            registry.add(file, &root);
            self.loaded.layers.push(registry.layer());
            return;
        }
        Form::new(mistakes, file).check(&root, &CONTRACT);
        self.done.insert(real.clone());
        self.way.push((real, shown));
        for import in items(&root, "imports") {
            if let Some(path) = plain_text(import) {
                self.import(&path, at(file, import));
            }
        }
        self.way.pop();
        let layer = read::layer(&mut self.loaded.mistakes, file, &root);
        self.loaded.layers.push(layer);
    }

    fn import(&mut self, path: &str, at: At) {
        if path.contains("://") || path.starts_with("git@") {
            let problem = format!("`{path}` is not on this machine");
            let help = "nothing is fetched: keep a copy in the repository, and import that";
            return self.refuse(at, problem, "imports are local paths", help);
        }
        let Some((_, from)) = self.way.last() else { return };
        let shown = normal(&from.parent().unwrap_or(Path::new("")).join(path));
        let folder = self.way.last().and_then(|(real, _)| real.parent()).unwrap_or(Path::new(""));
        let joined = folder.join(path);
        let real = match self.folders.resolve(&joined) {
            Ok(real) => real,
            Err(why) => return self.unread(path, &why, at),
        };
        // A link that leads nowhere is there.
        if fs::symlink_metadata(&joined).is_err() {
            return self.not_found(path, &joined, at);
        }
        if let Some(position) = self.way.iter().position(|(known, _)| *known == real) {
            let way: Vec<String> =
                self.way.iter().skip(position).map(|(_, shown)| format!("`{}`", with_slashes(shown))).collect();
            let help = format!(
                "the way is {} -> `{}`; move what both need to a file of its own",
                way.join(" -> "),
                with_slashes(&shown)
            );
            return self.refuse(at, format!("`{path}` leads back to itself"), "this import closes a loop", &help);
        }
        if self.way.len() >= DEEPEST {
            let problem = format!("imports lead through more than {DEEPEST} files");
            return self.refuse(at, problem, "this one is not read", "import the files that are needed themselves");
        }
        if !self.done.insert(real.clone()) {
            return;
        }
        if real.is_dir() {
            if let Some(layer) = registry::folder(&mut self.loaded.mistakes, &real, &shown, &self.folders, at) {
                self.loaded.layers.push(layer);
            }
            return;
        }
        match self.folders.read(&real) {
            Ok(file) => self.file(file.real, shown, file.text),
            Err(why) => self.unread(path, &why, at),
        }
    }

    fn unread(&mut self, path: &str, why: &Unread, at: At) {
        self.refuse(at, format!("cannot read `{path}`"), format!("it {why}"), &why.help());
    }

    fn not_found(&mut self, path: &str, joined: &Path, at: At) {
        let name = joined.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let entries = joined.parent().and_then(|folder| fs::read_dir(folder).ok());
        let Some(entries) = entries else {
            let help = "paths of imports begin at the folder of the file that imports";
            return self.refuse(at, format!("there is no `{path}`"), "its folder is not there either", help);
        };
        let mut names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
        names.sort_unstable();
        let label = self.loaded.mistakes.meant(&name, names.iter().map(String::as_str), "no file or folder has this name");
        self.refuse(at, format!("there is no `{path}`"), label, "paths of imports begin at the folder of the file that imports");
    }

    fn refuse(&mut self, at: At, problem: String, label: impl Into<String>, help: &str) {
        self.loaded.mistakes.refuse(at, problem, label, help);
    }
}

/// Without the `.` and `..` that can be taken out.
fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

pub(super) fn with_slashes(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::is_contract;

    #[test]
    fn other_tools_have_contracts_too() {
        for (text, is_ours) in [
            ("version: 1\n", true),
            ("version: 1\nspans: [\n", true),
            ("version: 2\nspans: []\n", true),
            ("attributes: {}\n", true),
            ("dataContractSpecification: 1.1.0\nid: orders\nmodels: {}\n", false),
            ("apiVersion: v3.0.2\nkind: DataContract\nversion: 1.1.0\nschema: []\n", false),
            ("request: { method: GET }\nresponse: { status: 200 }\n", false),
            ("", false),
            ("{{ no yaml", false),
        ] {
            assert_eq!(is_contract(text), is_ours, "{text}");
        }
    }
}
