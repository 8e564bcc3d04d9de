//! Versions of crates: what a lock or a manifest says of them, and what a rule asks for. Pre-releases count as the release
//! that they lead to.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Major, minor, patch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(pub u64, pub u64, pub u64);

impl Version {
    /// `1.2.3`, with or without what follows `-` or `+`.
    pub fn parse(text: &str) -> Option<Self> {
        match Partial::parse(text)? {
            Partial { major, minor: Some(minor), patch: Some(patch) } => Some(Self(major, minor, patch)),
            _ => None,
        }
    }

    /// The same with less: `1.27`, whose patch is 0.
    pub fn parse_short(text: &str) -> Option<Self> {
        Partial::parse(text).map(|partial| partial.least())
    }

    /// Whether cargo takes one for the other.
    /// Source: The Cargo Book, "Specifying Dependencies", section "Default requirements".
    pub fn is_compatible(self, other: Self) -> bool {
        caret(self).holds(Interval::exactly(other)) || caret(other).holds(Interval::exactly(self))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}.{}.{}", self.0, self.1, self.2)
    }
}

/// The versions from `least` on that lie below `below`, or all from there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Interval {
    pub least: Version,
    pub below: Option<Version>,
}

impl Interval {
    /// Every version: nothing is known.
    pub const ANY: Self = Self { least: Version(0, 0, 0), below: None };

    pub fn exactly(version: Version) -> Self {
        let Version(major, minor, patch) = version;
        Self { least: version, below: Some(Version(major, minor, patch.saturating_add(1))) }
    }

    /// A requirement as in Cargo.toml: `0.32`, `>=0.28, <0.32`, `=1.2.3`, `~1.2`, `1.*`. None where it is no such thing, or admits
    /// nothing.
    /// Source: The Cargo Book, "Specifying Dependencies", section "Version requirement syntax".
    pub fn parse(requirement: &str) -> Option<Self> {
        let parts = requirement.split(',').map(|part| comparator(part.trim()));
        let whole = parts.reduce(|one, other| Some(one?.and(other?)))??;
        whole.below.is_none_or(|below| whole.least < below).then_some(whole)
    }

    /// Whether every version of `other` is one of these.
    pub fn holds(self, other: Self) -> bool {
        let ends_before = match (self.below, other.below) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(below), Some(other)) => other <= below,
        };
        self.least <= other.least && ends_before
    }

    /// The smallest interval around both.
    #[must_use]
    pub fn around(self, other: Self) -> Self {
        Self { least: self.least.min(other.least), below: self.below.zip(other.below).map(|(one, other)| one.max(other)) }
    }

    fn and(self, other: Self) -> Self {
        let below = match (self.below, other.below) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
        Self { least: self.least.max(other.least), below }
    }
}

/// A version whose end may be missing or `*`.
struct Partial {
    major: u64,
    minor: Option<u64>,
    patch: Option<u64>,
}

impl Partial {
    fn parse(text: &str) -> Option<Self> {
        let release = text.split(['-', '+']).next().unwrap_or_default();
        let mut numbers = release.trim().split('.').map(|part| (!matches!(part, "*" | "x" | "X")).then(|| part.parse::<u64>()));
        let major = numbers.next()??.ok()?;
        let minor = numbers.next().flatten().transpose().ok()?;
        let patch = numbers.next().flatten().transpose().ok()?;
        numbers.next().is_none().then_some(Self { major, minor, patch: minor.and(patch) })
    }

    fn least(&self) -> Version {
        Version(self.major, self.minor.unwrap_or(0), self.patch.unwrap_or(0))
    }

    /// The first version that it does not stand for.
    fn after(&self) -> Version {
        match (self.minor, self.patch) {
            (None, _) => Version(self.major.saturating_add(1), 0, 0),
            (Some(minor), None) => Version(self.major, minor.saturating_add(1), 0),
            (Some(minor), Some(patch)) => Version(self.major, minor, patch.saturating_add(1)),
        }
    }

