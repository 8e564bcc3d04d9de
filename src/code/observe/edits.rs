//! Changes to the source that mend what is seen: arguments of `#[instrument]`, fields of spans, keys and values of attributes.

use super::Walker;
use crate::code::tree::{Expr, ExprKind, Field, FieldKey, Instrument, Literal, MacroContent, Path, Range, Sigil};
use crate::code::types::Ty;
use crate::code::walk::Origin;
use crate::fact::{Edit, Seen};
use crate::knowledge::{Does, Is, Scalar};
use crate::text::offset;

/// Source: OpenTelemetry, "Attribute naming": `otel.*` is for the specification itself.
pub(super) const OWN_NAMESPACE: &str = "otel";

impl<'w> Walker<'w> {
    /// `item` in a list among the arguments of an attribute, such as `skip(item)`: in the list that is there, or in a new one.
    pub(super) fn list_edit(&self, edit: &'static str, instrument: &Instrument, list: &str, item: &str) -> Option<Edit> {
        let (at, text) = match instrument.arguments.iter().find(|(argument, _)| argument == list) {
            Some((_, range)) => {
                let text = self.source.text(instrument.range);
                let after = (range.end - instrument.range.start) as usize;
                // Who writes a comment in between is left to write the rest.
                let space = text.get(after..)?.split_once('(')?.0;
                let at = after + space.len() + 1;
                let between = if text.get(at..)?.starts_with(')') { "" } else { ", " };
                (at, space.trim().is_empty().then(|| format!("{item}{between}"))?)
            }
            None => self.new_argument(instrument, &format!("{list}({item})"))?,
        };
        Some(Edit::safe(edit, self.source.place(empty(instrument.range.start + offset(at))), text))
    }

    /// Another argument of an attribute, which may alter more than what is seen.
    pub(super) fn argument_edit(&self, edit: &'static str, instrument: &Instrument, argument: &str) -> Option<Edit> {
        let (at, text) = self.new_argument(instrument, argument)?;
        Some(Edit::risky(edit, self.source.place(empty(instrument.range.start + offset(at))), text))
    }

    /// Where in the attribute, in bytes from its start, another argument is written, and how.
    fn new_argument(&self, instrument: &Instrument, argument: &str) -> Option<(usize, String)> {
        let text = self.source.text(instrument.range);
        match text.rfind(")]").filter(|_| !instrument.arguments.is_empty() || instrument.name.is_some()) {
            Some(_) => {
                let at = text.find('(')? + 1;
                let behind = text.get(at..)?;
                let (space, _) = behind.split_at_checked(behind.len() - behind.trim_start().len())?;
                // One argument a line.
                let is_line = space.contains('\n');
                Some(if is_line { (at + space.len(), format!("{argument},{space}")) } else { (at, format!("{argument}, ")) })
            }
            None => Some((text.rfind(']')?, format!("({argument})"))),
        }
    }

    /// The change that leaves an argument out which has no list, such as `ret`.
    pub(super) fn drop_argument_edit(&self, instrument: &Instrument, argument: Range) -> Option<Edit> {
        let text = self.source.text(instrument.range);
        let (start, end) = ((argument.start - instrument.range.start) as usize, (argument.end - instrument.range.start) as usize);
        let after = text.get(end..)?;
        let range = if let Some(rest) = after.trim_start().strip_prefix(',') {
            let kept = rest.trim_start_matches(' ').len();
            Range { start: argument.start, end: instrument.range.start + offset(text.len() - kept) }
        } else if let Some(before) = text.get(..start)?.trim_end().strip_suffix(',') {
            Range { start: instrument.range.start + offset(before.len()), end: argument.end }
        } else {
            // Alone between its parentheses.
            let (open, close) = (text.get(..start)?.rfind('(')?, end + after.find(')')? + 1);
            Range { start: instrument.range.start + offset(open), end: instrument.range.start + offset(close) }
        };
        Some(Edit::safe("drop_argument", self.source.place(range), ""))
    }

