//! The base analysis and the driver on small bodies.

mod across_suspends;
mod followed;
mod growth;
mod initialised;

use crate::code::edition::Edition;
use crate::code::events::{Bodies, Callee, EventKind};
use crate::code::lower::lower;
use crate::code::tree::{ExprId, Unit};

use super::{Calls, Values};
use crate::code::events::Answers;
use crate::knowledge::Knowledge;

fn unit(text: &str) -> Unit {
    lower(&syn::parse_str(text).expect("is Rust"), false, &Knowledge::default().catalog, &rustc_hash::FxHashMap::default())
}

fn bodies(unit: &Unit) -> Bodies {
    Bodies::of_function(&unit.functions[0], Edition::Rust2021, &()).expect("has a body")
}

/// What types would say of the calls in these tests, told by name.
struct Types<'u> {
    unit: &'u Unit,
}

impl Types<'_> {
    fn calls(&self, wanted: ExprId, names: &[&str]) -> bool {
        let mut found = false;
        let body = self.unit.functions[0].body.as_ref();
        body.is_some_and(|body| {
            body.any(&mut |expr| {
                found |= expr.id == wanted
                    && match &expr.kind {
                        crate::code::tree::ExprKind::Call { callee, .. } => {
                            matches!(&callee.kind, crate::code::tree::ExprKind::Path(path) if names.contains(&path.last()))
                        }
                        crate::code::tree::ExprKind::Method { name, .. } => names.contains(&name.as_str()),
                        _ => false,
                    };
                found
            })
        })
    }
}

impl Answers for Types<'_> {}

impl Calls for Types<'_> {
    fn stands_for(&self, expr: ExprId) -> Option<usize> {
        self.calls(expr, &["clone"]).then_some(0)
    }

    fn constructs(&self, expr: ExprId) -> Option<bool> {
        Some(self.calls(expr, &["Some", "Ok", "Err"]))
    }
}

/// The callee of the call that made a value, or what else it comes from.
fn named(values: &Values<'_>, value: super::ValueId) -> String {
    match values.origin(value) {
        super::Origin::Event(id) => match &values.body.events[id.index()].kind {
            EventKind::Call { callee: Callee::Path(name) | Callee::Method(name), .. } => values.bodies.name(*name).to_owned(),
            EventKind::Call { .. } => "a call".to_owned(),
            EventKind::Borrow { .. } => "a reference".to_owned(),
            _ => "something made".to_owned(),
        },
        super::Origin::Parameter(at) => format!("parameter {at}"),
        super::Origin::Capture(at) => format!("capture {at}"),
        super::Origin::Part(whole, _) => format!("part of {}", named(values, *whole)),
        super::Origin::Unknown => "unknown".to_owned(),
    }
}
