//! How the value of each expression was made: through method chains, variables and functions of this workspace. Every expression is
//! noted as it is walked, so that names mean what they mean there.

use std::sync::Arc;

use super::known::Known;
use super::limits::{Limit, MOST_PARTS};
use super::{Making, Part, Walker, Way, tail};
use crate::code::tree::{Expr, ExprKind, Path, Type};
use crate::code::type_inference::{Called, form_type};
use crate::code::types::Ty;
use crate::knowledge::{Call, Does, Is};

/// Calls that one way is remembered by.
const MAX_PARTS: usize = 64;

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
        // What is shared with another expression costs nothing.
        if Arc::strong_count(&making) == 1 {
            self.parts += making.ways.iter().map(|way| way.parts.len()).sum::<usize>();
        }
        if self.parts > MOST_PARTS {
            self.limits.reach(Limit::Parts);
            return;
        }
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
        let call = self.workspace.knowledge.catalog.call(&absolute).filter(|call| call.does == Some(Does::Begins))?;
        self.begin(expr, call, None)
    }

    fn making_of_call(&self, expr: &Expr, callee: &Expr, arguments: &'w [Expr]) -> Option<Arc<Making>> {
        let ExprKind::Path(path) = &callee.kind else { return None };
        let absolute = self.absolute(path)?;
        if let Some(call) = self.workspace.knowledge.catalog.call(&absolute) {
            let holds = call.signature.returns.is_some_and(|_| {
                let ty = self.made_by(call);
                ty.is(Is::Wrapper) || ty.is(Is::Container)
            });
            // `Ok(..)`, `Box::new(..)`: the value is still the same.
            return match (holds, arguments) {
                (true, [inner]) => self.making(inner).cloned(),
                _ => self.begin(expr, call, arguments.first()),
            };
        }
        let item = self.workspace.own_function(&absolute)?;
        self.summaries.makings.get(&item).cloned()
    }

    /// The type that a library function returns, whatever it is called with.
    pub(super) fn made_by(&self, call: &Call) -> Ty {
        form_type(self.workspace, &call.signature.form, &Called { whole: None, arguments: &[], generics: &[], on_value: false })
    }

    /// A library call that makes a value worth following.
    fn begin(&self, expr: &Expr, call: &'static Call, argument: Option<&'w Expr>) -> Option<Arc<Making>> {
        let ty = self.made_by(call);
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
    fn made_by_method(&self, receiver: &'w Expr, name: &str) -> Option<Arc<Making>> {
        let Ty::Own(item, _) = *self.type_at(receiver).unwrapped() else { return None };
        let [method] = self.workspace.methods_of(item, name)[..] else { return None };
        self.summaries.makings.get(&method).cloned()
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
            switched_off: self.function.returns.is_some() && self.workspace.knowledge.words.is_switched_off(&self.function.name),
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
        let (call, on) = way.ty.method(name, &self.workspace.knowledge.catalog)?;
        let generics = self.types_of(generics);
        let called = Called { whole: Some(on), arguments: &[], generics: &generics, on_value: true };
        let ty = form_type(self.workspace, &call.signature.form, &called);
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
        if longer.parts.len() >= MAX_PARTS {
            longer.open = true;
        } else if name != "clone" {
            longer.parts.push(self.part(expr, call, arguments.first()));
        }
        let goes_on = way.place.file == here.file && here.start <= way.place.start && way.place.end <= here.end;
        if goes_on {
            longer.place = here;
            longer.text = self.sampler_text(&longer.ty, expr);
        }
        Some(longer)
    }
}

/// What `?` takes out of a `Result`.
pub(super) fn unpacked(making: &Making) -> Making {
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
