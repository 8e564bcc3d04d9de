//! Messages and requests that leave the process: whether the context of the trace goes with them. What is not proven is not said.

use super::Walker;
use crate::code::program::Received;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::types::Ty;
use crate::code::walk::Carried;
use crate::fact::{Key, Seen, Value};
use crate::knowledge::{Call, Operand, Publishes, Sends};

/// Variables that are looked through to find what a payload is made of.
const MAX_STEPS: usize = 4;

impl<'w> Walker<'w> {
    /// A call of a client; `client` is its crate or name.
    pub(in crate::code) fn observe_publish(
        &mut self,
        expr: &'w Expr,
        call: &'static Call,
        client: &str,
        receiver: Option<&'w Expr>,
        arguments: &'w [Expr],
    ) {
        let Some(publishes) = call.publishes.filter(|publishes| publishes.arguments == arguments.len()) else { return };
        let carrier = match publishes.carrier {
            Some(Operand::Receiver) => receiver,
            Some(Operand::Argument(at)) => arguments.get(at),
            None => None,
        };
        let is_reply = publishes.destination.and_then(|at| arguments.get(at)).is_some_and(|to| self.is_reply(to));
        // Whoever asked has the context of its question.
        if is_reply || publishes.carrier.is_some() && carrier.is_none() {
            return;
        }
        if let Some(Carried::Given(parameter)) = carrier.map(|carrier| self.carried(carrier)) {
            self.note_given(parameter, call, client);
        }
        let method = call.name.rsplit("::").next().unwrap_or(call.name);
        self.observe_sent(expr, method, &publishes, client, carrier, arguments);
    }

    /// The same by a function of this workspace, `method`, that gets the headers in one of its arguments.
    pub(super) fn observe_sent(
        &mut self,
        expr: &'w Expr,
        method: &str,
        publishes: &Publishes,
        client: &str,
        carrier: Option<&'w Expr>,
        arguments: &'w [Expr],
    ) {
        let verdict = self.verdict(publishes, client, carrier, arguments);
        let mut seen = self.sent(expr, publishes.sends.name(), client, verdict);
        seen.facts.text(Key::Method, method);
        seen.facts.text(Key::ClientFix, publishes.fix);
        for (key, text) in [(Key::Twin, publishes.twin), (Key::HeadersType, publishes.headers)] {
            if !text.is_empty() {
                seen.facts.text(key, text);
            }
        }
        let is_relay = verdict == "missing" && self.is_relay() && !self.workspace.messages.envelopes.is_empty();
        self.note_sent(seen, verdict, is_relay);
    }

    /// The function was walked: what it sends is judged, now that all is known of what its calls do with context.
    pub(in crate::code) fn settle_sent(&mut self) {
        let (sent, received) = self.take_sent();
        if sent.is_empty() && received.is_empty() {
            return;
        }
        let speaks_of_context = self.speaks_of_context();
        for (mut seen, verdict, is_relay) in sent {
            let verdict = match verdict {
                "missing" if speaks_of_context => "unknown",
                // Where the twin stands too, this is for those who gave no headers.
                "missing" if self.calls_twin(&seen) => "delegated",
                other => other,
            };
            seen.facts.word(Key::Context, verdict);
            self.counts.count_sent(verdict);
            if is_relay && verdict == "missing" {
                // Whoever calls may have put the context into the payload.
                self.counts.sites += 1;
                self.footprint.relayed.push(seen);
            } else {
                self.keep(seen);
            }
        }
        self.counts.sites += received.len();
        self.footprint.received.extend(received.into_iter().map(|received| Received { speaks_of_context, ..received }));
    }

    /// Whether a message goes to where another one wants its answer.
    fn is_reply(&self, to: &'w Expr) -> bool {
        let mut value = None;
        let named = to.any(&mut |part| match &part.kind {
            ExprKind::Path(path) => {
                value = value.or_else(|| path.name().and_then(|name| self.variable(name)).and_then(|variable| variable.value));
                self.workspace.knowledge.words.is_reply(path.last())
            }
            ExprKind::Field { name, .. } | ExprKind::Method { name, .. } => self.workspace.knowledge.words.is_reply(name),
            _ => false,
        });
        named || value.is_some_and(|value| self.workspace.knowledge.words.is_reply(self.source.text(value.range)))
    }

    /// Whether the function calls the method that takes headers as well.
    fn calls_twin(&self, seen: &Seen) -> bool {
        let Some(Value::Text(twin)) = seen.facts.get(Key::Twin) else { return false };
        let body = self.function.body.as_ref().map(|body| self.source.text(body.range)).unwrap_or_default();
        body.contains(&format!(".{twin}("))
    }

    /// Something that leaves: what is known of every such place.
    pub(super) fn sent(&self, expr: &'w Expr, sends: &'static str, client: &str, verdict: &'static str) -> Seen {
        let mut seen = self.site("publish", self.end_of_chain(expr));
        seen.facts.word(Key::Sends, sends);
        seen.facts.word(Key::Context, verdict);
        seen.facts.text(Key::Client, client);
        seen.facts.flag(Key::WorkspaceTraces, self.workspace.messages.traces);
        seen.facts.flag(Key::Forwards, self.workspace.messages.forwards);
        seen
    }

    /// A call over many lines is pointed at where it is made, not where its first receiver is named.
    fn end_of_chain(&self, expr: &Expr) -> Range {
        let is_long = self.source.text(expr.range).contains('\n');
        if is_long { self.operation(expr) } else { expr.range }
    }

