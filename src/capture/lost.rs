//! Of what records were lost: what is missing from the rest proves nothing then.

use serde::{Deserialize, Serialize};

use super::record::Deviation;
use crate::fact::Mode;
use crate::knowledge::Signal;

/// Which signals have records that could not be read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a signal, or a way to lose some of all of them")]
pub(super) struct Lost {
    traces: bool,
    metrics: bool,
    logs: bool,
    /// An input ends too early. A recording that ends at any time may end there, too.
    tail: bool,
}

impl Lost {
    pub(super) const TAIL: Self = Self { traces: false, metrics: false, logs: false, tail: true };
    /// Whose they were is not known.
    pub(super) const ANY: Self = Self { traces: true, metrics: true, logs: true, tail: false };

    pub(super) fn of(signal: Option<Signal>) -> Self {
        match signal {
            None => Self::ANY,
            Some(Signal::Traces) => Self { traces: true, ..Self::default() },
            Some(Signal::Metrics) => Self { metrics: true, ..Self::default() },
            Some(Signal::Logs) => Self { logs: true, ..Self::default() },
        }
    }

    /// What a deviation costs beside the value that it is about.
    pub(super) fn by(deviation: Deviation) -> Self {
        match deviation {
            Deviation::LostRecords | Deviation::TooManyElements | Deviation::SnakeCaseKey => Self::ANY,
            _ => Self::default(),
        }
    }

    pub(super) fn merge(&mut self, other: Self) {
        let Self { traces, metrics, logs, tail } = other;
        self.traces |= traces;
        self.metrics |= metrics;
        self.logs |= logs;
        self.tail |= tail;
    }

    /// What counts as lost from a recording that came about like this.
    pub(super) fn in_mode(self, mode: Mode) -> Self {
        match mode {
            Mode::Complete if self.tail => Self::ANY,
            _ => Self { tail: false, ..self },
        }
    }

    /// Whether records of one of these signals, as they are written in a report, were lost. None means all.
    pub(super) fn has_any_of(self, signals: &[&str]) -> bool {
        let all = [("traces", self.traces), ("metrics", self.metrics), ("logs", self.logs)];
        all.into_iter().any(|(name, is_lost)| is_lost && (signals.is_empty() || signals.contains(&name)))
    }
}
