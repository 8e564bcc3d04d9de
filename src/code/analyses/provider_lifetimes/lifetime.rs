//! What becomes of each provider on the ways through a body.

use std::collections::BTreeMap;

use super::Context;
use crate::code::analyses::holders::{Kind, roots};
use crate::code::analyses::set_up_calls::is_set_up;
use crate::code::events::{Event, EventKind, Exit, Made, Mode, Operand, Place, Why};
use crate::code::tree::Range;
use crate::code::values::{Analysis, At, Found, ValueId, Values};
use crate::knowledge::{Call, Does, Is, Signal};

/// More providers at one point are not told apart.
const MOST_PROVIDERS: usize = 16;

/// A provider, and what has happened to it so far on some way.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Provider {
    /// What makes it.
    pub(super) made: Range,
    pub(super) signal: Option<Signal>,
    /// A tracer, meter or logger of it is handed out.
    hands_out: bool,
    /// Somebody else has a handle of it, or what keeps it going.
    is_kept: bool,
    /// Something of the program has run since it was made.
    has_worked: bool,
    shut_down: Option<Range>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Became {
    /// It goes where it may live on, or something has run while it lived.
    OfUse,
    /// By the call there, and nothing had run before.
    ShutDown(Range),
    /// Its last handle, and nothing had run before.
    Dropped,
}

pub(super) struct Providers<'a> {
    pub(super) context: &'a Context<'a>,
}

/// By the value that each was made as, or another handle of it.
type Alive = BTreeMap<ValueId, Provider>;

impl Analysis for Providers<'_> {
    type State = Alive;
    type Finding = (Provider, Became);

    fn start(&self, _: &Values<'_>) -> Alive {
        Alive::new()
    }

    fn join(&self, own: &mut Alive, other: &Alive) {
        for (value, theirs) in other {
            if let Some(known) = own.get_mut(value) {
                known.hands_out |= theirs.hands_out;
                known.is_kept |= theirs.is_kept;
                known.has_worked |= theirs.has_worked;
                known.shut_down = known.shut_down.filter(|_| theirs.shut_down.is_some());
            } else if own.len() < MOST_PROVIDERS {
                own.insert(*value, theirs.clone());
            }
        }
    }

    fn event(&self, at: &At<'_>, event: &Event, alive: &mut Alive, found: &mut Found<Self::Finding>) {
        match &event.kind {
            EventKind::Drop { place, why } => {
                for value in self.among(at, place, alive) {
                    let Some(provider) = alive.remove(&value) else { continue };
                    let is_last = alive.values().all(|other| other.made != provider.made);
                    if is_last {
                        let became = ended(&provider, *why == Why::Scope);
                        found.add((provider, became));
                    }
                }
            }
            EventKind::Call { .. } if at.constructs() => {}
            EventKind::Call { operands, .. } => self.call(at, event, operands, alive, found),
            // A closure may be run by whoever gets it.
            EventKind::Suspend { .. } | EventKind::Make { what: Made::Telemetry(_) | Made::Body(_), .. } => work(alive),
            EventKind::Make { what: Made::Macro(_) | Made::Opaque, operands, .. } => {
                self.give_away(at, operands, alive, found);
                if self.context.types.known_macro(event.expr).is_none_or(|known| !known.is_value) {
                    work(alive);
                }
            }
            EventKind::Assign { to, from } if !to.path.is_empty() => {
                self.give_away(at, std::slice::from_ref(from), alive, found);
            }
            _ => {}
        }
    }

    fn end(&self, _: &At<'_>, exit: &Exit, alive: &Alive, found: &mut Found<Self::Finding>) {
        if *exit == Exit::Return {
            for provider in alive.values() {
                let became = provider.shut_down.filter(|_| !provider.has_worked).map_or(Became::OfUse, Became::ShutDown);
                found.add((provider.clone(), became));
            }
        }
    }
}

