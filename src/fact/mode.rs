//! What the absence of telemetry means in a recording.

/// How a recording came about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// A test run, recorded from start to end: what is not there was never sent.
    Complete,
    /// A piece of what went on: what belongs to its last traces may have come later.
    #[default]
    Window,
    /// Traces were picked, and parts of them may have been left out.
    Sampled,
}

impl Mode {
    pub const ALL: [Self; 3] = [Self::Complete, Self::Window, Self::Sampled];

    /// The name after `--capture`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::Window => "window",
            Self::Sampled => "sampled",
        }
    }

    pub fn by_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.name() == name)
    }
}
