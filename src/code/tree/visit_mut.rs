//! Goes through a tree that is changed, part by part. The order is that of evaluation, a body of a closure or of an async block where it
//! stands.

use super::{
    Block, Expr, ExprKind, Field, FieldKey, Format, Instrument, MacroCall, MacroContent, Pattern, PatternKind, Range, Statement,
    TelemetryMacro,
};

/// What is done to each part; whoever does more than to look on goes into the parts by itself.
pub(crate) trait VisitMut {
    /// Where a part stands.
    fn range(&mut self, _: &mut Range) {}

    fn expr(&mut self, expr: &mut Expr) {
        self.parts(expr);
    }

    fn block(&mut self, block: &mut Block) {
        self.range(&mut block.range);
        self.statements(block);
    }

    /// The tokens of a macro that read as statements; the range is that of the whole call.
    fn macro_statements(&mut self, block: &mut Block, _: Range) {
        self.statements(block);
    }

    /// The parts of an expression, and where it stands.
    fn parts(&mut self, expr: &mut Expr) {
        self.range(&mut expr.range);
        let whole = expr.range;
        match &mut expr.kind {
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
            | ExprKind::Cast { value: inner, .. } => self.expr(inner),
            ExprKind::Let { pattern, value } => {
                self.pattern(pattern);
                self.expr(value);
            }
            ExprKind::Closure { parameters, body, .. } => {
                for parameter in parameters {
                    self.pattern(&mut parameter.pattern);
                }
                self.expr(body);
            }
            // What is assigned is evaluated before the place that gets it.
            ExprKind::Index { base: first, index: second }
            | ExprKind::Binary { left: first, right: second, .. }
            | ExprKind::Assign { value: first, target: second, .. } => {
                self.expr(first);
                self.expr(second);
            }
            ExprKind::Block(block) | ExprKind::Async(block) => self.block(block),
            ExprKind::Tuple(items) | ExprKind::List(items) | ExprKind::Range(items) => self.list(items),
            ExprKind::Return(value) | ExprKind::Break { value, .. } => self.list(value.as_deref_mut()),
            ExprKind::Struct { fields, rest, .. } => {
                self.list(fields.iter_mut().map(|(_, value)| value).chain(rest.as_deref_mut()));
            }
            ExprKind::Macro(call) => self.macro_call(call, whole),
            ExprKind::If { .. } | ExprKind::Match { .. } | ExprKind::Loop { .. } | ExprKind::For { .. } => {
                self.branch(&mut expr.kind);
            }
        }
    }

    fn branch(&mut self, kind: &mut ExprKind) {
        match kind {
            ExprKind::If { condition, then, otherwise } => {
                self.expr(condition);
                self.block(then);
                self.list(otherwise.as_deref_mut());
            }
            ExprKind::Match { scrutinee, arms } => {
                self.expr(scrutinee);
                for arm in arms {
                    self.pattern(&mut arm.pattern);
                    self.list(&mut arm.guard);
                    self.expr(&mut arm.body);
                }
            }
            ExprKind::Loop { condition, body } => {
                self.list(condition.as_deref_mut());
                self.block(body);
            }
            ExprKind::For { pattern, iterable, body } => {
                self.pattern(pattern);
                self.expr(iterable);
                self.block(body);
            }
            _ => {}
        }
    }

    fn list<'e>(&mut self, items: impl IntoIterator<Item = &'e mut Expr>) {
        for item in items {
            self.expr(item);
        }
    }

    fn statements(&mut self, block: &mut Block) {
        for statement in &mut block.statements {
            match statement {
                Statement::Let { range, pattern, value, otherwise, .. } => {
                    self.range(range);
                    self.pattern(pattern);
                    self.list(value);
                    if let Some(otherwise) = otherwise {
                        self.block(otherwise);
                    }
                }
                Statement::Expr { range, value, .. } => {
                    self.range(range);
                    self.expr(value);
                }
            }
        }
    }

    fn pattern(&mut self, pattern: &mut Pattern) {
        self.range(&mut pattern.range);
        match &mut pattern.kind {
            PatternKind::Binding { inner, .. } => inner.iter_mut().for_each(|inner| self.pattern(inner)),
            PatternKind::Tuple(items) | PatternKind::TupleStruct { fields: items, .. } | PatternKind::Or(items) => {
                for item in items {
                    self.pattern(item);
                }
            }
            PatternKind::Struct { fields, .. } => fields.iter_mut().for_each(|(_, field)| self.pattern(field)),
            PatternKind::Reference(inner) | PatternKind::Typed(inner, _) => self.pattern(inner),
            PatternKind::Underscore | PatternKind::Rest | PatternKind::Other => {}
        }
    }

    fn instrument(&mut self, instrument: &mut Instrument) {
        self.range(&mut instrument.range);
        self.range(&mut instrument.head);
        self.list(instrument.level.iter_mut().chain(&mut instrument.name));
        for field in &mut instrument.fields {
            self.field(field);
        }
        let arguments = instrument.arguments.iter_mut().map(|(_, range)| range);
        for range in arguments.chain(&mut instrument.returns).chain(&mut instrument.errs_by_debug) {
            self.range(range);
        }
    }

    fn macro_call(&mut self, call: &mut MacroCall, whole: Range) {
        match &mut call.content {
            MacroContent::Span(inner) | MacroContent::Event(inner) => self.telemetry(inner),
            MacroContent::Format(inner) => self.format(inner),
            MacroContent::Select(arms) => {
                for arm in arms {
                    if let Some(pattern) = &mut arm.pattern {
                        self.pattern(pattern);
                    }
                    self.list(arm.future.iter_mut().chain(&mut arm.condition).chain(&mut arm.handler));
                }
            }
            MacroContent::Join(items) | MacroContent::Expressions(items) => self.list(items),
            MacroContent::Statements(block) => self.macro_statements(block, whole),
            MacroContent::Opaque(_) => {}
        }
    }

    fn telemetry(&mut self, found: &mut TelemetryMacro) {
        self.list(found.parent.iter_mut().chain(&mut found.others).chain(&mut found.name));
        for field in &mut found.fields {
            self.field(field);
        }
        if let Some(message) = &mut found.message {
            self.format(message);
        }
    }

    fn field(&mut self, field: &mut Field) {
        self.range(&mut field.key_range);
        self.range(&mut field.range);
        if let FieldKey::Constant(constant) = &mut field.key {
            self.expr(constant);
        }
        self.list(&mut field.value);
    }

    fn format(&mut self, format: &mut Format) {
        self.range(&mut format.range);
        self.list(&mut format.before);
        self.list(&mut format.arguments);
    }
}
