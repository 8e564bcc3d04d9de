//! Macros that make spans and events: their fields and messages are operands, lent to the macro.

use super::graph::{LocalId, Made, Operand, Symbol, Telemetry, TelemetryField};
use super::macros::Macros;
use crate::code::tree::{Expr, Field, FieldKey, TelemetryMacro};
use crate::text::offset;

impl Macros<'_, '_> {
    pub(super) fn telemetry(&mut self, expr: &Expr, (path, is_span): (Symbol, bool), found: &TelemetryMacro, to: LocalId) {
        let mut operands = Vec::new();
        let parent = found.parent.as_ref().map(|parent| self.given(parent, &mut operands));
        for other in &found.others {
            self.given(other, &mut operands);
        }
        let name = found.name.as_ref().map(|name| self.given(name, &mut operands));
        let fields = found.fields.iter().map(|field| self.field(field, &mut operands)).collect();
        let message = found.message.as_ref().map(|message| {
            for before in &message.before {
                self.given(before, &mut operands);
            }
            let from = offset(operands.len());
            for argument in &message.arguments {
                self.given(argument, &mut operands);
            }
            (message.text.as_deref().map(|text| self.lowerer.symbol(text)), from)
        });
        let telemetry = Telemetry { path, is_span, parent, name, fields, message, open: found.open };
        self.lowerer.make(to, Made::Telemetry(Box::new(telemetry)), operands, expr);
    }

    /// The position that it has among the operands.
    fn given(&mut self, expr: &Expr, operands: &mut Vec<Operand>) -> u32 {
        operands.push(self.lowerer.lent(expr));
        offset(operands.len() - 1)
    }

    fn field(&mut self, field: &Field, operands: &mut Vec<Operand>) -> TelemetryField {
        let key = match &field.key {
            FieldKey::Text(text) => Some(self.lowerer.symbol(text)),
            FieldKey::Constant(constant) => {
                self.given(constant, operands);
                None
            }
        };
        let value = field.value.as_ref().map(|value| self.given(value, operands));
        let Field { key_range, range, sigil, shorthand, .. } = *field;
        TelemetryField { key, key_range, range, value, sigil, shorthand }
    }
}
