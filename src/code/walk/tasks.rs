//! Calls that run a future or closure elsewhere, in a task or on a thread: what is current there is nothing, unless something takes it
//! along. Noted is what each takes along, and what telemetry it makes.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap as HashMap, FxHashSet as HashSet};

use super::Walker;
use super::bodies::{Ambient, Run};
use super::limits::{Limit, MOST_TASKS};
use crate::code::program::Makes;
use crate::code::tree::{Block, Expr, ExprKind, MacroContent, Range};
use crate::code::types::Ty;
use crate::code::workspace::Item;
use crate::knowledge::{Call, Level, Runs};

/// Variables and calls that a future is followed through.
pub(super) const MAX_STEPS: usize = 8;

/// What is known of the tasks of a function while it is walked.
#[derive(Default)]
pub(super) struct Tasks<'w> {
    /// How bodies run that stand in calls, until they are walked.
    pub(super) runs: HashMap<Range, Run>,
    /// Variables that are handed to what runs a task, and those that are awaited.
    spawned: HashSet<&'w str>,
    awaited: HashSet<&'w str>,
    /// Tasks that were bound to a variable before they are run.
    bound: HashMap<&'w str, usize>,
    /// What is current where the body at hand begins.
    pub(super) ambient: Ambient,
    /// The task that this point is a part of.
    pub(super) task: Option<usize>,
    pub(super) all: Vec<Task>,
    /// Which of them a call runs.
    by_call: HashMap<Range, usize>,
}

/// A future or closure that is run elsewhere.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each says something else that the task does")]
pub(in crate::code) struct Task {
    /// The call that runs it; absent for one that is bound to a variable and not run.
    pub(in crate::code) call: Option<Range>,
    /// The name of the call.
    pub(in crate::code) head: Range,
    pub(in crate::code) runs: Option<Runs>,
    /// What is current at the call.
    pub(in crate::code) ambient: Ambient,
    /// All that it runs is in sight, or in functions of this workspace.
    pub(in crate::code) in_sight: bool,
    /// The future, where it is the one argument.
    pub(in crate::code) future: Option<Range>,
    /// A span or context is taken along, or one is chosen in so many words.
    pub(in crate::code) carries: bool,
    /// The level of the span that is taken along, where that may be disabled.
    pub(in crate::code) span_level: Option<Level>,
    /// It asks for what is current, when nothing is.
    pub(in crate::code) asks_inside: Option<Range>,
    /// What is attached to the handle of the task in place of the task.
    pub(in crate::code) on_handle: Option<Range>,
    pub(in crate::code) makes: Makes,
    pub(in crate::code) goes_on: bool,
    /// Functions of this workspace that it is, and those that it calls.
    pub(in crate::code) is: BTreeSet<Item>,
    pub(in crate::code) calls: BTreeSet<Item>,
    /// The task that starts it.
    pub(super) within: Option<usize>,
    /// The bodies of the function that are parts of it have at least this number.
    pub(super) first_body: Option<usize>,
}

impl Task {
    pub(super) fn begin(&mut self, body: usize) {
        self.first_body = self.first_body.or(Some(body));
    }
}

impl<'w> Walker<'w> {
    /// Looks ahead: which variables are handed to what runs a task, and which are awaited.
    pub(super) fn look_for_tasks(&mut self, body: &'w Block) {
        let mut found = Vec::new();
        body.any(&mut |expr| {
            let (arguments, runs) = match &expr.kind {
                ExprKind::Call { callee, arguments } => match &callee.kind {
                    ExprKind::Path(path) => (arguments.as_slice(), self.workspace.knowledge.catalog.runs_apart(path.last())),
                    _ => return false,
                },
                ExprKind::Method { name, arguments, .. } => {
                    (arguments.as_slice(), self.workspace.knowledge.catalog.runs_apart(name))
                }
                ExprKind::Await(inner) => (std::slice::from_ref(&**inner), false),
                ExprKind::Macro(call) => match &call.content {
                    MacroContent::Join(items) => (items.as_slice(), false),
                    _ => return false,
                },
                _ => return false,
            };
            let names = arguments.iter().filter_map(|argument| match &argument.kind {
                ExprKind::Path(path) => path.name(),
                _ => None,
            });
            let is_await = !runs && !matches!(expr.kind, ExprKind::Call { .. } | ExprKind::Method { .. });
            if runs || is_await {
                found.extend(names.map(|name| (name, runs)));
            }
            false
        });
        for (name, runs) in found {
            let names = if runs { &mut self.tasks.spawned } else { &mut self.tasks.awaited };
            names.insert(name);
        }
        if self.own_instrument().is_some() {
            self.tail_runs_here(body);
        }
    }

