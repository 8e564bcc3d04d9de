//! What a body does, as a graph of events. Comes in: a function of the tree, the edition, and what types say; goes out: [`Bodies`], plain
//! data without a reference into the tree. Where temporaries, variables and captures are dropped stands in it as the language has it.
//!
//! Not in it: ways out of a call that panics, and out of a suspension where the future is dropped. Both are at every such event, and
//! whoever needs them knows what is alive there. `try` blocks are read as plain ones.
//!
//! It never judges, never resolves a name to an item, and knows a type only through [`Answers`].

#![cfg_attr(not(test), allow(dead_code, unused_imports, reason = "the analyses that ask for the rest come one at a time"))]

mod answers;
mod assignments;
mod blocks;
mod bodies;
mod conditions;
mod control;
mod expressions;
mod graph;
mod loops;
mod lowerer;
mod macros;
mod made;
mod operands;
mod patterns;
mod scopes;
mod statements;
mod telemetry;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod text;

pub(crate) use answers::{Answers, MacroFlow, Runs};
pub(crate) use graph::{
    Bodies, Body, BodyId, BodyKind, Callee, Event, EventId, EventKind, Exit, LocalId, LocalKind, Made, Mode, Operand, Pattern,
    Place, Projection, Suspension, Symbol, Test, Why,
};
