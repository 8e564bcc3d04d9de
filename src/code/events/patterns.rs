//! Patterns: what they test, and what they bind to which part.

use super::control::Control;
use super::graph::{EventKind, LocalId, LocalKind, Mode, Operand, Pattern as Shape, Place, Projection, Symbol, Test, Why};
use super::lowerer::Lowerer;
use super::scopes::Jump;
use crate::code::tree::{Expr, Pattern, PatternKind, Range};

/// Lowers the patterns that one value is matched with.
pub(super) struct Patterns<'l, 'a, 'e> {
    pub(super) lowerer: &'l mut Lowerer<'a>,
    pub(super) scrutinee: &'e Expr,
}

/// A name, and the part that it is bound to.
struct Found {
    name: Symbol,
    range: Range,
    from: Source,
}

enum Source {
    Part {
        operand: Operand,
        by_reference: bool,
    },
    /// A reference to the part: which one depends on the alternative that has matched.
    Lent {
        to: LocalId,
        by_reference: bool,
    },
}

impl Patterns<'_, '_, '_> {
    /// Tests, guard, then the variables. Without a match control goes to the innermost `Otherwise`.
    pub(super) fn arm(&mut self, pattern: &Pattern, place: &Place, guard: Option<&Expr>, always: bool) {
        let mut found = Vec::new();
        let whole = Operand { place: place.clone(), mode: self.mode_of_whole(place) };
        self.examine(pattern, &whole, always, &mut found);
        if let Some(guard) = guard {
            found = found.into_iter().map(|found| self.lend(found)).collect();
            Control { lowerer: self.lowerer }.condition(guard);
        }
        self.bind(found);
    }

    fn mode_of_whole(&self, place: &Place) -> Mode {
        let is_own = place.path.is_empty() && self.lowerer.open.is_temporary(place.local);
        if is_own { Mode::Move } else { Mode::MoveOrCopy }
    }

    /// The variables of a pattern that always matches.
    pub(super) fn irrefutable(&mut self, pattern: &Pattern, from: &Operand) {
        let mut found = Vec::new();
        self.examine(pattern, from, true, &mut found);
        self.bind(found);
    }

    /// Tests the value, unless it `always` matches, and finds the names.
    fn examine(&mut self, pattern: &Pattern, from: &Operand, always: bool, found: &mut Vec<Found>) {
        match &pattern.kind {
            PatternKind::Binding { name, by_reference, inner } => {
                if let Some(inner) = inner {
                    self.examine(inner, from, always, found);
                }
                let name = self.lowerer.symbol(name);
                let from = Source::Part { operand: from.clone(), by_reference: *by_reference };
                found.push(Found { name, range: pattern.range, from });
            }
            PatternKind::Underscore | PatternKind::Rest => {}
            PatternKind::Other => self.test(Shape::Value, from, always),
            PatternKind::Tuple(items) => self.parts(items, from, always, found),
            PatternKind::TupleStruct { path, fields } => {
                let path = self.lowerer.path_symbol(path);
                self.test(Shape::Path(path), from, always);
                self.parts(fields, from, always, found);
            }
            PatternKind::Struct { path, fields } => {
                let path = self.lowerer.path_symbol(path);
                self.test(Shape::Path(path), from, always);
                for (name, field) in fields {
                    let name = self.lowerer.symbol(name);
                    self.examine(field, &self.part(from, Projection::Field(name)), always, found);
                }
            }
            PatternKind::Reference(inner) => self.examine(inner, &self.part(from, Projection::Dereference), always, found),
            PatternKind::Typed(inner, _) => self.examine(inner, from, always, found),
            PatternKind::Or(cases) => self.either(cases, from, always, found),
        }
    }

    fn parts(&mut self, items: &[Pattern], from: &Operand, always: bool, found: &mut Vec<Found>) {
        let rest = items.iter().position(|item| matches!(item.kind, PatternKind::Rest));
        for (at, item) in items.iter().enumerate() {
            // How many there are behind `..` only the type tells.
            let projection = if rest.is_some_and(|rest| at > rest) {
                Projection::Index
            } else {
                Projection::Field(self.lowerer.symbol(&at.to_string()))
            };
            self.examine(item, &self.part(from, projection), always, found);
        }
    }

    /// A part of the value. Whether it is taken or lent depends on whether the value is a reference.
    fn part(&self, whole: &Operand, projection: Projection) -> Operand {
        let mode = self.lowerer.answers.taken(self.scrutinee.id).unwrap_or(Mode::Unknown);
        Operand { place: whole.place.clone().then(projection), mode }
    }

    fn test(&mut self, shape: Shape, from: &Operand, always: bool) {
        if !always {
            let test = Test::Matches(from.place.clone(), shape);
            self.lowerer.branch_or_jump(test, self.scrutinee.id, |jump| *jump == Jump::Otherwise);
        }
    }

    /// The first alternative that matches lends its parts under names that all alternatives share.
    fn either(&mut self, cases: &[Pattern], from: &Operand, always: bool, found: &mut Vec<Found>) {
        let matched = self.lowerer.open.blocks.add();
        let mut shared: Vec<Found> = Vec::new();
        for (at, case) in cases.iter().enumerate() {
            let is_last = at + 1 == cases.len();
            let next = (!is_last).then(|| self.lowerer.open.blocks.add());
            if let Some(next) = next {
                self.lowerer.open.scopes.open_target(Jump::Otherwise, next, None);
            }
            let mut own = Vec::new();
            self.examine(case, from, always && is_last, &mut own);
            for own in own {
                let known = shared.iter().find_map(|shared| match shared.from {
                    Source::Lent { to, .. } if shared.name == own.name => Some(to),
                    _ => None,
                });
                let lent = self.lend_to(own, known);
                if known.is_none() {
                    shared.push(lent);
                }
            }
            match next {
                Some(next) => {
                    self.lowerer.open.scopes.close_target();
                    self.lowerer.open.blocks.end(super::graph::Exit::Goto(matched));
                    self.lowerer.open.blocks.continue_at(next);
                }
                None => self.lowerer.open.blocks.lead_to(matched),
            }
        }
        found.extend(shared);
    }

    /// The name means a reference while a guard runs.
    fn lend(&mut self, found: Found) -> Found {
        let lent = self.lend_to(found, None);
        if let Source::Lent { to, .. } = lent.from {
            self.lowerer.open.name(lent.name, to);
        }
        lent
    }

    fn lend_to(&mut self, found: Found, known: Option<LocalId>) -> Found {
        let Found { name, range, from } = found;
        let to = known.unwrap_or_else(|| self.lowerer.open.local(LocalKind::View(name), range));
        let by_reference = match from {
            Source::Part { operand, by_reference } => {
                let borrow = EventKind::Borrow { to, place: operand.place, mutable: false };
                self.lowerer.push_at(borrow, self.scrutinee.id, range);
                by_reference
            }
            Source::Lent { to: before, by_reference } => {
                let from = Operand { place: Place::of(before), mode: Mode::Copy };
                self.lowerer.push_at(EventKind::Use { to, from }, self.scrutinee.id, range);
                by_reference
            }
        };
        Found { name, range, from: Source::Lent { to, by_reference } }
    }

    fn bind(&mut self, found: Vec<Found>) {
        for Found { name, range, from } in found {
            let local = self.lowerer.open.local(LocalKind::Variable(name), range);
            let (operand, by_reference) = match from {
                Source::Part { operand, by_reference } => (operand, by_reference),
                Source::Lent { to, by_reference } => {
                    let mode = self.lowerer.answers.taken(self.scrutinee.id).unwrap_or(Mode::Unknown);
                    (Operand { place: Place::of(to).then(Projection::Dereference), mode }, by_reference)
                }
            };
            let bound = if by_reference {
                EventKind::Borrow { to: local, place: operand.place, mutable: false }
            } else {
                EventKind::Use { to: local, from: operand }
            };
            self.lowerer.push_at(bound, self.scrutinee.id, range);
            self.lowerer.open.name(name, local);
            let frame = self.lowerer.open.scopes.variables();
            if !by_reference {
                self.lowerer.open.scopes.schedule(frame, local, Why::Scope, (self.scrutinee.id, range));
            }
        }
    }
}
