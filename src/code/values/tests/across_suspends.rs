//! A small analysis of the kind that the driver is for: which values are alive across a suspension, and where each of them ends.

use std::collections::BTreeMap;

use super::{Types, bodies, named, unit};
use crate::code::events::{BodyId, Callee, Event, EventKind, Place};
use crate::code::values::{Analysis, At, Found, ValueId, Values, run};

/// Values made by a call of a name that begins with `guard`.
struct AcrossSuspends;

/// Whether each guard was alive at a suspension.
type Alive = BTreeMap<ValueId, bool>;

impl Analysis for AcrossSuspends {
    type State = Alive;
    type Finding = String;

    fn start(&self, _: &Values<'_>) -> Alive {
        Alive::new()
    }

    fn join(&self, own: &mut Alive, other: &Alive) {
        for (value, across) in other {
            *own.entry(*value).or_default() |= across;
        }
    }

    fn event(&self, at: &At<'_>, event: &Event, state: &mut Alive, found: &mut Found<String>) {
        match &event.kind {
            EventKind::Call { callee, .. } => {
                let made = at.made().filter(|made| named(at.values, *made).starts_with("guard"));
                state.extend(made.map(|made| (made, false)));
                let is_drop = matches!(callee, Callee::Path(path) if at.values.bodies.name(*path) == "drop");
                for operand in event.kind.operands().iter().filter(|_| is_drop) {
                    end(at, &operand.place, state, found);
                }
            }
            EventKind::Suspend { .. } => state.values_mut().for_each(|across| *across = true),
            EventKind::Drop { place, .. } => end(at, place, state, found),
            _ => {}
        }
    }
}

fn end(at: &At<'_>, place: &Place, state: &mut Alive, found: &mut Found<String>) {
    for ended in at.ends(place) {
        if state.get(&ended.value).copied() == Some(true) {
            let sure = if ended.is_sure { "" } else { " perhaps" };
            found.add(format!("{}{sure}", named(at.values, ended.value)));
        }
        if ended.is_sure {
            state.remove(&ended.value);
        }
    }
}

fn found(text: &str) -> Vec<String> {
    let unit = unit(text);
    let bodies = bodies(&unit);
    let types = Types { unit: &unit };
    let values = Values::of(&bodies, BodyId(0), &types).expect("is there");
    let found = run(&AcrossSuspends, &values);
    assert!(!found.is_limited);
    found.findings()
}

#[test]
fn a_variable_is_alive_until_its_block_ends() {
    assert_eq!(found("async fn f() { { let a = guard_a(); x().await; } let b = guard_b(); y(); }"), ["guard_a"]);
}

#[test]
fn a_value_that_is_dropped_before_is_not_alive() {
    assert!(found("async fn f() { let a = guard_a(); drop(guard_b()); { let c = guard_c(); } }").is_empty());
}

/// Only its type says whether a method takes its receiver by value, so the end is not sure.
#[test]
fn temporaries_of_a_scrutinee_are_alive_in_its_arms() {
    assert_eq!(found("async fn f() { match guard_a().get() { _ => x().await } }"), ["guard_a perhaps"]);
    assert_eq!(found("async fn f() { if guard_a().get() { x().await } }"), [""; 0]);
    assert_eq!(found("async fn f() { if let Some(x) = guard_a().get() { x.await } }"), ["guard_a perhaps"]);
}

#[test]
fn what_is_broken_out_of_a_loop_lives_on() {
    assert_eq!(found("async fn f() { let a = loop { let g = guard_a(); break g; }; x().await; }"), ["guard_a"]);
}

#[test]
fn a_value_lives_in_what_holds_it() {
    assert_eq!(found("async fn f() { let s = S { a: guard_a(), b: 1 }; x().await; }"), ["guard_a"]);
    assert_eq!(found("async fn f() { let s = Some(guard_a()); x().await; }"), ["guard_a"]);
    assert_eq!(found("async fn f() { let (a, _) = (guard_a(), 1); x().await; }"), ["guard_a"]);
    assert_eq!(found("async fn f() { let s = S { a: guard_a() }; let b = &s; x().await; }"), ["guard_a"]);
}

#[test]
fn each_end_on_its_way_is_told_in_source_order() {
    let text = "async fn f() -> R { let a = guard_a(); let b = guard_b(); x().await?; if c { return e; } g() }";
    let found = found(text);
    assert_eq!(found.iter().filter(|name| *name == "guard_a").count(), found.len() / 2, "{found:?}");
    assert!(found.len() >= 2);
}
