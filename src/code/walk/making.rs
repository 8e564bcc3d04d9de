//! How a library's value was made: which call began it and what was added on the way, through method chains, variables, branches
//! and functions of this workspace. Every expression is noted as it is walked, so that names mean what they mean there.

use std::sync::Arc;

use super::known::Known;
use super::{Walker, tail};
use crate::code::tree::{Arm, Block, Expr, ExprKind, MacroContent, Path, Range, Statement, Type};
use crate::code::types::Ty;
use crate::fact::Place;
use crate::knowledge::{Call, Does, Is, TypeApi, words};

/// Ways that are told apart, and parts of one. Code that makes more is not followed.
const MAX_WAYS: usize = 8;
const MAX_PARTS: usize = 64;

/// The ways in which a value may have been made: more than one where branches lead to it.
#[derive(Debug, Clone, Default)]
pub(in crate::code) struct Making {
    pub(in crate::code) ways: Vec<Way>,
    /// Whether the value was made in one of these ways for certain.
    pub(in crate::code) complete: bool,
}

/// One way: the calls in the order in which they were made.
#[derive(Debug, Clone)]
pub(in crate::code) struct Way {
    /// What the last call returned.
    pub(in crate::code) ty: Ty,
    pub(in crate::code) parts: Vec<Part>,
    /// From the first call as far as the chain goes without a break.
    pub(in crate::code) place: Place,
    /// It began out of sight, so that there may be parts that are not known.
    pub(in crate::code) open: bool,
    /// The source text of a sampler, which may be reported where its file is not at hand.
    pub(in crate::code) text: String,
    /// The function that makes it says by its name that nothing is meant to be recorded.
    pub(in crate::code) switched_off: bool,
    /// The meter that makes the instrument: the same text is the same meter.
    pub(in crate::code) meter: Option<String>,
}

/// A call and its first argument.
#[derive(Debug, Clone)]
pub(in crate::code) struct Part {
    pub(in crate::code) call: &'static Call,
    pub(in crate::code) value: Known,
    /// The argument; the call where it has none.
    pub(in crate::code) place: Place,
}

impl Making {
    /// The only way, if there is but one and it is certain.
    pub(in crate::code) fn only(&self) -> Option<&Way> {
        match self.ways.as_slice() {
            [way] if self.complete => Some(way),
            _ => None,
        }
    }

    /// Either of two; a way that is not known leaves the whole incomplete.
    fn or(mut self, other: Option<&Self>) -> Self {
        match other {
            Some(other) if self.ways.len() + other.ways.len() <= MAX_WAYS => {
                self.ways.extend(other.ways.iter().cloned());
                self.complete &= other.complete;
            }
            _ => self.complete = false,
        }
        self
    }
}

impl Way {
    /// The type that the first call returned.
    pub(in crate::code) fn root(&self) -> Option<&'static TypeApi> {
        let written = self.parts.first()?.call.signature.returns?;
        let returns = written.split('<').next().unwrap_or(written);
        crate::knowledge::catalog().type_api(returns)
    }

    pub(in crate::code) fn is(&self, part: Is) -> bool {
        self.ty.is(part)
    }
}

impl<'w> Walker<'w> {
    /// How the value of an expression that was walked was made.
    pub(in crate::code) fn making(&self, expr: &Expr) -> Option<&Arc<Making>> {
        self.makings.get(&expr.range)
    }