    /// The change that mends a write to a field that the span does not declare: the name of one that it does, where one is much like
    /// it, or its declaration.
    pub(super) fn record_edit(&self, origin: &Origin, field: &str, near: Option<&str>, key: &Expr) -> Option<Edit> {
        if let Some(near) = near {
            let is_literal = matches!(key.kind, ExprKind::Literal(Literal::Text(_)));
            return is_literal.then(|| Edit::risky("mend_record", self.source.place(key.range), format!("\"{near}\"")));
        }
        let instrument = self.own_instrument().filter(|own| own.range == origin.made);
        let marker = self.workspace.knowledge.catalog.path_of(&origin.library, Does::DeclaresEmpty)?;
        // Under another name of the library it would not be found.
        let written = Path { segments: marker.split("::").map(str::to_owned).collect(), ..Path::default() };
        if self.workspace.resolve(self.at, &written).is_none_or(|found| found != marker) {
            return None;
        }
        let item = format!("{} = {marker}", field_name(field));
        match (instrument, origin.declare_at) {
            // `fields(..)` takes no names in quotes.
            (Some(_), _) if !is_plain_name(field) => None,
            (Some(instrument), _) => self.list_edit("mend_record", instrument, "fields", &item),
            (None, Some(at)) => {
                let text = format!(",{}{item}", self.space_behind(at));
                Some(Edit::safe("mend_record", self.source.place(empty(at)), text))
            }
            (None, None) => None,
        }
    }

    /// What stands between two arguments: the line break and indent behind the comma at `at`, if the next one has a line of its own.
    fn space_behind(&self, at: u32) -> &str {
        let end = self.function.body.as_ref().map_or(at, |body| body.range.end.max(at));
        let behind = self.source.text(Range { start: at, end }).strip_prefix(',').unwrap_or_default();
        let space = behind.get(..behind.len() - behind.trim_start().len()).unwrap_or_default();
        if space.matches('\n').count() == 1 { space } else { " " }
    }

    /// Changes to a field: how it is shown, how its number is converted, how its key is written.
    pub(super) fn field_edits(&self, seen: &mut Seen, field: &'w Field, ty: &Ty) {
        let Some(value) = &field.value else { return };
        let sigil = self.sigil_range(field);
        let place = |range| self.source.place(range);
        if let Some(sigil) = sigil.filter(|_| field.sigil == Sigil::Debug) {
            if is_field_value(ty) {
                seen.edits.push(Edit::safe("leave_sigil", place(sigil), ""));
            } else if ty.scalar() == Some(Scalar::Text) {
                // All text has a `Display`.
                seen.edits.push(Edit::safe("leave_sigil", place(sigil), "%"));
            }
        }
        let cast = self.cast(value, ty);
        if let Some(cast) = cast.filter(|_| ty.scalar() != Some(Scalar::Optional)) {
            let range = match (field.shorthand, sigil) {
                (true, Some(sigil)) => sigil.to(field.key_range),
                (true, None) => field.key_range,
                (false, Some(sigil)) => sigil.to(value.range),
                (false, None) => value.range,
            };
            let text = if field.shorthand { format!("{} = {cast}", self.source.text(field.key_range)) } else { cast };
            seen.edits.push(Edit::safe("convert_number", place(range), text));
        }
        if let FieldKey::Text(key) = &field.key
            && !field.shorthand
        {
            if key.trim() != key {
                seen.edits.push(Edit::safe("trim_key", place(field.key_range), format!("\"{}\"", key.trim())));
            }
            if key.starts_with(OWN_NAMESPACE) {
                seen.edits.push(Edit::safe("write_key", place(field.key_range), "{}"));
            }
        }
    }

    /// Changes to the arguments of a call that makes an attribute.
    pub(super) fn attribute_edits(&self, seen: &mut Seen, key: &'w Expr, value: &'w Expr) {
        if let ExprKind::Literal(Literal::Text(text)) = &key.kind
            && text.trim() != text
        {
            seen.edits.push(Edit::safe("trim_key", self.source.place(key.range), format!("\"{}\"", text.trim())));
        }
        if let Some(number) = printed(value)
            && let Some(cast) = self.cast(number, self.type_at(number))
        {
            seen.edits.push(Edit::safe("convert_number", self.source.place(value.range), cast));
        } else if let ExprKind::Literal(Literal::Text(digits)) = &value.kind
            && digits.parse::<i64>().is_ok()
        {
            seen.edits.push(Edit::safe("convert_number", self.source.place(value.range), digits.clone()));
        }
    }

