//! Which types hold a span that ends with their values.

use rustc_hash::{FxHashSet, FxHashSet as HashSet};

use super::tree::Type;
use super::types::{Context, Ty};
use super::workspace::{At, Item, Workspace};
use crate::knowledge::Is;

/// What counts as holding a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Search {
    Owned,
    /// Contexts may hold a span: only some do.
    OwnedOrInContext,
    /// Also what is lent.
    Reached,
}

impl Workspace {
    /// Whether a value of this type owns a span that ends with it.
    pub(super) fn holds_span(&self, ty: &Ty) -> bool {
        self.search_span(ty, Search::Owned, &mut HashSet::default())
    }

    /// Whether a value of this type leads to a span or a context, also one that somebody else keeps.
    pub(super) fn reaches_span(&self, ty: &Ty) -> bool {
        self.search_span(ty, Search::Reached, &mut HashSet::default())
    }

    /// Whether a value of this type has room for a span or a context.
    pub(super) fn may_hold_span(&self, ty: &Ty) -> bool {
        self.search_span(ty, Search::OwnedOrInContext, &mut HashSet::default())
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

    fn search_span(&self, ty: &Ty, search: Search, seen: &mut HashSet<Item>) -> bool {
        match ty {
            Ty::Api(api, _) if matches!(api.is, Some(Is::StartedSpan | Is::Span | Is::Guard)) => true,
            Ty::Api(api, _) if api.is == Some(Is::Context) => search != Search::Owned,
            Ty::Api(api, _) if api.is == Some(Is::SpanReference) => search == Search::Reached,
            // What is lent is somebody else's.
            Ty::Api(api, _) if api.is == Some(Is::Lender) && search != Search::Reached => false,
            Ty::Borrowed(inner) if search == Search::Reached => self.search_span(inner, search, seen),
            Ty::Api(_, arguments) | Ty::Tuple(arguments) => {
                arguments.iter().any(|argument| self.search_span(argument, search, seen))
            }
            Ty::Slice(item) => self.search_span(item, search, seen),
            Ty::Own(item, _) if seen.insert(*item) => {
                let data = self.data_type(*item);
                let context = Context { at: At { unit: item.unit, scope: data.scope }, generics: &[], this: None };
                data.fields.iter().any(|(_, field)| self.search_span(&self.type_of(context, field), search, seen))
            }
            _ => false,
        }
    }
}
