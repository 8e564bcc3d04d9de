//! Arguments to inputs: files, folders, patterns and stdin, in an order that the arguments do not change.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};
use walkdir::{DirEntry, WalkDir};

use super::rotation::Order;
use super::{Input, Place, may_be_capture};
use crate::error::Error;
use crate::escaped_path::escape;

/// What files of captures are called. In a folder others are taken only if they hold telemetry.
const EXTENSIONS: &[&str] = &["json", "jsonl", "ndjson", "pb", "bin", "otlp", "gz", "zst"];

/// As a shell has it: `*` goes no deeper, and takes no hidden file.
const MATCHING: MatchOptions =
    MatchOptions { case_sensitive: true, require_literal_separator: true, require_literal_leading_dot: true };

/// Every input once. Those that were rotated come in the order of their time, stdin comes first. Err where an argument leads to
/// nothing.
pub(crate) fn find(arguments: &[PathBuf], working_directory: &Path) -> Result<Vec<Input>, Error> {
    let mut found = Found { working_directory, files: BTreeMap::new() };
    let mut inputs = Vec::new();
    for argument in arguments {
        if argument.as_os_str() == "-" {
            inputs = vec![Input { name: "stdin".to_owned(), place: Place::Stdin }];
            continue;
        }
        let path = working_directory.join(argument);
        let is_any = match fs::metadata(&path) {
            Ok(_) => found.add(&path),
            Err(source) => match pattern(argument) {
                Some(pattern) => found.add_matching(working_directory, pattern)?,
                None => return Err(Error::Read { path, source }),
            },
        };
        if !is_any {
            return Err(Error::NoCapture { path });
        }
    }
    let mut files: Vec<(String, PathBuf)> = found.files.into_values().collect();
    files.sort_by_cached_key(|(name, _)| Order::of(name));
    inputs.extend(files.into_iter().map(|(name, path)| Input { name, place: Place::File(path) }));
    if inputs.is_empty() {
        return Err(Error::NoCapture { path: working_directory.to_owned() });
    }
    Ok(inputs)
}

/// An argument that a shell would have replaced, and that is no file's name.
fn pattern(argument: &Path) -> Option<&str> {
    argument.to_str().filter(|text| text.contains(['*', '?', '[']))
}

/// What a pattern may lead to: as the pattern would call it, and the path. Names that are no text are read with replacement characters.
fn may_match(pattern: &str, working_directory: &Path) -> impl Iterator<Item = (String, PathBuf)> {
    let parts: Vec<&str> = pattern.split('/').collect();
    let fixed = parts.iter().position(|part| part.contains(['*', '?', '['])).unwrap_or(parts.len());
    // With the slash behind it.
    let start = parts[..fixed].iter().fold(String::new(), |start, part| start + part + "/");
    let folder = working_directory.join(&start);
    let wanted = &parts[fixed..];
    let deepest = if wanted.contains(&"**") { usize::MAX } else { wanted.len() };
    let takes_hidden = wanted.iter().any(|part| part.starts_with('.'));
    let mut walked = BTreeSet::new();
    let enters = move |entry: &DirEntry| {
        let is_hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
        let is_again = deepest == usize::MAX && entry.path().is_dir() && !walked.insert(identity(entry.path()));
        (takes_hidden || !is_hidden) && !is_again
    };
    let entries = WalkDir::new(&folder).follow_links(true).min_depth(1).max_depth(deepest).sort_by_file_name();
    entries.into_iter().filter_entry(enters).filter_map(move |entry| {
        // What cannot be read is an input that cannot be read.
        let path = match entry {
            Ok(entry) => entry.into_path(),
            Err(error) => error.path().filter(|_| error.loop_ancestor().is_none())?.to_owned(),
        };
        let below = path.strip_prefix(&folder).ok()?.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
        Some((format!("{start}{below}"), path))
    })
}

struct Found<'f> {
    working_directory: &'f Path,
    /// By where they truly lie: the name that is shown, and the path to open.
    files: BTreeMap<PathBuf, (String, PathBuf)>,
}

impl Found<'_> {
    /// Adds what a path leads to, and says whether that is anything.
    fn add(&mut self, path: &Path) -> bool {
        if path.is_dir() {
            return self.add_folder(path);
        }
        self.add_file(path);
        true
    }

    fn add_matching(&mut self, working_directory: &Path, pattern: &str) -> Result<bool, Error> {
        let matching = Pattern::new(pattern).map_err(|error| Error::CapturePattern {
            pattern: pattern.to_owned(),
            column: pattern.chars().take(error.pos).count() + 1,
            reason: error.msg,
        })?;
        let mut is_any = false;
        for (name, path) in may_match(pattern, working_directory) {
            // A pipe is read where it is named, and one that was only found would be waited for. What cannot be looked at is told.
            let is_readable = fs::metadata(&path).map_or(true, |metadata| metadata.is_file() || metadata.is_dir());
            if is_readable && matching.matches_with(&name, MATCHING) {
                is_any |= self.add(&path);
            }
        }
        Ok(is_any)
    }

    /// Adds the files below a folder, hidden ones left out. Each folder is walked once, however many links lead to it.
    fn add_folder(&mut self, folder: &Path) -> bool {
        let mut walked = BTreeSet::new();
        let enters = |entry: &DirEntry| {
            let is_hidden = entry.depth() > 0 && entry.file_name().to_string_lossy().starts_with('.');
            !is_hidden && (!entry.path().is_dir() || walked.insert(identity(entry.path())))
        };
        let mut is_any = false;
        for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name().into_iter().filter_entry(enters) {
            let path = match entry {
                Ok(entry) if entry.file_type().is_file() => entry.into_path(),
                Ok(_) => continue,
                Err(error) if error.loop_ancestor().is_some() => continue,
                Err(error) => match error.path() {
                    Some(path) => path.to_owned(),
                    None => continue,
                },
            };
            if has_name_of_capture(&path) || may_be_capture(&path) {
                self.add_file(&path);
                is_any = true;
            }
        }
        is_any
    }

    fn add_file(&mut self, path: &Path) {
        let below: PathBuf = path.strip_prefix(self.working_directory).unwrap_or(path).components().collect();
        let named = (escape(&below), path.to_owned());
        let rank = |(name, _): &(String, PathBuf)| (name.len(), name.clone());
        let known = self.files.entry(identity(path)).or_insert_with(|| named.clone());
        if rank(&named) < rank(known) {
            *known = named;
        }
    }
}

/// Where a path truly leads. What is no file, such as a pipe that a shell has named, is what it is called.
fn identity(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn has_name_of_capture(path: &Path) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str());
    extension.is_some_and(|extension| EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension)))
}
