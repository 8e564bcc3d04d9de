//! What all parts of a document share while it is read: where records go, how it is written, and how much was read of a record.

use super::super::record::{Deviation, MOST_ELEMENTS, Sink};
use super::{Broken, Dialect};

pub(super) struct Reader<'s> {
    pub(super) sink: &'s mut dyn Sink,
    pub(super) dialect: Dialect,
    /// Whether broken places of the text were replaced by marks.
    pub(super) is_mended: bool,
    /// Whether a schema URL may stand behind what it is for, as every writer known puts it.
    pub(super) has_schema_urls: bool,
    /// How many values the one being read lies in.
    pub(super) level: usize,
    document: &'s str,
    /// Elements of the record being read.
    elements: usize,
    /// Whether it was told that there are too many.
    is_told: bool,
    /// What was found in a part that had been put aside.
    broken: Option<Broken>,
}

impl<'s> Reader<'s> {
    pub(super) fn new(document: &'s str, is_mended: bool, sink: &'s mut dyn Sink) -> Self {
        Self {
            sink,
            dialect: Dialect::Otlp,
            is_mended,
            has_schema_urls: has_schema_urls(document),
            level: 0,
            document,
            elements: 0,
            is_told: false,
            broken: None,
        }
    }

    pub(super) fn deviation(&mut self, deviation: Deviation) {
        self.sink.deviation(deviation);
    }

    /// The same limits begin anew with every record.
    pub(super) fn begin_record(&mut self) {
        (self.elements, self.is_told) = (0, false);
    }

    pub(super) fn has_room(&self) -> bool {
        self.elements < MOST_ELEMENTS
    }

    pub(super) fn count_element(&mut self) {
        self.elements += 1;
    }

    /// Tells once for each record that the rest of it is not read.
    pub(super) fn tell_of_too_many(&mut self) {
        if !self.is_told {
            self.is_told = true;
            self.deviation(Deviation::TooManyElements);
        }
    }

    /// Keeps what is wrong with a part that had been put aside, where it stands in the document.
    pub(super) fn broke(&mut self, text: &str, error: &serde_json::Error) {
        if self.broken.is_none() {
            let before =
                self.document.get(..text.as_ptr().addr().wrapping_sub(self.document.as_ptr().addr())).unwrap_or_default();
            self.broken = Some(Broken::new(error, text).behind(before));
        }
    }

    /// What ended the reading.
    pub(super) fn broken(self, error: &serde_json::Error) -> Broken {
        self.broken.unwrap_or_else(|| Broken::new(error, self.document))
    }
}

/// Whether any schema URL in the text is more than the empty one that some writers always write. Where there is none, records can be
/// handed over at once; else they are put aside until the URL was seen, and the text is gone through twice.
fn has_schema_urls(text: &str) -> bool {
    const KEY: &str = "\"schemaUrl\"";
    memchr::memmem::find_iter(text.as_bytes(), KEY).any(|at| {
        let value = text.get(at + KEY.len()..).unwrap_or_default().trim_start();
        value.strip_prefix(':').is_some_and(|value| !value.trim_start().starts_with("\"\""))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_schema_urls_do_not_count() {
        assert!(has_schema_urls(r#"{"schemaUrl":"", "a":1, "schemaUrl" : "x"}"#));
        assert!(!has_schema_urls(r#"{"schemaUrl":"", "schemaUrl" : "", "a":"schemaUrl"}"#));
    }
}
