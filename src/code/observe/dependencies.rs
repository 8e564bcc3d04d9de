//! Dependencies that bring a second version of a crate.

use crate::code::cargo::Twin;
use crate::fact::{FileId, Key, On, Place, Seen};

/// The fact of a line in a manifest; `file` is the manifest.
pub(in crate::code) fn twin(twin: &Twin, file: FileId) -> Seen {
    let place = Place { file, start: twin.range.start, end: twin.range.end };
    let mut seen = Seen::new(On::Site, "dependency", place);
    seen.facts.text(Key::Dependency, &twin.dependency);
    seen.facts.text(Key::DependencyCrate, &twin.single);
    seen.facts.text(Key::DependencyVersion, twin.brings.to_string());
    seen.facts.text(Key::DependencyPath, &twin.brings_by);
    seen.facts.text(Key::PackageVersion, twin.uses.to_string());
    seen.facts.text(Key::PackagePath, &twin.uses_by);
    seen
}
