//! What each binary does with its pipeline, as facts.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::reach::{Mains, Program, called_by, leading_names};
use super::{Exit, Footprint, Setup};
use crate::code::source_text::SourceText;
use crate::code::tree::Range;
use crate::code::word_hash::name_hash;
use crate::code::workspace::{At, Item, Workspace};
use crate::fact::{Key, On, Seen};
use crate::knowledge::{Does, Signal};
use crate::source::Source;
use crate::text::around_word;

/// Facts about providers, tracers, meters and propagators of all binaries; each place once.
pub(in crate::code) fn observe(workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>, sources: &[Source]) -> Vec<Seen> {
    let mut noted: BTreeMap<(usize, u32, &'static str), Seen> = BTreeMap::new();
    for program in Mains::new(workspace).programs(workspace) {
        let view = View::new(workspace, footprints, sources, &program);
        for (item, kind, seen) in view.seen() {
            noted.entry((item.unit, seen.place.start, kind)).or_insert(seen);
        }
    }
    noted.into_values().collect()
}

/// Ends of the process before which no function was called that shuts a pipeline down.
pub(in crate::code) fn exits(workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>) -> Vec<Seen> {
    let mut open: Vec<&Exit> = footprints.values().flat_map(|footprint| &footprint.exits).collect();
    if open.is_empty() {
        return Vec::new();
    }
    let ending = workspace.knowledge.catalog.names_of(Does::ShutsDown).chain(workspace.knowledge.catalog.names_of(Does::Flushes));
    let ending = leading_names(workspace, ending.map(|name| name.rsplit("::").next().unwrap_or(name)));
    let may_end = |item: &Item| {
        let function = workspace.function(*item);
        let leads = || {
            function.body.is_none()
                && workspace.own.calls(*item).iter().any(|call| *call != name_hash(&function.name) && ending.contains(call))
        };
        footprints.get(item).is_some_and(Footprint::ends_pipeline) || leads()
    };
    let installs = |item: &Item| footprints.get(item).is_some_and(Footprint::installs_what_waits);
    let is_installed =
        |exit: &Exit| exit.installed_by.is_none_or(|maker| called_by(BTreeSet::from([maker]), footprints).iter().any(installs));
    open.retain(|exit| is_installed(exit) && !called_by(exit.called.clone(), footprints).iter().any(may_end));
    open.into_iter().map(|exit| exit.seen.clone()).collect()
}

/// Spans that are put into a static which nothing takes them out of, and which is not dropped.
pub(in crate::code) fn kept_in_statics(
    workspace: &Workspace,
    footprints: &FxHashMap<Item, Footprint>,
    sources: &[Source],
) -> Vec<Seen> {
    let released: BTreeSet<Item> = footprints.values().flat_map(|footprint| footprint.released.iter().copied()).collect();
    let mut out_of_sight: BTreeMap<Item, bool> = BTreeMap::new();
    let mut kept = Vec::new();
    for (item, footprint) in footprints {
        for (holder, range) in footprint.stored.iter().filter(|(holder, _)| !released.contains(holder)) {
            if *out_of_sight.entry(*holder).or_insert_with(|| is_named_out_of_sight(workspace, sources, *holder)) {
                continue;
            }
            let mut seen = site(workspace, sources, *item, "leak", *range);
            seen.facts.word(Key::LeakForm, "static");
            let constant = workspace.constant(*holder);
            seen.facts.text(Key::Variable, &constant.name);
            kept.push(seen);
        }
    }
    kept
}

/// Whether a static is named where nothing was walked: in a body that was left unread, or in a macro of ours.
fn is_named_out_of_sight(workspace: &Workspace, sources: &[Source], holder: Item) -> bool {
    let name = workspace.constant(holder).name.as_str();
    sources.iter().enumerate().any(|(unit, source)| {
        around_word(&source.text, name).any(|(before, _)| {
            let line = before.rsplit('\n').next().unwrap_or_default().trim_start();
            let is_inert = line.contains("static ") || line.contains("use ") || line.contains("//");
            let mut walked = workspace.own.of_unit(unit).iter().filter_map(|own| own.with_body()?.body.as_ref());
            let is_walked = walked.any(|body| (body.range.start as usize..body.range.end as usize).contains(&before.len()));
            !is_inert && !is_walked
        })
    })
}

pub(super) fn site(workspace: &Workspace, sources: &[Source], item: Item, kind: &'static str, range: Range) -> Seen {
    let text = SourceText::new(item.unit, &sources[item.unit]);
    let mut seen = Seen::new(On::Site, kind, text.place(range));
    seen.facts.flag(Key::InTest, workspace.is_test(item));
    seen.facts.text(Key::Expression, text.quote(range));
    seen
}

/// One binary.
struct View<'v> {
    workspace: &'v Workspace,
    footprints: &'v FxHashMap<Item, Footprint>,
    sources: &'v [Source],
    program: &'v Program<'v>,
    reached: BTreeSet<Item>,
    /// What is done anywhere in the crates of the program, reached or not.
    done: Vec<&'v Setup>,
}

