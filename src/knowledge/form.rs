//! What a call returns, in terms of what it is called on and with: `Option<&T>`, `Future<Result<T, U>>`, `(Sender<V>, Receiver<V>)`.
//! Written as text in the API files, read once when the program is built.

use crate::table::{List, keep};

/// A type with holes. The `Debug` form is Rust source, as in the tables.
#[derive(Debug, Clone, Copy, Default)]
pub enum Form {
    /// Nothing is known of it.
    #[default]
    Untold,
    /// `Self`: the type of the receiver, or the type whose associated function it is.
    Whole,
    /// `T`, `U`: a type argument of the receiver, from 0.
    Part(usize),
    /// `Argument`: the type of the first argument of a function; of a method, the same as `T`.
    Given,
    /// `LastArgument`: the type of the last argument.
    Last,
    /// `Closure`: what the closure among the arguments returns.
    Closed,
    /// `Turbofish`: the type given between `::<` and `>`.
    Told,
    /// `V`: the type given by turbofish, else one that later calls tell.
    Inferred,
    /// `Output<X>`: what awaiting X gives.
    Awaited(List<Form>),
    /// `Item<X>`: what a `for` over X gives.
    Iterated(List<Form>),
    /// `Tried<X>`: what `?` gives for X, for each of a tuple.
    Tried(List<Form>),
    /// `Future<X>`
    Promise(List<Form>),
    /// `&X`
    Lent(List<Form>),
    /// `Owned<X>`: X without the reference to it.
    Owned(List<Form>),
    /// `(X, Y)`
    Several(List<Form>),
    /// A path without arguments: what is given to the call are its arguments.
    Bare(&'static str),
    /// A path with arguments.
    Made(&'static str, List<Form>),
}

/// Deeper forms are a mistake.
const MAX_DEPTH: usize = 8;

impl Form {
    /// Whether it has a type argument of the receiver in it.
    pub fn has_part(&self) -> bool {
        self.has(|form| matches!(form, Self::Part(_)))
    }

    /// Whether it or a form in it is such a one.
    pub fn has(&self, is_one: fn(&Self) -> bool) -> bool {
        if is_one(self) {
            return true;
        }
        match self {
            Self::Awaited(inner)
            | Self::Iterated(inner)
            | Self::Tried(inner)
            | Self::Promise(inner)
            | Self::Lent(inner)
            | Self::Owned(inner)
            | Self::Several(inner)
            | Self::Made(_, inner) => inner.iter().any(|form| form.has(is_one)),
            _ => false,
        }
    }

    /// Reads the text of an API file. The error says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut rest = text.trim();
        let form = form(&mut rest, MAX_DEPTH)?;
        if rest.trim().is_empty() { Ok(form) } else { Err(format!("`{}` is left over in `{text}`", rest.trim())) }
    }
}

fn form(rest: &mut &str, depth: usize) -> Result<Form, String> {
    let depth = depth.checked_sub(1).ok_or("nests too deep")?;
    *rest = rest.trim_start();
    if let Some(after) = rest.strip_prefix('&') {
        *rest = after;
        return Ok(Form::Lent(List::keep(vec![form(rest, depth)?])));
    }
    if let Some(after) = rest.strip_prefix('(') {
        *rest = after;
        return Ok(Form::Several(list(rest, ')', depth)?));
    }
    let end = rest.find(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '_' | ':'))).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    *rest = after;
    let arguments = match rest.strip_prefix('<') {
        Some(after) => {
            *rest = after;
            Some(list(rest, '>', depth)?)
        }
        None => None,
    };
    match (name, arguments) {
        ("", _) => Err(format!("expected a type before `{rest}`")),
        ("_", None) => Ok(Form::Untold),
        ("Self", None) => Ok(Form::Whole),
        ("T", None) => Ok(Form::Part(0)),
        ("U", None) => Ok(Form::Part(1)),
        ("V", None) => Ok(Form::Inferred),
        ("Argument", None) => Ok(Form::Given),
        ("LastArgument", None) => Ok(Form::Last),
        ("Closure", None) => Ok(Form::Closed),
        ("Turbofish", None) => Ok(Form::Told),
        ("Borrowed", None) => Ok(Form::Lent(List::keep(vec![Form::Whole]))),
        ("Output", Some(inner)) => Ok(Form::Awaited(inner)),
        ("Item", Some(inner)) => Ok(Form::Iterated(inner)),
        ("Tried", Some(inner)) => Ok(Form::Tried(inner)),
        ("Future", Some(inner)) => Ok(Form::Promise(inner)),
        ("Owned", Some(inner)) => Ok(Form::Owned(inner)),
        (path, None) => Ok(Form::Bare(keep(path))),
        (path, Some(arguments)) => Ok(Form::Made(keep(path), arguments)),
    }
}

/// Forms separated by commas, up to the closing delimiter.
fn list(rest: &mut &str, close: char, depth: usize) -> Result<List<Form>, String> {
    let mut items = Vec::new();
    loop {
        *rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix(close) {
            *rest = after;
            return Ok(List::keep(items));
        }
        items.push(form(rest, depth)?);
        *rest = rest.trim_start();
        match rest.strip_prefix(',') {
            Some(after) => *rest = after,
            None if rest.starts_with(close) => {}
            None => return Err(format!("expected `,` or `{close}` before `{rest}`")),
        }
    }
}
