//! Which versions of crates each package uses: by its own edge in the lock, else by its own requirement, else by what its workspace
//! uses. Where versions differ, the interval around them tells no more than is certain.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::manifest::{Dependency, Package};
use super::{Cargo, lock};
use crate::fact::{Interval, Versions};

impl Cargo {
    /// For every package, and last for files of none.
    pub(in crate::code) fn versions(&self) -> Vec<Arc<Versions>> {
        let own: Vec<BTreeMap<String, Interval>> = (0..self.packages.len()).map(|package| self.own(package)).collect();
        let around = Arc::new(self.around(&own));
        let own = own.into_iter().chain(std::iter::once(BTreeMap::new()));
        own.map(|own| Arc::new(Versions { own, around: Arc::clone(&around) })).collect()
    }

    /// What the package needs itself.
    fn own(&self, package: usize) -> BTreeMap<String, Interval> {
        let mut own = BTreeMap::new();
        let Some(needs) = self.packages.get(package).map(|package: &Package| &package.needs) else { return own };
        for dependency in needs {
            admit(&mut own, &dependency.package, self.used(package, dependency));
        }
        own
    }

    /// What a line of a manifest stands for: a locked version, else all that it admits.
    fn used(&self, package: usize, dependency: &Dependency) -> Interval {
        let Some((lock, locked)) = self.locked(package) else { return dependency.admits };
        let versions = edges(lock, locked, dependency).into_iter().map(|at| Interval::exactly(lock.packages[at].version));
        versions.reduce(Interval::around).unwrap_or(dependency.admits)
    }

    /// What all packages use. A crate that none of them needs itself is as the locks have it.
    fn around(&self, own: &[BTreeMap<String, Interval>]) -> BTreeMap<String, Interval> {
        let mut around = BTreeMap::new();
        for (name, used) in own.iter().flatten() {
            admit(&mut around, name, *used);
        }
        let mut locked = BTreeMap::new();
        for (name, version) in self.locks.iter().flat_map(lock::Lock::versions).filter(|(name, _)| !around.contains_key(*name)) {
            admit(&mut locked, name, Interval::exactly(version));
        }
        around.extend(locked);
        around
    }
}

/// The packages that a line of a manifest may stand for in the lock: one, unless the same package is needed twice and both fit.
pub(super) fn edges(lock: &lock::Lock, locked: &lock::Locked, dependency: &Dependency) -> Vec<usize> {
    let named = locked.dependencies.iter().copied().filter(|&at| lock.packages[at].name == dependency.package);
    let named: Vec<usize> = named.collect();
    let admitted = named.iter().copied().filter(|&at| dependency.admits.holds(Interval::exactly(lock.packages[at].version)));
    let admitted: Vec<usize> = admitted.collect();
    if admitted.is_empty() { named } else { admitted }
}

fn admit(versions: &mut BTreeMap<String, Interval>, name: &str, used: Interval) {
    let known = versions.entry(name.to_owned()).or_insert(used);
    *known = known.around(used);
}

#[cfg(test)]
mod tests {
    use super::super::Text;
    use super::*;
    use crate::knowledge::Knowledge;

    const ROOT: &str = r#"
[workspace]
members = ["*"]
[workspace.dependencies]
wire-format = { version = "0.3", features = ["std"] }
"#;

    const LOCK: &str = r#"
version = 4
[[package]]
name = "shop"
version = "0.1.0"
dependencies = ["wire-format 0.3.7", "wire-format 0.2.1"]
[[package]]
name = "wire-format"
version = "0.3.7"
source = "registry+x"
dependencies = ["deep"]
[[package]]
name = "wire-format"
version = "0.2.1"
source = "registry+x"
[[package]]
name = "deep"
version = "1.2.3"
source = "registry+x"
"#;

    fn package(name: &str, dependencies: &str) -> Text {
        (name.to_owned(), format!("[package]\nname = \"{name}\"\n[dependencies]\n{dependencies}\n"))
    }

    /// What the first package uses of a crate, as `least..below`.
    fn used(packages: &[Text], lock: Option<&str>, name: &str) -> Option<String> {
        let manifests: Vec<Text> = std::iter::once((String::new(), ROOT.to_owned())).chain(packages.iter().cloned()).collect();
        let locks: Vec<Text> = lock.map(|lock| (String::new(), lock.to_owned())).into_iter().collect();
        let (cargo, problems) = Cargo::read(&manifests, &locks, &Knowledge::default());
        assert!(problems.is_empty(), "{problems:?}");
        let interval = cargo.versions().first().and_then(|versions| versions.of(name))?;
        let below = interval.below.map(|below| below.to_string()).unwrap_or_default();
        Some(format!("{}..{below}", interval.least))
    }

    #[test]
    fn a_package_uses_what_its_own_edge_says() {
        let other = package("other", r#"wire-format = "0.9""#);
        for (dependencies, lock, wanted) in [
            (r#"wire-format = "0.3""#, Some(LOCK), "0.3.7..0.3.8"),
            (r#"wire-format = "0.2""#, Some(LOCK), "0.2.1..0.2.2"),
            (r#"old = { package = "wire-format", version = "0.2" }"#, Some(LOCK), "0.2.1..0.2.2"),
            ("wire-format = \"0.3\"\nold = { package = \"wire-format\", version = \"0.2\" }", Some(LOCK), "0.2.1..0.3.8"),
            (r#"wire-format = { git = "x" }"#, Some(LOCK), "0.2.1..0.3.8"),
            (r#"wire-format = "0.3""#, None, "0.3.0..0.4.0"),
            ("wire-format.workspace = true", None, "0.3.0..0.4.0"),
            (r#"wire-format = { workspace = true, features = ["io"] }"#, Some(LOCK), "0.3.7..0.3.8"),
            (r#"wire-format = { git = "x" }"#, None, "0.0.0.."),
            ("", None, "0.9.0..0.10.0"),
        ] {
            let found = used(&[package("shop", dependencies), other.clone()], lock, "wire-format");
            assert_eq!(found.as_deref(), Some(wanted), "{dependencies} {lock:?}");
        }
    }

    #[test]
    fn a_crate_that_nobody_needs_is_as_the_lock_has_it() {
        let shop = [package("shop", r#"wire-format = "0.3""#)];
        assert_eq!(used(&shop, Some(LOCK), "deep").as_deref(), Some("1.2.3..1.2.4"));
        assert_eq!(used(&shop, None, "deep"), None);
        assert_eq!(used(&[package("stranger", "")], Some(LOCK), "wire-format").as_deref(), Some("0.2.1..0.3.8"));
    }

    #[test]
    fn features_come_from_both_ends() {
        let shop = package("shop", r#"wire-format = { workspace = true, features = ["io"] }"#);
        let (cargo, _) = Cargo::read(&[(String::new(), ROOT.to_owned()), shop], &[], &Knowledge::default());
        let features: Vec<&str> = cargo.packages[0].needs[0].features.iter().map(String::as_str).collect();
        assert_eq!(features, ["io", "std"]);
    }

    #[test]
    fn a_broken_lock_is_a_problem_and_no_more() {
        let shop = package("shop", r#"wire-format = "0.3""#);
        let (cargo, problems) = Cargo::read(&[shop], &[(String::new(), "<<<<<<< HEAD".to_owned())], &Knowledge::default());
        assert_eq!(problems.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["Cargo.lock"]);
        assert_eq!(cargo.versions().len(), 2);
    }
}
