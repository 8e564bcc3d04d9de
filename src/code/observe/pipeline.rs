//! Providers and what they are made of: exporters, samplers, resources.

use super::Walker;
use crate::code::tree::{Expr, ExprKind};
use crate::code::types::Ty;
use crate::code::walk::{Known, Making, Way};
use crate::code::workspace::{Item, crate_of};
use crate::fact::{Edit, Key, Place, Seen};
use crate::knowledge::{Adds, Call, Catalog, Is, Signal};

/// The attribute that names a service. Source: OpenTelemetry semantic conventions, "Service".
pub(super) const SERVICE_NAME: &str = "service.name";

impl<'w> Walker<'w> {
    /// A provider, or a tracer of one, that is put to use.
    pub(super) fn observe_provider(&mut self, call: &Call, argument: &'w Expr, used: &'static str) {
        let Some(making) = self.making(argument).cloned() else { return };
        let Some(first) = making.ways.first().filter(|_| making.complete) else { return };
        if !making.ways.iter().all(|way| exports_nothing(way, &self.workspace.knowledge.catalog)) {
            return;
        }
        let mut seen = self.pipeline_site("provider", first.place, call.signal);
        seen.facts.flag(Key::SwitchedOff, first.switched_off);
        seen.facts.word(Key::ProviderExporter, "missing");
        seen.facts.word(Key::ProviderUse, used);
        let used_at = self.source.place(argument.range);
        if used_at.file != first.place.file || used_at.start > first.place.end {
            seen.relate("used", used_at);
        }
        self.keep(seen);
    }

    /// A site that may be in another function or file than this one.
    fn pipeline_site(&self, kind: &'static str, place: Place, signal: Option<Signal>) -> Seen {
        let here = crate::code::tree::Range { start: place.start, end: place.end };
        let mut seen = self.site(kind, here);
        if place.file != self.source.file {
            seen.facts.text(Key::Expression, "");
        }
        seen.place = place;
        seen.facts.flag(Key::Conditional, self.branches > 0);
        if let Some(signal) = signal {
            seen.facts.word(Key::Signal, signal.name());
        }
        seen
    }

    /// An exporter that is called for each span or log.
    pub(super) fn observe_simple_exporter(
        &mut self,
        expr: &'w Expr,
        call: &Call,
        receiver: Option<&Ty>,
        exporter: Option<(&'w Expr, &Ty)>,
    ) {
        let place = exporter.map_or(expr.range, |(exporter, _)| exporter.range);
        let reach = match exporter {
            Some((exporter, ty)) => {
                let made = self.making(exporter).and_then(|making| making.only()).map(|way| way.ty.clone());
                reach(&made.unwrap_or_else(|| ty.clone())).or_else(|| self.is_own(exporter).then_some("own"))
            }
            // A pipeline to another process.
            None => receiver.filter(|ty| ty.is(Is::Pipeline)).map(|_| "remote"),
        };
        let signal = call.signal.or_else(|| match receiver.map(Ty::unwrapped) {
            Some(Ty::Api(api, _)) => api.signal,
            _ => None,
        });
        let mut seen = self.pipeline_site("exporter", self.source.place(place), signal);
        seen.facts.text(Key::Method, call.name);
        seen.facts.word(Key::ExporterMode, "simple");
        seen.facts.flag(Key::ExporterAskedFor, self.offers_both());
        if let Some(reach) = reach {
            seen.facts.word(Key::ExporterReach, reach);
        }
        self.keep(seen);
    }

    /// Whether this function is for exporting one at a time, beside another that exports in batches: by their names.
    fn offers_both(&self) -> bool {
        let this = self.function;
        let (words, unit) = (&self.workspace.knowledge.words, self.at.unit);
        let mut beside = self.workspace.own.of_unit(unit).iter().enumerate();
        words.is_simple_export(&this.name)
            && beside.any(|(index, other)| {
                let is_one = other.scope == this.scope && words.is_batch_export(&other.name);
                is_one && self.workspace.own.owner(Item { unit, index }) == this.of.as_ref()
            })
    }

    /// A value by a path into this crate, even if the item is not in sight.
    fn is_own(&self, value: &Expr) -> bool {
        let ExprKind::Path(path) = &value.kind else { return false };
        let here = crate_of(self.workspace.path(self.at));
        let is_variable = path.name().is_some_and(|name| self.variable(name).is_some());
        !is_variable && self.workspace.resolve(self.at, path).is_some_and(|absolute| crate_of(&absolute) == here)
    }

    /// The sampler that a provider is given.
    pub(super) fn observe_sampler(&mut self, argument: &'w Expr) {
        let Some(making) = self.making(argument).cloned() else { return };
        let is_choice = making.ways.len() > 1 || !making.complete;
        for way in making.ways.iter().filter(|way| !way.open) {
            let Some(effect) = effect(way) else { continue };
            let mut seen = self.pipeline_site("sampler", way.place, Some(Signal::Traces));
            seen.facts.word(Key::SamplerEffect, effect);
            seen.facts.flag(Key::SamplerChoice, is_choice);
            seen.facts.flag(Key::SwitchedOff, way.switched_off);
            seen.edits.extend(wrap_edits(way.place, &way.text));
            seen.facts.text(Key::SamplerText, &way.text);
            seen.relate("used", self.source.place(argument.range));
            self.keep(seen);
        }
    }

    /// The resource that a provider is given.
    pub(super) fn observe_resource(&mut self, argument: &Expr) {
        let Some(making) = self.making(argument).cloned() else { return };
        let Some(way) = making.only().filter(|way| names_no_service(way, &self.workspace.knowledge.catalog)) else { return };
        let mut seen = self.pipeline_site("resource", way.place, None);
        seen.facts.word(Key::ResourceServiceName, "missing");
        self.keep(seen);
    }

    /// A value that gets a name. A resource that is not handed out by its function is used as it is.
    pub(in crate::code) fn observe_bound(&mut self, value: &'w Expr) {
        let Some(way) = self.making(value).and_then(|making| making.only()) else { return };
        let catalog = &self.workspace.knowledge.catalog;
        let is_built = way.is(Is::Resource) && way.root(catalog).is_some_and(|root| root.is == Some(Is::ResourceBuilder));
        let handed_out = self.function.returns.as_ref().is_some_and(|returns| holds_resource(&self.type_of(returns)));
        if is_built && !handed_out && matches!(value.kind, ExprKind::Method { .. }) {
            self.observe_resource(value);
        }
    }
}

fn holds_resource(ty: &Ty) -> bool {
    match ty.unwrapped() {
        Ty::Api(api, arguments) => api.is == Some(Is::Resource) || arguments.iter().any(holds_resource),
        // Whatever it is, the resource may be in it.
        Ty::Tuple(items) => items.iter().any(holds_resource),
        _ => false,
    }
}

fn exports_nothing(way: &Way, catalog: &Catalog) -> bool {
    let is_provider = way.root(catalog).is_some_and(|root| matches!(root.is, Some(Is::Provider | Is::ProviderBuilder)));
    let adds = |part: &crate::code::walk::Part| {
        matches!(part.call.adds, Some(Adds::SimpleExporter | Adds::BatchExporter | Adds::Processor))
    };
    is_provider && !way.open && !way.parts.iter().any(adds)
}

/// Whether an exporter sends to another process.
fn reach(ty: &Ty) -> Option<&'static str> {
    match ty.unwrapped() {
        Ty::Api(api, arguments) => match api.is {
            Some(Is::Exporter | Is::ExporterBuilder) => Some("remote"),
            Some(Is::LocalExporter) => Some("local"),
            Some(Is::Container) => arguments.first().and_then(reach),
            _ => None,
        },
        Ty::Own(..) => Some("own"),
        _ => None,
    }
}

