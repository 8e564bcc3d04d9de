//! Items: modules, imports, functions, types, constants.

use syn::{FnArg, ImplItem, Item, TraitItem, UseTree};

use super::attributes::{derives, identifiers, is_test};
use super::instrument::instrument;
use super::paths::{self, bounds, name};
use super::patterns::pattern;
use super::wrappers::wrapper;
use super::{Lowerer, range};
use crate::code::tree::{
    Block, Constant, DataType, Expr, ExprKind, Function, Parameter, Path, Pattern, PatternKind, Range, Receiver, Scope,
    Statement, Type,
};

/// A function of any item: its attributes, signature and body.
pub(super) struct Source<'s> {
    pub(super) attributes: &'s [syn::Attribute],
    pub(super) signature: &'s syn::Signature,
    pub(super) block: Option<&'s syn::Block>,
}

impl Lowerer<'_> {
    /// The renaming imports, before anything else is read: macros behind an alias keep their grammar.
    pub(super) fn collect_aliases<'i>(&mut self, items: impl IntoIterator<Item = &'i Item>) {
        for item in items {
            match item {
                Item::Use(import) => self.collect_renames(&import.tree),
                Item::Mod(module) => {
                    if let Some((_, inner)) = &module.content {
                        self.collect_aliases(inner);
                    }
                }
                _ => {}
            }
        }
    }

    fn collect_renames(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.collect_renames(&path.tree),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.collect_renames(tree)),
            UseTree::Rename(rename) => {
                self.aliases.own.insert(name(&rename.rename), name(&rename.ident));
            }
            _ => {}
        }
    }

    /// `of` is the type of the `impl` or `trait` block that the items stand in.
    pub(super) fn items<'i>(&mut self, items: impl IntoIterator<Item = &'i Item>, scope: usize, of: Option<&Type>) {
        for item in items {
            self.item(item, scope, of);
        }
    }

    pub(super) fn item(&mut self, item: &Item, scope: usize, of: Option<&Type>) {
        match item {
            Item::Fn(function) => {
                let source = Source { attributes: &function.attrs, signature: &function.sig, block: Some(&function.block) };
                self.function(&source, scope, of);
            }
            Item::Impl(block) => self.implementation(block, scope),
            Item::Trait(block) => self.trait_block(block, scope),
            Item::Mod(module) => self.module(module, scope),
            Item::Use(import) => {
                let global = import.leading_colon.is_some();
                self.import(&import.tree, &Path { global, ..Path::default() }, scope);
            }
            Item::Struct(structure) => {
                let fields = fields(&structure.fields);
                self.data_type(&structure.ident, &structure.generics, (fields, Vec::new()), &structure.attrs, scope);
            }
            Item::Enum(choice) => {
                let all = choice.variants.iter().flat_map(|variant| fields(&variant.fields)).collect();
                let variants = choice.variants.iter().map(|variant| (name(&variant.ident), variant.fields.len())).collect();
                self.data_type(&choice.ident, &choice.generics, (all, variants), &choice.attrs, scope);
            }
            Item::Const(constant) => self.constant(&constant.ident, &constant.ty, Some(&constant.expr), scope),
            Item::Static(constant) => self.constant(&constant.ident, &constant.ty, Some(&constant.expr), scope),
            Item::Type(alias) => {
                let parameters: Vec<String> = alias.generics.type_params().map(|parameter| name(&parameter.ident)).collect();
                if !parameters.is_empty() {
                    self.scope(scope).alias_parameters.push((name(&alias.ident), parameters));
                }
                self.scope(scope).aliases.push((name(&alias.ident), paths::of(&alias.ty)));
            }
            Item::Macro(call) => self.item_macro(call, scope),
            Item::ExternCrate(import) => self.extern_crate(import, scope),
            _ => {}
        }
    }

    /// A scope of this unit; the file's own where the index is wrong, which it never is.
    pub(super) fn scope(&mut self, index: usize) -> &mut Scope {
        let index = index.min(self.unit.scopes.len().saturating_sub(1));
        &mut self.unit.scopes[index]
    }

    fn extern_crate(&mut self, import: &syn::ItemExternCrate, scope: usize) {
        let from = name(&import.ident);
        let local = import.rename.as_ref().map_or_else(|| from.clone(), |(_, rename)| name(rename));
        if import.attrs.iter().any(|attribute| attribute.path().is_ident("macro_use")) {
            self.scope(scope).macro_crates.push(from.clone());
        }
        self.scope(scope).imports.push((local, Path { global: true, segments: vec![from], ..Path::default() }));
    }

    fn import(&mut self, tree: &UseTree, before: &Path, scope: usize) {
        let extended = |ident: &syn::Ident| {
            let mut path = before.clone();
            path.segments.push(name(ident));
            path
        };
        match tree {
            UseTree::Path(path) => self.import(&path.tree, &extended(&path.ident), scope),
            UseTree::Group(group) => group.items.iter().for_each(|tree| self.import(tree, before, scope)),
            UseTree::Glob(_) => self.scope(scope).globs.push(before.clone()),
            UseTree::Name(plain) if plain.ident == "self" => {
                let local = before.last().to_owned();
                self.scope(scope).imports.push((local, before.clone()));
            }
            UseTree::Name(plain) => {
                let path = extended(&plain.ident);
                self.scope(scope).imports.push((name(&plain.ident), path));
            }
            UseTree::Rename(rename) => {
                let path = if rename.ident == "self" { before.clone() } else { extended(&rename.ident) };
                self.scope(scope).imports.push((name(&rename.rename), path));
            }
        }
    }

    fn module(&mut self, module: &syn::ItemMod, scope: usize) {
        let test = is_test(&module.attrs);
        match &module.content {
            None => self.scope(scope).files.push((name(&module.ident), test)),
            Some((_, items)) => {
                let is_test = test || self.scope(scope).is_test;
                let inner = Scope { parent: Some(scope), module: Some(name(&module.ident)), is_test, ..Scope::default() };
                self.unit.scopes.push(inner);
                let index = self.unit.scopes.len() - 1;
                self.items(items, index, None);
            }
        }
    }

    fn implementation(&mut self, block: &syn::ItemImpl, scope: usize) {
        let of = paths::of(&block.self_ty);
        if let Some((of_trait, _)) = &block.trait_ {
            self.unit.implementations.push((scope, paths::path(of_trait), of.clone()));
        }
        let before = self.unit.functions.len();
        for item in &block.items {
            match item {
                ImplItem::Fn(function) => {
                    let source = Source { attributes: &function.attrs, signature: &function.sig, block: Some(&function.block) };
                    self.function(&source, scope, Some(&of));
                }
                ImplItem::Const(constant) => {
                    if let Type::Path(of) = &of {
                        let value = Some(self.expr(&constant.expr, scope));
                        let name = format!("{}::{}", of.last(), name(&constant.ident));
                        self.unit.constants.push(Constant {
                            name,
                            scope,
                            annotation: paths::of(&constant.ty),
                            value,
                            outlined: None,
                        });
                    }
                }
                ImplItem::Type(associated) => {
                    let ty = paths::of(&associated.ty);
                    self.unit.associated.push((scope, of.clone(), name(&associated.ident), ty));
                }
                ImplItem::Macro(call) => {
                    self.macro_call(&call.mac, scope);
                }
                _ => {}
            }
        }
        let generics = type_parameters(&block.generics);
        let test = is_test(&block.attrs);
        for function in &mut self.unit.functions[before..] {
            function.generics.extend(generics.iter().cloned());
            function.is_test |= test;
        }
    }

    fn trait_block(&mut self, block: &syn::ItemTrait, scope: usize) {
        let trait_name = name(&block.ident);
        self.scope(scope).traits.push(trait_name.clone());
        let of = Type::Bounds(vec![Path { segments: vec![trait_name], ..Path::default() }]);
        for item in &block.items {
            if let TraitItem::Fn(function) = item {
                let source = Source { attributes: &function.attrs, signature: &function.sig, block: function.default.as_ref() };
                self.function(&source, scope, Some(&of));
            }
        }
    }

    pub(super) fn function(&mut self, source: &Source<'_>, scope: usize, of: Option<&Type>) {
        let signature = source.signature;
        let mut parameters = Vec::new();
        let mut receiver = None;
        for input in &signature.inputs {
            match input {
                FnArg::Receiver(this) => {
                    let kind = PatternKind::Binding { name: "self".to_owned(), by_reference: false, inner: None };
                    let pattern = Pattern { range: range(this.self_token.span), kind };
                    parameters.push(Parameter { pattern, annotation: of.cloned() });
                    receiver = Some(received(this));
                }
                FnArg::Typed(typed) => {
                    parameters.push(Parameter { pattern: pattern(&typed.pat), annotation: Some(paths::of(&typed.ty)) });
                }
            }
        }
        let is_test = is_test(source.attributes) || self.scope(scope).is_test;
        // What stands inside a test function is test code too.
        let outer_test = std::mem::replace(&mut self.scope(scope).is_test, is_test);
        let instrument = instrument(self, source.attributes, scope);
        let body = source.block.map(|block| self.block(block, scope));
        self.scope(scope).is_test = outer_test;
        let in_macro = self.in_macro;
        self.unit.functions.push(Function {
            name: name(&signature.ident),
            name_range: range(signature.ident.span()),
            scope,
            of: of.cloned(),
            parameters,
            receiver,
            generics: type_parameters(&signature.generics),
            returns: paths::returned(&signature.output),
            is_async: signature.asyncness.is_some(),
            is_test,
            instrument,
            body,
            is_aside: false,
            in_macro,
            outlined: None,
            extent: Range::default(),
        });
    }

    fn data_type(
        &mut self,
        ident: &syn::Ident,
        generics: &syn::Generics,
        (fields, variants): (Vec<FieldOf>, Vec<(String, usize)>),
        attributes: &[syn::Attribute],
        scope: usize,
    ) {
        let generics = generics.type_params().map(|parameter| name(&parameter.ident)).collect();
        let hidden = fields.iter().enumerate().filter(|(_, field)| field.hidden).map(|(at, _)| at).collect();
        let fields = fields.into_iter().map(|field| (field.name, field.ty)).collect();
        self.unit.types.push(DataType {
            name: name(ident),
            scope,
            generics,
            fields,
            variants,
            hidden,
            derives: derives(attributes),
        });
    }

    fn constant(&mut self, ident: &syn::Ident, ty: &syn::Type, value: Option<&syn::Expr>, scope: usize) {
        let value: Option<Expr> = value.map(|value| self.expr(value, scope));
        if let Some(value) = &value
            && !is_simple(value)
        {
            self.initializer(value, scope);
        }
        self.unit.constants.push(Constant { name: name(ident), scope, annotation: paths::of(ty), value, outlined: None });
    }

    /// What makes the value of a static is code like any other: a function without a name around it.
    pub(super) fn initializer(&mut self, value: &Expr, scope: usize) {
        let statement = Statement::Expr { range: value.range, value: value.clone(), semicolon: false };
        let body = Block { range: value.range, statements: vec![statement], ..Block::default() };
        self.anonymous(body, scope);
        if let Some(function) = self.unit.functions.last_mut() {
            function.in_macro = false;
            function.name_range = value.range;
        }
    }

    fn item_macro(&mut self, call: &syn::ItemMacro, scope: usize) {
        if let Some(ident) = &call.ident {
            self.scope(scope).macros.push(name(ident));
            self.unit.wrappers.extend(wrapper(self.catalog, &name(ident), scope, call.mac.tokens.clone()));
            self.macro_rules(call.mac.tokens.clone(), scope);
            return;
        }
        // `thread_local! { .. }`, `cfg_if! { .. }` and the like hold items.
        if let Ok(file) = syn::parse2::<syn::File>(call.mac.tokens.clone()) {
            let before = self.unit.constants.len();
            self.items(&file.items, scope, None);
            let last = call.mac.path.segments.last();
            if let Some(holder) = last.and_then(|last| self.catalog.local_static(&name(&last.ident))) {
                for constant in &mut self.unit.constants[before..] {
                    let segments = holder.path.split("::").map(str::to_owned).collect();
                    let inside = std::mem::take(&mut constant.annotation);
                    constant.annotation = Type::Path(Path { global: true, segments, arguments: vec![inside], of: None });
                }
            }
        }
    }

    /// A function without a name around statements that belong to none: an arm of `macro_rules!`.
    pub(super) fn anonymous(&mut self, body: Block, scope: usize) {
        let is_test = self.scope(scope).is_test;
        self.unit.functions.push(Function {
            name: String::new(),
            name_range: Range::default(),
            scope,
            of: None,
            parameters: Vec::new(),
            receiver: None,
            generics: Vec::new(),
            returns: None,
            is_async: false,
            is_test,
            instrument: None,
            body: Some(body),
            is_aside: false,
            in_macro: true,
            outlined: None,
            extent: Range::default(),
        });
    }
}

