//! What tasks take along, ask for and make, noted as their bodies are walked; the same of the function outside its tasks.

use super::Walker;
use super::bodies::Ambient;
use super::tasks::MAX_STEPS;
use crate::code::program::Made;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::types::Ty;
use crate::code::workspace::Item;
use crate::knowledge::{Call, Does, Form, Is, Parent, Starts};

impl<'w> Walker<'w> {
    /// What is current is asked for.
    pub(super) fn asks_for_current(&mut self, does: Option<Does>, range: Range) {
        let asks = matches!(does, Some(Does::CurrentSpan | Does::CurrentContext | Does::AttachesCurrent));
        if let Some(task) = self.tasks.task.filter(|_| asks && !self.flow.dead)
            && matches!(self.ambient(), Ambient::Apart(_) | Ambient::Left)
        {
            let task = &mut self.tasks.all[task];
            task.asks_inside = task.asks_inside.or(Some(range));
        }
    }

    /// It is only looked at: whether there is one.
    pub(super) fn only_reads_current(&mut self, receiver: Range, does: Option<Does>) {
        if let Some(task) = self.tasks.task.filter(|_| does == Some(Does::Reads)) {
            let task = &mut self.tasks.all[task];
            task.asks_inside = task.asks_inside.filter(|asked| *asked != receiver);
        }
    }

    /// A span or event is made, by the task at hand or by the function.
    pub(in crate::code) fn note_made(&mut self, range: Range, is_span: bool, library: Option<&'static str>) {
        let made = Made { place: self.source.place(range), library };
        let makes = match self.tasks.task {
            Some(task) => &mut self.tasks.all[task].makes,
            None => &mut self.footprint.makes,
        };
        let first = if is_span { &mut makes.span } else { &mut makes.event };
        first.get_or_insert(made);
    }

    /// A context is taken along, or chosen in so many words.
    pub(super) fn note_carried(&mut self, range: Range) {
        // What is attached to the future of a task is the task's.
        let around = self.tasks.all.iter().rposition(|task| task.call.is_some_and(|call| call.contains(range)));
        match around.or(self.tasks.task) {
            Some(task) => self.tasks.all[task].carries = true,
            None => self.footprint.carries = true,
        }
    }

    /// A call that starts a span, or says what it belongs to.
    pub(super) fn note_span_call(&mut self, call: &'static Call, on: Option<&Ty>, range: Range) {
        self.footprint.serves.extend(call.serves);
        let library = on.and_then(Ty::api).map_or(call.name, |(api, _)| api.path).split("::").next();
        match call.parent {
            Some(Parent::Active) => self.note_made(range, true, library),
            Some(Parent::Passed) => self.note_carried(range),
            None => {}
        }
        if matches!(call.does, Some(Does::SetsParent | Does::AddsLink | Does::EmptyContext))
            || call.starts == Some(Starts::Argument)
        {
            self.note_carried(range);
        }
    }

    /// A value is used: one from outside the task that holds a span, or says so by its name, is taken along.
    pub(super) fn note_captured(&mut self, name: &str, body: usize, ty: &Ty, value: Option<&'w Expr>) {
        let Some(task) = self.tasks.task else { return };
        let is_outside = self.tasks.all[task].first_body.is_some_and(|first| body < first);
        if !is_outside {
            return;
        }
        let level = value.and_then(|value| self.low_level(value, MAX_STEPS));
        let task = &mut self.tasks.all[task];
        task.span_level = task.span_level.or(level);
        task.carries |= self.workspace.holds_context(ty) || ty.is_unknown() && self.workspace.knowledge.words.is_span_name(name);
        // What the caller gives may be any future or closure.
        task.in_sight &= !is_work_of_caller(ty);
    }

    /// A field is used.
    pub(super) fn note_field(&mut self, name: &str, ty: &Ty, range: Range) {
        if self.tasks.task.is_some()
            && (self.workspace.holds_context(ty) || ty.is_unknown() && self.workspace.knowledge.words.is_span_name(name))
        {
            self.note_carried(range);
        }
    }

    /// A loop that goes on while something out of sight gives it more.
    pub(super) fn note_waiting(&mut self, condition: &Expr) {
        let ExprKind::Let { value, .. } = &condition.kind else { return };
        if value.any(&mut |inner| matches!(inner.kind, ExprKind::Await(_))) {
            self.note_going_on(Some("with_stream"), true);
        }
    }

    /// A loop that need not end.
    pub(super) fn note_going_on(&mut self, ends: Option<&'static str>, is_left: bool) {
        let Some(ends) = ends else { return };
        if let Some(task) = self.tasks.task {
            self.tasks.all[task].goes_on = true;
        } else {
            self.footprint.loops = true;
            self.footprint.goes_on |= ends == "never" && !is_left;
        }
    }

    /// Functions of this workspace that are called here.
    pub(super) fn note_calls(&mut self, items: impl IntoIterator<Item = Item>) {
        if let Some(task) = self.tasks.task {
            self.tasks.all[task].calls.extend(items);
            return;
        }
        match self.ambient() {
            Ambient::Span(_) => self.footprint.covered.extend(items),
            Ambient::Caller => self.footprint.passed.extend(items),
            Ambient::Request(_) | Ambient::Apart(_) | Ambient::Left | Ambient::Unknown => {}
        }
    }

    /// The function was walked: its tasks go into the footprint.
    pub(super) fn finish_tasks(&mut self) {
        let mut all = std::mem::take(&mut self.tasks.all);
        for at in 0..all.len() {
            let nested = all[at].clone();
            if let Some(outer) = nested.within.filter(|_| !nested.carries).and_then(|within| all.get_mut(within)) {
                outer.calls.retain(|item| !nested.is.contains(item));
            }
        }
        for task in all {
            if task.call.is_some() {
                self.observe_task(task);
            }
        }
    }
}

/// A generic future or closure.
fn is_work_of_caller(ty: &Ty) -> bool {
    match ty.unwrapped() {
        Ty::Bounded(bounds) => bounds.iter().any(|bound| match bound {
            Ty::Api(api, _) => api.is == Some(Is::Callable) || !matches!(api.awaited, Form::Untold),
            _ => false,
        }),
        _ => false,
    }
}
