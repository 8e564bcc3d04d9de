//! Which bodies are read: a list of what is wanted, worked off in waves until nothing new is. Comes in: the index of a workspace without
//! a body; goes out: the same with those that matter. Words decide what is read first; what is wanted next, the bodies before say. Each
//! is read once.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::files::unread;
use super::guarded::Guarded;
use super::keepers::keepers;
use super::outline::{FoundIn, ItemId, Kind};
use super::program::{self, Footprint};
use super::schedule::Schedule;
use super::source_text::SourceText;
use super::syntax::{Answer, Body, Code, Head, renumber};
use super::tree::Unit;
use super::walk::{Summaries, Walker};
use super::word_hash::{WordHash, name_hash};
use super::workspace::{At, Item, Workspace};
use crate::panics::Step;
use crate::source::{Problem, Source};
use crate::text::offset;

pub(super) struct Demand<'d> {
    workspace: Workspace,
    sources: &'d [Source],
    guarded: &'d Guarded,
    schedule: Schedule,
    asked: FxHashSet<ItemId>,
    problems: Vec<(usize, Problem)>,
}

/// The workspace with all bodies that matter, and what of which unit could not be read.
pub(super) fn read_bodies(
    workspace: Workspace,
    sources: &[Source],
    guarded: &Guarded,
    schedule: Schedule,
) -> (Workspace, Vec<(usize, Problem)>) {
    let mut demand = Demand { workspace, sources, guarded, schedule, asked: FxHashSet::default(), problems: Vec::new() };
    demand.read_macros();
    demand.read_values();
    let telling = demand.telling();
    demand.read(telling);
    let unread = |item: &Item| demand.workspace.own.head(*item).with_body().is_none();
    let taking: Vec<Item> = demand.workspace.span_takers().into_iter().filter(unread).collect();
    let drops = demand.workspace.unread_drops();
    demand.read(taking.into_iter().chain(drops));
    demand.workspace.keepers = keepers(&demand.workspace, sources);
    let factories = demand.workspace.factories();
    let callers = demand.callers(&factories);
    demand.read(callers);
    demand.read_between();
    if schedule.every_body {
        demand.read_others();
    }
    (demand.workspace, demand.problems)
}

