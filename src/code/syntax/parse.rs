//! The text of a part to syn, and its tree to whoever lowers it, while its positions are known. Comes in: a part of a file, and what of it
//! is other items; goes out: an [`Answer`].

use syn::parse::{ParseStream, Parser};

use super::given::Given;
use crate::code::blanks::push_spaces;
use crate::code::nesting::{TOO_DEEP, is_too_deep};
use crate::code::outline::Outline;
use crate::code::positions::clear_positions;
use crate::code::tree::Range;
use crate::text::offset;

/// What was read, or why it was not, and what it took.
#[derive(Debug)]
pub(in crate::code) struct Answer<T> {
    pub(in crate::code) value: Result<T, Unparsed>,
    pub(in crate::code) given: Given,
}

/// A part that syn does not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::code) struct Unparsed {
    pub(in crate::code) at: u32,
    pub(in crate::code) reason: String,
}

/// Whether a text is a whole file, in which nothing is left out.
pub(in crate::code) fn is_whole(text: &str) -> bool {
    let is_whole = !is_too_deep(text) && syn::parse_file(text).is_ok();
    clear_positions();
    is_whole
}

/// A part of a file, with what stands in for what is left out of it.
pub(super) struct Piece<'p> {
    pub(super) text: &'p str,
    pub(super) outline: &'p Outline,
    pub(super) range: Range,
    /// Items within, in order: they are read by themselves.
    pub(super) without: Vec<Range>,
    /// What is put behind it.
    pub(super) end: &'static str,
}

impl Piece<'_> {
    /// Parses the part, and lowers what comes of it. Positions are those of the part.
    pub(super) fn parse<S, T>(
        &self,
        parser: impl FnOnce(ParseStream<'_>) -> syn::Result<S>,
        lower: impl FnOnce(&S) -> Option<T>,
    ) -> Answer<T> {
        let Range { start, end } = self.range;
        let part = self.text.get(start as usize..end as usize).unwrap_or_default();
        let blanked;
        let part = if self.without.is_empty() && self.end.is_empty() {
            part
        } else {
            blanked = self.without_items();
            blanked.as_str()
        };
        let unparsed = |at: u32, reason: String| Answer { value: Err(Unparsed { at, reason }), given: Given::default() };
        if !self.outline.too_deep.is_empty() && is_too_deep(part) {
            let told = self.outline.too_deep.iter().map(|told| told.at).find(|at| start <= *at && *at <= end);
            return unparsed(told.unwrap_or(start), TOO_DEEP.to_owned());
        }
        let blanked: u32 = self.without.iter().map(|without| without.end - without.start).sum();
        let given = Given { bytes: (end - start - blanked) as usize, parses: 1 };
        let value = match parser.parse_str(part) {
            Ok(parsed) => lower(&parsed).ok_or_else(|| Unparsed { at: start, reason: "unexpected end of input".to_owned() }),
            Err(error) => {
                let at = start + offset(error.span().byte_range().start).min(end - start);
                Err(Unparsed { at, reason: error.to_string() })
            }
        };
        clear_positions();
        Answer { value, given }
    }

    fn without_items(&self) -> String {
        let text = |start: u32, end: u32| self.text.get(start as usize..end as usize).unwrap_or_default();
        let mut working = String::with_capacity((self.range.end - self.range.start) as usize + self.end.len());
        let mut start = self.range.start;
        for part in &self.without {
            working.push_str(text(start, part.start));
            push_spaces(&mut working, text(part.start, part.end));
            start = part.end;
        }
        working.push_str(text(start, self.range.end));
        working.push_str(self.end);
        working
    }
}