/// A literal or a list of them: no call.
pub(super) fn is_simple(value: &Expr) -> bool {
    match &value.kind {
        ExprKind::Literal(_) | ExprKind::Path(_) => true,
        ExprKind::Reference(inner) | ExprKind::Negative(inner) => is_simple(inner),
        ExprKind::List(items) | ExprKind::Tuple(items) => items.iter().all(is_simple),
        ExprKind::Struct { fields, .. } => fields.iter().all(|(_, value)| is_simple(value)),
        _ => false,
    }
}

/// A field of a struct or variant.
struct FieldOf {
    name: String,
    ty: Type,
    hidden: bool,
}

fn fields(given: &syn::Fields) -> Vec<FieldOf> {
    let named = given.iter().enumerate().map(|(at, field)| {
        let name = field.ident.as_ref().map_or_else(|| at.to_string(), name);
        // A field that a derive leaves out or prints otherwise is not part of what is shown.
        let mut words = Vec::new();
        for attribute in &field.attrs {
            if let syn::Meta::List(list) = &attribute.meta {
                identifiers(list.tokens.clone(), &mut words);
            }
        }
        let hidden = words.iter().any(|word| matches!(word.as_str(), "ignore" | "skip" | "fmt" | "format_with" | "method"));
        FieldOf { name, ty: paths::of(&field.ty), hidden }
    });
    named.collect()
}

/// Type parameters with the bounds from both places where they can stand.
pub(super) fn type_parameters(generics: &syn::Generics) -> Vec<(String, Vec<Path>)> {
    let mut parameters: Vec<(String, Vec<Path>)> =
        generics.type_params().map(|parameter| (name(&parameter.ident), bounds(&parameter.bounds))).collect();
    for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
        let syn::WherePredicate::Type(predicate) = predicate else { continue };
        let Type::Path(bounded) = paths::of(&predicate.bounded_ty) else { continue };
        if let Some((_, known)) = parameters.iter_mut().find(|(name, _)| Some(name.as_str()) == bounded.name()) {
            known.extend(bounds(&predicate.bounds));
        }
    }
    parameters
}

/// How a method takes what it is called on.
fn received(this: &syn::Receiver) -> Receiver {
    let mutable = match &this.kind {
        syn::ReceiverKind::Reference(_, _, mutability) => mutability.is_some(),
        syn::ReceiverKind::Typed(_, ty) => match &**ty {
            syn::Type::Reference(reference) => reference.mutability.is_some(),
            _ => return Receiver::Value,
        },
        _ => return Receiver::Value,
    };
    if mutable { Receiver::Mutable } else { Receiver::Shared }
}
