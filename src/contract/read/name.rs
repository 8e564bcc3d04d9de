//! What a name must look like: a literal, a glob, a template or a pattern.

use regex::RegexBuilder;

use super::Reading;
use crate::contract::model::{At, NameMatch, Spanned, TemplatePart};
use crate::yaml::{Node, get};

/// Compiled, a pattern takes at most so many bytes.
const LARGEST_PATTERN: usize = 1 << 20;
/// Optional parts within optional parts.
const DEEPEST: usize = 4;

const TEMPLATE_HELP: &str = "`{key}` is the span's own value under that key, and `[..]` holds only where the keys in it are set, as in `{http.request.method}[ {http.route}]`";

impl Reading<'_> {
    /// The name of a clause or step; `literal` is the key of a literal name there.
    pub(super) fn name(&mut self, node: &Node, literal: &str) -> NameMatch {
        if let Some(name) = self.text(node, literal) {
            return NameMatch::Literal(name.value);
        }
        if let Some(glob) = self.text(node, "glob") {
            return NameMatch::Glob(glob.value);
        }
        if let Some(template) = self.text(node, "template") {
            return self.template(&template).map_or(NameMatch::Literal(template.value), NameMatch::Template);
        }
        if let Some(pattern) = self.text(node, "pattern") {
            self.pattern(&pattern);
            return NameMatch::Pattern(pattern.value);
        }
        // What is no text was refused; it is not the name of all clauses without one.
        let unread = [literal, "glob", "template", "pattern"].iter().find_map(|key| get(node, key));
        unread.map_or(NameMatch::Any, |value| NameMatch::Literal(format!("{}:{}", value.at.line, value.at.column)))
    }

    /// Refuses what is no regular expression.
    pub(super) fn pattern(&mut self, pattern: &Spanned<String>) {
        if !self.patterns.insert(pattern.value.clone()) {
            return;
        }
        let whole = format!("^(?:{})$", pattern.value);
        // The pattern by itself first, so that the reason is about what stands in the file.
        let built = [&pattern.value, &whole]
            .into_iter()
            .try_for_each(|text| RegexBuilder::new(text).size_limit(LARGEST_PATTERN).nest_limit(50).build().map(|_| ()));
        if let Err(error) = built {
            let reason = match &error {
                regex::Error::Syntax(text) => text.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned(),
                regex::Error::CompiledTooBig(_) => "it is too large once its repetitions are written out".to_owned(),
                other => other.to_string(),
            };
            let help =
                "patterns are those of the `regex` crate, without look-around and back-references, and match the whole value";
            self.mistakes.refuse(pattern.at, format!("`{}` is no regular expression", pattern.value), reason, help);
        }
    }

    fn template(&mut self, template: &Spanned<String>) -> Option<Vec<TemplatePart>> {
        let mut parser = Parser { text: &template.value, byte: 0, keys: Vec::new() };
        let parts = parser.parts(0);
        let fault = match &parts {
            Err(fault) => Some(*fault),
            Ok(_) if parser.keys.is_empty() => Some((0, "a template without a `{key}` is a literal name: write `name`")),
            Ok(_) => None,
        };
        if let Some((byte, label)) = fault {
            let at = self.inside(template.at, &template.value, byte);
            self.mistakes.refuse(at, format!("`{}` is no template", template.value), label, TEMPLATE_HELP);
            return None;
        }
        for (byte, key) in std::mem::take(&mut parser.keys) {
            let place = self.inside(template.at, &template.value, byte);
            let end_byte = place.end_byte.min(place.start_byte + key.len());
            self.template_keys.push(Spanned { value: key, at: At { end_byte, ..place } });
        }
        parts.ok()
    }

    /// The place in a text from `byte` on, where the file shows the text as it is.
    pub(super) fn inside(&self, at: At, text: &str, byte: usize) -> At {
        let written = self.mistakes.written(at);
        let quote = usize::from(written.starts_with(['"', '\'']));
        if written.get(quote..quote + text.len()) != Some(text) {
            return at;
        }
        let before = text.get(..byte).map_or(0, |before| before.chars().count());
        let start_byte = at.start_byte + quote + byte;
        let end_byte = at.start_byte + quote + text.len();
        At { column: at.column + quote + before, start_byte, end_byte: end_byte.max(start_byte), ..at }
    }
}

struct Parser<'t> {
    text: &'t str,
    byte: usize,
    /// The keys and where they stand.
    keys: Vec<(usize, String)>,
}

/// The byte where a template goes wrong, and how.
type Fault = (usize, &'static str);

impl Parser<'_> {
    /// Up to the end, or to the bracket that closes an optional part.
    fn parts(&mut self, depth: usize) -> Result<Vec<TemplatePart>, Fault> {
        let mut parts = Vec::new();
        while let Some(sign) = self.rest().chars().next() {
            let start = self.byte;
            match sign {
                '{' => {
                    let key = self.rest().strip_prefix(sign).and_then(|rest| rest.split_once('}'));
                    let (key, _) = key.ok_or((start, "this `{` is never closed"))?;
                    if key.trim().is_empty() || key.contains(['{', '[', ']']) {
                        return Err((start, "the key of an attribute stands between `{` and `}`"));
                    }
                    let (length, key) = (key.len(), key.trim().to_owned());
                    self.keys.push((start + 1, key.clone()));
                    parts.push(TemplatePart::Key(key));
                    self.byte += length + 2;
                }
                '[' if depth == DEEPEST => return Err((start, "nested too deep")),
                '[' => {
                    self.byte += 1;
                    let keys = self.keys.len();
                    let inner = self.parts(depth + 1)?;
                    if !self.rest().starts_with(']') {
                        return Err((start, "this `[` is never closed"));
                    }
                    if self.keys.len() == keys {
                        return Err((start, "no `{key}` in it says when it is there"));
                    }
                    self.byte += 1;
                    parts.push(TemplatePart::Optional(inner));
                }
                ']' if depth > 0 => return Ok(parts),
                ']' | '}' => return Err((start, "this closes nothing")),
                _ => {
                    let text = self.rest().split(['{', '}', '[', ']']).next().unwrap_or_default().to_owned();
                    self.byte += text.len();
                    parts.push(TemplatePart::Text(text));
                }
            }
        }
        Ok(parts)
    }

    fn rest(&self) -> &str {
        self.text.get(self.byte..).unwrap_or_default()
    }
}
