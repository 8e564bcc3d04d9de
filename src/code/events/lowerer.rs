//! The state of lowering: the body at hand, those around it, and what every step needs of them.

use rustc_hash::FxHashMap;

use super::answers::Answers;
use super::blocks::Blocks;
use super::graph::{
    BlockId, Body, BodyId, BodyKind, Callee, Event, EventKind, Exit, Local, LocalId, LocalKind, Made, Mode, Operand, Place,
    Projection, Symbol, Test, Why,
};
use super::scopes::{Jump, Scopes, Takes};
use crate::code::edition::Edition;
use crate::code::tree::{Expr, ExprId, Range};
use crate::text::offset;

pub(super) struct Lowerer<'a> {
    pub(super) answers: &'a dyn Answers,
    pub(super) edition: Edition,
    pub(super) names: Names,
    pub(super) done: Vec<Option<Body>>,
    pub(super) open: OpenBody,
    pub(super) around: Vec<OpenBody>,
    /// The frame for temporaries that the value at hand lends, where that lives longer than its statement.
    pub(super) extend: Option<usize>,
}

/// Texts, each once.
#[derive(Default)]
pub(super) struct Names {
    by_text: FxHashMap<String, Symbol>,
    pub(super) all: Vec<String>,
}

impl Names {
    pub(super) fn of(&mut self, text: &str) -> Symbol {
        if let Some(known) = self.by_text.get(text) {
            return *known;
        }
        let symbol = Symbol(offset(self.all.len()));
        self.all.push(text.to_owned());
        self.by_text.insert(text.to_owned(), symbol);
        symbol
    }
}

/// A body that is being lowered.
pub(super) struct OpenBody {
    pub(super) id: BodyId,
    pub(super) kind: BodyKind,
    pub(super) moves: bool,
    pub(super) blocks: Blocks,
    pub(super) scopes: Scopes,
    pub(super) locals: Vec<Local>,
    pub(super) parameters: Vec<LocalId>,
    /// What each name means, the innermost last.
    variables: FxHashMap<Symbol, Vec<LocalId>>,
    declared: Vec<Symbol>,
    /// What is used of the bodies around, by the local that stands for it.
    pub(super) captured: Vec<(Symbol, LocalId, Vec<Used>)>,
    /// Positions in it.
    capture_numbers: FxHashMap<LocalId, usize>,
}

/// The part of a variable that is used, and how.
pub(super) type Used = (Box<[Projection]>, Mode);

/// What the body gives back.
pub(super) const RETURNED: LocalId = LocalId(0);

impl OpenBody {
    pub(super) fn new(id: BodyId, kind: BodyKind, moves: bool, range: Range) -> Self {
        Self {
            id,
            kind,
            moves,
            blocks: Blocks::new(),
            scopes: Scopes::default(),
            locals: vec![Local { kind: LocalKind::Returned, range }],
            parameters: Vec::new(),
            variables: FxHashMap::default(),
            declared: Vec::new(),
            captured: Vec::new(),
            capture_numbers: FxHashMap::default(),
        }
    }

    /// Whether it stands for what will be bound, while a guard runs.
    pub(super) fn is_view(&self, local: LocalId) -> bool {
        self.locals.get(local.index()).is_some_and(|local| matches!(local.kind, LocalKind::View(_)))
    }

    pub(super) fn local(&mut self, kind: LocalKind, range: Range) -> LocalId {
        self.locals.push(Local { kind, range });
        LocalId(offset(self.locals.len() - 1))
    }

    pub(super) fn is_temporary(&self, local: LocalId) -> bool {
        self.locals.get(local.index()).is_some_and(|local| local.kind == LocalKind::Temporary)
    }

    /// From here on the name means that local.
    pub(super) fn name(&mut self, name: Symbol, local: LocalId) {
        self.variables.entry(name).or_default().push(local);
        self.declared.push(name);
    }

    pub(super) fn mark(&self) -> usize {
        self.declared.len()
    }

    /// Names mean again what they meant at the mark.
    pub(super) fn forget_to(&mut self, mark: usize) {
        for name in self.declared.split_off(mark.min(self.declared.len())) {
            if let Some(locals) = self.variables.get_mut(&name) {
                locals.pop();
            }
        }
    }

    /// What has been named since the mark, which is hidden from now on.
    pub(super) fn hide_from(&mut self, mark: usize) -> Vec<(Symbol, LocalId)> {
        let names = self.declared.split_off(mark.min(self.declared.len()));
        let mut hidden: Vec<(Symbol, LocalId)> = Vec::new();
        for name in names.into_iter().rev() {
            let local = self.variables.get_mut(&name).and_then(Vec::pop);
            hidden.extend(local.map(|local| (name, local)));
        }
        hidden.reverse();
        hidden
    }

    /// A variable of a body around this one; below all that this one declares by that name.
    fn capture(&mut self, name: Symbol, range: Range) -> LocalId {
        let local = self.local(LocalKind::Capture(name), range);
        self.variables.entry(name).or_default().insert(0, local);
        self.capture_numbers.insert(local, self.captured.len());
        self.captured.push((name, local, Vec::new()));
        local
    }

