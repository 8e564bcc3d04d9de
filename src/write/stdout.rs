//! Stdout, which may lead to a file: there a report is written whole, or the run ends before.

use std::io::{Result, Write};
use std::sync::MutexGuard;

use super::interrupt;
use super::target::Target;

/// The run is not ended between the first byte and [`Write::flush`], where nobody has to read for it to go on.
#[derive(Debug)]
pub struct Stdout<W> {
    out: W,
    is_file: bool,
    hold: Option<MutexGuard<'static, ()>>,
}

impl<W: Write> Stdout<W> {
    /// `out` leads to the stdout of this process.
    pub fn new(out: W) -> Self {
        let is_file = Target::Stdout.open().and_then(|file| file.metadata()).is_ok_and(|there| there.is_file());
        Self { out, is_file, hold: None }
    }
}

impl<W: Write> Write for Stdout<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        if self.is_file && self.hold.is_none() {
            self.hold = Some(interrupt::hold());
        }
        // Nothing more will come after an error.
        self.out.write(bytes).inspect_err(|_| self.hold = None)
    }

    fn flush(&mut self) -> Result<()> {
        let flushed = self.out.flush();
        self.hold = None;
        flushed
    }
}
