//! The files that settings name: those in which a workspace describes clients of its own, in the format of `rules/apis/`, and that of
//! known findings. Every mistake in them is shown at its place, and every file that is not read where the settings name it.

use std::path::Path;
use std::sync::Arc;

use super::{Config, Named};
use crate::error::{Error, Mistake, Unread};
use crate::knowledge::load_api;
use crate::read_file::{Bounds, Folders};
use crate::table::List;
use crate::text::LineIndex;
use crate::yaml;

/// A file of settings, read.
pub(super) struct Settings<'s> {
    pub(super) file: &'s Path,
    /// Of the workspace.
    pub(super) root: &'s Path,
    /// Shared by all mistakes in it.
    pub(super) text: Arc<str>,
    /// What messages call a file.
    pub(super) name: &'s dyn Fn(&Path) -> String,
}

impl Settings<'_> {
    fn folder(&self) -> &Path {
        self.file.parent().unwrap_or(self.file)
    }

    fn unread(&self, named: &Named, why: &Unread, help: &str) -> Mistake {
        let (label, help) = match why {
            Unread::Io(error) => (error.to_string(), help.to_owned()),
            why => (format!("it {why}"), why.help()),
        };
        let problem = format!("cannot read `{}`", named.path.display());
        Mistake::new(&(self.name)(self.file), &self.text, named.bytes.clone(), problem, label, help)
    }
}

impl Config {
    /// Reads the clients that the settings name, and holds that the known findings stand where settings may lead.
    pub(super) fn with_named(mut self, settings: &Settings<'_>, bounds: &Bounds) -> Result<Self, Error> {
        let folders = bounds.around(settings.folder());
        let mut mistakes = Vec::new();
        self.read_clients(settings, &folders, &mut mistakes);
        if let Some(named) = &self.baseline
            && let Err(why) = folders.resolve_file(&settings.root.join(&named.path))
        {
            mistakes.push(settings.unread(named, &why, "the path is from the workspace root"));
        }
        if mistakes.is_empty() { Ok(self) } else { Err(Error::Config { mistakes }) }
    }

    fn read_clients(&mut self, settings: &Settings<'_>, folders: &Folders, mistakes: &mut Vec<Mistake>) {
        let mut apis = Vec::new();
        for named in &self.clients {
            let path = settings.folder().join(&named.path);
            match folders.read(&path).map(|file| (load_api("", &file.text), file.text)) {
                Ok((Ok(api), _)) => apis.push(api),
                Ok((Err(found), text)) => {
                    let (lines, text): (LineIndex, Arc<str>) = (LineIndex::new(&text), Arc::from(text));
                    mistakes.extend(found.into_iter().map(|found| mistake(&(settings.name)(&path), &text, &lines, &found)));
                }
                Err(why) => mistakes.push(settings.unread(named, &why, "the path is from the folder of this file")),
            }
        }
        self.apis = List::keep(apis);
    }
}

/// A mistake in the file `path`, from its line and column to the end of the word there.
fn mistake(path: &str, source: &Arc<str>, lines: &LineIndex, found: &yaml::Mistake) -> Mistake {
    let line_start = lines.line_start(found.at.line) as usize;
    let line = lines.line_text(source, found.at.line);
    let before: usize = line.chars().take(found.at.column.saturating_sub(1)).map(char::len_utf8).sum();
    let word = line.get(before..).unwrap_or_default();
    let length = word.find([':', ' ', ',', '}', ']']).unwrap_or(word.len()).max(1);
    let start = line_start + before;
    let help = "the file is read as those in `rules/apis/messaging/` are: `crate`, `types`, `methods`, `publishes`, `receives`";
    let bytes = start.min(source.len())..(start + length).min(source.len());
    Mistake::new(path, source, bytes, found.problem.clone(), "here".to_owned(), help.to_owned())
}
