//! Items and scopes as plain data.

use super::words::Words;
use crate::code::tree::Range;

/// The position of an item in [`super::Outline::items`]. Items are in order of their start, outer ones first.
pub(in crate::code) type ItemIndex = u32;
/// The position of a scope in [`super::Outline::scopes`]: 0 is the file's own.
pub(in crate::code) type ScopeIndex = u32;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(in crate::code) enum Kind {
    /// With an `impl` or `trait` as its parent a method.
    Function,
    Struct,
    Enum,
    Union,
    /// With an `impl` or `trait` as its parent an associated type.
    TypeAlias,
    Const,
    Static,
    Trait,
    Impl,
    /// `mod name { .. }`, or without a body `mod name;`.
    Module,
    Use,
    ExternCrate,
    /// `extern "C" { .. }`
    ForeignModule,
    /// `macro_rules!` and `macro`.
    MacroDefinition,
    /// A macro that is called where items stand.
    MacroCall,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum Visibility {
    Private,
    Public,
    /// `pub(crate)` and the like.
    Restricted,
}

/// What text an item was found in: what the arguments of a macro become is up to the macro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::code) enum FoundIn {
    Source,
    /// The arguments of a macro that is known to hold items.
    ItemMacro,
    /// The arguments of another macro, all of which read as items.
    OtherMacro,
    /// The arguments of a macro within a body: the text is part of that body too.
    BodyMacro,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::code) struct Item {
    pub(in crate::code) kind: Kind,
    pub(in crate::code) visibility: Visibility,
    pub(in crate::code) found_in: FoundIn,
    /// Test code, by its attributes or those around it.
    pub(in crate::code) is_test: bool,
    /// By its words, or those of an item within, it has to do with telemetry.
    pub(in crate::code) tells: bool,
    /// From its first attribute or doc comment to its last token.
    pub(in crate::code) whole: Range,
    /// From its visibility to what stands before its body.
    pub(in crate::code) header: Range,
    /// Between the braces; of a constant the value; of an import the tree. Empty at the end of the header where there is none.
    pub(in crate::code) body: Range,
    /// Empty where it has none. Of an `impl` the last name of its type, of a macro call that of the macro.
    pub(in crate::code) name: Range,
    /// The module, `impl`, `trait`, macro call, function or constant around it.
    pub(in crate::code) parent: Option<ItemIndex>,
    /// Where its name stands, and the names in its header are looked up.
    pub(in crate::code) scope: ScopeIndex,
    /// Its part of [`super::Outline::attributes`].
    pub(in crate::code) attributes: Part,
    pub(in crate::code) words: Words,
}

impl Item {
    pub(in crate::code) fn has_body(&self) -> bool {
        self.body.start > self.header.end
    }
}

/// What an `impl` is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) struct ImplHeader {
    pub(in crate::code) item: ItemIndex,
    /// Absent where there is no trait.
    pub(in crate::code) of_trait: Option<Range>,
    /// The last name in it.
    pub(in crate::code) trait_name: Range,
    pub(in crate::code) of: Range,
}

/// A part of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::code) struct Part {
    pub(in crate::code) start: u32,
    pub(in crate::code) end: u32,
}

impl Part {
    pub(in crate::code) fn of<T>(self, list: &[T]) -> &[T] {
        list.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) enum ScopeKind {
    File,
    Module(ItemIndex),
    /// A block that holds items or imports.
    Block,
}

/// A place where names are declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::code) struct ScopeOf {
    pub(in crate::code) kind: ScopeKind,
    /// Of a module between its braces, of a block with its delimiters.
    pub(in crate::code) range: Range,
    /// Absent for the file's own.
    pub(in crate::code) parent: Option<ScopeIndex>,
    pub(in crate::code) is_test: bool,
}
