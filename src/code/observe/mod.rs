//! What the walk sees, written down as facts. A fact states what is; whether it is wrong, rules say.

mod attributes;
mod bounds;
mod builders;
mod contexts;
mod conventions;
mod dependencies;
mod edits;
mod envelopes;
mod exports;
mod fields;
mod futures;
mod guards;
mod instrument;
mod instruments;
mod kept;
mod lives;
mod loops;
mod messages;
mod names;
mod pipeline;
mod private;
mod process;
mod promises;
mod publishes;
mod receives;
mod setups;
mod shown;
mod spans;
mod tasks;
mod values;

use super::tree::{Expr, ExprKind, Range};
use super::types::Ty;
use super::walk::{Making, Walker};
use super::workspace::crate_of;
use crate::fact::{Key, On, Seen};
use crate::knowledge::{Adds, Call, Carrier, Does, Privacy};

pub(super) use dependencies::twin;
pub(super) use kept::Dropped;
pub(super) use promises::{DECLARED, NEAREST};

impl<'w> Walker<'w> {
    fn site(&self, kind: &'static str, range: Range) -> Seen {
        self.seen_at(On::Site, kind, range)
    }

    fn seen_at(&self, on: On, kind: &'static str, range: Range) -> Seen {
        let mut seen = Seen::new(on, kind, self.source.place(range));
        seen.facts.flag(Key::InTest, self.in_test);
        seen.facts.flag(Key::InExample, self.source.source.is_example());
        seen.facts.text(Key::Expression, self.source.quote(range));
        seen
    }

    fn keep(&mut self, seen: Seen) {
        self.counts.sites += 1;
        if seen.on == On::Attribute && seen.facts.get(Key::Carrier).is_none() {
            self.uncarried.entry(seen.place.start).or_default().push(self.seen.len());
        }
        self.seen.push(seen);
    }

