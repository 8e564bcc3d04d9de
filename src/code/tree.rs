//! Our own syntax tree: owned, without parser types, small enough to keep for a whole workspace. What syn calls by forty
//! names has twenty here, and the arguments of telemetry macros are part of it.

mod items;
mod numbers;
mod patterns;
mod visit;
mod visit_mut;

pub(crate) use items::{Constant, DataType, Function, Receiver, Scope, Unit, Wrapper};
pub(crate) use patterns::{Pattern, PatternKind};
pub(crate) use visit_mut::VisitMut;

/// Byte offsets from 0 in the file as read; `end` is exclusive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct Range {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Range {
    /// From the one to the other. What has no place is nowhere, not at the start of the file.
    pub(crate) fn to(self, other: Self) -> Self {
        match (self == Self::default(), other == Self::default()) {
            (true, _) => other,
            (_, true) => self,
            _ => Self { start: self.start.min(other.start), end: self.end.max(other.end) },
        }
    }

    pub(crate) fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A path as written: `tracing::Span::current`, with the generic arguments of its last segment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Path {
    /// Starts with `::`.
    pub(crate) global: bool,
    pub(crate) segments: Vec<String>,
    pub(crate) arguments: Vec<Type>,
    /// `<T as Trait>::..`: the type.
    pub(crate) of: Option<Box<Type>>,
}

impl Path {
    pub(crate) fn last(&self) -> &str {
        self.segments.last().map_or("", String::as_str)
    }

