//! Which values carry the context of a trace, as far as the body tells: headers that something injected into, what was made of them,
//! and what provably holds none. Every expression is noted as it is walked, so that names mean what they mean there.

use super::Walker;
use super::origin::tail;
use crate::code::tree::{Expr, ExprKind, MacroContent, Path};
use crate::code::types::Ty;
use crate::code::workspace::{Item, crate_of, split_last};
use crate::knowledge::{Call, Carries, Is};

/// What is known of the trace context in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::code) enum Carried {
    /// Provably none.
    Nothing,
    /// Context was injected, or written by hand.
    Context,
    /// Its type has room for some.
    Perhaps,
    /// Whatever the caller gives with the parameter at this position, `self` first.
    Given(usize),
    #[default]
    Unknown,
}

impl Carried {
    /// Both are parts of one value.
    pub(in crate::code) fn and(self, other: Self) -> Self {
        use Carried::{Context, Given, Nothing, Perhaps, Unknown};
        match (self, other) {
            (Context, _) | (_, Context) => Context,
            (Perhaps, _) | (_, Perhaps) => Perhaps,
            (Unknown, _) | (_, Unknown) => Unknown,
            (Given(at), _) | (_, Given(at)) => Given(at),
            (Nothing, Nothing) => Nothing,
        }
    }

    /// The value is one of the two.
    pub(super) fn or(self, other: Self) -> Self {
        use Carried::{Context, Perhaps, Unknown};
        match (self, other) {
            _ if self == other => self,
            (Context | Perhaps, _) | (_, Context | Perhaps) => Perhaps,
            _ => Unknown,
        }
    }
}

/// What a function does with trace context, where it is called.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::code) struct Headers {
    /// Parameters that it injects into, `self` first.
    pub(in crate::code) injects: Vec<usize>,
    /// What the value carries that it returns.
    pub(in crate::code) returns: Carried,
    /// Messages that it sends with what its callers give.
    pub(in crate::code) sends: Vec<Sends>,
}

/// A message whose headers the caller gives.
#[derive(Debug, Clone)]
pub(in crate::code) struct Sends {
    /// The parameter that holds them, `self` first.
    pub(in crate::code) parameter: usize,
    pub(in crate::code) call: &'static Call,
    pub(in crate::code) client: String,
}

impl PartialEq for Sends {
    fn eq(&self, other: &Self) -> bool {
        self.parameter == other.parameter && std::ptr::eq(self.call, other.call)
    }
}

impl Eq for Sends {}

impl<'w> Walker<'w> {
    /// What an expression carries that was walked.
    pub(in crate::code) fn carried(&self, expr: &Expr) -> Carried {
        self.followed.carried.get(&expr.range).copied().unwrap_or_default()
    }

    /// Notes what an expression carries, once its parts were walked.
    pub(super) fn note_context_in(&mut self, expr: &'w Expr, ty: &Ty) {
        if !self.workspace.messages.followed || expr.range.start >= expr.range.end {
            return;
        }
        let carried = self.carried_by(expr, ty);
        if carried != Carried::Unknown {
            self.followed.carried.insert(expr.range, carried);
        }
    }

