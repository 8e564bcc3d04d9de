//! The lives of spans: what is done to them too late, twice or in every turn of a loop, and what they do not say of an error.

use super::Walker;
use super::exports::built_convention;
use crate::code::tree::{Expr, ExprKind, MacroContent, Range};
use crate::code::walk::{Turns, Write};
use crate::fact::Key;
use crate::knowledge::{Call, Does};

/// What the SDK keeps of a span's attributes, and of its events. Source: OpenTelemetry specification, "Span limits".
const SPAN_LIMIT: u64 = 128;

/// What the batch processor keeps of spans that wait for their export. Source: OpenTelemetry specification, "Batching processor".
const QUEUE: u64 = 2048;

/// Variables that are looked through to find when a time was taken.
const MAX_STEPS: usize = 4;

impl<'w> Walker<'w> {
    /// A second end.
    pub(in crate::code) fn observe_ended_again(&mut self, life: usize, range: Range, ended_at: Option<Range>) {
        let mut seen = self.site("end", range);
        seen.facts.word(Key::SpanEnded, "before");
        seen.relate("made", self.source.place(self.life(life).made));
        if let Some(at) = ended_at {
            seen.relate("ended", self.source.place(at));
        }
        self.keep(seen);
    }

    /// The end of a span with a time of its own.
    pub(in crate::code) fn observe_end_time(&mut self, life: usize, range: Range, time: &'w Expr) {
        let made = self.life(life).made;
        let mut seen = self.site("end", range);
        if self.life(life).starts_now && self.is_before(time, made, MAX_STEPS) {
            seen.facts.word(Key::EndTime, "before_start");
            seen.facts.text(Key::ValueText, self.source.quote(time.range));
        }
        seen.relate("made", self.source.place(made));
        self.keep(seen);
    }

