//! Runs a program by its events alone, and prints what it prints. It decides nothing of when something is dropped: it drops where an
//! event says so, if something is there.

use super::value::{Pointer, Value, formatted, put, take};
use crate::code::edition::Edition;
use crate::code::events::{
    Answers, Bodies, Body, BodyId, BodyKind, Event, EventKind, Exit, MacroFlow, Made, Operand, Pattern, Projection, Symbol, Test,
};
use crate::code::tree::{ExprId, Literal, Unit};

/// What types would say.
pub(super) struct Known;

impl Answers for Known {
    fn macro_flow(&self, _: ExprId, path: &str) -> MacroFlow {
        match path {
            "panic" | "unreachable" | "todo" => MacroFlow::Panics,
            "bail" => MacroFlow::ReturnsError,
            "ensure" => MacroFlow::ReturnsErrorUnless,
            _ => MacroFlow::GoesOn,
        }
    }
}

pub(super) struct Machine<'u> {
    pub(super) unit: &'u Unit,
    pub(super) functions: Vec<Option<Bodies>>,
    pub(super) frames: Vec<Vec<Option<Value>>>,
    pub(super) printed: String,
    steps: usize,
}

/// The body has ended by a panic.
pub(super) struct Panicked;

impl<'u> Machine<'u> {
    pub(super) fn new(unit: &'u Unit, edition: Edition) -> Self {
        let functions = unit.functions.iter().map(|function| Bodies::of_function(function, edition, &Known)).collect();
        Self { unit, functions, frames: Vec::new(), printed: String::new(), steps: 0 }
    }

    pub(super) fn function(&self, name: &str) -> Option<usize> {
        self.unit.functions.iter().position(|function| function.name == name && function.body.is_some())
    }

    /// Calls a function of the program; one that is async makes a future.
    pub(super) fn call_function(&mut self, function: usize, arguments: Vec<Value>) -> Result<Value, Panicked> {
        let held = arguments.into_iter().map(Some).collect();
        let future = Value::Body { function, body: BodyId(0), held, is_done: false };
        if self.unit.functions[function].is_async { Ok(future) } else { self.run_held(future) }
    }

    /// Runs a future or a function whose arguments are in place.
    pub(super) fn run_held(&mut self, value: Value) -> Result<Value, Panicked> {
        let Value::Body { function, body, held, .. } = value else { panic!("{value:?} does not run") };
        self.run(function, body, held, Vec::new()).map(|(result, _)| result)
    }

    fn bodies(&self, function: usize) -> &Bodies {
        self.functions[function].as_ref().expect("has a body")
    }

    fn body(&self, function: usize, body: BodyId) -> &Body {
        &self.bodies(function).bodies[body.index()]
    }

    fn name(&self, function: usize, symbol: Symbol) -> String {
        self.bodies(function).name(symbol).to_owned()
    }

    /// Runs a body. `held` are its captures, or the arguments of a function; gives back what is left of captures.
    pub(super) fn run(
        &mut self,
        function: usize,
        id: BodyId,
        held: Vec<Option<Value>>,
        arguments: Vec<Value>,
    ) -> Result<(Value, Vec<Option<Value>>), Panicked> {
        let body = self.body(function, id);
        let (count, captures, parameters) = (body.locals.len(), body.captures.clone(), body.parameters.clone());
        let mut locals = vec![None; count];
        if captures.is_empty() {
            for (parameter, value) in parameters.iter().zip(held.into_iter().flatten().chain(arguments)) {
                locals[parameter.index()] = Some(value);
            }
        } else {
            for (parameter, value) in parameters.iter().zip(arguments) {
                locals[parameter.index()] = Some(value);
            }
            for (capture, value) in captures.iter().zip(held) {
                let path: Vec<String> = capture.path.iter().map(|step| self.step(function, *step)).collect();
                put(&mut locals[capture.local.index()], &path, value);
            }
        }
        self.frames.push(locals);
        let frame = self.frames.len() - 1;
        let result = self.walk(function, id, frame);
        let left = captures.iter().map(|capture| {
            let path: Vec<String> = capture.path.iter().map(|step| self.step(function, *step)).collect();
            take(&mut self.frames[frame][capture.local.index()], &path)
        });
        let left = left.collect::<Vec<_>>();
        result?;
        let returned = self.frames[frame][0].take().unwrap_or(Value::Unit);
        Ok((returned, left))
    }

