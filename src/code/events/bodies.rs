//! Bodies: functions, initialisers, closures, async blocks and generators, and what they capture.

use super::answers::Answers;
use super::graph::{
    Bodies, Body, BodyId, BodyKind, Capture, Event, EventKind, Exit, LocalId, LocalKind, Made, Mode, Operand, Place, Projection,
    Symbol, Why,
};
use super::lowerer::{Lowerer, Names, OpenBody};
use super::patterns::Patterns;
use super::scopes::{Jump, Takes};
use super::statements::simple;
use crate::code::edition::Edition;
use crate::code::tree::{Constant, Expr, ExprId, Function, Parameter, Range};

/// A body that an expression makes.
#[derive(Clone, Copy)]
pub(super) struct Making<'p> {
    pub(super) kind: BodyKind,
    pub(super) moves: bool,
    pub(super) parameters: &'p [Parameter],
}

impl Bodies {
    /// The function and everything in it; nothing where it has no body.
    pub(crate) fn of_function(function: &Function, edition: Edition, answers: &dyn Answers) -> Option<Self> {
        let block = function.body.as_ref()?;
        let kind = if function.is_async { BodyKind::AsyncFunction } else { BodyKind::Function };
        let mut lowerer = Lowerer::new(kind, block.range, edition, answers);
        let given = function.instrument.as_ref();
        let fields = given.iter().flat_map(|given| &given.fields).filter_map(|field| field.value.as_ref());
        let given = given.iter().flat_map(|given| given.level.iter().chain(&given.name)).chain(fields);
        let whole = Expr { id: ExprId::NONE, range: block.range, kind: crate::code::tree::ExprKind::Underscore };
        lowerer.whole(&function.parameters, &whole, |lowerer| {
            lowerer.in_frame(Takes::Temporaries, |lowerer, _| {
                given.for_each(|given| {
                    lowerer.place(given);
                });
            });
            lowerer.body_block(block, &whole);
        });
        Some(lowerer.finish())
    }

    /// What a constant or static begins with.
    pub(crate) fn of_constant(constant: &Constant, edition: Edition, answers: &dyn Answers) -> Option<Self> {
        let value = constant.value.as_ref()?;
        let mut lowerer = Lowerer::new(BodyKind::Initializer, value.range, edition, answers);
        lowerer.whole(&[], value, |lowerer| lowerer.closure_value(value));
        Some(lowerer.finish())
    }
}

impl<'a> Lowerer<'a> {
    fn new(kind: BodyKind, range: Range, edition: Edition, answers: &'a dyn Answers) -> Self {
        let open = OpenBody::new(BodyId(0), kind, false, range);
        let mut names = Names::default();
        (0..super::graph::DIGITS).for_each(|digit| {
            names.of(&digit.to_string());
        });
        Self { answers, edition, names, done: vec![None], open, around: Vec::new(), extend: None }
    }

    fn finish(mut self) -> Bodies {
        let root = self.closed(None);
        self.done[0] = Some(root.0);
        Bodies { bodies: self.done.into_iter().flatten().collect(), names: self.names.all }
    }

    /// A closure, async block or generator; the value of the expression holds what it captures.
    pub(super) fn body(&mut self, expr: &Expr, making: Making<'_>, to: LocalId, inside: impl FnOnce(&mut Self)) {
        let id = BodyId(crate::text::offset(self.done.len()));
        self.done.push(None);
        let open = OpenBody::new(id, making.kind, making.moves, expr.range);
        self.around.push(std::mem::replace(&mut self.open, open));
        self.whole(making.parameters, expr, inside);
        let (body, names) = self.closed(Some(expr.id));
        if let Some(around) = self.around.pop() {
            self.open = around;
        }
        let mut operands = Vec::with_capacity(names.len());
        for (name, capture) in names.into_iter().zip(&body.captures) {
            if let Some(local) = self.variable(name) {
                operands.push(Operand { place: Place { local, path: capture.path.clone() }, mode: capture.mode });
            }
        }
        self.done[id.index()] = Some(body);
        self.make(to, Made::Body(id), operands, expr);
    }

