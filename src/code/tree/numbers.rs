//! Gives each expression its number, once a whole file is there. Comes in: a unit; goes out: the same with numbers. The order is that
//! of evaluation, a body of a closure or of an async block where it stands.

use super::{Expr, ExprId, Function, Unit, VisitMut};
use crate::text::offset;

impl Unit {
    pub(crate) fn number_expressions(&mut self) {
        for function in &mut self.functions {
            function.number_expressions();
        }
        for constant in &mut self.constants {
            if let Some(value) = &mut constant.value {
                Numbers(0).expr(value);
            }
        }
    }
}

impl Function {
    /// The attribute's arguments come first: they are evaluated before the body.
    pub(crate) fn number_expressions(&mut self) {
        let mut numbers = Numbers(0);
        if let Some(instrument) = &mut self.instrument {
            numbers.instrument(instrument);
        }
        if let Some(body) = &mut self.body {
            numbers.block(body);
        }
    }
}

/// The next number.
struct Numbers(usize);

impl VisitMut for Numbers {
    fn expr(&mut self, expr: &mut Expr) {
        self.parts(expr);
        expr.id = ExprId(offset(self.0));
        self.0 += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use crate::code::lower::lower;
    use crate::code::tree::{Block, Expr, ExprId, Unit};
    use crate::knowledge::Knowledge;

    const TEXT: &str = r#"
        #[instrument(name = "a", level = "debug", fields(x = f(1)))]
        fn first(y: u8) -> u8 {
            let Some(a) = b(&c, { d }) else { return e };
            x = async move { (f, [g, h]) }.await?;
            let s = info_span!(target: "t", parent: p, "name", key = v, "{w} {}", z);
            tokio::select! { m = n(), if o => q, else => r }
            if let T { u, .. } = i && j { for k in l { break } } else { while m {} }
            match (1..2) { _ if n => |o: u8| p + o, _ => S { q, ..r } }
        }
        const SECOND: u8 = -(1 + 2);
    "#;

    fn unit() -> Unit {
        lower(&syn::parse_str(TEXT).unwrap(), false, &Knowledge::default().catalog, &rustc_hash::FxHashMap::default())
    }

    fn of_block<'e>(block: &'e Block, all: &mut Vec<&'e Expr>) {
        block.any(&mut |expr| {
            all.push(expr);
            false
        });
    }

    #[test]
    fn every_expression_has_one_number_and_none_is_left_out() {
        let unit = unit();
        let function = &unit.functions[0];
        let mut all = Vec::new();
        of_block(function.body.as_ref().unwrap(), &mut all);
        let instrument = function.instrument.as_ref().unwrap();
        let before: Vec<&Expr> =
            instrument.level.iter().chain(&instrument.name).chain(instrument.fields[0].value.iter()).collect();
        for expr in before {
            expr.any(&mut |expr| {
                all.push(expr);
                false
            });
        }
        let numbers: BTreeSet<ExprId> = all.iter().map(|expr| expr.id).collect();
        assert_eq!(numbers.len(), all.len(), "two expressions have the same number");
        assert_eq!(numbers.last().map(|last| last.0 as usize + 1), Some(all.len()), "numbers are left out");
    }

    #[test]
    fn parts_have_smaller_numbers_than_the_whole() {
        let unit = unit();
        unit.functions[0].body.as_ref().unwrap().any(&mut |whole| {
            whole.any(&mut |part| {
                assert!(part.id <= whole.id, "{part:?} in {whole:?}");
                false
            });
            false
        });
        let value = unit.constants[0].value.as_ref().unwrap();
        assert_eq!(value.id, ExprId(3), "a constant is a body of its own");
    }
}
