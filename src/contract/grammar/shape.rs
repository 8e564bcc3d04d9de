//! What a table of the language is made of.

/// The form of a value.
#[derive(Debug)]
pub(in crate::contract) enum Shape {
    /// The number 1.
    One,
    Text(&'static Format),
    Flag,
    False,
    /// A whole number from 0 on.
    Count,
    Number,
    /// A text, a number or a flag.
    Scalar,
    Word(&'static [&'static str]),
    /// A list with at least so many values.
    List(&'static Shape, usize),
    /// Two of the same form.
    Pair(&'static Shape),
    /// A map whose keys people choose.
    Map(&'static Format, &'static Shape),
    Record(&'static Record),
    /// One of these forms, which differ in what YAML makes of them.
    Either(&'static [Shape]),
    /// A key without a value.
    Nothing,
}

/// How a text looks.
#[derive(Debug)]
pub(in crate::contract) struct Format {
    /// As in "takes a duration".
    pub(in crate::contract) what: &'static str,
    /// A regular expression, read alike by this program and in JSON Schema.
    pub(in crate::contract) pattern: &'static str,
    /// What a text is that does not look so, as in "this is ..".
    pub(in crate::contract) otherwise: &'static str,
}

/// A map whose keys the language knows.
#[derive(Debug)]
pub(in crate::contract) struct Record {
    /// As in "a span clause takes ..".
    pub(in crate::contract) noun: &'static str,
    pub(in crate::contract) fields: &'static [Field],
    pub(in crate::contract) required: &'static [&'static str],
    /// At most one of these.
    pub(in crate::contract) one_of: &'static [&'static str],
}

#[derive(Debug)]
pub(in crate::contract) struct Field {
    pub(in crate::contract) name: &'static str,
    pub(in crate::contract) shape: Shape,
    /// Key and value as they may stand in a file.
    pub(in crate::contract) example: &'static str,
    /// What it promises.
    pub(in crate::contract) about: &'static str,
}

pub(super) const fn field(name: &'static str, shape: Shape, example: &'static str, about: &'static str) -> Field {
    Field { name, shape, example, about }
}
