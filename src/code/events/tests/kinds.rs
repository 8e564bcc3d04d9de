//! Bodies of their own, what makes them, how they run, and what they capture how.

use crate::code::edition::Edition;
use crate::code::events::answers::Runs;
use crate::code::events::text::Text;
use crate::code::events::{Answers, Bodies, BodyKind};
use crate::code::lower::lower;
use crate::code::tree::{ExprId, Unit};
use crate::knowledge::Knowledge;

fn unit(text: &str) -> Unit {
    lower(&syn::parse_str(text).expect("is Rust"), false, &Knowledge::default().catalog, &rustc_hash::FxHashMap::default())
}

/// The first line of each body's text.
fn heads(text: &str, edition: Edition) -> Vec<String> {
    let unit = unit(text);
    let bodies = Bodies::of_function(&unit.functions[0], edition, &()).expect("has a body");
    let text = Text { bodies: &bodies, line_of: &|_| 1 }.all();
    text.lines().filter_map(|line| line.strip_prefix("body ")).skip(1).map(str::to_owned).collect()
}

/// What stands in a function with the variables `a` and `b`, and the bodies in it: editions 2018 and 2021.
const CASES: &[(&str, &[&str], &[&str])] = &[
    ("|| a.x", &["1 Closure [take captured-a]"], &["1 Closure [take captured-a.x]"]),
    ("|| see(&a.x)", &["1 Closure [& captured-a]"], &["1 Closure [& captured-a.x]"]),
    ("|| { a.x = 1; }", &["1 Closure [&mut captured-a]"], &["1 Closure [&mut captured-a.x]"]),
    ("move || see(&a.x.y)", &["1 Closure [take captured-a]"], &["1 Closure [take captured-a.x.y]"]),
    ("|| { see(&a.x); see(&a.x.y); }", &["1 Closure [& captured-a]"], &["1 Closure [& captured-a.x]"]),
    ("|| { let _ = a; }", &["1 Closure"], &["1 Closure"]),
    ("|| { let a = b; a }", &["1 Closure [take captured-b]"], &["1 Closure [take captured-b]"]),
    ("|a: u8| a + b", &["1 Closure [take captured-b]"], &["1 Closure [take captured-b]"]),
    ("|| see(&a[b])", &["1 Closure [& captured-a] [take captured-b]"], &["1 Closure [& captured-a] [take captured-b]"]),
    ("move || see(&*a)", &["1 Closure [take captured-a]"], &["1 Closure [take captured-a]"]),
    ("async { a.await }", &["1 AsyncBlock [take captured-a]"], &["1 AsyncBlock [take captured-a]"]),
    ("async || see(&a)", &["1 AsyncClosure [& captured-a]"], &["1 AsyncClosure [& captured-a]"]),
    (
        "async move { move || see(&a) }",
        &["1 AsyncBlock [take captured-a]", "2 Closure [take captured-a]"],
        &["1 AsyncBlock [take captured-a]", "2 Closure [take captured-a]"],
    ),
    ("stream! { let x = &a; yield x; }", &["1 Generator [& captured-a]"], &["1 Generator [& captured-a]"]),
    ("|| info!(x = a.y, \"{b}\")", &["1 Closure [& captured-a] [& captured-b]"], &["1 Closure [& captured-a.y] [& captured-b]"]),
];

#[test]
fn captures_and_their_modes() {
    for (inside, before, now) in CASES {
        let text = format!("fn f() {{ let a = x(); let b = y(); {inside}; }}");
        assert_eq!(heads(&text, Edition::Rust2018), *before, "{inside}");
        assert_eq!(heads(&text, Edition::Rust2015), *before, "{inside}");
        assert_eq!(heads(&text, Edition::Rust2021), *now, "{inside}");
    }
}

struct ByMaker;

impl Answers for ByMaker {
    fn runs(&self, made_by: ExprId) -> Runs {
        [Runs::Here, Runs::AwaitedHere, Runs::Elsewhere, Runs::ByCallee(0)]
            .into_iter()
            .nth(if made_by == ExprId::NONE { 9 } else { 3 })
            .unwrap_or_default()
    }
}

#[test]
fn bodies_know_what_makes_them() {
    let unit = unit("fn f() { spawn(async { || 1 }) } const C: u8 = { const D: u8 = 1; g(|| D) };");
    let bodies = Bodies::of_function(&unit.functions[0], Edition::Rust2024, &ByMaker).expect("has a body");
    let parents: Vec<Option<u32>> = bodies.bodies.iter().map(|body| body.parent.map(|parent| parent.0)).collect();
    assert_eq!(parents, [None, Some(0), Some(1)]);
    assert_eq!(bodies.bodies[0].runs, Runs::Unknown);
    assert_eq!(bodies.bodies[1].runs, Runs::ByCallee(0));
    let constant = unit.constants.iter().find(|constant| constant.name == "C").expect("is there");
    let bodies = Bodies::of_constant(constant, Edition::Rust2024, &()).expect("has a value");
    let kinds: Vec<BodyKind> = bodies.bodies.iter().map(|body| body.kind).collect();
    assert_eq!(kinds, [BodyKind::Initializer, BodyKind::Closure]);
}
