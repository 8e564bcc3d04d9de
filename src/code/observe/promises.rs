//! What is to be known of a place before it can be held against a contract: how the contract calls a key, and which instruments
//! attributes are measured with. What the contract says of all that stands in `promises`.

use super::Walker;
use super::conventions::Rename;
use crate::code::program::{Home, Kept, Measured};
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::types::Ty;
use crate::code::walk::{Known, Making};
use crate::contract::Said;
use crate::fact::{Key, On, Place, Seen, Value};
use crate::knowledge::{Carrier, Does, Is};

/// The change that writes the name of the contract for one of its aliases.
pub(in crate::code) const DECLARED: &str = "write_declared";
/// The change that writes the name which is most like one that the contract does not know.
pub(in crate::code) const NEAREST: &str = "write_nearest";

impl<'w> Walker<'w> {
    /// What the contract calls a key of which it knows that it is another name; else the name that is most like it.
    pub(super) fn called_in_contract(&self, key: &str, carrier: Option<&str>) -> Option<Rename> {
        let contract = self.workspace.contract(self.at.unit)?;
        let on_resource = carrier == Some(Carrier::Resource.name());
        match if on_resource { contract.said_of_resource(key) } else { contract.said(key) } {
            Said::OtherName { of, .. } => Some(Rename { edit: DECLARED, to: of.to_owned(), safe: true }),
            Said::Nothing => {
                let near = if on_resource { contract.nearest_of_resource(key) } else { contract.nearest(key) };
                Some(Rename { edit: NEAREST, to: near?.to_owned(), safe: false })
            }
            Said::Defined(_) | Said::Convention => None,
        }
    }

    /// Whoever sets an attribute by calls under both of its names would set it twice under one: somebody has to look which of them is
    /// meant.
    pub(in crate::code) fn note_declared_beside(&mut self) {
        if !self.workspace.held_against.has_contract() {
            return;
        }
        let quoted = |text: &str| text.trim_matches(['"', ' ', '=']).to_owned();
        let keys: Vec<Option<String>> = self.seen.iter().map(|seen| key_of(seen.facts.get(Key::AttributeKey))).collect();
        let is_call = |seen: &&mut Seen| seen.facts.get(Key::Origin) == Some(&Value::Word("call"));
        for seen in self.seen.iter_mut().filter(is_call) {
            for edit in &mut seen.edits {
                if edit.name == DECLARED && keys.iter().flatten().any(|key| *key == quoted(&edit.text)) {
                    edit.safe = false;
                }
            }
        }
    }

    /// What a resource calls the service.
    pub(super) fn note_service(&mut self, name: &'w Expr) {
        let name = self.literal(name);
        self.footprint.services.push(name);
    }

    /// Attributes in the arguments of a measurement, and what is measured with.
    pub(super) fn note_measured(&mut self, instrument: &'w Expr, arguments: &'w [Expr]) {
        if !self.workspace.held_against.has_contract() {
            return;
        }
        let Some(home) = self.home_of(instrument) else { return };
        let mut ranges: Vec<Range> = arguments.iter().map(|argument| argument.range).collect();
        for argument in arguments {
            self.homes_of(argument, &mut ranges);
        }
        let is_within = |place: &Place| ranges.iter().any(|range| range.start <= place.start && place.end <= range.end);
        let attributes = self.seen.iter().filter(|seen| seen.on == On::Attribute && is_within(&seen.place));
        let attributes: Vec<Place> = attributes.map(|seen| seen.place).collect();
        if !attributes.is_empty() {
            self.footprint.measured.push(Measured { attributes, home });
        }
    }

    /// Where an instrument is kept, or how it is called where that is in sight.
    fn home_of(&self, instrument: &'w Expr) -> Option<Home> {
        if let Some(names) = self.making(instrument).and_then(|making| names(making)) {
            return Some(Home::Named(names));
        }
        match &instrument.kind {
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) => self.home_of(inner),
            ExprKind::Method { receiver, arguments, .. } if arguments.is_empty() => self.home_of(receiver),
            ExprKind::Field { base, name } => match self.type_at(base).unwrapped() {
                Ty::Own(item, _) => Some(Home::Field(*item, name.clone())),
                _ => None,
            },
            ExprKind::Path(path) => {
                if path.name().is_some_and(|name| self.variable(name).is_some()) {
                    return None;
                }
                let item = *self.workspace.constants.get(&self.absolute(path)?)?;
                let value = self.workspace.constant(item).value.as_ref()?;
                let mut names: Vec<Option<String>> = Vec::new();
                value.any(&mut |part| {
                    if let ExprKind::Method { name, arguments, .. } = &part.kind
                        && self.workspace.knowledge.catalog.does(name, Does::MakesInstrument)
                    {
                        names.push(arguments.first().and_then(|name| self.literal(name)));
                    }
                    false
                });
                let names: Vec<String> = names.into_iter().collect::<Option<_>>()?;
                (!names.is_empty()).then_some(Home::Named(names))
            }
            _ => None,
        }
    }

    /// A struct that is made, with the instruments in its fields.
    pub(in crate::code) fn note_kept(&mut self, ty: &Ty, fields: &'w [(String, Expr)]) {
        let Ty::Own(item, _) = ty else { return };
        if !self.workspace.held_against.has_contract() {
            return;
        }
        for (field, value) in fields {
            if self.workspace.field_type(ty, field).is(Is::MetricInstrument) {
                let names = self.making(value).and_then(|making| names(making));
                self.footprint.kept.push(Kept { owner: *item, field: field.clone(), names });
            }
        }
    }
}

/// The names that an instrument may have, if all are known.
fn names(making: &Making) -> Option<Vec<String>> {
    let name = |way: &crate::code::walk::Way| {
        let begun = way.parts.iter().find(|part| part.call.does == Some(Does::MakesInstrument))?;
        match &begun.value {
            Known::Text(name) => Some(name.clone()),
            _ => None,
        }
    };
    if !making.complete || making.ways.is_empty() {
        return None;
    }
    making.ways.iter().map(name).collect()
}

fn key_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Text(key) => Some(key.clone()),
        _ => None,
    }
}
