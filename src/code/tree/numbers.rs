//! Gives each expression its number, once a whole file is there. Comes in: a unit; goes out: the same with numbers. The order is that
//! of evaluation, a body of a closure or of an async block where it stands.

use super::{
    Block, Expr, ExprId, ExprKind, Field, FieldKey, Format, Function, MacroCall, MacroContent, Statement, TelemetryMacro, Unit,
};
use crate::text::offset;

impl Unit {
    pub(crate) fn number_expressions(&mut self) {
        for function in &mut self.functions {
            function.number_expressions();
        }
        for constant in &mut self.constants {
            if let Some(value) = &mut constant.value {
                Numbers(0).expr(value);
            }
        }
    }
}

impl Function {
    /// The attribute's arguments come first: they are evaluated before the body.
    pub(crate) fn number_expressions(&mut self) {
        let mut numbers = Numbers(0);
        if let Some(instrument) = &mut self.instrument {
            numbers.list(instrument.level.iter_mut().chain(&mut instrument.name));
            numbers.fields(&mut instrument.fields);
        }
        if let Some(body) = &mut self.body {
            numbers.block(body);
        }
    }
}

/// The next number.
struct Numbers(usize);

impl Numbers {
    fn expr(&mut self, expr: &mut Expr) {
        self.inside(&mut expr.kind);
        expr.id = ExprId(offset(self.0));
        self.0 += 1;
    }

    fn inside(&mut self, kind: &mut ExprKind) {
        match kind {
            ExprKind::Path(_) | ExprKind::Literal(_) | ExprKind::Underscore | ExprKind::Opaque(_) | ExprKind::Continue { .. } => {
            }
            ExprKind::Call { callee: first, arguments } | ExprKind::Method { receiver: first, arguments, .. } => {
                self.expr(first);
                self.list(arguments);
            }
            ExprKind::Field { base: inner, .. }
            | ExprKind::Await(inner)
            | ExprKind::Try(inner)
            | ExprKind::Reference(inner)
            | ExprKind::Mutable(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Unary(inner)
            | ExprKind::Negative(inner)
            | ExprKind::Cast { value: inner, .. }
            | ExprKind::Let { value: inner, .. }
            | ExprKind::Closure { body: inner, .. } => self.expr(inner),
            // What is assigned is evaluated before the place that gets it.
            ExprKind::Index { base: first, index: second }
            | ExprKind::Binary { left: first, right: second, .. }
            | ExprKind::Assign { value: first, target: second, .. } => {
                self.expr(first);
                self.expr(second);
            }
            ExprKind::Block(block) | ExprKind::Async(block) => self.block(block),
            ExprKind::If { condition, then, otherwise } => {
                self.expr(condition);
                self.block(then);
                self.list(otherwise.as_deref_mut());
            }
            ExprKind::Match { scrutinee, arms } => {
                self.expr(scrutinee);
                for arm in arms {
                    self.list(&mut arm.guard);
                    self.expr(&mut arm.body);
                }
            }
            ExprKind::Loop { condition, body } => {
                self.list(condition.as_deref_mut());
                self.block(body);
            }
            ExprKind::For { iterable, body, .. } => {
                self.expr(iterable);
                self.block(body);
            }
            ExprKind::Return(value) | ExprKind::Break { value, .. } => self.list(value.as_deref_mut()),
            ExprKind::Struct { fields, rest, .. } => {
                self.list(fields.iter_mut().map(|(_, value)| value).chain(rest.as_deref_mut()));
            }
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Range(items) => self.list(items),
            ExprKind::Macro(call) => self.macro_call(call),
        }
    }

    fn list<'e>(&mut self, items: impl IntoIterator<Item = &'e mut Expr>) {
        for item in items {
            self.expr(item);
        }
    }

