//! Whether a case holds: all of `find`, none of `unless`, and every gate of `versions`.

use crate::fact::{Facts, Value, Versions};
use crate::rule::{Case, Condition};

pub(super) fn holds(case: &Case, facts: &Facts, versions: &Versions) -> bool {
    case.find.0.iter().all(|condition| meets(condition, facts))
        && !case.unless.0.iter().any(|condition| meets(condition, facts))
        && case.versions.0.iter().all(|gate| versions.of(gate.crate_name).is_some_and(|used| gate.admits.holds(used)))
}

/// A fact that is not stated meets no condition.
fn meets(condition: &Condition, facts: &Facts) -> bool {
    let Some(value) = facts.get(condition.key) else { return false };
    condition.values.is_empty()
        || match value {
            Value::Texts(texts) => condition.values.iter().any(|text| texts.has(text)),
            other => other.texts().iter().any(|text| condition.values.contains(text)),
        }
}
