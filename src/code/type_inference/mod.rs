//! The type of every expression of a body, and what each call in it is a call of, before anything is judged. Comes in: a function and
//! the index of the workspace. Goes out: [`BodyTypes`], plain data. Nothing here follows what becomes of a value.

mod calls;
mod control;
mod expressions;
mod extensions;
mod forms;
mod generics;
mod locals;
mod macros;
mod methods;
mod own_calls;
mod paths;
mod patterns;
#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

use super::source_text::SourceText;
use super::tree::{Expr, ExprId, Function, Path, Pattern, Range, Type};
use super::types::{Context, Ty};
use super::workspace::{At, Item, Workspace};
use crate::knowledge::{Call, Grammar};
use crate::text::offset;

pub(super) use forms::{Called, associated, awaited, element_of, form_type, item_of};
use locals::Locals;
pub(super) use methods::library_method;
pub(super) use paths::{absolute, own_functions, place_type};

/// What a call or method is a call of.
#[derive(Debug, Clone)]
pub(super) enum Callee {
    /// A library's, and the type that it was found on, where that is a value.
    Library(&'static Call, Option<Ty>),
    /// Of this workspace; more than one where `cfg` gives twins.
    Own(Vec<Item>),
    /// A function of another crate that is not described, by its absolute path.
    Foreign(Box<str>),
}

/// A macro that is described, or one of this workspace that hands its arguments on to such a one.
#[derive(Debug, Clone)]
pub(super) struct KnownMacro {
    pub(super) grammar: Option<Grammar>,
    /// It is a value like that of a function.
    pub(super) is_value: bool,
}

/// What is known of the types in one body.
#[derive(Debug, Default)]
pub(super) struct BodyTypes {
    /// By the number of the expression: where it stands, since numbers are those of one body, and the position of its type. Most
    /// types are unknown, and take no room: they are the first.
    expressions: Vec<(Range, u32)>,
    types: Vec<Ty>,
    /// By the number of the expression.
    callees: FxHashMap<usize, Callee>,
    /// Calls that make a value of a struct or variant of this workspace, which holds the arguments as its fields.
    constructors: FxHashSet<usize>,
    /// What paths name: constants and statics of this workspace.
    constants: FxHashMap<usize, Item>,
    /// The macros that are known, by the number of the call.
    macros: FxHashMap<usize, KnownMacro>,
    /// What patterns take apart, by where they stand.
    patterns: FxHashMap<Range, Ty>,
}

static UNKNOWN: Ty = Ty::Unknown;

impl BodyTypes {
    /// The types in a function, closures and blocks in it included.
    pub(super) fn infer(workspace: &Workspace, source: SourceText<'_>, function: &Function, unit: usize) -> Self {
        let at = At { unit, scope: function.scope };
        let context = Context { at, generics: &function.generics, this: None };
        let this = function.of.as_ref().map(|of| workspace.type_of(context, of));
        let mut inference = Inference {
            workspace,
            source,
            function,
            at,
            this,
            locals: Locals::default(),
            inferred: Vec::new(),
            broken_out: Ty::Unknown,
            types: Self::default(),
        };
        inference.body();
        inference.finish()
    }

    /// The type of an expression of the body.
    pub(super) fn of(&self, expr: &Expr) -> &Ty {
        let known = self.expressions.get(expr.id.position()).filter(|(range, _)| *range == expr.range);
        known.and_then(|(_, at)| self.types.get(at.checked_sub(1)? as usize)).unwrap_or(&UNKNOWN)
    }

    /// The same by number, which is one of this body.
    pub(super) fn type_of(&self, id: ExprId) -> &Ty {
        let at = self.expressions.get(id.position()).map_or(0, |(_, at)| *at);
        at.checked_sub(1).and_then(|at| self.types.get(at as usize)).unwrap_or(&UNKNOWN)
    }

    /// Those of all expressions, as far as they are known.
    pub(super) fn all(&self) -> impl Iterator<Item = &Ty> {
        self.types.iter()
    }

