//! Reading known values out of a TOML tree; every mistake is collected with its place.

use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::{Globs, Named, Selector, suggestion};
use crate::error::{Error, Mistake};
use crate::text::{nearest, split_words};

pub(super) type Key<'t> = Spanned<DeString<'t>>;
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// Collects the mistakes of one file.
pub(super) struct Reader {
    /// As people see it.
    path: String,
    text: Arc<str>,
    mistakes: Vec<Mistake>,
}

impl Reader {
    pub(super) fn new(path: String, text: &str) -> Self {
        Self { path, text: Arc::from(text), mistakes: Vec::new() }
    }

    pub(super) fn refuse(&mut self, bytes: Range<usize>, problem: String, label: String, help: String) {
        self.mistakes.push(Mistake::new(&self.path, &self.text, bytes, problem, label, help));
    }

    /// `value`, unless there were mistakes.
    pub(super) fn finish<T>(mut self, value: T) -> Result<T, Error> {
        if self.mistakes.is_empty() {
            return Ok(value);
        }
        self.mistakes.sort_by_key(Mistake::start);
        Err(Error::Config { mistakes: self.mistakes })
    }

    /// `what` tells what the key takes, as in "takes a list of names"; `example` shows it.
    pub(super) fn wrong_type(&mut self, name: &str, value: &Value<'_>, what: &str, example: &str) {
        let found = noun(value.get_ref());
        self.refuse(value.span(), format!("`{name}` takes {what}, not {found}"), format!("this is {found}"), example.to_owned());
    }

    pub(super) fn unknown_key(&mut self, key: &Key<'_>, known: &[&str]) {
        let name = key.get_ref();
        let label = did_you_mean(name, known).unwrap_or_else(|| "nothing reads this".to_owned());
        self.refuse(key.span(), format!("unknown key `{name}`"), label, format!("the keys here are {}", list(known)));
    }

    pub(super) fn flag(&mut self, name: &str, value: &Value<'_>) -> Option<bool> {
        let flag = value.get_ref().as_bool();
        if flag.is_none() {
            self.wrong_type(name, value, "`true` or `false`", &format!("such as `{name} = true`"));
        }
        flag
    }

    pub(super) fn text<'v>(&mut self, name: &str, value: &'v Value<'_>, what: &str, example: &str) -> Option<&'v str> {
        let text = value.get_ref().as_str();
        if text.is_none() {
            self.wrong_type(name, value, what, example);
        }
        text
    }

    /// A value that is one of a few words.
    pub(super) fn word<T>(&mut self, name: &str, value: &Value<'_>, known: &[&str], by_name: fn(&str) -> Option<T>) -> Option<T> {
        let words = list(known);
        let example = format!("such as `{name} = \"{}\"`", known.first().unwrap_or(&""));
        let text = self.text(name, value, &format!("one of {words}"), &example)?;
        let found = by_name(text);
        if found.is_none() {
            let label = did_you_mean(text, known).unwrap_or_else(|| format!("this is none of {words}"));
            self.refuse(value.span(), format!("`{name}` is `{text}`"), label, format!("it is one of {words}"));
        }
        found
    }

    /// The texts of a list, each with its place.
    fn texts<'v>(&mut self, name: &str, value: &'v Value<'_>, what: &str, example: &str) -> Vec<(&'v str, Range<usize>)> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong_type(name, value, what, example);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push((text, item.span())),
                None => self.wrong_type(name, item, what, example),
            }
        }
        texts
    }

    /// Names with at least one word in each.
    pub(super) fn names<'v>(&mut self, name: &str, value: &'v Value<'_>) -> Vec<&'v str> {
        let example = format!("such as `{name} = [\"customer_number\"]`");
        let texts = self.texts(name, value, "a list of names", &example);
        let (names, empty): (Vec<_>, Vec<_>) = texts.into_iter().partition(|(text, _)| !split_words(text).is_empty());
        for (text, span) in empty {
            self.refuse(
                span,
                format!("`{text}` has no word in it"),
                "this would hold for every name".to_owned(),
                example.clone(),
            );
        }
        names.into_iter().map(|(text, _)| text).collect()
    }

    /// Paths of files, each with its place.
    pub(super) fn files(&mut self, name: &str, value: &Value<'_>) -> Vec<Named> {
        let example = format!("such as `{name} = [\"queue.yaml\"]`, from the folder of this file");
        let texts = self.texts(name, value, "a list of paths of files", &example);
        texts.into_iter().map(|(text, bytes)| Named { path: PathBuf::from(text), bytes }).collect()
    }

    pub(super) fn selectors(&mut self, name: &str, value: &Value<'_>) -> Vec<Selector> {
        let texts = self.texts(name, value, "a list of rules and families", &format!("such as `{name} = [\"span\"]`"));
        texts.into_iter().filter_map(|(text, span)| self.selector(name, text, span)).collect()
    }

    pub(super) fn selector(&mut self, within: &str, text: &str, span: Range<usize>) -> Option<Selector> {
        let selector = Selector::by_name(text);
        if selector.is_none() {
            let problem = format!("`{within}` names `{text}`, which is no rule and no family of rules");
            self.refuse(span, problem, suggestion(text), "`cargo otel-lint rules` lists every rule and its family".to_owned());
        }
        selector
    }

    pub(super) fn globs(&mut self, name: &str, value: &Value<'_>) -> Globs {
        let example = format!("such as `{name} = [\"src/generated/\"]`");
        let texts = self.texts(name, value, "a list of globs, from the workspace root", &example);
        let mut readable = Vec::new();
        for (text, span) in texts {
            match Globs::new(&[text]) {
                Ok(_) => readable.push(text),
                Err((_, reason)) => self.refuse(span, format!("`{text}` is no glob"), reason, example.clone()),
            }
        }
        Globs::new(&readable).unwrap_or_default()
    }

    pub(super) fn table<'v, 't>(
        &mut self,
        name: &str,
        value: &'v Value<'t>,
        what: &str,
        example: &str,
    ) -> Option<&'v DeTable<'t>> {
        let table = value.get_ref().as_table();
        if table.is_none() {
            self.wrong_type(name, value, what, example);
        }
        table
    }
}

/// The names, ready to be read aloud.
pub(super) fn list(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [only] => format!("`{only}`"),
        [first @ .., last] => format!("`{}` and `{last}`", first.join("`, `")),
    }
}

fn did_you_mean(name: &str, known: &[&str]) -> Option<String> {
    nearest(name, known.iter().copied()).map(|near| format!("did you mean `{near}`?"))
}

fn noun(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a flag",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
