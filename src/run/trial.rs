//! Which fixes are made: all, but for those after which something is found that was not before. Each trial is a look at the whole
//! workspace, so that there is a bound on how many there are; whatever is not cleared by then is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::Environment;
use super::look::{Looked, found_everywhere, look_at};
use super::settings::Settings;
use crate::error::Error;
use crate::finding::Finding;
use crate::fix::{Look, Mended, mend, regressions};
use crate::source::Source;

/// Trials in a run that are made only to tell which fix is at fault.
const MAX_TRIALS: usize = 32;

/// A look at the workspace, and everything that is found in it, asked for or not.
#[derive(Debug)]
pub(super) struct Sight {
    pub(super) looked: Looked,
    pub(super) everywhere: Vec<Finding>,
}

impl Sight {
    pub(super) fn of(looked: Looked, settings: &Settings, environment: &Environment) -> Result<Self, Error> {
        let everywhere = found_everywhere(settings, environment, &looked.analysis)?;
        Ok(Self { looked, everywhere })
    }

    fn look(&self) -> Look<'_> {
        Look { findings: &self.everywhere, sources: &self.looked.analysis.sources }
    }

    fn path(&self, finding: &Finding) -> Option<&str> {
        let file = finding.location?.file;
        self.looked.analysis.sources.get(file.0 as usize).map(|source| source.root_path.as_str())
    }
}

/// Why fixes are left out, by the fingerprints of their findings.
pub(super) type LeftOut = BTreeMap<String, Option<&'static str>>;

/// Tries fixes.
pub(super) struct Trials<'r> {
    pub(super) settings: &'r Settings,
    pub(super) environment: &'r Environment,
    pub(super) with_unsafe: bool,
    pub(super) is_read: &'r dyn Fn(&Source, &str) -> bool,
    pub(super) left: usize,
    pub(super) left_out: LeftOut,
}

/// What comes of one choice of fixes.
struct Trial {
    mended: Mended,
    sight: Sight,
    /// What is found anew.
    faults: Vec<Fault>,
}

/// A finding that was not there before.
struct Fault {
    path: String,
    line: usize,
    rule: &'static str,
}

impl<'r> Trials<'r> {
    pub(super) fn new(
        settings: &'r Settings,
        environment: &'r Environment,
        with_unsafe: bool,
        is_read: &'r dyn Fn(&Source, &str) -> bool,
    ) -> Self {
        Self { settings, environment, with_unsafe, is_read, left: MAX_TRIALS, left_out: LeftOut::new() }
    }

    /// Makes as many fixes as can be made together, with `texts` for what was changed before. None where there is none.
    pub(super) fn round(&mut self, before: &Sight, texts: &BTreeMap<String, String>) -> Result<Option<(Mended, Sight)>, Error> {
        let is_wanted = |finding: &&Finding| !self.left_out.contains_key(&finding.fingerprint);
        let wanted: Vec<&Finding> = before.looked.findings.iter().filter(is_wanted).collect();
        let made = self.mend(before, &wanted).made;
        let all: Vec<&Finding> = made.into_iter().filter_map(|at| wanted.get(at).copied()).collect();
        if all.is_empty() {
            return Ok(None);
        }
        let mut trial = self.trial(before, texts, &all)?;
        if !trial.faults.is_empty() {
            let kept = self.sift(before, texts, all, &trial)?;
            trial = self.trial(before, texts, &kept)?;
        }
        Ok(Some((trial.mended, trial.sight)))
    }

