//! Trees of a part to trees of the file: positions move by where the part begins, and the blocks that hold items get the scopes of the
//! outline. What has no place keeps none.

use rustc_hash::FxHashMap;

use crate::code::outline::{Outline, ScopeIndex};
use crate::code::tree::{
    Block, Expr, ExprKind, Field, FieldKey, Format, Function, Instrument, MacroCall, MacroContent, Parameter, Pattern,
    PatternKind, Range, Statement, TelemetryMacro, Unit,
};

pub(super) struct Relocation<'r> {
    by: u32,
    /// Without it scopes stay those of the part.
    outline: Option<&'r Outline>,
    /// The scopes of the file for those of the part, as far as blocks have told.
    scopes: FxHashMap<usize, usize>,
    /// Where the part stands.
    around: usize,
}

impl<'r> Relocation<'r> {
    pub(super) fn new(by: u32, outline: Option<&'r Outline>, around: ScopeIndex) -> Self {
        Self { by, outline, scopes: FxHashMap::default(), around: around as usize }
    }

    /// For a tree of the whole file, of whose scopes these are known.
    #[cfg(test)]
    pub(super) fn with(scopes: FxHashMap<usize, usize>, outline: &'r Outline) -> Self {
        Self { by: 0, outline: Some(outline), scopes, around: 0 }
    }

    /// What the arguments of macros in a part declare, once the part itself is moved.
    pub(super) fn unit(&mut self, unit: &mut Unit) {
        for function in &mut unit.functions {
            self.function(function);
        }
        for constant in &mut unit.constants {
            if let Some(value) = &mut constant.value {
                self.expr(value);
            }
        }
        if self.outline.is_none() {
            return;
        }
        // A block tells its scope, which may come after what stands in it.
        for function in &mut unit.functions {
            function.scope = self.scope(function.scope);
        }
        for constant in &mut unit.constants {
            constant.scope = self.scope(constant.scope);
        }
        for data in &mut unit.types {
            data.scope = self.scope(data.scope);
        }
    }

    pub(super) fn scope(&self, of_part: usize) -> usize {
        self.scopes.get(&of_part).copied().unwrap_or(self.around)
    }

    /// Nothing stays nothing.
    fn range(&self, range: &mut Range) {
        if *range != Range::default() {
            *range = Range { start: range.start + self.by, end: range.end + self.by };
        }
    }

    /// The signature and attribute of a function too.
    pub(super) fn function(&mut self, function: &mut Function) {
        self.range(&mut function.name_range);
        for parameter in &mut function.parameters {
            self.parameter(parameter);
        }
        if let Some(instrument) = &mut function.instrument {
            self.instrument(instrument);
        }
        if let Some(body) = &mut function.body {
            self.block(body);
        }
    }

    fn instrument(&mut self, instrument: &mut Instrument) {
        self.range(&mut instrument.range);
        self.range(&mut instrument.head);
        self.list(instrument.name.iter_mut().chain(&mut instrument.level));
        for field in &mut instrument.fields {
            self.field(field);
        }
        let arguments = instrument.arguments.iter_mut().map(|(_, range)| range);
        for range in arguments.chain(&mut instrument.returns).chain(&mut instrument.errs_by_debug) {
            self.range(range);
        }
    }

    fn parameter(&mut self, parameter: &mut Parameter) {
        self.pattern(&mut parameter.pattern);
    }

    pub(super) fn block(&mut self, block: &mut Block) {
        self.range(&mut block.range);
        let scope = self.outline.and_then(|outline| outline.block_scope(block.range));
        self.enter(block, scope);
    }

    fn enter(&mut self, block: &mut Block, scope: Option<ScopeIndex>) {
        if let (Some(of_part), Some(scope)) = (block.scope, scope) {
            self.scopes.insert(of_part, scope as usize);
        }
        if self.outline.is_some() {
            block.scope = scope.map(|scope| scope as usize);
        }
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

    fn list<'e>(&mut self, items: impl IntoIterator<Item = &'e mut Expr>) {
        items.into_iter().for_each(|item| self.expr(item));
    }

    pub(super) fn expr(&mut self, expr: &mut Expr) {
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
                    self.parameter(parameter);
                }
                self.expr(body);
            }
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
            MacroContent::Statements(block) => {
                let scope = self.outline.and_then(|outline| outline.arguments_scope(whole));
                self.enter(block, scope);
            }
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