/// What a sampler does for certain.
fn effect(way: &Way) -> Option<&'static str> {
    let [first, rest @ ..] = way.parts.as_slice() else { return None };
    // Of samplers for remote or local parents nothing is known but that they are there.
    if rest.iter().any(|part| part.call.adds.is_some()) {
        return None;
    }
    match (first.call.adds?, &first.value) {
        (Adds::NoSpans, _) => Some("drops_everything"),
        (Adds::Ratio, Known::Number(ratio)) if *ratio <= 0.0 => Some("drops_everything"),
        // Everything, whatever the parent says, is what was asked for.
        (Adds::Ratio, Known::Number(ratio)) if *ratio >= 1.0 => None,
        (Adds::Ratio, _) => Some("ratio_alone"),
        (Adds::RootSampler, Known::Made(inner)) => (only_effect(inner)? == "drops_everything").then_some("starts_nothing"),
        _ => None,
    }
}

fn only_effect(making: &Making) -> Option<&'static str> {
    effect(making.only()?)
}

/// The change that makes a sampler ask the parent first, where its type is written before it.
fn wrap_edits(place: Place, text: &str) -> Vec<Edit> {
    let Some((variant, _)) = text.split_once('(') else { return Vec::new() };
    let Some((owner, _)) = variant.rsplit_once("::") else { return Vec::new() };
    let at = |byte: u32| Place { file: place.file, start: byte, end: byte };
    vec![
        Edit::safe("ask_parent", at(place.start), format!("{owner}::ParentBased(Box::new(")),
        Edit::safe("ask_parent", at(place.end), "))"),
    ]
}

/// Whether every attribute is in sight and none names the service.
fn names_no_service(way: &Way, catalog: &Catalog) -> bool {
    let is_resource = way.root(catalog).is_some_and(|root| matches!(root.is, Some(Is::Resource | Is::ResourceBuilder)));
    is_resource
        && !way.open
        && way.parts.iter().all(|part| match part.call.adds {
            Some(Adds::Attributes) => lacks_service(&part.value),
            Some(_) => false,
            None => true,
        })
}

fn lacks_service(value: &Known) -> bool {
    match value {
        Known::Attribute(Some(key)) => key != SERVICE_NAME,
        Known::List(items) => items.iter().all(lacks_service),
        _ => false,
    }
}
