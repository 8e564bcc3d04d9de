//! Spans: made by a macro or a call, used or not, written to.

use super::{Dropped, Walker};
use crate::code::tree::{Expr, Instrument, Range, Sigil, Statement, TelemetryMacro};
use crate::code::types::Ty;
use crate::code::walk::{Origin, Start};
use crate::fact::{Key, Seen, Value};
use crate::knowledge::{Is, Level};
use crate::text::nearest;

/// The field that holds the text of an event.
const MESSAGE: &str = "message";

impl<'w> Walker<'w> {
    pub(in crate::code) fn observe_span_macro(&mut self, span: &'w TelemetryMacro, types: &[Ty], level: Option<Level>) {
        self.note_span(span.name.as_ref().map(|name| name.range).unwrap_or_default());
        if let Some(name) = &span.name {
            let mut seen = self.site("span", name.range);
            seen.facts.word(Key::SpanMadeBy, "macro");
            self.name_facts(&mut seen, name);
            if let Some(level) = level {
                seen.facts.word(Key::Level, level.name());
            }
            if let Some(fields) = self.field_names(&span.fields).filter(|_| !span.open) {
                seen.facts.set(Key::SpanFields, Value::Texts(fields.into()));
            }
            self.keep(seen);
        }
        self.observe_fields(&span.fields, types, ("span", level), "field");
    }

    /// Returns whether it marks the span around it as failed.
    pub(in crate::code) fn observe_event(
        &mut self,
        event: &'w TelemetryMacro,
        types: &[Ty],
        level: Option<Level>,
        range: Range,
    ) -> bool {
        let fails = self.observe_failure(event, types, level, range);
        if let Some(message) = &event.message {
            self.observe_message(message);
        }
        self.observe_fields(&event.fields, types, ("event", level), "field");
        fails
    }

    /// An event without a message, with a field that marks the span as failed. Whatever stands before that field in the message's
    /// place counts as one.
    fn observe_failure(&mut self, event: &'w TelemetryMacro, types: &[Ty], level: Option<Level>, range: Range) -> bool {
        let Some(level) = level.filter(|_| event.message.is_none() && event.parent.is_none() && !event.open) else {
            return false;
        };
        for (at, field) in event.fields.iter().enumerate() {
            let Some(key) = self.key(field) else { return false };
            if key == MESSAGE {
                return false;
            }
            let is_text = types.get(at).is_some_and(|ty| ty.unwrapped().is(Is::Plain));
            let is_shown = field.sigil != Sigil::None || is_text;
            if is_shown && self.workspace.any_dependency(|name| self.workspace.knowledge.catalog.is_failure_field(name, &key)) {
                let mut seen = self.site("event", range);
                seen.facts.text(Key::Field, &key);
                seen.facts.word(Key::Level, level.name());
                if self.passing_errors > 0 {
                    seen.facts.word(Key::ErrorThen, "returned");
                }
                self.keep(seen);
                return true;
            }
        }
        false
    }

    /// An instrumented function that returns an error of which its span says nothing; the events that tell of it, below error level.
    pub(in crate::code) fn observe_error_return(&mut self, instrument: &'w Instrument, warned: &[Range]) {
        let places: Vec<Range> = if warned.is_empty() { vec![instrument.head] } else { warned.to_vec() };
        for place in places {
            let mut seen = self.site("error_return", place);
            seen.facts.text(Key::FunctionName, &self.function.name);
            seen.facts.word(Key::Status, "unset");
            seen.facts.word(Key::ErrorTold, if warned.is_empty() { "nowhere" } else { "below_error" });
            seen.facts.flag(Key::WorkspaceExports, self.workspace.exports);
            seen.edits.extend(self.argument_edit("add_err", instrument, "err"));
            seen.relate("made", self.source.place(instrument.head));
            self.keep(seen);
        }
    }

    /// A span of tracing whose every use is in sight, and none of which enters it or hands it on.
    pub(in crate::code) fn observe_span_use(&mut self, range: Range, origin: Option<&Origin>, held: &'static str) {
        let mut seen = self.site("span", range);
        seen.facts.word(Key::SpanMadeBy, "macro");
        seen.facts.word(Key::SpanUse, held);
        if let Some(name) = origin.and_then(|origin| origin.name.as_ref()) {
            seen.facts.text(Key::SpanName, name);
        }
        let has_fields = origin.is_some_and(|origin| origin.fields.as_ref().is_none_or(|fields| !fields.is_empty()));
        seen.facts.flag(Key::SpanLast, has_fields && self.is_last_statement(range));
        self.keep(seen);
    }