    fn walk(&mut self, function: usize, id: BodyId, frame: usize) -> Result<(), Panicked> {
        let mut block = 0;
        loop {
            self.steps += 1;
            assert!(self.steps < 10_000, "does not end");
            let body = self.body(function, id);
            let at = &body.blocks[block];
            let events: Vec<Event> = body.events_of(at).map(|(_, event)| event.clone()).collect();
            let exit = at.exit.clone();
            for event in events {
                self.event(function, frame, event)?;
            }
            block = match exit {
                Exit::Goto(to) => to.index(),
                Exit::Branch { test, yes, no, .. } => {
                    if self.holds(function, frame, &test) {
                        yes.index()
                    } else {
                        no.index()
                    }
                }
                Exit::Return => return Ok(()),
                Exit::Panic => return Err(Panicked),
                Exit::Unreachable => panic!("got where nothing leads"),
            };
        }
    }

    fn holds(&self, function: usize, frame: usize, test: &Test) -> bool {
        match test {
            Test::Holds(place) => matches!(self.look(&self.pointer(function, frame, place).0), Some(Value::Flag(true))),
            Test::Matches(place, Pattern::Path(path)) => {
                let (pointer, _) = self.pointer(function, frame, place);
                let value = self.followed(self.look(&pointer).expect("something to match"));
                self.name(function, *path).rsplit("::").next() == Some(value.name())
            }
            Test::Succeeds(local) => {
                matches!(self.frames[frame][local.index()].as_ref().map(Value::name), Some("Ok" | "Some"))
            }
            Test::HasNext(local) => match &self.frames[frame][local.index()] {
                Some(Value::Struct { fields, .. }) => fields.iter().any(|(_, value)| value.is_some()),
                _ => false,
            },
            Test::Matches(_, Pattern::Value) | Test::Unknown => panic!("nothing tells which way this goes"),
        }
    }

    fn event(&mut self, function: usize, frame: usize, event: Event) -> Result<(), Panicked> {
        match event.kind {
            EventKind::Make { to, what, operands } => {
                let value = self.made(function, frame, what, &operands);
                self.frames[frame][to.index()] = Some(value);
            }
            EventKind::Call { to, callee, operands } => {
                let value = self.called((function, frame), callee, &operands)?;
                self.frames[frame][to.index()] = Some(value);
            }
            EventKind::Use { to, from } => {
                let value = self.taken(function, frame, &from);
                self.frames[frame][to.index()] = Some(value);
            }
            EventKind::Borrow { to, place, .. } => {
                let (pointer, _) = self.pointer(function, frame, &place);
                self.frames[frame][to.index()] = Some(Value::Reference(pointer));
            }
            EventKind::Assign { to, from } => {
                let value = self.taken(function, frame, &from);
                let (pointer, _) = self.pointer(function, frame, &to);
                *self.slot(&pointer) = Some(value);
            }
            EventKind::Change { place, by } => {
                let by = self.taken(function, frame, &by);
                let (pointer, _) = self.pointer(function, frame, &place);
                if let (Some(Value::Number(number)), Value::Number(by)) = (self.slot(&pointer), by) {
                    *number += by;
                }
            }
            EventKind::Drop { place, .. } => {
                let (pointer, _) = self.pointer(function, frame, &place);
                let value = self.slot(&pointer).take();
                self.drop_value(value)?;
            }
            EventKind::Suspend { on: Some(local), .. } => {
                if let Some(value @ Value::Body { .. }) = self.frames[frame][local.index()].take() {
                    let output = self.run_held(value)?;
                    self.frames[frame][local.index()] = Some(Value::of("Output", [output]));
                }
            }
            EventKind::Suspend { .. } | EventKind::Declare(_) | EventKind::Enter | EventKind::Leave => {}
        }
        Ok(())
    }

