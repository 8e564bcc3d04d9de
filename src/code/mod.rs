//! Stand-in: reads no code.

use std::collections::BTreeMap;
use std::path::Path;

use crate::error::Error;
use crate::fact::{Allow, Seen};
use crate::finding::Problem;
use crate::source::Source;

#[derive(Debug, Default)]
pub struct Analysis {
    pub sources: Vec<Source>,
    pub seen: Vec<Seen>,
    pub allows: Vec<Allow>,
    pub problems: Vec<Problem>,
    pub has_telemetry: bool,
    pub files_with_telemetry: usize,
    pub statistics: BTreeMap<&'static str, usize>,
}

/// Lists the `.rs` files below `root`.
pub fn analyse(root: &Path, working_directory: &Path, exclude: &(dyn Fn(&str) -> bool + Sync)) -> Result<Analysis, Error> {
    let mut analysis = Analysis::default();
    for entry in ignore::WalkBuilder::new(root).sort_by_file_name(Ord::cmp).build().flatten() {
        let Ok(root_path) = entry.path().strip_prefix(root) else { continue };
        let root_path = root_path.to_string_lossy().replace('\\', "/");
        if exclude(&root_path) || entry.path().extension().is_none_or(|extension| extension != "rs") {
            continue;
        }
        let path = entry.path().strip_prefix(working_directory).unwrap_or(entry.path()).to_string_lossy().replace('\\', "/");
        let Ok(text) = std::fs::read_to_string(entry.path()) else { continue };
        analysis.has_telemetry |= text.contains("tracing");
        analysis.sources.push(Source::new(path, root_path, text));
    }
    if analysis.sources.is_empty() {
        return Err(Error::NoSource { path: root.to_owned() });
    }
    Ok(analysis)
}
