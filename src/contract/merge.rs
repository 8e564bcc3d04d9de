//! Files put together: the importing file wins key by key, and says why where it is weaker than what it imports.

use std::collections::HashMap;
use std::hash::Hash;

use super::layer::Said;
use super::mistakes::{Mistakes, list};
use super::model::{
    AttributeDefinition, Attributes, Deny, LogClause, MetricClause, NameMatch, PolicyLevel, Selectors, SpanClause, SpanKind,
    Spanned,
};

const OVERRIDE: &str = "keep it, or say why it is weaker here with `override: reason`";

/// Things that several files may speak of.
pub(super) trait Merge: Sized {
    /// What makes two of them one.
    type Name: Hash + Eq;

    fn name(&self) -> Self::Name;

    /// Takes over from the imported one what this one does not say.
    fn fill(high: &mut Said<Self>, low: Said<Self>, mistakes: &mut Mistakes);
}

/// Things of all files, those of the importing files first. Those of one file stay apart, whatever they are named.
pub(super) fn merge<T: Merge>(layers: impl DoubleEndedIterator<Item = Vec<Said<T>>>, mistakes: &mut Mistakes) -> Vec<Said<T>> {
    let mut merged: Vec<Said<T>> = Vec::new();
    let mut positions: HashMap<T::Name, usize> = HashMap::new();
    for layer in layers.rev() {
        let higher = merged.len();
        for low in layer {
            let name = low.value.name();
            let known = positions.get(&name).copied().filter(|position| *position < higher);
            if let Some(high) = known.and_then(|position| merged.get_mut(position)) {
                let overrides = high.overrides || low.overrides;
                T::fill(high, low, mistakes);
                high.overrides = overrides;
            } else {
                positions.insert(name, merged.len());
                merged.push(low);
            }
        }
    }
    merged
}

impl Merge for AttributeDefinition {
    type Name = (bool, String);

    fn name(&self) -> Self::Name {
        (self.is_tail, self.key.clone())
    }

    fn fill(high: &mut Said<Self>, low: Said<Self>, mistakes: &mut Mistakes) {
        let key = high.value.key.clone();
        if !high.overrides {
            if let (Some(ours), Some(theirs)) = (&high.value.kind, &low.value.kind)
                && ours.value != theirs.value
            {
                let (ours_is, theirs_is) = (ours.value.name(), theirs.value.name());
                let problem = format!("`{key}` is `{ours_is}` here, and `{theirs_is}` where it is imported from");
                let label = format!("{} says `{theirs_is}`", place(mistakes, theirs.at));
                mistakes.refuse(
                    ours.at,
                    problem,
                    label,
                    "keep the type, or say why it is another one here with `override: reason`",
                );
            }
            if high.says("deny") && loosens(high.value.deny.as_ref(), low.value.deny.as_ref()) {
                let at = high.value.deny.as_ref().map_or(high.value.at, |deny| deny.at);
                let label =
                    low.value.deny.as_ref().map(|deny| format!("{} allows less", place(mistakes, deny.at))).unwrap_or_default();
                mistakes.refuse(at, format!("`{key}` is denied less than where it is imported from"), label, OVERRIDE);
            }
            if let (Some(ours), Some(theirs)) = (&high.value.required, &low.value.required)
                && theirs.value
                && !ours.value
            {
                let label = format!("{} requires it", place(mistakes, theirs.at));
                mistakes.refuse(ours.at, format!("`{key}` is required where it is imported from, and not here"), label, OVERRIDE);
            }
        }
        let (ours, theirs) = (&mut high.value, low.value);
        ours.kind = ours.kind.or(theirs.kind);
        ours.values = ours.values.take().or(theirs.values);
        ours.range = ours.range.or(theirs.range);
        ours.pattern = ours.pattern.take().or(theirs.pattern);
        ours.unbounded = ours.unbounded.or(theirs.unbounded);
        ours.required = ours.required.or(theirs.required);
        // Who names the values says whether there may be others.
        if !high.keys.contains(&"open") && !high.keys.contains(&"values") {
            ours.open = theirs.open;
        }
        if !high.keys.contains(&"aliases") {
            ours.aliases = theirs.aliases;
        }
        if !high.keys.contains(&"deny") {
            ours.deny = theirs.deny;
        }
        high.keys.extend(low.keys);
    }
}

