//! Metric instruments that do not outlive the body that builds them: built anew whenever it runs.

use super::{Variable, Walker};
use crate::code::program::Remade;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::workspace::Item;
use crate::knowledge::{Does, Is};

impl<'w> Walker<'w> {
    /// Loops around this point in the body at hand.
    pub(super) fn loops(&self) -> usize {
        self.targets.iter().filter(|target| target.is_loop).count()
    }

    /// Functions of this workspace that are called here.
    pub(super) fn calls(&mut self, items: impl IntoIterator<Item = Item> + Clone) {
        self.note_calls(items.clone());
        if self.loops() > 0 {
            self.footprint.repeats.extend(items.clone());
        }
        self.footprint.calls.extend(items);
    }

    /// A variable goes out of scope. An instrument that it was the only one to hold is gone.
    pub(super) fn forgets_instrument(&mut self, variable: &Variable<'w>) {
        let Some(value) = variable.value.filter(|_| variable.measured && !variable.escaped) else { return };
        if variable.ty.is(Is::MetricInstrument) && self.builds_instrument(value) {
            self.note_remade(value.range, variable.loops > 0, false);
        }
    }

    /// A measurement is given to an instrument that is built in the same expression.
    pub(in crate::code) fn measures_at_once(&mut self, receiver: &'w Expr) {
        if !matches!(receiver.kind, ExprKind::Path(_)) && self.builds_instrument(receiver) {
            self.note_remade(receiver.range, self.loops() > 0, false);
        }
    }

    fn builds_instrument(&self, value: &'w Expr) -> bool {
        let way = self.making(value).and_then(|making| making.only());
        way.is_some_and(|way| way.parts.iter().any(|part| part.call.does == Some(Does::MakesInstrument)))
    }

    pub(in crate::code) fn note_remade(&mut self, range: Range, in_loop: bool, observable: bool) {
        let in_span = self.open_span().is_some();
        self.footprint.remade.push(Remade { range, in_loop, in_span, observable });
    }

    /// A callback is registered with an instrument that is built here.
    pub(in crate::code) fn note_observable(&mut self, range: Range) {
        self.note_remade(range, self.loops() > 0, true);
    }
}
