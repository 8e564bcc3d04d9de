//! What nests as deep as a file may is lowered on the stack that workers have.

use crate::code::STACK_BYTES;
use crate::code::edition::Edition;
use crate::code::events::{Bodies, BodyId};
use crate::code::lower::lower;
use crate::code::nesting::is_too_deep;
use crate::code::values::Values;
use crate::knowledge::Knowledge;

/// What stands before, in and behind the middle, so often that the nest is nearly too deep.
const SHAPES: &[(&str, &str, &str)] = &[
    ("f(", "x", ")"),
    ("!", "x", ""),
    ("&", "x", ""),
    ("|| ", "x", ""),
    ("", "x", ".a(y)"),
    ("", "x", "?"),
    ("", "x", ".await"),
    ("", "x", " + y"),
    ("", "x", " && y"),
    ("{ let z = ", "x", "; z }"),
    ("if y {} else ", "{ x }", ""),
    ("match y { _ => ", "x", "}"),
    ("loop { let z = y()?; ", "x", "}"),
    ("async { ", "x", "}"),
];

fn nest((before, middle, behind): (&str, &str, &str), depth: usize) -> String {
    format!("fn f() {{ {}{middle}{}; }}", before.repeat(depth), behind.repeat(depth))
}

/// As deep as this shape may nest.
fn deepest(shape: (&str, &str, &str)) -> String {
    let (mut low, mut high) = (1, 6_000);
    while low + 1 < high {
        let middle = usize::midpoint(low, high);
        if is_too_deep(&nest(shape, middle)) { high = middle } else { low = middle }
    }
    nest(shape, low)
}

#[test]
fn deep_nests_are_lowered() {
    let run = || {
        for shape in SHAPES {
            let text = deepest(*shape);
            let unit = lower(
                &syn::parse_str(&text).expect("is Rust"),
                false,
                &Knowledge::default().catalog,
                &rustc_hash::FxHashMap::default(),
            );
            let bodies = Bodies::of_function(&unit.functions[0], Edition::Rust2021, &()).expect("has a body");
            assert!(Values::of(&bodies, BodyId(0), &()).is_some());
            // Dropping it is the tree's own affair.
            std::mem::forget(unit);
        }
    };
    let thread = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run).expect("starts");
    thread.join().expect("does not overflow");
}
