//! What can be asked of one item: a pure function of its text and of the outline around it.

use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{Attribute, Token};

use super::given::Given;
use super::parse::{Answer, Piece, Unparsed};
use super::relocate::Relocation;
use crate::code::blanks::part;
use crate::code::lower::{ImplSignature, Single, type_of};
use crate::code::nesting::{TOO_DEEP, is_too_deep};
use crate::code::outline::{FoundIn, Item, ItemIndex, Kind, Leaf, Outline, name_in};
use crate::code::positions::clear_positions;
use crate::code::tree::{Block, Constant, DataType, Expr, Function, Path, Range, Type, Unit, VisitMut, Wrapper};
use crate::knowledge::{Catalog, Grammar};

/// What libraries and the macros of the workspace are.
pub(super) type Context<'c> = (&'c Catalog, &'c FxHashMap<String, Grammar>);

/// A file, and what all its parts have in common.
#[derive(Debug)]
pub(in crate::code) struct SourceFile {
    pub(in crate::code) text: Arc<str>,
    pub(in crate::code) outline: Outline,
    aliases: HashMap<String, String>,
    pub(in crate::code) is_test: bool,
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

/// What stands before a body, as it was read.
#[derive(Debug, Clone, Copy)]
pub(in crate::code) enum Head<'h> {
    Function(&'h Function),
    Constant(&'h Constant),
    Macro,
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

impl SourceFile {
    /// `is_test` marks a file that is test code as a whole.
    pub(in crate::code) fn new(text: Arc<str>, outline: Outline, is_test: bool) -> Self {
        let renamed = outline.imports.iter().filter(|import| import.leaf == Leaf::Renamed);
        let aliases = renamed.filter_map(|import| {
            let from = outline.segments.get(import.path? as usize)?.name;
            Some((name_in(&text, import.name?).to_owned(), name_in(&text, from).to_owned()))
        });
        let aliases = aliases.collect();
        Self { text, outline, aliases, is_test }
    }

    fn single<'c>(&'c self, (catalog, wrappers): Context<'c>, item: &Item) -> Single<'c> {
        // Attributes count for functions alone: values and arms are test code where they stand in some.
        let scope = self.outline.scopes.get(item.scope as usize);
        let is_test = if item.kind == Kind::Function { item.is_test } else { scope.is_some_and(|scope| scope.is_test) };
        Single { catalog, wrappers, aliases: &self.aliases, is_test: self.is_test || is_test }
    }

    pub(super) fn piece(&self, range: Range) -> Piece<'_> {
        Piece { text: &self.text, outline: &self.outline, range, without: Vec::new(), end: "" }
    }

    fn name(&self, item: &Item) -> String {
        name_in(&self.text, item.name).to_owned()
    }

    /// From its first attribute on; documentation tells nothing.
    fn start(&self, item: &Item) -> u32 {
        let first = item.attributes.of(&self.outline.attributes).first();
        first.map_or(item.header.start, |first| first.whole.start)
    }

    /// Where a part is in the file, and the numbers of its scopes there.
    fn relocation(&self, by: u32, item: &Item) -> Relocation<'_> {
        Relocation::new(by, Some(&self.outline), item.scope)
    }

    pub(super) fn implementation(&self, index: ItemIndex) -> Answer<ImplSignature> {
        let Some(item) = self.outline.item(index).filter(|item| item.kind == Kind::Impl) else { return no_answer() };
        let piece = Piece { end: "{}", ..self.piece(item.header) };
        piece.parse(<syn::ItemImpl as syn::parse::Parse>::parse, |block| Some(ImplSignature::new(block)))
    }

    pub(super) fn signature(&self, context: Context<'_>, index: ItemIndex, around: Option<&ImplSignature>) -> Answer<Signature> {
        let Some(item) = self.outline.item(index) else { return no_answer() };
        match item.kind {
            Kind::Function => self.function(context, index, item, around),
            Kind::Const | Kind::Static => self.constant(context.0, index, item, around),
            _ => no_answer(),
        }
    }

    fn function(&self, context: Context<'_>, index: ItemIndex, item: &Item, around: Option<&ImplSignature>) -> Answer<Signature> {
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
            function.outlined = Some(index);
            function.scope = item.scope as usize;
            self.relocation(start, item).function(&mut function);
            Some(Signature::Function(function))
        })
    }

    fn constant(&self, catalog: &Catalog, index: ItemIndex, item: &Item, around: Option<&ImplSignature>) -> Answer<Signature> {
        let parent = item.parent.and_then(|parent| self.outline.item(parent)).filter(|parent| parent.kind == Kind::MacroCall);
        let holder = parent.and_then(|parent| catalog.local_static(name_in(&self.text, parent.name)));
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
            let scope = item.scope as usize;
            Some(Signature::Constant(Constant { name, scope, annotation, value: None, outlined: Some(index) }))
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

    /// Whether a macro only hands on what it gets.
    pub(super) fn wrapper(&self, context: Context<'_>, index: ItemIndex) -> Option<Wrapper> {
        let item = self.outline.item(index).filter(|item| item.kind == Kind::MacroDefinition)?;
        let deep = || !self.outline.too_deep.is_empty() && is_too_deep(part(&self.text, item.body));
        if deep() {
            return None;
        }
        let found = self.single(context, item).wrapper(&self.name(item), item.scope as usize, part(&self.text, item.body));
        clear_positions();
        found
    }

    /// None where there is no body.
    pub(super) fn body(&self, context: Context<'_>, index: ItemIndex, head: Head<'_>) -> Option<Answer<Body>> {
        let item = self.outline.item(index).filter(|item| item.has_body())?;
        if let Some((_, at)) = self.outline.left_out.iter().find(|(part, _)| part.contains(item.body)) {
            let unparsed = Unparsed { at: *at, reason: TOO_DEEP.to_owned() };
            return Some(Answer { value: Err(unparsed), given: Given::default() });
        }
        match (item.kind, head) {
            (Kind::Function, Head::Function(function)) => Some(self.block(context, index, item, function)),
            (Kind::Const | Kind::Static, Head::Constant(constant)) => Some(self.value(context, index, item, constant)),
            (Kind::MacroDefinition, Head::Macro) => Some(self.arms(context, item)),
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
            self.outlined(item, &mut declared);
            let mut function = Function { body: Some(body), ..signature.clone() };
            function.number_expressions();
            declared.number_expressions();
            Some(Body { code: Code::Function(function), declared })
        })
    }

    /// What the arguments of macros in a body declare is in the outline too, whose scopes it has.
    fn outlined(&self, item: &Item, declared: &mut Unit) {
        declared.scopes.clear();
        if declared.functions.is_empty() {
            return;
        }
        let first = self.outline.items.partition_point(|known| known.whole.start < item.whole.start);
        let within = || (first..).zip(self.outline.items.get(first..).unwrap_or_default());
        for function in &mut declared.functions {
            let mut within = within().take_while(|(_, known)| known.whole.start < item.whole.end);
            let found = within.find(|(_, known)| known.kind == Kind::Function && known.name == function.name_range);
            function.outlined = found.map(|(at, _)| crate::text::offset(at));
            function.extent = found.map(|(_, known)| known.whole).unwrap_or_default();
        }
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
            self.outlined(item, &mut declared);
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

pub(super) fn no_answer<T>() -> Answer<T> {
    let unparsed = Unparsed { at: 0, reason: "nothing of that kind stands here".to_owned() };
    Answer { value: Err(unparsed), given: Given::default() }
}