/// Whether more may pass than under the imported one.
fn loosens(ours: Option<&Deny>, theirs: Option<&Deny>) -> bool {
    let Some(theirs) = theirs else { return false };
    let Some(ours) = ours else { return true };
    let is_exception = |deny: &Deny| !deny.except_services.is_empty() || !deny.except_carriers.is_empty();
    // An empty list of an exception is all of them.
    let wider = |ours: &[String], theirs: &[String]| {
        !theirs.is_empty() && (ours.is_empty() || ours.iter().any(|name| !theirs.contains(name)))
    };
    is_exception(ours)
        && (!is_exception(theirs)
            || wider(&ours.except_services, &theirs.except_services)
            || wider(&ours.except_carriers, &theirs.except_carriers))
}

/// Selectors that can be compared whatever their order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Selected {
    pub(super) name: NameMatch,
    pub(super) services: Vec<String>,
    pub(super) scope: Option<String>,
    pub(super) conditions: Vec<(String, String)>,
    /// What else selects, by the signal.
    pub(super) more: String,
}

impl Selected {
    pub(super) fn new(name: &NameMatch, selectors: &Selectors, more: String) -> Self {
        let mut services: Vec<String> = selectors.services.iter().map(|service| service.value.clone()).collect();
        services.sort_unstable();
        services.dedup();
        let mut conditions: Vec<(String, String)> =
            selectors.conditions.iter().map(|(key, value)| (key.value.clone(), format!("{value:?}"))).collect();
        conditions.sort_unstable();
        Self { name: name.clone(), services, scope: selectors.scope.as_ref().map(|scope| scope.value.clone()), conditions, more }
    }
}

impl Merge for SpanClause {
    type Name = (Selected, Option<SpanKind>);

    fn name(&self) -> Self::Name {
        (Selected::new(&self.name, &self.selectors, String::new()), self.kind.as_ref().map(|kind| kind.value))
    }

    fn fill(high: &mut Said<Self>, low: Said<Self>, mistakes: &mut Mistakes) {
        let Said { value: mut theirs, keys, .. } = low;
        let mut lists = Lists { keys: &high.keys, overrides: high.overrides, at: high.value.at, mistakes };
        let ours = &mut high.value;
        lists.fill("attributes", &mut ours.attributes, std::mem::take(&mut theirs.attributes));
        lists.fill("on_ok", &mut ours.on_ok, std::mem::take(&mut theirs.on_ok));
        lists.fill("on_error", &mut ours.on_error, std::mem::take(&mut theirs.on_error));
        for (name, attributes) in theirs.events {
            match ours.events.iter_mut().find(|(known, _)| known.value == name.value) {
                Some((_, known)) => lists.fill("events", known, attributes),
                None => ours.events.push((name, attributes)),
            }
        }
        if ours.cause.is_empty() {
            ours.cause = theirs.cause;
        }
        ours.kind = ours.kind.or(theirs.kind);
        ours.semconv = ours.semconv.take().or(theirs.semconv);
        ours.max_duration_ms = ours.max_duration_ms.or(theirs.max_duration_ms);
        ours.expect = ours.expect.or(theirs.expect);
        high.keys.extend(keys);
    }
}

impl Merge for MetricClause {
    type Name = Selected;

    fn name(&self) -> Self::Name {
        Selected::new(&self.name, &self.selectors, String::new())
    }

    fn fill(high: &mut Said<Self>, low: Said<Self>, mistakes: &mut Mistakes) {
        let Said { value: theirs, keys, .. } = low;
        let ours = &mut high.value;
        match (&mut ours.attributes, theirs.attributes) {
            (Some(attributes), Some(theirs)) => {
                let mut lists = Lists { keys: &high.keys, overrides: high.overrides, at: ours.at, mistakes };
                lists.fill("attributes", &mut attributes.value, theirs.value);
            }
            (ours, theirs) => *ours = ours.take().or(theirs),
        }
        ours.instrument = ours.instrument.or(theirs.instrument);
        ours.unit = ours.unit.take().or(theirs.unit);
        ours.temporality = ours.temporality.or(theirs.temporality);
        ours.max_series = ours.max_series.or(theirs.max_series);
        ours.expect = ours.expect.or(theirs.expect);
        high.keys.extend(keys);
    }
}

