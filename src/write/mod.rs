//! Everything that the program writes to disk. Bytes come in; a file is then written whole or stays as it was, whatever ends the run.
//!
//! A new file is made beside the target, under a name that nobody guesses, filled, and renamed over it. Only regular files are
//! renamed over: pipes and devices are opened and written to. Which files may be replaced is not decided here.

pub mod interrupt;
mod leftovers;
mod stdout;
mod target;
mod temporary;
mod together;

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Seek, Write};
use std::path::Path;

pub use stdout::Stdout;
pub use target::Target;
pub use together::{Change, Left, Staged};

use crate::error::Error;
use temporary::{NotRenamed, Temporary};

/// Gives the file `path` the content `bytes`. A link keeps pointing to its file.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let replaced = || match Target::of(path)? {
        Target::File(file) => {
            let mut temporary = Temporary::beside(&file)?;
            temporary.file().write_all(bytes)?;
            temporary.replace().map_err(|failed| failed.error)
        }
        Target::Stdout | Target::Stderr | Target::Stream(_) => Err(io::Error::other("it is no regular file")),
    };
    replaced().map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// Makes the file `path`, and says whether it did: what is there stays, be it a link that leads nowhere.
pub fn create(path: &Path, bytes: &[u8]) -> Result<bool, Error> {
    let created = || {
        if path.symlink_metadata().is_ok() {
            return Ok(false);
        }
        let mut temporary = Temporary::beside(path)?;
        temporary.file().write_all(bytes)?;
        temporary.create()
    };
    created().map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// Lets `content` write what goes to `path`: a file, whose content is replaced as a whole, or a stream.
pub fn write(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Error> {
    let written = || match Target::of(path)? {
        Target::File(file) => write_file(&file, content),
        stream => write_stream(&stream.open()?, content),
    };
    written().map_err(|source| Error::Write { path: path.to_owned(), source })
}

/// Has the folders of these files on the disk: that files were replaced there outlives a loss of power.
pub fn sync<'p>(paths: impl IntoIterator<Item = &'p Path>) {
    let folders: BTreeSet<&Path> = paths.into_iter().map(target::folder).collect();
    folders.into_iter().for_each(temporary::sync);
}

/// A file without a name, for what does not fit into memory. It is gone when the run is, however that ends.
pub fn scratch() -> io::Result<File> {
    tempfile::tempfile()
}

fn write_file(path: &Path, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut temporary = match Temporary::beside(path) {
        Ok(temporary) => temporary,
        Err(error) => {
            let Some(mut there) = writable(path, &error) else { return Err(error) };
            let mut file = scratch()?;
            fill(&mut file, content)?;
            return copy(&mut file, &mut there);
        }
    };
    fill(temporary.file(), content)?;
    temporary.replace().or_else(|NotRenamed { error, mut temporary }| match writable(path, &error) {
        Some(mut there) => copy(temporary.file(), &mut there),
        None => Err(error),
    })
}

fn fill(file: &mut File, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = BufWriter::new(file);
    content(&mut out).and_then(|()| out.flush())
}

/// A file that cannot be renamed over, since it is mounted by itself or its folder takes no new file, but can be written to.
fn writable(path: &Path, error: &io::Error) -> Option<File> {
    let kinds = [ErrorKind::PermissionDenied, ErrorKind::ReadOnlyFilesystem, ErrorKind::ResourceBusy, ErrorKind::CrossesDevices];
    if !kinds.contains(&error.kind()) {
        return None;
    }
    OpenOptions::new().write(true).open(path).ok()
}

fn copy(from: &mut File, to: &mut File) -> io::Result<()> {
    // Once it is begun, half of it is worse than all.
    let _whole = interrupt::hold();
    from.rewind()?;
    to.set_len(0)?;
    io::copy(from, to)?;
    to.sync_all()
}

/// A reader that has seen enough, such as `head`, is no error.
fn write_stream(file: &File, content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // What waits for no reader is not ended in the middle.
    let _whole = file.metadata()?.is_file().then(interrupt::hold);
    let mut out = BufWriter::new(file);
    match content(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}

#[cfg(test)]
mod tests;
