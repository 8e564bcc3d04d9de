//! The bodies inside a function, closures and async blocks: where each runs, and what is current in it.

use super::Walker;
use super::rest_of_block::{Body, RestOfBlock};
use crate::code::tree::{Block, Expr, ExprKind, Instrument, MacroContent, Range};
use crate::code::types::Ty;
use crate::knowledge::{Call, Is, Runs};

/// What is current at a point.
#[derive(Debug, Clone, Default)]
pub(in crate::code) enum Ambient {
    /// A span or context is made current in sight, at least on some way to here.
    Span(Current),
    /// Whatever is current where the function is called.
    Caller,
    /// The span of a request that the function handles, if something makes one: by the crate of the server.
    Request(&'static str),
    /// Nothing: a task or thread begins here, and where it is started this is current.
    Apart(Box<Ambient>),
    /// Nothing, and whoever started this left it behind: what it starts itself is none of that.
    Left,
    /// The body runs somewhere out of sight.
    #[default]
    Unknown,
}

/// A span that is current.
#[derive(Debug, Clone)]
pub(in crate::code) struct Current {
    /// Where it is made, entered or attached.
    pub(in crate::code) at: Range,
    pub(in crate::code) name: Option<String>,
    /// The crate of the library that it is a span of, where that is known.
    pub(in crate::code) library: Option<&'static str>,
}

impl Ambient {
    /// The library of what is or was current.
    pub(in crate::code) fn library(&self) -> Option<&'static str> {
        match self.around() {
            Self::Span(current) => current.library,
            _ => None,
        }
    }

    /// What is or was current, where a task took nothing along.
    pub(in crate::code) fn around(&self) -> &Self {
        match self {
            Self::Apart(outer) => outer.around(),
            other => other,
        }
    }
}

/// How a body runs that stands in a call, and the task that it is a part of, if that is another one.
#[derive(Debug, Clone)]
pub(super) enum Run {
    /// With what is current where it stands.
    Here(Option<usize>),
    /// In a span that is attached to it.
    In(Current, Option<usize>),
    /// With nothing.
    Apart(usize),
}

impl<'w> Walker<'w> {
    /// Runs a part of the function that another body owns: a closure or an async block. Guards of this body do not live in it; spans
    /// that have been started stay so.
    pub(super) fn in_body<T>(&mut self, range: Range, body: Body<'w>, run: impl FnOnce(&mut Self) -> T) -> T {
        self.bodies += 1;
        let outer = self.begin_body(range);
        let (outer_body, outer_flow) = (std::mem::replace(&mut self.body, self.bodies), std::mem::take(&mut self.flow));
        let outer_targets = std::mem::take(&mut self.targets);
        self.flow.started = outer_flow.started.clone();
        let outer_fails = std::mem::take(&mut self.body_fails);
        let next = self.around_next.take();
        let outer_span = std::mem::replace(&mut self.around, next);
        let outer_rest = std::mem::replace(&mut self.rest, RestOfBlock::of(body));
        let result = run(self);
        self.rest = outer_rest;
        self.end_body(outer);
        self.around = outer_span;
        self.body = outer_body;
        self.targets = outer_targets;
        self.body_fails = outer_fails;
        self.flow = outer_flow;
        for life in std::mem::take(&mut self.captured) {
            self.share(life);
        }
        result
    }

    /// What is current where the function begins.
    pub(super) fn begin_tasks(&mut self) {
        self.tasks.ambient = self.ambient_at_start();
        if let Some(own) = self.own_instrument() {
            self.note_own_span(own);
        }
        if let Some(body) = &self.function.body {
            self.look_for_tasks(body);
        }
    }

    /// An instrumented function makes a span, unless it says of what.
    fn note_own_span(&mut self, own: &Instrument) {
        let says = |name: &str| own.arguments.iter().any(|(argument, _)| argument == name);
        if says("parent") || says("follows_from") {
            self.note_carried(own.head);
        } else {
            let library = self
                .workspace
                .telemetry_macro(self.at, &own.path)
                .and_then(|path| self.workspace.knowledge.catalog.library(&path));
            self.note_made(own.head, true, library);
        }
    }

    fn ambient_at_start(&self) -> Ambient {
        if self.function.in_macro {
            return Ambient::Unknown;
        }
        if let Some(own) = self.own_instrument() {
            let origin = self.origin_of_instrument(own);
            let library = self
                .workspace
                .telemetry_macro(self.at, &own.path)
                .and_then(|path| self.workspace.knowledge.catalog.library(&path));
            return Ambient::Span(Current { at: own.head, name: origin.name, library });
        }
        self.server().map_or(Ambient::Caller, Ambient::Request)
    }