    /// Whether nothing follows in the function after the statement with this value.
    fn is_last_statement(&self, made: Range) -> bool {
        let body = self.function.body.as_ref().map(|body| body.statements.as_slice());
        match body.and_then(<[Statement]>::last) {
            Some(Statement::Let { value: Some(value), .. } | Statement::Expr { value, .. }) => value.range == made,
            _ => false,
        }
    }

    /// A span of the OpenTelemetry API that ends in the statement that starts it.
    pub(in crate::code) fn observe_started_span_dropped(&mut self, dropped: Dropped<'w>) {
        let mut seen = self.site("span", dropped.value.range);
        seen.facts.word(Key::SpanMadeBy, "call");
        seen.facts.word(Key::SpanUse, "dropped_at_once");
        self.keep_edits(&mut seen, dropped, None, ("_span", "bind_span", true));
        self.keep(seen);
    }

    /// `span.record(key, value)`.
    pub(super) fn observe_record(&mut self, expr: &'w Expr, on: (&'w Expr, Option<&Ty>), key: &'w Expr, value: &'w Expr) {
        let (span, ty) = on;
        let field = self.literal(key);
        self.errors.told |= field.as_ref().is_none_or(|field| self.workspace.knowledge.catalog.is_status_field(field));
        let Some(field) = field else { return };
        let origin = self.origin_of(span);
        let declared = origin.as_ref().and_then(|origin| Some(origin.fields.as_ref()?.has(&field)));
        let mut seen = self.site("record", Range { start: key.range.start, end: expr.range.end });
        seen.facts.text(Key::Field, &field);
        self.started_facts(&mut seen, span, ty);
        if let Some(origin) = origin {
            if let Some(name) = &origin.name {
                seen.facts.text(Key::SpanName, name);
            }
            if let Some(fields) = &origin.fields {
                seen.facts.flag(Key::FieldDeclared, fields.has(&field));
                // `http.status_code` is no slip of the pen for `otel.status_code`.
                let namespace = |key: &str| key.split_once('.').map(|(first, _)| first.to_owned());
                let related = fields.iter().map(String::as_str).filter(|known| namespace(known) == namespace(&field));
                // What is declared is like nothing more than like itself.
                let near = if fields.has(&field) { Some(field.as_str()) } else { nearest(&field, related) };
                if let Some(near) = near {
                    seen.facts.text(Key::FieldNearest, near);
                }
                if !fields.has(&field) {
                    seen.edits.extend(self.record_edit(&origin, &field, near, key));
                }
                seen.facts.set(Key::SpanFields, Value::Texts(fields.clone()));
            }
            seen.relate("made", self.source.place(origin.made));
        }
        self.keep(seen);
        self.observe_recorded(&field, key, value, declared);
    }

    /// `span.set_parent(context)`.
    pub(super) fn observe_parent(&mut self, expr: &'w Expr, span: &'w Expr, ty: Option<&Ty>) {
        let mut seen = self.site("parent", expr.range);
        self.started_facts(&mut seen, span, ty);
        if let Some(origin) = self.origin_of(span) {
            if let Some(name) = &origin.name {
                seen.facts.text(Key::SpanName, name);
            }
            seen.relate("made", self.source.place(origin.made));
        }
        self.keep(seen);
    }

    /// Whether a span that is written to was started before.
    fn started_facts(&self, seen: &mut Seen, span: &'w Expr, ty: Option<&Ty>) {
        seen.facts.text(Key::SpanExpression, self.source.quote(span.range));
        seen.facts.flag(Key::SwitchesActivation, self.workspace.chooses_activation);
        match self.started(span, ty) {
            Some(Start::Current(is_own)) => {
                seen.facts.word(Key::SpanStarted, "current");
                if is_own {
                    seen.facts.text(Key::FunctionName, &self.function.name);
                }
            }
            Some(Start::Before(at)) => {
                seen.facts.word(Key::SpanStarted, "before");
                if let Some(at) = at {
                    seen.relate("started", self.source.place(at));
                }
            }
            None => {}
        }
    }
}