    /// A variable gets a future or closure: how that runs is known from what becomes of the variable.
    pub(super) fn binds_body(&mut self, name: &'w str, value: &'w Expr) {
        let value = match &value.kind {
            ExprKind::Block(block) => super::tail(block).unwrap_or(value),
            _ => value,
        };
        if !matches!(value.kind, ExprKind::Async(_) | ExprKind::Closure { .. }) {
            return;
        }
        if self.tasks.spawned.contains(name) {
            let task = self.new_task();
            self.tasks.bound.insert(name, task);
            self.takes(task, value, MAX_STEPS);
        } else if self.tasks.awaited.contains(name) {
            self.runs_here(value);
        }
    }

    fn new_task(&mut self) -> usize {
        if self.tasks.all.len() > MOST_TASKS {
            // One stands for all that are not followed: of it nothing is known.
            self.limits.reach(Limit::Tasks);
            let task = &mut self.tasks.all[MOST_TASKS];
            (task.in_sight, task.carries) = (false, true);
            return MOST_TASKS;
        }
        self.tasks.all.push(Task { in_sight: true, ..Task::default() });
        self.tasks.all.len() - 1
    }

    /// A call that runs some of its arguments elsewhere, before they are walked.
    pub(super) fn runs_task(&mut self, call: &'static Call, expr: &'w Expr, arguments: &'w [Expr]) {
        let Some(runs) = call.runs else { return };
        let bound = arguments.iter().find_map(|argument| match &argument.kind {
            ExprKind::Path(path) => self.tasks.bound.remove(path.name()?),
            _ => None,
        });
        let head = self.head_of(expr);
        let task = bound.unwrap_or_else(|| self.new_task());
        if bound.is_none() {
            let bodies: Vec<&'w Expr> = arguments.iter().filter(|argument| self.may_be_run(argument, runs)).collect();
            self.tasks.all[task].in_sight = !bodies.is_empty();
            for body in bodies {
                self.takes(task, body, MAX_STEPS);
            }
        }
        let ambient = match self.ambient_apart() {
            Ambient::Apart(outer) => *outer,
            other => other,
        };
        let future = match arguments {
            [future] if runs == Runs::Task => Some(future.range),
            _ => None,
        };
        let within = self.tasks.task;
        self.tasks.by_call.insert(expr.range, task);
        let task = &mut self.tasks.all[task];
        (task.future, task.within) = (future, within);
        (task.call, task.head, task.runs, task.ambient) = (Some(expr.range), head, Some(runs), ambient);
    }

    /// Whether an argument may be what is run, and not where or under which name it is.
    fn may_be_run(&self, argument: &'w Expr, runs: Runs) -> bool {
        match &argument.kind {
            ExprKind::Literal(_) | ExprKind::Reference(_) | ExprKind::Mutable(_) => false,
            ExprKind::Closure { .. } => true,
            _ if runs == Runs::Each => false,
            ExprKind::Async(_) | ExprKind::Path(_) | ExprKind::Call { .. } | ExprKind::Method { .. } | ExprKind::Block(_) => {
                self.type_at(argument).scalar().is_none()
            }
            _ => true,
        }
    }

    /// What a task runs: bodies that stand there, functions of this workspace. What is out of sight may do anything.
    fn takes(&mut self, task: usize, expr: &'w Expr, steps: usize) {
        let Some(steps) = steps.checked_sub(1) else { return self.is_out_of_sight(task) };
        match &expr.kind {
            ExprKind::Async(block) => self.mark(block.range, Run::Apart(task)),
            ExprKind::Closure { body, .. } => {
                self.mark(body.range, Run::Apart(task));
                // `|| async { .. }`
                self.runs_here(body);
            }
            ExprKind::Block(block) => match super::tail(block) {
                Some(tail) => self.takes(task, tail, steps),
                None => self.is_out_of_sight(task),
            },
            ExprKind::Path(path) => self.takes_named(task, path, steps),
            ExprKind::Call { callee, arguments } => self.takes_call(task, callee, arguments, steps),
            ExprKind::Method { receiver, name, arguments, .. } => {
                if self.workspace.knowledge.catalog.attaching(name).is_some() {
                    let level = arguments.first().and_then(|span| self.low_level(span, MAX_STEPS));
                    self.takes(task, receiver, steps);
                    self.runs_attached(receiver, name, expr, Some(task));
                    let task = &mut self.tasks.all[task];
                    (task.carries, task.span_level) = (true, level);
                    return;
                }
                let methods = match self.type_at(receiver).unwrapped() {
                    Ty::Own(item, _) => self.workspace.methods_of(*item, name),
                    _ => Vec::new(),
                };
                if methods.is_empty() {
                    self.takes(task, receiver, steps);
                    for argument in arguments {
                        self.takes_part(task, argument, steps);
                    }
                } else {
                    self.tasks.all[task].is.extend(methods);
                }
            }
            _ => self.is_out_of_sight(task),
        }
    }