    fn meaning(&self, name: Symbol) -> Option<LocalId> {
        self.variables.get(&name).and_then(|locals| locals.last().copied())
    }

    /// A use of a local of a body around this one.
    fn note_captured(&mut self, place: &Place, mode: Mode) {
        if let Some(at) = self.capture_numbers.get(&place.local)
            && let Some((.., uses)) = self.captured.get_mut(*at)
        {
            uses.push((place.path.clone(), mode));
        }
    }
}

impl Lowerer<'_> {
    pub(super) fn push_at(&mut self, kind: EventKind, expr: ExprId, range: Range) {
        for operand in kind.operands() {
            self.open.note_captured(&operand.place, operand.mode);
        }
        match &kind {
            EventKind::Borrow { place, mutable: false, .. } => self.open.note_captured(place, Mode::Shared),
            EventKind::Borrow { place, .. } | EventKind::Assign { to: place, .. } | EventKind::Change { place, .. } => {
                self.open.note_captured(place, Mode::Mutable);
            }
            _ => {}
        }
        // The last one was scheduled last.
        let taken: Vec<LocalId> =
            kind.operands().iter().rev().filter(|operand| is_all_moved(operand)).map(|o| o.place.local).collect();
        for local in taken {
            if self.open.is_temporary(local) {
                self.open.scopes.unschedule(local);
            }
        }
        self.open.blocks.push(Event { kind, expr, range });
    }

    pub(super) fn push(&mut self, kind: EventKind, expr: &Expr) {
        self.push_at(kind, expr.id, expr.range);
    }

    pub(super) fn make(&mut self, to: LocalId, what: Made, operands: Vec<Operand>, expr: &Expr) {
        self.push(EventKind::Make { to, what, operands: operands.into() }, expr);
    }

    pub(super) fn call(&mut self, to: LocalId, callee: Callee, operands: Vec<Operand>, expr: &Expr) {
        self.push(EventKind::Call { to, callee, operands: operands.into() }, expr);
        if !self.answers.returns(expr.id) {
            self.open.blocks.end(Exit::Unreachable);
        }
    }

    pub(super) fn symbol(&mut self, text: &str) -> Symbol {
        self.names.of(text)
    }

    pub(super) fn path_symbol(&mut self, path: &crate::code::tree::Path) -> Symbol {
        match path.segments.as_slice() {
            [one] => self.names.of(one),
            more => self.names.of(&more.join("::")),
        }
    }

    pub(super) fn new_temporary(&mut self, range: Range) -> LocalId {
        self.open.local(LocalKind::Temporary, range)
    }

    /// A temporary is dropped with the frame, unless it goes elsewhere before.
    pub(super) fn schedule_temporary(&mut self, frame: usize, local: LocalId, expr: &Expr) {
        self.open.scopes.schedule(frame, local, Why::Temporary, (expr.id, expr.range));
    }

    /// What the name means here; a variable of a body around this one is captured.
    pub(super) fn variable(&mut self, name: Symbol) -> Option<LocalId> {
        if let Some(known) = self.open.meaning(name) {
            return Some(known);
        }
        let outer = self.around.iter().rev().find_map(|body| body.meaning(name).map(|local| (body, local)));
        let range = outer.and_then(|(body, local)| body.locals.get(local.index())).map(|local| local.range)?;
        Some(self.open.capture(name, range))
    }

    pub(super) fn in_frame<T>(&mut self, takes: Takes, inside: impl FnOnce(&mut Self, usize) -> T) -> T {
        let frame = self.open.scopes.open(takes);
        let mark = self.open.mark();
        let result = inside(self, frame);
        if takes != Takes::Temporaries {
            self.open.forget_to(mark);
        }
        self.open.scopes.close(&mut self.open.blocks);
        result
    }

    /// Ends the block with a jump, if there is such a target.
    pub(super) fn jump(&mut self, wanted: impl Fn(&Jump) -> bool) {
        let found = self.open.scopes.find(wanted);
        let way = found.and_then(|(target, _)| self.open.scopes.way_to(target, &mut self.open.blocks));
        self.open.blocks.end(way.map_or(Exit::Unreachable, Exit::Goto));
    }

    /// Ends the block with a branch whose `no` is that jump, and goes on behind its `yes`.
    pub(super) fn branch_or_jump(&mut self, test: Test, expr: ExprId, wanted: impl Fn(&Jump) -> bool) {
        let found = self.open.scopes.find(wanted);
        let way = found.and_then(|(target, _)| self.open.scopes.way_to(target, &mut self.open.blocks));
        let yes = self.open.blocks.add();
        let no = way.unwrap_or_else(|| self.open.blocks.add());
        self.branch(test, yes, no, expr);
        self.open.blocks.continue_at(yes);
    }

    pub(super) fn branch(&mut self, test: Test, yes: BlockId, no: BlockId, expr: ExprId) {
        if let Test::Holds(place) | Test::Matches(place, _) = &test {
            self.open.note_captured(place, Mode::Shared);
        }
        self.open.blocks.end(Exit::Branch { test: Box::new(test), yes, no, expr });
    }
}

fn is_all_moved(operand: &Operand) -> bool {
    operand.mode == Mode::Move && operand.place.path.is_empty()
}
