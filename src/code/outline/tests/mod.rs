//! Tests of the outline.

mod against_syn;
mod shapes;
mod words;

pub(in crate::code) use against_syn::sources;