    /// The level of a span that is often disabled, where no other takes its place then.
    pub(super) fn low_level(&self, span: &'w Expr, steps: usize) -> Option<Level> {
        let steps = steps.checked_sub(1)?;
        match &span.kind {
            ExprKind::Path(path) => self.low_level(self.variable(path.name()?)?.value?, steps),
            ExprKind::Reference(inner) => self.low_level(inner, steps),
            ExprKind::Method { receiver, name, .. } if name == "clone" => self.low_level(receiver, steps),
            ExprKind::Macro(call) => {
                let MacroContent::Span(span) = &call.content else { return None };
                let path = self.workspace.telemetry_macro(self.at, &call.path)?;
                self.level_of(&path, span).filter(|level| matches!(level, Level::Debug | Level::Trace))
            }
            _ => None,
        }
    }

    /// An argument of what makes the future of a task: bodies in it are parts of the task.
    fn takes_part(&mut self, task: usize, expr: &'w Expr, steps: usize) {
        if matches!(expr.kind, ExprKind::Async(_) | ExprKind::Closure { .. }) {
            self.takes(task, expr, steps);
        }
    }

    fn takes_named(&mut self, task: usize, path: &crate::code::tree::Path, steps: usize) {
        if let Some(variable) = path.name().and_then(|name| self.variable(name)) {
            match variable.value {
                Some(value) if !matches!(value.kind, ExprKind::Path(_) | ExprKind::Async(_) | ExprKind::Closure { .. }) => {
                    self.takes(task, value, steps);
                }
                _ => self.is_out_of_sight(task),
            }
            return;
        }
        let items = self.absolute(path).map(|path| self.own_functions(&path)).unwrap_or_default();
        if items.is_empty() {
            self.is_out_of_sight(task);
        }
        self.tasks.all[task].is.extend(items);
    }

    fn takes_call(&mut self, task: usize, callee: &'w Expr, arguments: &'w [Expr], steps: usize) {
        let ExprKind::Path(path) = &callee.kind else { return self.is_out_of_sight(task) };
        let absolute = self.absolute(path).filter(|_| path.name().is_none_or(|name| self.variable(name).is_none()));
        let Some(absolute) = absolute else { return self.is_out_of_sight(task) };
        let items = self.own_functions(&absolute);
        if !items.is_empty() {
            self.tasks.all[task].is.extend(items);
            return;
        }
        // What a library makes of a future is that future still: boxed, with a limit of time.
        match arguments {
            [] => self.is_out_of_sight(task),
            [one] => self.takes(task, one, steps),
            several => {
                let futures: Vec<&'w Expr> = several.iter().filter(|argument| self.is_work(argument)).collect();
                if futures.is_empty() {
                    self.is_out_of_sight(task);
                }
                for future in futures {
                    self.takes(task, future, steps);
                }
            }
        }
    }

    /// Whether an expression is a future or closure for certain.
    fn is_work(&self, expr: &'w Expr) -> bool {
        matches!(expr.kind, ExprKind::Async(_) | ExprKind::Closure { .. })
            || matches!(self.type_at(expr).unwrapped(), Ty::Future(_) | Ty::Closure(_))
    }

    fn is_out_of_sight(&mut self, task: usize) {
        self.tasks.all[task].in_sight = false;
    }

    /// Where a call is named: `tokio::spawn` of `tokio::spawn(..)`, `spawn` of `set.spawn(..)`.
    fn head_of(&self, expr: &Expr) -> Range {
        match &expr.kind {
            ExprKind::Call { callee, .. } => callee.range,
            ExprKind::Method { name, .. } => {
                let operation = self.operation(expr);
                Range { start: operation.start, end: operation.start + crate::text::offset(name.len()) }
            }
            _ => expr.range,
        }
    }

    /// A span or context is attached to what a call returns. If that is the handle of a task, it is the waiting that gets it.
    pub(super) fn attached_to_handle(&mut self, receiver: &'w Expr, name: &str, call: &'w Expr) {
        if self.workspace.knowledge.catalog.attaching(name).is_none() {
            return;
        }
        let made = match &receiver.kind {
            ExprKind::Path(path) => path.name().and_then(|name| self.variable(name)?.value).map(|value| value.range),
            _ => Some(receiver.range),
        };
        let operation = self.operation(call);
        if let Some(task) = made.and_then(|made| self.tasks.by_call.get(&made)) {
            self.tasks.all[*task].on_handle = Some(operation);
        }
    }
}