    /// Whether a time lies before what happens at `start`: it was taken before, and nothing was added to it; or something is
    /// taken off the time that it is.
    fn is_before(&self, time: &'w Expr, start: Range, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        match &time.kind {
            ExprKind::Path(path) => {
                let Some(value) = path.name().and_then(|name| self.variable(name)).and_then(|variable| variable.value) else {
                    return self.known_constant(time) == Some(Does::EarliestTime);
                };
                let taken_before = value.range.end <= start.start && self.takes_time(value);
                taken_before || self.is_before(value, start, steps)
            }
            ExprKind::Binary { left, operator, .. } if operator == "-" => {
                let taken_before = left.range.end <= start.start && self.takes_time(left);
                taken_before || self.is_before(left, start, steps)
            }
            _ => false,
        }
    }

    fn takes_time(&self, expr: &'w Expr) -> bool {
        match &expr.kind {
            ExprKind::Binary { left, operator, .. } if operator == "-" => self.takes_time(left),
            _ => self.does(expr, Does::TakesTime),
        }
    }

    fn known_constant(&self, expr: &'w Expr) -> Option<Does> {
        let ExprKind::Path(path) = &expr.kind else { return None };
        self.workspace.knowledge.catalog.call(&self.workspace.resolve(self.at, path)?)?.does
    }

    /// A write to a span that has ended; by a function that the span is lent to, if `helper` names one.
    pub(in crate::code) fn observe_write_after_end(
        &mut self,
        life: usize,
        write: Write,
        range: Range,
        when: &'static str,
        ended_at: Option<Range>,
        helper: Option<&str>,
    ) {
        let mut seen = self.site("write", range);
        seen.facts.text(Key::Method, write.method);
        seen.facts.word(Key::SpanEnded, when);
        if let Some(helper) = helper {
            seen.facts.text(Key::Helper, helper);
            seen.relate("written", write.place);
        }
        seen.relate("made", self.source.place(self.life(life).made));
        if let Some(at) = ended_at {
            seen.relate("ended", self.source.place(at));
        }
        self.keep(seen);
    }

    /// A write in a loop to a span that was started before the loop.
    pub(in crate::code) fn observe_write_in_loop(
        &mut self,
        life: usize,
        call: &'static Call,
        write: &'static str,
        range: Range,
        turns: Turns,
    ) {
        let mut seen = self.site("write", range);
        seen.facts.text(Key::Method, call.name);
        seen.facts.word(Key::Write, write);
        let turns = match turns {
            Turns::Counted(count) if count > SPAN_LIMIT => "many",
            Turns::Counted(_) => "few",
            Turns::Data => "data",
            Turns::Unknown => "unknown",
        };
        seen.facts.word(Key::LoopTurns, turns);
        seen.relate("made", self.source.place(self.life(life).made));
        self.keep(seen);
    }

    /// A span that every turn of a loop makes.
    pub(in crate::code) fn observe_span_in_loop(&mut self, made: Range, turns: Turns) {
        let Turns::Counted(count) = turns else { return };
        let mut seen = self.site("span", made);
        seen.facts.word(Key::LoopTurns, if count > QUEUE { "flood" } else { "few" });
        self.keep(seen);
    }

    /// A key that the span has already.
    pub(in crate::code) fn observe_key_again(&mut self, life: usize, key: &str, range: Range, when: &'static str) {
        let mut seen = self.site("write", range);
        seen.facts.text(Key::AttributeKey, key);
        seen.facts.word(Key::KeyAgain, when);
        seen.facts.flag(Key::WorkspaceExports, self.workspace.exports);
        seen.relate("made", self.source.place(self.life(life).made));
        self.keep(seen);
    }

    /// A status that an error cannot replace any more.
    pub(in crate::code) fn observe_status_kept(&mut self, ok: Range, error: Range) {
        let mut seen = self.site("status", ok);
        seen.facts.word(Key::Status, "ok");
        seen.facts.word(Key::StatusThen, "error");
        seen.relate("then", self.source.place(error));
        self.keep(seen);
    }

    /// The description of an error that does not replace the one before.
    pub(in crate::code) fn observe_description_lost(&mut self, second: Range, first: Range) {
        let mut seen = self.site("status", second);
        seen.facts.word(Key::Status, "error");
        seen.facts.word(Key::StatusThen, "lost");
        seen.relate("before", self.source.place(first));
        self.keep(seen);
    }

    /// An error is written to a span whose status nobody sets.
    pub(in crate::code) fn observe_error_without_status(&mut self, error: Range) {
        let mut seen = self.site("error_record", error);
        seen.facts.word(Key::Status, "unset");
        self.keep(seen);
    }

    /// The body is left by an error while a span is open that says nothing of it.
    pub(in crate::code) fn observe_error_exit(&mut self, life: usize, range: Range, form: &'static str) {
        let mut seen = self.site("error_exit", range);
        seen.facts.word(Key::Status, "unset");
        seen.facts.word(Key::ExitForm, form);
        seen.relate("made", self.source.place(self.life(life).made));
        self.keep(seen);
    }

    /// A span that never is current, while another is started that should be its child.
    pub(in crate::code) fn observe_not_active(&mut self, life: usize, other: Range) {
        let mut seen = self.site("span", self.life(life).made);
        seen.facts.word(Key::SpanMadeBy, "call");
        seen.facts.word(Key::SpanActive, "never");
        seen.relate("beside", self.source.place(other));
        self.keep(seen);
    }

    /// A span that nothing drops, so that it is never exported.
    pub(in crate::code) fn observe_leak(&mut self, range: Range, form: &'static str, made: Option<Range>) {
        let mut seen = self.site("leak", range);
        seen.facts.word(Key::LeakForm, form);
        if let Some(made) = made {
            seen.relate("made", self.source.place(made));
        }
        self.keep(seen);
    }

    /// The keys of an attribute, or of a list of them, as far as they are in sight.
    pub(in crate::code) fn attribute_keys(&self, expr: &'w Expr) -> Vec<(String, Range)> {
        match &expr.kind {
            ExprKind::Reference(inner) => self.attribute_keys(inner),
            ExprKind::List(items) => items.iter().flat_map(|item| self.attribute_keys(item)).collect(),
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Expressions(items) => items.iter().flat_map(|item| self.attribute_keys(item)).collect(),
                _ => Vec::new(),
            },
            ExprKind::Call { arguments, .. } => {
                let makes = self.does(expr, Does::MakesAttribute);
                let key = arguments.first().filter(|_| makes).and_then(|key| Some((self.literal(key)?, expr.range)));
                key.into_iter().collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether the key of an attribute, or of one in a list, is in sight: written down, or one of a family that the conventions
    /// know, such as a header's.
    pub(in crate::code) fn shows_key(&self, expr: &'w Expr) -> bool {
        let of_a_family = |part: &'w Expr| match &part.kind {
            ExprKind::Call { arguments, .. } => {
                let makes = self.does(part, Does::MakesAttribute);
                makes
                    && arguments.first().is_some_and(|key| built_convention(key, self.workspace.knowledge.conventions).is_some())
            }
            _ => false,
        };
        !self.attribute_keys(expr).is_empty() || expr.any(&mut |part| of_a_family(part))
    }
}
