//! Calls of macros whose tokens were read.

use super::flow::Flow;
use super::{Use, Walker};
use crate::code::tree::{Expr, ExprKind, Field, Format, MacroCall, MacroContent, SelectArm, TelemetryMacro};
use crate::code::types::Ty;
use crate::knowledge::{Grammar, Level};

impl<'w> Walker<'w> {
    pub(super) fn macro_call(&mut self, expr: &'w Expr, call: &'w MacroCall) {
        let absolute = self.workspace.telemetry_macro(self.at, &call.path);
        let grammar = absolute.as_deref().and_then(|path| self.workspace.knowledge.catalog.grammar(path));
        // What a macro of this workspace does is out of sight, and so is one that is called like those that tell of errors.
        let name = call.path.last();
        if grammar.is_none() && (self.workspace.has_macro(self.at, name) || self.workspace.knowledge.catalog.is_error_name(name))
        {
            self.errors.told = true;
        }
        match (&call.content, grammar) {
            (MacroContent::Span(span), Some(Grammar::SpanMacro | Grammar::LeveledSpanMacro)) => {
                let types = self.telemetry(span);
                self.start_parent(span);
                self.makes(expr.range);
                match span.parent {
                    Some(_) => self.note_carried(expr.range),
                    None => self.note_made(
                        expr.range,
                        true,
                        absolute.as_deref().and_then(|path| self.workspace.knowledge.catalog.library(path)),
                    ),
                }
                let level = absolute.as_deref().and_then(|path| self.level_of(path, span));
                self.observe_span_macro(span, &types, level);
            }
            (MacroContent::Event(event), Some(Grammar::EventMacro | Grammar::LeveledEventMacro)) => {
                let types = self.telemetry(event);
                let level = absolute.as_deref().and_then(|path| self.level_of(path, event));
                self.told(level, expr.range);
                if event.parent.is_some() {
                    self.note_carried(expr.range);
                } else if !matches!(level, Some(Level::Debug | Level::Trace)) {
                    self.note_made(
                        expr.range,
                        false,
                        absolute.as_deref().and_then(|path| self.workspace.knowledge.catalog.library(path)),
                    );
                }
                if self.observe_event(event, &types, level, expr.range) {
                    self.flow.failure = Some(expr.range);
                }
            }
            (MacroContent::Span(other) | MacroContent::Event(other), _) => {
                // A macro of the same name from elsewhere: nothing is known of what it does with its arguments.
                self.telemetry(other);
            }
            (MacroContent::Format(format), Some(grammar @ (Grammar::ReturnsError | Grammar::ReturnsErrorUnless))) => {
                self.format(format);
                self.leave_by_error(expr.range, "macro");
                self.hand_back();
                if grammar == Grammar::ReturnsError {
                    self.flow = Flow::unreachable();
                }
            }
            (MacroContent::Format(format), _) => self.format(format),
            (MacroContent::Select(arms), _) => self.select(arms),
            (MacroContent::Join(futures), _) => {
                for future in futures {
                    self.runs_here(future);
                    self.expr(future, Use::Value);
                }
            }
            (MacroContent::Expressions(values), _) => values.iter().for_each(|value| drop(self.expr(value, Use::Value))),
            (MacroContent::Statements(block), _) => self.statements(block, Use::Value, true),
            (MacroContent::Opaque(names), _) => self.mention(names),
        }
    }

    /// The level of an event: of its macro, or the first argument.
    pub(super) fn level_of(&self, path: &str, event: &TelemetryMacro) -> Option<Level> {
        let level = |expr: &Expr| match &expr.kind {
            ExprKind::Path(path) => self.workspace.knowledge.catalog.level(&self.workspace.resolve(self.at, path)?),
            _ => None,
        };
        self.workspace.knowledge.catalog.level(path).or_else(|| event.others.iter().find_map(level))
    }

    /// Walks the arguments; returns the types of the fields' values.
    fn telemetry(&mut self, found: &'w TelemetryMacro) -> Vec<Ty> {
        for expr in found.others.iter().chain(&found.parent).chain(&found.name) {
            self.expr(expr, Use::Value);
        }
        let mut types = Vec::new();
        for Field { value, .. } in &found.fields {
            types.push(value.as_ref().map(|value| self.expr(value, Use::Borrow)).unwrap_or_default());
        }
        if let Some(message) = &found.message {
            self.format(message);
        }
        types
    }

    fn format(&mut self, format: &'w Format) {
        for value in format.before.iter().chain(&format.arguments) {
            self.expr(value, Use::Borrow);
        }
    }

    /// All futures are polled together; then one handler runs in this body.
    fn select(&mut self, arms: &'w [SelectArm]) {
        for arm in arms {
            if let Some(future) = &arm.future {
                self.runs_here(future);
            }
            for value in arm.condition.iter().chain(&arm.future) {
                self.expr(value, Use::Value);
            }
        }
        self.each_way(arms, |walker, arm| {
            if let Some(pattern) = &arm.pattern {
                walker.bind(pattern, None);
            }
            if let Some(handler) = &arm.handler {
                walker.expr(handler, Use::Value);
            }
        });
    }
}
