//! The functions of a workspace: what is known of them before they are read, who calls them, and their signatures when somebody asks.

use rustc_hash::FxHashSet;

use super::calls::Callers;
use super::item::Item;
use super::lower::ImplSignature;
use super::outline::ItemId;
use super::own_function::{Of, OwnFunction};
use super::syntax::Syntax;
use super::tree::{Function, Path, Type};
use super::word_hash::WordHash;
use crate::text::offset;

#[derive(Debug)]
pub(super) struct OwnFunctions {
    /// The items of the files that are not read yet, and the words of all.
    pub(super) syntax: Syntax,
    callers: Callers,
    /// By unit, in order of their place; those that macros declare come last.
    heads: Vec<Vec<OwnFunction>>,
    /// What the `impl`s of each unit are of.
    impls: Vec<Vec<ImplSignature>>,
}

/// What a function is looked up by.
pub(super) enum Belonging {
    Nothing,
    /// A type parameter: it is for values of every type.
    Parameter,
    /// The last segment of its type.
    Type(String),
    Trait(String),
    /// References and the like.
    Other,
}

impl OwnFunctions {
    /// Of files whose functions are not added yet.
    pub(super) fn new(syntax: Syntax, units: usize) -> Self {
        let heads = (0..units).map(|_| Vec::new()).collect();
        Self { callers: Callers::new(&syntax), syntax, heads, impls: vec![Vec::new(); units] }
    }

    pub(super) fn set_impls(&mut self, unit: usize, impls: Vec<ImplSignature>) {
        self.impls[unit] = impls;
    }

    pub(super) fn add(&mut self, unit: usize, function: OwnFunction) -> Item {
        let item = Item { unit, index: self.heads[unit].len() };
        if let Some(outlined) = function.outlined {
            self.callers.add(item, outlined);
        }
        self.heads[unit].push(function);
        item
    }

    /// All functions, in order of files and places, read or not.
    pub(super) fn all(&self) -> impl Iterator<Item = (Item, &OwnFunction)> {
        let units = self.heads.iter().enumerate();
        units.flat_map(|(unit, held)| held.iter().enumerate().map(move |(index, found)| (Item { unit, index }, found)))
    }

    /// Those whose bodies were read.
    pub(super) fn read(&self) -> impl Iterator<Item = (Item, &Function)> {
        self.all().filter_map(|(item, own)| Some((item, own.with_body()?)))
    }

    pub(super) fn of_unit(&self, unit: usize) -> &[OwnFunction] {
        self.heads.get(unit).map_or(&[], Vec::as_slice)
    }

    /// What is known of a function before it is read.
    pub(super) fn head(&self, item: Item) -> &OwnFunction {
        &self.heads[item.unit][item.index]
    }

    pub(super) fn head_mut(&mut self, item: Item) -> Option<&mut OwnFunction> {
        self.heads.get_mut(item.unit)?.get_mut(item.index)
    }

    /// A function with its signature, which is read when it is first asked for.
    pub(super) fn function(&self, item: Item) -> &Function {
        let own = self.head(item);
        own.read_by(|| {
            let around = match own.of {
                Of::Impl(at) => self.impls[item.unit].get(at),
                _ => None,
            };
            let (name, scope, is_test) = (own.name.clone(), own.scope, own.is_test);
            let id = own.outlined.map(|outlined| ItemId { file: offset(item.unit), item: outlined });
            match id.and_then(|id| self.syntax.function(id, around)) {
                Some(function) => Function { is_test, ..function },
                // Of one that could not be read nothing else is known.
                None => Function { name, scope, is_test, ..Function::default() },
            }
        })
    }

    /// The type that the `impl` around a function is for, or the bound that its trait is.
    pub(super) fn owner(&self, item: Item) -> Option<&Type> {
        match self.head(item).of {
            Of::Nothing => None,
            Of::Impl(at) => self.impls[item.unit].get(at).map(|found| &found.of),
            Of::Trait(_) | Of::Said => self.function(item).of.as_ref(),
        }
    }

    pub(super) fn belonging(&self, item: Item) -> Belonging {
        let own = self.head(item);
        let (of, is_of_parameter) = match &own.of {
            Of::Nothing => return Belonging::Nothing,
            Of::Trait(name) => return Belonging::Trait(name.to_string()),
            Of::Impl(at) => match self.impls[item.unit].get(*at) {
                Some(found) => (&found.of, found.is_of_parameter()),
                None => return Belonging::Other,
            },
            Of::Said => match &self.function(item).of {
                Some(of) => (of, self.function(item).is_of_parameter()),
                None => return Belonging::Nothing,
            },
        };
        match of {
            _ if is_of_parameter => Belonging::Parameter,
            Type::Path(of) => Belonging::Type(of.last().to_owned()),
            Type::Bounds(bounds) => Belonging::Trait(bounds.first().map_or("", Path::last).to_owned()),
            _ => Belonging::Other,
        }
    }

    /// What a function calls, by name; that of macros ends in `!`.
    pub(super) fn calls(&self, item: Item) -> &[WordHash] {
        self.head(item).outlined.map_or(&[], |outlined| self.syntax.calls(item.unit, outlined))
    }

    /// The functions that call something of that name, in order of file and place. Its own name before its parameters is no call.
    pub(super) fn callers(&self, name: WordHash) -> impl Iterator<Item = Item> {
        self.callers.of(name)
    }

    /// Whether a function has to do with telemetry, by its words.
    pub(super) fn tells(&self, item: Item) -> bool {
        let outline = self.syntax.outline(item.unit);
        let found = outline.and_then(|outline| outline.item(self.head(item).outlined?));
        found.is_some_and(|found| found.tells)
    }

    /// Whether a function, or the `impl` around it, names one of these in its header: candidates, which types confirm.
    pub(super) fn may_name(&self, item: Item, names: &FxHashSet<WordHash>) -> bool {
        let outlined = self.head(item).outlined;
        outlined.is_none_or(|outlined| self.syntax.names_in_headers(item.unit, outlined).any(|name| names.contains(name)))
    }
}
