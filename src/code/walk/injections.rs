//! Where the context of a trace is written into headers and read out of them, by a library or by a function of this workspace.

use super::carried::{Carried, Headers, Sends};
use rustc_hash::{FxHashMap, FxHashSet};

use super::Walker;
use super::life::{Owner, What};
use crate::code::program::Received;
use crate::code::tree::{Expr, ExprKind, Range};
use crate::code::types::Ty;
use crate::code::workspace::Item;
use crate::fact::Seen;
use crate::knowledge::{Call, Does, Parent};

/// How deep an expression is looked into for the variables that it leads to.
const MAX_DEPTH: usize = 8;

/// What is known of trace context in the values of one function.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// By expression, where anything is known.
    pub(super) carried: FxHashMap<Range, Carried>,
    /// Values of variables that were looked through for fields that carry context.
    pub(super) definitions: FxHashSet<Range>,
    /// Whether the values of variables are the current context, as far as that was asked for.
    pub(super) current: FxHashMap<Range, bool>,
    /// Calls that read context out of headers.
    extractions: Vec<Range>,
    /// Those, and calls that inject into what is in sight: all is known of them.
    understood: Vec<Range>,
    /// Parameters that context is injected into.
    injected: Vec<usize>,
    /// What the function returns, as far as it was walked.
    returned: Option<Carried>,
    /// What leaves, with what is known of its context, and whether the caller gives the payload.
    sent: Vec<(Seen, &'static str, bool)>,
    /// Messages whose headers the caller gives.
    given: Vec<Sends>,
    /// Where messages come in, and the loop around that.
    received: Vec<(Seen, Range)>,
    /// Where functions of this workspace are called.
    called: Vec<(u32, Item)>,
    /// Where spans are made.
    spans: Vec<u32>,
    /// Loops around this point, innermost last.
    loops: Vec<Range>,
    /// Closures around this point that are called with the propagator.
    within: usize,
    /// Where the current context is injected in one of them.
    pending: Option<Range>,
}

impl<'w> Walker<'w> {
    /// A known call that injects or extracts.
    pub(in crate::code) fn propagates(
        &mut self,
        expr: &'w Expr,
        call: &'static Call,
        receiver: Option<&'w Expr>,
        arguments: &'w [Expr],
    ) {
        // Of a method that is called by its path the receiver comes first.
        let skipped = usize::from(receiver.is_none() && !call.name.contains("::"));
        let arguments = arguments.get(skipped..).unwrap_or_default();
        let carrier = call.headers.and_then(|at| arguments.get(at));
        match call.does {
            Some(Does::Injects | Does::InjectsCurrent) => {
                self.footprint.injects = true;
                if let Some(carrier) = carrier {
                    self.fields_carry(carrier);
                    if self.injected(carrier) {
                        self.followed.understood.push(expr.range);
                    }
                }
                let is_current = call.does == Some(Does::InjectsCurrent)
                    || arguments.first().is_some_and(|given| self.is_current_context(given));
                if is_current && self.followed.within > 0 {
                    self.followed.pending = Some(expr.range);
                } else if is_current {
                    self.observe_injection(expr.range);
                }
            }
            Some(Does::Extracts) => {
                self.footprint.extracts = true;
                self.followed.extractions.push(expr.range);
                self.followed.understood.push(expr.range);
                if let Some(carrier) = carrier {
                    self.fields_carry(carrier);
                }
            }
            _ => {}
        }
    }

    pub(in crate::code) fn note_sent(&mut self, seen: Seen, verdict: &'static str, is_relay: bool) {
        self.followed.sent.push((seen, verdict, is_relay));
    }

    /// The headers of a message are what the caller gives with a parameter, if that is not `self`.
    pub(in crate::code) fn note_given(&mut self, parameter: usize, call: &'static Call, client: &str) {
        if parameter > 0 || !self.function.takes_self() {
            let given = Sends { parameter, call, client: client.to_owned() };
            if !self.followed.given.contains(&given) {
                self.followed.given.push(given);
            }
        }
    }

    /// What a function of this workspace sends with headers that are given to it.
    pub(in crate::code) fn sent_by(&self, called: &[Item]) -> Vec<Sends> {
        let [item] = called else { return Vec::new() };
        self.summaries.headers.get(item).map(|headers| headers.sends.clone()).unwrap_or_default()
    }

    /// Messages come in at `at`: what handles them stands after that, in the loop around it.
    pub(in crate::code) fn note_received(&mut self, seen: Seen, at: Range) {
        let around = self.followed.loops.last().map_or(u32::MAX, |around| around.end);
        self.followed.received.push((seen, Range { start: at.end, end: around }));
    }

