//! Words to keywords: those that begin or shape an item, and those that name nothing.
//! Source: The Rust Reference, "Keywords".

/// What a word is to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keyword {
    /// No keyword: it may name an item.
    None,
    /// A keyword that neither begins an item nor names one.
    Other,
    As,
    Async,
    Const,
    Crate,
    Enum,
    Extern,
    Fn,
    For,
    Impl,
    In,
    Let,
    Mod,
    Mut,
    Pub,
    Ref,
    SelfValue,
    Static,
    Struct,
    Super,
    Trait,
    Type,
    Unsafe,
    Use,
    Where,
    /// Keywords in their place only, names elsewhere.
    Auto,
    Default,
    Macro,
    MacroRules,
    Safe,
    Union,
}

impl Keyword {
    pub(super) fn of(word: &[u8]) -> Self {
        match word {
            b"fn" => Self::Fn,
            b"use" => Self::Use,
            b"pub" => Self::Pub,
            b"impl" => Self::Impl,
            b"struct" => Self::Struct,
            b"enum" => Self::Enum,
            b"trait" => Self::Trait,
            b"type" => Self::Type,
            b"const" => Self::Const,
            b"static" => Self::Static,
            b"mod" => Self::Mod,
            b"async" => Self::Async,
            b"unsafe" => Self::Unsafe,
            b"extern" => Self::Extern,
            b"crate" => Self::Crate,
            b"self" => Self::SelfValue,
            b"super" => Self::Super,
            b"as" => Self::As,
            b"for" => Self::For,
            b"in" => Self::In,
            b"let" => Self::Let,
            b"mut" => Self::Mut,
            b"ref" => Self::Ref,
            b"where" => Self::Where,
            b"auto" => Self::Auto,
            b"default" => Self::Default,
            b"macro" => Self::Macro,
            b"macro_rules" => Self::MacroRules,
            b"safe" => Self::Safe,
            b"union" => Self::Union,
            b"Self" | b"await" | b"box" | b"break" | b"continue" | b"do" | b"dyn" | b"else" | b"false" | b"if" | b"loop"
            | b"match" | b"move" | b"return" | b"true" | b"while" | b"yield" | b"_" => Self::Other,
            _ => Self::None,
        }
    }

    /// Whether it may be the name of something.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Self::None | Self::Auto | Self::Default | Self::Macro | Self::MacroRules | Self::Safe | Self::Union)
    }

    /// Whether it may begin an item, after attributes.
    pub(super) fn may_begin_item(self) -> bool {
        matches!(
            self,
            Self::Async
                | Self::Const
                | Self::Enum
                | Self::Extern
                | Self::Fn
                | Self::Impl
                | Self::Mod
                | Self::Pub
                | Self::Static
                | Self::Struct
                | Self::Trait
                | Self::Type
                | Self::Unsafe
                | Self::Use
                | Self::Auto
                | Self::Default
                | Self::Macro
                | Self::MacroRules
                | Self::Safe
                | Self::Union
        )
    }
}
