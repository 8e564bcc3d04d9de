//! The graph as text, one line an event: what people read, and what tests hold.

use std::fmt::Write;

use super::graph::{
    Bodies, Body, Callee, EventKind, Exit, LocalId, LocalKind, Made, Mode, Operand, Pattern, Place, Projection, Test,
};
use crate::code::tree::Literal;

/// Every body, each event with the line that it stands in.
pub(crate) struct Text<'b> {
    pub(crate) bodies: &'b Bodies,
    pub(crate) line_of: &'b dyn Fn(u32) -> usize,
}

impl Text<'_> {
    pub(crate) fn all(&self) -> String {
        let mut text = String::new();
        for (number, body) in self.bodies.bodies.iter().enumerate() {
            self.body(number, body, &mut text);
        }
        text
    }

    fn body(&self, number: usize, body: &Body, text: &mut String) {
        let _ = write!(text, "body {number} {:?}", body.kind);
        for capture in &body.captures {
            let place = Place { local: capture.local, path: capture.path.clone() };
            let _ = write!(text, " [{} {}]", mode(capture.mode), self.place(body, &place));
        }
        text.push('\n');
        for (number, block) in body.blocks.iter().enumerate().filter(|(_, block)| block.is_reached) {
            let _ = writeln!(text, "  b{number}");
            for (_, event) in body.events_of(block) {
                let line = (self.line_of)(event.range.start);
                let _ = writeln!(text, "{line:>5} {}", self.event(body, &event.kind));
            }
            let _ = writeln!(text, "      {}", self.exit(body, &block.exit));
        }
    }

    pub(crate) fn event(&self, body: &Body, event: &EventKind) -> String {
        match event {
            EventKind::Make { to, what, operands } => {
                let operands = if operands.is_empty() { String::new() } else { self.operands(body, operands) };
                format!("{} = {}{operands}", self.local(body, *to), self.made(what))
            }
            EventKind::Call { to, callee, operands } => {
                let callee = match callee {
                    Callee::Path(path) => self.bodies.name(*path).to_owned(),
                    Callee::Method(name) => format!(".{}", self.bodies.name(*name)),
                    Callee::Value => "value".to_owned(),
                };
                format!("{} = call {callee}{}", self.local(body, *to), self.operands(body, operands))
            }
            EventKind::Use { to, from } => format!("{} = {}", self.local(body, *to), self.operand(body, from)),
            EventKind::Borrow { to, place, mutable } => {
                let sign = if *mutable { "&mut " } else { "&" };
                format!("{} = {sign}{}", self.local(body, *to), self.place(body, place))
            }
            EventKind::Assign { to, from } => format!("{} := {}", self.place(body, to), self.operand(body, from)),
            EventKind::Change { place, by } => format!("{} changed by {}", self.place(body, place), self.operand(body, by)),
            EventKind::Drop { place, why } => format!("drop {} ({})", self.place(body, place), format!("{why:?}").to_lowercase()),
            EventKind::Declare(local) => format!("declare {}", self.local(body, *local)),
            EventKind::Enter => "enter".to_owned(),
            EventKind::Leave => "leave".to_owned(),
            EventKind::Suspend { how, on } => {
                let on = on.map(|on| format!(" {}", self.local(body, on))).unwrap_or_default();
                format!("suspend {}{on}", format!("{how:?}").to_lowercase())
            }
        }
    }

    fn made(&self, what: &Made) -> String {
        let name = |symbol| self.bodies.name(symbol);
        match what {
            Made::Literal(Literal::Text(text)) => format!("{text:?}"),
            Made::Literal(Literal::Integer(text) | Literal::Float(text)) => text.clone(),
            Made::Literal(Literal::Bool(flag)) => flag.to_string(),
            Made::Literal(Literal::Other) => "literal".to_owned(),
            Made::Path(path) => format!("path {}", name(*path)),
            Made::Struct { path, fields, rest } => {
                let fields: Vec<&str> = fields.iter().map(|field| name(*field)).chain(rest.then_some("..")).collect();
                format!("struct {} {{{}}}", name(*path), fields.join(", "))
            }
            Made::Operator(operator) => format!("operator {}", name(*operator)),
            Made::Body(body) => format!("body {}", body.0),
            Made::Format { macro_path, text } => format!("format {}! {:?}", name(*macro_path), text.map(name)),
            Made::Telemetry(inner) => {
                let kind = if inner.is_span { "span" } else { "event" };
                let fields = inner.fields.iter().map(|field| {
                    let value = field.value.map(|value| format!("={value}")).unwrap_or_default();
                    format!("{}{value}", field.key.map_or("const", name))
                });
                let message = inner.message.map(|(text, from)| format!(" {:?} from {from}", text.map(name))).unwrap_or_default();
                format!("{kind} {}! {{{}}}{message}", name(inner.path), fields.collect::<Vec<_>>().join(", "))
            }
            Made::Macro(path) => format!("macro {}!", name(*path)),
            other => format!("{other:?}").to_lowercase(),
        }
    }

    fn operands(&self, body: &Body, operands: &[Operand]) -> String {
        let all: Vec<String> = operands.iter().map(|operand| self.operand(body, operand)).collect();
        format!("({})", all.join(", "))
    }

    fn operand(&self, body: &Body, operand: &Operand) -> String {
        format!("{} {}", mode(operand.mode), self.place(body, &operand.place))
    }

    fn local(&self, body: &Body, local: LocalId) -> String {
        let number = local.0;
        match body.locals.get(local.index()).map(|local| local.kind) {
            Some(LocalKind::Returned) => "return".to_owned(),
            Some(LocalKind::Parameter(at)) => format!("parameter{at}"),
            Some(LocalKind::Variable(name)) => format!("{}#{number}", self.bodies.name(name)),
            Some(LocalKind::View(name)) => format!("view-{}#{number}", self.bodies.name(name)),
            Some(LocalKind::Capture(name)) => format!("captured-{}", self.bodies.name(name)),
            Some(LocalKind::Temporary) | None => format!("t{number}"),
        }
    }

    fn place(&self, body: &Body, place: &Place) -> String {
        let mut text = self.local(body, place.local);
        for projection in &place.path {
            match projection {
                Projection::Field(name) => text = format!("{text}.{}", self.bodies.name(*name)),
                Projection::Index => text.push_str("[_]"),
                Projection::Dereference => text = format!("*{text}"),
            }
        }
        text
    }

    fn exit(&self, body: &Body, exit: &Exit) -> String {
        match exit {
            Exit::Goto(to) => format!("-> b{}", to.0),
            Exit::Branch { test, yes, no, .. } => {
                let test = match &**test {
                    Test::Holds(place) => self.place(body, place),
                    Test::Matches(place, Pattern::Path(path)) => {
                        format!("{} is {}", self.place(body, place), self.bodies.name(*path))
                    }
                    Test::Matches(place, Pattern::Value) => format!("{} is a value", self.place(body, place)),
                    Test::Succeeds(local) => format!("{} succeeds", self.local(body, *local)),
                    Test::HasNext(local) => format!("{} has next", self.local(body, *local)),
                    Test::Unknown => "perhaps".to_owned(),
                };
                format!("if {test} -> b{} else b{}", yes.0, no.0)
            }
            other => format!("{other:?}").to_lowercase(),
        }
    }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Copy => "copy",
        Mode::Shared => "&",
        Mode::Mutable => "&mut",
        Mode::MoveOrCopy => "take",
        Mode::Unknown => "use",
        Mode::Move => "move",
    }
}
