//! What cargo's files say: the packages of a tree, which versions each uses, and dependencies that bring a second version of a crate
//! of which a program must have one. Texts of `Cargo.toml` and `Cargo.lock` come in; cargo is not asked.

mod comments;
mod lock;
mod manifest;
mod reach;
mod twins;
mod versions;

pub(super) use comments::comments;
pub(super) use manifest::Package;
pub(super) use twins::Twin;

use lock::Lock;
use toml::de::DeTable;

use crate::knowledge::Knowledge;

/// A folder, relative to the root, and the text of a file in it.
pub(super) type Text = (String, String);

/// All packages of a tree and the locks that hold for them.
#[derive(Debug, Default)]
pub(super) struct Cargo {
    pub(super) packages: Vec<Package>,
    locks: Vec<Lock>,
    /// The lock of every package, and its own entry there.
    locked: Vec<Option<Entry>>,
    /// Manifests with a comment for this tool, relative to the root.
    pub(super) commented: Vec<String>,
}

/// A package's entry in a lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    lock: usize,
    at: usize,
}

impl Cargo {
    /// Also the paths of files that cannot be read, with the reason.
    pub(super) fn read(manifests: &[Text], locks: &[Text], knowledge: &Knowledge) -> (Self, Vec<(String, String)>) {
        let (packages, mut problems) = manifest::packages(manifests);
        let mut read: Vec<(&str, Lock)> = Vec::new();
        for (folder, text) in locks {
            match Lock::parse(text) {
                Ok(lock) => read.push((folder, lock)),
                Err(reason) => problems.push((beside(folder, "Cargo.lock"), reason)),
            }
        }
        let locked: Vec<Option<Entry>> = packages.iter().map(|package| entry(package, &read)).collect();
        let mut packages = packages;
        reach::exporting(&mut packages, &locked, &read, knowledge);
        reach::together(&mut packages, &knowledge.catalog);
        let commented = manifests.iter().filter(|(_, text)| !comments(text).is_empty());
        let commented = commented.map(|(folder, _)| beside(folder, "Cargo.toml")).collect();
        (Self { packages, locks: read.into_iter().map(|(_, lock)| lock).collect(), locked, commented }, problems)
    }

    /// The package's entry and its lock.
    fn locked(&self, package: usize) -> Option<(&Lock, &lock::Locked)> {
        let entry = self.locked.get(package).copied().flatten()?;
        let lock = self.locks.get(entry.lock)?;
        Some((lock, lock.packages.get(entry.at)?))
    }
}

/// The lock of the workspace around a package, if that names it; else its own. A lock that a member brought along from elsewhere does
/// not count: cargo does not read it.
fn entry(package: &Package, locks: &[(&str, Lock)]) -> Option<Entry> {
    let folders = package.workspace.iter().map(String::as_str).chain(std::iter::once(package.folder.as_str()));
    folders.into_iter().find_map(|folder| {
        let lock = locks.iter().position(|(beside, _)| *beside == folder)?;
        Some(Entry { lock, at: locks[lock].1.local(&package.name)? })
    })
}

/// The folder of a file.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The path of a file in a folder.
pub(super) fn beside(folder: &str, file: &str) -> String {
    if folder.is_empty() { file.to_owned() } else { format!("{folder}/{file}") }
}

/// Whether a folder is another or lies in it.
pub(in crate::code) fn is_below(path: &str, folder: &str) -> bool {
    folder.is_empty() || path == folder || path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

fn text_of(table: &DeTable<'_>, name: &str) -> Option<String> {
    table.get(name)?.get_ref().as_str().map(str::to_owned)
}

/// The texts in a list.
fn texts_of(table: &DeTable<'_>, name: &str) -> Vec<String> {
    let list = table.get(name).and_then(|list| list.get_ref().as_array());
    let texts = list.into_iter().flat_map(|list| list.iter()).filter_map(|item| item.get_ref().as_str());
    texts.map(str::to_owned).collect()
}
