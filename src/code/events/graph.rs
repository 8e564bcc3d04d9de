//! The graph itself: bodies, blocks, events, locals, places. All of it is plain data.

use super::answers::Runs;
pub(crate) use super::made::{Callee, Made, Suspension, Telemetry, TelemetryField, Why};
use crate::code::tree::{ExprId, Range};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(pub(in crate::code) u32);

        impl $name {
            pub(crate) fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A variable, temporary, parameter or capture of a body; `LocalId(0)` is what the body returns.
    LocalId;
    /// A block of a body; `BlockId(0)` is where it begins.
    BlockId;
    /// An event of a body, in the order in which blocks stand in it.
    EventId;
    /// A body of [`Bodies`]; the function itself is the first.
    BodyId;
    /// A text of [`Bodies`].
    Symbol;
}

/// A function, and the closures, async blocks and generators in it.
#[derive(Debug)]
pub(crate) struct Bodies {
    pub(crate) bodies: Vec<Body>,
    pub(super) names: Vec<String>,
}

impl Bodies {
    pub(crate) fn name(&self, symbol: Symbol) -> &str {
        self.names.get(symbol.index()).map_or("", String::as_str)
    }

    /// The symbol of a text, if anything here has it.
    pub(crate) fn symbol(&self, name: &str) -> Option<Symbol> {
        // Numbers of fields come first.
        let digit = name.parse::<u32>().ok().filter(|digit| *digit < DIGITS && name.len() == 1);
        digit.map(Symbol).or_else(|| self.names.iter().position(|known| known == name).map(|at| Symbol(crate::text::offset(at))))
    }
}

/// So many symbols are the numbers of fields.
pub(super) const DIGITS: u32 = 10;

#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) kind: BodyKind,
    pub(crate) parent: Option<BodyId>,
    /// The expression that makes it, in the parent.
    pub(crate) made_by: Option<ExprId>,
    pub(crate) runs: Runs,
    pub(crate) range: Range,
    /// In the order in which they are dropped.
    pub(crate) captures: Vec<Capture>,
    pub(crate) parameters: Vec<LocalId>,
    pub(crate) locals: Vec<Local>,
    pub(crate) blocks: Vec<Block>,
    /// Those of all blocks, one block after the other.
    pub(crate) events: Vec<Event>,
}

impl Body {
    /// The events of a block, with their numbers.
    pub(crate) fn events_of(&self, block: &Block) -> impl DoubleEndedIterator<Item = (EventId, &Event)> {
        let first = block.first;
        let events = self.events.get(first as usize..(first + block.length) as usize).unwrap_or_default();
        (first..).zip(events).map(|(number, event)| (EventId(number), event)).collect::<Vec<_>>().into_iter()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum BodyKind {
    Function,
    AsyncFunction,
    Initializer,
    Closure,
    AsyncClosure,
    AsyncBlock,
    /// Statements in a macro that `yield`.
    Generator,
}

/// What a body takes of the one around it. The event that makes the body has an operand for each, in this order.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Capture {
    /// Inside.
    pub(crate) local: LocalId,
    /// The fields of it that are captured; none for all of it.
    pub(crate) path: Box<[Projection]>,
    /// [`Mode::MoveOrCopy`] where only its type tells whether it is taken or lent.
    pub(crate) mode: Mode,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Local {
    pub(crate) kind: LocalKind,
    pub(crate) range: Range,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LocalKind {
    Returned,
    Parameter(u32),
    Variable(Symbol),
    /// A binding while the pattern's guard runs: a reference to what will be bound.
    View(Symbol),
    Capture(Symbol),
    Temporary,
}

#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(super) first: u32,
    pub(super) length: u32,
    pub(crate) exit: Exit,
    /// Whether any way leads here.
    pub(crate) is_reached: bool,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Exit {
    Goto(BlockId),
    /// The expression that decides, and where it stands.
    Branch {
        test: Box<Test>,
        yes: BlockId,
        no: BlockId,
        expr: ExprId,
    },
    /// The end of the body.
    Return,
    /// The end by a panic: what was alive has been dropped.
    Panic,
    /// Never gets here.
    Unreachable,
}

impl Exit {
    pub(crate) fn successors(&self) -> impl Iterator<Item = BlockId> {
        let (first, second) = match self {
            Self::Goto(to) => (Some(*to), None),
            Self::Branch { yes, no, .. } => (Some(*yes), Some(*no)),
            Self::Return | Self::Panic | Self::Unreachable => (None, None),
        };
        first.into_iter().chain(second)
    }
}

/// What a branch depends on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Test {
    /// A flag.
    Holds(Place),
    /// `no` where the value does not have that shape.
    Matches(Place, Pattern),
    /// `?`: `no` leads out of the body.
    Succeeds(LocalId),
    /// Whether an iterator has another item.
    HasNext(LocalId),
    /// An arm of `select!`, statements in a macro that is not known: out of sight.
    Unknown,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pattern {
    /// The path of a variant, struct or constant.
    Path(Symbol),
    /// A literal or range.
    Value,
}

/// A local, or a part of it. What a variant holds are fields `0`, `1`, .. whatever its name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) local: LocalId,
    pub(crate) path: Box<[Projection]>,
}

impl Place {
    pub(crate) fn of(local: LocalId) -> Self {
        Self { local, path: Box::default() }
    }

    pub(crate) fn then(self, projection: Projection) -> Self {
        let mut path = self.path.into_vec();
        path.push(projection);
        Self { local: self.local, path: path.into() }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Projection {
    Field(Symbol),
    Index,
    Dereference,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Operand {
    pub(crate) place: Place,
    pub(crate) mode: Mode,
}

/// How a place is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mode {
    Copy,
    /// By reference.
    Shared,
    Mutable,
    /// By value, and the type decides whether it is still there afterwards.
    MoveOrCopy,
    /// By value or by reference: a receiver, an argument of an unknown macro, a binding in a pattern.
    Unknown,
    Move,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    pub(crate) kind: EventKind,
    pub(crate) expr: ExprId,
    pub(crate) range: Range,
}

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum EventKind {
    /// A new value.
    Make {
        to: LocalId,
        what: Made,
        operands: Box<[Operand]>,
    },
    Call {
        to: LocalId,
        callee: Callee,
        operands: Box<[Operand]>,
    },
    /// The value of a place; a variable is bound by it.
    Use {
        to: LocalId,
        from: Operand,
    },
    Borrow {
        to: LocalId,
        place: Place,
        mutable: bool,
    },
    /// The old value has been dropped before.
    Assign {
        to: Place,
        from: Operand,
    },
    /// `+=` and the like.
    Change {
        place: Place,
        by: Operand,
    },
    /// What is there, if it is: [`crate::code::values`] says whether.
    Drop {
        place: Place,
        why: Why,
    },
    /// A variable without a value.
    Declare(LocalId),
    /// A block with variables of its own begins.
    Enter,
    /// It ends, its variables dropped.
    Leave,
    /// The body may stop here until it is polled again, or be dropped with everything that is alive.
    Suspend {
        how: Suspension,
        on: Option<LocalId>,
    },
}

impl EventKind {
    pub(crate) fn operands(&self) -> &[Operand] {
        match self {
            Self::Make { operands, .. } | Self::Call { operands, .. } => operands,
            Self::Use { from: operand, .. } | Self::Assign { from: operand, .. } | Self::Change { by: operand, .. } => {
                std::slice::from_ref(operand)
            }
            _ => &[],
        }
    }
}
