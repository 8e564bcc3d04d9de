//! The files in which a workspace describes clients of its own, in the format of `rules/apis/`. Every mistake in them is shown at its place.

use std::path::Path;
use std::sync::Arc;

use super::Config;
use crate::error::{Error, Mistake};
use crate::knowledge::{OwnApis, load_api};
use crate::yaml;

impl Config {
    /// Reads the files that the settings in the file `settings` name; `text` is what stands there. `name` is for messages.
    pub(super) fn with_clients(mut self, settings: &Path, text: &str, name: impl Fn(&Path) -> String) -> Result<Self, Error> {
        let folder = settings.parent().unwrap_or(Path::new(""));
        let (mut apis, mut mistakes) = (Vec::new(), Vec::new());
        for named in &self.clients {
            let path = folder.join(&named.path);
            let source = match std::fs::read_to_string(&path) {
                Ok(source) => source,
                Err(error) => {
                    mistakes.push(Mistake::new(
                        &name(settings),
                        &Arc::from(text),
                        named.bytes.clone(),
                        format!("cannot read `{}`", name(&path)),
                        error.to_string(),
                        "the path is from the folder of this file".to_owned(),
                    ));
                    continue;
                }
            };
            match load_api("", &source) {
                Ok(api) => apis.push(api),
                Err(found) => mistakes.extend(found.into_iter().map(|found| mistake(&name(&path), &source, &found))),
            }
        }
        if !mistakes.is_empty() {
            return Err(Error::Config { mistakes });
        }
        self.apis = OwnApis::new(&apis);
        Ok(self)
    }
}

/// A mistake in the file `path`, from its line and column to the end of the word there.
fn mistake(path: &str, source: &str, found: &yaml::Mistake) -> Mistake {
    let line_start = source.split_inclusive('\n').take(found.at.line.saturating_sub(1)).map(str::len).sum::<usize>();
    let line = source.get(line_start..).unwrap_or_default().lines().next().unwrap_or_default();
    let before: usize = line.chars().take(found.at.column.saturating_sub(1)).map(char::len_utf8).sum();
    let word = line.get(before..).unwrap_or_default();
    let length = word.find([':', ' ', ',', '}', ']']).unwrap_or(word.len()).max(1);
    let start = line_start + before;
    let help = "the file is read as those in `rules/apis/messaging/` are: `crate`, `types`, `methods`, `publishes`, `receives`";
    let bytes = start.min(source.len())..(start + length).min(source.len());
    Mistake::new(path, &Arc::from(source), bytes, found.problem.clone(), "here".to_owned(), help.to_owned())
}
