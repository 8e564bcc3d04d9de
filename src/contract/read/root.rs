//! A whole file.

use std::collections::HashSet;

use super::Reading;
use crate::contract::form::is_nothing;
use crate::contract::layer::{Layer, Said};
use crate::contract::mistakes::Mistakes;
use crate::contract::model::{Contract, Limits, PolicyLevel, Semconv, Service, Spanned};
use crate::contract::plain;
use crate::fact::Mode;
use crate::yaml::{Node, entries, get, items};

const LEVELS: [(&str, PolicyLevel); 4] =
    [("off", PolicyLevel::Off), ("note", PolicyLevel::Note), ("warning", PolicyLevel::Warning), ("error", PolicyLevel::Error)];

/// Reads a file whose form was checked.
pub(in crate::contract) fn layer(mistakes: &mut Mistakes, file: usize, root: &Node) -> Layer {
    let mut reading = Reading { mistakes, file, patterns: HashSet::new(), template_keys: Vec::new() };
    let nothing = Node::parse("").unwrap_or_else(|_| root.clone());
    let resource = get(root, "resource").unwrap_or(&nothing);
    let limits = get(root, "limits").unwrap_or(&nothing);
    let limit = |reading: &Reading<'_>, name| reading.count(limits, name).map(|count| count.value);
    let mut layer = Layer {
        semconv: reading.semconv(root),
        attributes: reading.attributes(entries(root, "attributes")),
        resource: reading.attributes(entries(resource, "attributes")),
        groups: entries(root, "groups").iter().filter_map(|(key, list)| reading.group(key, list)).collect(),
        spans: maps(items(root, "spans")).map(|node| reading.span(node)).collect(),
        metrics: maps(items(root, "metrics")).map(|node| reading.metric(node)).collect(),
        logs: maps(items(root, "logs")).map(|node| reading.log(node)).collect(),
        flows: items(root, "flows").iter().filter_map(|node| reading.flow(node)).collect(),
        policy: entries(root, "policy").iter().filter_map(|(key, value)| reading.level(key, value)).collect(),
        own: Contract {
            services: reading.services(root),
            capture: reading.text(root, "capture").and_then(|text| Mode::by_name(&text.value)),
            limits: Limits {
                span_names: limit(&reading, "span_names"),
                attribute_length: limit(&reading, "attribute_length"),
                findings_per_rule: limit(&reading, "findings_per_rule"),
            },
            our_scopes: get(root, "ours").map(|ours| reading.texts(ours, "scopes")).unwrap_or_default(),
            ..Contract::default()
        },
        ..Layer::default()
    };
    layer.template_keys = reading.template_keys;
    layer
}

fn maps(items: &[Node]) -> impl Iterator<Item = &Node> {
    items.iter().filter(|item| item.map().is_some())
}

impl Reading<'_> {
    fn semconv(&mut self, root: &Node) -> Semconv {
        match self.text(root, "semconv") {
            None => Semconv::default(),
            Some(text) if text.value == "none" => Semconv::None,
            Some(text) => Semconv::Embedded(self.release(&text)),
        }
    }

    fn services(&mut self, root: &Node) -> Vec<Service> {
        let named = |name: Spanned<String>| Service { name, semconv: None, why: None, until: None };
        let plain_list = items(root, "services").iter().filter_map(|item| self.own_text(item));
        let mut services: Vec<Service> = plain_list.map(named).collect();
        for (key, value) in entries(root, "services") {
            let Some(name) = key.text() else { continue };
            let name = self.spanned(key, name.to_owned());
            let semconv = self.text(value, "semconv").and_then(|text| self.release(&text));
            let text = |reading: &Self, key| if is_nothing(value) { None } else { Some(reading.text(value, key)?.value) };
            services.push(Service { name, semconv, why: text(self, "why"), until: text(self, "until") });
        }
        self.refuse_repeated(&services);
        services
    }

    /// In a list, a name may stand twice.
    fn refuse_repeated(&mut self, services: &[Service]) {
        let mut seen = HashSet::new();
        for service in services.iter().filter(|service| !seen.insert(service.name.value.as_str())) {
            let problem = format!("service `{}` is named twice", service.name.value);
            self.mistakes.refuse(service.name.at, problem, "the second time", "once is enough");
        }
    }

    fn group(&self, key: &Node, list: &Node) -> Option<(Spanned<String>, Vec<Spanned<String>>)> {
        let keys = list.list()?.iter().filter_map(|item| self.own_text(item)).collect();
        Some((self.spanned(key, key.text()?.to_owned()), keys))
    }

    fn level(&self, key: &Node, value: &Node) -> Option<Said<(Spanned<String>, PolicyLevel)>> {
        let text = plain::text(value).or_else(|| get(value, "level").and_then(plain::text))?;
        let (_, level) = LEVELS.iter().find(|(name, _)| *name == text)?;
        let rule = self.spanned(key, key.text()?.to_owned());
        Some(Said { value: (rule, *level), keys: Vec::new(), overrides: get(value, "override").is_some() })
    }
}
