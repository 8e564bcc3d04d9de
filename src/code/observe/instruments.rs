//! Metric instruments: their names, units and boundaries, and what is measured with them.

use super::Walker;
use super::conventions::style_facts;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::types::Ty;
use crate::code::walk::{Known, Way};
use crate::fact::{Edit, Key, Seen};
use crate::knowledge::{Adds, Catalog, Does, Is, Named, unusual_metric};

/// Source: OpenTelemetry specification, "Metrics API", section "Instrument name syntax".
const MAX_NAME: usize = 255;
const NAME_SIGNS: &[char] = &['_', '.', '-', '/'];
/// Source: the same, section "Instrument unit".
const MAX_UNIT: usize = 63;

impl<'w> Walker<'w> {
    /// An instrument whose builder is finished here.
    pub(super) fn observe_instrument_built(&mut self, range: Range, way: &Way) {
        let Some(begun) = way.parts.iter().find(|part| part.call.does == Some(Does::MakesInstrument)) else { return };
        let mut seen = self.site("instrument", range);
        seen.facts.flag(Key::Conditional, self.branches > 0);
        seen.facts.text(Key::InstrumentKind, short_type(&way.ty));
        if let Known::Text(name) = &begun.value {
            name_facts(&mut seen, name);
            if seen.facts.get(Key::InstrumentNameFault).is_none() {
                style_facts(&mut seen, unusual_metric(name, is_counter(way, &self.workspace.knowledge.catalog)));
            }
            if let Some(retired) = self.workspace.knowledge.conventions.retired(Named::Metric, name, self.release_here()) {
                retired.tell(&mut seen.facts);
                let range = Range { start: begun.place.start, end: begun.place.end };
                let is_literal = self.source.text(range).starts_with('"') && begun.place.file == self.source.file;
                if let Some(new) = retired.to.filter(|_| is_literal) {
                    seen.edits.push(Edit::risky("rename_metric", begun.place, format!("\"{new}\"")));
                }
            }
        }
        seen.relate("name", begun.place);
        let of = |adds| way.parts.iter().rev().find(move |part| part.call.adds == Some(adds));
        if !way.open {
            seen.facts.flag(Key::InstrumentHasUnit, of(Adds::Unit).is_some());
            if let Some(meter) = &way.meter {
                seen.facts.text(Key::InstrumentMeter, meter);
            }
        }
        if let Some(part) = of(Adds::Unit)
            && let Known::Text(unit) = &part.value
        {
            unit_facts(&mut seen, unit);
        }
        let boundaries = of(Adds::Boundaries);
        if let Some(part) = boundaries {
            seen.facts.word(Key::InstrumentBoundaries, "given");
            boundary_facts(&mut seen, &part.value);
        } else if !way.open && takes_boundaries(way, &self.workspace.knowledge.catalog) {
            seen.facts.word(Key::InstrumentBoundaries, "default");
        }
        self.keep(seen);
        if way.ty.is(Is::ObservableInstrument) {
            self.note_observable(range);
        }
    }

    /// `counter.add(value, ..)`, `histogram.record(value, ..)`.
    pub(super) fn observe_measurement(&mut self, does: Does, value: &'w Expr) {
        let measured = match (&value.kind, self.known(value)) {
            (_, Known::Number(number)) if !number.is_finite() => "not_finite",
            (_, Known::Number(number)) if number < 0.0 => "negative",
            (_, Known::Number(_)) => return,
            // In a branch the sign may have been asked for: `if delta < 0.0 { removed.add(-delta, ..) }`.
            (ExprKind::Negative(inner), _) if self.branches == 0 && is_taken_for_positive(inner) => "negated",
            _ => return,
        };
        let mut seen = self.site("measurement", value.range);
        seen.facts.word(Key::Measured, measured);
        seen.facts.word(Key::MeasuredBy, if does == Does::Increases { "sum" } else { "other" });
        self.keep(seen);
    }
}

/// A value as it is, or its amount: not what was computed to be negative, such as `x.min(0.0)`.
fn is_taken_for_positive(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Path(_) | ExprKind::Field { .. } => true,
        ExprKind::Method { name, .. } => name == "abs",
        _ => false,
    }
}

fn name_facts(seen: &mut Seen, name: &str) {
    seen.facts.text(Key::InstrumentName, name);
    let wrong = |letter: &char| !letter.is_ascii_alphanumeric() && !NAME_SIGNS.contains(letter);
    let fault = if name.is_empty() {
        Some(("empty", None))
    } else if name.len() > MAX_NAME {
        // Such a name is not worth showing whole.
        let start: String = name.chars().take(16).collect();
        seen.facts.text(Key::InstrumentName, format!("{start}.."));
        Some(("too_long", None))
    } else if let Some(first) = name.chars().next().filter(|letter| !letter.is_ascii_alphabetic()) {
        Some(("first_letter", Some(first)))
    } else {
        name.chars().find(wrong).map(|letter| ("character", Some(letter)))
    };
    if let Some((fault, part)) = fault {
        seen.facts.word(Key::InstrumentNameFault, fault);
        if let Some(part) = part {
            seen.facts.text(Key::InstrumentNamePart, part.to_string());
        }
    }
}

fn unit_facts(seen: &mut Seen, unit: &str) {
    seen.facts.text(Key::InstrumentUnit, unit);
    if unit.len() > MAX_UNIT {
        seen.facts.word(Key::InstrumentUnitFault, "too_long");
    } else if !unit.is_ascii() {
        seen.facts.word(Key::InstrumentUnitFault, "not_ascii");
    }
}

fn boundary_facts(seen: &mut Seen, boundaries: &Known) {
    let Known::List(items) = boundaries else { return };
    let mut before: Option<f64> = None;
    for item in items {
        let Known::Number(number) = item else { return };
        let fault = match before {
            _ if !number.is_finite() => "not_finite",
            Some(before) if *number < before => "unsorted",
            Some(before) if *number <= before => "twice",
            _ => {
                before = Some(*number);
                continue;
            }
        };
        seen.facts.word(Key::InstrumentBoundariesFault, fault);
        seen.facts.text(Key::InstrumentBoundary, number.to_string());
        return;
    }
}

/// The type's own name and that of its numbers: `Counter<u64>`.
fn short_type(ty: &Ty) -> String {
    match ty {
        Ty::Api(api, arguments) => {
            let name = api.path.rsplit("::").next().unwrap_or(api.path);
            match arguments.first() {
                Some(argument) if api.is != Some(Is::Container) => format!("{name}<{}>", short_type(argument)),
                Some(argument) => short_type(argument),
                None => name.to_owned(),
            }
        }
        _ => String::new(),
    }
}

/// Whether its numbers are added up and never fall.
fn is_counter(way: &Way, catalog: &Catalog) -> bool {
    way.ty.method("add", catalog).is_some_and(|(call, _)| call.does == Some(Does::Increases))
}

fn takes_boundaries(way: &Way, catalog: &Catalog) -> bool {
    way.root(catalog).is_some_and(|root| root.methods.iter().any(|call| call.adds == Some(Adds::Boundaries)))
}
