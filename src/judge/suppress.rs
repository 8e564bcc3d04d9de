//! Suppression comments: which findings they silence, and what is to be said of the comments themselves.

use super::{Raised, Settings};
use crate::fact::{Allow, Key, On, Place, Seen};
use crate::rule::{rule, rules};
use crate::source::Source;
use crate::text::nearest;

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
                    }
                }
            }
            all.push(seen);
            slot += 1;
        }
    }
    all
}
