//! Where files lie in their packages: which module or crate each is, by cargo's conventions and what the manifest says.

use super::cargo::Package;
use super::cargo::is_below;

/// The package around a file: the innermost one.
pub(super) fn package_of(packages: &[Package], file: &str) -> Option<usize> {
    let around = packages.iter().enumerate().filter(|(_, package)| is_below(file, &package.folder));
    around.max_by_key(|(_, package)| package.folder.len()).map(|(index, _)| index)
}

/// The absolute path of a file's module. Files that are crates of their own (tests, examples, binaries) get a root of their own.
pub(super) fn module_path(package: Option<&Package>, file: &str) -> String {
    let (name, inside) = match package {
        Some(package) => {
            let inside = file.strip_prefix(&package.folder).unwrap_or(file).trim_start_matches('/');
            // As `src/main.rs` and `src/lib.rs` are without a word in the manifest.
            if package.roots.iter().any(|root| root == inside) && !inside.starts_with("src/bin/") {
                return package.name.clone();
            }
            (package.name.as_str(), inside)
        }
        None => ("crate", file),
    };
    let mut parts: Vec<&str> = inside.trim_end_matches(".rs").split('/').collect();
    let mut root = name.to_owned();
    match parts.as_slice() {
        ["src", "bin", binary, ..] => {
            root = format!("{name}@{binary}");
            parts.drain(..3);
        }
        ["src", ..] => {
            parts.drain(..1);
        }
        [folder @ ("tests" | "examples" | "benches"), target, ..] => {
            root = format!("{name}@{folder}/{target}");
            parts.drain(..2);
        }
        _ => {}
    }
    if matches!(parts.last(), Some(&("mod" | "lib" | "main"))) {
        parts.pop();
    }
    parts.iter().fold(root, |path, part| format!("{path}::{part}"))
}

/// Whether a file is test code by where it lies in its package.
pub(super) fn is_test_file(packages: &[Package], file: &str) -> bool {
    let folder = package_of(packages, file).map_or("", |package| packages[package].folder.as_str());
    let inside = file.strip_prefix(folder).unwrap_or(file).trim_start_matches('/');
    let mut parts = inside.split('/');
    matches!(parts.next(), Some("tests" | "benches")) || inside.ends_with("/tests.rs") || inside.contains("/tests/")
}