    fn carried_by(&self, expr: &'w Expr, ty: &Ty) -> Carried {
        match &expr.kind {
            ExprKind::Literal(_) | ExprKind::Unary(_) | ExprKind::Negative(_) => Carried::Nothing,
            ExprKind::Path(path) => self.carried_by_path(path, ty),
            ExprKind::Reference(inner)
            | ExprKind::Mutable(inner)
            | ExprKind::Dereference(inner)
            | ExprKind::Try(inner)
            | ExprKind::Await(inner)
            | ExprKind::Cast { value: inner, .. }
            | ExprKind::Index { base: inner, .. }
            | ExprKind::Field { base: inner, .. } => self.carried(inner),
            ExprKind::Struct { fields, rest, .. } => {
                // Of a message of a library only these fields hold headers.
                let holds = |name: &str| carries(ty).is_none_or(|carries| carries.by.contains(&name));
                let fields = fields.iter().filter(|(name, _)| holds(name));
                let named = fields.map(|(name, value)| self.named_entry(name, value));
                named.chain(rest.as_deref().map(|rest| self.carried(rest))).fold(Carried::Nothing, Carried::and)
            }
            ExprKind::Tuple(items) => match items.as_slice() {
                // `("traceparent", value)`: a header.
                [key, value] if self.header_name(key).is_some() => self.entry(std::slice::from_ref(expr)),
                _ => self.all(items),
            },
            ExprKind::List(items) => self.all(items),
            ExprKind::Binary { left, right, .. } => self.carried(left).and(self.carried(right)),
            ExprKind::Macro(call) => match &call.content {
                MacroContent::Expressions(items) => self.all(items),
                MacroContent::Format(format) => self.all(&format.arguments),
                _ => Carried::Unknown,
            },
            ExprKind::Block(block) => tail(block).map_or(Carried::Unknown, |tail| self.carried(tail)),
            ExprKind::If { then, otherwise: Some(otherwise), .. } => {
                tail(then).map_or(Carried::Unknown, |tail| self.carried(tail)).or(self.carried(otherwise))
            }
            ExprKind::Match { arms, .. } => {
                let ways = arms.iter().filter(|arm| !super::ways::leaves(&arm.body)).map(|arm| self.carried(&arm.body));
                ways.reduce(Carried::or).unwrap_or_default()
            }
            ExprKind::Call { callee, arguments } => self.carried_by_call(callee, arguments, ty),
            ExprKind::Method { receiver, name, arguments, .. } => self.carried_by_method(receiver, name, arguments, ty),
            _ => Carried::Unknown,
        }
    }

    fn all(&self, items: &[Expr]) -> Carried {
        items.iter().map(|item| self.carried(item)).fold(Carried::Nothing, Carried::and)
    }

    fn carried_by_path(&self, path: &Path, ty: &Ty) -> Carried {
        let Some(variable) = path.name().and_then(|name| self.variable(name)) else {
            let Some(absolute) = self.absolute(path) else { return Carried::Unknown };
            let is_fixed = self.workspace.constants.contains_key(&absolute) || is_empty_variant(&absolute);
            return if is_fixed { Carried::Nothing } else { Carried::Unknown };
        };
        match (variable.carried, ty.unwrapped()) {
            (Carried::Given(_) | Carried::Unknown, Ty::Own(item, _)) if self.workspace.messages.roomy.contains(item) => {
                Carried::Perhaps
            }
            (carried, _) => carried,
        }
    }

    /// A header or field of that name, with this value.
    fn named_entry(&self, name: &str, value: &Expr) -> Carried {
        match self.carried(value) {
            // A field that holds nothing carries nothing, whatever it is called.
            carried @ (Carried::Context | Carried::Nothing) => carried,
            _ if self.workspace.knowledge.words.is_context_key(name) => Carried::Context,
            carried => carried,
        }
    }

    /// One header by name and value: a name that tells of no trace brings none along.
    fn entry(&self, arguments: &'w [Expr]) -> Carried {
        let (key, value) = match arguments {
            [key, value] => (Some(key), Some(value)),
            [Expr { kind: ExprKind::Tuple(items), .. }] => (items.first(), items.get(1)),
            [Expr { kind: ExprKind::Struct { fields, .. }, .. }] => {
                let named =
                    |wanted: &[&str]| fields.iter().find(|(name, _)| wanted.contains(&name.as_str())).map(|(_, value)| value);
                (named(&["key", "name"]), named(&["value"]))
            }
            _ => return Carried::Unknown,
        };
        let carried = value.map_or(Carried::Unknown, |value| self.carried(value));
        match key.and_then(|key| self.header_name(key)) {
            _ if matches!(carried, Carried::Context | Carried::Perhaps) => carried,
            Some(name) if self.workspace.knowledge.words.is_context_key(&name) => Carried::Context,
            Some(_) => Carried::Nothing,
            None => Carried::Unknown,
        }
    }

