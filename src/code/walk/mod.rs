//! One function at a time, in evaluation order: which variables there are and of what type, which guards live, what becomes of
//! spans. What is seen on the way is written down as facts by `observe`.

mod arguments;
mod bindings;
mod bodies;
mod calls;
mod carried;
mod control;
mod deeds;
mod definitions;
mod effects;
mod expressions;
mod failures;
mod flow;
mod follow;
mod guard;
mod injections;
mod known;
mod leaks;
mod life;
mod limits;
mod lives;
mod macros;
mod making;
mod origin;
mod peek;
mod pipeline;
mod remade;
mod rest_of_block;
mod started;
mod statements;
mod taken;
mod target;
mod tasks;
mod texts;
mod variables;
mod walked;
mod ways;

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::certainty::Certainty;
use super::program::Footprint;
use super::source_text::SourceText;
use super::tree::{Expr, Function, Range};
use super::type_inference::BodyTypes;
use super::types::{Context, Ty};
use super::workspace::{At, Item, Workspace};
use crate::fact::Seen;

pub(super) use bindings::is_place;
pub(super) use bodies::Ambient;
pub(super) use carried::{Carried, Headers};
pub(super) use flow::Turns;
pub(super) use known::Known;
pub(super) use making::{Making, Part, Way};
pub(super) use origin::{Origin, tail};
pub(super) use rest_of_block::root;
pub(super) use started::Start;
pub(super) use tasks::Task;
pub(super) use walked::{Counts, Summaries, Walked};

use failures::Errors;
use flow::Flow;
use guard::{Guard, Keeps};
use injections::Followed;
use life::{Life, State};
pub(super) use life::{What, Write};
use limits::Limits;
use rest_of_block::{Body, RestOfBlock};
use target::Target;
use tasks::Tasks;
use variables::Variables;

/// How an expression's value is used by what is around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// Moved or copied away.
    Value,
    /// Looked at where it is.
    Borrow,
    /// Written to: a field of a span is recorded.
    Write,
    /// Asked something that changes nothing.
    Read,
    /// A measurement is given to it.
    Measure,
    /// A method of it is called, or it is handed on, in a way that is known.
    Operate,
    /// Ended on purpose.
    End,
}

/// A variable in scope.
#[allow(clippy::struct_excessive_bools, reason = "each says something else that became of its value")]
pub(super) struct Variable<'w> {
    pub(super) name: &'w str,
    pub(super) ty: Ty,
    /// The body that declares it.
    body: usize,
    /// The expression that it was initialised with and not changed since.
    pub(super) value: Option<&'w Expr>,
    /// The guard that it keeps alive.
    guard: Option<usize>,
    /// The span that it was made with, and where.
    pub(super) origin: Option<Origin>,
    /// The span that it holds, if the life of that is followed.
    life: Option<usize>,
    /// The static that it is a part of: what a closure gets that a static is lent to.
    lent_by: Option<Item>,
    /// Where the span is made, if this variable is the first to hold it.
    made: Option<Range>,
    written: bool,
    /// Measurements are given to it.
    measured: bool,
    /// Loops around its declaration.
    loops: usize,
    /// Its value went elsewhere or was dropped.
    moved: bool,
    escaped: bool,
    /// Bound by taking a request apart: anybody may choose its value.
    pub(super) from_request: bool,
    /// How its value was made.
    making: Option<Arc<Making>>,
    /// The block that declares it.
    block: Range,
    /// The trace context in it.
    pub(super) carried: Carried,
    /// The variables that it may change.
    lends: Vec<usize>,
    /// Which parameter it is, `self` first.
    parameter: Option<usize>,
}

pub(super) struct Walker<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) source: SourceText<'w>,
    pub(super) function: &'w Function,
    pub(super) at: At,
    pub(super) this: Option<Ty>,
    pub(super) in_test: bool,
    pub(super) seen: Vec<Seen>,
    pub(super) counts: Counts,
    pub(super) footprint: Footprint,
    variables: Variables<'w>,
    guards: Vec<Guard>,
    flow: Flow,
    /// The loops and labelled blocks around this point, innermost last.
    targets: Vec<Target>,
    lives: Vec<Life>,
    /// Counted pointers that were put into each other.
    holds: Vec<leaks::Holds>,
    /// The span of the instrumented function itself.
    own_life: Option<usize>,
    /// Lives of bodies around this one that somebody out of sight may get hold of through it.
    captured: Vec<usize>,
    /// Values of this body and of closures around this point.
    error_tails: HashSet<Range>,
    /// Ways out of the body so far: `return` and `?`.
    leaves: usize,
    /// Whether the closure or block around this point may have an error as value.
    body_fails: bool,
    /// What the function says of the errors that it returns.
    pub(super) errors: Errors,
    /// Closures around this point that are called with an error which stays one.
    pub(super) passing_errors: usize,
    /// Closures around this point that run while a span is current.
    scopes: usize,
    /// Tokens so far that were not understood.
    opaque: usize,
    body: usize,
    bodies: usize,
    /// Where the span is made that the body at hand runs in from start to end, and the one for the body that comes next.
    around: Option<Range>,
    around_next: Option<Range>,
    summaries: &'w Summaries,
    /// What had become of lent spans where the function may return, by life.
    handed_back: Vec<(usize, State)>,
    /// How the values of expressions were made.
    makings: HashMap<Range, Arc<Making>>,
    /// The calls in all of them.
    parts: usize,
    /// What the function hands out, as far as it was walked.
    returned: Option<Making>,
    /// The block at hand, and the expression of its statement.
    block: Range,
    statement: Range,
    /// What follows in that block.
    rest: RestOfBlock<'w>,
    /// Branches around this point that need not be taken.
    pub(super) branches: usize,
    /// What the attributes made here are set on: the innermost call around them that tells.
    pub(super) carrier: Option<&'static str>,
    /// What is added to variables together with the attributes in it: their names, and where.
    pub(super) additions: HashMap<&'w str, Vec<Range>>,
    /// Attributes that are not known to be set on anything, by where they start: positions in `seen`.
    pub(super) uncarried: BTreeMap<u32, Vec<usize>>,
    /// The types of the body.
    types: BodyTypes,
    tasks: Tasks<'w>,
    /// What is known of trace context in values.
    followed: Followed,
    limits: Limits,
}

