//! Attributes: whether the contract knows the key, by what name, and what it says of its values.

use super::measured::Listed;
use super::{Standpoint, broken, edits, text, word};
use crate::code::observe::{DECLARED, NEAREST};
use crate::contract::{At, AttributeDefinition, Deny, Said, Type};
use crate::fact::{Key, Seen, Value};
use crate::knowledge::Knowledge;

/// Carriers of what an event of tracing becomes: an event of a span, or a log record, or both.
const OF_EVENTS: [&str; 2] = ["event", "log"];

pub(super) fn hold(seen: &mut Seen, at: &Standpoint<'_>, all: &mut Vec<Seen>) {
    let Some(key) = text(seen, Key::AttributeKey).filter(|_| seen.facts.get(Key::KeyForm).is_none()).map(str::to_owned) else {
        return;
    };
    let carrier = word(seen, Key::Carrier);
    if matches!(carrier, Some("baggage" | "exemplar")) {
        return;
    }
    let said = if carrier == Some("resource") { at.contract.said_of_resource(&key) } else { at.contract.said(&key) };
    let definition = match said {
        Said::Defined(definition) => Some(definition),
        Said::OtherName { of, .. } => at.contract.definition(of),
        Said::Convention | Said::Nothing => None,
    };
    let listed = if carrier == Some("metric") { at.listed(&key) } else { Listed::Unknown };
    let found = Found { seen, at, key: &key, said: &said, definition };
    let denied = definition.and_then(|definition| definition.deny.as_ref()).filter(|_| found.is_exported());
    let denied = denied.and_then(|deny| found.denies(deny));
    if found.is_exported() {
        all.extend(found.broken(&listed));
    }
    tell(seen, &said, definition, &listed, denied.is_some());
}

/// States of what the contract speaks.
fn tell(seen: &mut Seen, said: &Said<'_>, definition: Option<&AttributeDefinition>, listed: &Listed<'_>, denied: bool) {
    seen.facts.flag(Key::ContractDeclares, matches!(said, Said::Defined(_) | Said::OtherName { .. }));
    let bound = definition.and_then(|definition| definition.unbounded).map(|unbounded| unbounded.value);
    let says = [
        ("type", definition.is_some_and(|definition| definition.kind.is_some())),
        ("bounded", bound == Some(false)),
        ("unbounded", bound == Some(true)),
        ("listed", matches!(listed, Listed::Yes)),
        ("denied", denied),
    ];
    let says: Vec<String> = says.into_iter().filter(|(_, holds)| *holds).map(|(word, _)| word.to_owned()).collect();
    if !says.is_empty() {
        seen.facts.set(Key::ContractSays, Value::Texts(says.into()));
    }
}

/// An attribute, and what the contract says of it.
struct Found<'f> {
    seen: &'f Seen,
    at: &'f Standpoint<'f>,
    key: &'f str,
    said: &'f Said<'f>,
    definition: Option<&'f AttributeDefinition>,
}

