//! Methods, traits and associated types of the workspace: which function a call on a type runs, and what that returns. And texts: which
//! names anything in sight may write.

use rustc_hash::FxHashSet;

use super::edition::Edition;
use super::holding::mentions;
use super::outline::WRITES_BY_NAME;
use super::tree::{ExprKind, Statement, Type};
use super::types::{Context, MAX_DEPTH, Parts, Ty};
use super::word_hash::{WordHash, name_hash};
use super::workspace::{At, Item, Workspace, split_last};
use crate::contract::ContractIndex;
use crate::knowledge::{Is, Privacy, Scalar};
use crate::text::dotted_beginnings;

/// Parts that are a span or context, or keep one current.
const CONTEXTS: [Is; 5] = [Is::Span, Is::StartedSpan, Is::SpanReference, Is::Context, Is::Guard];
/// Types of this workspace that are looked through to find one.
const MAX_HELD: usize = 2;
/// `Deref`s that lead into each other.
const MAX_DEREFERENCES: usize = 4;

impl Workspace {
    /// Whose data values of that name are.
    pub(super) fn privacy(&self, name: &str) -> Option<Privacy> {
        self.knowledge.own_words.privacy(name)
    }

    /// The types of the fields of a type, as it writes them.
    pub(super) fn field_types(&self, item: Item) -> Parts {
        let find = || {
            let data = self.data_type(item);
            let context = Context { at: At { unit: item.unit, scope: data.scope }, generics: &[], this: None };
            data.fields.iter().map(|(_, field)| self.type_of(context, field)).collect()
        };
        self.data.field_types.get_or(self.state, &item, find)
    }

    /// The edition that a unit is written in; of one without a package the newest in common use.
    pub(super) fn edition(&self, unit: usize) -> Edition {
        self.package(unit).map_or(Edition::Rust2021, |package| self.packages[package].edition)
    }

    /// The contract that a file is held against.
    pub(super) fn contract(&self, unit: usize) -> Option<&ContractIndex> {
        self.held_against.contract(self.package_name(unit))
    }

    /// Whether a type of that name has a `Debug` of its own in this workspace.
    pub(super) fn has_own_debug(&self, name: &str) -> bool {
        let mut traits = self.implemented.get(name).into_iter().flatten();
        traits.any(|item| self.units[item.unit].implementations[item.index].1.last() == "Debug")
    }

    /// Whether anything in sight can write a field of that name.
    pub(super) fn may_write(&self, name: &str) -> bool {
        let has = |text: &str| self.texts.contains(&name_hash(text));
        let begins = dotted_beginnings(name).any(has);
        has(name) || begins || WRITES_BY_NAME.iter().any(|call| has(call))
    }

    /// Whether the workspace lets its users choose between old and new names of the semantic conventions.
    pub(super) fn chooses_conventions(&self) -> bool {
        self.knowledge.words.convention_switches().any(|switch| self.texts.contains(&name_hash(switch)))
    }

    /// The type parameters of the alias with that path.
    pub(super) fn alias_parameters(&self, at: At, path: &str) -> &[String] {
        let name = path.rsplit("::").next().unwrap_or(path);
        self.scope_indexes[at.unit][at.scope].alias_parameters(self.scope(at), name)
    }

    /// Whether a type has a variant of that name.
    pub(super) fn has_variant(&self, item: Item, name: &str) -> bool {
        self.data.variant(item, self.data_type(item), name).is_some()
    }

    /// The methods of a type of this workspace with that name: its own, else those that a trait of this workspace gives it.
    pub(super) fn methods_of(&self, item: Item, name: &str) -> Vec<Item> {
        let data = self.data_type(item);
        let found = self.methods.get(&(data.name.clone(), name.to_owned())).map_or(&[][..], Vec::as_slice);
        let is_of = |method: &&Item| {
            let context = Context { at: self.scope_of(**method), generics: &[], this: None };
            let of = self.own.owner(**method).map(|of| self.type_of(context, of));
            of.is_some_and(|of| {
                matches!(of, Ty::Own(found, _) if found == item)
                    || self.described_here(&of).is_some_and(|(found, _)| found == item)
            })
        };
        let own: Vec<Item> = found.iter().filter(is_of).copied().collect();
        if own.is_empty() { self.provided(&data.name, name) } else { own }
    }

    /// Methods that traits of this workspace provide for types of that name.
    fn provided(&self, of: &str, name: &str) -> Vec<Item> {
        if !self.trait_methods.contains(name) {
            return Vec::new();
        }
        for at in self.implemented.get(of).into_iter().flatten() {
            let Some((scope, of_trait, _)) = self.units[at.unit].implementations.get(at.index) else { continue };
            if !self.methods.contains_key(&(of_trait.last().to_owned(), name.to_owned())) {
                continue;
            }
            let Some(path) = self.resolve(At { unit: at.unit, scope: *scope }, of_trait) else { continue };
            let methods = self.methods_of_trait(&path, name);
            if !methods.is_empty() {
                return methods;
            }
        }
        Vec::new()
    }

    /// The methods of a trait of this workspace, by absolute path.
    pub(super) fn methods_of_trait(&self, path: &str, name: &str) -> Vec<Item> {
        let Some((module, trait_name)) = split_last(path) else { return Vec::new() };
        let found = self.methods.get(&(trait_name.to_owned(), name.to_owned())).map_or(&[][..], Vec::as_slice);
        let is_of = |method: &&Item| {
            matches!(self.own.owner(**method), Some(Type::Bounds(_))) && self.path(self.scope_of(**method)) == module
        };
        found.iter().filter(is_of).copied().collect()
    }

