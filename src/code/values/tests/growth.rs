//! The graph grows with the source: what many ways out have in common is there once.

use std::fmt::Write;

use super::{bodies, unit};
use crate::code::events::BodyId;
use crate::code::values::Values;

/// Events and blocks of a body.
fn size(text: &str) -> usize {
    let unit = unit(text);
    let bodies = bodies(&unit);
    let values = Values::of(&bodies, BodyId(0), &()).expect("is there");
    assert!(!values.is_limited());
    bodies.bodies.iter().map(|body| body.events.len() + body.blocks.len()).sum()
}

fn one_after_another(count: usize) -> String {
    let mut text = "fn f() {".to_owned();
    for at in 0..count {
        let _ = write!(text, "let a{at} = f(g({at})?, h()?)?;");
    }
    text + "}"
}

fn one_in_another(count: usize) -> String {
    let mut text = "fn f() {".to_owned();
    for at in 0..count {
        let _ = write!(text, "let a{at} = f()?; loop {{ if c() {{ break; }} if d() {{ return; }}");
    }
    text + &"}".repeat(count) + "}"
}

fn in_one_call(count: usize) -> String {
    let mut text = "fn f() { g(".to_owned();
    for at in 0..count {
        let _ = write!(text, "h(&k({at})?, x()),");
    }
    text + ") }"
}

fn in_arms(count: usize) -> String {
    let mut text = "fn f() { let a = x(); match y() {".to_owned();
    for at in 0..count {
        let _ = write!(text, "A{at}(b) | B(b) if c(&b)? => return d(b),");
    }
    text + "_ => {} } }"
}

#[test]
fn events_grow_with_the_source() {
    for shape in [one_after_another, one_in_another, in_one_call, in_arms] {
        let [once, twice, more] = [12, 24, 48].map(|count| size(&shape(count)));
        assert!(twice < once * 22 / 10, "{once}, {twice}: {}", shape(2));
        assert!(more < twice * 22 / 10, "{twice}, {more}: {}", shape(2));
    }
}
