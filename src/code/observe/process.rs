//! The pipeline in one body: installed twice or too late, left open when the process ends.

use std::collections::BTreeSet;

use super::Walker;
use crate::code::program::Exit;
use crate::code::tree::{Expr, Range};
use crate::code::walk::What;
use crate::code::workspace::Item;
use crate::fact::Key;
use crate::knowledge::{Does, Signal};

impl<'w> Walker<'w> {
    /// A provider that takes the place of another.
    pub(in crate::code) fn observe_provider_again(&mut self, signal: Signal, range: Range, first: Range) {
        let mut seen = self.site("provider", range);
        seen.facts.word(Key::Signal, signal.name());
        seen.facts.word(Key::ProviderSet, "before");
        seen.relate("first", self.source.place(first));
        self.keep(seen);
    }

    /// The global tracer or meter, taken before there is a provider behind it.
    pub(in crate::code) fn observe_taken_early(&mut self, signal: Signal, taken: Range, installed: Range) {
        let mut seen = self.site("global", taken);
        seen.facts.word(Key::Signal, signal.name());
        seen.facts.word(Key::ProviderSet, "later");
        seen.relate("installed", self.source.place(installed));
        self.keep(seen);
    }

    /// A subscriber that is refused, since the process has one.
    pub(in crate::code) fn observe_second_subscriber(&mut self, expr: &'w Expr, range: Range, first: Range) {
        let tracer = |does, within: Range| does == Does::TakesProvider && expr.range.contains(within);
        let feeds = self.footprint.setups.iter().any(|setup| tracer(setup.does, setup.range));
        let mut seen = self.site("subscriber", range);
        seen.facts.word(Key::SubscriberSet, "before");
        seen.facts.flag(Key::FeedsTracer, feeds);
        seen.relate("first", self.source.place(first));
        self.keep(seen);
    }

    /// The process ends while a provider or a span is open.
    pub(in crate::code) fn observe_exit(&mut self, range: Range, what: What, made: Option<Range>) {
        let mut seen = self.site("exit", range);
        seen.facts.word(Key::ExitForm, "process");
        seen.facts.word(Key::ExitSkips, if what == What::Provider { "shutdown" } else { "span_end" });
        if let Some(made) = made {
            seen.relate("made", self.source.place(made));
        }
        self.counts.sites += 1;
        let called = self.footprint.calls.clone();
        self.footprint.exits.push(Exit { seen, called, installed_by: None });
    }

    /// An error leaves the body before the shutdown further below.
    pub(in crate::code) fn observe_left_early(&mut self, range: Range, installed_by: Option<Item>, shutdown: Range) {
        let mut seen = self.site("exit", range);
        seen.facts.word(Key::ExitForm, "question_mark");
        seen.facts.word(Key::ExitSkips, "shutdown");
        seen.relate("shutdown", self.source.place(shutdown));
        if installed_by.is_none() {
            return self.keep(seen);
        }
        self.counts.sites += 1;
        self.footprint.exits.push(Exit { seen, called: BTreeSet::new(), installed_by });
    }

    /// A span is still open when its provider is shut down.
    pub(in crate::code) fn observe_span_open_at_shutdown(&mut self, range: Range, made: Range) {
        let mut seen = self.site("shutdown", range);
        seen.facts.word(Key::SpanOpen, "at_shutdown");
        seen.relate("made", self.source.place(made));
        self.keep(seen);
    }
}