    /// `type Target = ..` and the like of a type of this workspace.
    pub(super) fn associated_type(&self, item: Item, arguments: &[Ty], name: &str) -> Option<Ty> {
        self.associated_within(item, arguments, name, MAX_DEPTH)
    }

    /// The same, where types lead into each other for `depth` steps at most.
    pub(super) fn associated_within(&self, item: Item, arguments: &[Ty], name: &str, depth: usize) -> Option<Ty> {
        let data = self.data_type(item);
        let at = self.associated.get(&(data.name.clone(), name.to_owned()))?;
        let (scope, of, _, ty) = self.units[at.unit].associated.get(at.index)?;
        let context = Context { at: At { unit: at.unit, scope: *scope }, generics: &[], this: None };
        match self.type_of(context, of) {
            Ty::Own(found, _) if found == item => Some(self.type_with(context, &parameters(of, arguments), ty, depth)),
            _ => None,
        }
    }

    /// What `Deref` makes of a type of this workspace, step by step.
    pub(super) fn targets(&self, ty: &Ty) -> Vec<Ty> {
        let mut targets: Vec<Ty> = Vec::new();
        for _ in 0..MAX_DEREFERENCES {
            let here = targets.last().unwrap_or(ty).unwrapped();
            let Ty::Own(item, arguments) = here else { break };
            let Some(next) = self.associated_type(*item, arguments, "Target") else { break };
            targets.push(next);
        }
        targets
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

    /// The names of functions of this workspace that hand out a guard of a span or of a pipeline, hashed. Those that are called by
    /// the name of their type go by both: many types have a `new`.
    pub(super) fn factories(&self) -> FxHashSet<u64> {
        let mut names = FxHashSet::default();
        let keepers = self.keeper_names();
        let may_hold = |ty: &Type| mentions(ty, &self.guard_names) || mentions(ty, &keepers);
        let this = FxHashSet::from_iter(["Self".to_owned()]);
        let hashes: FxHashSet<WordHash> = self.guard_names.iter().chain(&keepers).map(|name| name_hash(name)).collect();
        for (item, own) in self.own.all() {
            if own.with_body().is_none() && !self.own.may_name(item, &hashes) {
                continue;
            }
            let function = self.function(item);
            let Some(returns) = &function.returns else { continue };
            let mut context = self.context_of(item);
            let own = function.of.as_ref();
            let own_type;
            let ty = match returns {
                Type::Bounds(_) => self.built_by(item).unwrap_or_default(),
                _ if may_hold(returns) => self.type_of(context, returns),
                _ if mentions(returns, &this) && own.is_some_and(may_hold) => {
                    own_type = own.map(|own| self.type_of(context, own));
                    context.this = own_type.as_ref();
                    self.type_of(context, returns)
                }
                _ => continue,
            };
            if self.guard_in(&ty).is_none() && self.keeper_in(&ty).is_none() {
                continue;
            }
            let name = &function.name;
            match own {
                Some(Type::Path(own)) if !function.takes_self() => {
                    names.extend([own.last(), "Self"].map(|owner| name_hash(&format!("{owner}::{name}"))));
                }
                _ => drop(names.insert(name_hash(name))),
            }
        }
        names
    }

    /// Whether a value of this type is a span or context, or holds one.
    pub(super) fn holds_context(&self, ty: &Ty) -> bool {
        self.search_context(ty, MAX_HELD)
    }

    fn search_context(&self, ty: &Ty, steps: usize) -> bool {
        match ty {
            Ty::Api(api, _) if api.is.is_some_and(|part| CONTEXTS.contains(&part)) => true,
            // A list or map of spans is data.
            Ty::Api(api, arguments) => {
                let holds_one =
                    matches!(api.is, Some(Is::Wrapper | Is::Container | Is::Lender)) && api.scalar != Some(Scalar::Many);
                holds_one && arguments.iter().any(|inner| self.search_context(inner, steps))
            }
            Ty::Borrowed(inner) => self.search_context(inner, steps),
            Ty::Tuple(items) | Ty::Bounded(items) => items.iter().any(|item| self.search_context(item, steps)),
            Ty::Own(item, _) if steps > 0 => self.field_types(*item).iter().any(|field| self.search_context(field, steps - 1)),
            _ => false,
        }
    }

    /// Whether a function gets a request or a part of one.
    pub(super) fn takes_request(&self, item: Item) -> bool {
        let context = self.context_of(item);
        let mut types = self.function(item).parameters.iter().filter_map(|parameter| parameter.annotation.as_ref());
        types.any(|annotation| self.type_of(context, annotation).is_of_request())
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

/// The type parameters of an `impl Type<A, B>`, and what they are for a value with these arguments.
pub(super) fn parameters<'t>(of: &'t Type, arguments: &[Ty]) -> Vec<(&'t str, Ty)> {
    let Type::Path(path) = of else { return Vec::new() };
    let names = path.arguments.iter().enumerate().filter_map(|(at, argument)| match argument {
        Type::Path(named) => named.name().filter(|name| name.len() == 1).map(|name| (at, name)),
        _ => None,
    });
    names.filter_map(|(at, name)| Some((name, arguments.get(at)?.clone()))).collect()
}
