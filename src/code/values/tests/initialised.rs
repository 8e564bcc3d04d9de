//! Whether something is there where it is dropped, and what a clone is one of.

use super::{Types, bodies, named, unit};
use crate::code::events::{BodyId, Event, EventKind, LocalKind};
use crate::code::values::{Analysis, At, Found, Initialised, Values, run};

/// Says of each drop of a variable whether it is there.
struct Drops;

impl Analysis for Drops {
    type State = ();
    type Finding = String;

    fn start(&self, _: &Values<'_>) {}

    fn join(&self, (): &mut (), (): &()) {}

    fn event(&self, at: &At<'_>, event: &Event, (): &mut (), found: &mut Found<String>) {
        if let Some(cloned) = at.handed_on() {
            let names: Vec<String> = cloned.iter().map(|value| named(at.values, value)).collect();
            found.add(format!("clone of {}", names.join(", ")));
        }
        let EventKind::Drop { place, .. } = &event.kind else { return };
        let LocalKind::Variable(name) = at.values.body.locals[place.local.index()].kind else { return };
        let is_there = match at.initialised(place) {
            Initialised::Yes => "yes",
            Initialised::Maybe => "maybe",
            Initialised::No => "no",
        };
        found.add(format!("{} {is_there}", at.values.bodies.name(name)));
    }
}

fn drops(text: &str) -> String {
    let unit = unit(text);
    let bodies = bodies(&unit);
    let types = Types { unit: &unit };
    let values = Values::of(&bodies, BodyId(0), &types).expect("is there");
    let mut all = run(&Drops, &values).findings();
    all.sort();
    all.join(", ")
}

/// A body, and its variables where they are dropped.
const CASES: &[(&str, &str)] = &[
    ("fn f() { let a = make(); }", "a yes"),
    ("fn f() { let a; }", "a no"),
    ("fn f() { let a; if c() { a = make(); } }", "a maybe, a no"),
    ("fn f() { let mut a = make(); a = other(); }", "a yes, a yes"),
    // Only its type says whether `a` is copied.
    ("fn f() { let a = make(); take(a); }", "a maybe"),
    ("fn f() { for x in y() { x.a(); } }", "x maybe"),
    ("fn f() { let a = loop { break make(); }; }", "a yes"),
    ("fn f() { let a = make(); loop { if c() { return; } } }", "a yes"),
    ("fn f() { let a = make(); let b = a.clone(); }", "a maybe, b yes, clone of make"),
    ("fn f() { let a = make(); let b = (&a).clone(); }", "a yes, b yes, clone of make"),
];

#[test]
fn drops_know_whether_something_is_there() {
    for (body, expected) in CASES {
        assert_eq!(drops(body), *expected, "{body}");
    }
}
