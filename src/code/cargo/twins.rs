//! Dependencies that bring a second, incompatible version of a crate of which a program must have one: it keeps state for the whole
//! process, and two versions of it do not see each other. Follows only what is needed to run the members of a workspace.

use std::collections::{BTreeSet, VecDeque};

use super::super::tree::Range;
use super::lock::Lock;
use super::manifest::Dependency;
use super::versions::edges;
use super::{Cargo, beside};
use crate::fact::Version;
use crate::knowledge::Catalog;

/// One of them, at its line in a member's manifest.
#[derive(Debug)]
pub(in crate::code) struct Twin {
    /// The manifest, relative to the root.
    pub(in crate::code) manifest: String,
    pub(in crate::code) range: Range,
    /// As the manifest names it.
    pub(in crate::code) dependency: String,
    /// The crate that comes twice.
    pub(in crate::code) single: String,
    pub(in crate::code) brings: Version,
    pub(in crate::code) brings_by: String,
    pub(in crate::code) uses: Version,
    pub(in crate::code) uses_by: String,
}

/// Packages from the first to one that is the crate in question.
type Way = Vec<usize>;

/// How a member uses the crate itself, and the lines that bring only something else.
#[derive(Default)]
struct Lines<'c> {
    home: Way,
    odd: Vec<(&'c Dependency, Way)>,
}

impl Cargo {
    /// In order of packages and lines; what several members inherit is told once.
    pub(in crate::code) fn twins(&self, catalog: &Catalog) -> Vec<Twin> {
        let mut twins = Vec::new();
        for (at, lock) in self.locks.iter().enumerate() {
            for single in catalog.singles() {
                let versions: Vec<Version> = lock.named(single).iter().map(|&entry| lock.packages[entry].version).collect();
                if versions.iter().any(|one| versions.iter().any(|other| !one.is_compatible(*other))) {
                    twins.extend(Graph::new(self, (at, lock), single, catalog).twins());
                }
            }
        }
        twins
    }
}

/// What a workspace runs, seen for one crate.
struct Graph<'c> {
    cargo: &'c Cargo,
    lock: &'c Lock,
    single: &'c str,
    catalog: &'c Catalog,
    /// Of each entry of the lock.
    dependencies: Vec<Vec<usize>>,
    members: Vec<Member<'c>>,
}

/// A package of this workspace.
struct Member<'c> {
    package: usize,
    at: usize,
    /// What is needed to run it, and the entries that each line stands for.
    lines: Vec<(&'c Dependency, Vec<usize>)>,
}