    fn block(&mut self, block: &mut Block) {
        for statement in &mut block.statements {
            match statement {
                Statement::Expr { value, .. } => self.expr(value),
                Statement::Let { value, otherwise, .. } => {
                    self.list(value);
                    if let Some(otherwise) = otherwise {
                        self.block(otherwise);
                    }
                }
            }
        }
    }

    fn macro_call(&mut self, call: &mut MacroCall) {
        match &mut call.content {
            MacroContent::Span(inner) | MacroContent::Event(inner) => self.telemetry(inner),
            MacroContent::Format(inner) => self.format(inner),
            MacroContent::Select(arms) => {
                for arm in arms {
                    self.list(arm.future.iter_mut().chain(&mut arm.condition).chain(&mut arm.handler));
                }
            }
            MacroContent::Join(items) | MacroContent::Expressions(items) => self.list(items),
            MacroContent::Statements(block) => self.block(block),
            MacroContent::Opaque(_) => {}
        }
    }

    fn telemetry(&mut self, found: &mut TelemetryMacro) {
        self.list(found.parent.iter_mut().chain(&mut found.others).chain(&mut found.name));
        self.fields(&mut found.fields);
        if let Some(message) = &mut found.message {
            self.format(message);
        }
    }

    fn fields(&mut self, fields: &mut [Field]) {
        for field in fields {
            if let FieldKey::Constant(constant) = &mut field.key {
                self.expr(constant);
            }
            self.list(&mut field.value);
        }
    }

    fn format(&mut self, format: &mut Format) {
        self.list(&mut format.before);
        self.list(&mut format.arguments);
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::code::lower::lower;
    use crate::code::tree::{Block, Expr, ExprId, Unit};
    use crate::knowledge::Knowledge;

    const TEXT: &str = r#"
        #[instrument(name = "a", level = "debug", fields(x = f(1)))]
        fn first(y: u8) -> u8 {
            let Some(a) = b(&c, { d }) else { return e };
            x = async move { (f, [g, h]) }.await?;
            let s = info_span!(target: "t", parent: p, "name", key = v, "{w} {}", z);
            tokio::select! { m = n(), if o => q, else => r }
            if let T { u, .. } = i && j { for k in l { break } } else { while m {} }
            match (1..2) { _ if n => |o: u8| p + o, _ => S { q, ..r } }
        }
        const SECOND: u8 = -(1 + 2);
    "#;

    fn unit() -> Unit {
        lower(&syn::parse_str(TEXT).unwrap(), false, &Knowledge::default().catalog, &rustc_hash::FxHashMap::default())
    }

    fn of_block<'e>(block: &'e Block, all: &mut Vec<&'e Expr>) {
        block.any(&mut |expr| {
            all.push(expr);
            false
        });
    }

    #[test]
    fn every_expression_has_one_number_and_none_is_left_out() {
        let unit = unit();
        let function = &unit.functions[0];
        let mut all = Vec::new();
        of_block(function.body.as_ref().unwrap(), &mut all);
        let instrument = function.instrument.as_ref().unwrap();
        let before: Vec<&Expr> =
            instrument.level.iter().chain(&instrument.name).chain(instrument.fields[0].value.iter()).collect();
        for expr in before {
            expr.any(&mut |expr| {
                all.push(expr);
                false
            });
        }
        let numbers: BTreeSet<ExprId> = all.iter().map(|expr| expr.id).collect();
        assert_eq!(numbers.len(), all.len(), "two expressions have the same number");
        assert_eq!(numbers.last().map(|last| last.0 as usize + 1), Some(all.len()), "numbers are left out");
    }

    #[test]
    fn parts_have_smaller_numbers_than_the_whole() {
        let unit = unit();
        unit.functions[0].body.as_ref().unwrap().any(&mut |whole| {
            whole.any(&mut |part| {
                assert!(part.id <= whole.id, "{part:?} in {whole:?}");
                false
            });
            false
        });
        let value = unit.constants[0].value.as_ref().unwrap();
        assert_eq!(value.id, ExprId(3), "a constant is a body of its own");
    }
}
