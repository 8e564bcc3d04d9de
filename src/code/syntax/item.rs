//! What can be asked of one item: a pure function of its text and of the outline around it.

use std::collections::HashMap;

use rustc_hash::FxHashMap;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Token};

use super::parse::{Answer, Given, Piece, Unparsed};
use super::relocate::Relocation;
use crate::code::lower::{ImplSignature, Single, type_of};
use crate::code::outline::{FoundIn, Item, ItemIndex, Kind, Leaf, Outline, name_in};
use crate::code::tree::{Block, Constant, DataType, Expr, Function, Path, Range, Type, Unit, VisitMut};
use crate::knowledge::{Catalog, Grammar};

/// What libraries and the macros of the workspace are.
pub(super) type Context<'c> = (&'c Catalog, &'c FxHashMap<String, Grammar>);

/// A file, and what all its parts have in common.
#[derive(Debug)]
pub(in crate::code) struct SourceFile<'s> {
    pub(super) text: &'s str,
    pub(super) outline: &'s Outline,
    aliases: HashMap<String, String>,
    is_test: bool,
}

#[derive(Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "most are of the larger kind")]
pub(in crate::code) enum Signature {
    /// Without its body. Its scope is one of the outline.
    Function(Function),
    /// Without its value.
    Constant(Constant),
}

#[derive(Debug, PartialEq)]
pub(in crate::code) enum TypeDefinition {
    Data(DataType),
    Alias { name: String, parameters: Vec<String>, target: Type },
}

#[derive(Debug, PartialEq)]
pub(in crate::code) struct Body {
    pub(in crate::code) code: Code,
    /// What the arguments of macros in it declare; of a constant the function around its value; of a macro what its arms are.
    pub(in crate::code) declared: Unit,
}

#[derive(Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "most are of the larger kind")]
pub(in crate::code) enum Code {
    /// With its body. Scopes are those of the outline.
    Function(Function),
    /// With its value.
    Constant(Constant),
    /// The arms of a macro. Its scopes are of its own: the first is that of the macro.
    Arms,
}

impl<'s> SourceFile<'s> {
    /// `is_test` marks a file that is test code as a whole.
    pub(in crate::code) fn new(text: &'s str, outline: &'s Outline, is_test: bool) -> Self {
        let renamed = outline.imports.iter().filter(|import| import.leaf == Leaf::Renamed);
        let aliases = renamed.filter_map(|import| {
            let from = outline.segments.get(import.path? as usize)?.name;
            Some((name_in(text, import.name?).to_owned(), name_in(text, from).to_owned()))
        });
        Self { text, outline, aliases: aliases.collect(), is_test }
    }

    fn single<'c>(&'c self, (catalog, wrappers): Context<'c>, item: &Item) -> Single<'c> {
        // Attributes count for functions alone: values and arms are test code where they stand in some.
        let scope = self.outline.scopes.get(item.scope as usize);
        let is_test = if item.kind == Kind::Function { item.is_test } else { scope.is_some_and(|scope| scope.is_test) };
        Single { catalog, wrappers, aliases: &self.aliases, is_test: self.is_test || is_test }
    }

