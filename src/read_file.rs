//! Files of settings, contracts and known findings from disk to text, for the whole program: a path comes in, the text of a regular
//! file of bounded size goes out, or why it is not read. A file that another one names, or that was only found, has to lie in the folder
//! or the repository of that one: what is checked out may come from anybody, and is not to lead to what is private on this machine.
//! Never waits for a pipe, and never opens what is no regular file.

use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::error::{Error, Unread};
use crate::printable::seen_from;

/// More is no file that somebody writes.
pub const MOST_BYTES: u64 = 16 << 20;

/// How a run comes to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The person has named it, and may name whatever file there is.
    Named,
    /// It stands where it is looked for.
    Found,
}

/// How far files may lead.
#[derive(Debug, Clone, Default)]
pub struct Bounds {
    /// What stands in for the repository of a file that is in none.
    workspace: Option<PathBuf>,
    /// Real paths of folders, from `--allow-outside`.
    allowed: Vec<PathBuf>,
    /// The working directory, as people see paths from there.
    seen_from: PathBuf,
}

/// Folders that files may lead into.
#[derive(Debug, Clone)]
pub struct Folders {
    folders: Vec<PathBuf>,
    seen_from: PathBuf,
}

/// A text, and where it truly stands.
#[derive(Debug)]
pub struct FileText {
    pub real: PathBuf,
    pub text: String,
}

impl Bounds {
    pub fn new(workspace: &Path, allowed: Vec<PathBuf>, working_directory: &Path) -> Self {
        Self { workspace: Some(workspace.to_owned()), allowed, seen_from: working_directory.to_owned() }
    }

    /// Real paths of the folders that are allowed besides.
    pub fn allowed(&self) -> &[PathBuf] {
        &self.allowed
    }

    /// How far a file in `folder` may lead.
    pub fn around(&self, folder: &Path) -> Folders {
        let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let root = repository(&folder).map(Path::to_owned).or_else(|| self.workspace.clone());
        let folders = root.into_iter().chain([folder]).chain(self.allowed.iter().cloned()).collect();
        Folders { folders, seen_from: self.seen_from.clone() }
    }

    /// What may be told of an error in the file `real`, to which `path` has led: whoever names a link need not know where it leads.
    pub fn told(&self, error: Error, path: &Path, real: &Path) -> Error {
        if self.around(path.parent().unwrap_or(path)).hold(real) {
            return error;
        }
        error.hidden(path, &seen_from(&self.seen_from, real))
    }
}

impl Folders {
    fn hold(&self, real: &Path) -> bool {
        self.folders.iter().any(|folder| real.starts_with(folder))
    }

    /// Where `path` truly leads, as far as that is there. Err where it leads out.
    pub fn resolve(&self, path: &Path) -> Result<PathBuf, Unread> {
        // A link that leads nowhere still leads somewhere.
        let real = resolve(path, MOST_LINKS);
        if self.hold(&real) {
            return Ok(resolve(path, 0));
        }
        Err(Unread::Outside(seen_from(&self.seen_from, &real)))
    }

    /// The same for a file that may still have to be written: if it is there, it can be read.
    pub fn resolve_file(&self, path: &Path) -> Result<PathBuf, Unread> {
        let real = self.resolve(path)?;
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            _ => hold(&fs::metadata(path).map_err(|error| not_there(path, error))?, MOST_BYTES)?,
        }
        Ok(real)
    }

    /// The text of a file in them.
    pub fn read(&self, path: &Path) -> Result<FileText, Unread> {
        // Of what lies outside not even whether it is there is told.
        self.resolve(path)?;
        let read = read(path)?;
        if self.hold(&read.real) { Ok(read) } else { self.resolve(&read.real).and(Ok(read)) }
    }
}

/// The nearest folder from `folder` upwards that holds a repository; that of a work tree or a submodule has a file there.
pub fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|above| above.join(".git").exists())
}

/// The text of the file `path`, wherever it stands.
pub fn read(path: &Path) -> Result<FileText, Unread> {
    hold(&fs::metadata(path).map_err(|error| not_there(path, error))?, MOST_BYTES)?;
    let real = fs::canonicalize(path)?;
    if is_of_the_system(&real) {
        return Err(Unread::OfTheSystem);
    }
    let text = String::from_utf8(regular(&real, MOST_BYTES)?).map_err(|error| {
        let before = error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
        Unread::NotText { line: before.split(|byte| *byte == b'\n').count() }
    })?;
    Ok(FileText { real, text })
}

/// The same, where there may be no such file. A link that leads nowhere is one.
pub fn read_if_there(path: &Path, within: Option<&Folders>) -> Result<Option<FileText>, Unread> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        _ => within.map_or_else(|| read(path), |folders| folders.read(path)).map(Some),
    }
}

