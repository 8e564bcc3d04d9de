//! Messages of types of this workspace: a field that context is injected into or read from somewhere says that the type carries it.
//! And clients that the settings describe.

use super::Walker;
use crate::code::tree::{Expr, ExprKind};
use crate::code::types::Ty;
use crate::code::walk::Carried;
use crate::code::word_hash::name_hash;
use crate::code::workspace::Item;
use crate::fact::Key;
use crate::knowledge::Publishes;
use crate::table::List;

/// Variables that are looked through to find where a message is made.
const MAX_STEPS: usize = 4;
/// Positions of arguments.
const ALL: &[usize] = &[0, 1, 2, 3, 4, 5, 6, 7];

impl<'w> Walker<'w> {
    /// A function that no library is known for.
    pub(in crate::code) fn observe_own_call(
        &mut self,
        expr: &'w Expr,
        absolute: &str,
        items: &[Item],
        arguments: &'w [Expr],
        types: &[Ty],
    ) {
        if !self.workspace.messages.followed {
            return;
        }
        let name = absolute.rsplit("::").next().unwrap_or_default();
        self.observe_sender(expr, name, items, None, arguments);
        self.observe_hand_off(expr, name, items, arguments, types);
    }

    /// The same for a method.
    pub(in crate::code) fn observe_own_method(
        &mut self,
        expr: &'w Expr,
        receiver: &'w Expr,
        name: &str,
        methods: &[Item],
        (arguments, types): (&'w [Expr], &[Ty]),
    ) {
        if !self.workspace.messages.followed {
            return;
        }
        self.observe_sender(expr, name, methods, Some(receiver), arguments);
        self.observe_hand_off(expr, name, methods, arguments, types);
    }

    /// A function of this workspace sends a message with the headers that it is given: what is given to it here.
    fn observe_sender(&mut self, expr: &'w Expr, name: &str, called: &[Item], receiver: Option<&'w Expr>, arguments: &'w [Expr]) {
        for sends in self.sent_by(called) {
            let mut operands = receiver.into_iter().chain(arguments);
            let (Some(headers), Some(publishes)) = (operands.nth(sends.parameter), sends.call.publishes) else { continue };
            if let Carried::Given(parameter) = self.carried(headers) {
                self.note_given(parameter, sends.call, &sends.client);
            }
            // Any of the arguments may hold the payload.
            let publishes = Publishes { payload: List(ALL), twin: "", ..publishes };
            self.observe_sent(expr, name, &publishes, &sends.client, Some(headers), arguments);
        }
    }

    /// A message is handed to a function of this workspace that sends it off by its name, and by its body adds nothing to it.
    fn observe_hand_off(&mut self, expr: &'w Expr, name: &str, called: &[Item], arguments: &'w [Expr], types: &[Ty]) {
        if called.is_empty()
            || !self.workspace.knowledge.words.says_publish(name)
            || self.workspace.messages.injecting.contains(&name_hash(name))
        {
            return;
        }
        let injects = |item: &Item| {
            self.workspace
                .own
                .calls(*item)
                .iter()
                .any(|call| *call != name_hash(name) && self.workspace.messages.injecting.contains(call))
        };
        if called.iter().any(injects) {
            return;
        }
        for (message, ty) in arguments.iter().zip(types) {
            let Ty::Own(item, _) = *ty.unwrapped() else { continue };
            let Some(field) = self.workspace.messages.context_field(item).map(str::to_owned) else { continue };
            let verdict = match self.field_carries(message, &field, MAX_STEPS) {
                Carried::Context => "propagates",
                Carried::Given(_) => "delegated",
                Carried::Nothing => "missing",
                _ => "unknown",
            };
            let mut seen = self.sent(expr, "message", "", verdict);
            seen.facts.text(Key::Method, name);
            seen.facts.text(Key::MessageType, &self.workspace.data_type(item).name);
            seen.facts.text(Key::HeadersField, field);
            self.note_sent(seen, verdict, false);
            return;
        }
    }

    /// What a field of a message carries, where the message is made in sight.
    fn field_carries(&self, message: &'w Expr, field: &str, steps: usize) -> Carried {
        let Some(steps) = steps.checked_sub(1) else { return Carried::Unknown };
        match &message.kind {
            ExprKind::Struct { fields, rest, .. } => match fields.iter().find(|(name, _)| name == field) {
                Some((_, value)) => self.carried(value),
                None => rest.as_deref().map_or(Carried::Unknown, |rest| self.carried(rest)),
            },
            ExprKind::Reference(inner) | ExprKind::Mutable(inner) => self.field_carries(inner, field, steps),
            ExprKind::Path(path) => {
                let Some(variable) = path.name().and_then(|name| self.variable(name)) else { return Carried::Unknown };
                match (variable.carried, variable.value) {
                    (known @ (Carried::Context | Carried::Given(_)), _) => known,
                    (_, Some(value)) => self.field_carries(value, field, steps),
                    _ => Carried::Unknown,
                }
            }
            ExprKind::Method { receiver, name, arguments, .. } if arguments.is_empty() && name == "clone" => {
                self.field_carries(receiver, field, steps)
            }
            _ => match self.carried(message) {
                Carried::Perhaps => Carried::Unknown,
                known => known,
            },
        }
    }
}
