//! What a value of a type keeps alive: guards and spans. Also behind wrappers, in containers and in the fields of own types.

use std::collections::HashSet;

use rustc_hash::FxHashSet;

use super::tree::{Function, Path, Type};
use super::types::{Context, Ty};
use super::word_hash::{WordHash, name_hash};
use super::workspace::{At, Item, Workspace};
use crate::knowledge::{Is, TypeApi};

/// What is looked into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Wrappers and containers, which certainly own what they hold.
    Kept,
    /// Also other types, which may own what their type arguments name.
    Owned,
    /// Also what is lent.
    Lent,
}

impl Reach {
    fn opens(self, api: &TypeApi) -> bool {
        match self {
            Self::Kept => matches!(api.is, Some(Is::Wrapper | Is::Container)),
            Self::Owned => api.is != Some(Is::Lender),
            Self::Lent => true,
        }
    }
}

impl Workspace {
    /// The guard that a value of this type keeps alive: it is one, or it holds one.
    pub(super) fn guard_in(&self, ty: &Ty) -> Option<&'static TypeApi> {
        let guard = |ty: &Ty| match ty {
            Ty::Api(api, _) if api.is == Some(Is::Guard) => Some(*api),
            _ => None,
        };
        let find = || self.inside(ty, Reach::Kept, &guard, &mut HashSet::new());
        match ty {
            Ty::Own(item, _) => self.data.guards.get_or(self.state, item, find),
            _ => find(),
        }
    }

    /// Whether a value of this type may hold a guard: of own types by name alone, so that few are looked into.
    pub(super) fn may_hold_guard(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Api(api, parts) => api.is == Some(Is::Guard) || parts.iter().any(|part| self.may_hold_guard(part)),
            Ty::Tuple(parts) => parts.iter().any(|part| self.may_hold_guard(part)),
            Ty::Own(item, _) => self.guard_names.contains(&self.data_type(*item).name),
            _ => false,
        }
    }

    /// Whether a value of this type owns a span that ends with it.
    pub(super) fn holds_span(&self, ty: &Ty) -> bool {
        self.inside(ty, Reach::Owned, &span, &mut HashSet::new()).is_some()
    }

    /// Whether a value of this type leads to a span or a context, also one that somebody else keeps.
    pub(super) fn reaches_span(&self, ty: &Ty) -> bool {
        let any = |ty: &Ty| {
            span_or_context(ty).or_else(|| matches!(ty, Ty::Api(api, _) if api.is == Some(Is::SpanReference)).then_some(()))
        };
        self.inside(ty, Reach::Lent, &any, &mut HashSet::new()).is_some()
    }

    /// Whether a value of this type has room for a span or a context, which may hold one.
    pub(super) fn may_hold_span(&self, ty: &Ty) -> bool {
        self.inside(ty, Reach::Owned, &span_or_context, &mut HashSet::new()).is_some()
    }

    /// Statics and thread locals whose type has room for a span or a context.
    pub(super) fn statics_with_spans(&self) -> FxHashSet<Item> {
        let mut found = FxHashSet::default();
        for (unit, held) in self.units.iter().enumerate() {
            for (index, constant) in held.constants.iter().enumerate() {
                let context = Context { at: At { unit, scope: constant.scope }, generics: &[], this: None };
                if matches!(&constant.annotation, Type::Path(path) if !path.arguments.is_empty())
                    && self.may_hold_span(&self.type_of(context, &constant.annotation))
                {
                    found.insert(Item { unit, index });
                }
            }
        }
        found
    }

    /// The first part of a value, itself included, of which `wanted` says something. `seen` keeps types that hold themselves from
    /// being looked into for ever.
    fn inside<T>(&self, ty: &Ty, reach: Reach, wanted: &dyn Fn(&Ty) -> Option<T>, seen: &mut HashSet<Item>) -> Option<T> {
        if let Some(found) = wanted(ty) {
            return Some(found);
        }
        match ty {
            Ty::Api(api, arguments) if reach.opens(api) => {
                arguments.iter().find_map(|argument| self.inside(argument, reach, wanted, seen))
            }
            Ty::Tuple(items) => items.iter().find_map(|item| self.inside(item, reach, wanted, seen)),
            Ty::Slice(item) => self.inside(item, reach, wanted, seen),
            Ty::Borrowed(lent) if reach == Reach::Lent => self.inside(lent, reach, wanted, seen),
            Ty::Own(item, _) if seen.insert(*item) => {
                self.field_types(*item).iter().find_map(|field| self.inside(field, reach, wanted, seen))
            }
            _ => None,
        }
    }

    /// Functions that are lent a span or a context, by their signatures.
    pub(super) fn span_takers(&self) -> Vec<Item> {
        let parts = [Is::StartedSpan, Is::SpanReference, Is::Context];
        let names: FxHashSet<String> = self.knowledge.catalog.names_of_types(&parts).map(str::to_owned).collect();
        let hashes: FxHashSet<WordHash> = names.iter().map(|name| name_hash(name)).collect();
        let takes_one = |item: &Item| {
            let function = self.function(*item);
            let by_bound = |bounds: &[Path]| bounds.iter().any(|bound| names.contains(bound.last()));
            let may = |ty: &Type| match ty.lent() {
                Type::Path(path) => {
                    let is_it = |(name, bounds): &(String, Vec<Path>)| path.name() == Some(name.as_str()) && by_bound(bounds);
                    names.contains(path.last()) || function.generics.iter().any(is_it)
                }
                Type::Bounds(bounds) => by_bound(bounds),
                _ => false,
            };
            let takes = |ty: &Type| may(ty) && parts.iter().any(|part| self.type_of(self.context_of(*item), ty).is(*part));
            function.parameters.iter().filter_map(|parameter| parameter.annotation.as_ref()).any(takes)
        };
        let candidates = self.own.all().map(|(item, _)| item).filter(|item| self.own.may_name(*item, &hashes));
        candidates.filter(takes_one).collect()
    }

    /// Functions that hand out a value of a library which is built up by calls, by the names in their signatures.
    pub(super) fn makers(&self) -> Vec<Item> {
        let names: FxHashSet<String> = self.knowledge.catalog.made_names().map(str::to_owned).collect();
        let is_one = |function: &Function| function.returns.as_ref().is_some_and(|returns| mentions(returns, &names));
        self.own.read().filter(|(_, function)| is_one(function)).map(|(item, _)| item).collect()
    }
}

fn span(ty: &Ty) -> Option<()> {
    matches!(ty, Ty::Api(api, _) if matches!(api.is, Some(Is::StartedSpan | Is::Span | Is::Guard))).then_some(())
}

fn span_or_context(ty: &Ty) -> Option<()> {
    span(ty).or_else(|| matches!(ty, Ty::Api(api, _) if api.is == Some(Is::Context)).then_some(()))
}

/// Whether a type names one of these, also in its arguments.
pub(super) fn mentions(ty: &Type, names: &FxHashSet<String>) -> bool {
    let mut found = false;
    each_name(ty, &mut |name| found |= names.contains(name));
    found
}

/// Every name in a type, also in its arguments.
pub(super) fn each_name<'t>(ty: &'t Type, each: &mut dyn FnMut(&'t str)) {
    match ty {
        Type::Path(path) => {
            each(path.last());
            path.arguments.iter().for_each(|inner| each_name(inner, each));
        }
        Type::Tuple(items) => items.iter().for_each(|item| each_name(item, each)),
        _ => {}
    }
}
