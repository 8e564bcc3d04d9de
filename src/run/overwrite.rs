//! Which files a report, a partial result or a baseline may take the place of. Asked before anything is read at length: what this run
//! reads stays, and so does what is a source of somebody's, whatever leads to it. What this program wrote before is replaced.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::Environment;
use super::settings::Settings;
use crate::capture::is_telemetry;
use crate::cli::Scope;
use crate::code;
use crate::contract::is_contract;
use crate::error::Error;
use crate::read_file::MOST_BYTES;
use crate::write::Target;

/// How much of a file has to be seen to know whether this program wrote it.
const HEAD: u64 = 4 << 10;

/// The settings, contracts and clients that were read for a run.
pub(super) fn reads(settings: &Settings, scope: &Scope, environment: &Environment) -> Vec<PathBuf> {
    let here = &environment.working_directory;
    let mut files: Vec<PathBuf> =
        [&scope.config, &scope.manifest_path].into_iter().flatten().map(|path| here.join(path)).collect();
    let folder = scope.config.as_ref().map(|path| here.join(path));
    let folder = folder.as_deref().and_then(Path::parent).unwrap_or(&settings.workspace.root);
    files.extend(settings.config.clients.iter().map(|client| folder.join(&client.path)));
    let contracts = settings.contracts.list();
    files.extend(contracts.iter().flat_map(|index| &index.contract.files).map(|file| here.join(&file.path)));
    files
}

/// Refuses to write to `path` where something would be lost. `reads` are files that the run was told to read, `found` those that it
/// comes upon by itself: of these, what this program wrote is no loss.
pub(super) fn refuse(flag: &'static str, path: &Path, reads: &[PathBuf], found: &dyn Fn() -> Vec<PathBuf>) -> Result<(), Error> {
    let target = Target::of(path).map_err(|source| Error::Write { path: path.to_owned(), source })?;
    let Target::File(file) = target else { return Ok(()) };
    if !file.exists() {
        return Ok(());
    }
    let refuse = |is| Err(Error::Overwrite { path: path.to_owned(), is, flag });
    if let Some(is) = kind_by_name(path).or_else(|| kind_by_name(&file)) {
        return refuse(is);
    }
    if reads.iter().any(|read| is_same(read, &file)) || is_stdin(&file) {
        return refuse("is read by this run");
    }
    match kind(&file) {
        Kind::Empty | Kind::Ours => return Ok(()),
        Kind::Baseline if flag.contains("baseline") => return Ok(()),
        Kind::Baseline => return refuse("is a baseline"),
        Kind::Contract => return refuse("is a contract"),
        Kind::Telemetry => return refuse("is recorded telemetry"),
        Kind::Yaml => return refuse("is YAML, as contracts are"),
        Kind::Other => {}
    }
    if found().iter().any(|found| is_same(found, &file)) {
        return refuse("is read by this run");
    }
    Ok(())
}

/// The sources of a workspace that `path` may lead to although it is not called as they are.
pub(super) fn sources(path: &Path, root: &Path) -> Vec<PathBuf> {
    if has_one_name(path) { Vec::new() } else { code::files(root) }
}

#[cfg(unix)]
fn has_one_name(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|there| std::os::unix::fs::MetadataExt::nlink(&there) == 1)
}

/// Nothing tells.
#[cfg(not(unix))]
fn has_one_name(_path: &Path) -> bool {
    false
}

/// Whether a file is there and holds nothing.
pub(super) fn is_empty(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|there| there.is_file() && there.len() == 0)
}

/// What a file is that holds something of somebody's, where its name says so.
fn kind_by_name(path: &Path) -> Option<&'static str> {
    let name = path.file_name()?.to_string_lossy().to_ascii_lowercase();
    let extension = Path::new(&name).extension().map(|extension| extension.to_string_lossy().into_owned());
    match (name.as_str(), extension.as_deref()) {
        (_, Some("rs")) => Some("is Rust source"),
        ("cargo.toml", _) => Some("is a manifest"),
        ("cargo.lock", _) => Some("is a lock file"),
        (_, Some("toml")) => Some("is a file of settings"),
        (".gitignore" | ".ignore", _) => Some("says which files are left out"),
        _ => None,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Empty,
    /// A report or a partial result that programs read.
    Ours,
    Baseline,
    Contract,
    Telemetry,
    Yaml,
    /// A report for people, or whatever has no name here.
    Other,
}

/// What a file is, by its content.
fn kind(file: &Path) -> Kind {
    let head = read(file, HEAD);
    if head.trim_ascii().is_empty() && fs::metadata(file).is_ok_and(|there| there.len() <= HEAD) {
        return Kind::Empty;
    }
    // As it is written, but for what stands between.
    let dense: Vec<u8> = head.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
    let report = concat!(r#"{"version":1,"tool":{"name":""#, env!("CARGO_PKG_NAME"), r#"""#);
    if dense.starts_with(report.as_bytes()) || dense.starts_with(br#"{"otel_lint_partial":"#) {
        return Kind::Ours;
    }
    if dense.starts_with(br#"{"version":1,"findings":["#) {
        return Kind::Baseline;
    }
    if is_telemetry(file) {
        return Kind::Telemetry;
    }
    let is_small = fs::metadata(file).is_ok_and(|there| there.len() <= MOST_BYTES);
    if is_small && String::from_utf8(read(file, MOST_BYTES)).is_ok_and(|text| is_contract(&text)) {
        return Kind::Contract;
    }
    let extension = file.extension().unwrap_or_default();
    if extension.eq_ignore_ascii_case("yaml") || extension.eq_ignore_ascii_case("yml") {
        return Kind::Yaml;
    }
    Kind::Other
}

/// The first bytes of a file; none where it cannot be read.
fn read(file: &Path, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes));
    if read.is_ok() { bytes } else { Vec::new() }
}

/// Whether two paths lead to one regular file, by whatever names, links and spelling. Nothing else is opened: a pipe would wait.
fn is_same(one: &Path, other: &Path) -> bool {
    let are_files = [one, other].iter().all(|path| path.is_file());
    let by_name = || matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other);
    are_files && same_file::is_same_file(one, other).unwrap_or_else(|_| by_name())
}

fn is_stdin(file: &Path) -> bool {
    matches!((Handle::stdin(), Handle::from_path(file)), (Ok(stdin), Ok(file)) if stdin == file)
}
