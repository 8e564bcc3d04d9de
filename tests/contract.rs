//! Contracts as people write them, right and wrong. `tests/contract/mistakes.txt` holds what is said of each file below
//! `tests/contract/mistakes/`, to be read from top to bottom; `BLESS=1 cargo test --test contract` rewrites it.
//!
//! - `mistakes/yaml/` cannot be read as YAML, `mistakes/form/` has what the JSON Schema refuses as well, `mistakes/sense/` has the right
//!   form, and `mistakes/imports/` goes wrong between files.
//! - `good/` holds every clause of the language, `imports/` and `registries/` what a contract builds on.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

#[path = "contract/agreement.rs"]
mod agreement;
#[path = "contract/good.rs"]
mod good;
#[path = "contract/imports.rs"]
mod imports;
#[path = "contract/large.rs"]
mod large;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use otel_lint::contract::Contract;
use otel_lint::error::Error;

/// Columns of the golden file.
const WIDTH: usize = 100;
/// Names that a policy may use.
const RULES: [&str; 4] = ["guard-dropped", "metric", "span", "privacy"];

#[test]
fn every_mistake_is_told_with_its_place() {
    let mut told = String::new();
    for folder in ["yaml", "form", "sense", "imports"] {
        for path in files(&Path::new("tests/contract/mistakes").join(folder)) {
            let name = path.file_stem().expect("is named").to_string_lossy().into_owned();
            // Imported by those beside them.
            if name == "strict" || name == "loop-two" {
                continue;
            }
            let shown = Path::new(folder).join(path.file_name().expect("is named"));
            let loaded = Contract::load(&shown, Path::new("tests/contract/mistakes"), &RULES);
            let error = loaded.err().unwrap_or_else(|| panic!("{} is right", path.display()));
            let _ = write!(told, "=== {}\n{}", shown.display(), error.show(WIDTH, false, true));
        }
    }
    let golden = Path::new("tests/contract/mistakes.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(golden, &told).expect("is written");
    }
    let there = fs::read_to_string(golden).expect("is there; make it with BLESS=1").replace("\r\n", "\n");
    assert!(there == told, "{} differs; run with BLESS=1 and read the difference", golden.display());
}

fn load(path: &Path) -> Result<Contract, Error> {
    Contract::load(path, Path::new(""), &RULES)
}

/// The YAML files of a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).expect("is there").map(|entry| entry.expect("is read").path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}