    /// A header's name: a text, or a constant or a type made of one.
    fn header_name(&self, key: &'w Expr) -> Option<String> {
        self.literal(key).or_else(|| match &key.kind {
            ExprKind::Call { arguments, .. } => self.header_name(arguments.first().filter(|_| arguments.len() == 1)?),
            ExprKind::Reference(inner) | ExprKind::Try(inner) => self.header_name(inner),
            ExprKind::Method { receiver, arguments, .. } if arguments.is_empty() => self.header_name(receiver),
            // `CONTENT_TYPE`: a constant of the library's.
            ExprKind::Path(path) if path.name().is_none_or(|name| self.variable(name).is_none()) => {
                let name = path.last();
                (name.len() > 1 && !name.contains(char::is_lowercase)).then(|| name.to_lowercase())
            }
            _ => None,
        })
    }

    fn carried_by_call(&self, callee: &'w Expr, arguments: &'w [Expr], ty: &Ty) -> Carried {
        let ExprKind::Path(path) = &callee.kind else { return Carried::Unknown };
        let all = self.all(arguments);
        if arguments.is_empty() && path.segments.iter().map(String::as_str).eq(["Default", "default"]) {
            return Carried::Nothing;
        }
        let Some(absolute) = self.absolute(path) else {
            return if matches!(ty, Ty::Own(..)) { all } else { Carried::Unknown };
        };
        let name = path.last();
        if let Some(call) = self.workspace.knowledge.catalog.call(&absolute) {
            return self.carried_by_library(call, &absolute, all);
        }
        let own = self.own_functions(&absolute);
        if !own.is_empty() {
            return self.carried_by_own(&own, |at| arguments.get(at).map_or(Carried::Unknown, |given| self.carried(given)));
        }
        let makes_nothing = || {
            let is_own = self.workspace.is_own_crate(crate_of(&absolute));
            let derives = |item: &Item| self.workspace.data_type(*item).derives.iter().any(|derive| derive == "Default");
            let owner = split_last(&absolute).and_then(|(owner, _)| self.workspace.types.get(owner));
            match owner {
                Some(item) => name == "default" && derives(item),
                None => !is_own && is_constructor(name),
            }
        };
        // The constructor of a type of this workspace keeps what it gets.
        let keeps = self.workspace.types.contains_key(&absolute) || matches!(ty, Ty::Own(..));
        match all {
            Carried::Nothing if keeps && !arguments.is_empty() || makes_nothing() => Carried::Nothing,
            Carried::Nothing => Carried::Unknown,
            all => all,
        }
    }

    fn carried_by_library(&self, call: &'static Call, absolute: &str, all: Carried) -> Carried {
        let made = self.made_by(call);
        let name = absolute.rsplit("::").next().unwrap_or_default();
        if made.is(Is::Container) || made.is(Is::Wrapper) {
            return all;
        }
        if let Some(carries) = carries(&made) {
            let is_list = name == "from" && !carries.entries.is_empty();
            return match carries.empty.contains(&name) {
                true => Carried::Nothing,
                false if is_list => all,
                false => Carried::Unknown,
            };
        }
        let owner = split_last(absolute).map(|(owner, _)| self.workspace.type_by_path(owner, Vec::new));
        // `HashMap::new()`
        match owner.as_ref().and_then(carries) {
            Some(carries) if carries.empty.contains(&name) => Carried::Nothing,
            _ if all == Carried::Nothing && !is_constructor(name) => Carried::Unknown,
            _ => all,
        }
    }

