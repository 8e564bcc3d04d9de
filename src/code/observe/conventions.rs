//! What the semantic conventions say of the names that are set: what became of those that they gave up, and the change that takes
//! the new name.

use rustc_hash::FxHashSet as HashSet;

use super::Walker;
use super::edits::{OWN_NAMESPACE, field_name};
use crate::code::tree::{Expr, ExprKind, Field, FieldKey, Literal, Range};
use crate::fact::{Edit, Key, Seen, Value, Version};
use crate::knowledge::{Does, Knowledge, Named, Retired, Style, Unusual, names_in};

/// Another name for a key.
pub(super) struct Rename {
    pub(super) edit: &'static str,
    pub(super) to: String,
    /// Whether nothing else changes by it.
    pub(super) safe: bool,
}

impl<'w> Walker<'w> {
    /// What became of the key, if the conventions gave it up in the release at hand.
    pub(super) fn retired_facts(&self, seen: &mut Seen, key: &str, at: Option<Version>) -> Option<Retired> {
        let at = self.release_here().into_iter().chain(at).min();
        let retired = self.workspace.knowledge.conventions.retired(Named::Attribute, key, at)?;
        retired.tell(&mut seen.facts);
        Some(retired)
    }

    /// The release of the conventions that names in this file are held against.
    pub(super) fn release_here(&self) -> Option<Version> {
        self.workspace.held_against.release(self.workspace.package_name(self.at.unit))
    }

    /// The release of the conventions that the constant goes by which a key is written as.
    pub(super) fn release_of_key(&self, key: &Expr) -> Option<Version> {
        let key = self.key_source(key);
        let ExprKind::Path(path) = &key.kind else { return None };
        let absolute = self.workspace.resolve(self.at, path)?;
        self.workspace.knowledge.catalog.key_constant(&absolute)?;
        self.workspace.knowledge.catalog.release_of(&absolute, &self.source.source.versions)
    }

    /// The literal, constant or other expression behind calls that hand on the same text.
    fn key_source<'e>(&self, key: &'e Expr) -> &'e Expr {
        match &key.kind {
            ExprKind::Reference(inner) => self.key_source(inner),
            ExprKind::Method { receiver, arguments, .. } if arguments.is_empty() => self.key_source(receiver),
            ExprKind::Call { callee, arguments } => match (&callee.kind, arguments.as_slice()) {
                (ExprKind::Path(path), [argument]) => {
                    let absolute = self.workspace.resolve(self.at, path);
                    let call = absolute.and_then(|absolute| self.workspace.knowledge.catalog.call(&absolute));
                    if call.is_some_and(|call| call.does == Some(Does::HandsOn)) { self.key_source(argument) } else { key }
                }
                _ => key,
            },
            _ => key,
        }
    }

    /// Another name in the place of a literal key of a call.
    pub(super) fn rename_literal(&self, seen: &mut Seen, key: &'w Expr, rename: &Rename) {
        let key = self.key_source(key);
        if matches!(key.kind, ExprKind::Literal(Literal::Text(_))) {
            seen.edits.push(self.renaming(rename, rename.safe, key.range, format!("\"{}\"", rename.to)));
        }
    }

    /// Another name in the place of a field's. Safe where the key is written nowhere else.
    pub(super) fn rename_field(&self, seen: &mut Seen, field: &'w Field, rename: &Rename) {
        let FieldKey::Text(old) = &field.key else { return };
        let new = rename.to.as_str();
        let is_set = seen.facts.get(Key::ValueKind) != Some(&Value::Word("empty"));
        let safe = rename.safe && is_set && !self.workspace.may_write(old);
        let written = self.source.text(field.key_range);
        let name = if written.starts_with(['"', 'r', '{']) { format!("\"{new}\"") } else { field_name(new) };
        let (range, text) = if field.shorthand {
            let start = self.sigil_range(field).unwrap_or(field.key_range).start;
            (Range { start, end: start }, format!("{name} = "))
        } else {
            (field.key_range, name)
        };
        seen.edits.push(self.renaming(rename, safe, range, text));
    }

    fn renaming(&self, rename: &Rename, safe: bool, range: Range, text: String) -> Edit {
        let place = self.source.place(range);
        if safe { Edit::safe(rename.edit, place, text) } else { Edit::risky(rename.edit, place, text) }
    }

    /// The name that the conventions have for a key today. Safe where the value stays right.
    pub(super) fn renamed(&self, old: &str, retired: Option<Retired>, value: Option<&'w Expr>) -> Option<Rename> {
        let to = retired?.to?;
        Some(Rename { edit: "rename_key", safe: self.keeps_values(old, &to, value), to })
    }

    /// Whether a value means the same under another key.
    fn keeps_values(&self, old: &str, new: &str, value: Option<&'w Expr>) -> bool {
        let (Some(before), Some(after)) =
            (self.workspace.knowledge.conventions.of(old), self.workspace.knowledge.conventions.of(new))
        else {
            return false;
        };
        let is_welcome =
            |value: &str| self.workspace.knowledge.conventions.members(new).is_none_or(|known| known.contains(&value));
        let text = value.and_then(|value| self.literal(value));
        before.kind == after.kind
            && match text {
                Some(text) => is_welcome(&text),
                None => {
                    self.workspace.knowledge.conventions.members(old).unwrap_or_default().iter().all(|value| is_welcome(value))
                }
            }
    }

    /// Marks the keys beside which their successor is set, once all of the function was seen.
    pub(in crate::code) fn note_successors(&mut self) {
        if !self.seen.iter().any(|seen| seen.facts.get(Key::GivenUp).is_some()) {
            return;
        }
        let keys: HashSet<String> =
            self.seen.iter().filter_map(|seen| text(seen, Key::AttributeKey)).map(str::to_owned).collect();
        let chooses = self.workspace.chooses_conventions();
        for seen in &mut self.seen {
            let successors = match (text(seen, Key::Successor), text(seen, Key::Instead)) {
                (Some(name), _) => vec![name.to_owned()],
                (None, Some(instead)) => names_in(instead).map(str::to_owned).collect(),
                (None, None) => continue,
            };
            if chooses || successors.iter().any(|name| keys.contains(name)) {
                seen.facts.flag(Key::SuccessorSet, true);
            }
        }
    }
}

/// How a name is written, where that is unusual.
pub(super) fn style_facts(seen: &mut Seen, unusual: Option<Unusual<'_>>) {
    let Some(Unusual { style, part }) = unusual else { return };
    let style = match style {
        Style::Letters => "letters",
        Style::Delimiters => "delimiters",
        Style::Ends => "ends",
        Style::Total => "total",
        Style::Unit => "unit",
    };
    seen.facts.word(Key::NameStyle, style);
    seen.facts.text(Key::NamePart, part);
}

/// Whose the first part of a key is that the conventions do not know.
pub(super) fn namespace_facts(seen: &mut Seen, key: &str, knowledge: &Knowledge) {
    let Some((first, _)) = key.split_once('.') else { return };
    let is_special = knowledge.catalog.is_name_field(key) || knowledge.catalog.is_status_field(key);
    if first == OWN_NAMESPACE {
        if is_special {
            return;
        }
        seen.facts.word(Key::KeyNamespace, "reserved");
    } else if knowledge.conventions.is_namespace(first) {
        seen.facts.word(Key::KeyNamespace, "extended");
    } else {
        return;
    }
    seen.facts.text(Key::KeyNamespacePart, first);
}

fn text(seen: &Seen, key: Key) -> Option<&str> {
    match seen.facts.get(key) {
        Some(Value::Text(text)) => Some(text),
        _ => None,
    }
}