    fn piece(&self, range: Range) -> Piece<'_> {
        Piece { text: self.text, outline: self.outline, range, without: Vec::new(), end: "" }
    }

    fn name(&self, item: &Item) -> String {
        name_in(self.text, item.name).to_owned()
    }

    /// From its first attribute on; documentation tells nothing.
    fn start(&self, item: &Item) -> u32 {
        let first = item.attributes.of(&self.outline.attributes).first();
        first.map_or(item.header.start, |first| first.whole.start)
    }

    /// Where a part is in the file, and the numbers of its scopes there.
    fn relocation(&self, by: u32, item: &Item) -> Relocation<'_> {
        Relocation::new(by, Some(self.outline), item.scope)
    }

    pub(super) fn implementation(&self, _: Context<'_>, index: ItemIndex) -> Answer<ImplSignature> {
        let Some(item) = self.outline.item(index).filter(|item| item.kind == Kind::Impl) else { return no_answer() };
        let piece = Piece { end: "{}", ..self.piece(item.header) };
        piece.parse(<syn::ItemImpl as syn::parse::Parse>::parse, |block| Some(ImplSignature::new(block)))
    }

    pub(super) fn signature(&self, context: Context<'_>, index: ItemIndex, around: Option<&ImplSignature>) -> Answer<Signature> {
        let Some(item) = self.outline.item(index) else { return no_answer() };
        match item.kind {
            Kind::Function => self.function(context, item, around),
            Kind::Const | Kind::Static => self.constant(context.0, item, around),
            _ => no_answer(),
        }
    }

    fn function(&self, context: Context<'_>, item: &Item, around: Option<&ImplSignature>) -> Answer<Signature> {
        let parent = item.parent.and_then(|parent| self.outline.item(parent));
        let of = match parent {
            Some(parent) if parent.kind == Kind::Trait => {
                Some(Type::Bounds(vec![Path { segments: vec![self.name(parent)], ..Path::default() }]))
            }
            _ => around.map(|around| around.of.clone()),
        };
        let start = self.start(item);
        let range = Range { start, end: item.header.end };
        let parser = |input: ParseStream<'_>| Ok((input.call(Attribute::parse_outer)?, signature(input)?));
        self.piece(range).parse(parser, |(attributes, signature)| {
            let mut function = self.single(context, item).signature(attributes, signature, of.as_ref())?;
            function.generics.extend(around.iter().flat_map(|around| around.generics.iter().cloned()));
            function.extent = item.whole;
            function.scope = item.scope as usize;
            self.relocation(start, item).function(&mut function);
            Some(Signature::Function(function))
        })
    }

    fn constant(&self, catalog: &Catalog, item: &Item, around: Option<&ImplSignature>) -> Answer<Signature> {
        let parent = item.parent.and_then(|parent| self.outline.item(parent)).filter(|parent| parent.kind == Kind::MacroCall);
        let holder = parent.and_then(|parent| catalog.local_static(name_in(self.text, parent.name)));
        let range = Range { start: item.name.end, end: item.header.end };
        let parser = |input: ParseStream<'_>| {
            input.parse::<Token![:]>()?;
            let ty: syn::Type = input.parse()?;
            // Of one without a value.
            input.parse::<Option<Token![;]>>()?;
            Ok(ty)
        };
        self.piece(range).parse(parser, |ty| {
            let mut annotation = type_of(ty);
            if let Some(holder) = holder {
                let segments = holder.path.split("::").map(str::to_owned).collect();
                annotation = Type::Path(Path { global: true, segments, arguments: vec![annotation], of: None });
            }
            let name = match around.map(|around| &around.of) {
                Some(Type::Path(of)) => format!("{}::{}", of.last(), self.name(item)),
                _ => self.name(item),
            };
            Some(Signature::Constant(Constant { name, scope: item.scope as usize, annotation, value: None }))
        })
    }

    pub(super) fn type_definition(&self, context: Context<'_>, index: ItemIndex) -> Answer<TypeDefinition> {
        let is_type = |item: &&Item| matches!(item.kind, Kind::Struct | Kind::Enum | Kind::TypeAlias);
        let Some(item) = self.outline.item(index).filter(is_type) else { return no_answer() };
        let range = Range { start: self.start(item), end: item.whole.end };
        self.piece(range).parse(<syn::Item as syn::parse::Parse>::parse, |found| {
            let mut unit = self.single(context, item).item(found);
            if let Some(mut data) = unit.types.pop() {
                data.scope = item.scope as usize;
                return Some(TypeDefinition::Data(data));
            }
            let scope = unit.scopes.first_mut()?;
            let parameters = scope.alias_parameters.pop().map(|(_, parameters)| parameters).unwrap_or_default();
            let (name, target) = scope.aliases.pop()?;
            Some(TypeDefinition::Alias { name, parameters, target })
        })
    }

    /// None where there is no body.
    pub(super) fn body(&self, context: Context<'_>, index: ItemIndex, signature: Option<&Signature>) -> Option<Answer<Body>> {
        let item = self.outline.item(index).filter(|item| item.has_body())?;
        match (item.kind, signature) {
            (Kind::Function, Some(Signature::Function(function))) => Some(self.block(context, index, item, function)),
            (Kind::Const | Kind::Static, Some(Signature::Constant(constant))) => Some(self.value(context, index, item, constant)),
            (Kind::MacroDefinition, _) => Some(self.arms(context, item)),
            _ => None,
        }
    }

    /// The items within that are read by themselves.
    fn items_within(&self, index: ItemIndex) -> Vec<Range> {
        let children = self.outline.children(index).filter(|(_, child)| child.found_in != FoundIn::BodyMacro);
        children.map(|(_, child)| child.whole).collect()
    }

    fn block(&self, context: Context<'_>, index: ItemIndex, item: &Item, signature: &Function) -> Answer<Body> {
        let range = Range { start: item.body.start - 1, end: item.body.end + 1 };
        let piece = Piece { without: self.items_within(index), ..self.piece(range) };
        piece.parse(body, |block| {
            let (mut body, mut declared): (Block, Unit) = self.single(context, item).body(block);
            let mut relocation = self.relocation(range.start, item);
            relocation.block(&mut body);
            relocation.unit(&mut declared);
            let mut function = Function { body: Some(body), ..signature.clone() };
            function.number_expressions();
            declared.number_expressions();
            Some(Body { code: Code::Function(function), declared })
        })
    }

    fn value(&self, context: Context<'_>, index: ItemIndex, item: &Item, signature: &Constant) -> Answer<Body> {
        let around = item.parent.and_then(|parent| self.outline.item(parent));
        let is_associated = around.is_some_and(|around| matches!(around.kind, Kind::Impl | Kind::Trait));
        let piece = Piece { without: self.items_within(index), ..self.piece(item.body) };
        piece.parse(<syn::Expr as syn::parse::Parse>::parse, |value| {
            let (mut value, mut declared): (Expr, Unit) = self.single(context, item).value(value, is_associated);
            let mut relocation = self.relocation(item.body.start, item);
            relocation.expr(&mut value);
            relocation.unit(&mut declared);
            declared.constants.push(Constant { value: Some(value), ..signature.clone() });
            declared.number_expressions();
            let constant = declared.constants.pop()?;
            Some(Body { code: Code::Constant(constant), declared })
        })
    }

    fn arms(&self, context: Context<'_>, item: &Item) -> Answer<Body> {
        self.piece(item.whole).parse(<syn::Item as syn::parse::Parse>::parse, |found| {
            let mut declared = self.single(context, item).item(found);
            Relocation::new(item.whole.start, None, item.scope).unit(&mut declared);
            declared.number_expressions();
            Some(Body { code: Code::Arms, declared })
        })
    }
}

/// The header of a function, whatever it stands in.
fn signature(input: ParseStream<'_>) -> syn::Result<syn::Signature> {
    input.parse::<syn::Visibility>()?;
    if input.peek(Token![default]) {
        input.call(syn::Ident::parse_any)?;
    }
    let signature = input.parse()?;
    // Of one without a body.
    input.parse::<Option<Token![;]>>()?;
    Ok(signature)
}

/// A body, whose own attributes and documentation say nothing of it.
fn body(input: ParseStream<'_>) -> syn::Result<syn::Block> {
    let content;
    let brace_token = syn::braced!(content in input);
    content.call(Attribute::parse_inner)?;
    Ok(syn::Block { brace_token, stmts: content.call(syn::Block::parse_within)? })
}

fn no_answer<T>() -> Answer<T> {
    let unparsed = Unparsed { at: 0, reason: "nothing of that kind stands here".to_owned() };
    Answer { value: Err(unparsed), given: Given::default() }
}
