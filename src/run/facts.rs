//! `facts`: what the analysis states of places in code, which is all that rules know of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::check::is_unread;
use super::look::{analysed, settings};
use super::{Environment, Streams, deliver};
use crate::cli::{Facts, Scope};
use crate::code::Analysis;
use crate::error::Error;
use crate::fact::Seen;
use crate::report::write_facts;

/// Prints what was seen at the places that are asked for.
pub(super) fn facts(wanted: &Facts, environment: &Environment, streams: &mut Streams<'_>) -> Result<u8, Error> {
    let places: Vec<Asked> = wanted.places.iter().map(|place| Asked::new(place, &environment.working_directory)).collect();
    let scope = Scope { paths: places.iter().map(|place| place.path.clone()).collect(), ..wanted.scope() };
    let settings = settings(&scope, environment)?;
    let (analysis, _) = analysed(&settings, environment, &BTreeMap::new())?;
    streams.tell_problems(&analysis.problems);
    if is_unread(&analysis, &settings) {
        return Err(Error::NothingAnalysed);
    }
    let here = &environment.working_directory;
    let asked: Vec<(String, Option<usize>)> =
        places.iter().map(|place| (settings.workspace.path_below(&place.path, here), place.line)).collect();
    let is_asked = |seen: &&Seen| asked.is_empty() || asked.iter().any(|(path, line)| holds(&analysis, seen, path, *line));
    let seen: Vec<&Seen> = analysis.seen.iter().filter(is_asked).collect();
    deliver(streams.stdout, |out| match seen.as_slice() {
        [] => writeln!(out, "nothing is known of telemetry there"),
        seen => write_facts(seen.iter().copied(), &analysis.sources, out),
    })?;
    Ok(0)
}

/// A place on the command line.
struct Asked {
    path: PathBuf,
    /// From 1.
    line: Option<usize>,
}

impl Asked {
    /// `FILE:LINE`, with a column or without, unless a file is called just that.
    fn new(text: &Path, working_directory: &Path) -> Self {
        let whole = Self { path: text.to_owned(), line: None };
        if working_directory.join(text).exists() {
            return whole;
        }
        let numbered = |text: &str| {
            let (path, number) = text.rsplit_once(':')?;
            Some((path.to_owned(), number.parse::<usize>().ok()?))
        };
        let Some((path, line)) = text.to_str().and_then(numbered) else { return whole };
        match numbered(&path).filter(|_| !working_directory.join(&path).exists()) {
            Some((path, line)) => Self { path: path.into(), line: Some(line) },
            None => Self { path: path.into(), line: Some(line) },
        }
    }
}

/// Whether it was seen below `path`, seen from the root of the workspace, and on that line.
fn holds(analysis: &Analysis, seen: &Seen, path: &str, line: Option<usize>) -> bool {
    let Some(source) = analysis.sources.get(seen.place.file.0 as usize) else { return false };
    let lines = || source.lines.line(seen.place.start)..=source.lines.line(seen.place.end);
    super::workspace::holds(path, &source.root_path) && line.is_none_or(|line| lines().contains(&line))
}
