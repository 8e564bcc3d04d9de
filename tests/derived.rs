//! `docs/rules/` is made from the rules. `BLESS=1 cargo test --test derived` rewrites it.

#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use otel_lint::page::{index, page};
use otel_lint::rule::rules;

#[test]
fn rule_pages_say_what_the_rules_say() {
    let mut wanted: BTreeMap<String, String> = rules().iter().map(|rule| (format!("{}.md", rule.id), page(rule))).collect();
    wanted.insert("README.md".to_owned(), index(rules()));
    agree(Path::new("docs/rules"), &wanted);
}

/// Holds the files of `folder` against `wanted`: one that differs, misses or is left over is named.
fn agree(folder: &Path, wanted: &BTreeMap<String, String>) {
    let bless = std::env::var_os("BLESS").is_some();
    if bless {
        fs::create_dir_all(folder).expect("is made");
    }
    let mut there: BTreeMap<String, String> = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("is there; make it with BLESS=1") {
        let path = entry.expect("is read").path();
        let name = path.file_name().expect("is named").to_string_lossy().into_owned();
        there.insert(name, fs::read_to_string(&path).expect("is text").replace("\r\n", "\n"));
    }
    let mut faults = Vec::new();
    for (name, text) in wanted {
        match there.remove(name) {
            Some(old) if old == *text => {}
            _ if bless => fs::write(folder.join(name), text).expect("is written"),
            Some(_) => faults.push(format!("{name} differs")),
            None => faults.push(format!("{name} is missing")),
        }
    }
    for name in there.into_keys() {
        if bless {
            fs::remove_file(folder.join(name)).expect("is removed");
        } else {
            faults.push(format!("{name} belongs to no rule"));
        }
    }
    let folder = folder.display();
    assert!(faults.is_empty(), "{folder}: {}; run `BLESS=1 cargo test --test derived`", faults.join(", "));
}
