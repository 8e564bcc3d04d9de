//! A new file that is to take the place of another. It is gone when it does not.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use fs4::FileExt;
use tempfile::{Builder, NamedTempFile, PersistError};

use super::leftovers::{PREFIX, RANDOM, SUFFIX};
use super::target::folder;
use super::{interrupt, leftovers};

/// Another run can take a new file for one that was left over only until it is locked.
const TRIES: usize = 8;

#[derive(Debug)]
pub(super) struct Temporary {
    file: NamedTempFile,
    target: PathBuf,
    /// Last, so that the file is gone before it is forgotten.
    known: interrupt::Known,
}

/// The target stays as it was.
#[derive(Debug)]
pub(super) struct NotRenamed {
    pub(super) error: io::Error,
    pub(super) temporary: Temporary,
}

impl Temporary {
    /// Makes one in the folder of `target`, where other runs are told that it is in use.
    pub(super) fn beside(target: &Path) -> io::Result<Self> {
        let folder = folder(target);
        let is_new = !target.exists();
        for _ in 0..TRIES {
            let (file, known) = interrupt::known(|| make(folder, is_new)).map_err(without_name)?;
            let is_kept = match FileExt::try_lock(file.as_file()) {
                Ok(()) => file.path().exists(),
                Err(fs4::TryLockError::WouldBlock) => false,
                // Where nothing can be locked, nothing is taken for left over.
                Err(fs4::TryLockError::Error(_)) => true,
            };
            if is_kept {
                leftovers::remove(folder, file.as_file());
                return Ok(Self { file, target: target.to_owned(), known });
            }
        }
        Err(io::Error::other("another process removes every new file in this folder"))
    }

    pub(super) fn file(&mut self) -> &mut File {
        self.file.as_file_mut()
    }

    /// Makes all ready for [`Self::rename`]: what is written is on the disk, and owner and permissions are those of the target.
    pub(super) fn prepare(&self) -> io::Result<()> {
        take_over(self.file.as_file(), &self.target)?;
        self.file.as_file().sync_all()
    }

    /// Puts it in the place of the target. That this has happened is on the disk once the folder is synced.
    pub(super) fn rename(self) -> Result<PathBuf, NotRenamed> {
        let Self { file, target, known } = self;
        match file.persist(&target) {
            Ok(_) => {
                drop(known);
                Ok(target)
            }
            Err(PersistError { error, file }) => Err(NotRenamed { error, temporary: Self { file, target, known } }),
        }
    }

    /// The two together.
    pub(super) fn replace(self) -> Result<(), NotRenamed> {
        match self.prepare() {
            Ok(()) => self.rename().map(|target| sync(folder(&target))),
            Err(error) => Err(NotRenamed { error, temporary: self }),
        }
    }

    /// Gives it the name of the target, and says whether that was free.
    pub(super) fn create(self) -> io::Result<bool> {
        self.file.as_file().sync_all()?;
        match self.file.persist_noclobber(&self.target) {
            Ok(_) => {
                sync(folder(&self.target));
                Ok(true)
            }
            Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(failed) => Err(failed.error),
        }
    }
}

fn make(folder: &Path, is_new: bool) -> io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX).rand_bytes(RANDOM);
    #[cfg(unix)]
    if is_new {
        // As for every new file, less what the user's mask takes away. Else nobody reads it before it has its permissions.
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    #[cfg(not(unix))]
    let _ = is_new;
    builder.tempfile_in(folder)
}

/// An error without the name of the temporary file, which says nothing to anybody and is never the same twice.
fn without_name(error: io::Error) -> io::Error {
    let cause = error.get_ref().and_then(|inner| inner.source()).and_then(|cause| cause.downcast_ref::<io::Error>());
    cause.and_then(io::Error::raw_os_error).map_or(error, io::Error::from_raw_os_error)
}

/// Whom a file belongs to, and who may do what with it, stays as it was, as far as this user may say.
fn take_over(file: &File, target: &Path) -> io::Result<()> {
    let Ok(there) = fs::metadata(target) else { return Ok(()) };
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, fchown};
        let own = file.metadata()?;
        if (own.uid(), own.gid()) != (there.uid(), there.gid()) && fchown(file, Some(there.uid()), Some(there.gid())).is_err() {
            // Those who are not root may still keep the group.
            let _ = fchown(file, None, Some(there.gid()));
        }
    }
    file.set_permissions(there.permissions())
}

/// A name is on the disk when its folder is. Where folders cannot be opened, the system sees to it.
pub(super) fn sync(folder: &Path) {
    if cfg!(unix) {
        let _ = File::open(folder).and_then(|folder| folder.sync_all());
    }
}
