//! Calls that run a future or closure elsewhere: what is current where they stand, and whether anything takes it along.

use super::Walker;
use crate::code::program::Spawned;
use crate::code::tree::Range;
use crate::code::walk::{Ambient, Task};
use crate::fact::{Edit, Key, Seen};
use crate::knowledge::Runs;

impl Walker<'_> {
    /// A task, once all of it was walked. What it calls is known only for the whole workspace.
    pub(in crate::code) fn observe_task(&mut self, task: Task) {
        let mut seen = self.site("task", task.head);
        seen.facts.text(Key::Method, self.source.quote(task.head));
        let runs = match task.runs {
            Some(Runs::Task) | None => "task",
            Some(Runs::Thread) => "thread",
            Some(Runs::Each) => "each",
        };
        seen.facts.word(Key::TaskRuns, runs);
        self.around_task(&mut seen, &task);
        if let Some(level) = task.span_level {
            seen.facts.word(Key::TaskSpanLevel, level.name());
        }
        if let Some(attached) = task.on_handle {
            seen.facts.text(Key::Attached, self.source.quote(attached));
            seen.relate("attached", self.source.place(attached));
            seen.edits.extend(self.move_inside(&task, attached).into_iter().flatten());
        } else if let Some(asked) = task.asks_inside.filter(|_| !task.carries) {
            seen.facts.word(Key::TaskContext, "asked_inside");
            seen.facts.text(Key::Attached, self.source.quote(asked));
            seen.relate("asked", self.source.place(asked));
        }
        self.footprint.tasks.push(Spawned { seen, task });
    }

    /// What is current at the call.
    fn around_task(&self, seen: &mut Seen, task: &Task) {
        let Ambient::Span(current) = task.ambient.around() else { return };
        seen.facts.word(Key::TaskAround, "span");
        if let Some(name) = &current.name {
            seen.facts.text(Key::SpanName, name);
        }
        seen.relate("current", self.source.place(current.at));
    }

    /// The changes that attach to the future what was attached to the handle of its task.
    fn move_inside(&self, task: &Task, attached: Range) -> Option<[Edit; 2]> {
        let (future, call) = (task.future?, task.call?);
        let after = Range { start: future.end, end: future.end };
        let moved = Range { start: call.end, end: attached.end };
        let text = format!(".{}", self.source.text(attached));
        (call.end <= attached.start).then(|| {
            [Edit::safe("move_inside", self.source.place(after), text), Edit::safe("move_inside", self.source.place(moved), "")]
        })
    }
}
