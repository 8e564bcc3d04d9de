//! Suppression comments: which findings they silence, and what is to be said of the comments themselves.

use std::collections::HashMap;

use super::{Raised, Settings};
use crate::fact::{Allow, Edit, FileId, Key, On, Place, Seen};
use crate::rule::{rule, rules};
use crate::source::Source;
use crate::text::{nearest, offset};

/// What is kept, how many were silenced, and the comments as facts.
pub(super) fn suppress<'s>(
    sources: &[Source],
    raised: Vec<Raised<'s>>,
    allows: &[Allow],
    settings: &impl Settings,
) -> (Vec<Raised<'s>>, usize, Vec<Seen>) {
    let mut comments = Comments::new(allows, settings);
    let before = raised.len();
    let kept: Vec<Raised<'s>> = raised.into_iter().filter(|raised| !comments.silence(raised)).collect();
    let suppressed = before - kept.len();
    (kept, suppressed, about(sources, allows, &comments.used(), settings))
}

/// What comments cover, by file and rule: each may cover many findings, and each finding may be covered by many comments.
struct Comments<'a> {
    by_rule: HashMap<(FileId, &'a str), Covered>,
    /// Names of rules in all comments.
    names: usize,
}

/// Where comments silence one rule in one file.
#[derive(Default)]
struct Covered {
    /// Start, end, and which name in a comment it is.
    ranges: Vec<(u32, u32, usize)>,
    /// The same without overlaps, in order.
    parts: Vec<(u32, u32)>,
    /// Starts of findings of the rule there.
    found: Vec<u32>,
}

impl<'a> Comments<'a> {
    fn new(allows: &'a [Allow], settings: &impl Settings) -> Self {
        let mut by_rule: HashMap<_, Covered> = HashMap::new();
        let mut names = 0;
        for allow in allows {
            let over = is_over(allow, settings);
            for (name, _) in &allow.rules {
                if !over {
                    let Place { file, start, end } = allow.covers;
                    let range = (start, end.max(start + 1), names);
                    by_rule.entry((file, name.as_str())).or_default().ranges.push(range);
                }
                names += 1;
            }
        }
        for covered in by_rule.values_mut() {
            covered.ranges.sort_unstable();
            for &(start, end, _) in &covered.ranges {
                match covered.parts.last_mut() {
                    Some((_, last)) if start <= *last => *last = end.max(*last),
                    _ => covered.parts.push((start, end)),
                }
            }
        }
        Self { by_rule, names }
    }

    /// Whether a comment silences what was raised. That it does is remembered.
    fn silence(&mut self, raised: &Raised<'_>) -> bool {
        let mut silenced = false;
        for place in raised.places() {
            let Some(covered) = self.by_rule.get_mut(&(place.file, raised.rule.id)) else { continue };
            let after = covered.parts.partition_point(|(start, _)| *start <= place.start);
            if after.checked_sub(1).is_some_and(|at| place.start < covered.parts[at].1) {
                covered.found.push(place.start);
                silenced = true;
            }
        }
        silenced
    }

    /// Of each name in a comment, whether it silenced something.
    fn used(mut self) -> Vec<bool> {
        let mut used = vec![false; self.names];
        for covered in self.by_rule.values_mut() {
            covered.found.sort_unstable();
            for &(start, end, name) in &covered.ranges {
                let next = covered.found.partition_point(|found| *found < start);
                used[name] = covered.found.get(next).is_some_and(|found| *found < end);
            }
        }
        used
    }
}

/// The change that takes a rule out of its comment: the whole comment where it is the only one, and the line that has nothing else.
fn drop_edit(source: &Source, allow: &Allow, name: Place) -> Edit {
    let text = &*source.text;
    let only = allow.rules.len() == 1;
    let place = if only { allow.place } else { name };
    let (start, end) = (place.start as usize, place.end as usize);
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let (start, end) = if only {
        // Its own lines are found by the index: there may be many comments on a long one.
        let line = source.lines.line_start(source.lines.line(allow.place.start)) as usize;
        let last = source.lines.line(allow.place.end);
        let next = source.lines.line_start(last + 1) as usize;
        let code = text.get(line..start).unwrap_or_default().trim_end_matches([' ', '\t']);
        let rest = text.get(end..next).unwrap_or_default();
        if last < source.lines.line_count() && code.is_empty() && rest.trim().is_empty() {
            (line, next)
        } else {
            (line + code.len(), end)
        }
    } else {
        match after.trim_start().strip_prefix(',') {
            Some(rest) => (start, end + (after.len() - rest.trim_start_matches(' ').len())),
            None => (before.trim_end().strip_suffix(',').map_or(start, str::len), end),
        }
    };
    Edit::safe("drop_allow", Place { file: name.file, start: offset(start), end: offset(end) }, "")
}

fn is_over(allow: &Allow, settings: &impl Settings) -> bool {
    matches!((&allow.until, settings.today()), (Some(until), Some(today)) if until.as_str() < today)
}

fn about(sources: &[Source], allows: &[Allow], used: &[bool], settings: &impl Settings) -> Vec<Seen> {
    let names: Vec<&str> = rules().iter().map(|rule| rule.id).collect();
    let mut all = Vec::new();
    let mut slot = 0;
    for allow in allows {
        for (name, place) in &allow.rules {
            let mut seen = Seen::new(On::Site, "allow", *place);
            seen.facts.text(Key::AllowRule, name);
            seen.facts.flag(Key::AllowReason, allow.reason);
            let known = rule(name);
            seen.facts.flag(Key::AllowKnown, known.is_some());
            if is_over(allow, settings) {
                seen.facts.text(Key::AllowExpired, allow.until.clone().unwrap_or_default());
            }
            let path = sources.get(place.file.0 as usize).map_or("", |source| source.root_path.as_str());
            match known {
                // A rule that did not run has nothing to say of its comments.
                Some(rule) if rule.cases.iter().any(|case| settings.severity(rule, case.severity, path).is_some()) => {
                    seen.facts.flag(Key::AllowUsed, used[slot]);
                }
                Some(_) => {}
                None => {
                    if let Some(near) = nearest(name, names.iter().copied()) {
                        seen.facts.text(Key::AllowNearest, near);
                        seen.edits.push(Edit::risky("rename_allow", *place, near));
                    }
                }
            }
            seen.edits.extend(sources.get(place.file.0 as usize).map(|source| drop_edit(source, allow, *place)));
            all.push(seen);
            slot += 1;
        }
    }
    all
}
