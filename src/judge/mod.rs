//! Facts to findings: every rule's cases are held against everything that was seen, and suppression comments are obeyed.
//! Names no rule: which ones there are, and what they ask for, is data.

mod matching;
mod recording;
mod render;
mod suppress;

use std::collections::{BTreeSet, HashMap};

use crate::fact::{Allow, Captured, Facts, Key, On, Seen, Value, Versions};
use crate::finding::Finding;
use crate::panics::{Panics, Step, message};
use crate::rule::{Case, Rule, Severity, rules};
use crate::source::{Problem, Source};

pub use recording::judge_recording;

/// What configuration decides.
pub trait Settings: Sync {
    /// The severity of a rule's case in a file, or none where the rule is off. The path is relative to the workspace root.
    fn severity(&self, rule: &'static Rule, case: Severity, root_path: &str) -> Option<Severity>;
    /// The same for what was recorded.
    fn recorded(&self, rule: &'static Rule, case: Severity, _: &Captured) -> Option<Severity> {
        self.severity(rule, case, "")
    }
    /// Whether somebody asked for the rule, so that those of its cases speak too that are silent by default.
    fn is_asked_for(&self, _: &'static Rule) -> bool {
        true
    }
    /// Whether test code is reported.
    fn reports_tests(&self) -> bool;
    /// The date for `until = ..`, as `YYYY-MM-DD`.
    fn today(&self) -> Option<&str>;
    /// Whether findings in that file are asked for.
    fn reports(&self, root_path: &str) -> bool;
    /// What becomes of a panic while what was seen in one file is judged.
    fn panics(&self) -> Panics {
        Panics::default()
    }
}

/// What was found, and how much was suppressed by comments.
#[derive(Debug, Default)]
pub struct Judged {
    /// Sorted by file, line, column, rule.
    pub findings: Vec<Finding>,
    pub suppressed: usize,
    /// Sorted: the files that could not be judged.
    pub problems: Vec<Problem>,
}

/// Holds all rules against what was seen.
pub fn judge(sources: &[Source], seen: &[Seen], allows: &[Allow], settings: &impl Settings) -> Judged {
    let index = Index::new();
    let mut raised = Vec::new();
    let mut unjudged = BTreeSet::new();
    for seen in seen {
        let file = seen.place.file.0 as usize;
        let path = sources.get(file).map_or("", |source| &source.root_path);
        if settings.panics().guard(Step::Judge, path, || index.raise(seen, sources, settings, &mut raised)).is_err() {
            unjudged.insert(file);
        }
    }
    let (kept, suppressed, about_allows) = suppress::suppress(sources, raised, allows, settings);
    let mut raised = kept;
    for seen in &about_allows {
        index.raise(seen, sources, settings, &mut raised);
    }
    let findings = render::findings(sources, raised, settings.panics(), &mut unjudged);
    let unjudged = unjudged.into_iter().filter_map(|file| sources.get(file));
    let problem = |source: &Source| Problem { file: source.path.clone(), line: 1, column: 1, message: message() };
    Judged { findings, suppressed, problems: unjudged.map(problem).collect() }
}

/// A rule's case that holds for something seen.
struct Raised<'s> {
    rule: &'static Rule,
    case: &'static Case,
    severity: Severity,
    seen: std::borrow::Cow<'s, Seen>,
}

impl Raised<'_> {
    /// Where a comment may silence it: at the place itself, and where the finding is shown.
    fn places(&self) -> impl Iterator<Item = crate::fact::Place> {
        let shown = self.seen.related.iter().find(|related| Some(related.role) == self.case.at).map(|related| related.place);
        std::iter::once(self.seen.place).chain(shown)
    }
}

/// Cases by what they are about, so that each thing seen meets only those that can hold for it.
struct Index {
    cases: HashMap<(On, &'static str), Vec<(&'static Rule, &'static Case)>>,
}

impl Index {
    fn new() -> Self {
        let mut cases: HashMap<_, Vec<_>> = HashMap::new();
        for rule in rules() {
            for case in rule.cases.0 {
                let kinds = case.find.0.iter().find(|condition| condition.key == Key::Kind).map(|condition| condition.values.0);
                let kinds = kinds.unwrap_or(if case.on == On::Attribute { &["attribute"] } else { &[] });
                for kind in kinds {
                    cases.entry((case.on, *kind)).or_default().push((rule, case));
                }
            }
        }
        Self { cases }
    }

    /// The first case of each rule that holds.
    fn holding(
        &self,
        on: On,
        facts: &Facts,
        versions: &Versions,
        settings: &impl Settings,
    ) -> Vec<(&'static Rule, &'static Case)> {
        let Some(Value::Word(kind)) = facts.get(Key::Kind) else { return Vec::new() };
        let mut holding: Vec<(&'static Rule, &'static Case)> = Vec::new();
        for (rule, case) in self.cases.get(&(on, *kind)).into_iter().flatten() {
            let has_one = holding.last().is_some_and(|(last, _)| last.id == rule.id);
            let speaks = || !case.opt_in || settings.is_asked_for(rule);
            if !has_one && matching::holds(case, facts, versions) && speaks() {
                holding.push((rule, case));
            }
        }
        holding
    }

    fn raise<'s>(&self, seen: &'s Seen, sources: &[Source], settings: &impl Settings, raised: &mut Vec<Raised<'s>>) {
        if seen.facts.get(Key::InTest) == Some(&Value::Flag(true)) && !settings.reports_tests() {
            return;
        }
        let Some(source) = sources.get(seen.place.file.0 as usize).filter(|source| settings.reports(&source.root_path)) else {
            return;
        };
        for (rule, case) in self.holding(seen.on, &seen.facts, &source.versions, settings) {
            if let Some(severity) = settings.severity(rule, case.severity, &source.root_path) {
                raised.push(Raised { rule, case, severity, seen: std::borrow::Cow::Borrowed(seen) });
            }
        }
    }
}