    /// The name, if the path is one plain name.
    pub(crate) fn name(&self) -> Option<&str> {
        match self.segments.as_slice() {
            [name] if !self.global && self.of.is_none() => Some(name),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Type {
    Path(Path),
    Reference(Box<Type>),
    /// `&'static T`
    Static(Box<Type>),
    Tuple(Vec<Type>),
    /// Arrays and slices.
    Slice(Box<Type>),
    /// `impl A + B` and `dyn A + B`.
    Bounds(Vec<Path>),
    #[default]
    Unknown,
}

impl Type {
    /// What stands behind the references.
    pub(crate) fn lent(&self) -> &Self {
        match self {
            Self::Reference(inner) | Self::Static(inner) => inner.lent(),
            other => other,
        }
    }
}

/// An expression's number among those of its body: a function, or what a constant or static begins with. They start at 0 in
/// order of evaluation, so what an expression is made of has smaller numbers than the expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ExprId(u32);

impl ExprId {
    /// Of what is no expression by itself: the body as a whole. Also until a body is there to be numbered.
    pub(crate) const NONE: Self = Self(u32::MAX);

    /// Where what is known of it stands in a list over all expressions of the body.
    pub(super) fn position(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Expr {
    pub(crate) id: ExprId,
    pub(crate) range: Range,
    pub(crate) kind: ExprKind,
}

impl Expr {
    /// Without a number, until a whole body is there to be numbered.
    pub(super) fn new(range: Range, kind: ExprKind) -> Self {
        Self { id: ExprId::NONE, range, kind }
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum ExprKind {
    Path(Path),
    Literal(Literal),
    Call {
        callee: Box<Expr>,
        arguments: Vec<Expr>,
    },
    Method {
        receiver: Box<Expr>,
        name: String,
        generics: Vec<Type>,
        arguments: Vec<Expr>,
    },
    Field {
        base: Box<Expr>,
        name: String,
    },
    Index {
        base: Box<Expr>,
        index: Box<Expr>,
    },
    Await(Box<Expr>),
    Try(Box<Expr>),
    Reference(Box<Expr>),
    /// What stands behind `&mut`: whoever gets the reference may change it.
    Mutable(Box<Expr>),
    Dereference(Box<Expr>),
    /// `!x`
    Unary(Box<Expr>),
    /// `-x`
    Negative(Box<Expr>),
    Binary {
        left: Box<Expr>,
        /// As written, such as `-`.
        operator: String,
        right: Box<Expr>,
    },
    Cast {
        value: Box<Expr>,
        to: Type,
    },
    /// `compound` for `+=` and the like.
    Assign {
        target: Box<Expr>,
        value: Box<Expr>,
        compound: bool,
    },
    Block(Block),
    Async(Block),
    Closure {
        parameters: Vec<Parameter>,
        body: Box<Expr>,
        is_async: bool,
        moves: bool,
    },
    If {
        condition: Box<Expr>,
        then: Box<Block>,
        otherwise: Option<Box<Expr>>,
    },
    /// The condition `let pattern = value`.
    Let {
        pattern: Box<Pattern>,
        value: Box<Expr>,
    },
    Match {
        scrutinee: Box<Expr>,
        arms: Vec<Arm>,
    },
    /// `loop` and `while`; the condition of a `while` comes first.
    Loop {
        condition: Option<Box<Expr>>,
        body: Box<Block>,
    },
    For {
        pattern: Box<Pattern>,
        iterable: Box<Expr>,
        body: Box<Block>,
    },
    Return(Option<Box<Expr>>),
    Break {
        label: Option<String>,
        value: Option<Box<Expr>>,
    },
    Continue {
        label: Option<String>,
    },
    Struct {
        path: Path,
        fields: Vec<(String, Expr)>,
        rest: Option<Box<Expr>>,
    },
    Tuple(Vec<Expr>),
    /// Arrays and `[x; n]`: values side by side.
    List(Vec<Expr>),
    /// The ends of a range that are given.
    Range(Vec<Expr>),
    Macro(Box<MacroCall>),
    /// `_` on the left of an assignment.
    Underscore,
    /// Tokens that we do not understand, and the names among them.
    Opaque(Vec<String>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    Text(String),
    Integer(String),
    /// Its digits.
    Float(String),
    Bool(bool),
    Other,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Arm {
    pub(crate) pattern: Pattern,
    pub(crate) guard: Option<Expr>,
    pub(crate) body: Expr,
}

#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Block {
    pub(crate) range: Range,
    /// `'name:` before it, or before the loop that it is the body of.
    pub(crate) label: Option<String>,
    /// `move` before it: an async block takes what it names.
    pub(crate) moves: bool,
    pub(crate) statements: Vec<Statement>,
    /// Index of its own imports and items in [`Unit::scopes`], where it has some.
    pub(crate) scope: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "statements live in one list; most are of the larger kind")]
pub(crate) enum Statement {
    Let {
        range: Range,
        pattern: Pattern,
        annotation: Option<Type>,
        value: Option<Expr>,
        otherwise: Option<Box<Block>>,
        conditional: bool,
    },
    /// `semicolon` is false for the value of a block.
    Expr { range: Range, value: Expr, semicolon: bool },
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parameter {
    pub(crate) pattern: Pattern,
    pub(crate) annotation: Option<Type>,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct MacroCall {
    pub(crate) path: Path,
    pub(crate) content: MacroContent,
}

/// What the tokens of a macro were read as, by the grammar of every macro that has its name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MacroContent {
    Span(TelemetryMacro),
    Event(TelemetryMacro),
    /// A format string and its arguments after other expressions.
    Format(Format),
    /// `select!`: pattern, future, condition, handler.
    Select(Vec<SelectArm>),
    /// `join!`: futures that are awaited.
    Join(Vec<Expr>),
    /// An unknown macro whose tokens read as expressions.
    Expressions(Vec<Expr>),
    /// An unknown macro whose tokens read as statements.
    Statements(Block),
    /// The names among the tokens.
    Opaque(Vec<String>),
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct SelectArm {
    pub(crate) pattern: Option<Pattern>,
    pub(crate) future: Option<Expr>,
    pub(crate) condition: Option<Expr>,
    pub(crate) handler: Option<Expr>,
}

/// The arguments of a span or event macro.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct TelemetryMacro {
    pub(crate) parent: Option<Expr>,
    pub(crate) name: Option<Expr>,
    pub(crate) fields: Vec<Field>,
    pub(crate) message: Option<Format>,
    /// Other expressions: level, target.
    pub(crate) others: Vec<Expr>,
    /// Some tokens were not understood, so there may be fields that we do not see.
    pub(crate) open: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Field {
    pub(crate) key: FieldKey,
    /// The name or literal; in shorthand without the sigil.
    pub(crate) key_range: Range,
    pub(crate) range: Range,
    /// Absent for a bare name in `fields(..)` and for shorthand.
    pub(crate) value: Option<Expr>,
    pub(crate) sigil: Sigil,
    /// `name`, `?name`, `%a.b`: key and value in one.
    pub(crate) shorthand: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum FieldKey {
    /// Dotted name or literal.
    Text(String),
    /// `{ CONST }`.
    Constant(Box<Expr>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sigil {
    None,
    Debug,
    Display,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Format {
    /// The format string; absent where it is no literal.
    pub(crate) text: Option<String>,
    pub(crate) range: Range,
    /// What is interpolated, inline captures included.
    pub(crate) arguments: Vec<Expr>,
    /// Expressions before the format string, such as a writer.
    pub(crate) before: Vec<Expr>,
}

/// `#[instrument(..)]`.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Instrument {
    pub(crate) path: Path,
    pub(crate) range: Range,
    /// Its name, from `#` on.
    pub(crate) head: Range,
    pub(crate) name: Option<Expr>,
    pub(crate) skip: Vec<String>,
    pub(crate) skip_all: bool,
    pub(crate) fields: Vec<Field>,
    /// Where `ret` stands.
    pub(crate) returns: Option<Range>,
    /// Where `err(Debug)` stands.
    pub(crate) errs_by_debug: Option<Range>,
    /// The level, as it is written.
    pub(crate) level: Option<Expr>,
    /// Every argument's name.
    pub(crate) arguments: Vec<(String, Range)>,
    pub(crate) open: bool,
}