impl Providers<'_> {
    fn call(&self, at: &At<'_>, event: &Event, operands: &[Operand], alive: &mut Alive, found: &mut Found<(Provider, Became)>) {
        let known = self.context.library_call(event);
        let receiver = operands.first().filter(|first| matches!(first.mode, Mode::Shared | Mode::Mutable));
        let of = receiver.and_then(|receiver| behind(at, &receiver.place, alive));
        if let (Some(value), Some(call)) = (of, known) {
            let is_handle = self.context.type_of(event).is(Is::Provider);
            asked(at, (value, call, is_handle), event.range, alive);
        } else {
            self.give_away(at, operands, alive, found);
            self.make(at, event, alive);
        }
        if !is_set_up(self.context, at, event) {
            work(alive);
        }
    }

    fn make(&self, at: &At<'_>, event: &Event, alive: &mut Alive) {
        let ty = self.context.type_of(event);
        let Some((api, _)) = ty.api().filter(|(api, _)| api.is == Some(Is::Provider)) else { return };
        let Some(value) = at.made().filter(|_| alive.len() < MOST_PROVIDERS) else { return };
        let provider = Provider {
            made: event.range,
            signal: api.signal,
            hands_out: false,
            is_kept: false,
            has_worked: false,
            shut_down: None,
        };
        alive.insert(value, provider);
    }

    /// Whoever gets a handle may keep it; whoever is lent one may make another.
    fn give_away(&self, at: &At<'_>, operands: &[Operand], alive: &mut Alive, found: &mut Found<(Provider, Became)>) {
        for operand in operands {
            let lent = at.lent(&operand.place);
            let places = lent.iter().chain((operand.mode != Mode::Copy).then_some(&operand.place));
            for value in places.flat_map(|place| self.among(at, place, alive)).collect::<Vec<_>>() {
                let Some(given) = alive.remove(&value) else { continue };
                // After its shutdown it is of no use to anybody.
                if given.shut_down.is_none() {
                    let mut others = alive.values_mut().filter(|other| other.made == given.made).peekable();
                    if others.peek().is_none() {
                        found.add((given, Became::OfUse));
                    } else {
                        others.for_each(|other| other.is_kept = true);
                    }
                }
            }
        }
    }

    /// The providers that end with what is at a place.
    fn among(&self, at: &At<'_>, place: &Place, alive: &Alive) -> Vec<ValueId> {
        if alive.is_empty() {
            return Vec::new();
        }
        let workspace = self.context.workspace;
        let kind = Kind { is: &|ty| ty.is(Is::Provider), is_in: &|ty| !workspace.providers_in(ty).is_empty() };
        let values = at.ends(place).into_iter().map(|ended| ended.value);
        roots(self.context, at, values.filter(|value| alive.contains_key(&at.values.root(*value))), &kind)
    }
}

/// A method of a provider is called.
fn asked(at: &At<'_>, (value, call, is_handle): (ValueId, &Call, bool), range: Range, alive: &mut Alive) {
    let Some(provider) = alive.get_mut(&value) else { return };
    match call.does {
        Some(Does::ShutsDown) => provider.shut_down = provider.shut_down.or(Some(range)),
        Some(Does::HandsOut) => {
            provider.hands_out = true;
            provider.is_kept |= call.keeps;
        }
        _ => {}
    }
    let provider = provider.clone();
    if let Some(handle) = at.made().filter(|_| is_handle) {
        alive.insert(handle, provider);
    }
}

/// The provider at a place, or behind the reference there.
fn behind(at: &At<'_>, place: &Place, alive: &Alive) -> Option<ValueId> {
    let value = at.values.root(at.values_behind(place).only()?);
    alive.contains_key(&value).then_some(value)
}

/// What a provider has come to whose last handle in sight is dropped.
fn ended(provider: &Provider, at_end_of_block: bool) -> Became {
    match provider.shut_down {
        _ if provider.has_worked => Became::OfUse,
        Some(range) if provider.hands_out || provider.is_kept => Became::ShutDown(range),
        None if at_end_of_block && provider.hands_out && !provider.is_kept => Became::Dropped,
        _ => Became::OfUse,
    }
}

fn work(alive: &mut Alive) {
    alive.values_mut().filter(|provider| provider.shut_down.is_none()).for_each(|provider| provider.has_worked = true);
}