    /// Parameters live longest; every way out leads over one end.
    fn whole(&mut self, parameters: &[Parameter], expr: &Expr, inside: impl FnOnce(&mut Self)) {
        let (end, panic) = (self.open.blocks.add(), self.open.blocks.add());
        self.open.scopes.open_target(Jump::Return, end, None);
        self.open.scopes.open_target(Jump::Panic, panic, None);
        self.in_frame(Takes::Both, |lowerer, frame| {
            for (at, parameter) in parameters.iter().enumerate() {
                lowerer.parameter(at, parameter, expr, frame);
            }
            inside(lowerer);
        });
        self.open.blocks.lead_to(end);
        let captured: Vec<LocalId> = self.open.captured.iter().map(|(_, local, _)| *local).collect();
        // What runs at most once owns what it has captured.
        if matches!(self.open.kind, BodyKind::AsyncBlock | BodyKind::Generator) {
            for (local, block) in captured.iter().flat_map(|local| [(*local, end), (*local, panic)]) {
                let kind = EventKind::Drop { place: Place::of(local), why: Why::Captured };
                self.open.blocks.push_to(block, Event { kind, expr: expr.id, range: expr.range });
            }
        }
        self.open.blocks.end_of(end, Exit::Return);
        self.open.blocks.end_of(panic, Exit::Panic);
    }

    fn parameter(&mut self, at: usize, parameter: &Parameter, expr: &Expr, frame: usize) {
        let range = parameter.pattern.range;
        let bound = simple(&parameter.pattern).filter(|(_, by_reference)| !by_reference);
        let bound = bound.map(|(name, _)| self.symbol(name));
        let kind = bound.map_or(LocalKind::Parameter(crate::text::offset(at)), LocalKind::Variable);
        let local = self.open.local(kind, range);
        self.open.parameters.push(local);
        self.open.scopes.schedule(frame, local, Why::Scope, (expr.id, range));
        if let Some(name) = bound {
            return self.open.name(name, local);
        }
        let from = Operand { place: Place::of(local), mode: Mode::MoveOrCopy };
        Patterns { lowerer: self, scrutinee: expr }.irrefutable(&parameter.pattern, &from);
    }

    /// The body at hand, and the name of each of its captures.
    fn closed(&mut self, made_by: Option<ExprId>) -> (Body, Vec<Symbol>) {
        let nothing = OpenBody::new(self.open.id, self.open.kind, false, Range::default());
        let open = std::mem::replace(&mut self.open, nothing);
        let (mut captures, mut names) = (Vec::new(), Vec::new());
        for (name, local, uses) in open.captured {
            for (path, mode) in captured_parts(uses, open.moves, self.edition.captures_fields()) {
                captures.push(Capture { local, path, mode });
                names.push(name);
            }
        }
        let (blocks, events) = open.blocks.finish();
        let body = Body {
            kind: open.kind,
            parent: self.around.last().map(|around| around.id),
            made_by,
            runs: made_by.map_or_else(Default::default, |made_by| self.answers.runs(made_by)),
            range: open.locals.first().map(|local| local.range).unwrap_or_default(),
            captures,
            parameters: open.parameters,
            locals: open.locals,
            blocks,
            events,
        };
        (body, names)
    }
}

/// The places that are captured for these uses, in order of use: none of them is a part of another.
/// Source: Rust reference, "Capture modes" and "Capture precision".
fn captured_parts(uses: Vec<(Box<[Projection]>, Mode)>, moves: bool, by_field: bool) -> Vec<(Box<[Projection]>, Mode)> {
    let mut parts: Vec<(Box<[Projection]>, Mode)> = Vec::new();
    for (path, mode) in uses {
        // Elements are never captured by themselves; what lies behind a reference is not taken out of it.
        let stop = |projection: &Projection| match projection {
            Projection::Field(_) => false,
            Projection::Index => true,
            Projection::Dereference => moves || mode > Mode::Mutable,
        };
        let stopped = path.iter().position(stop);
        let mode = match (mode, stopped.map(|at| path[at])) {
            _ if moves => Mode::MoveOrCopy,
            (Mode::Copy, _) | (Mode::MoveOrCopy | Mode::Move, Some(Projection::Index)) => Mode::Shared,
            (mode, Some(Projection::Index)) => mode.min(Mode::Mutable),
            // Out of a box it is taken, out of a reference it is copied.
            (_, Some(_)) => Mode::Unknown,
            (mode, None) => mode,
        };
        let length = if by_field { stopped.unwrap_or(path.len()) } else { 0 };
        let path: Box<[Projection]> = path.iter().take(length).copied().collect();
        let mut merged = (path, mode);
        let mut at = parts.len();
        for position in (0..parts.len()).rev() {
            let (known, known_mode) = &parts[position];
            if known.starts_with(&merged.0) || merged.0.starts_with(known) {
                let shorter = if known.len() < merged.0.len() { known.clone() } else { merged.0.clone() };
                merged = (shorter, merged.1.max(*known_mode));
                parts.remove(position);
                at = position;
            }
        }
        parts.insert(at.min(parts.len()), merged);
    }
    parts
}
