//! Calls of macros whose tokens were read.

use super::{Called, Inference, KnownMacro, awaited};
use crate::code::tree::{Expr, FieldKey, Format, MacroCall, MacroContent, TelemetryMacro};
use crate::code::types::{Parts, Ty};
use crate::knowledge::{Grammar, Is};

impl<'i> Inference<'i> {
    pub(super) fn macro_call(&mut self, expr: &'i Expr, call: &'i MacroCall) -> Ty {
        let absolute = self.workspace.telemetry_macro(self.at, &call.path);
        let catalog = &self.workspace.knowledge.catalog;
        let grammar = absolute.as_deref().and_then(|path| catalog.grammar(path));
        if let Some(path) = &absolute {
            let is_value = catalog.value_macro(path).is_some();
            let known = KnownMacro { grammar, is_value };
            self.types.macros.insert(expr.id.position(), known);
        }
        match &call.content {
            MacroContent::Span(span) => {
                self.telemetry(span);
                let makes = matches!(grammar, Some(Grammar::SpanMacro | Grammar::LeveledSpanMacro));
                let api = absolute.filter(|_| makes).and_then(|path| catalog.type_beside(&path, Is::Span));
                api.map(|api| Ty::Api(api, Parts::default())).unwrap_or_default()
            }
            MacroContent::Event(event) => {
                self.telemetry(event);
                Ty::Unknown
            }
            MacroContent::Format(format) => {
                self.format(format);
                match grammar {
                    Some(Grammar::ReturnsError | Grammar::ReturnsErrorUnless) => Ty::Unknown,
                    _ => self.workspace.type_by_path("String", Vec::new),
                }
            }
            MacroContent::Select(arms) => {
                let mut futures = Vec::with_capacity(arms.len());
                for arm in arms {
                    if let Some(condition) = &arm.condition {
                        self.expr(condition);
                    }
                    futures.push(arm.future.as_ref().map(|future| self.expr(future)).unwrap_or_default());
                }
                let mut result = Ty::Unknown;
                for (arm, future) in arms.iter().zip(futures) {
                    let mark = self.locals.mark();
                    if let Some(pattern) = &arm.pattern {
                        self.bind(pattern, &self.settle(awaited(self.workspace, &future)));
                    }
                    let value = arm.handler.as_ref().map(|handler| self.expr(handler)).unwrap_or_default();
                    if result.is_unknown() {
                        result = value;
                    }
                    self.locals.leave(mark);
                }
                result
            }
            MacroContent::Join(futures) => {
                let mut outputs = Vec::with_capacity(futures.len());
                for future in futures {
                    let ty = self.expr(future);
                    outputs.push(self.settle(awaited(self.workspace, &ty)));
                }
                self.value_of(absolute.as_deref(), &[Ty::Tuple(outputs.into()).of_sane_size()])
            }
            MacroContent::Expressions(values) => {
                let types: Vec<Ty> = values.iter().map(|value| self.expr(value)).collect();
                self.value_of(absolute.as_deref(), &types)
            }
            MacroContent::Statements(block) => {
                self.block(block);
                Ty::Unknown
            }
            MacroContent::Opaque(_) => Ty::Unknown,
        }
    }

    /// What a macro of a library gives for its arguments.
    fn value_of(&mut self, path: Option<&str>, arguments: &[Ty]) -> Ty {
        let known = path.and_then(|path| self.workspace.knowledge.catalog.value_macro(path));
        let called = Called { whole: None, arguments, generics: &[], on_value: false };
        known.map(|known| self.shape(&known.signature.form, &called)).unwrap_or_default()
    }

    fn telemetry(&mut self, found: &'i TelemetryMacro) {
        for value in found.others.iter().chain(&found.parent).chain(&found.name) {
            self.expr(value);
        }
        for field in &found.fields {
            if let FieldKey::Constant(key) = &field.key {
                self.expr(key);
            }
            if let Some(value) = &field.value {
                self.expr(value);
            }
        }
        if let Some(message) = &found.message {
            self.format(message);
        }
    }

    fn format(&mut self, format: &'i Format) {
        for value in format.before.iter().chain(&format.arguments) {
            self.expr(value);
        }
    }
}