impl<'c> Graph<'c> {
    fn new(cargo: &'c Cargo, (number, lock): (usize, &'c Lock), single: &'c str, catalog: &'c Catalog) -> Self {
        let mut dependencies: Vec<Vec<usize>> = lock.packages.iter().map(|package| package.dependencies.clone()).collect();
        let mut members = Vec::new();
        for (package, manifest) in cargo.packages.iter().enumerate() {
            let Some(entry) = cargo.locked[package].filter(|entry| entry.lock == number) else { continue };
            let needs = manifest.needs.iter().filter(|dependency| dependency.at_run_time);
            let lines: Vec<_> = needs.map(|line| (line, edges(lock, &lock.packages[entry.at], line))).collect();
            // The lock lists what a member needs for its tests as well.
            dependencies[entry.at] = lines.iter().flat_map(|(_, targets)| targets).copied().collect();
            members.push(Member { package, at: entry.at, lines });
        }
        Self { cargo, lock, single, catalog, dependencies, members }
    }

    fn twins(&self) -> Vec<Twin> {
        let mut told = BTreeSet::new();
        let mut twins = Vec::new();
        for member in &self.members {
            let Lines { home, odd } = self.lines(member).unwrap_or_default();
            for (line, way) in odd {
                let (Some(&first), Some(&last)) = (way.first(), way.last()) else { continue };
                // What is one line of the workspace, or one member, is mended in one place.
                let is_shared = line.inherited || self.members.iter().any(|member| member.at == first);
                if is_shared && !told.insert((first, last)) {
                    continue;
                }
                let package = &self.cargo.packages[member.package];
                twins.push(Twin {
                    manifest: beside(&package.folder, "Cargo.toml"),
                    range: line.range,
                    dependency: line.name.clone(),
                    single: self.lock.packages[last].written.clone(),
                    brings: self.lock.packages[last].version,
                    brings_by: self.shown(&way),
                    uses: self.version(&home),
                    uses_by: self.shown(&[&[member.at], home.as_slice()].concat()),
                });
            }
        }
        twins
    }

    /// A dependency that brings both works with the member's own: what it does with the other is its own affair, or is told where it is
    /// a member.
    fn lines(&self, member: &Member<'c>) -> Option<Lines<'c>> {
        let home = self.home(member)?;
        let others = member.lines.iter().filter(|(line, _)| line.package != self.single);
        let odd = others.filter_map(|(line, targets)| {
            let ways: Vec<Way> = targets.iter().flat_map(|target| self.ways(*target)).collect();
            let is_odd = !ways.iter().any(|way| self.agree(way, &home));
            Some((*line, ways.into_iter().next().filter(|_| is_odd)?))
        });
        let odd = odd.collect();
        Some(Lines { home, odd })
    }

    /// The way by which a member uses the crate: its own line, else a library that exports by it, else what the workspace agrees on.
    /// None where it uses two on purpose, or none.
    fn home(&self, member: &Member<'_>) -> Option<Way> {
        let own = |member: &Member<'_>| -> Vec<Way> {
            let lines = member.lines.iter().filter(|(line, _)| line.package == self.single);
            lines.flat_map(|(_, targets)| targets).map(|&target| vec![target]).collect()
        };
        let mine = own(member);
        if !mine.is_empty() {
            return self.one(mine);
        }
        let reached = |wanted: &dyn Fn(&Dependency) -> bool| -> Vec<Way> {
            let lines = member.lines.iter().filter(|(line, _)| wanted(line));
            lines.flat_map(|(_, targets)| targets).flat_map(|&target| self.ways(target)).collect()
        };
        let exporting = reached(&|line| self.catalog.exports(&line.package));
        if !exporting.is_empty() {
            return self.most(&exporting);
        }
        let agreed = self.one(self.members.iter().flat_map(own).collect())?;
        reached(&|_| true).into_iter().find(|way| self.agree(way, &agreed))
    }

    /// The first, if all agree.
    fn one(&self, ways: Vec<Way>) -> Option<Way> {
        let mut ways = ways.into_iter();
        let first = ways.next()?;
        ways.all(|way| self.agree(&way, &first)).then_some(first)
    }

    /// One that most agree with; of several the newest.
    fn most(&self, ways: &[Way]) -> Option<Way> {
        let count = |way: &Way| ways.iter().filter(|other| self.agree(way, other)).count();
        let best = ways.iter().map(|way| (count(way), self.version(way))).max()?;
        ways.iter().find(|way| (count(way), self.version(way)) == best).cloned()
    }

    /// The shortest way from an entry to each version of the crate. An entry that needs two versions itself serves both on purpose.
    fn ways(&self, from: usize) -> Vec<Way> {
        let is_single = |at: usize| self.lock.packages[at].name == self.single;
        let mut before: Vec<Option<usize>> = vec![None; self.dependencies.len()];
        let mut seen = vec![false; self.dependencies.len()];
        let mut found = Vec::new();
        let mut queue = VecDeque::from([from]);
        seen[from] = true;
        while let Some(at) = queue.pop_front() {
            if is_single(at) {
                let mut way = vec![at];
                let mut step = before[at];
                while let Some(at) = step {
                    way.push(at);
                    step = before[at];
                }
                way.reverse();
                found.push(way);
                continue;
            }
            let next = &self.dependencies[at];
            let direct: Vec<Way> = next.iter().filter(|&&next| is_single(next)).map(|&next| vec![next]).collect();
            let serves_both = direct.len() > 1 && self.one(direct).is_none();
            for &next in next.iter().filter(|&&next| !(serves_both && is_single(next))) {
                if !std::mem::replace(&mut seen[next], true) {
                    before[next] = Some(at);
                    queue.push_back(next);
                }
            }
        }
        found
    }

    fn version(&self, way: &[usize]) -> Version {
        way.last().map_or(Version(0, 0, 0), |&at| self.lock.packages[at].version)
    }

    fn agree(&self, one: &[usize], other: &[usize]) -> bool {
        self.version(one).is_compatible(self.version(other))
    }

    fn shown(&self, way: &[usize]) -> String {
        let packages = way.iter().map(|&at| &self.lock.packages[at]);
        packages.map(|package| format!("{} {}", package.written, package.release)).collect::<Vec<_>>().join(" -> ")
    }
}
