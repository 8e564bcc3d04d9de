//! Suppression comments: which findings they silence, and what is to be said of the comments themselves.

use super::{Raised, Settings};
use crate::fact::{Allow, Edit, Key, On, Place, Seen};
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
    let mut used = vec![false; allows.iter().map(|allow| allow.rules.len()).sum()];
    let before = raised.len();
    let kept: Vec<Raised<'s>> = raised
        .into_iter()
        .filter(|raised| {
            let mut silenced = false;
            let mut slot = 0;
            for allow in allows {
                for (name, _) in &allow.rules {
                    if name == raised.rule.id
                        && raised.places().any(|place| covers(allow.covers, place))
                        && !is_over(allow, settings)
                    {
                        silenced = true;
                        used[slot] = true;
                    }
                    slot += 1;
                }
            }
            !silenced
        })
        .collect();
    let suppressed = before - kept.len();
    (kept, suppressed, about(sources, allows, &used, settings))
}

/// The change that takes a rule out of its comment: the whole comment where it is the only one, and the line that has nothing else.
fn drop_edit(source: &Source, allow: &Allow, name: Place) -> Edit {
    let text = source.text.as_str();
    let only = allow.rules.len() == 1;
    let place = if only { allow.place } else { name };
    let (start, end) = (place.start as usize, place.end as usize);
    let (before, after) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
    let (start, end) = if only {
        let line = before.rsplit('\n').next().unwrap_or_default();
        let code = line.trim_end_matches([' ', '\t']);
        match after.split_once('\n') {
            Some((rest, _)) if code.is_empty() && rest.trim().is_empty() => (start - line.len(), end + rest.len() + 1),
            _ => (start - line.len() + code.len(), end),
        }
    } else {
        match after.trim_start().strip_prefix(',') {
            Some(rest) => (start, end + (after.len() - rest.trim_start_matches(' ').len())),
            None => (before.trim_end().strip_suffix(',').map_or(start, str::len), end),
        }
    };
    Edit::safe("drop_allow", Place { file: name.file, start: offset(start), end: offset(end) }, "")
}

fn covers(outer: Place, inner: Place) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.start < outer.end.max(outer.start + 1)
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