    pub(super) fn called(&self, id: ExprId) -> Option<&Callee> {
        self.callees.get(&id.position())
    }

    pub(super) fn known_macro(&self, id: ExprId) -> Option<&KnownMacro> {
        self.macros.get(&id.position())
    }

    /// The constant or static of this workspace that a path names.
    pub(super) fn constant(&self, id: ExprId) -> Option<Item> {
        self.constants.get(&id.position()).copied()
    }

    /// Whether a call makes a value that holds its arguments as fields `0`, `1`, ..
    pub(super) fn constructs(&self, id: ExprId) -> bool {
        self.constructors.contains(&id.position())
    }

    /// The type of the value that a pattern of the body takes apart.
    pub(super) fn taken_apart(&self, pattern: &Pattern) -> &Ty {
        self.patterns.get(&pattern.range).unwrap_or(&UNKNOWN)
    }

    /// What an expression of the body calls.
    pub(super) fn callee(&self, expr: &Expr) -> Option<&Callee> {
        let is_it = self.expressions.get(expr.id.position()).is_some_and(|(range, _)| *range == expr.range);
        self.callees.get(&expr.id.position()).filter(|_| is_it)
    }
}

/// Infers the types of one body.
struct Inference<'i> {
    workspace: &'i Workspace,
    source: SourceText<'i>,
    function: &'i Function,
    /// Where names are looked up.
    at: At,
    /// What `Self` is.
    this: Option<Ty>,
    locals: Locals<'i>,
    /// Type arguments that later calls tell, by number.
    inferred: Vec<Ty>,
    /// What the innermost loop gives.
    broken_out: Ty,
    types: BodyTypes,
}

impl Inference<'_> {
    fn body(&mut self) {
        for parameter in &self.function.parameters {
            let ty = parameter.annotation.as_ref().map(|annotation| self.type_of(annotation)).unwrap_or_default();
            self.bind(&parameter.pattern, &ty);
        }
        if let Some(instrument) = &self.function.instrument {
            let fields = instrument.fields.iter().filter_map(|field| field.value.as_ref());
            for value in instrument.level.iter().chain(&instrument.name).chain(fields) {
                self.expr(value);
            }
        }
        if let Some(body) = &self.function.body {
            self.block(body);
        }
    }

    /// With what later calls have told.
    fn finish(mut self) -> BodyTypes {
        if !self.inferred.is_empty() {
            let mut types = std::mem::take(&mut self.types);
            for ty in types.types.iter_mut().chain(types.patterns.values_mut()) {
                *ty = self.settle(std::mem::take(ty));
            }
            for callee in types.callees.values_mut() {
                if let Callee::Library(_, Some(on)) = callee {
                    *on = self.settle(std::mem::take(on));
                }
            }
            self.types = types;
        }
        self.types
    }

    fn note(&mut self, expr: &Expr, ty: &Ty) {
        let at = expr.id.position();
        let BodyTypes { expressions, types, .. } = &mut self.types;
        if expressions.len() <= at {
            expressions.resize(at + 1, Default::default());
        }
        if matches!(ty, Ty::Unknown) {
            expressions[at] = (expr.range, 0);
            return;
        }
        types.push(ty.clone());
        expressions[at] = (expr.range, offset(types.len()));
    }

    fn note_callee(&mut self, expr: &Expr, callee: Callee) {
        self.types.callees.insert(expr.id.position(), callee);
    }

    fn type_of(&self, ty: &Type) -> Ty {
        let context = Context { at: self.at, generics: &self.function.generics, this: self.this.as_ref() };
        self.workspace.type_of(context, ty)
    }

    fn types_of(&self, types: &[Type]) -> Vec<Ty> {
        types.iter().map(|ty| self.type_of(ty)).collect()
    }

    /// The absolute path of a callee; `Self::f` and `<T>::f` through the type.
    fn absolute(&self, path: &Path) -> Option<String> {
        absolute(self.workspace, self.at, self.this.as_ref(), path)
    }
}
