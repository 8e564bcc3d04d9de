//! Guards: dropped at once, held while the body is suspended.

use super::{Dropped, Walker};
use crate::code::keepers::Keeper;
use crate::code::tree::Range;
use crate::code::walk::Origin;
use crate::fact::{Key, Seen};
use crate::knowledge::TypeApi;

impl<'w> Walker<'w> {
    fn guard(&self, range: Range, api: &'static TypeApi, origin: Option<&Origin>) -> Seen {
        let mut seen = self.site("guard", range);
        seen.facts.text(Key::GuardType, api.path);
        if let Some(crosses) = api.crosses_threads {
            seen.facts.flag(Key::GuardCrossesThreads, crosses);
        }
        if let Some(name) = origin.and_then(|origin| origin.name.as_ref()) {
            seen.facts.text(Key::SpanName, name);
        }
        seen
    }

    pub(in crate::code) fn observe_guard_dropped(
        &mut self,
        dropped: Dropped<'w>,
        api: &'static TypeApi,
        origin: Option<&Origin>,
    ) {
        let range = dropped.value.range;
        let mut seen = self.guard(range, api, origin);
        seen.facts.word(Key::GuardDropped, "at_once");
        seen.facts.word(Key::GuardDropForm, dropped.form);
        if let Some(made) = origin.map(|origin| origin.made).filter(|made| !range.contains(*made)) {
            seen.relate("made", self.source.place(made));
        }
        self.keep_edits(&mut seen, dropped, Some(api), ("_guard", "bind_guard", true));
        self.keep(seen);
    }

    /// A value that keeps telemetry going ends in the statement that made it, at `range`.
    pub(in crate::code) fn observe_keeper_dropped(&mut self, dropped: Dropped<'w>, keeper: &Keeper, range: Range) {
        let mut seen = self.site("telemetry_guard", range);
        seen.facts.text(Key::GuardType, &keeper.name);
        seen.facts.word(Key::GuardDropped, "at_once");
        seen.facts.word(Key::GuardDropForm, dropped.form);
        if let Some(crosses) = keeper.crosses_threads {
            seen.facts.flag(Key::GuardCrossesThreads, crosses);
        }
        // In any other function it may have to go up to the caller, which nobody would be told of any more.
        let is_whole_program = self.function.is_main();
        self.keep_edits(&mut seen, dropped, None, ("_guard", "bind_guard", is_whole_program));
        self.keep(seen);
    }

    /// A new guard takes the place of one that is alive while it is made.
    pub(in crate::code) fn observe_guard_replaces(&mut self, range: Range, api: &'static TypeApi, made: Range, before: Range) {
        let mut seen = self.guard(range, api, None);
        seen.facts.word(Key::GuardReplaces, "alive");
        seen.relate("made", self.source.place(made));
        seen.relate("before", self.source.place(before));
        self.keep(seen);
    }
}
