//! What a body returns, by the calls that made it: moves, borrows, parts, branches and loops.

use super::{Types, bodies, named, unit};
use crate::code::events::BodyId;
use crate::code::values::Values;

fn returned(text: &str) -> String {
    let unit = unit(text);
    let bodies = bodies(&unit);
    let types = Types { unit: &unit };
    let values = Values::of(&bodies, BodyId(0), &types).expect("is there");
    assert!(!values.is_limited());
    let mut names: Vec<String> = values.returned().iter().map(|value| named(&values, value)).collect();
    names.sort();
    names.join(", ")
}

/// A body, and what it returns.
const CASES: &[(&str, &str)] = &[
    ("fn f() { let a = make(); let b = a; b }", "make"),
    ("fn f() { let mut a = make(); a = other(); a }", "other"),
    ("fn f() { let a; if c() { a = make(); } else { a = other(); } a }", "make, other"),
    ("fn f() { if c() { return make(); } other() }", "make, other"),
    ("fn f() { let mut a = make(); while c() { a = other(); } a }", "make, other"),
    ("fn f() { loop { if c() { break make(); } } }", "make"),
    ("fn f() { let a = (make(), other()); a.1 }", "other"),
    ("fn f() { let (a, b) = (make(), other()); b }", "other"),
    ("fn f() { let s = S { a: make(), b: other() }; let t = s; t.a }", "make"),
    ("fn f() { let mut s = S { a: make(), b: other() }; s.a = third(); s.a }", "third"),
    ("fn f() { let a = make(); let b = &a; *b }", "make"),
    ("fn f() { let s = S { a: make() }; let b = &s; b.a }", "make"),
    ("fn f() { let mut a = make(); let b = &mut a; *b = other(); a }", "other"),
    ("fn f() { let a = make(); let mut r = &a; let b = other(); let s = &*r; r = &b; *s }", "make"),
    ("fn f() { match make() { Some(x) => x, None => other() } }", "other, part of make"),
    ("fn f() { make()? }", "part of make, something made"),
    ("fn f() { let x = Some(make()); if let Some(y) = x { y } else { other() } }", "make, other"),
    ("fn f() { Ok(make())? }", "make, something made"),
    ("fn f() { let a = make().await; a }", "something made"),
    ("fn f(p: P) { p }", "parameter 0"),
    ("fn f(p: P) { p.a }", "part of parameter 0"),
    ("fn f((a, b): P) { b }", "part of parameter 0"),
    ("fn f() { let a = make(); let a = pass(a); a }", "pass"),
    ("fn f() { let Some(x) = make() else { return other(); }; x }", "other, part of make"),
    ("fn f() { let x = 'a: { if c() { break 'a make(); } other() }; x }", "make, other"),
];

#[test]
fn values_are_followed() {
    for (body, expected) in CASES {
        assert_eq!(returned(body), *expected, "{body}");
    }
}

#[test]
fn a_closure_holds_what_it_has_captured() {
    let unit = unit("fn f() { let a = make(); let b = move || a.run(); b }");
    let bodies = bodies(&unit);
    let types = Types { unit: &unit };
    let inner = Values::of(&bodies, BodyId(1), &types).expect("is there");
    assert_eq!(inner.body.captures.len(), 1);
    assert_eq!(inner.body.made_by.map(|_| ()), Some(()));
    let outer = Values::of(&bodies, BodyId(0), &types).expect("is there");
    let names: Vec<String> = outer.returned().iter().map(|value| named(&outer, value)).collect();
    assert_eq!(names, ["something made"]);
}