    /// A number as `i64`, the one type of whole numbers that attributes have.
    fn cast(&self, value: &Expr, ty: &Ty) -> Option<String> {
        let Ty::Api(api, _) = ty.unwrapped() else { return None };
        let text = self.source.text(value.range);
        // In a text's braces it has no place of its own.
        if text.is_empty() || text.contains('\n') || text.starts_with('"') {
            return None;
        }
        let stars = if matches!(ty, Ty::Borrowed(_)) { "*" } else { "" };
        match (api.scalar?, api.path) {
            (Scalar::Signed, "i64") => Some(format!("{stars}{text}")),
            (Scalar::Signed | Scalar::Unsigned, "i8" | "i16" | "i32" | "u8" | "u16" | "u32") => {
                Some(format!("i64::from({stars}{text})"))
            }
            (Scalar::Signed | Scalar::Unsigned, "isize" | "usize" | "u64") if is_simple(value) => {
                Some(format!("{stars}{text} as i64"))
            }
            (Scalar::Signed | Scalar::Unsigned, "isize" | "usize" | "u64") => Some(format!("{stars}({text}) as i64")),
            _ => None,
        }
    }

    /// The `?` or `%` in front of a field's value.
    pub(super) fn sigil_range(&self, field: &Field) -> Option<Range> {
        let sign = match field.sigil {
            Sigil::None => return None,
            Sigil::Debug => '?',
            Sigil::Display => '%',
        };
        let end = if field.shorthand { field.key_range.start } else { field.value.as_ref()?.range.start };
        let start = self.source.text(Range { start: 0, end }).rfind(sign).map(offset)?;
        // Only white space stands between it and what it shows.
        self.source.text(Range { start: start + 1, end }).trim().is_empty().then_some(Range { start, end })
    }
}

/// Whether a field takes values of that type as they are, or what an optional one holds. Not behind `Arc` and its like.
/// Source: tracing-core 0.1.36, the types that implement `Value`.
fn is_field_value(ty: &Ty) -> bool {
    match ty {
        Ty::Borrowed(inner) => is_field_value(inner),
        Ty::Api(api, arguments) if api.scalar == Some(Scalar::Optional) => arguments.first().is_some_and(is_field_value),
        Ty::Api(api, _) => api.path == "String" || api.path == "str" || api.is == Some(Is::Count),
        _ => false,
    }
}

/// The number whose printed form a value is.
fn printed(value: &Expr) -> Option<&Expr> {
    match &value.kind {
        ExprKind::Method { receiver, name, arguments, .. } if name == "to_string" && arguments.is_empty() => Some(receiver),
        ExprKind::Macro(call) => match &call.content {
            MacroContent::Format(format) if format.text.as_deref() == Some("{}") => match format.arguments.as_slice() {
                [only] => Some(only),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

/// The name of a field as macros take it.
pub(super) fn field_name(key: &str) -> String {
    if is_plain_name(key) { key.to_owned() } else { format!("{key:?}") }
}

/// Whether a key can be written without quotes. Words of the language can.
/// Source: The Rust Reference, "Macros By Example", fragment specifier `ident`.
fn is_plain_name(key: &str) -> bool {
    let is_name = |part: &str| {
        let is_word = part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        is_word && !part.is_empty() && !part.starts_with(|first: char| first.is_ascii_digit()) && part != "_"
    };
    key.split('.').all(is_name)
}

/// An expression that binds closer than a conversion.
fn is_simple(expr: &Expr) -> bool {
    matches!(
        expr.kind,
        ExprKind::Path(_) | ExprKind::Field { .. } | ExprKind::Method { .. } | ExprKind::Call { .. } | ExprKind::Index { .. }
    )
}

fn empty(at: u32) -> Range {
    Range { start: at, end: at }
}
