//! Files that are changed together or not at all, and only as long as they are what they were when they were read.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::interrupt;
use super::target::Target;
use super::temporary::Temporary;

/// What becomes of one file.
#[derive(Debug, Clone, Copy)]
pub struct Change<'c> {
    pub path: &'c Path,
    /// As it was read.
    pub before: &'c [u8],
    pub after: &'c [u8],
}

/// Why all files were left as they are, and which of them is the reason, by its position.
#[derive(Debug)]
pub enum Left {
    /// Somebody has changed it meanwhile.
    Changed(usize),
    Unwritten(usize, io::Error),
    /// It was changed and could not be changed back when another could not be written.
    Half(usize, io::Error),
}

/// Files that are written beside those that they replace.
#[derive(Debug)]
pub struct Staged<'c>(Vec<(Change<'c>, PathBuf, Temporary)>);

impl<'c> Staged<'c> {
    /// Writes all beside their targets, so that a full disk is known before the first one is replaced.
    pub fn new(changes: &[Change<'c>]) -> Result<Self, Left> {
        let mut staged = Vec::new();
        for (at, change) in changes.iter().enumerate() {
            let (target, temporary) = stage(change.path, change.after).map_err(|error| Left::Unwritten(at, error))?;
            staged.push((*change, target, temporary));
        }
        Ok(Self(staged))
    }

    /// Looks again at each file, and replaces them. What cannot be finished is taken back. [`sync`](super::sync) comes once all is done.
    pub fn write(self) -> Result<(), Left> {
        // An end in the middle would leave half of a change.
        let _whole = interrupt::hold();
        let is_as_read = |change: &Change<'_>, target: &Path| fs::read(target).is_ok_and(|there| there == change.before);
        if let Some(at) = self.0.iter().position(|(change, target, _)| !is_as_read(change, target)) {
            return Err(Left::Changed(at));
        }
        let mut written: Vec<(Change<'_>, PathBuf)> = Vec::new();
        for (at, (change, target, temporary)) in self.0.into_iter().enumerate() {
            let replaced = if is_as_read(&change, &target) {
                temporary.rename().map_err(|failed| Left::Unwritten(at, failed.error))
            } else {
                Err(Left::Changed(at))
            };
            if let Err(left) = replaced {
                take_back(&written)?;
                return Err(left);
            }
            written.push((change, target));
        }
        Ok(())
    }
}

fn stage(path: &Path, bytes: &[u8]) -> io::Result<(PathBuf, Temporary)> {
    let Target::File(target) = Target::of(path)? else { return Err(io::Error::other("it is no regular file")) };
    let mut temporary = Temporary::beside(&target)?;
    temporary.file().write_all(bytes)?;
    temporary.prepare()?;
    Ok((target, temporary))
}

/// Gives files their old content, unless somebody has changed them since.
fn take_back(written: &[(Change<'_>, PathBuf)]) -> Result<(), Left> {
    for (at, (change, target)) in written.iter().enumerate() {
        if fs::read(target).is_ok_and(|there| there == change.after) {
            let back = stage(target, change.before).and_then(|(_, temporary)| temporary.rename().map_err(|failed| failed.error));
            back.map_err(|error| Left::Half(at, error))?;
        }
    }
    Ok(())
}