    /// The fixes that are not at fault. Files are told apart side by side: of each, one half of what is not cleared is tried, until
    /// what brings a fault with it is a single fix.
    fn sift<'f>(
        &mut self,
        before: &Sight,
        texts: &BTreeMap<String, String>,
        all: Vec<&'f Finding>,
        first: &Trial,
    ) -> Result<Vec<&'f Finding>, Error> {
        let mut cleared: Vec<&Finding> = Vec::new();
        let mut groups: BTreeMap<String, Vec<Vec<&Finding>>> = BTreeMap::new();
        let at_fault: BTreeSet<&str> = first.faults.iter().map(|fault| fault.path.as_str()).collect();
        let is_among = all.iter().any(|finding| before.path(finding).is_some_and(|path| at_fault.contains(path)));
        for finding in all {
            let path = before.path(finding).unwrap_or_default();
            // A fault in a file without a fix may come from any.
            if is_among && !at_fault.contains(path) {
                cleared.push(finding);
            } else {
                groups.entry(path.to_owned()).or_default().push(vec![finding]);
            }
        }
        for (path, groups) in &mut groups {
            let (suspects, others) = suspects(groups.drain(..).flatten().collect(), path, &first.faults);
            groups.extend([suspects, others].into_iter().filter(|group| !group.is_empty()));
        }
        loop {
            groups.retain(|_, groups| !groups.is_empty());
            let tried: BTreeMap<String, Vec<&Finding>> =
                groups.iter_mut().filter_map(|(path, groups)| Some((path.clone(), groups.pop()?))).collect();
            if tried.is_empty() {
                return Ok(cleared);
            }
            if self.left == 0 {
                let undecided = tried.into_values().chain(groups.into_values().flatten()).flatten();
                self.left_out.extend(undecided.map(|finding| (finding.fingerprint.clone(), None)));
                return Ok(cleared);
            }
            self.left -= 1;
            let chosen: Vec<&Finding> = cleared.iter().copied().chain(tried.values().flatten().copied()).collect();
            let trial = self.trial(before, texts, &chosen)?;
            let is_elsewhere = !trial.faults.iter().any(|fault| tried.contains_key(&fault.path));
            for (path, group) in tried {
                let rule = trial.faults.iter().find(|fault| is_elsewhere || fault.path == path).map(|fault| fault.rule);
                match (rule, group.as_slice()) {
                    (None, _) => cleared.extend(group),
                    (Some(rule), [alone]) => {
                        self.left_out.insert(alone.fingerprint.clone(), Some(rule));
                    }
                    (Some(_), _) => groups.entry(path).or_default().extend(halves(group)),
                }
            }
        }
    }

    fn mend(&self, before: &Sight, findings: &[&Finding]) -> Mended {
        mend(findings.iter().copied(), &before.looked.analysis.sources, self.with_unsafe, self.is_read)
    }

    fn trial(&self, before: &Sight, texts: &BTreeMap<String, String>, findings: &[&Finding]) -> Result<Trial, Error> {
        let mended = self.mend(before, findings);
        let mut texts = texts.clone();
        for (file, text) in &mended.texts {
            if let Some(source) = before.looked.analysis.sources.get(file.0 as usize) {
                texts.insert(source.root_path.clone(), text.clone());
            }
        }
        let looked = look_at(self.settings, self.environment, &texts)?;
        let sight = Sight::of(looked, self.settings, self.environment)?;
        let made: Vec<&Finding> = mended.made.iter().filter_map(|at| findings.get(*at).copied()).collect();
        let found = regressions(before.look(), sight.look(), &mended, &made);
        let faults = found.into_iter().map(|finding| Fault {
            path: sight.path(finding).unwrap_or_default().to_owned(),
            line: finding.location.map_or(0, |at| at.line),
            rule: finding.rule.id,
        });
        let faults = faults.collect();
        Ok(Trial { mended, sight, faults })
    }
}

/// The fixes of a file that a fault stands next below, and the others.
fn suspects<'f>(fixes: Vec<&'f Finding>, path: &str, faults: &[Fault]) -> (Vec<&'f Finding>, Vec<&'f Finding>) {
    let line = |finding: &Finding| finding.location.map_or(0, |at| at.line);
    let nearest = |fault: &Fault| {
        let above = fixes.iter().map(|finding| line(finding)).filter(|line| *line <= fault.line).max();
        above.or_else(|| fixes.iter().map(|finding| line(finding)).min())
    };
    let lines: BTreeSet<usize> = faults.iter().filter(|fault| fault.path == path).filter_map(nearest).collect();
    fixes.into_iter().partition(|finding| lines.contains(&line(finding)))
}

/// Two halves, where there is more than one; the first is the last, which is tried first.
fn halves(mut group: Vec<&Finding>) -> Vec<Vec<&Finding>> {
    let second = group.split_off(group.len().div_ceil(2));
    let halves = [second, group];
    halves.into_iter().filter(|half| !half.is_empty()).collect()
}