    /// The first version that cargo does not take for it.
    fn next_incompatible(&self) -> Version {
        match (self.major, self.minor, self.patch) {
            (0, Some(0), Some(patch)) => Version(0, 0, patch.saturating_add(1)),
            (0, Some(minor), _) => Version(0, minor.saturating_add(1), 0),
            (major, _, _) => Version(major.saturating_add(1), 0, 0),
        }
    }
}

fn caret(version: Version) -> Interval {
    let partial = Partial { major: version.0, minor: Some(version.1), patch: Some(version.2) };
    Interval { least: version, below: Some(partial.next_incompatible()) }
}

fn comparator(text: &str) -> Option<Interval> {
    if matches!(text, "*" | "x" | "X") {
        return Some(Interval::ANY);
    }
    let sign = text.find(|letter: char| letter.is_ascii_digit())?;
    let (sign, version) = (text.get(..sign)?.trim(), Partial::parse(text.get(sign..)?)?);
    let least = version.least();
    let has_wildcard = text.contains('*');
    let (least, below) = match sign {
        ">" => (version.after(), None),
        ">=" => (least, None),
        "<" => (Version(0, 0, 0), Some(least)),
        "<=" => (Version(0, 0, 0), Some(version.after())),
        "=" => (least, Some(version.after())),
        "~" => (least, Some(Partial { patch: None, ..version }.after())),
        "" if has_wildcard => (least, Some(version.after())),
        "" | "^" => (least, Some(version.next_incompatible())),
        _ => return None,
    };
    Some(Interval { least, below })
}

/// Which versions of crates a package uses. Names are those of the registry, with `_` for `-`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Versions {
    /// What the package needs itself.
    pub own: BTreeMap<String, Interval>,
    /// What its workspace uses.
    pub around: Arc<BTreeMap<String, Interval>>,
}

impl Versions {
    /// The versions that may be in use; none where nothing is known of the crate.
    pub fn of(&self, crate_name: &str) -> Option<Interval> {
        let name = crate_name.replace('-', "_");
        self.own.get(&name).or_else(|| self.around.get(&name)).copied()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

    use super::*;

    #[test]
    fn requirements_admit_what_cargo_admits() {
        for (requirement, least, below) in [
            ("0.32", "0.32.0", Some("0.33.0")),
            ("^1.2.3", "1.2.3", Some("2.0.0")),
            ("0.0.3", "0.0.3", Some("0.0.4")),
            ("0", "0.0.0", Some("1.0.0")),
            ("~1.2.3", "1.2.3", Some("1.3.0")),
            ("~1", "1.0.0", Some("2.0.0")),
            ("=0.31.1", "0.31.1", Some("0.31.2")),
            ("=0.31", "0.31.0", Some("0.32.0")),
            (">=0.28, <0.32", "0.28.0", Some("0.32.0")),
            (">0.28", "0.29.0", None),
            ("<=0.28", "0.0.0", Some("0.29.0")),
            ("*", "0.0.0", None),
            ("1.*", "1.0.0", Some("2.0.0")),
            ("0.3.*", "0.3.0", Some("0.4.0")),
            ("0.32.0-rc.1", "0.32.0", Some("0.33.0")),
        ] {
            let version = |text| Version::parse(text).unwrap();
            let wanted = Interval { least: version(least), below: below.map(version) };
            assert_eq!(Interval::parse(requirement), Some(wanted), "{requirement}");
        }
        for nonsense in ["", "new", "1.2.3.4", "!1", ">=2, <1", "1..2"] {
            assert_eq!(Interval::parse(nonsense), None, "{nonsense}");
        }
    }

    #[test]
    fn versions_are_compatible_as_cargo_has_it() {
        for (one, other, compatible) in [
            ("0.30.0", "0.30.1", true),
            ("0.30.1", "0.30.0", true),
            ("0.30.0", "0.31.0", false),
            ("1.0.0", "1.9.0", true),
            ("1.0.0", "2.0.0", false),
            ("0.0.1", "0.0.2", false),
        ] {
            let version = |text| Version::parse(text).unwrap();
            assert_eq!(version(one).is_compatible(version(other)), compatible, "{one} {other}");
        }
    }
}
