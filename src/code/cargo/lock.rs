//! `Cargo.lock`, formats 1 to 4: which version of which package uses which version of which other.
//! Source: <https://docs.rs/cargo/latest/src/cargo/core/resolver/encode.rs.html>.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::{text_of, texts_of};
use crate::fact::Version;

#[derive(Debug, Clone, Default)]
pub(super) struct Lock {
    pub(super) packages: Vec<Locked>,
    by_name: BTreeMap<String, Vec<usize>>,
}

#[derive(Debug, Clone)]
pub(super) struct Locked {
    /// With `_`.
    pub(super) name: String,
    /// As in the registry.
    pub(super) written: String,
    pub(super) version: Version,
    /// The version as written.
    pub(super) release: String,
    /// Has no source: a member of the workspace, or another package on this disk.
    is_local: bool,
    /// Indices into [`Lock::packages`].
    pub(super) dependencies: Vec<usize>,
}

/// What else is written of a package.
struct Written {
    source: String,
    dependencies: Vec<String>,
}

impl Lock {
    /// The error says what is wrong with the text.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let root = DeTable::parse(text).map_err(|error| error.message().to_owned())?;
        let root = root.get_ref();
        let mut lock = Self::default();
        let mut all = Vec::new();
        let listed = root.get("package").and_then(|list| list.get_ref().as_array());
        let listed = listed.into_iter().flat_map(|list| list.iter());
        // The first format had a table of its own for the package at the root.
        for package in root.get("root").into_iter().chain(listed) {
            let Some(package) = package.get_ref().as_table() else { continue };
            let (Some(name), Some(written)) = (text_of(package, "name"), text_of(package, "version")) else {
                return Err("a package without a name or version".to_owned());
            };
            let Some(version) = Version::parse(&written) else {
                return Err(format!("`{written}` is no version"));
            };
            let source = text_of(package, "source");
            let (shown, name) = (name.clone(), name.replace('-', "_"));
            lock.by_name.entry(name.clone()).or_default().push(lock.packages.len());
            lock.packages.push(Locked {
                name,
                written: shown,
                version,
                release: written,
                is_local: source.is_none(),
                dependencies: Vec::new(),
            });
            all.push(Written { source: source.unwrap_or_default(), dependencies: texts_of(package, "dependencies") });
        }
        for (at, written) in all.iter().enumerate() {
            let found = written.dependencies.iter().filter_map(|dependency| lock.find(&all, dependency));
            lock.packages[at].dependencies = found.collect();
        }
        Ok(lock)
    }

    /// `name`, `name version` or `name version (source)`: as much as tells it from others.
    fn find(&self, all: &[Written], dependency: &str) -> Option<usize> {
        let mut parts = dependency.splitn(3, ' ');
        let name = parts.next()?.replace('-', "_");
        let (version, source) = (parts.next(), parts.next());
        let fits = |at: &&usize| {
            version.is_none_or(|version| self.packages[**at].release == version)
                && source.is_none_or(|source| source.trim_matches(['(', ')']) == all[**at].source)
        };
        self.named(&name).iter().find(fits).copied()
    }

    /// All packages of that name, with `_`.
    pub(super) fn named(&self, name: &str) -> &[usize] {
        self.by_name.get(name).map_or(&[], Vec::as_slice)
    }

    /// The package of that name on this disk.
    pub(super) fn local(&self, name: &str) -> Option<usize> {
        self.named(name).iter().copied().find(|&at| self.packages[at].is_local)
    }

    /// The versions of every package.
    pub(super) fn versions(&self) -> impl Iterator<Item = (&str, Version)> {
        self.packages.iter().map(|package| (package.name.as_str(), package.version))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

    use super::*;

    const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

    fn package(name: &str, version: &str, source: &str, dependencies: &str) -> String {
        let source = if source.is_empty() { String::new() } else { format!("source = \"{source}\"\n") };
        format!("[[package]]\nname = \"{name}\"\nversion = \"{version}\"\n{source}dependencies = [{dependencies}]\n")
    }

    #[test]
    fn every_format_tells_its_edges() {
        let old = format!("\"wire 0.3.1 ({REGISTRY})\"");
        for (format, edge) in [("1", old.as_str()), ("3", "\"wire 0.3.1\""), ("4", "\"wire 0.3.1\"")] {
            let packages = [
                package("shop-web", "1.0.0", "", edge),
                package("wire", "0.2.0", REGISTRY, ""),
                package("wire", "0.3.1", REGISTRY, ""),
            ];
            let lock = Lock::parse(&format!("version = {format}\n{}", packages.concat())).unwrap();
            let shop = lock.local("shop_web").unwrap();
            assert_eq!(lock.packages[shop].dependencies, [2], "{format}");
            assert_eq!(lock.packages[2].version, Version(0, 3, 1));
        }
    }

    #[test]
    fn the_first_format_has_a_root() {
        let text = format!("[root]\nname = \"shop\"\nversion = \"0.1.0\"\ndependencies = [\"wire 0.2.0 ({REGISTRY})\"]\n\n");
        let lock = Lock::parse(&(text + &package("wire", "0.2.0", REGISTRY, ""))).unwrap();
        assert_eq!(lock.packages[lock.local("shop").unwrap()].dependencies, [1]);
    }

    #[test]
    fn two_sources_of_one_version_are_told_apart() {
        let git = "git+https://example.org/wire#abc";
        let packages = [
            package("shop", "1.0.0", "", &format!("\"wire 0.2.0 ({git})\"")),
            package("wire", "0.2.0", REGISTRY, ""),
            package("wire", "0.2.0", git, ""),
        ];
        let lock = Lock::parse(&packages.concat()).unwrap();
        assert_eq!(lock.packages[0].dependencies, [2]);
    }

    #[test]
    fn a_broken_lock_says_why() {
        for broken in ["<<<<<<< HEAD\n", "[[package]]\nname = \"a\"\n", "[[package]]\nname = \"a\"\nversion = \"new\"\n"] {
            assert!(Lock::parse(broken).is_err(), "{broken}");
        }
        assert!(Lock::parse("").unwrap().packages.is_empty());
    }
}
