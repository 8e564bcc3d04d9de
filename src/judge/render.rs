//! What was raised to findings: messages filled in, places counted in lines and columns, fingerprints.

use std::collections::{BTreeSet, HashMap};

use sha2::{Digest, Sha256};

use super::Raised;
use crate::fact::{Edit, Facts, FileId, Key, Place, Related, Seen};
use crate::finding::{Finding, Fix, Location, RelatedLocation};
use crate::panics::{Panics, Step};
use crate::rule::{CaseEdit, Rule};
use crate::source::Source;
use crate::text::one_line;

/// Sorted, each place and rule once. The files of those at which it fails are added to `failed`.
pub(super) fn findings(
    sources: &[Source],
    raised: Vec<Raised<'_>>,
    panics: Panics,
    failed: &mut BTreeSet<usize>,
) -> Vec<Finding> {
    let mut fingerprints = Fingerprints { sources, known: HashMap::new() };
    let render = |raised: Raised<'_>| {
        let file = raised.seen.place.file.0 as usize;
        let found = panics.guard(Step::Judge, "", || finding(sources, &raised, &mut fingerprints));
        found.unwrap_or_else(|_| {
            failed.insert(file);
            None
        })
    };
    let mut findings: Vec<Finding> = raised.into_iter().filter_map(render).collect();
    findings.sort_by(|a, b| a.order().cmp(&b.order()));
    findings.dedup_by(|a, b| a.order() == b.order());
    number_twins(&mut findings);
    findings
}

fn finding(sources: &[Source], raised: &Raised<'_>, fingerprints: &mut Fingerprints<'_>) -> Option<Finding> {
    let seen = &raised.seen;
    let elsewhere = raised.case.at.and_then(|role| seen.related.iter().find(|related| related.role == role));
    let location = location(sources, elsewhere.map_or(seen.place, |related| related.place))?;
    let itself = elsewhere.map(|_| Related { role: "seen", place: seen.place });
    let parts: Vec<Related> = seen.related.iter().copied().chain(itself).collect();
    let related = raised.case.related.0.iter().flat_map(|label| {
        let places = parts.iter().filter(|related| related.role == label.role);
        places.filter_map(|related| {
            Some(RelatedLocation { location: self::location(sources, related.place)?, message: label.text })
        })
    });
    // What a generator writes it writes again.
    let is_generated = sources.get(location.file.0 as usize).is_some_and(|source| source.is_generated);
    let edits = raised.case.edit.filter(|_| !is_generated).map(|case| edits(seen, case)).unwrap_or_default();
    Some(Finding {
        rule: raised.rule,
        severity: raised.severity,
        message: fill(raised.case.message, &seen.facts),
        help: fill(raised.case.fix, &seen.facts),
        label: raised.case.label,
        location: Some(location),
        captured: None,
        related: related.collect(),
        fix: (!edits.is_empty()).then(|| Fix { safe: edits.iter().all(|edit| edit.safe), edits }),
        fingerprint: fingerprints.of(raised.rule, location),
    })
}

/// The edits of that name, with the rule's text in them.
fn edits(seen: &Seen, case: CaseEdit) -> Vec<Edit> {
    let named = seen.edits.iter().filter(|edit| edit.name == case.name).cloned();
    named
        .map(|edit| match case.text {
            Some(text) => Edit { text: edit.text.replace("{}", text), ..edit },
            None => edit,
        })
        .collect()
}

pub(super) fn location(sources: &[Source], place: Place) -> Option<Location> {
    let source = sources.get(place.file.0 as usize)?;
    let (line, column) = source.lines.line_column(&source.text, place.start);
    let (end_line, end_column) = source.lines.line_column(&source.text, place.end);
    Some(Location { file: place.file, line, column, end_line, end_column, start_byte: place.start, end_byte: place.end })
}

/// `{fact}` becomes the fact's first text; braces around anything else stay.
pub(super) fn fill(template: &str, facts: &Facts) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        if let Some((fact, beyond)) = after.split_once('}').and_then(|(name, beyond)| Some((Key::by_name(name)?, beyond))) {
            let texts = facts.get(fact).map(|value| value.texts().join("`, `"));
            out.push_str(texts.as_deref().unwrap_or("?"));
            rest = beyond;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// Those of findings on one line are the same, however long the line is.
struct Fingerprints<'s> {
    sources: &'s [Source],
    known: HashMap<(FileId, usize, &'static str), String>,
}

impl Fingerprints<'_> {
    /// Rule, path and the code of the first line, white space aside: the same when lines above are added or the code is indented anew.
    fn of(&mut self, rule: &Rule, location: Location) -> String {
        let sources = self.sources;
        let new = || {
            let source = sources.get(location.file.0 as usize);
            let code = source.map(|source| one_line(source.lines.line_text(&source.text, location.line))).unwrap_or_default();
            hash(&[rule.id, source.map_or("", |source| source.root_path.as_str()), &code])
        };
        self.known.entry((location.file, location.line, rule.id)).or_insert_with(new).clone()
    }
}

pub(super) fn hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    hash.finalize().iter().take(16).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// The second finding of a rule on an equal line of a file gets a fingerprint of its own, and so on.
pub(super) fn number_twins(findings: &mut [Finding]) {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for finding in findings {
        let count = counts.entry(finding.fingerprint.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.fingerprint = hash(&[&finding.fingerprint, &count.to_string()]);
        }
    }
}
