//! What lowering asks of the layers before it, and what it assumes where they do not know.

use super::graph::Mode;
use crate::code::tree::ExprId;
use crate::knowledge::Grammar;

/// How a body is run that an expression makes: types and summaries decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Runs {
    /// Once, at the place where it is made.
    Here,
    /// Awaited at the place where it is made.
    AwaitedHere,
    /// In another task or thread.
    Elsewhere,
    /// By the callee that gets it as argument of that position.
    ByCallee(u32),
    #[default]
    Unknown,
}

/// Where control goes after a macro.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum MacroFlow {
    Panics,
    ReturnsError,
    /// The first argument is the condition.
    ReturnsErrorUnless,
    #[default]
    GoesOn,
}

impl From<Grammar> for MacroFlow {
    fn from(grammar: Grammar) -> Self {
        match grammar {
            Grammar::Panics => Self::Panics,
            Grammar::ReturnsError => Self::ReturnsError,
            Grammar::ReturnsErrorUnless => Self::ReturnsErrorUnless,
            _ => Self::GoesOn,
        }
    }
}

/// Answers about the expressions of one body, by their number. `None` is "unknown", and the graph says so where it matters.
pub(crate) trait Answers {
    /// Whether a value of the expression's type does something when it is dropped.
    fn needs_drop(&self, _: ExprId) -> Option<bool> {
        None
    }

    /// How the place that the expression names is taken: of an operand moved or copied, of a receiver by value or by reference, of a
    /// binding in a pattern (the number is that of the scrutinee) by value or by reference.
    fn taken(&self, _: ExprId) -> Option<Mode> {
        None
    }

    /// Whether the macro call may suspend the body around it.
    fn suspends(&self, _: ExprId) -> Option<bool> {
        None
    }

    /// Where control goes after the macro call; `path` is as written.
    fn macro_flow(&self, _: ExprId, _path: &str) -> MacroFlow {
        MacroFlow::GoesOn
    }

    /// Whether control comes back from the call.
    fn returns(&self, _: ExprId) -> bool {
        true
    }

    /// Whether temporaries in the arguments of a macro end with it, not with the statement around it: `format!`, not `write!`.
    fn macro_ends_temporaries(&self, _: ExprId, _path: &str) -> Option<bool> {
        None
    }

    /// Whether the call makes a value of a struct or variant that holds the arguments as fields `0`, `1`, ..
    fn constructs(&self, _: ExprId) -> Option<bool> {
        None
    }

    /// How the closure, async block or generator is run that the expression makes.
    fn runs(&self, _: ExprId) -> Runs {
        Runs::Unknown
    }
}

/// Nothing is known.
impl Answers for () {}