    fn made(&mut self, function: usize, frame: usize, what: Made, operands: &[Operand]) -> Value {
        let name = |machine: &Self, symbol| machine.name(function, symbol);
        let all = |machine: &mut Self| operands.iter().map(|operand| machine.taken(function, frame, operand)).collect::<Vec<_>>();
        match what {
            Made::Unit => Value::Unit,
            Made::Literal(Literal::Text(text)) => Value::Text(text),
            Made::Literal(Literal::Integer(digits)) => Value::Number(digits.parse().expect("digits")),
            Made::Literal(Literal::Bool(flag)) => Value::Flag(flag),
            Made::Literal(other) => panic!("{other:?}"),
            Made::Path(path) => Value::of(name(self, path).rsplit("::").next().unwrap_or_default(), []),
            Made::Tuple => Value::of("tuple", all(self)),
            Made::List => Value::of("list", all(self)),
            Made::Range => Value::of("Range", all(self)),
            Made::Struct { path, fields, rest } => {
                let last = name(self, path).rsplit("::").next().unwrap_or_default().to_owned();
                let fields = fields.iter().map(|field| name(self, *field)).collect();
                self.structure(function, frame, (last, fields, rest), operands)
            }
            Made::Operator(operator) => {
                let operands: Vec<Value> = all(self).iter().map(|value| self.followed(value).clone()).collect();
                operated(&name(self, operator), &operands)
            }
            Made::Cast | Made::Failure => all(self).remove(0),
            Made::Body(body) => {
                let held = operands.iter().map(|operand| Some(self.captured(function, frame, operand))).collect();
                Value::Body { function, body, held, is_done: false }
            }
            Made::Unwrapped => {
                let whole = all(self).remove(0);
                part_of(&whole)
            }
            Made::Item => {
                let iterator = operands[0].place.local.index();
                let Some(Value::Struct { fields, .. }) = &mut self.frames[frame][iterator] else { panic!("no iterator") };
                fields.iter_mut().find_map(|(_, value)| value.take()).expect("another item")
            }
            Made::Output => {
                let on = operands[0].place.local.index();
                match self.frames[frame][on].take() {
                    Some(output) if output.name() == "Output" => part_of(&output),
                    other => panic!("{other:?} was not awaited"),
                }
            }
            Made::Format { macro_path, text } => {
                let (path, text) = (name(self, macro_path), text.map(|text| name(self, text)).unwrap_or_default());
                let text = formatted(&text, &all(self).iter().map(|value| self.followed(value).printed()).collect::<Vec<_>>());
                if path == "println" {
                    self.printed.push_str(&text);
                    self.printed.push('\n');
                }
                Value::of("Message", [])
            }
            Made::Macro(path) => match name(self, path).as_str() {
                "vec" => {
                    let values = operands.iter().map(|operand| self.moved(function, frame, operand)).collect::<Vec<_>>();
                    Value::of("list", values)
                }
                other => panic!("{other}! is not known"),
            },
            Made::Telemetry(_) | Made::Opaque => panic!("{what:?}"),
        }
    }

    /// With `rest` the last operand is what the other fields are taken from.
    fn structure(
        &mut self,
        function: usize,
        frame: usize,
        (name, names, rest): (String, Vec<String>, bool),
        operands: &[Operand],
    ) -> Value {
        let (operands, base) = operands.split_at(operands.len() - usize::from(rest));
        let values: Vec<Value> = operands.iter().map(|operand| self.taken(function, frame, operand)).collect();
        let mut fields: Vec<(String, Option<Value>)> = names.into_iter().zip(values.into_iter().map(Some)).collect();
        if let Some(base) = base.first() {
            let (pointer, _) = self.pointer(function, frame, &base.place);
            if let Some(Value::Struct { fields: others, .. }) = self.slot(&pointer) {
                let others = others.iter_mut().filter(|(name, _)| fields.iter().all(|(own, _)| own != name));
                let taken: Vec<_> = others.map(|(name, value)| (name.clone(), value.take())).collect();
                fields.extend(taken);
            }
        }
        Value::Struct { name, fields }
    }

    pub(super) fn step(&self, function: usize, step: Projection) -> String {
        match step {
            Projection::Field(name) => self.name(function, name),
            Projection::Index => "0".to_owned(),
            Projection::Dereference => "*".to_owned(),
        }
    }

    pub(super) fn kind_of(&self, function: usize, body: BodyId) -> BodyKind {
        self.body(function, body).kind
    }

    pub(super) fn text_of(&self, function: usize, symbol: Symbol) -> String {
        self.name(function, symbol)
    }

    pub(super) fn new_slot(&mut self, value: Value) -> Pointer {
        self.frames.push(vec![Some(value)]);
        Pointer { frame: self.frames.len() - 1, local: 0, path: Vec::new() }
    }
}

fn part_of(whole: &Value) -> Value {
    whole.field("0").cloned().flatten().expect("a part")
}

fn operated(operator: &str, operands: &[Value]) -> Value {
    match (operator, operands) {
        ("!", [Value::Flag(flag)]) => Value::Flag(!flag),
        ("<", [Value::Number(left), Value::Number(right)]) => Value::Flag(left < right),
        ("==", [left, right]) => Value::Flag(left == right),
        ("+", [Value::Number(left), Value::Number(right)]) => Value::Number(left + right),
        other => panic!("{other:?}"),
    }
}
