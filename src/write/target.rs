//! Where a path leads: to a file, which is there or not, or to a stream.

use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

/// Links that lead to further links, as systems have it.
const MOST_LINKS: usize = 40;

/// What is written to. Links are followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A regular file, or one that is not there yet.
    File(PathBuf),
    /// What this run's own stdout is, with its place in a file that others write to as well.
    Stdout,
    Stderr,
    /// A pipe, a device, or what somebody has opened.
    Stream(PathBuf),
}

impl Target {
    /// Err where nothing can be written.
    pub fn of(path: &Path) -> io::Result<Self> {
        let mut at = path.to_owned();
        for _ in 0..MOST_LINKS {
            if let Some(stream) = opened(&at) {
                return Ok(stream);
            }
            match fs::read_link(&at) {
                Ok(to) => at = folder(&at).join(to),
                Err(_) => return kind(at),
            }
        }
        Err(io::Error::other("links lead in a circle"))
    }

    /// Opens a stream. This waits for a reader of a named pipe.
    pub(super) fn open(&self) -> io::Result<File> {
        match self {
            Self::Stdout => own(&io::stdout()),
            Self::Stderr => own(&io::stderr()),
            // Behind what others have written to the same file.
            Self::File(path) | Self::Stream(path) => OpenOptions::new().append(true).open(path),
        }
    }
}

/// The folder of a path.
pub(super) fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn kind(path: PathBuf) -> io::Result<Target> {
    match fs::metadata(&path) {
        Ok(there) if there.is_file() => Ok(Target::File(path)),
        Ok(there) if there.is_dir() => {
            Err(io::Error::new(ErrorKind::IsADirectory, "this is a folder: give the name of a file in it"))
        }
        Ok(there) if is_disk(&there) => Err(io::Error::other("this is a disk, and writing to it would destroy what is on it")),
        Ok(_) => Ok(Target::Stream(path)),
        Err(error) if [ErrorKind::NotFound, ErrorKind::NotADirectory].contains(&error.kind()) => {
            match fs::metadata(folder(&path)) {
                Ok(folder) if folder.is_dir() => Ok(Target::File(path)),
                Ok(_) => Err(io::Error::new(ErrorKind::NotADirectory, "what should be its folder is a file")),
                Err(_) => Err(io::Error::new(ErrorKind::NotFound, "its folder is not there: make it, or name another")),
            }
        }
        Err(error) => Err(error),
    }
}

/// What a process has opened, by its number: `/dev/fd/3`, `/proc/self/fd/3`, and what leads there, such as `/dev/stdout`.
fn opened(path: &Path) -> Option<Target> {
    let number: u32 = path.file_name()?.to_str()?.parse().ok()?;
    let folder = fs::canonicalize(folder(path)).ok()?;
    let is_own = folder == Path::new("/dev/fd") || fs::canonicalize("/proc/self/fd").is_ok_and(|own| own == folder);
    let is_any = folder.starts_with("/proc") && folder.file_name().is_some_and(|name| name == "fd");
    match number {
        1 if is_own => Some(Target::Stdout),
        2 if is_own => Some(Target::Stderr),
        _ if is_own || is_any => Some(Target::Stream(path.to_owned())),
        _ => None,
    }
}

#[cfg(unix)]
fn is_disk(there: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_block_device(&there.file_type())
}

#[cfg(not(unix))]
fn is_disk(_there: &fs::Metadata) -> bool {
    false
}

#[cfg(unix)]
fn own(stream: &impl std::os::fd::AsFd) -> io::Result<File> {
    stream.as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn own(stream: &impl std::os::windows::io::AsHandle) -> io::Result<File> {
    stream.as_handle().try_clone_to_owned().map(File::from)
}
