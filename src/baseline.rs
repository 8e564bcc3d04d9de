//! Findings that are known and wait for their time: a file of fingerprints comes in, findings that it does not hold go out; and the other
//! way round, today's findings to that file. Lines and messages are not kept, so the file changes only when findings come or go.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::finding::Finding;
use crate::read_file::{Bounds, FileText, Folders, read_if_there};
use crate::source::Source;
use crate::write::replace;

/// The file in the workspace root that is read unless another is named.
pub const FILE: &str = "otel-lint.baseline.json";
const VERSION: usize = 1;
/// Stands for the file of a finding that has none.
const CAPTURE: &str = "capture:";

/// How often each finding is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline(BTreeMap<Known, usize>);

/// One finding, as it is known across changes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// From the workspace root, with `/`; of what was only seen in a recording, `capture:` and the service.
    pub path: String,
    pub rule: String,
    pub fingerprint: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    version: usize,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    rule: String,
    path: String,
    fingerprint: String,
    count: usize,
}

impl Baseline {
    /// `findings`, as places in `sources`.
    pub fn of(findings: &[Finding], sources: &[Source]) -> Self {
        let mut known = BTreeMap::new();
        for finding in findings {
            *known.entry(Known::of(finding, sources)).or_insert(0) += 1;
        }
        Self(known)
    }

    /// Reads the file `path`; `None` if there is none. `within` is where it may lead to, unless the person has named it.
    pub fn read(path: &Path, within: Option<&Folders>, bounds: &Bounds) -> Result<Option<Self>, Error> {
        let file = read_if_there(path, within).map_err(|why| Error::unread(path, why))?;
        let Some(FileText { real, text }) = file else { return Ok(None) };
        Self::parse(path, &text).map(Some).map_err(|error| bounds.told(error, path, &real))
    }

    /// Reads the text of the file `path`.
    fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let refuse = |line, problem| Error::Baseline { path: path.to_owned(), line, problem };
        let file: File = serde_json::from_str(text).map_err(|error| refuse(error.line().max(1), reason(&error)))?;
        if file.version != VERSION {
            return Err(refuse(1, format!("it is of version {}, and this program reads version {VERSION}", file.version)));
        }
        let mut known = BTreeMap::new();
        for Entry { rule, path, fingerprint, count } in file.findings {
            *known.entry(Known { path, rule, fingerprint }).or_insert(0_usize) += count;
        }
        Ok(Self(known))
    }

    /// Writes the file `path`.
    pub fn write(&self, path: &Path) -> Result<(), Error> {
        replace(path, self.text()?.as_bytes())
    }

    /// One finding a line, sorted by path and rule.
    fn text(&self) -> Result<String, Error> {
        let mut lines = Vec::new();
        for (known, &count) in &self.0 {
            let Known { path, rule, fingerprint } = known.clone();
            lines.push(serde_json::to_string(&Entry { rule, path, fingerprint, count }).map_err(std::io::Error::from)?);
        }
        let between = if lines.is_empty() { "" } else { "\n" };
        let entries = lines.join(",\n");
        Ok(format!("{{\"version\": {VERSION}, \"findings\": [{between}{entries}{between}]}}\n"))
    }

    /// Takes over what `keep` picks from `older`.
    pub fn keep(&mut self, older: Self, keep: impl Fn(&Known) -> bool) {
        self.0.extend(older.0.into_iter().filter(|(known, _)| keep(known)));
    }

    /// The findings that are not known, and how many are. Of findings that look the same, the first are the known ones.
    pub fn filter(mut self, findings: Vec<Finding>, sources: &[Source]) -> (Vec<Finding>, usize) {
        let before = findings.len();
        let is_new = |finding: &Finding| match self.0.get_mut(&Known::of(finding, sources)) {
            Some(left) if *left > 0 => {
                *left -= 1;
                false
            }
            _ => true,
        };
        let new: Vec<_> = findings.into_iter().filter(is_new).collect();
        let known = before - new.len();
        (new, known)
    }

    /// Number of findings.
    pub fn count(&self) -> usize {
        self.0.values().sum()
    }
}

