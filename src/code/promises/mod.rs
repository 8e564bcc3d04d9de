//! What code sets, held against the contract of its workspace: comes in what was seen, goes out one more thing seen for each promise
//! that is not kept, and beside what the contract speaks of, that it does. What is not certain keeps its promise.

mod attributes;
mod measured;
mod names;
mod services;

use rustc_hash::{FxHashMap, FxHashSet};

use super::program::Footprint;
use super::workspace::{Item, Workspace};
use crate::contract::{At, ContractIndex};
use crate::fact::{Edit, Key, Place, Seen, Value};
use crate::knowledge::Knowledge;

/// The contract, from where a place stands.
struct Standpoint<'s> {
    knowledge: &'s Knowledge,
    contract: &'s ContractIndex,
    /// The service that the code becomes, if that is known.
    service: Option<&'s str>,
    /// Whether the spans of tracing that are made there come to OpenTelemetry.
    bridges: bool,
    /// The instruments that the attribute is measured with: for each measurement, the names that its instrument may have.
    instruments: &'s [Vec<String>],
    /// Keys that are set in the same file.
    keys: &'s FxHashSet<String>,
}

/// Adds what is not kept. `seen` is in order of file and place.
pub(super) fn hold(seen: &mut Vec<Seen>, workspace: &Workspace, footprints: &FxHashMap<Item, Footprint>) {
    if !workspace.held_against.has_contract() {
        return;
    }
    let measured = measured::instruments(footprints);
    let services = services::Services::new(workspace, footprints);
    let mut keys: FxHashMap<u32, FxHashSet<String>> = FxHashMap::default();
    for seen in seen.iter() {
        if let Some(key) = text(seen, Key::AttributeKey) {
            keys.entry(seen.place.file.0).or_default().insert(key.to_owned());
        }
    }
    let (none, no_keys) = (Vec::new(), FxHashSet::default());
    let mut broken: Vec<Seen> = Vec::new();
    for seen in seen.iter_mut() {
        let unit = seen.place.file.0 as usize;
        let is_code = unit < workspace.units.len();
        let Some(contract) = is_code.then(|| workspace.contract(unit)).flatten() else { continue };
        let at = Standpoint {
            knowledge: &workspace.knowledge,
            contract,
            service: services.of(workspace, unit),
            bridges: workspace.bridges(unit),
            instruments: measured.get(&seen.place).unwrap_or(&none),
            keys: keys.get(&seen.place.file.0).unwrap_or(&no_keys),
        };
        match word(seen, Key::Kind) {
            Some("attribute") => attributes::hold(seen, &at, &mut broken),
            Some("span") => names::hold_span(seen, &at, &mut broken),
            Some("instrument") => names::hold_metric(seen, &at, &mut broken),
            _ => {}
        }
    }
    mark_repeated(&mut broken);
    seen.extend(broken);
}

/// Marks names that stand earlier already: who adds a name to the contract adds it once.
fn mark_repeated(broken: &mut [Seen]) {
    let mut known: FxHashSet<(Key, String)> = FxHashSet::default();
    for seen in broken.iter_mut().filter(|seen| word(seen, Key::Clause) == Some("undeclared")) {
        if [Key::InTest, Key::InExample].iter().any(|key| seen.facts.get(*key) == Some(&Value::Flag(true))) {
            continue;
        }
        let name = [Key::AttributeKey, Key::Name, Key::InstrumentName];
        let name = name.into_iter().find_map(|key| Some((key, text(seen, key)?.to_owned())));
        let is_repeated = name.is_some_and(|name| !known.insert(name));
        seen.facts.flag(Key::SeenBefore, is_repeated);
    }
}

/// A promise that is not kept by what was seen: the same place, with what names it.
fn broken(of: &Seen, promise: &'static str) -> Seen {
    const NAMING: [Key; 8] = [
        Key::InTest,
        Key::InExample,
        Key::AttributeKey,
        Key::Carrier,
        Key::Origin,
        Key::FunctionName,
        Key::Name,
        Key::InstrumentName,
    ];
    let mut seen = Seen::new(of.on, word(of, Key::Kind).unwrap_or_default(), of.place);
    for key in NAMING {
        if let Some(value) = of.facts.get(key) {
            seen.facts.set(key, value.clone());
        }
    }
    seen.related.clone_from(&of.related);
    seen.facts.word(Key::Clause, promise);
    seen
}

impl Standpoint<'_> {
    /// States where the contract says so: at a place in it, else in its first file.
    fn tell_place(&self, seen: &mut Seen, at: Option<At>) {
        let place = at.map_or_else(|| self.contract.file().to_owned(), |at| self.contract.place(at).to_string());
        seen.facts.text(Key::ClausePlace, place);
    }
}

/// The changes of that name.
fn edits(of: &Seen, name: &str) -> Vec<Edit> {
    of.edits.iter().filter(|edit| edit.name == name).cloned().collect()
}

fn word(seen: &Seen, key: Key) -> Option<&'static str> {
    match seen.facts.get(key)? {
        Value::Word(word) => Some(word),
        _ => None,
    }
}

fn text(seen: &Seen, key: Key) -> Option<&str> {
    match seen.facts.get(key)? {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

/// Attributes by their place, with the instruments that they are measured with.
type Instruments = FxHashMap<Place, Vec<Vec<String>>>;
