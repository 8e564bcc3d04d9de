//! Light types: what an expression is, as far as the source says so without a compiler. Whatever is not certain is unknown.

use std::sync::Arc;

use super::tree::{Path, Type};
use super::type_inference::{Called, associated, form_type};
use super::workspace::{At, Item, Workspace, crate_of};
use crate::knowledge::{Call, Catalog, Is, Prints, Scalar, TypeApi};

/// The parts of a type, shared by all types that have them: a pair of pairs of pairs is as large as it is deep.
pub(super) type Parts = Arc<[Ty]>;

/// A resolved type.
#[derive(Debug, Clone, Default)]
pub(super) enum Ty {
    /// A type or trait of a known library, and its arguments.
    Api(&'static TypeApi, Parts),
    /// A type of this workspace.
    Own(Item, Parts),
    /// A trait of this workspace, by absolute path.
    Trait(Arc<str>),
    Tuple(Parts),
    Slice(Arc<Ty>),
    /// `&T`: somebody else keeps the value.
    Borrowed(Arc<Ty>),
    /// A closure, by what it returns.
    Closure(Arc<Ty>),
    /// What awaiting it gives.
    Future(Arc<Ty>),
    /// Implements these; what else it is, is not known.
    Bounded(Parts),
    /// A type of a library that makes no telemetry, by its path or that of its crate.
    Foreign(Arc<str>, Holds),
    /// A type argument that later calls tell, by number.
    Inferred(usize),
    #[default]
    Unknown,
}

/// Whether a foreign type can hold values of types that are not its library's.
#[derive(Debug, Clone)]
pub(super) enum Holds {
    /// It has no type arguments: its methods return what is foreign too.
    Nothing,
    /// Its type arguments, as far as they are known.
    Anything(Parts),
}

/// What futures of functions and blocks are.
const FUTURE: &str = "std::future::Future";
/// Aliases and arguments that are followed into each other.
pub(super) const MAX_DEPTH: usize = 16;
/// Types with more parts are unknown.
const MOST_PARTS: usize = 200;

impl Ty {
    pub(super) fn is(&self, part: Is) -> bool {
        match self {
            Self::Api(api, _) => api.is == Some(part),
            Self::Bounded(bounds) => bounds.iter().any(|bound| bound.is(part)),
            Self::Borrowed(inner) => inner.is(part),
            _ => false,
        }
    }

    /// Whether it is a request or a part of one.
    pub(super) fn is_of_request(&self) -> bool {
        self.is(Is::RequestPart) || matches!(self.unwrapped(), Self::Api(api, _) if api.prints == Some(Prints::Message))
    }

    /// What references, `Box`, `Arc`, guards of locks and the like lead to; the type itself otherwise.
    pub(super) fn unwrapped(&self) -> &Self {
        match self {
            Self::Borrowed(inner) => inner.unwrapped(),
            Self::Api(api, arguments) if is_seen_through(api) => arguments.first().map_or(self, Self::unwrapped),
            _ => self,
        }
    }

    /// The library types that a method may be looked up on.
    fn apis(&self) -> Vec<(&'static TypeApi, &[Self])> {
        match self {
            Self::Api(api, arguments) => vec![(api, &arguments[..])],
            Self::Bounded(bounds) => bounds.iter().flat_map(Self::apis).collect(),
            Self::Borrowed(inner) => inner.apis(),
            _ => Vec::new(),
        }
    }

    /// A known method: on the type itself, else on what it wraps.
    pub(super) fn method(&self, name: &str, catalog: &Catalog) -> Option<(&'static Call, &Self)> {
        let own = self.apis().into_iter().find_map(|(api, _)| catalog.method(api, name));
        match own {
            Some(call) => Some((call, self)),
            None => match self {
                Self::Api(api, arguments) if is_seen_through(api) => arguments.first()?.method(name, catalog),
                Self::Borrowed(inner) => inner.method(name, catalog),
                Self::Future(_) => Some((catalog.extension(FUTURE, name)?, self)),
                _ => None,
            },
        }
    }

    /// What a library that knows nothing of telemetry makes of its own values: some type of its crate.
    pub(super) fn foreign(path: &str) -> Self {
        Self::Foreign(crate_of(path).into(), Holds::Nothing)
    }

