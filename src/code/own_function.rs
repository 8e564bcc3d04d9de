//! A function of the workspace: what its outline says of it at once, and its signature and body when somebody asks.

use std::sync::OnceLock;

use super::tree::Function;

#[derive(Debug)]
pub(super) struct OwnFunction {
    pub(super) name: String,
    /// Where its names are looked up.
    pub(super) scope: usize,
    pub(super) is_test: bool,
    /// Its item in the outline of the file; none where it is what a macro becomes.
    pub(super) outlined: Option<u32>,
    pub(super) of: Of,
    read: OnceLock<Box<Function>>,
}

/// What a function belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Of {
    Nothing,
    /// The position of the `impl` among those of its unit.
    Impl(usize),
    /// By its name.
    Trait(Box<str>),
    /// What it says itself: it was read with the macro that declares it.
    Said,
}

impl OwnFunction {
    pub(super) fn new(name: String, scope: usize, is_test: bool, outlined: u32, of: Of) -> Self {
        Self { name, scope, is_test, outlined: Some(outlined), of, read: OnceLock::new() }
    }

    /// The function, which `read` gives where it was not read before.
    pub(super) fn read_by(&self, read: impl FnOnce() -> Function) -> &Function {
        self.read.get_or_init(|| Box::new(read()))
    }

    /// The function, where its body was read.
    pub(super) fn with_body(&self) -> Option<&Function> {
        self.read.get().map(|function| &**function).filter(|function| function.body.is_some())
    }

    pub(super) fn is_read(&self) -> bool {
        self.read.get().is_some()
    }

    pub(super) fn set(&mut self, function: Function) {
        self.read = OnceLock::from(Box::new(function));
    }

    /// Nothing says that it has to do with telemetry.
    pub(super) fn set_aside(&mut self) {
        if let Some(function) = self.read.get_mut() {
            function.is_aside = true;
        }
    }
}

impl From<Function> for OwnFunction {
    fn from(function: Function) -> Self {
        let (name, scope, is_test, outlined) = (function.name.clone(), function.scope, function.is_test, function.outlined);
        Self { name, scope, is_test, outlined, of: Of::Said, read: OnceLock::from(Box::new(function)) }
    }
}
