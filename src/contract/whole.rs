//! The layers of all files to one contract.

use std::path::Path;

use super::check;
use super::layer::{Layer, Said};
use super::load::{Loaded, load};
use super::merge::merge;
use super::mistakes::Mistakes;
use super::model::{AttributeDefinition, Contract, Flow, Limits, PolicyLevel, Renamed, Semconv, Spanned};
use super::vocabulary::Vocabulary;
use crate::error::Error;
use crate::read_file::{Bounds, Way};

impl Contract {
    /// Reads the contract `path` and what it imports. Paths are seen from `working_directory`; `rules` are the names that its policy may
    /// set the level of: rules, and families of them.
    ///
    /// `Err` is [`Error::NoContract`], [`Error::Read`] or [`Error::Unread`] where the file cannot be read, else [`Error::Contract`] with
    /// every mistake.
    pub fn load(path: &Path, working_directory: &Path, rules: &[&str]) -> Result<Self, Error> {
        Self::load_within(path, working_directory, rules, Way::Named, &Bounds::default())
    }

    /// The same as far as `bounds` allow, and [`Error::Hidden`] for mistakes in a file that may not be shown.
    pub fn load_within(path: &Path, working_directory: &Path, rules: &[&str], way: Way, bounds: &Bounds) -> Result<Self, Error> {
        let Loaded { mut mistakes, layers, real } = load(path, working_directory, way, bounds)?;
        let mut contract = put_together(&mut mistakes, layers, rules);
        let file = working_directory.join(path);
        contract.files = mistakes.finish().map_err(|error| bounds.told(error, &file, &real))?;
        Ok(contract)
    }

    /// Whether it is as if there were none.
    pub fn promises_nothing(&self) -> bool {
        let clauses = self.spans.len() + self.metrics.len() + self.logs.len() + self.flows.len();
        let names =
            self.services.len() + self.resource.len() + self.attributes.len() + self.renamed.len() + self.our_scopes.len();
        let is_set = self.semconv != Semconv::default() || self.capture.is_some() || self.limits != Limits::default();
        clauses + names + self.policy.len() == 0 && !is_set
    }
}

fn put_together(mistakes: &mut Mistakes, mut layers: Vec<Layer>, rules: &[&str]) -> Contract {
    let take = |layers: &mut Vec<Layer>, part: fn(&mut Layer) -> &mut Vec<Said<AttributeDefinition>>| {
        layers.iter_mut().map(|layer| std::mem::take(part(layer))).collect::<Vec<_>>()
    };
    let attributes = merge(take(&mut layers, |layer| &mut layer.attributes).into_iter(), mistakes);
    let resource = merge(take(&mut layers, |layer| &mut layer.resource).into_iter(), mistakes);
    let resource: Vec<AttributeDefinition> = values(resource);
    let mut attributes = values(attributes);
    attributes
        .sort_by_key(|definition| (definition.is_tail, if definition.is_tail { usize::MAX - definition.key.len() } else { 0 }));
    let vocabulary = Vocabulary::new(attributes, &resource, &layers);
    let types = check::Types::new(&layers);
    for layer in &mut layers {
        check::spell_out(mistakes, &vocabulary, &types, layer);
        check::ranks(mistakes, layer);
        known_rules(mistakes, layer, rules);
    }
    let semconv = layers.last().map(|layer| layer.semconv).unwrap_or_default();
    check::attributes(mistakes, &vocabulary, &resource, semconv);
    let own = layers.last_mut().map(|layer| std::mem::take(&mut layer.own)).unwrap_or_default();
    let mut contract = Contract {
        semconv,
        resource,
        limits: limits(&own, &layers),
        our_scopes: layers
            .iter_mut()
            .flat_map(|layer| std::mem::take(&mut layer.own.our_scopes))
            .chain(own.our_scopes.clone())
            .collect(),
        renamed: renamed(&mut layers),
        flows: flows(&mut layers),
        spans: values(merge(
            layers.iter_mut().map(|layer| std::mem::take(&mut layer.spans)).collect::<Vec<_>>().into_iter(),
            mistakes,
        )),
        metrics: values(merge(
            layers.iter_mut().map(|layer| std::mem::take(&mut layer.metrics)).collect::<Vec<_>>().into_iter(),
            mistakes,
        )),
        logs: values(merge(
            layers.iter_mut().map(|layer| std::mem::take(&mut layer.logs)).collect::<Vec<_>>().into_iter(),
            mistakes,
        )),
        policy: values(merge(
            layers.iter_mut().map(|layer| std::mem::take(&mut layer.policy)).collect::<Vec<_>>().into_iter(),
            mistakes,
        )),
        ..own
    };
    check::clauses(mistakes, &vocabulary, &contract);
    contract.attributes = vocabulary.into_attributes();
    contract
}

fn values<T>(said: Vec<Said<T>>) -> Vec<T> {
    said.into_iter().map(|said| said.value).collect()
}

fn known_rules(mistakes: &mut Mistakes, layer: &Layer, rules: &[&str]) {
    let unknown = |said: &&Said<(Spanned<String>, PolicyLevel)>| !rules.contains(&said.value.0.value.as_str());
    for said in layer.policy.iter().filter(unknown) {
        let (rule, _) = &said.value;
        let label = mistakes.meant(&rule.value, rules.iter().copied(), "no rule and no family has this name");
        let help = "`cargo otel-lint rules` lists every rule and its family";
        mistakes.refuse(
            rule.at,
            format!("`policy` names `{}`, which is no rule and no family of rules", rule.value),
            label,
            help,
        );
    }
}

/// Each limit of the highest file that sets it.
fn limits(own: &Contract, layers: &[Layer]) -> Limits {
    let all = || std::iter::once(own.limits).chain(layers.iter().rev().map(|layer| layer.own.limits));
    Limits {
        span_names: all().find_map(|limits| limits.span_names),
        attribute_length: all().find_map(|limits| limits.attribute_length),
        findings_per_rule: all().find_map(|limits| limits.findings_per_rule),
    }
}

/// By name; that of the highest file counts.
fn flows(layers: &mut [Layer]) -> Vec<Flow> {
    let mut seen = std::collections::HashSet::new();
    let all = layers.iter_mut().rev().flat_map(|layer| std::mem::take(&mut layer.flows));
    all.filter(|flow| seen.insert(flow.name.clone())).collect()
}

fn renamed(layers: &mut [Layer]) -> Vec<Renamed> {
    let mut seen = std::collections::HashSet::new();
    let all = layers.iter_mut().rev().flat_map(|layer| std::mem::take(&mut layer.renamed));
    all.filter(|renamed| seen.insert((renamed.is, renamed.from.clone()))).collect()
}
