//! Items: what a file declares, in the scopes where its names are looked up.

use crate::knowledge::Grammar;

use super::{Block, Expr, Instrument, Parameter, Path, PatternKind, Range, Type};

#[derive(Debug, Clone, PartialEq, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each says something else that the source says")]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) name_range: Range,
    /// Index into [`Unit::scopes`]: where its names are looked up.
    pub(crate) scope: usize,
    /// The type that an `impl` or `trait` block is for.
    pub(crate) of: Option<Type>,
    pub(crate) parameters: Vec<Parameter>,
    /// Of a method: how it takes what it is called on.
    pub(crate) receiver: Option<Receiver>,
    /// Type parameters and their bounds.
    pub(crate) generics: Vec<(String, Vec<Path>)>,
    pub(crate) returns: Option<Type>,
    pub(crate) is_async: bool,
    pub(crate) is_test: bool,
    pub(crate) instrument: Option<Instrument>,
    /// Absent where there is none, or where it is not read.
    pub(crate) body: Option<Block>,
    /// Nothing says that it has to do with telemetry: its body is read because all are.
    pub(crate) is_aside: bool,
    /// From its first attribute to its last brace, also where the body is not read; nothing where that is not known.
    pub(crate) extent: Range,
    /// The body of a `macro_rules!` arm, with metavariables as unknown names.
    pub(crate) in_macro: bool,
    /// Its item in the outline of the file; none where it is what a macro becomes.
    pub(crate) outlined: Option<u32>,
}

impl Function {
    /// Whether it is a method of a type parameter: `impl<T: Future> Extension for T`.
    pub(crate) fn is_of_parameter(&self) -> bool {
        let Some(Type::Path(of)) = &self.of else { return false };
        of.name().is_some_and(|name| self.generics.iter().any(|(known, _)| known == name))
    }

    /// Whether a program begins with it, if its file is the root of one.
    pub(crate) fn is_main(&self) -> bool {
        self.name == "main" && self.of.is_none()
    }

    pub(crate) fn takes_self(&self) -> bool {
        matches!(self.parameters.first().map(|first| &first.pattern.kind), Some(PatternKind::Binding { name, .. }) if name == "self")
    }
}

/// `self`, `&self`, `&mut self`; also written out as a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Receiver {
    Value,
    Shared,
    Mutable,
}

/// A struct or enum; an enum's fields are those of all its variants.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DataType {
    pub(crate) name: String,
    pub(crate) scope: usize,
    pub(crate) generics: Vec<String>,
    pub(crate) fields: Vec<(String, Type)>,
    /// Of an enum: each variant's name and how many of the fields are its own, in order.
    pub(crate) variants: Vec<(String, usize)>,
    /// Positions of fields that a derive leaves out or prints otherwise.
    pub(crate) hidden: Vec<usize>,
    pub(crate) derives: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Constant {
    pub(crate) name: String,
    pub(crate) scope: usize,
    pub(crate) annotation: Type,
    pub(crate) value: Option<Expr>,
    /// Its item in the outline of the file; none where it is what a macro becomes.
    pub(crate) outlined: Option<u32>,
}

/// A module, or a block with imports or items of its own.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Scope {
    /// Absent for a module file's own scope.
    pub(crate) parent: Option<usize>,
    /// The module's name; none for blocks and for the file's own scope.
    pub(crate) module: Option<String>,
    pub(crate) is_test: bool,
    /// Name in this scope, path as written.
    pub(crate) imports: Vec<(String, Path)>,
    pub(crate) globs: Vec<Path>,
    /// `mod name;`: modules in other files, and whether they are test code.
    pub(crate) files: Vec<(String, bool)>,
    pub(crate) macros: Vec<String>,
    /// `#[macro_use] extern crate name`.
    pub(crate) macro_crates: Vec<String>,
    pub(crate) traits: Vec<String>,
    pub(crate) aliases: Vec<(String, Type)>,
    /// The type parameters of those that have some.
    pub(crate) alias_parameters: Vec<(String, Vec<String>)>,
}

/// A macro of the workspace that hands what it gets on to a macro that makes a span or event.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Wrapper {
    pub(crate) name: String,
    pub(crate) scope: usize,
    /// How its own arguments are read.
    pub(crate) grammar: Grammar,
    /// The macro that gets them, as written.
    pub(crate) target: Path,
}

/// One file: everything that later stages need of it. A pure function of its bytes.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Unit {
    pub(crate) scopes: Vec<Scope>,
    pub(crate) functions: Vec<Function>,
    pub(crate) types: Vec<DataType>,
    pub(crate) constants: Vec<Constant>,
    /// Traits implemented by hand: scope, trait, type.
    pub(crate) implementations: Vec<(usize, Path, Type)>,
    /// `type Target = ..` and the like in them: scope, type, the associated type's name and what it is.
    pub(crate) associated: Vec<(usize, Type, String, Type)>,
    /// Macros of it that hand their arguments on to one that makes telemetry.
    pub(crate) wrappers: Vec<Wrapper>,
}

impl Unit {
    /// Whether nothing at all is declared.
    pub(crate) fn is_empty(&self) -> bool {
        let lists = [self.functions.len(), self.types.len(), self.constants.len(), self.implementations.len()];
        let is_bare = |scope: &Scope| scope.imports.is_empty() && scope.globs.is_empty() && scope.files.is_empty();
        lists == [0; 4] && self.scopes.iter().all(|scope| is_bare(scope) && scope.macros.is_empty() && scope.traits.is_empty())
    }
}
