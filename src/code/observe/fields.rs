//! Fields that are declared empty, to be written later: whether anything in sight can write them.

use super::Walker;
use crate::code::lower::METAVARIABLE;
use crate::code::tree::{Field, FieldKey};

impl Walker<'_> {
    /// Whether no text of the workspace is the field's name, so that no call can write it; fields of the conventions are written by
    /// libraries, and so are those on the list.
    pub(super) fn is_never_recorded(&self, key: &str, field: &Field) -> bool {
        let FieldKey::Text(written) = &field.key else { return false };
        let is_usual = self.workspace.knowledge.conventions.of(key).is_some()
            || self.workspace.knowledge.catalog.is_name_field(key)
            || self.workspace.knowledge.words.is_written_by_libraries(key);
        // Declared in quotes it is a text itself.
        let is_quoted = self.source.text(field.range).starts_with('"');
        !is_usual && !is_quoted && !written.contains(METAVARIABLE) && !self.workspace.may_write(key)
    }
}