impl Demand<'_> {
    /// The macros of the workspace come first: how the arguments of others are read depends on them.
    fn read_macros(&mut self) {
        let macros = self.items(|kind| kind == Kind::MacroDefinition);
        let syntax = &self.workspace.own.syntax;
        let wrappers = self.schedule.map(&macros, |id| Some((id.file as usize, syntax.wrapper(*id)?)));
        for (unit, wrapper) in wrappers.into_iter().flatten() {
            self.workspace.units[unit].wrappers.push(wrapper);
        }
        self.workspace.own.syntax.wrappers = self.workspace.wrapper_grammars();
        let answers = self.answers(&macros, &|_| Head::Macro);
        for (id, answer) in answers {
            let scope = self.scope_of(id);
            // Arms that do not parse are opaque, and nobody is told: it is no fault of the file.
            if let Ok(mut body) = answer.value {
                let unit = id.file as usize;
                let (first, others) = renumber(&mut body.declared, scope, self.workspace.units[unit].scopes.len());
                body.declared.wrappers.clear();
                self.workspace.extend_scope(At { unit, scope }, first);
                self.workspace.take_in(unit, Unit { scopes: others, ..body.declared }, "");
            }
        }
    }

    /// Values of constants are short, and names stand for them.
    fn read_values(&mut self) {
        let mut constants: FxHashMap<ItemId, Item> = FxHashMap::default();
        for (unit, held) in self.workspace.units.iter().enumerate() {
            for (index, constant) in held.constants.iter().enumerate() {
                let id = constant.outlined.map(|item| ItemId { file: offset(unit), item });
                constants.extend(id.map(|id| (id, Item { unit, index })));
            }
        }
        let mut wanted: Vec<ItemId> = constants.keys().copied().collect();
        wanted.sort_unstable();
        let workspace = &self.workspace;
        let head = |id: ItemId| constants.get(&id).map_or(Head::Macro, |item| Head::Constant(workspace.constant(*item)));
        for (id, answer) in self.answers(&wanted, &head) {
            self.keep(id, answer, |workspace, code| {
                if let (Code::Constant(constant), Some(item)) = (code, constants.get(&id)) {
                    workspace.units[item.unit].constants[item.index] = constant;
                }
            });
        }
    }

    /// Functions that have to do with telemetry by their words, or by those of a macro that hands its arguments on.
    fn telling(&self) -> Vec<Item> {
        let workspace = &self.workspace;
        let wrappers: FxHashSet<WordHash> =
            workspace.own.syntax.wrappers.keys().map(|name| name_hash(&format!("{name}!"))).collect();
        let calling: FxHashSet<Item> = wrappers.iter().flat_map(|name| workspace.own.callers(*name)).collect();
        let outlined = workspace.own.all().filter(|(_, own)| own.outlined.is_some()).map(|(item, _)| item);
        outlined.filter(|item| workspace.own.tells(*item) || calling.contains(item)).collect()
    }

    /// All other bodies.
    fn read_others(&mut self) {
        let all: Vec<Item> = self.workspace.own.all().map(|(item, _)| item).collect();
        let others = all.into_iter().filter(|item| self.workspace.own.head(*item).with_body().is_none());
        let others: Vec<Item> = others.collect();
        self.read(others.iter().copied());
        for item in others {
            if let Some(head) = self.workspace.own.head_mut(item) {
                head.set_aside();
            }
        }
    }

    fn callers(&self, names: &FxHashSet<WordHash>) -> BTreeSet<Item> {
        names.iter().flat_map(|name| self.workspace.own.callers(*name)).collect()
    }

    /// Bodies between a `main` and what sets up its pipeline, and between a task and what makes a span. Each wave leads one call further.
    fn read_between(&mut self) {
        let mut between = None;
        loop {
            let (workspace, sources, guarded) = (&self.workspace, self.sources, self.guarded);
            let walk = |item: Item| walk(workspace, sources, guarded, item);
            let between = between.get_or_insert_with(|| program::Between::new(workspace, &walk));
            let mut wanted = program::towards_setup(workspace, &|item| walk(item).calls);
            wanted.extend(between.unread(workspace, &walk));
            if !self.read(wanted) {
                break;
            }
        }
    }

    /// Reads the bodies of these functions that were not asked for yet. Whether there were any.
    fn read(&mut self, wanted: impl IntoIterator<Item = Item>) -> bool {
        let workspace = &self.workspace;
        let mut functions: FxHashMap<ItemId, Item> = FxHashMap::default();
        for item in wanted {
            let id = workspace.own.head(item).outlined.map(|outlined| ItemId { file: offset(item.unit), item: outlined });
            functions.extend(id.filter(|id| !self.asked.contains(id)).map(|id| (id, item)));
        }
        let mut wanted: Vec<ItemId> = functions.keys().copied().collect();
        wanted.sort_unstable();
        self.asked.extend(wanted.iter().copied());
        let head = |id: ItemId| functions.get(&id).map_or(Head::Macro, |item| Head::Function(workspace.function(*item)));
        for (id, answer) in self.answers(&wanted, &head) {
            self.keep(id, answer, |workspace, code| {
                let head = functions.get(&id).and_then(|item| workspace.own.head_mut(*item));
                if let (Code::Function(function), Some(head)) = (code, head) {
                    head.set(function);
                }
            });
        }
        !wanted.is_empty()
    }

    /// Reads side by side, without a lock.
    fn answers<'h>(&self, wanted: &[ItemId], head: &(dyn Fn(ItemId) -> Head<'h> + Sync)) -> Vec<(ItemId, Answer<Body>)> {
        let read = |id: &ItemId| {
            let unit = id.file as usize;
            let read = || self.workspace.own.syntax.body(*id, head(*id));
            let answer = self.guarded.unit(Step::Read, unit, &self.sources.get(unit)?.root_path, read)??;
            Some((*id, answer))
        };
        self.schedule.map(wanted, read).into_iter().flatten().collect()
    }

    fn keep(&mut self, id: ItemId, answer: Answer<Body>, place: impl FnOnce(&mut Workspace, Code)) {
        let unit = id.file as usize;
        match answer.value {
            Ok(body) => {
                place(&mut self.workspace, body.code);
                self.workspace.take_in(unit, body.declared, "");
            }
            Err(unparsed) => {
                let outline = self.workspace.own.syntax.outline(unit);
                let found_in = outline.and_then(|outline| outline.item(id.item)).map(|item| item.found_in);
                if let (Some(source), Some(FoundIn::Source)) = (self.sources.get(unit), found_in) {
                    let place = source.lines.line_column(&source.text, unparsed.at);
                    self.problems.push((unit, unread(source, place, &unparsed.reason)));
                }
            }
        }
    }

    /// Items of a kind that are read by themselves, in order of file and place.
    fn items(&self, is_wanted: impl Fn(Kind) -> bool) -> Vec<ItemId> {
        let mut found = Vec::new();
        for (file, source) in (0..).zip(self.workspace.own.syntax.files()) {
            let outline = &source.outline;
            let wanted =
                (0..).zip(&outline.items).filter(|(_, item)| is_wanted(item.kind) && item.found_in != FoundIn::BodyMacro);
            let read = wanted.filter(|(_, item)| outline.left_out.is_empty() || !outline.is_left_out(item.whole));
            found.extend(read.map(|(item, _)| ItemId { file, item }));
        }
        found
    }

    fn scope_of(&self, id: ItemId) -> usize {
        let outline = self.workspace.own.syntax.outline(id.file as usize);
        outline.and_then(|outline| outline.item(id.item)).map_or(0, |item| item.scope as usize)
    }
}

fn walk(workspace: &Workspace, sources: &[Source], guarded: &Guarded, item: Item) -> Footprint {
    let Some(source) = sources.get(item.unit) else { return Footprint::default() };
    let text = SourceText::new(item.unit, source);
    let walk = || Walker::walk(workspace, text, workspace.function(item), item.unit, false, &Summaries::default()).footprint;
    guarded.unit(Step::Walk, item.unit, &source.root_path, walk).unwrap_or_default()
}