impl Merge for LogClause {
    type Name = Selected;

    fn name(&self) -> Self::Name {
        let number = |severity: &Option<Spanned<u8>>| severity.as_ref().map(|severity| severity.value);
        let more = match &self.event {
            Some(event) => format!("event {}", event.value),
            None => format!("severity {:?} {:?}", number(&self.min_severity), number(&self.max_severity)),
        };
        Selected::new(&NameMatch::Any, &self.selectors, more)
    }

    fn fill(high: &mut Said<Self>, low: Said<Self>, mistakes: &mut Mistakes) {
        let Said { value: theirs, keys, .. } = low;
        let ours = &mut high.value;
        let mut lists = Lists { keys: &high.keys, overrides: high.overrides, at: ours.at, mistakes };
        lists.fill("attributes", &mut ours.attributes, theirs.attributes);
        if ours.min_severity.is_none() && ours.max_severity.is_none() {
            (ours.min_severity, ours.max_severity) = (theirs.min_severity, theirs.max_severity);
        }
        ours.trace_context = ours.trace_context.or(theirs.trace_context);
        ours.expect = ours.expect.or(theirs.expect);
        high.keys.extend(keys);
    }
}

impl Merge for (Spanned<String>, PolicyLevel) {
    type Name = String;

    fn name(&self) -> Self::Name {
        self.0.value.clone()
    }

    fn fill(high: &mut Said<Self>, low: Said<Self>, mistakes: &mut Mistakes) {
        let ((rule, ours), (theirs_rule, theirs)) = (&high.value, &low.value);
        if ours < theirs && !high.overrides {
            let problem = format!("rule `{}` is less grave here than where it is imported from", rule.value);
            let label = format!("{} says more", place(mistakes, theirs_rule.at));
            let help = "keep it, or say why with `{ level: note, override: reason }`";
            mistakes.refuse(rule.at, problem, label, help);
        }
    }
}

/// The lists of attributes of one clause, as its file says them.
struct Lists<'c> {
    keys: &'c [&'static str],
    overrides: bool,
    at: super::model::At,
    mistakes: &'c mut Mistakes,
}

impl Lists<'_> {
    fn fill(&mut self, of: &str, ours: &mut Attributes, theirs: Attributes) {
        let says = |name: &str| {
            self.keys.iter().any(|key| key.strip_prefix(of).is_some_and(|rest| rest.strip_prefix('.') == Some(name)))
        };
        if says("required") || of == "events" {
            self.refuse_less(ours, &theirs);
        } else {
            ours.required = theirs.required;
        }
        if !says("recommended") {
            ours.recommended.extend(theirs.recommended);
        }
        if !says("optional") {
            ours.optional.extend(theirs.optional);
        }
        if !says("forbidden") {
            ours.forbidden.extend(theirs.forbidden);
        }
    }

    fn refuse_less(&mut self, ours: &Attributes, theirs: &Attributes) {
        let is_ours = |key: &&Spanned<String>| ours.required.iter().any(|known| known.value == key.value);
        let missing: Vec<&Spanned<String>> = theirs.required.iter().filter(|key| !is_ours(key)).collect();
        if let Some(first) = missing.first()
            && !self.overrides
        {
            let keys = list(missing.iter().map(|key| key.value.as_str()));
            let label = format!("{} requires more", place(self.mistakes, first.at));
            let problem = format!(
                "{keys} {} required where this clause is imported from, and not here",
                if missing.len() == 1 { "is" } else { "are" }
            );
            self.mistakes.refuse(self.at, problem, label, OVERRIDE);
        }
    }
}

fn place(mistakes: &Mistakes, at: super::model::At) -> String {
    format!("{}:{}", mistakes.path(at.file), at.line)
}
