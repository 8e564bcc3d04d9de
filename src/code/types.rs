//! Light types: what an expression is, as far as the source says so without a compiler. Whatever is not certain is unknown.

use std::collections::HashSet;

use rustc_hash::FxHashSet;

use super::scan::name_hash;
use super::tree::{ExprKind, Path, Statement, Type};
use super::workspace::{At, Item, Workspace, mentions};
use crate::knowledge::{Call, Is, TypeApi, catalog};

/// A resolved type.
#[derive(Debug, Clone, Default)]
pub(super) enum Ty {
    /// A type or trait of a known library, and its arguments.
    Api(&'static TypeApi, Vec<Ty>),
    /// A type of this workspace.
    Own(Item, Vec<Ty>),
    Tuple(Vec<Ty>),
    Slice(Box<Ty>),
    /// `&T`: somebody else keeps the value.
    Borrowed(Box<Ty>),
    /// A closure, by what it returns.
    Closure(Box<Ty>),
    /// Implements these; what else it is, is not known.
    Bounded(Vec<Ty>),
    #[default]
    Unknown,
}

impl Ty {
    pub(super) fn is(&self, part: Is) -> bool {
        match self {
            Self::Api(api, _) => api.is == Some(part),
            Self::Bounded(bounds) => bounds.iter().any(|bound| bound.is(part)),
            Self::Borrowed(inner) => inner.is(part),
            _ => false,
        }
    }

    /// What references, `Box`, `Arc` and the like lead to; the type itself otherwise.
    pub(super) fn unwrapped(&self) -> &Self {
        match self {
            Self::Borrowed(inner) => inner.unwrapped(),
            Self::Api(api, arguments) if api.is == Some(Is::Wrapper) => arguments.first().map_or(self, Self::unwrapped),
            _ => self,
        }
    }

    /// The library types that a method may be looked up on.
    fn apis(&self) -> Vec<(&'static TypeApi, &[Self])> {
        match self {
            Self::Api(api, arguments) => vec![(api, arguments.as_slice())],
            Self::Bounded(bounds) => bounds.iter().flat_map(Self::apis).collect(),
            Self::Borrowed(inner) => inner.apis(),
            _ => Vec::new(),
        }
    }

    /// A known method: on the type itself, else on what it wraps.
    pub(super) fn method(&self, name: &str) -> Option<(&'static Call, &Self)> {
        let own = self.apis().into_iter().find_map(|(api, _)| api.method(name));
        match own {
            Some(call) => Some((call, self)),
            None => match self {
                Self::Api(api, arguments) if api.is == Some(Is::Wrapper) => arguments.first()?.method(name),
                Self::Borrowed(inner) => inner.method(name),
                _ => None,
            },
        }
    }
}

/// Where a type is written: its scope, the type parameters in force, and what `Self` is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'f> {
    pub(super) at: At,
    pub(super) generics: &'f [(String, Vec<Path>)],
    pub(super) this: Option<&'f Ty>,
}

impl Workspace {
    pub(super) fn type_of(&self, context: Context<'_>, ty: &Type) -> Ty {
        match ty {
            Type::Path(path) => self.named_type(context, path),
            Type::Reference(inner) | Type::Static(inner) => Ty::Borrowed(Box::new(self.type_of(context, inner))),
            Type::Tuple(items) => Ty::Tuple(items.iter().map(|item| self.type_of(context, item)).collect()),
            Type::Slice(item) => Ty::Slice(Box::new(self.type_of(context, item))),
            Type::Bounds(bounds) => Ty::Bounded(bounds.iter().map(|bound| self.named_type(context, bound)).collect()),
            Type::Unknown => Ty::Unknown,
        }
    }

    fn named_type(&self, context: Context<'_>, path: &Path) -> Ty {
        if path.of.is_some() {
            return Ty::Unknown;
        }
        if let Some(name) = path.name() {
            if name == "Self" {
                return context.this.cloned().unwrap_or_default();
            }
            if let Some((_, bounds)) = context.generics.iter().find(|(parameter, _)| parameter == name) {
                return Ty::Bounded(bounds.iter().map(|bound| self.named_type(context, bound)).collect());
            }
        }
        let arguments = || path.arguments.iter().map(|argument| self.type_of(context, argument)).collect();
        match self.resolve(context.at, path) {
            Some(absolute) => self.type_by_path(&absolute, arguments),
            None => Ty::Unknown,
        }
    }

