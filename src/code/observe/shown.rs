//! Types as they are printed: verbatim, redacted, or field by field; and whose data stands in those fields.

use std::collections::HashSet;

use super::{Walker, privacy_word};
use crate::code::tree::{DataType, Type};
use crate::code::types::{Context, Ty};
use crate::code::workspace::{At, Item};
use crate::fact::{Key, Seen};
use crate::knowledge::{Is, Prints, Privacy, Scalar};

/// A value's type, seen from what is exported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// Text or bytes, as they are.
    Verbatim,
    Redacted,
    /// A number or flag.
    Count,
    /// The derived `Debug` of a type of this workspace: a field in it and whose data that is.
    Holds(String, Privacy),
    Unknown,
}

/// A type whose `Debug` prints more than anybody wants in an attribute: what, and in which field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Dump {
    kind: &'static str,
    field: Option<String>,
}

/// Structs with fewer fields are short when printed.
const MANY_FIELDS: usize = 3;

impl Walker<'_> {
    pub(super) fn shown_fact(&self, seen: &mut Seen, ty: &Ty) {
        let shown = match self.shown(ty) {
            Shown::Verbatim => "verbatim",
            Shown::Redacted => "redacted",
            Shown::Count => "count",
            Shown::Holds(..) | Shown::Unknown => return,
        };
        seen.facts.word(Key::ValueShown, shown);
        // Some names are those of secrets only where text is behind them.
        for key in [Key::AttributeKeyPrivacy, Key::ValuePrivacy] {
            if shown == "verbatim" && seen.facts.get(key).is_some_and(|word| word.texts() == ["secret_if_text"]) {
                seen.facts.word(key, "secret");
            }
        }
    }

    /// What the derived `Debug` of the value's type shows.
    pub(super) fn debug_facts(&self, seen: &mut Seen, ty: &Ty) {
        if let Some(Dump { kind, field }) = self.dump(ty, &mut HashSet::new()) {
            seen.facts.word(Key::ValueDump, kind);
            if let Some(field) = field {
                seen.facts.text(Key::ValueDumpField, field);
            }
        }
        if let Shown::Holds(field, privacy) = self.shown(ty)
            && seen.facts.get(Key::ValuePrivacy).is_none()
        {
            seen.facts.word(Key::ValueShown, "verbatim");
            seen.facts.word(Key::ValuePrivacy, privacy_word(privacy));
            // A variant and its field, or a field of a field: not each value has it.
            seen.facts.word(Key::ValueOf, if field.contains('.') { "type_within" } else { "type" });
            seen.facts.text(Key::ValuePart, field);
        }
    }

    /// How a value of that type is exported.
    pub(super) fn shown(&self, ty: &Ty) -> Shown {
        self.shown_type(ty, &mut HashSet::new())
    }

    fn shown_type(&self, ty: &Ty, seen: &mut HashSet<Item>) -> Shown {
        match ty.unwrapped() {
            Ty::Api(api, arguments) => match api.is {
                Some(Is::Plain) => Shown::Verbatim,
                Some(Is::Redacted) => Shown::Redacted,
                Some(Is::Count) => Shown::Count,
                // Of a `Result` the value, not the error.
                Some(Is::Container | Is::RequestPart | Is::Wrapper) => {
                    let inner = arguments.first().map_or(Shown::Unknown, |argument| self.shown_type(argument, seen));
                    if api.scalar == Some(Scalar::Many) { side_by_side(inner) } else { inner }
                }
                _ => Shown::Unknown,
            },
            Ty::Slice(item) => side_by_side(self.shown_type(item, seen)),
            Ty::Own(item, _) => self.shown_own(*item, seen),
            Ty::Foreign(path, _) if self.workspace.knowledge.words.is_redacting_type(last_segment(path)) => Shown::Redacted,
            _ => Shown::Unknown,
        }
    }

    /// A type of this workspace: its own `Debug` or `Display` may hide anything; a derived one shows every field.
    fn shown_own(&self, item: Item, seen: &mut HashSet<Item>) -> Shown {
        let data = self.workspace.data_type(item);
        if self.workspace.implements(item, "Debug")
            || data.derives.iter().any(|derive| self.workspace.knowledge.words.is_redacting_derive(derive))
        {
            return Shown::Redacted;
        }
        if !derives_debug(data) || !seen.insert(item) {
            return Shown::Unknown;
        }
        let is_names = self.workspace.knowledge.words.is_about_names(&data.name);
        // A type without fields prints its name or that of its variant.
        let mut only_count = true;
        for (at, (name, field)) in data.fields.iter().enumerate() {
            let inner = if *field == Type::Unknown || data.hidden.contains(&at) {
                Shown::Unknown
            } else {
                self.shown_type(&self.workspace.type_of(scope_of(item, data), field), seen)
            };
            only_count &= inner == Shown::Count;
            let label = label(data, at);
            let is_shown = match inner {
                Shown::Holds(path, privacy) => return Shown::Holds(format!("{label}.{path}"), privacy),
                Shown::Verbatim => true,
                Shown::Unknown => !data.hidden.contains(&at) && self.is_named_like(name, field),
                Shown::Redacted | Shown::Count => false,
            };
            // `struct Password(String)`: the type's own name tells.
            let is_alone = name == "0" && data.fields.len() == 1;
            let told = if is_alone { &data.name } else { name };
            match self.workspace.privacy(told).filter(|_| is_shown) {
                Some(Privacy::Personal | Privacy::Special) if is_names => {}
                Some(Privacy::Ambiguous) | None if is_alone && is_shown => return Shown::Verbatim,
                Some(Privacy::Ambiguous) | None => {}
                Some(privacy) => {
                    let privacy = if privacy == Privacy::SecretIfText { Privacy::Secret } else { privacy };
                    return Shown::Holds(if is_alone { told.clone() } else { label }, privacy);
                }
            }
        }
        if only_count { Shown::Count } else { Shown::Unknown }
    }

    /// Whether a field's type is called like the private value that the field is called after: `email: Email`. That type is out of
    /// sight, made by a macro perhaps, and nobody in sight gives it a `Debug` of its own.
    fn is_named_like(&self, field: &str, ty: &Type) -> bool {
        match ty.lent() {
            Type::Path(path) => {
                let privacy = self.workspace.privacy(path.last());
                let is_same = privacy == Some(Privacy::Personal) && privacy == self.workspace.privacy(field);
                is_same && !self.workspace.has_own_debug(path.last())
                    || path.arguments.iter().any(|inner| self.is_named_like(field, inner))
            }
            _ => false,
        }
    }

    /// What is printed of a value of that type that is more than a few words.
    fn dump(&self, ty: &Ty, seen: &mut HashSet<Item>) -> Option<Dump> {
        let whole = |kind| Some(Dump { kind, field: None });
        match ty.unwrapped() {
            Ty::Api(api, arguments) => match (api.prints, api.scalar) {
                (Some(prints), _) => whole(prints.name()),
                (None, Some(Scalar::Many)) if arguments.first().is_some_and(is_byte) => whole(Prints::Bytes.name()),
                (None, Some(Scalar::Many)) if arguments.iter().any(|item| self.is_large(item)) => whole("collection"),
                (None, _) if matches!(api.is, Some(Is::Container | Is::Wrapper | Is::RequestPart)) => {
                    self.dump(arguments.first()?, seen)
                }
                _ => None,
            },
            Ty::Slice(item) => self.is_large(item).then_some(Dump { kind: "collection", field: None }),
            Ty::Own(item, _) => {
                let data = self.workspace.data_type(*item);
                if self.workspace.implements(*item, "Debug") || !derives_debug(data) || !seen.insert(*item) {
                    return None;
                }
                let shown = data.fields.iter().enumerate().filter(|(at, _)| !data.hidden.contains(at));
                let mut dumps = shown.filter_map(|(at, (_, field))| {
                    let inner = self.dump(&self.workspace.type_of(scope_of(*item, data), field), seen)?;
                    let name = label(data, at);
                    let path = inner.field.map_or_else(|| name.clone(), |path| format!("{name}.{path}"));
                    let kind = if inner.kind == "collection" || inner.kind == "collections" { "collections" } else { "state" };
                    Some(Dump { kind, field: Some(path) })
                });
                dumps.next()
            }
            _ => None,
        }
    }

    /// A struct of this workspace whose derived `Debug` prints several fields.
    fn is_large(&self, ty: &Ty) -> bool {
        let Ty::Own(item, _) = ty.unwrapped() else { return false };
        let data = self.workspace.data_type(*item);
        let is_derived = derives_debug(data) && !self.workspace.implements(*item, "Debug");
        is_derived && data.variants.is_empty() && data.fields.len() >= MANY_FIELDS
    }
}

/// A field as people name it: that of a variant by the variant too, as in `Failed.0`.
fn label(data: &DataType, at: usize) -> String {
    let name = data.fields.get(at).map_or("", |(name, _)| name);
    let mut end = 0;
    let variant = data.variants.iter().find(|(_, count)| {
        end += count;
        at < end
    });
    variant.map_or_else(|| name.to_owned(), |(variant, _)| format!("{variant}.{name}"))
}

fn derives_debug(data: &DataType) -> bool {
    data.derives.iter().any(|derive| derive == "Debug")
}

/// How the fields of a type are read.
fn scope_of(item: Item, data: &DataType) -> Context<'static> {
    Context { at: At { unit: item.unit, scope: data.scope }, generics: &[], this: None }
}

/// Numbers side by side are bytes or the like: all of them are printed.
fn side_by_side(item: Shown) -> Shown {
    if item == Shown::Count { Shown::Verbatim } else { item }
}

fn is_byte(ty: &Ty) -> bool {
    matches!(ty.unwrapped(), Ty::Api(api, _) if api.path == BYTE)
}

/// The type that text and files are made of.
const BYTE: &str = "u8";

fn last_segment(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}