/// The reader's words without the place, which stands before them.
fn reason(error: &serde_json::Error) -> String {
    let words = error.to_string();
    words.rsplit_once(" at line ").map_or(words.as_str(), |(reason, _)| reason).to_owned()
}

impl Known {
    fn of(finding: &Finding, sources: &[Source]) -> Self {
        let source = finding.location.and_then(|location| sources.get(location.file.0 as usize));
        let path = match (source, &finding.captured) {
            (Some(source), _) => source.root_path.clone(),
            (None, Some(captured)) => format!("{CAPTURE}{}", captured.service),
            (None, None) => String::new(),
        };
        Self { path, rule: finding.rule.id.to_owned(), fingerprint: finding.fingerprint.clone() }
    }

    /// Whether it was only seen in a recording, which a look at code says nothing of.
    pub fn is_captured(&self) -> bool {
        self.path.starts_with(CAPTURE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Captured, FileId};
    use crate::finding::Location;
    use crate::rule::{Severity, rule};

    fn finding(file: u32, line: usize, fingerprint: &str) -> Finding {
        let location =
            Location { file: FileId(file), line, column: 1, end_line: line, end_column: 2, start_byte: 0, end_byte: 1 };
        Finding {
            rule: rule("guard-dropped").expect("is a rule"),
            severity: Severity::Error,
            message: String::new(),
            help: String::new(),
            label: "",
            location: Some(location),
            captured: None,
            related: Vec::new(),
            fix: None,
            fingerprint: fingerprint.to_owned(),
        }
    }

    fn sources() -> Vec<Source> {
        ["src/b.rs", "src/a.rs"].map(|path| Source::new(path.to_owned(), path.to_owned(), String::new())).into()
    }

    #[test]
    fn what_is_written_is_known_when_read() {
        let findings = [finding(0, 1, "x"), finding(0, 2, "x"), finding(1, 1, "y")];
        let baseline = Baseline::of(&findings, &sources());
        let text = baseline.text().expect("is written");
        assert_eq!(Baseline::parse(Path::new(FILE), &text).expect("is a baseline"), baseline);
        assert_eq!(
            text,
            "{\"version\": 1, \"findings\": [\n\
             {\"rule\":\"guard-dropped\",\"path\":\"src/a.rs\",\"fingerprint\":\"y\",\"count\":1},\n\
             {\"rule\":\"guard-dropped\",\"path\":\"src/b.rs\",\"fingerprint\":\"x\",\"count\":2}\n]}\n"
        );
    }

    #[test]
    fn only_what_is_new_stays() {
        let baseline = Baseline::of(&[finding(0, 1, "x"), finding(1, 1, "gone")], &sources());
        let today = vec![finding(0, 5, "x"), finding(0, 9, "x"), finding(1, 1, "x")];
        let (new, known) = baseline.filter(today, &sources());
        let places = new.iter().map(|finding| {
            let location = finding.location.expect("is in code");
            (location.file.0, location.line)
        });
        let places: Vec<_> = places.collect();
        assert_eq!((places, known), (vec![(0, 9), (1, 1)], 1));
    }

    #[test]
    fn what_was_not_looked_at_is_kept() {
        let mut today = Baseline::of(&[finding(1, 1, "new")], &sources());
        let older = Baseline::of(&[finding(0, 1, "x"), finding(1, 1, "gone")], &sources());
        today.keep(older, |known| known.path == "src/b.rs");
        assert_eq!(today, Baseline::of(&[finding(0, 1, "x"), finding(1, 1, "new")], &sources()));
    }

    #[test]
    fn what_was_seen_in_a_recording_is_known_by_its_service() {
        let captured = Captured { service: "checkout".to_owned(), ..Captured::default() };
        let found = Finding { location: None, captured: Some(Box::new(captured)), ..finding(0, 1, "x") };
        let baseline = Baseline::of(std::slice::from_ref(&found), &sources());
        let known: Vec<_> = baseline.0.keys().map(|known| (known.path.as_str(), known.is_captured())).collect();
        assert_eq!(known, [("capture:checkout", true)]);
        assert_eq!(baseline.filter(vec![found], &sources()).1, 1);
    }
}