    fn verdict(&self, publishes: &Publishes, client: &str, carrier: Option<&'w Expr>, arguments: &'w [Expr]) -> &'static str {
        match carrier.map_or(Carried::Nothing, |carrier| self.carried(carrier)) {
            Carried::Context => return "propagates",
            Carried::Given(_) => return "delegated",
            Carried::Perhaps | Carried::Unknown => return "unknown",
            Carried::Nothing => {}
        }
        if self.workspace.calls_any(self.at.unit, publishes.unless_called.0) {
            return "unknown";
        }
        if !publishes.features.is_empty() && self.workspace.has_feature(self.at.unit, client, publishes.features.0) {
            return "propagates";
        }
        let payload = || publishes.payload.iter().filter_map(|at| arguments.get(*at));
        let hands_on = |part: &Expr| matches!(part.kind, ExprKind::Path(_)) && matches!(self.carried(part), Carried::Given(_));
        let is_given = payload().any(hands_on);
        let payload = payload().chain(carrier);
        match payload.map(|part| self.in_payload(part, MAX_STEPS)).fold(Carried::Nothing, Carried::and) {
            Carried::Context => "propagates",
            Carried::Perhaps => "unknown",
            // Whoever calls it from elsewhere may have put the context in.
            _ if publishes.sends == Sends::Payload
                && is_given
                && !self.workspace.calls_any(self.at.unit, &[&self.function.name]) =>
            {
                "delegated"
            }
            _ => "missing",
        }
    }

    /// Whether the function only hands on what it is given: context may be in the payload that its callers make.
    fn is_relay(&self) -> bool {
        let is_bytes = |ty: &Ty| match ty.unwrapped() {
            Ty::Own(..) => false,
            Ty::Bounded(_) | Ty::Unknown | Ty::Slice(_) | Ty::Trait(_) => true,
            other => !matches!(other.scalar(), Some(crate::knowledge::Scalar::Flag | crate::knowledge::Scalar::Unsigned)),
        };
        self.function
            .parameters
            .iter()
            .filter_map(|parameter| parameter.annotation.as_ref())
            .any(|annotation| is_bytes(&self.type_of(annotation)))
    }

    /// What any part of a payload carries.
    fn in_payload(&self, payload: &'w Expr, steps: usize) -> Carried {
        let Some(steps) = steps.checked_sub(1) else { return Carried::Unknown };
        let mut whole = self.carried(payload);
        payload.any(&mut |part| {
            let carried = match self.carried(part) {
                found @ (Carried::Context | Carried::Perhaps) => found,
                _ if self.has_room(part) => Carried::Perhaps,
                _ => match &part.kind {
                    ExprKind::Path(path) => {
                        let value = path.name().and_then(|name| self.variable(name)).and_then(|variable| variable.value);
                        let is_other = value.filter(|value| !value.range.contains(part.range));
                        is_other.map_or(Carried::Nothing, |value| self.in_payload(value, steps))
                    }
                    _ => Carried::Nothing,
                },
            };
            if matches!(carried, Carried::Context | Carried::Perhaps) {
                whole = whole.and(carried);
            }
            whole == Carried::Context
        });
        whole
    }

    /// Whether the type of a place has room for context.
    fn has_room(&self, place: &'w Expr) -> bool {
        let is_place = matches!(place.kind, ExprKind::Path(_) | ExprKind::Field { .. } | ExprKind::Method { .. });
        let ty = if is_place { self.type_at(place) } else { return false };
        let roomy = &self.workspace.messages.roomy;
        let is_roomy = |ty: &Ty| matches!(ty.unwrapped(), Ty::Own(item, _) if roomy.contains(item));
        // What a variable borrows of a message that carries nothing for certain carries nothing either.
        let known_empty = self.carried(place) == Carried::Nothing;
        match ty.unwrapped() {
            _ if known_empty => false,
            Ty::Api(_, parts) | Ty::Tuple(parts) => parts.iter().any(is_roomy),
            Ty::Slice(part) => is_roomy(part),
            other => is_roomy(other),
        }
    }

    /// Whether the function names trace context anywhere: it may travel in a way that is not followed. Calls of which all is
    /// known do not count.
    pub(in crate::code) fn speaks_of_context(&self) -> bool {
        let Some(body) = &self.function.body else { return true };
        let text = self.source.text(body.range);
        let mut at = 0;
        let is_between = |letter: char| !letter.is_alphanumeric() && letter != '_';
        text.split_inclusive(is_between).any(|part| {
            let name = part.trim_end_matches(is_between);
            let start = body.range.start + crate::text::offset(at);
            at += part.len();
            name.len() > 2 && self.workspace.knowledge.words.is_context(name) && !self.is_understood(start)
        })
    }

    /// A method on a receiver whose type does not tell: a message that is built in sight tells as well.
    pub(super) fn tells_publish(call: &Call, receiver: &Ty, types: &[Ty]) -> bool {
        call.publishes.is_some_and(|publishes| {
            let carrier = match publishes.carrier {
                Some(Operand::Receiver) => Some(receiver),
                Some(Operand::Argument(at)) => types.get(at),
                None => None,
            };
            let is_it = |ty: &Ty| matches!(ty.unwrapped(), Ty::Api(api, _) if api.path == publishes.message);
            publishes.arguments == types.len() && publishes.sends == Sends::Message && carrier.is_some_and(is_it)
        })
    }
}