    fn carried_by_method(&self, receiver: &'w Expr, name: &str, arguments: &'w [Expr], ty: &Ty) -> Carried {
        let before = self.carried(receiver);
        // Most calls have nothing to do with headers, and types are not looked up for nothing.
        if before == Carried::Unknown && carries(ty).is_none() && !self.summaries.header_names.contains(name) {
            return match self.all(arguments) {
                found @ (Carried::Context | Carried::Perhaps) => found,
                _ => Carried::Unknown,
            };
        }
        let on = self.type_at(receiver);
        let is_other = |made: &Carries| carries(on).is_none_or(|before| before.empty.0.as_ptr() != made.empty.0.as_ptr());
        if carries(ty).is_some_and(|made| made.empty.contains(&name) && is_other(&made)) {
            // A client hands out a builder.
            return Carried::Nothing;
        }
        if let Some(carries) = carries(on) {
            if carries.by.contains(&name) {
                return before.and(self.all(arguments));
            }
            if carries.entries.contains(&name) {
                return before.and(self.entry(arguments));
            }
            return if on.method(name, &self.workspace.knowledge.catalog).is_some() || before == Carried::Context {
                before
            } else {
                Carried::Unknown
            };
        }
        if let Ty::Own(item, _) = on.unwrapped() {
            let methods = self.workspace.methods_of(*item, name);
            if !methods.is_empty() {
                return self.carried_by_own(&methods, |at| match at.checked_sub(1) {
                    None => before,
                    Some(at) => arguments.get(at).map_or(Carried::Unknown, |given| self.carried(given)),
                });
            }
        }
        match before.and(self.all(arguments)) {
            // Of nothing a call may still make something.
            Carried::Nothing if !hands_on(name) => Carried::Unknown,
            carried => carried,
        }
    }

    /// What functions of this workspace return, by what they are given.
    fn carried_by_own(&self, called: &[Item], given: impl Fn(usize) -> Carried) -> Carried {
        let returned = called.iter().map(|item| match self.summaries.headers.get(item).map(|headers| headers.returns) {
            Some(Carried::Given(at)) => given(at),
            Some(known) => known,
            None => Carried::Unknown,
        });
        returned.reduce(Carried::or).unwrap_or_default()
    }

    /// The variables since `mark` are parts of a value that carries this.
    pub(super) fn inherits(&mut self, mark: usize, carried: Carried) {
        for variable in &mut self.variables[mark..] {
            if variable.carried == Carried::Unknown {
                variable.carried = carried;
            }
        }
    }

    /// A call on a variable may add headers to it where it is.
    pub(super) fn adds_headers(&mut self, receiver: &'w Expr, on: &Ty, name: &str, arguments: &'w [Expr]) {
        if !self.workspace.messages.followed {
            return;
        }
        let added = match carries(on) {
            Some(carries) if carries.entries.contains(&name) => self.entry(arguments),
            Some(carries) if carries.by.contains(&name) => self.all(arguments),
            Some(_) if on.method(name, &self.workspace.knowledge.catalog).is_some() => return,
            _ if hands_on(name) || on.method(name, &self.workspace.knowledge.catalog).is_some() => return,
            _ => Carried::Unknown,
        };
        if let Some(at) = self.root(receiver)
            && let Some(variable) = self.variables.get_mut(at)
        {
            variable.carried = variable.carried.and(added);
        }
    }
}

/// How a type takes headers along, also behind references.
fn carries(ty: &Ty) -> Option<Carries> {
    ty.unwrapped().api()?.0.carries
}

/// Constructors that make something of what they are given and of nothing else.
fn is_constructor(name: &str) -> bool {
    matches!(name, "new" | "default" | "with_capacity" | "from" | "builder" | "empty")
}

/// Methods that return what they are called on, in another form.
fn hands_on(name: &str) -> bool {
    matches!(
        name,
        "clone"
            | "to_owned"
            | "to_string"
            | "to_vec"
            | "into"
            | "into_bytes"
            | "as_bytes"
            | "as_ref"
            | "as_str"
            | "as_slice"
            | "as_deref"
            | "iter"
            | "into_iter"
            | "len"
            | "is_empty"
            | "unwrap"
            | "expect"
            | "unwrap_or_default"
            | "into_boxed_slice"
            | "finish"
            | "build"
    )
}

fn is_empty_variant(absolute: &str) -> bool {
    matches!(absolute, "None" | "std::option::Option::None" | "Option::None")
}
