//! What the machine's calls and drops do.

use super::machine::{Machine, Panicked};
use super::value::{Pointer, Value};
use crate::code::events::{BodyKind, Callee, Operand};

impl Machine<'_> {
    pub(super) fn called(&mut self, at: (usize, usize), callee: Callee, operands: &[Operand]) -> Result<Value, Panicked> {
        match callee {
            Callee::Path(path) => {
                let path = self.text_of(at.0, path);
                let arguments = operands.iter().map(|operand| self.argument(at, operand)).collect();
                self.called_by_path(&path, arguments)
            }
            Callee::Method(name) => {
                let name = self.text_of(at.0, name);
                let receiver = self.receiver(at, &name, &operands[0]);
                let arguments = operands[1..].iter().map(|operand| self.argument(at, operand)).collect();
                self.called_on(&name, receiver, arguments)
            }
            Callee::Value => {
                let (pointer, _) = self.pointer(at.0, at.1, &operands[0].place);
                let arguments = operands[1..].iter().map(|operand| self.argument(at, operand)).collect();
                self.called_in_place(&pointer, arguments)
            }
        }
    }

    fn argument(&mut self, (function, frame): (usize, usize), operand: &Operand) -> Value {
        self.moved(function, frame, operand)
    }

    fn called_by_path(&mut self, path: &str, mut arguments: Vec<Value>) -> Result<Value, Panicked> {
        let last = path.rsplit("::").next().unwrap_or_default();
        if let Some(function) = self.function(last).filter(|_| path != "drop") {
            return self.call_function(function, arguments);
        }
        match path {
            "drop" => {
                self.drop_value(arguments.pop())?;
                Ok(Value::Unit)
            }
            "forget" => Ok(Value::Unit),
            "Box::new" => Ok(Value::of("Box", arguments)),
            "replace" => match arguments.as_slice() {
                [Value::Reference(to), new] => {
                    let old = self.slot(to).replace(new.clone());
                    Ok(old.expect("something to replace"))
                }
                other => panic!("{other:?}"),
            },
            _ if last.starts_with(char::is_uppercase) => Ok(Value::of(last, arguments)),
            _ => panic!("{path} is not known"),
        }
    }

    fn called_on(&mut self, name: &str, receiver: Value, mut arguments: Vec<Value>) -> Result<Value, Panicked> {
        let function = self
            .unit
            .functions
            .iter()
            .position(|function| function.name == name && function.takes_self() && function.body.is_some());
        if let Some(function) = function {
            arguments.insert(0, receiver);
            return self.call_function(function, arguments);
        }
        match (name, receiver) {
            ("into_iter" | "iter", receiver) => Ok(self.iterator(receiver)),
            ("push", Value::Reference(to)) => {
                if let Some(Value::Struct { fields, .. }) = self.slot(&to) {
                    let at = fields.len().to_string();
                    fields.push((at, arguments.pop()));
                }
                Ok(Value::Unit)
            }
            ("is_some" | "is_ok", receiver) => Ok(Value::Flag(matches!(self.followed(&receiver).name(), "Some" | "Ok"))),
            ("as_ref", Value::Reference(to)) => {
                let name = self.look(&to).map(Value::name).unwrap_or_default().to_owned();
                let path = to.path.iter().cloned().chain(["0".to_owned()]).collect();
                let inner = Value::Reference(Pointer { path, ..to });
                Ok(if name == "None" { Value::of("None", []) } else { Value::of(&name, [inner]) })
            }
            ("take", Value::Reference(to)) => Ok(self.slot(&to).replace(Value::of("None", [])).expect("an option")),
            ("unwrap", Value::Struct { mut fields, .. }) => Ok(fields.remove(0).1.expect("a value")),
            ("map", Value::Struct { name, mut fields }) if name == "Some" => {
                let inner = fields.remove(0).1.expect("a value");
                let result = self.called_once(arguments.remove(0), vec![inner])?;
                Ok(Value::of("Some", [result]))
            }
            (name, receiver) => panic!("{name} of {receiver:?} is not known"),
        }
    }

    fn iterator(&mut self, receiver: Value) -> Value {
        match receiver {
            Value::Struct { name, fields } if name == "Range" => match fields.as_slice() {
                [(_, Some(Value::Number(from))), (_, Some(Value::Number(to)))] => {
                    Value::of("Iter", (*from..*to).map(Value::Number))
                }
                other => panic!("{other:?}"),
            },
            Value::Struct { fields, .. } => Value::Struct { name: "Iter".to_owned(), fields },
            Value::Reference(to) => {
                let count = match self.look(&to) {
                    Some(Value::Struct { fields, .. }) => fields.len(),
                    other => panic!("{other:?}"),
                };
                let part = |at: usize| {
                    let path = to.path.iter().cloned().chain([at.to_string()]).collect();
                    Value::Reference(Pointer { path, ..to.clone() })
                };
                Value::of("Iter", (0..count).map(part))
            }
            other => panic!("{other:?}"),
        }
    }

    /// A closure that stays where it is, with what its body leaves of its captures.
    fn called_in_place(&mut self, at: &Pointer, arguments: Vec<Value>) -> Result<Value, Panicked> {
        let mut at = at.clone();
        while let Some(Value::Reference(to)) = self.look(&at) {
            at = to.clone();
        }
        let closure = self.slot(&at).take().expect("something to call");
        let Value::Body { function, body, held, .. } = closure else { panic!("{closure:?} is called") };
        if self.kind_of(function, body) == BodyKind::Function {
            return self.run(function, body, held, arguments).map(|(result, _)| result);
        }
        let had = held.iter().filter(|value| value.is_some()).count();
        let (result, held) = self.run(function, body, held, arguments)?;
        let closure = Value::Body { function, body, held: held.clone(), is_done: false };
        if held.iter().filter(|value| value.is_some()).count() < had {
            // It runs at most once: what is left of it ends with the call.
            self.drop_value(Some(closure))?;
        } else {
            *self.slot(&at) = Some(closure);
        }
        Ok(result)
    }

    fn called_once(&mut self, closure: Value, arguments: Vec<Value>) -> Result<Value, Panicked> {
        let at = self.new_slot(closure);
        let result = self.called_in_place(&at, arguments)?;
        let left = self.slot(&at).take();
        self.drop_value(left)?;
        Ok(result)
    }

    /// A type's own `Drop`, then its fields in the order of their declaration.
    pub(super) fn drop_value(&mut self, value: Option<Value>) -> Result<(), Panicked> {
        match value {
            Some(Value::Struct { name, fields }) => {
                let order = self.unit.types.iter().find(|ty| ty.name == name).map(|ty| ty.fields.clone()).unwrap_or_default();
                let place = |field: &str| order.iter().position(|(name, _)| name == field);
                let mut fields = fields;
                fields.sort_by_key(|(field, _)| place(field));
                let has_drop = self.drops(&name);
                let at = self.new_slot(Value::Struct { name, fields });
                if has_drop {
                    let drop = self.unit.functions.iter().position(|function| function.name == "drop" && function.takes_self());
                    self.call_function(drop.expect("a drop"), vec![Value::Reference(at.clone())])?;
                }
                let Some(Value::Struct { fields, .. }) = self.slot(&at).take() else { return Ok(()) };
                for (_, field) in fields {
                    self.drop_value(field)?;
                }
                Ok(())
            }
            Some(Value::Body { held, .. }) => {
                for value in held {
                    self.drop_value(value)?;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}