    /// The crate of the server that the function gets a part of a request from.
    fn server(&self) -> Option<&'static str> {
        let mut types = self.function.parameters.iter().filter_map(|parameter| parameter.annotation.as_ref());
        types.find_map(|annotation| match self.type_of(annotation) {
            Ty::Api(api, _) if api.is == Some(Is::RequestPart) => Some(library_of(api.path)),
            _ => None,
        })
    }

    /// What is current here.
    pub(in crate::code) fn ambient(&self) -> Ambient {
        let is_of_span = |index: &&usize| self.guards[**index].api.is == Some(Is::Guard);
        match self.flow.alive.iter().rev().find(is_of_span) {
            Some(&index) => {
                let guard = &self.guards[index];
                let name = guard.origin.as_ref().and_then(|origin| origin.name.clone());
                Ambient::Span(Current { at: guard.range, name, library: Some(library_of(guard.api.path)) })
            }
            None => self.tasks.ambient.clone(),
        }
    }

    /// A closure or block begins: what is current in it, and the task that it is a part of.
    pub(super) fn begin_body(&mut self, range: Range) -> (Ambient, Option<usize>) {
        let (ambient, task) = match self.tasks.runs.remove(&range) {
            Some(Run::Here(task)) => (self.ambient(), task),
            Some(Run::In(current, task)) => (Ambient::Span(current), task),
            Some(Run::Apart(task)) => (self.ambient_apart(), Some(task)),
            None => (Ambient::Unknown, None),
        };
        if let Some(task) = task {
            self.tasks.all[task].begin(self.bodies);
        }
        let task = task.or(self.tasks.task);
        (std::mem::replace(&mut self.tasks.ambient, ambient), std::mem::replace(&mut self.tasks.task, task))
    }

    /// What is current where a task or thread begins here. A thread that starts others shares its work with them; a task does work of
    /// its own.
    pub(super) fn ambient_apart(&self) -> Ambient {
        let is_in_task = self.tasks.task.is_some_and(|task| self.tasks.all[task].runs == Some(Runs::Task));
        match self.ambient() {
            Ambient::Apart(_) | Ambient::Left if is_in_task => Ambient::Left,
            other => Ambient::Apart(Box::new(other)),
        }
    }

    pub(super) fn end_body(&mut self, outer: (Ambient, Option<usize>)) {
        (self.tasks.ambient, self.tasks.task) = outer;
    }

    /// An expression whose futures and closures are run by whoever waits for its value: what is current here is current in them.
    pub(super) fn runs_here(&mut self, expr: &'w Expr) {
        match &expr.kind {
            ExprKind::Async(block) => self.mark(block.range, Run::Here(None)),
            ExprKind::Closure { body, .. } => {
                self.mark(body.range, Run::Here(None));
                self.runs_here(body);
            }
            ExprKind::Call { arguments, .. } => self.all_run_here(arguments),
            ExprKind::Method { receiver, arguments, .. } => {
                self.runs_here(receiver);
                self.all_run_here(arguments);
            }
            ExprKind::Block(block) => self.tail_runs_here(block),
            ExprKind::Try(inner) | ExprKind::Await(inner) | ExprKind::Reference(inner) | ExprKind::Mutable(inner) => {
                self.runs_here(inner);
            }
            ExprKind::List(items) | ExprKind::Tuple(items) => self.all_run_here(items),
            ExprKind::Macro(call) => {
                if let MacroContent::Expressions(items) | MacroContent::Join(items) = &call.content {
                    self.all_run_here(items);
                }
            }
            _ => {}
        }
    }

    fn all_run_here(&mut self, exprs: &'w [Expr]) {
        for expr in exprs {
            self.runs_here(expr);
        }
    }

    /// The same of the value of a block.
    pub(super) fn tail_runs_here(&mut self, block: &'w Block) {
        if let Some(tail) = super::tail(block) {
            self.runs_here(tail);
        }
    }

    /// The closure that a known call gets, where it runs that before it returns, or whoever takes what it returns does.
    pub(super) fn marks_here(&mut self, call: Option<&Call>, body: &'w Expr) {
        if call.is_some_and(|call| call.runs.is_none() && call.scope.is_none() && call.signature.fills.is_empty()) {
            self.tasks.runs.entry(body.range).or_insert(Run::Here(None));
        }
    }

    pub(super) fn mark(&mut self, body: Range, run: Run) {
        self.tasks.runs.insert(body, run);
    }

    /// The closure of a call that makes or enters a span for it.
    pub(super) fn runs_in_span(&mut self, body: &'w Expr, call: &'w Expr) {
        let receiver = match &call.kind {
            ExprKind::Method { receiver, .. } => Some(&**receiver),
            _ => None,
        };
        let origin = receiver.and_then(|span| self.origin_of(span));
        let library = receiver.and_then(|span| match self.type_at(span).unwrapped() {
            Ty::Api(api, _) => Some(library_of(api.path)),
            _ => None,
        });
        let current = Current { at: self.operation(call), name: origin.and_then(|origin| origin.name), library };
        self.mark(body.range, Run::In(current, None));
    }

    /// A call that attaches a span or context to a future that stands there.
    pub(super) fn runs_attached(&mut self, future: &'w Expr, name: &str, call: &'w Expr, task: Option<usize>) {
        let (ExprKind::Async(block), ExprKind::Method { arguments, .. }) = (&future.kind, &call.kind) else { return };
        // As a part of a task it was met before.
        let met = self.tasks.runs.get(&block.range);
        if task.is_none() && matches!(met, Some(Run::Here(Some(_)) | Run::In(_, Some(_)) | Run::Apart(_))) {
            return;
        }
        let Some(library) = self.workspace.knowledge.catalog.attaching(name) else { return };
        let run = match arguments.first() {
            None => Run::Here(task),
            Some(span) => {
                let name = self.origin_of(span).and_then(|origin| origin.name);
                Run::In(Current { at: self.operation(call), name, library: Some(library) }, task)
            }
        };
        self.mark(block.range, run);
    }
}

/// The crate of a path.
fn library_of(path: &'static str) -> &'static str {
    path.split("::").next().unwrap_or(path)
}
