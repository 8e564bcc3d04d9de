//! The programs in `tests/drops`, each run by its events, and what it has printed in each edition.

use std::fs;
use std::path::{Path, PathBuf};

use super::machine::Machine;
use crate::code::edition::Edition;
use crate::code::lower::lower;
use crate::code::tree::Unit;
use crate::knowledge::Knowledge;
use crate::read_file::read;

fn programs() -> Vec<PathBuf> {
    let folder = fs::read_dir("tests/drops").expect("is there");
    let mut programs: Vec<PathBuf> = folder.map(|entry| entry.expect("is read").path()).collect();
    programs.retain(|path| path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("prelude.rs"));
    programs.sort();
    programs
}

fn unit(path: &Path) -> Unit {
    let text = read(Path::new("tests/drops/prelude.rs")).expect("is there").text + &read(path).expect("is there").text;
    lower(&syn::parse_str(&text).expect("is Rust"), false, &Knowledge::default().catalog, &rustc_hash::FxHashMap::default())
}

fn printed(path: &Path, edition: Edition) -> String {
    let unit = unit(path);
    let mut machine = Machine::new(&unit, edition);
    let run = machine.function("run").expect("has a `run`");
    if let Ok(future) = machine.call_function(run, Vec::new())
        && unit.functions[run].is_async
    {
        let _ = machine.run_held(future);
    }
    machine.printed
}

#[test]
fn drops_happen_in_the_order_in_which_they_are_printed() {
    let mut faults = Vec::new();
    for path in programs() {
        for (edition, name) in [(Edition::Rust2021, "2021"), (Edition::Rust2024, "2024")] {
            let is_rust = edition >= Edition::Rust2024 || !read(&path).expect("is there").text.starts_with("// only 2024");
            if !is_rust {
                continue;
            }
            let expected = read(&path.with_extension(name)).expect("is there; `regenerate.sh` writes it").text;
            let ours = std::panic::catch_unwind(|| printed(&path, edition));
            let ours = ours.unwrap_or_else(|fault| {
                let text = fault.downcast_ref::<String>().cloned();
                format!("panicked: {}", text.or(fault.downcast_ref::<&str>().map(|text| (*text).to_owned())).unwrap_or_default())
            });
            if ours != expected {
                faults.push(format!("{} in {name}:\n--- printed\n{expected}--- by events\n{ours}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}\n{} faults", faults.join("\n"), faults.len());
    assert!(programs().len() >= 60, "programs are missing");
}