impl<'v> View<'v> {
    fn new(
        workspace: &'v Workspace,
        footprints: &'v FxHashMap<Item, Footprint>,
        sources: &'v [Source],
        program: &'v Program<'v>,
    ) -> Self {
        let within = footprints.iter().filter(|(item, _)| program.holds(workspace, **item));
        let done = within.flat_map(|(_, footprint)| &footprint.setups).collect();
        Self { workspace, footprints, sources, program, reached: program.reached(footprints), done }
    }

    /// Whether something is done for a signal anywhere in the program; where it is not known for which, it may be for this one.
    fn does(&self, does: &[Does], signal: Option<Signal>) -> bool {
        self.done.iter().any(|setup| {
            let fits = setup.signal.is_none() || signal.is_none() || setup.signal == signal;
            does.contains(&setup.does) && fits
        })
    }

    fn reached_setups(&self) -> impl Iterator<Item = (Item, &'v Setup)> {
        let footprints = self.footprints;
        let setups = self.reached.iter().filter_map(move |item| Some((*item, footprints.get(item)?)));
        setups.flat_map(|(item, footprint)| footprint.setups.iter().map(move |setup| (item, setup)))
    }

    fn seen(&self) -> Vec<(Item, &'static str, Seen)> {
        let mut all = Vec::new();
        for (item, setup) in self.reached_setups() {
            match setup.does {
                Does::InstallsProvider | Does::TakesProvider if setup.waits => all.extend(self.provider(item, setup)),
                _ => {}
            }
        }
        all.extend(self.globals());
        all.extend(self.propagators());
        all
    }

    /// A provider that is given to the whole program and that nothing shuts down.
    fn provider(&self, item: Item, setup: &Setup) -> Option<(Item, &'static str, Seen)> {
        let shut_down = self.does(&[Does::ShutsDown, Does::Flushes], setup.signal);
        let installed = setup.does == Does::InstallsProvider || self.does(&[Does::InstallsSubscriber], None);
        if shut_down || !installed {
            return None;
        }
        let range = setup.provider.unwrap_or(setup.range);
        let mut seen = self.site(item, "provider", range);
        if let Some(signal) = setup.signal {
            seen.facts.word(Key::Signal, signal.name());
        }
        seen.facts.word(Key::ProviderShutDown, "never");
        seen.relate("installed", self.text(item).place(setup.range));
        Some((item, "provider", seen))
    }

    /// A global tracer or meter that is used in a program where nobody installs a provider for it: the first place of each.
    fn globals(&self) -> Vec<(Item, &'static str, Seen)> {
        let mut found = Vec::new();
        if self.program.may_be_set_up_outside {
            return found;
        }
        for signal in [Signal::Traces, Signal::Metrics] {
            let mut uses =
                self.reached_setups().filter(|(_, setup)| setup.does == Does::GetsGlobal && setup.signal == Some(signal));
            let Some((item, setup)) = uses.next() else { continue };
            if self.does(&[Does::InstallsProvider], Some(signal)) {
                continue;
            }
            let mut seen = self.site(item, "global", setup.range);
            seen.facts.word(Key::Signal, signal.name());
            seen.facts.word(Key::ProviderSet, "never");
            found.push((item, "global", seen));
        }
        found
    }

    /// Headers are written or read in a program where nobody installs a propagator: the first place.
    fn propagators(&self) -> Option<(Item, &'static str, Seen)> {
        if self.program.may_be_set_up_outside || self.does(&[Does::InstallsPropagator], None) || self.only_logs() {
            return None;
        }
        let (item, setup) = self.reached_setups().find(|(_, setup)| setup.does == Does::GetsPropagator)?;
        let mut seen = self.site(item, "propagation", setup.range);
        seen.facts.word(Key::PropagatorSet, "never");
        Some((item, "propagation", seen))
    }

    /// Whether the program says what becomes of its events and spans, and traces are no part of that: it has no context to hand on.
    fn only_logs(&self) -> bool {
        let is_traced = self.does(&[Does::InstallsProvider, Does::TakesProvider, Does::GetsGlobal], Some(Signal::Traces));
        self.does(&[Does::InstallsSubscriber], None) && !is_traced
    }

    fn site(&self, item: Item, kind: &'static str, range: Range) -> Seen {
        let mut seen = site(self.workspace, self.sources, item, kind, range);
        // A crate beside the library of its package is `package@binary`.
        let root = self.workspace.path(At { unit: self.program.main.unit, scope: 0 });
        seen.facts.text(Key::Program, root.rsplit('@').next().unwrap_or(root));
        seen.facts.flag(Key::WorkspaceExports, self.workspace.exports);
        seen
    }

    fn text(&self, item: Item) -> SourceText<'v> {
        SourceText::new(item.unit, &self.sources[item.unit])
    }
}
