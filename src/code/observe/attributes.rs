//! Attributes: fields of macros, `KeyValue::new`, values recorded later.

use super::Walker;
use super::conventions::Rename;
use super::exports::{call_exports, field_exports};
use super::pipeline::SERVICE_NAME;
use crate::code::tree::{Expr, Field, FieldKey, Range, Sigil};
use crate::code::types::Ty;
use crate::fact::{Key, On, Seen, Texts, Value};
use crate::knowledge::{Carrier, Level};

impl<'w> Walker<'w> {
    /// Fields of a span or event, in source order, with the types of their values. `on` is which of the two, and its level.
    pub(in crate::code) fn observe_fields(
        &mut self,
        fields: &'w [Field],
        types: &[Ty],
        on: (&'static str, Option<Level>),
        origin: &'static str,
    ) {
        let (carrier, level) = on;
        let all = Texts::from(fields.iter().filter_map(|field| self.key(field)).collect::<Vec<_>>());
        let mut before = 0;
        for (at, field) in fields.iter().enumerate() {
            let Some(key) = self.key(field) else { continue };
            let mut seen = self.attribute(&key, field.range, carrier, origin);
            if let Some(level) = level {
                seen.facts.word(Key::Level, level.name());
            }
            let release = match &field.key {
                FieldKey::Constant(constant) => self.release_of_key(constant),
                FieldKey::Text(_) => None,
            };
            let retired = self.retired_facts(&mut seen, &key, release);
            if before > 0 {
                seen.facts.set(Key::KeysBefore, Value::Texts(all.first(before)));
            }
            match &field.value {
                Some(value) => {
                    let ty = types.get(at).unwrap_or(&Ty::Unknown);
                    self.value_facts(&mut seen, value, ty);
                    field_exports(&mut seen, field.sigil, ty);
                    if self.workspace.knowledge.catalog.is_name_field(&key) {
                        self.name_field(field.range, value);
                    }
                }
                None => seen.facts.word(Key::ValueKind, "empty"),
            }
            if let (Some(instrument), "declared") = (&self.function.instrument, origin) {
                seen.relate("attribute", self.source.place(instrument.head));
            }
            if field.sigil == Sigil::Debug {
                self.debug_facts(&mut seen, types.get(at).unwrap_or(&Ty::Unknown));
            }
            if carrier == "span"
                && seen.facts.get(Key::ValueKind) == Some(&Value::Word("empty"))
                && self.is_never_recorded(&key, field)
            {
                seen.facts.word(Key::FieldRecorded, "never");
                let mut arguments = self.function.parameters.iter().flat_map(|parameter| parameter.pattern.names());
                seen.facts.flag(Key::FieldIsArgument, origin == "declared" && arguments.any(|argument| argument == key));
            }
            let renames = [self.renamed(&key, retired, field.value.as_ref()), self.called_in_contract(&key, Some(carrier))];
            for rename in renames.into_iter().flatten() {
                // One that is set beside it would be set twice.
                let safe = rename.safe && !all.has(&rename.to);
                self.rename_field(&mut seen, field, &Rename { safe, ..rename });
            }
            if carrier == "span" {
                self.field_edits(&mut seen, field, types.get(at).unwrap_or(&Ty::Unknown));
            }
            before += 1;
            self.keep(seen);
        }
    }

    /// The field that renames the exported span.
    fn name_field(&mut self, range: Range, value: &'w Expr) {
        let mut seen = self.site("span", range);
        seen.facts.word(Key::NameSet, "field");
        self.name_facts(&mut seen, value);
        self.keep(seen);
    }

    pub(super) fn attribute(&self, key: &str, range: Range, carrier: &'static str, origin: &'static str) -> Seen {
        let mut seen = self.seen_at(On::Attribute, "attribute", range);
        seen.facts.word(Key::Carrier, carrier);
        seen.facts.word(Key::Origin, origin);
        self.key_facts(&mut seen, key);
        seen
    }

    /// `KeyValue::new(key, value)`.
    pub(super) fn observe_key_value(&mut self, expr: &'w Expr, key: &'w Expr, value: &'w Expr, carrier: Option<&'static str>) {
        let ty = self.type_at(value).clone();
        let mut seen = self.seen_at(On::Attribute, "attribute", expr.range);
        seen.facts.word(Key::Origin, "call");
        if let Some(carrier) = carrier {
            seen.facts.word(Key::Carrier, carrier);
        }
        match self.literal(key) {
            Some(text) => {
                self.key_facts(&mut seen, &text);
                if text == SERVICE_NAME && carrier == Some(Carrier::Resource.name()) {
                    self.note_service(value);
                }
                let retired = self.retired_facts(&mut seen, &text, self.release_of_key(key));
                let renames = [self.renamed(&text, retired, Some(value)), self.called_in_contract(&text, carrier)];
                for rename in renames.iter().flatten() {
                    self.rename_literal(&mut seen, key, rename);
                }
            }
            None => self.built_key_facts(&mut seen, key),
        }
        self.value_facts(&mut seen, value, &ty);
        self.attribute_edits(&mut seen, key, value);
        call_exports(&mut seen, &ty);
        self.keep(seen);
    }

    /// A field written after the span was made, which declares it or does not, where that is known.
    pub(super) fn observe_recorded(&mut self, key: &str, written: &'w Expr, value: &'w Expr, declared: Option<bool>) {
        let range = written.range.to(value.range);
        let ty = self.type_at(value).clone();
        let mut seen = self.attribute(key, range, "span", "field");
        if let Some(declared) = declared {
            seen.facts.flag(Key::FieldDeclared, declared);
        }
        let retired = self.retired_facts(&mut seen, key, self.release_of_key(written));
        for rename in [self.renamed(key, retired, None), self.called_in_contract(key, Some("span"))].into_iter().flatten() {
            // The span declares the field elsewhere.
            self.rename_literal(&mut seen, written, &Rename { safe: false, ..rename });
        }
        self.value_facts(&mut seen, value, &ty);
        field_exports(&mut seen, Sigil::None, &ty);
        if self.workspace.knowledge.catalog.is_name_field(key) {
            self.name_field(range, value);
        }
        self.keep(seen);
    }
}