    /// A call of a library function. `receiver` is there for methods.
    pub(super) fn observe_call(
        &mut self,
        expr: &'w Expr,
        call: &'static Call,
        receiver: Option<(&'w Expr, &Ty)>,
        arguments: &'w [Expr],
        types: &[Ty],
    ) {
        self.note_setup(expr, call, arguments);
        self.observe_passed_context(expr, call, arguments);
        self.observe_addition(expr, call, receiver.map(|(_, ty)| ty), arguments, types);
        match call.does {
            Some(Does::RecordsField) => {
                // A function of that kind takes the span first.
                match (receiver, arguments) {
                    (Some((span, ty)), [key, value, ..]) => self.observe_record(expr, (span, Some(ty)), key, value),
                    (None, [span, key, value, ..]) => self.observe_record(expr, (span, None), key, value),
                    _ => {}
                }
            }
            Some(Does::MakesSpan) => {
                let name = if receiver.is_some() { arguments.first() } else { arguments.get(1) };
                if let Some(name) = name {
                    self.observe_name(name, "start");
                }
            }
            Some(Does::NamesSpan) => {
                if let Some(name) = arguments.first() {
                    self.observe_name(name, "update");
                }
            }
            Some(Does::MakesAttribute) => {
                let carrier = call.attributes.map(Carrier::name).or(self.carrier);
                // `key.string(value)`, or both as arguments.
                let pair = match (receiver, arguments) {
                    (Some((key, _)), [value]) | (_, [key, value, ..]) => Some((key, value)),
                    _ => None,
                };
                if let Some((key, value)) = pair {
                    self.observe_key_value(expr, key, value, carrier);
                }
            }
            Some(Does::MakesErrorStatus) => {
                if let [description] = arguments {
                    self.observe_text(description, "status");
                }
            }
            Some(Does::SetsBody) => {
                if let [body] = arguments {
                    self.observe_text(body, "event");
                }
            }
            Some(Does::SetsParent) => match (receiver, arguments) {
                (Some((span, ty)), _) => self.observe_parent(expr, span, Some(ty)),
                (None, [span, ..]) => self.observe_parent(expr, span, None),
                _ => {}
            },
            Some(Does::Publishes) => {
                self.observe_publish(expr, call, client_of(call, receiver), receiver.map(|(on, _)| on), arguments);
            }
            Some(Does::ReceivesMessages) => {
                self.observe_receive(expr, call, client_of(call, receiver), receiver.map(|(on, _)| on), arguments);
            }
            Some(does @ (Does::Measures | Does::Increases)) => {
                if let Some(value) = arguments.first() {
                    self.observe_measurement(does, value);
                }
                if let Some((instrument, _)) = receiver {
                    self.measures_at_once(instrument);
                    self.note_measured(instrument, arguments);
                }
            }
            Some(Does::InstallsProvider) => {
                if let [provider] = arguments {
                    self.observe_provider(call, provider, "installed");
                }
            }
            Some(Does::TakesProvider) => {
                if let Some(provider) = arguments.first() {
                    self.observe_provider(call, provider, "given_to_layer");
                }
            }
            Some(Does::HandsOut) => {
                if let Some((provider, _)) = receiver {
                    self.observe_provider(call, provider, "used");
                }
            }
            _ => {}
        }
    }

    /// A call that gives something to a pipeline.
    fn observe_addition(&mut self, expr: &'w Expr, call: &Call, receiver: Option<&Ty>, arguments: &'w [Expr], types: &[Ty]) {
        match (call.adds, arguments) {
            (Some(Adds::SimpleExporter), _) => {
                self.observe_simple_exporter(expr, call, receiver, arguments.first().zip(types.first()));
            }
            (Some(Adds::Sampler), [sampler, ..]) => self.observe_sampler(sampler),
            (Some(Adds::ResourceAsWhole), [resource, ..]) => self.observe_resource(resource),
            (Some(Adds::ServiceName), [name, ..]) => self.note_service(name),
            (Some(Adds::View), _) => self.counts.views += 1,
            _ => {}
        }
    }

    /// A value of a library that is finished here.
    pub(super) fn observe_making(&mut self, expr: &Expr, making: &Making) {
        let Some(way) = making.only() else { return };
        let Some(last) = way.parts.last().filter(|last| last.call.signature.consumes) else { return };
        // `build` returns what the builder was made for.
        if matches!(last.call.signature.returns, Some("Argument" | "Result")) {
            self.observe_instrument_built(expr.range, way);
        }
    }

    /// A method on a receiver whose type does not tell. A message that is built in sight tells as well.
    pub(super) fn observe_unknown_method(
        &mut self,
        expr: &'w Expr,
        receiver: &Ty,
        name: &str,
        arguments: &'w [Expr],
        types: &[Ty],
    ) {
        self.note_unknown_setup(expr, receiver, name);
        if !matches!(receiver.unwrapped(), Ty::Own(..)) {
            self.note_given_away(expr.range, types);
        }
        if !matches!(receiver.unwrapped(), Ty::Unknown | Ty::Bounded(_) | Ty::Foreign(..) | Ty::Inferred(_)) {
            return;
        }
        let ExprKind::Method { receiver: on, .. } = &expr.kind else { return };
        let is_own = matches!(receiver.unwrapped(), Ty::Own(..) | Ty::Trait(_));
        if let Some(call) =
            self.workspace.knowledge.catalog.publishers(name).find(|call| Self::tells_publish(call, receiver, types))
        {
            let client = call.publishes.map(|publishes| crate_of(publishes.message)).unwrap_or_default();
            self.observe_publish(expr, call, client, Some(on), arguments);
        } else if let [Ty::Api(api, _)] = types
            && let Some(call) = &api.sent
            && !is_own
        {
            self.observe_publish(expr, call, crate_of(api.path), Some(on), arguments);
        }
    }

    pub(super) fn count_receiver(&mut self, receiver: &Ty, name: &str, found: bool) {
        if self.workspace.knowledge.catalog.is_telling_method(name) {
            self.counts.receivers += 1;
            if !found && receiver.is_unknown() {
                self.counts.unknown_receivers += 1;
            }
        }
    }
}

/// The library whose client a call is of.
fn client_of(call: &'static Call, receiver: Option<(&Expr, &Ty)>) -> &'static str {
    let path = receiver.and_then(|(_, on)| on.unwrapped().api()).map_or(call.name, |(api, _)| api.path);
    crate_of(path)
}

/// The word of a fact.
fn privacy_word(privacy: Privacy) -> &'static str {
    match privacy {
        Privacy::Secret => "secret",
        Privacy::Personal => "personal",
        Privacy::Special => "special",
        Privacy::SecretIfText => "secret_if_text",
        Privacy::Ambiguous => "ambiguous",
    }
}
