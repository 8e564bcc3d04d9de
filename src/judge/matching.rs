//! Whether a case holds: all of `find`, none of `unless`.

use crate::fact::Seen;
use crate::rule::{Case, Condition};

pub(super) fn holds(case: &Case, seen: &Seen) -> bool {
    case.find.0.iter().all(|condition| meets(condition, seen)) && !case.unless.0.iter().any(|condition| meets(condition, seen))
}

/// A fact that is not stated meets no condition.
fn meets(condition: &Condition, seen: &Seen) -> bool {
    let Some(value) = seen.facts.get(condition.key) else { return false };
    condition.values.is_empty() || value.texts().iter().any(|text| condition.values.contains(text))
}
