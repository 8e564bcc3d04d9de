//! Where jumps lead, and what is done on the way there.

use super::deeds::Deed;
use super::flow::{Flow, Turns};

/// A loop or labelled block around this point: where its jumps leave it, and what is done in it to lives that began before it.
#[derive(Debug, Default)]
pub(super) struct Target {
    pub(super) label: Option<String>,
    pub(super) is_loop: bool,
    /// Whether a jump leads out of it to a target around it.
    pub(super) is_left: bool,
    /// What is known where jumps leave it, and where they begin its next turn.
    pub(super) breaks: Option<Flow>,
    pub(super) continues: Option<Flow>,
    /// How often its body runs, if no jump leaves it.
    pub(super) turns: Turns,
    /// Lives that began before it have a smaller index.
    pub(super) lives_before: usize,
    /// What is done to those lives in it.
    pub(super) deeds: Vec<Deed>,
}

/// One more way leads there.
pub(super) fn also(flow: &mut Option<Flow>, way: Flow) {
    match flow {
        Some(flow) => flow.join(way),
        None => *flow = Some(way),
    }
}
