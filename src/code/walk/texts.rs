//! The text that an expression is.

use super::Walker;
use crate::code::constant_texts::text_of;
use crate::code::tree::Expr;

impl Walker<'_> {
    /// The text that an expression is, wherever it is evaluated.
    pub(in crate::code) fn literal(&self, expr: &Expr) -> Option<String> {
        text_of(self.workspace, self.at, self.this.as_ref(), expr, &|name| self.variable(name).is_some())
    }
}