    /// What `?` gives for a value; `Unknown` where it gives what is not known.
    pub(super) fn tried(self) -> Self {
        match self {
            Self::Api(api, arguments) if api.is == Some(Is::Container) => arguments.first().cloned().unwrap_or_default(),
            Self::Foreign(path, Holds::Nothing) => Self::foreign(&path),
            _ => Self::Unknown,
        }
    }

    /// The same for each of a tuple.
    pub(super) fn each_tried(self) -> Self {
        match self {
            Self::Tuple(parts) => Self::Tuple(parts.iter().map(|part| part.clone().tried()).collect()),
            other => other.tried(),
        }
    }

    /// A closure, as it is with `async` before it: awaiting what it returns gives its value.
    pub(super) fn asynchronous(self, is_async: bool) -> Self {
        match self {
            Self::Closure(result) if is_async => Self::Closure(Arc::new(Self::Future(result))),
            made => made,
        }
    }

    /// The library type and its arguments behind references.
    pub(super) fn api(&self) -> Option<(&'static TypeApi, &[Self])> {
        self.apis().into_iter().next()
    }

    /// The kind of plain value that it is, also behind references and boxes.
    pub(super) fn scalar(&self) -> Option<Scalar> {
        match self.unwrapped() {
            Self::Api(api, _) => api.scalar,
            _ => None,
        }
    }

    /// Whether nothing is known that a method could be looked up on.
    pub(super) fn is_unknown(&self) -> bool {
        match self.unwrapped() {
            Self::Unknown | Self::Inferred(_) => true,
            // What implements something unknown may have any method.
            Self::Bounded(bounds) => bounds.is_empty() || bounds.iter().any(Self::is_unknown),
            _ => false,
        }
    }

    /// The type, if it is of a size that people write: pairs of pairs of pairs grow without bound.
    pub(super) fn of_sane_size(self) -> Self {
        let mut left = MOST_PARTS;
        if self.fits(&mut left) { self } else { Self::Unknown }
    }

    /// Whether its parts are no more than `left`, which they are taken from.
    fn fits(&self, left: &mut usize) -> bool {
        let Some(rest) = left.checked_sub(1) else { return false };
        *left = rest;
        match self {
            Self::Api(_, parts) | Self::Own(_, parts) | Self::Tuple(parts) | Self::Bounded(parts) => {
                parts.iter().all(|part| part.fits(left))
            }
            Self::Slice(inner) | Self::Borrowed(inner) | Self::Closure(inner) | Self::Future(inner) => inner.fits(left),
            _ => true,
        }
    }

    /// Whether later calls can tell a part of it.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Self::Inferred(_) => true,
            Self::Api(_, parts) | Self::Own(_, parts) | Self::Tuple(parts) | Self::Bounded(parts) => {
                parts.iter().any(Self::is_open)
            }
            Self::Slice(inner) | Self::Borrowed(inner) | Self::Closure(inner) | Self::Future(inner) => inner.is_open(),
            _ => false,
        }
    }

    /// Whether one of its type arguments is not known.
    pub(super) fn has_holes(&self) -> bool {
        matches!(self, Self::Api(_, parts) | Self::Own(_, parts) if parts.iter().any(|part| matches!(part, Self::Unknown)))
    }

    /// The type without the reference to it.
    pub(super) fn owned(self) -> Self {
        match self {
            Self::Borrowed(inner) => Arc::unwrap_or_clone(inner),
            other => other,
        }
    }
}

fn is_seen_through(api: &TypeApi) -> bool {
    matches!(api.is, Some(Is::Wrapper | Is::Lender))
}

/// Where a type is written: its scope, the type parameters in force, and what `Self` is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'f> {
    pub(super) at: At,
    pub(super) generics: &'f [(String, Vec<Path>)],
    pub(super) this: Option<&'f Ty>,
}

