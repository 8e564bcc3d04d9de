//! Which types of a workspace have room for trace context, and which functions may write it. Comes in: the index of the workspace.
//! Nothing here looks into bodies.

use rustc_hash::FxHashSet;

use super::holding::mentions;
use super::messages::Messages;
use super::tree::{DataType, Function, Type};
use super::types::Ty;
use super::word_hash::name_hash;
use super::workspace::{Item, Workspace};
use crate::knowledge::{Does, Is};

/// How deep types are looked into.
const MAX_DEPTH: usize = 4;
/// Calls between a function and the one that injects or extracts.
const STEPS: usize = 2;

/// What is known before any body is walked.
pub(super) fn messages(workspace: &Workspace, forwards: bool) -> Messages {
    let uses = |name: &str| workspace.any_dependency(|dependency| dependency == name);
    let followed = workspace.exports || workspace.knowledge.catalog.propagates(uses);
    let mut messages = Messages { followed, forwards, ..Messages::default() };
    if !followed {
        return messages;
    }
    messages.roomy = roomy(workspace);
    let written = messages.roomy.iter().filter(|item| is_written(workspace, **item));
    messages.envelopes = written.map(|item| workspace.data_type(*item).name.clone()).collect();
    messages.envelopes.sort();
    messages.envelopes.dedup();
    messages.traces = workspace.exports && exports_spans(workspace);
    let calls = |deeds: &[Does]| {
        let names = deeds
            .iter()
            .flat_map(|does| workspace.knowledge.catalog.names_of(*does))
            .filter(|name| !workspace.knowledge.words.is_common_call(name));
        leading(workspace, names.collect())
    };
    messages.injecting = calls(&[Does::Injects, Does::InjectsCurrent]);
    messages.extracting = calls(&[Does::Extracts]);
    messages
}

/// Whether spans of tracing are handed to OpenTelemetry, or a tracer of it is asked for.
fn exports_spans(workspace: &Workspace) -> bool {
    let names: FxHashSet<u64> = workspace.knowledge.catalog.tracer_names().map(name_hash).collect();
    workspace.packages.iter().any(|package| package.bridges)
        || names.iter().any(|name| workspace.own.callers(*name).next().is_some())
}

/// Hashes of these names, and of functions that lead to one in a few steps. Names that many functions have lead nowhere.
fn leading(workspace: &Workspace, calls: Vec<&'static str>) -> FxHashSet<u64> {
    let mut names: FxHashSet<u64> = calls.into_iter().map(name_hash).collect();
    for _ in 0..STEPS {
        let leads = names.iter().flat_map(|name| workspace.own.callers(*name)).map(|item| workspace.own.head(item));
        let further: Vec<u64> = leads
            .filter(|function| !workspace.knowledge.words.is_common_call(&function.name))
            .map(|function| name_hash(&function.name))
            .collect();
        names.extend(further);
    }
    names
}

/// Types with a field that is named as trace context is, or holds a span or context, and types that hold one of these: by name, so that
/// few types have to be resolved.
fn roomy(workspace: &Workspace) -> FxHashSet<Item> {
    let parts = [Is::Context, Is::Span, Is::StartedSpan];
    let apis: FxHashSet<String> = workspace.knowledge.catalog.names_of_types(&parts).map(str::to_owned).collect();
    let types = || {
        let units = workspace.units.iter().enumerate();
        units.flat_map(|(unit, held)| held.types.iter().enumerate().map(move |(index, data)| (Item { unit, index }, data)))
    };
    let holds_part = |item: Item, data: &DataType| {
        let is_named = data.fields.iter().any(|(_, ty)| mentions(ty.lent(), &apis));
        is_named && workspace.field_types(item).iter().any(|ty| parts.iter().any(|part| inner(ty).is(*part)))
    };
    let is_direct = |(item, data): &(Item, &DataType)| {
        data.fields.iter().any(|(name, _)| workspace.knowledge.words.is_context_key(name)) || holds_part(*item, data)
    };
    let mut found: FxHashSet<Item> = types().filter(is_direct).map(|(item, _)| item).collect();
    for _ in 0..MAX_DEPTH {
        let names: FxHashSet<String> = found.iter().map(|item| workspace.data_type(*item).name.clone()).collect();
        let holds = |data: &DataType| data.fields.iter().any(|(_, ty)| mentions(ty.lent(), &names));
        let before = found.len();
        found.extend(types().filter(|(_, data)| holds(data)).map(|(item, _)| item));
        if found.len() == before {
            break;
        }
    }
    found
}

/// What a container or wrapper holds first.
fn inner(ty: &Ty) -> &Ty {
    match ty.unwrapped() {
        Ty::Api(api, arguments) if api.is == Some(Is::Container) => arguments.first().map_or(ty, inner),
        other => other,
    }
}

/// Whether values of a type are written out as a whole.
fn is_written(workspace: &Workspace, item: Item) -> bool {
    let data = workspace.data_type(item);
    let writes = |name: &str| workspace.knowledge.words.writes_out(name);
    let mut traits = workspace.implemented.get(&data.name).into_iter().flatten();
    data.derives.iter().any(|derive| writes(derive))
        || traits.any(|at| writes(workspace.units[at.unit].implementations[at.index].1.last()))
}

/// The functions whose summaries tell what becomes of trace context: those that lead to a call which injects or extracts, and those
/// that hand out something which takes headers along.
pub(super) fn candidates(workspace: &Workspace) -> Vec<Item> {
    let messages = &workspace.messages;
    if !messages.followed {
        return Vec::new();
    }
    let names: FxHashSet<String> = workspace.knowledge.catalog.carrying_names().map(str::to_owned).collect();
    let leads = |calls: &[u64]| calls.iter().any(|call| messages.injecting.contains(call) || messages.extracting.contains(call));
    let makes = |ty: &Type| mentions(ty.lent(), &names);
    let takes = |function: &Function| function.parameters.iter().filter_map(|taken| taken.annotation.as_ref()).any(makes);
    let found = workspace.own.read().filter(|(item, function)| {
        leads(workspace.own.calls(*item)) || function.returns.as_ref().is_some_and(makes) || takes(function)
    });
    found.map(|(item, _)| item).collect()
}

impl Workspace {
    /// Whether any function that is built together with a unit calls something of that name, or of a type of that name.
    pub(super) fn calls_any(&self, unit: usize, names: &[&str]) -> bool {
        let wanted: FxHashSet<u64> = names.iter().map(|name| name_hash(name)).collect();
        let own = self.package(unit).map(|package| &self.packages[package].together);
        // What belongs to no package may belong to any.
        let is_near = |item: &Item| match (own, self.package(item.unit)) {
            (Some(own), Some(package)) => own.contains(&package),
            _ => true,
        };
        wanted.iter().any(|name| self.own.callers(*name).any(|item| is_near(&item)))
    }

    /// Whether the package of a unit asks for a feature of a library whose name begins so.
    pub(super) fn has_feature(&self, unit: usize, library: &str, beginnings: &[&str]) -> bool {
        let package = self.package(unit).map(|package| &self.packages[package]);
        let needed = package.and_then(|package| package.needs.iter().find(|needed| needed.package == library));
        let mut features = needed.into_iter().flat_map(|needed| &needed.features);
        features.any(|feature| beginnings.iter().any(|beginning| feature.starts_with(beginning)))
    }
}
