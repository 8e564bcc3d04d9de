//! Which file holds the settings.

use std::path::{Path, PathBuf};

use toml::de::DeTable;

use super::Config;
use super::load::{config, inner};
use super::named::Settings;
use super::reader::Reader;
use crate::error::{Error, Unread};
use crate::read_file::{Bounds, FileText, Folders, read, read_if_there};

pub const FILE: &str = "otel-lint.toml";
const MANIFEST: &str = "Cargo.toml";
/// Where a manifest may hold settings; the first one that does counts.
const TABLES: [[&str; 3]; 2] = [["workspace", "metadata", "otel-lint"], ["package", "metadata", "otel-lint"]];

/// Where the settings come from.
#[derive(Debug, Clone)]
pub enum Choice {
    /// `otel-lint.toml` in the workspace root, or the manifest there.
    Found,
    /// This file.
    File(PathBuf),
    /// Nowhere: everything is as it comes.
    None,
}

impl Config {
    /// The settings of the workspace at `root`, and what they name as far as `bounds` allow. Messages name files as seen from
    /// `working_directory`.
    pub fn load(root: &Path, working_directory: &Path, choice: &Choice, bounds: &Bounds) -> Result<Self, Error> {
        let name = |path: &Path| path.strip_prefix(working_directory).unwrap_or(path).display().to_string().replace('\\', "/");
        match choice {
            Choice::None => Ok(Self::default()),
            Choice::File(path) => {
                let file = working_directory.join(path);
                let FileText { real, text } = read(&file).map_err(|why| Error::unread(path, why))?;
                let is_manifest = path.file_name().is_some_and(|file| file == MANIFEST);
                let config =
                    if is_manifest { Self::from_manifest(name(path), &text) } else { Self::from_toml(name(path), &text) };
                let named = config.and_then(|config| {
                    let settings = Settings { file: &file, root, text: text.as_str().into(), name: &name };
                    config.with_named(&settings, bounds)
                });
                named.map_err(|error| bounds.told(error, &file, &real))
            }
            Choice::Found => {
                let (file, manifest) = (root.join(FILE), root.join(MANIFEST));
                let folders = bounds.around(root);
                let settings = |file, text: &str| Settings { file, root, text: text.into(), name: &name };
                // A manifest that does not speak of us is none of our business, however broken.
                let in_manifest = match readable(&manifest, &folders) {
                    Err(error @ Error::Unread { .. }) if !matches!(&error, Error::Unread { why: Unread::NotText { .. }, .. }) => {
                        return Err(error);
                    }
                    text => text.ok().flatten().filter(|text| text.contains("otel-lint")),
                };
                match (readable(&file, &folders)?, in_manifest) {
                    (Some(text), other) => {
                        other.map_or(Ok(()), |other| refuse_second(name(&manifest), &other))?;
                        Self::from_toml(name(&file), &text)?.with_named(&settings(&file, &text), bounds)
                    }
                    (None, Some(text)) => {
                        Self::from_manifest(name(&manifest), &text)?.with_named(&settings(&manifest, &text), bounds)
                    }
                    (None, None) => Ok(Self::default()),
                }
            }
        }
    }

    /// Whether the manifest in the workspace root holds settings.
    pub fn is_in_manifest(root: &Path, bounds: &Bounds) -> bool {
        let text = readable(&root.join(MANIFEST), &bounds.around(root)).ok().flatten().unwrap_or_default();
        let manifest = DeTable::parse(&text);
        manifest.is_ok_and(|manifest| TABLES.iter().any(|names| inner(manifest.get_ref(), names).is_some()))
    }

    /// Reads a file that holds nothing but settings; `name` is for messages.
    pub fn from_toml(name: String, text: &str) -> Result<Self, Error> {
        let mut reader = Reader::new(name, text);
        let config = parse(&mut reader, text).map(|table| config(&mut reader, &table));
        reader.finish(config.unwrap_or_default())
    }

    /// Reads the settings in a manifest, if it has some.
    pub fn from_manifest(name: String, text: &str) -> Result<Self, Error> {
        let mut reader = Reader::new(name, text);
        let manifest = parse(&mut reader, text).unwrap_or_default();
        let config = TABLES.iter().find_map(|names| inner(&manifest, names)).and_then(|(_, value)| {
            let table = reader.table("otel-lint", value, "a table of settings", "such as `[workspace.metadata.otel-lint]`")?;
            Some(config(&mut reader, table))
        });
        reader.finish(config.unwrap_or_default())
    }
}

/// The text of a file, if it is there.
fn readable(path: &Path, folders: &Folders) -> Result<Option<String>, Error> {
    let file = read_if_there(path, Some(folders)).map_err(|why| Error::unread(path, why))?;
    Ok(file.map(|file| file.text))
}

/// Settings in two places would contradict each other sooner or later.
fn refuse_second(name: String, text: &str) -> Result<(), Error> {
    let Ok(manifest) = DeTable::parse(text) else { return Ok(()) };
    let mut reader = Reader::new(name, text);
    if let Some((key, _)) = TABLES.iter().find_map(|names| inner(manifest.get_ref(), names)) {
        let problem = format!("`{FILE}` beside this manifest holds settings too");
        let help = "keep the one, and move over what the other has".to_owned();
        reader.refuse(key.span(), problem, "these settings would not be read".to_owned(), help);
    }
    reader.finish(())
}

/// The tree of `text`. What is no TOML goes to the reader, and only the first of it: the rest mostly follows from that.
fn parse<'t>(reader: &mut Reader, text: &'t str) -> Option<DeTable<'t>> {
    match DeTable::parse(text) {
        Ok(table) => Some(table.into_inner()),
        Err(error) => {
            let help = "the file is read as TOML, see https://toml.io/en/v1.1.0; what follows was not read".to_owned();
            reader.refuse(error.span().unwrap_or(0..0), error.message().to_owned(), "here".to_owned(), help);
            None
        }
    }
}
