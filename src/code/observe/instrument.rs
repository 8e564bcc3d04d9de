//! `#[instrument]`: its arguments, its fields, and what it records of the function.

use super::{Walker, privacy_word};
use crate::code::tree::{ExprKind, Instrument, Literal};
use crate::code::types::Ty;
use crate::fact::{Edit, Key, On, Seen, Value};
use crate::knowledge::Level;
use crate::text::nearest;

impl<'w> Walker<'w> {
    pub(in crate::code) fn observe_instrument(&mut self) {
        let Some(instrument) = &self.function.instrument else { return };
        if !self.is_instrument(instrument) {
            return;
        }
        self.counts.sites += 1;
        self.name_of(instrument);
        self.arguments_of(instrument);
        let types: Vec<_> = instrument
            .fields
            .iter()
            .map(|field| field.value.as_ref().map(|value| self.type_at(value).clone()).unwrap_or_default())
            .collect();
        let level = self.level_of_instrument(instrument);
        self.observe_fields(&instrument.fields, &types, ("span", level), "declared");
        self.parameters_of(instrument);
        self.result_of(instrument);
        self.error_of(instrument);
        self.observe_lazy_result(instrument);
    }

    /// The name of the function's span: its own, where no other is given.
    fn name_of(&mut self, instrument: &'w Instrument) {
        let origin = self.origin_of_instrument(instrument);
        let Some(name) = origin.name else { return };
        let mut seen = self.seen_at(On::Site, "span", instrument.name.as_ref().map_or(instrument.head, |name| name.range));
        seen.facts.word(Key::SpanMadeBy, "attribute");
        seen.facts.text(Key::Name, name);
        seen.facts.word(Key::NameKind, if instrument.name.is_some() { "literal" } else { "constant" });
        if let Some(level) = self.level_of_instrument(instrument) {
            seen.facts.word(Key::Level, level.name());
        }
        if let Some(fields) = origin.fields {
            seen.facts.set(Key::SpanFields, Value::Texts(fields));
        }
        self.seen.push(seen);
    }

    fn arguments_of(&mut self, instrument: &'w Instrument) {
        let known = self
            .workspace
            .resolve_macro(self.at, &instrument.path)
            .map(|path| self.workspace.knowledge.catalog.arguments(&path))
            .unwrap_or_default();
        for (name, range) in &instrument.arguments {
            let mut seen = self.site("instrument_argument", *range);
            seen.facts.text(Key::Argument, name);
            seen.facts.flag(Key::ArgumentKnown, known.contains(&name.as_str()));
            if let Some(near) = nearest(name, known.iter().copied()) {
                seen.facts.text(Key::ArgumentNearest, near);
                let place = self.source.place(*range);
                seen.edits.push(Edit::safe("rename_argument", place, near));
            }
            self.keep(seen);
        }
    }

    /// The values of parameters, recorded because nothing skips them.
    fn parameters_of(&mut self, instrument: &'w Instrument) {
        if instrument.open {
            return;
        }
        let mut all = Vec::new();
        for (name, parameter, range) in self.recorded_parameters(instrument) {
            let mut seen = self.attribute(name, instrument.head, "span", "argument");
            let ty = parameter.annotation.as_ref().map(|annotation| self.type_of(annotation)).unwrap_or_default();
            seen.facts.text(Key::FunctionName, &self.function.name);
            if let Some(level) = self.level_of_instrument(instrument) {
                seen.facts.word(Key::Level, level.name());
            }
            self.shown_fact(&mut seen, &ty);
            self.debug_facts(&mut seen, &ty);
            seen.relate("argument", self.source.place(range));
            all.push((name, seen));
        }
        // Who leaves out one secret and keeps another has mended nothing.
        let secrets: Vec<&str> = all.iter().filter(|(_, seen)| may_be_secret(seen)).map(|(name, _)| *name).collect();
        for (name, mut seen) in all {
            let skipped = if secrets.contains(&name) { secrets.join(", ") } else { name.to_owned() };
            seen.edits.extend(self.list_edit("skip_argument", instrument, "skip", &skipped));
            seen.facts.text(Key::ArgumentsToSkip, skipped);
            self.keep(seen);
        }
    }

    /// `ret` records what the function returns.
    fn result_of(&mut self, instrument: &'w Instrument) {
        let (Some(argument), Some(returns)) = (instrument.returns, &self.function.returns) else { return };
        let name = self.function.name.clone();
        let mut seen = self.attribute("return", instrument.head, "event", "return");
        seen.facts.text(Key::FunctionName, &name);
        seen.edits.extend(self.drop_argument_edit(instrument, argument));
        if let Some(privacy) = self.workspace.knowledge.words.function_privacy(&name) {
            seen.facts.word(Key::FunctionPrivacy, privacy_word(privacy));
        }
        if let Some(level) = self.level_of_instrument(instrument) {
            seen.facts.word(Key::Level, level.name());
        }
        let ty = self.type_of(returns);
        self.shown_fact(&mut seen, &ty);
        self.debug_facts(&mut seen, &ty);
        self.keep(seen);
    }

    /// `err(Debug)` records the error that the function returns, field by field.
    fn error_of(&mut self, instrument: &'w Instrument) {
        let (Some(_), Some(returns)) = (instrument.errs_by_debug, &self.function.returns) else { return };
        let Ty::Api(api, arguments) = self.type_of(returns) else { return };
        let Some(error) = arguments.get(1).filter(|_| api.fails) else { return };
        let mut seen = self.attribute("error", instrument.head, "event", "error");
        seen.facts.text(Key::FunctionName, &self.function.name);
        self.debug_facts(&mut seen, error);
        self.keep(seen);
    }

    /// The level of the span, where it is given and known: its return value is told at the same.
    fn level_of_instrument(&self, instrument: &Instrument) -> Option<Level> {
        match &instrument.level.as_ref()?.kind {
            ExprKind::Path(path) => self.workspace.knowledge.catalog.level(&self.workspace.resolve(self.at, path)?),
            ExprKind::Literal(Literal::Text(name)) => {
                Level::NAMES.iter().find(|(known, _)| name.eq_ignore_ascii_case(known)).map(|(_, level)| *level)
            }
            _ => None,
        }
    }
}

/// Whether a recorded argument is a secret by its name or by what its type prints, as far as nothing shows that it is hidden.
fn may_be_secret(seen: &Seen) -> bool {
    let is = |key, words: &[&str]| seen.facts.get(key).is_some_and(|value| value.texts().iter().any(|text| words.contains(text)));
    let is_hidden = is(Key::ValueShown, &["redacted", "count"]);
    let is_text = is(Key::ValueShown, &["verbatim"]);
    let by_name = is(Key::AttributeKeyPrivacy, &["secret"]) && !is_hidden;
    by_name || is(Key::AttributeKeyPrivacy, &["ambiguous"]) && is_text || is(Key::ValuePrivacy, &["secret"])
}