/// The bytes of the regular file `path`, for whoever has found it in a walk and knows where it stands.
pub fn regular(path: &Path, most: u64) -> Result<Vec<u8>, Unread> {
    // Before it is opened: that would wait for whoever writes into a pipe, and wake devices.
    hold(&fs::metadata(path).map_err(|error| not_there(path, error))?, most)?;
    let file = File::open(path)?;
    let metadata = file.metadata()?;
    hold(&metadata, most)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default());
    file.take(most + 1).read_to_end(&mut bytes)?;
    let size = bytes.len() as u64;
    if size > most { Err(Unread::TooLarge { size, most }) } else { Ok(bytes) }
}

fn hold(metadata: &Metadata, most: u64) -> Result<(), Unread> {
    if !metadata.is_file() {
        return Err(Unread::NotRegular(kind(metadata)));
    }
    match metadata.len() {
        size if size > most => Err(Unread::TooLarge { size, most }),
        _ => Ok(()),
    }
}

fn not_there(path: &Path, error: io::Error) -> Unread {
    match fs::read_link(path) {
        Ok(target) if error.kind() == ErrorKind::NotFound => Unread::LeadsNowhere(target),
        _ => Unread::Io(error),
    }
}

fn kind(metadata: &Metadata) -> &'static str {
    if metadata.is_dir() {
        return "a directory";
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt;
        let kind = metadata.file_type();
        if kind.is_fifo() {
            return "a pipe (FIFO)";
        } else if kind.is_socket() {
            return "a socket";
        } else if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    "no regular file"
}

/// Files there call themselves regular and empty. Reading one may wait, or have effects.
fn is_of_the_system(real: &Path) -> bool {
    let places = ["/proc", "/sys"].map(Path::new);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        // The file system, by whatever name it is mounted; a folder that is none of its own is part of that of the root.
        let device = |path: &Path| fs::metadata(path).ok().map(|metadata| metadata.dev());
        let (own, root) = (device(real), device(Path::new("/")));
        if own != root && places.iter().any(|place| own.is_some() && device(place) == own) {
            return true;
        }
    }
    cfg!(unix) && places.iter().any(|place| real.starts_with(place))
}

/// `path` with its links followed, as far as it is there; what is not there is taken as it is written, but for so many `links` that
/// lead to it.
fn resolve(path: &Path, links: usize) -> PathBuf {
    if let Ok(real) = fs::canonicalize(path) {
        return real;
    }
    let parts = |path: &Path| path.components().rev().map(|part| part.as_os_str().to_owned()).collect::<Vec<_>>();
    let (mut real, mut waiting, mut links) = (PathBuf::new(), parts(path), links);
    while let Some(part) = waiting.pop() {
        if part == "." {
            continue;
        }
        if part == ".." {
            real.pop();
            continue;
        }
        real.push(part);
        if let Ok(found) = fs::canonicalize(&real) {
            real = found;
        } else if let (Ok(target), Some(left)) = (fs::read_link(&real), links.checked_sub(1)) {
            real.pop();
            waiting.extend(parts(&target));
            links = left;
        }
    }
    real
}

/// As many links are followed to what is not there as the system follows.
const MOST_LINKS: usize = 40;

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

    use super::*;

    #[test]
    fn files_lead_no_further_than_their_folder_and_repository() {
        let outside = tempfile::tempdir().expect("is made");
        let base = fs::canonicalize(outside.path()).expect("is there");
        let contracts = base.join("repository/contracts");
        fs::create_dir_all(&contracts).expect("is made");
        fs::create_dir(base.join("repository/.git")).expect("is made");
        fs::write(base.join("secret"), "x").expect("is written");
        let folders = Bounds::default().around(&contracts);
        for (path, is_inside) in [
            ("a.yaml", true),
            ("../a.yaml", true),
            ("missing/../a.yaml", true),
            ("../../secret", false),
            ("../../missing", false),
            ("missing/../../../secret", false),
            ("/etc/passwd", false),
        ] {
            assert_eq!(folders.resolve(&contracts.join(path)).is_ok(), is_inside, "{path}");
        }
        let allowed = Bounds { allowed: vec![base.clone()], ..Bounds::default() }.around(&contracts);
        assert!(allowed.read(&contracts.join("../../secret")).is_ok());
        let alone = base.join("alone");
        fs::create_dir(&alone).expect("is made");
        assert!(Bounds::default().around(&alone).resolve(&base.join("secret")).is_err());
        assert!(Bounds::new(&base, Vec::new(), &base).around(&alone).resolve(&base.join("secret")).is_ok());
    }

    #[test]
    fn size_and_encoding_are_told() {
        let folder = tempfile::tempdir().expect("is made");
        let file = folder.path().join("file");
        fs::write(&file, b"a\nb\xff").expect("is written");
        assert!(matches!(read(&file), Err(Unread::NotText { line: 2 })));
        assert!(matches!(regular(&file, 3), Err(Unread::TooLarge { size: 4, most: 3 })));
        assert!(matches!(regular(&file, 4), Ok(bytes) if bytes.len() == 4));
    }
}