    /// Notes how the value of an expression is made, once it and its parts were walked.
    pub(super) fn note_making(&mut self, expr: &'w Expr, ty: &Ty) {
        let making = match &expr.kind {
            ExprKind::Path(path) => self.making_of_path(expr, path),
            ExprKind::Call { callee, arguments } => self.making_of_call(expr, callee, arguments),
            ExprKind::Method { receiver, name, generics, arguments } => {
                self.making_of_method(expr, receiver, name, generics, arguments)
            }
            ExprKind::Reference(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Mutable(inner)
            | ExprKind::Await(inner)
            | ExprKind::Cast { value: inner, .. } => self.making(inner).cloned(),
            ExprKind::Try(inner) => self.making(inner).map(|making| Arc::new(unpacked(making))),
            ExprKind::Block(block) => tail(block).and_then(|tail| self.making(tail)).cloned(),
            ExprKind::If { then, otherwise, .. } => self.either(then, otherwise.as_deref()),
            ExprKind::Match { arms, .. } => self.any_of(arms),
            _ => None,
        };
        // Of a value that comes from out of sight what is added here is still known.
        let making = making.or_else(|| is_followed(ty.unwrapped()).then(|| self.seed(expr, ty.unwrapped())));
        let Some(making) = making.filter(|_| expr.range.start < expr.range.end) else { return };
        if matches!(expr.kind, ExprKind::Call { .. } | ExprKind::Method { .. }) {
            self.observe_making(expr, &making);
        }
        self.makings.insert(expr.range, making);
    }

    fn making_of_path(&self, expr: &Expr, path: &Path) -> Option<Arc<Making>> {
        if let Some(variable) = path.name().and_then(|name| self.variable(name)) {
            return variable.making.clone();
        }
        let absolute = self.workspace.resolve(self.at, path)?;
        let call = Self::call_by_path(&absolute).filter(|call| call.does == Some(Does::Begins))?;
        self.begin(expr, call, None)
    }

    fn making_of_call(&self, expr: &Expr, callee: &Expr, arguments: &'w [Expr]) -> Option<Arc<Making>> {
        let ExprKind::Path(path) = &callee.kind else { return None };
        let absolute = self.absolute(path)?;
        if let Some(call) = Self::call_by_path(&absolute) {
            let holds = call.signature.returns.is_some_and(|name| {
                let ty = self.workspace.written_type(name, Vec::new);
                ty.is(Is::Wrapper) || ty.is(Is::Container)
            });
            // `Ok(..)`, `Box::new(..)`: the value is still the same.
            return match (holds, arguments) {
                (true, [inner]) => self.making(inner).cloned(),
                _ => self.begin(expr, call, arguments.first()),
            };
        }
        let item = self.workspace.own_function(&absolute)?;
        self.factories.get(&item).cloned()
    }

    /// A library call that makes a value worth following.
    fn begin(&self, expr: &Expr, call: &'static Call, argument: Option<&'w Expr>) -> Option<Arc<Making>> {
        let ty = self.workspace.written_type(call.signature.returns?, Vec::new);
        if !is_followed(&ty) {
            return None;
        }
        let parts = vec![self.part(expr, call, argument)];
        let text = self.sampler_text(&ty, expr);
        let way = Way { parts, open: false, text, ..self.way(expr, ty) };
        Some(Arc::new(Making { ways: vec![way], complete: true }))
    }

    fn sampler_text(&self, ty: &Ty, expr: &Expr) -> String {
        if ty.is(Is::SpanSampler) { self.source.quote(expr.range) } else { String::new() }
    }

    fn part(&self, expr: &Expr, call: &'static Call, argument: Option<&'w Expr>) -> Part {
        let tells = call.adds.is_some() || call.does.is_some();
        let value = argument.filter(|_| tells).map_or(Known::Unknown, |argument| self.known(argument));
        Part { call, value, place: self.source.place(argument.map_or(expr.range, |argument| argument.range)) }
    }

    fn making_of_method(
        &self,
        expr: &Expr,
        receiver: &'w Expr,
        name: &str,
        generics: &[Type],
        arguments: &'w [Expr],
    ) -> Option<Arc<Making>> {
        let Some(before) = self.making(receiver) else { return self.made_by_method(receiver, name) };
        // A conversion into whatever is asked for: a sampler into a boxed one.
        if name == "into" && arguments.is_empty() {
            return Some(before.clone());
        }
        let mut making = Making { ways: Vec::new(), complete: before.complete };
        for way in &before.ways {
            match self.extended(expr, receiver, way, name, generics, arguments) {
                Some(way) => making.ways.push(way),
                None => making.complete = false,
            }
        }
        (!making.ways.is_empty()).then(|| Arc::new(making))
    }

    /// A method of this workspace that makes a value.
    fn made_by_method(&self, receiver: &Expr, name: &str) -> Option<Arc<Making>> {
        let Ty::Own(item, _) = *self.place_type(receiver).unwrapped() else { return None };
        let [method] = self.workspace.methods_of(item, name)[..] else { return None };
        self.factories.get(&method).cloned()
    }

    fn seed(&self, expr: &Expr, ty: &Ty) -> Arc<Making> {
        Arc::new(Making { ways: vec![self.way(expr, ty.clone())], complete: true })
    }

    /// A way of which nothing is known but where it leads.
    fn way(&self, expr: &Expr, ty: Ty) -> Way {
        Way {
            ty,
            parts: Vec::new(),
            place: self.source.place(expr.range),
            open: true,
            text: String::new(),
            switched_off: self.function.returns.is_some() && words().is_switched_off(&self.function.name),
            meter: None,
        }
    }

    /// A way with one more call.
    fn extended(
        &self,
        expr: &Expr,
        receiver: &'w Expr,
        way: &Way,
        name: &str,
        generics: &[Type],
        arguments: &'w [Expr],
    ) -> Option<Way> {
        let (call, on) = way.ty.method(name)?;
        let ty = self.method_result(call, on, &[], generics);
        if !is_followed(&ty) && !holds_followed(&ty) {
            return None;
        }
        let here = self.source.place(expr.range);
        if matches!(call.does, Some(Does::MakesInstrument | Does::MakesSpan)) {
            let parts = vec![self.part(expr, call, arguments.first())];
            let meter = self.meter(receiver, Some(way));
            return Some(Way { parts, open: false, meter, ..self.way(expr, ty) });
        }
        let mut longer = Way { ty, ..way.clone() };
        if name != "clone" {
            longer.parts.push(self.part(expr, call, arguments.first()));
            longer.open |= longer.parts.len() > MAX_PARTS;
        }
        let goes_on = way.place.file == here.file && here.start <= way.place.start && way.place.end <= here.end;
        if goes_on {
            longer.place = here;
            longer.text = self.sampler_text(&longer.ty, expr);
        }
        Some(longer)
    }

    /// Which meter a receiver is, if two of the same text are the same for certain.
    fn meter(&self, receiver: &Expr, way: Option<&Way>) -> Option<String> {
        let program = crate::code::workspace::crate_of(self.workspace.path(self.at));
        let global = way.filter(|way| !way.open).and_then(|way| way.parts.first());
        if let Some(part) = global.filter(|part| part.call.does == Some(Does::GetsGlobal))
            && let Known::Text(name) = &part.value
        {
            return Some(format!("{program}: {name}"));
        }
        match &receiver.kind {
            ExprKind::Reference(inner) | ExprKind::Dereference(inner) => self.meter(inner, way),
            ExprKind::Call { callee, arguments } if arguments.is_empty() => match &callee.kind {
                ExprKind::Path(path) => {
                    let absolute = self.absolute(path)?;
                    self.workspace.own_function(&absolute).map(|_| format!("{program}: {absolute}()"))
                }
                _ => None,
            },
            ExprKind::Field { base, name } => match self.place_type(base).unwrapped() {
                Ty::Own(item, _) => Some(format!("{program}: {}.{name}", self.workspace.data_type(*item).name)),
                _ => None,
            },
            ExprKind::Path(path) => {
                let Some(name) = path.name().filter(|name| self.variable(name).is_some()) else {
                    let absolute = self.workspace.resolve(self.at, path)?;
                    return self.workspace.constants.contains_key(&absolute).then(|| format!("{program}: {absolute}"));
                };
                let Some(way) = way.filter(|way| !way.open) else {
                    return Some(format!("{program}: {}.{}:{name}", self.at.unit, self.function.name_range.start));
                };
                Some(format!("{program}: {}.{}", way.place.file.0, way.place.start))
            }
            _ => None,
        }
    }

    /// Both ends of an `if`.
    fn either(&self, then: &Block, otherwise: Option<&Expr>) -> Option<Arc<Making>> {
        let first = tail(then).and_then(|tail| self.making(tail));
        let second = otherwise.and_then(|otherwise| self.making(otherwise));
        match (first, second) {
            (None, None) => None,
            (Some(first), None) if otherwise.is_some_and(leaves) => Some(first.clone()),
            (None, Some(second)) if block_leaves(then) => Some(second.clone()),
            (Some(first), second) => Some(Arc::new(Making::clone(first).or(second.map(|second| &**second)))),
            (None, Some(second)) => Some(Arc::new(Making::clone(second).or(None))),
        }
    }

    fn any_of(&self, arms: &[Arm]) -> Option<Arc<Making>> {
        let mut joined = Making { ways: Vec::new(), complete: true };
        for arm in arms.iter().filter(|arm| !leaves(&arm.body)) {
            joined = joined.or(self.making(&arm.body).map(|making| &**making));
        }
        (!joined.ways.is_empty()).then(|| Arc::new(joined))
    }

    /// What a variable holds once this value was assigned to it, perhaps.
    pub(super) fn reassigned(&self, old: Option<&Arc<Making>>, value: &Expr, is_certain: bool) -> Option<Arc<Making>> {
        let new = self.making(value);
        if is_certain {
            return new.cloned();
        }
        match (old, new) {
            (Some(old), new) => Some(Arc::new(Making::clone(old).or(new.map(|new| &**new)))),
            (None, Some(new)) => Some(Arc::new(Making::clone(new).or(None))),
            (None, None) => None,
        }
    }

    /// The function hands this value out.
    pub(super) fn returns_value(&mut self, value: Option<&Expr>) {
        let making = value.and_then(|value| self.making(value)).cloned();
        self.returned = Some(match (self.returned.take(), making) {
            (None, making) => making.map_or_else(Making::default, |making| Making::clone(&making)),
            (Some(before), making) => before.or(making.as_deref()),
        });
    }
}

/// What `?` takes out of a `Result`.
fn unpacked(making: &Making) -> Making {
    let mut making = making.clone();
    for way in &mut making.ways {
        if let Ty::Api(api, arguments) = &way.ty
            && api.is == Some(Is::Container)
        {
            way.ty = arguments.first().cloned().unwrap_or_default();
        }
    }
    making
}

/// A type whose values are built up by calls.
fn is_followed(ty: &Ty) -> bool {
    match ty {
        Ty::Api(api, _) => !matches!(
            api.is,
            Some(Is::Wrapper | Is::Container | Is::Plain | Is::Count | Is::Redacted | Is::RequestPart | Is::Guard | Is::Span)
        ),
        _ => false,
    }
}

fn holds_followed(ty: &Ty) -> bool {
    match ty {
        Ty::Api(_, arguments) => arguments.first().is_some_and(is_followed),
        _ => false,
    }
}

/// Whether control does not come out of an expression.
fn leaves(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Return(_) | ExprKind::Break(_) | ExprKind::Continue => true,
        ExprKind::Block(block) => block_leaves(block),
        // `panic!`, `unreachable!`, `todo!`, and no text: a text is no value of a library.
        ExprKind::Macro(call) => matches!(call.content, MacroContent::Format(_)),
        _ => false,
    }
}

fn block_leaves(block: &Block) -> bool {
    block.statements.last().is_some_and(|statement| match statement {
        Statement::Expr { value, .. } => leaves(value),
        Statement::Let { .. } => false,
    })
}

/// A range that no expression has.
pub(super) const NOWHERE: Range = Range { start: 0, end: 0 };