impl<'w> Walker<'w> {
    /// Walks one function and returns what was seen, counted, and noted for whole programs.
    pub(super) fn walk(
        workspace: &'w Workspace,
        source: SourceText<'w>,
        function: &'w Function,
        unit: usize,
        in_test: bool,
        summaries: &'w Summaries,
    ) -> Walked {
        let at = At { unit, scope: function.scope };
        let context = Context { at, generics: &function.generics, this: None };
        let this = function.of.as_ref().map(|of| workspace.type_of(context, of));
        let mut walker = Self {
            workspace,
            source,
            function,
            at,
            this,
            in_test,
            seen: Vec::new(),
            counts: Counts::default(),
            footprint: Footprint::default(),
            variables: Variables::default(),
            guards: Vec::new(),
            flow: Flow::default(),
            targets: Vec::new(),
            lives: Vec::new(),
            holds: Vec::new(),
            own_life: None,
            captured: Vec::new(),
            error_tails: HashSet::default(),
            leaves: 0,
            body_fails: false,
            errors: Errors::default(),
            passing_errors: 0,
            scopes: 0,
            opaque: 0,
            body: 0,
            bodies: 0,
            around: None,
            around_next: None,
            summaries,
            handed_back: Vec::new(),
            makings: HashMap::default(),
            parts: 0,
            returned: None,
            block: function.body.as_ref().map(|body| body.range).unwrap_or_default(),
            statement: Range::default(),
            rest: RestOfBlock::of(if function.is_async || function.in_macro { Body::Async } else { Body::Plain }),
            branches: 0,
            carrier: None,
            additions: HashMap::default(),
            uncarried: BTreeMap::new(),
            types: BodyTypes::infer(workspace, source, function, unit),
            tasks: Tasks::default(),
            followed: Followed::default(),
            limits: Limits::default(),
        };
        walker.signature();
        if let Some(body) = &function.body {
            walker.error_tails_of(body);
            walker.block(body, Use::Value);
            walker.returns_value(tail(body));
            walker.returns_carried(tail(body));
        }
        walker.hand_back();
        walker.close_scope(0);
        walker.result();
        walker.note_successors();
        walker.note_declared_beside();
        walker.finish_tasks();
        let effects = walker.effects();
        walker.settle_sent();
        let headers = walker.headers();
        let Self { seen, counts, footprint, returned, limits, types, .. } = walker;
        Walked { seen, counts, footprint, returned, effects, headers, limits, types }
    }

    fn signature(&mut self) {
        for (at, parameter) in self.function.parameters.iter().enumerate() {
            let ty = parameter.annotation.as_ref().map(|annotation| self.type_of(annotation)).unwrap_or_default();
            let mark = self.open_scope();
            self.bind(&parameter.pattern, None);
            for variable in &mut self.variables[mark..] {
                (variable.parameter, variable.carried) = (Some(at), Carried::Given(at));
            }
            self.parameter_life(at, &ty, mark);
        }
        self.observe_instrument();
        self.begin_own_life();
        self.around = self.own_instrument().map(|own| own.head);
        self.begin_tasks();
        self.footprint.spans = self.around.is_some();
    }

    pub(super) fn type_of(&self, ty: &super::tree::Type) -> Ty {
        let context = Context { at: self.at, generics: &self.function.generics, this: self.this.as_ref() };
        self.workspace.type_of(context, ty)
    }

    fn types_of(&self, types: &[super::tree::Type]) -> Vec<Ty> {
        types.iter().map(|ty| self.type_of(ty)).collect()
    }

    /// Where the span was made that is certainly current here and open: by a guard, else the one that the body runs in.
    pub(super) fn open_span(&self) -> Option<Range> {
        let is_open = |life: usize| self.flow.state(life).is_some_and(|state| state.ended == Certainty::Never);
        let holds = |index: &&usize| match self.guards[**index].keeps {
            Keeps::Nothing => false,
            Keeps::Span => !self.flow.unsure.contains(*index),
            Keeps::Life(life) => is_open(life) && !self.flow.unsure.contains(*index),
        };
        let guard = self.flow.alive.iter().rev().find(holds).map(|&index| self.guards[index].range);
        guard.or(self.around)
    }

    /// The position of the innermost variable of that name.
    fn position(&self, name: &str) -> Option<usize> {
        self.variables.position(name)
    }

    /// The innermost variable of that name.
    pub(super) fn variable(&self, name: &str) -> Option<&Variable<'w>> {
        self.variables.named(name)
    }

    /// Alternatives, each in a scope of its own: all start from here, and what comes after may follow any of them.
    fn each_way<T>(&mut self, ways: &'w [T], mut walk: impl FnMut(&mut Self, &'w T)) {
        let before = self.flow.clone();
        let mut joined: Option<Flow> = None;
        self.branches += 1;
        for way in ways {
            self.flow = before.clone();
            let mark = self.open_scope();
            walk(self, way);
            self.close_scope(mark);
            let after = std::mem::take(&mut self.flow);
            match &mut joined {
                None => joined = Some(after),
                Some(flow) => flow.join(after),
            }
        }
        self.branches -= 1;
        self.flow = joined.unwrap_or(before);
    }
}