    /// The type that an API file writes down: a path, a tuple, or a path with arguments.
    pub(super) fn written_type(&self, written: &str, arguments: impl FnOnce() -> Vec<Ty>) -> Ty {
        let list = |inner: &str| split_at_top(inner).into_iter().map(|part| self.written_type(part, Vec::new)).collect();
        if let Some(items) = written.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
            return Ty::Tuple(list(items));
        }
        match written.split_once('<').and_then(|(path, rest)| Some((path, rest.strip_suffix('>')?))) {
            Some((path, inner)) => self.type_by_path(path, || list(inner)),
            None => self.type_by_path(written, arguments),
        }
    }

    /// The type of an absolute path.
    pub(super) fn type_by_path(&self, path: &str, arguments: impl FnOnce() -> Vec<Ty>) -> Ty {
        if let Some(api) = catalog().type_api(path) {
            return Ty::Api(api, arguments());
        }
        if let Some(&item) = self.types.get(path) {
            return Ty::Own(item, arguments());
        }
        if let Some((at, target)) = self.alias(path) {
            // An alias of itself is no alias.
            if !matches!(target, Type::Path(named) if named.name().is_some_and(|name| path.ends_with(&format!("::{name}")))) {
                return self.type_of(Context { at, generics: &[], this: None }, target);
            }
        }
        Ty::Unknown
    }

    /// The type of a field.
    pub(super) fn field_type(&self, ty: &Ty, name: &str) -> Ty {
        match ty.unwrapped() {
            Ty::Own(item, arguments) => {
                let data = self.data_type(*item);
                let Some((_, field)) = data.fields.iter().find(|(field, _)| field == name) else { return Ty::Unknown };
                if let Type::Path(path) = field
                    && let Some(at) = data.generics.iter().position(|generic| Some(generic.as_str()) == path.name())
                {
                    return arguments.get(at).cloned().unwrap_or_default();
                }
                self.type_of(Context { at: At { unit: item.unit, scope: data.scope }, generics: &[], this: None }, field)
            }
            Ty::Tuple(items) => name.parse::<usize>().ok().and_then(|at| items.get(at)).cloned().unwrap_or_default(),
            _ => Ty::Unknown,
        }
    }

    /// The guard that a value of this type keeps alive: it is one, or it holds one.
    pub(super) fn guard_in(&self, ty: &Ty) -> Option<&'static TypeApi> {
        self.search_guard(ty, &mut HashSet::new())
    }

    fn search_guard(&self, ty: &Ty, seen: &mut HashSet<Item>) -> Option<&'static TypeApi> {
        match ty {
            Ty::Api(api, _) if api.is == Some(Is::Guard) => Some(api),
            Ty::Api(api, arguments) if matches!(api.is, Some(Is::Wrapper | Is::Container)) => {
                arguments.iter().find_map(|argument| self.search_guard(argument, seen))
            }
            Ty::Tuple(items) => items.iter().find_map(|item| self.search_guard(item, seen)),
            Ty::Own(item, _) if seen.insert(*item) => {
                let data = self.data_type(*item);
                let context = Context { at: At { unit: item.unit, scope: data.scope }, generics: &[], this: None };
                data.fields.iter().find_map(|(_, field)| self.search_guard(&self.type_of(context, field), seen))
            }
            _ => None,
        }
    }

    /// The methods of a type of this workspace with that name.
    pub(super) fn methods_of(&self, item: Item, name: &str) -> Vec<Item> {
        let data = self.data_type(item);
        let found = self.methods.get(&(data.name.clone(), name.to_owned())).map_or(&[][..], Vec::as_slice);
        let is_of = |method: &&Item| {
            let function = self.function(**method);
            let at = At { unit: method.unit, scope: function.scope };
            let of = function.of.as_ref().map(|of| self.type_of(Context { at, generics: &[], this: None }, of));
            matches!(of, Some(Ty::Own(found, _)) if found == item)
        };
        found.iter().filter(is_of).copied().collect()
    }

    /// The type that the last expression of a function builds: `impl Trait` behind which stands a type of this workspace.
    pub(super) fn built_by(&self, item: Item) -> Option<Ty> {
        let function = self.function(item);
        let body = function.body.as_ref()?;
        let at = At { unit: item.unit, scope: body.scope.unwrap_or(function.scope) };
        let Some(Statement::Expr { value, semicolon: false, .. }) = body.statements.last() else { return None };
        let path = match &value.kind {
            ExprKind::Call { callee, .. } => match &callee.kind {
                ExprKind::Path(path) => path,
                _ => return None,
            },
            ExprKind::Struct { path, .. } => path,
            _ => return None,
        };
        match self.type_of(Context { at, generics: &[], this: None }, &Type::Path(path.clone())) {
            found @ Ty::Own(..) => Some(found),
            _ => None,
        }
    }

    /// The names of functions of this workspace that hand out a guard, hashed.
    pub(super) fn factories(&self) -> FxHashSet<u64> {
        let mut names = FxHashSet::default();
        for (unit, held) in self.units.iter().enumerate() {
            for (index, function) in held.functions.iter().enumerate() {
                let Some(returns) = &function.returns else { continue };
                let context = Context { at: At { unit, scope: function.scope }, generics: &function.generics, this: None };
                let ty = match returns {
                    Type::Bounds(_) => self.built_by(Item { unit, index }).unwrap_or_default(),
                    _ if mentions(returns, &self.guard_names) => self.type_of(context, returns),
                    _ => continue,
                };
                if self.guard_in(&ty).is_some() {
                    names.insert(name_hash(&function.name));
                }
            }
        }
        names
    }

    /// Functions that hand out a value of a library which is built up by calls, by the names in their signatures.
    pub(super) fn makers(&self) -> Vec<Item> {
        let names: FxHashSet<String> = catalog().made_names().map(str::to_owned).collect();
        let mut makers = Vec::new();
        for (unit, held) in self.units.iter().enumerate() {
            for (index, function) in held.functions.iter().enumerate() {
                let is_one = function.returns.as_ref().is_some_and(|returns| mentions(returns, &names));
                if is_one && function.body.is_some() {
                    makers.push(Item { unit, index });
                }
            }
        }
        makers
    }

    /// Whether a trait of that name is implemented by hand for a type of this workspace.
    pub(super) fn implements(&self, item: Item, trait_name: &str) -> bool {
        let name = &self.data_type(item).name;
        let implementations = &self.units[item.unit].implementations;
        implementations
            .iter()
            .any(|(_, of_trait, of)| of_trait.last() == trait_name && matches!(of, Type::Path(path) if path.last() == name))
    }
}

/// Cuts at the commas that are in no brackets.
fn split_at_top(list: &str) -> Vec<&str> {
    let mut depth = 0_usize;
    let parts = list.split(|letter| {
        match letter {
            '<' | '(' => depth += 1,
            '>' | ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        letter == ',' && depth == 0
    });
    parts.map(str::trim).collect()
}