impl Found<'_> {
    /// Whether the code sets it under this name, and it comes to OpenTelemetry.
    fn is_exported(&self) -> bool {
        match word(self.seen, Key::Origin) {
            Some("call") => true,
            // What the span does not declare is lost.
            Some("field") if self.seen.facts.get(Key::FieldDeclared) == Some(&Value::Flag(false)) => false,
            Some("field" | "declared" | "argument") => self.at.bridges,
            // The library that records them calls them so.
            _ => false,
        }
    }

    /// One for each promise. What is not to be set at all needs no other name, and what nobody knows is not looked for elsewhere.
    fn broken(&self, listed: &Listed<'_>) -> Vec<Seen> {
        if let Some(denied) = self.definition.and_then(|definition| definition.deny.as_ref()) {
            return if self.denies(denied) == Some(true) { vec![self.denied(denied)] } else { Vec::new() };
        }
        let mut broken = Vec::new();
        match self.said {
            Said::OtherName { of, at } => broken.push(self.alias(of, *at)),
            Said::Nothing => {
                broken.extend(self.undeclared());
                return broken;
            }
            Said::Defined(_) | Said::Convention => {}
        }
        broken.extend(self.definition.and_then(|definition| self.other_type(definition)));
        let unbounded = self.definition.and_then(|definition| definition.unbounded).filter(|unbounded| unbounded.value);
        match (unbounded, listed) {
            (Some(unbounded), _) if word(self.seen, Key::Carrier) == Some("metric") => {
                broken.push(self.at.unbounded(self.seen, unbounded.at));
            }
            (_, Listed::No(clause, name)) => broken.push(self.at.refused(self.seen, clause, name)),
            _ => {}
        }
        broken
    }

    /// Whether it is forbidden there, or there is an exception for it; none where that is not known.
    fn denies(&self, deny: &Deny) -> Option<bool> {
        let excepted = |carrier: &&str| deny.except_carriers.iter().any(|known| known == carrier);
        let by_carrier = match word(self.seen, Key::Carrier) {
            Some("event") => {
                let each: Vec<bool> = OF_EVENTS.iter().map(excepted).collect();
                each.iter().all(|one| each.first() == Some(one)).then(|| each.contains(&true))
            }
            Some(carrier) => Some(excepted(&carrier)),
            None => deny.except_carriers.is_empty().then_some(false),
        };
        let by_service = match self.at.service {
            Some(service) => Some(deny.except_services.iter().any(|known| known == service)),
            None => deny.except_services.is_empty().then_some(false),
        };
        // Where it names both, what is excepted are those carriers of those services.
        let needs_both = !deny.except_services.is_empty() && !deny.except_carriers.is_empty();
        match (by_carrier, by_service) {
            (Some(true), Some(true)) => Some(false),
            (Some(false), Some(false)) => Some(true),
            (Some(false), _) | (_, Some(false)) if needs_both => Some(true),
            (Some(true), _) | (_, Some(true)) if !needs_both => Some(false),
            _ => None,
        }
    }

    fn denied(&self, deny: &Deny) -> Seen {
        let mut seen = broken(self.seen, "denied");
        seen.facts.text(Key::ClauseWhy, &deny.reason);
        self.at.tell_place(&mut seen, Some(deny.at));
        seen
    }

    fn alias(&self, of: &str, at: Option<At>) -> Seen {
        let mut seen = broken(self.seen, "alias");
        seen.facts.text(Key::ClauseWants, of);
        self.at.tell_place(&mut seen, at.or_else(|| Some(self.definition?.at)));
        seen.edits = edits(self.seen, DECLARED);
        seen
    }

    fn undeclared(&self) -> Option<Seen> {
        // Such events and spans are for whoever looks into the program, and are seldom exported.
        let is_detail = matches!(word(self.seen, Key::Level), Some("debug" | "trace"));
        // An argument that is private, or too much, is told of as such, and skipping it mends both.
        let is_told = word(self.seen, Key::Origin) == Some("argument")
            && [Key::AttributeKeyPrivacy, Key::ValuePrivacy, Key::ValueDump]
                .iter()
                .any(|key| self.seen.facts.get(*key).is_some());
        if self.at.contract.contract.attributes.is_empty() || is_of_libraries(self.key, self.at.knowledge) || is_detail || is_told
        {
            return None;
        }
        let mut seen = broken(self.seen, "undeclared");
        let on_resource = word(self.seen, Key::Carrier) == Some("resource");
        let contract = self.at.contract;
        let near = if on_resource { contract.nearest_of_resource(self.key) } else { contract.nearest(self.key) };
        if let Some(near) = near {
            seen.facts.text(Key::ClauseNearest, near);
            seen.edits = edits(self.seen, NEAREST);
        }
        self.at.tell_place(&mut seen, None);
        Some(seen)
    }

    /// A value that is exported with another type, for certain.
    fn other_type(&self, definition: &AttributeDefinition) -> Option<Seen> {
        let wanted = definition.kind?;
        let found = word(self.seen, Key::ValueExported)?;
        let is_field = word(self.seen, Key::Origin) != Some("call");
        // What bridges make of such values differs between versions, and between spans and logs.
        let may_differ = matches!(word(self.seen, Key::ValueType), Some("unsigned" | "optional"))
            && self.seen.facts.get(Key::ValueSigil).is_none()
            || word(self.seen, Key::Carrier) != Some("span");
        if wanted.value.takes(found) || is_field && may_differ {
            return None;
        }
        let mut seen = broken(self.seen, "type");
        seen.facts.text(Key::ClauseWants, wanted.value.name());
        seen.facts.text(Key::ClauseFound, found);
        self.at.tell_place(&mut seen, Some(wanted.at));
        seen.edits = if wanted.value == Type::Int { edits(self.seen, "convert_number") } else { Vec::new() };
        Some(seen)
    }
}

/// Whether libraries read or write a key by themselves, whatever a contract says of names.
fn is_of_libraries(key: &str, knowledge: &Knowledge) -> bool {
    let is_mark = knowledge.catalog.is_name_field(key) || knowledge.catalog.is_status_field(key) || key.starts_with("otel.");
    is_mark
        || knowledge.words.is_part_of_events(key)
        || knowledge.recorded.is_bridge_key(key)
        || knowledge.recorded.is_sdk_key(key)
}