/// What type parameters stand for, by name.
type Given<'g> = &'g [(&'g str, Ty)];

impl Workspace {
    /// How the types in a function's signature are read.
    pub(super) fn context_of(&self, item: Item) -> Context<'_> {
        Context { at: self.scope_of(item), generics: &self.function(item).generics, this: None }
    }

    pub(super) fn type_of(&self, context: Context<'_>, ty: &Type) -> Ty {
        self.type_with(context, &[], ty, MAX_DEPTH)
    }

    /// The same, where some type parameters are known.
    pub(super) fn type_given(&self, context: Context<'_>, given: Given<'_>, ty: &Type) -> Ty {
        self.type_with(context, given, ty, MAX_DEPTH)
    }

    /// The same, where types lead into each other for `depth` steps at most.
    pub(super) fn type_with(&self, context: Context<'_>, given: Given<'_>, ty: &Type, depth: usize) -> Ty {
        let Some(depth) = depth.checked_sub(1) else { return Ty::Unknown };
        let inner = |ty: &Type| self.type_with(context, given, ty, depth);
        match ty {
            Type::Path(path) => self.named_type(context, given, path, depth),
            Type::Reference(of) | Type::Static(of) => Ty::Borrowed(Arc::new(inner(of))),
            Type::Tuple(items) => Ty::Tuple(items.iter().map(inner).collect()),
            Type::Slice(item) => Ty::Slice(Arc::new(inner(item))),
            Type::Bounds(bounds) => self.bounded(context, given, bounds, depth),
            Type::Unknown => Ty::Unknown,
        }
    }

    fn named_type(&self, context: Context<'_>, given: Given<'_>, path: &Path, depth: usize) -> Ty {
        let Some(depth) = depth.checked_sub(1) else { return Ty::Unknown };
        if let Some(of) = &path.of {
            return associated(self, &self.type_with(context, given, of, depth), path.last(), depth);
        }
        if let [first, name] = &path.segments[..]
            && (first == "Self" || context.generics.iter().any(|(parameter, _)| parameter == first))
        {
            let of = self.type_of_parameter(context, given, first, depth).unwrap_or_default();
            return associated(self, &of, name, depth);
        }
        if let Some(name) = path.name()
            && let Some(known) = self.type_of_parameter(context, given, name, depth)
        {
            return known;
        }
        let arguments = || path.arguments.iter().map(|argument| self.type_with(context, given, argument, depth)).collect();
        match self.resolve(context.at, path) {
            Some(absolute) => self.by_path(&absolute, path.arguments.is_empty(), arguments, depth),
            None => Ty::Unknown,
        }
    }

    /// What `Self` or a type parameter is: what is given for it, else what its bounds say.
    fn type_of_parameter(&self, context: Context<'_>, given: Given<'_>, name: &str, depth: usize) -> Option<Ty> {
        if let Some((_, known)) = given.iter().find(|(parameter, _)| *parameter == name) {
            return Some(known.clone());
        }
        if name == "Self" {
            return Some(context.this.cloned().unwrap_or_default());
        }
        let (_, bounds) = context.generics.iter().find(|(parameter, _)| parameter == name)?;
        Some(self.bounded(context, given, bounds, depth))
    }

    /// What implements these, as far as they say what it does.
    fn bounded(&self, context: Context<'_>, given: Given<'_>, bounds: &[Path], depth: usize) -> Ty {
        let known = bounds.iter().map(|bound| self.named_type(context, given, bound, depth));
        Ty::Bounded(known.filter(|bound| !bound.is(Is::Marker)).collect())
    }

    /// The type of an absolute path.
    pub(super) fn type_by_path(&self, path: &str, arguments: impl FnOnce() -> Vec<Ty>) -> Ty {
        let arguments = arguments();
        self.by_path(path, arguments.is_empty(), || arguments, MAX_DEPTH)
    }

    fn by_path(&self, path: &str, is_closed: bool, arguments: impl FnOnce() -> Vec<Ty>, depth: usize) -> Ty {
        if let Some(api) = self.knowledge.catalog.type_api(path) {
            return Ty::Api(api, arguments().into());
        }
        if let Some(&item) = self.types.get(path) {
            return Ty::Own(item, arguments().into());
        }
        if self.traits.contains(path) {
            return Ty::Trait(path.into());
        }
        if let Some((at, target)) = self.alias(path) {
            // An alias of itself is no alias.
            if matches!(target, Type::Path(named) if named.name().is_some_and(|name| path.ends_with(&format!("::{name}")))) {
                return Ty::Unknown;
            }
            let arguments = arguments();
            let names = self.alias_parameters(at, path);
            let given: Vec<(&str, Ty)> = names
                .iter()
                .enumerate()
                .map(|(n, name)| (name.as_str(), arguments.get(n).cloned().unwrap_or_default()))
                .collect();
            return self.type_with(Context { at, generics: &[], this: None }, &given, target, depth);
        }
        if !self.is_foreign(path) {
            return Ty::Unknown;
        }
        // Every crate has its own, and all are the one of the standard library with an error filled in.
        if path.ends_with("::Result") && path != "Result" {
            return self.by_path("Result", is_closed, arguments, depth);
        }
        Ty::Foreign(path.into(), if is_closed { Holds::Nothing } else { Holds::Anything(arguments().into()) })
    }

    /// Whether a path leads out of this workspace into a crate that makes no telemetry as far as we know.
    pub(super) fn is_foreign(&self, path: &str) -> bool {
        let crate_name = crate_of(path);
        crate_name != path && !self.is_own_crate(crate_name) && !self.knowledge.catalog.knows_telemetry(crate_name)
    }

    /// The type of a field, also of what `Deref` leads to.
    pub(super) fn field_type(&self, ty: &Ty, name: &str) -> Ty {
        if let Some((item, arguments)) = self.described_here(ty) {
            return self.own_field(item, arguments, name).unwrap_or_default();
        }
        match ty.unwrapped() {
            Ty::Own(item, arguments) => {
                let own = self.own_field(*item, arguments, name);
                own.or_else(|| {
                    self.targets(ty).iter().find_map(|target| match target.unwrapped() {
                        Ty::Own(item, arguments) => self.own_field(*item, arguments, name),
                        _ => None,
                    })
                })
                .unwrap_or_default()
            }
            Ty::Tuple(items) => name.parse::<usize>().ok().and_then(|at| items.get(at)).cloned().unwrap_or_default(),
            Ty::Foreign(path, Holds::Nothing) => Ty::foreign(path),
            whole @ Ty::Api(api, _) => api.field(name).map(|form| form_type(self, form, &Called::of(whole))).unwrap_or_default(),
            _ => Ty::Unknown,
        }
    }

    /// A type of this workspace of which more is known than stands here: the workspace describes it, or is the library itself.
    pub(super) fn described_here<'t>(&self, ty: &'t Ty) -> Option<(Item, &'t [Ty])> {
        match ty.unwrapped() {
            Ty::Api(api, arguments) => Some((*self.types.get(api.path)?, arguments)),
            _ => None,
        }
    }

    fn own_field(&self, item: Item, arguments: &[Ty], name: &str) -> Option<Ty> {
        let data = self.data_type(item);
        // The fields of an enum belong to its variants.
        let at = self.data.field(item, data, name).filter(|_| data.variants.is_empty())?;
        Some(self.type_in(item, arguments, &data.fields.get(at)?.1))
    }

    /// The type of a field of a variant, by position or name.
    pub(super) fn variant_field(&self, item: Item, arguments: &[Ty], variant: &str, name: &str) -> Ty {
        let data = self.data_type(item);
        let Some((start, count)) = self.data.variant(item, data, variant) else { return Ty::Unknown };
        let fields = data.fields.get(start..start + count).unwrap_or_default();
        let found = fields.iter().find(|(field, _)| field == name);
        found.map(|(_, field)| self.type_in(item, arguments, field)).unwrap_or_default()
    }

    /// A type as a type of this workspace writes it, with that type's own arguments.
    fn type_in(&self, item: Item, arguments: &[Ty], ty: &Type) -> Ty {
        let data = self.data_type(item);
        let given: Vec<(&str, Ty)> = data
            .generics
            .iter()
            .enumerate()
            .map(|(n, name)| (name.as_str(), arguments.get(n).cloned().unwrap_or_default()))
            .collect();
        let this = Ty::Own(item, arguments.into());
        let at = At { unit: item.unit, scope: data.scope };
        self.type_given(Context { at, generics: &[], this: Some(&this) }, &given, ty)
    }
}