    /// What was sent and received, with what handles the latter: functions that are called, and whether a span is made.
    pub(in crate::code) fn take_sent(&mut self) -> (Vec<(Seen, &'static str, bool)>, Vec<Received>) {
        let followed = std::mem::take(&mut self.followed.received).into_iter().map(|(seen, within)| {
            let holds = |at: u32| within.start <= at && at < within.end;
            let handlers = self.followed.called.iter().filter(|(at, _)| holds(*at)).map(|(_, item)| *item).collect();
            let makes_spans = self.followed.spans.iter().any(|at| holds(*at));
            Received { seen, handlers, makes_spans, speaks_of_context: false }
        });
        let received = followed.collect();
        (std::mem::take(&mut self.followed.sent), received)
    }

    pub(super) fn note_called(&mut self, at: Range, items: &[Item]) {
        if self.workspace.messages.followed {
            self.followed.called.extend(items.iter().map(|item| (at.start, *item)));
        }
    }

    pub(in crate::code) fn note_span(&mut self, at: Range) {
        self.footprint.spans_inside = true;
        self.followed.spans.push(at.start);
    }

    pub(super) fn in_loop<T>(&mut self, around: Range, walk: impl FnOnce(&mut Self) -> T) -> T {
        self.followed.loops.push(around);
        let result = walk(self);
        self.followed.loops.pop();
        result
    }

    /// Functions of this workspace inject into what they are given.
    pub(super) fn injected_by(&mut self, call: &Expr, called: &[Item], receiver: Option<&'w Expr>, arguments: &'w [Expr]) {
        let operands: Vec<&'w Expr> = receiver.into_iter().chain(arguments).collect();
        let into: Vec<usize> = called
            .iter()
            .filter_map(|item| self.summaries.headers.get(item))
            .flat_map(|headers| headers.injects.iter().copied())
            .collect();
        for at in into {
            if let Some(operand) = operands.get(at) {
                self.fields_carry(operand);
                if self.injected(operand) {
                    self.followed.understood.push(call.range);
                }
            }
        }
        let returns = |item: &Item| self.summaries.headers.get(item).is_some_and(|headers| headers.returns == Carried::Context);
        if !called.is_empty() && called.iter().all(returns) {
            self.followed.understood.push(call.range);
        }
    }

    /// The variables that an expression leads to carry context from here on. Whether there are any.
    fn injected(&mut self, carrier: &'w Expr) -> bool {
        let mut rest = Vec::new();
        self.roots(carrier, false, MAX_DEPTH, &mut rest);
        let leads_somewhere = !rest.is_empty();
        let mut reached = FxHashSet::default();
        while let Some(at) = rest.pop() {
            if reached.insert(at) {
                let variable = &mut self.variables[at];
                variable.carried = Carried::Context;
                rest.extend(variable.lends.iter().copied().filter(|lent| *lent < at));
            }
        }
        leads_somewhere
    }

    /// The variables that a value borrows in order to change them.
    pub(super) fn lends(&self, value: &'w Expr) -> Vec<usize> {
        let mut reached = Vec::new();
        if self.workspace.messages.followed {
            self.roots(value, true, MAX_DEPTH, &mut reached);
            reached.sort_unstable();
            reached.dedup();
        }
        reached
    }

    /// The variable that a place is in.
    pub(super) fn root(&self, place: &Expr) -> Option<usize> {
        match &place.kind {
            ExprKind::Path(path) => self.position(path.name()?),
            ExprKind::Field { base: inner, .. }
            | ExprKind::Index { base: inner, .. }
            | ExprKind::Reference(inner)
            | ExprKind::Mutable(inner)
            | ExprKind::Dereference(inner) => self.root(inner),
            ExprKind::Method { receiver, name, .. } if name.ends_with("_mut") => self.root(receiver),
            _ => None,
        }
    }

    fn roots(&self, expr: &'w Expr, only_changed: bool, depth: usize, found: &mut Vec<usize>) {
        let Some(depth) = depth.checked_sub(1) else { return };
        match &expr.kind {
            ExprKind::Path(path) if !only_changed => found.extend(path.name().and_then(|name| self.position(name))),
            ExprKind::Mutable(inner) => self.roots(inner, false, depth, found),
            ExprKind::Reference(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Field { base: inner, .. }
            | ExprKind::Index { base: inner, .. } => self.roots(inner, only_changed, depth, found),
            ExprKind::Method { receiver, name, .. } => {
                self.roots(receiver, only_changed && !name.ends_with("_mut"), depth, found);
            }
            ExprKind::Call { arguments, .. } => {
                for argument in arguments {
                    self.roots(argument, only_changed, depth, found);
                }
            }
            ExprKind::Struct { fields, .. } => {
                for (_, value) in fields {
                    self.roots(value, only_changed, depth, found);
                }
            }
            _ => {}
        }
    }

    /// What the function does with headers, once it was walked.
    pub(super) fn headers(&self) -> Headers {
        let followed = &self.followed;
        Headers {
            injects: followed.injected.clone(),
            returns: followed.returned.unwrap_or_default(),
            sends: followed.given.clone(),
        }
    }

    /// The function returns a value that carries this.
    pub(super) fn returns_carried(&mut self, value: Option<&Expr>) {
        if self.body != 0 || !self.workspace.messages.followed {
            return;
        }
        let carried = value.map_or(Carried::Nothing, |value| self.carried(value));
        self.followed.returned = Some(self.followed.returned.map_or(carried, |before| before.or(carried)));
    }

    /// A variable goes out of scope: whether it was a parameter that something was injected into.
    pub(super) fn notes_injected(&mut self, parameter: Option<usize>, carried: Carried) {
        if let (Some(at), Carried::Context) = (parameter, carried)
            && !self.followed.injected.contains(&at)
        {
            self.followed.injected.push(at);
        }
    }

    /// Whether a place in the source belongs to a call that only reads context out of headers.
    pub(in crate::code) fn only_extracts(&self, at: u32) -> bool {
        self.followed.extractions.iter().any(|range| range.start <= at && at < range.end)
    }

    /// Whether a place in the source belongs to a call of which all is known that it does with context.
    pub(in crate::code) fn is_understood(&self, at: u32) -> bool {
        self.followed.understood.iter().any(|range| range.start <= at && at < range.end)
    }

    /// A closure among the arguments of a call is called with the propagator.
    pub(super) fn with_propagator<T>(&mut self, call: &Call, range: Range, walk: impl FnOnce(&mut Self) -> T) -> T {
        if call.does != Some(Does::GetsPropagator) {
            return walk(self);
        }
        self.followed.within += 1;
        let result = walk(self);
        self.followed.within -= 1;
        // All of `get_text_map_propagator(|p| p.extract(..))` only reads.
        for known in [&mut self.followed.extractions, &mut self.followed.understood] {
            // What was noted since the call began stands last.
            known.iter_mut().rev().take_while(|inner| range.contains(**inner)).for_each(|inner| *inner = range);
        }
        if let Some(at) = self.followed.pending.take() {
            self.observe_injection(at);
        }
        result
    }

    /// Where a span was started in this body that is open and not current, if nothing else can be.
    pub(in crate::code) fn inactive_span(&self) -> Option<Range> {
        if self.flow.dead || !self.flow.alive.is_empty() || self.has_ambient_parent() {
            return None;
        }
        let is_it = |index: &usize| {
            let life = &self.lives[*index];
            life.what == What::Span
                && life.owner == Owner::Here
                && life.body == self.body
                && !life.asked
                && !life.rebound
                && self.flow.is_open(*index)
        };
        let mut open = self.flow.lives().filter(is_it);
        open.next().map(|index| self.lives[index].made)
    }

    /// Whether context was read out of headers so far.
    pub(in crate::code) fn has_extracted(&self) -> bool {
        !self.followed.extractions.is_empty()
    }

    /// A variable in sight that holds a message which carries context: its name, the field, and whether the caller gives it.
    pub(in crate::code) fn carrying_variable(&self) -> Option<(String, String, bool)> {
        self.variables.iter().rev().find_map(|variable| match variable.ty.unwrapped() {
            Ty::Own(item, _) => {
                let field = self.workspace.messages.context_field(*item)?;
                Some((variable.name.to_owned(), field.to_owned(), variable.parameter.is_some()))
            }
            _ => None,
        })
    }

    /// A span is started with whatever is current as its parent, in a body where nothing is: one that says it consumes a message.
    pub(super) fn starts_root(&mut self, expr: &'w Expr, call: &Call) {
        if call.parent != Some(Parent::Active)
            || self.workspace.messages.context_fields.is_empty()
            || !self.flow.alive.is_empty()
            || self.has_ambient_parent()
        {
            return;
        }
        if self.says_consumer(expr, MAX_DEPTH) {
            self.observe_consumer_span(expr.range);
        }
    }

    fn says_consumer(&self, expr: &'w Expr, depth: usize) -> bool {
        let Some(depth) = depth.checked_sub(1) else { return false };
        let is_kind = |argument: &Expr| match &argument.kind {
            ExprKind::Path(path) => {
                let call = self.absolute(path).and_then(|absolute| self.workspace.knowledge.catalog.call(&absolute));
                call.is_some_and(|call| call.does == Some(Does::SaysConsumer))
            }
            _ => false,
        };
        match &expr.kind {
            ExprKind::Method { receiver, arguments, .. } => arguments.iter().any(is_kind) || self.says_consumer(receiver, depth),
            ExprKind::Path(path) => {
                let value = path.name().and_then(|name| self.variable(name)).and_then(|variable| variable.value);
                value.is_some_and(|value| self.says_consumer(value, depth))
            }
            _ => false,
        }
    }
}
