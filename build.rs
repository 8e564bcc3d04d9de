//! Reads `rules/` and writes it as Rust tables, so that the program starts without parsing YAML and a mistake in a rule
//! fails the build with its place. The readers are those of the library.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "the modules are the library's, and only their readers are used here"
)]

use std::error::Error;
use std::path::{Path, PathBuf};

#[path = "src/fact/mod.rs"]
mod fact;
#[path = "src/knowledge/mod.rs"]
mod knowledge;
#[path = "src/rule/mod.rs"]
mod rule;
#[path = "src/table.rs"]
mod table;
#[path = "src/text.rs"]
mod text;
#[path = "src/yaml/mod.rs"]
mod yaml;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=rules");
    for source in ["build.rs", "src/fact", "src/knowledge", "src/rule", "src/table.rs", "src/text.rs", "src/yaml"] {
        println!("cargo::rerun-if-changed={source}");
    }
    println!("cargo::rustc-cfg=built");
    println!("cargo::rustc-check-cfg=cfg(built)");
    let (mut rules, mut apis, mut words) = (Vec::new(), Vec::new(), Vec::new());
    let mut semconv = knowledge::Semconv::default();
    let mut values = knowledge::Values::default();
    let mut mistakes = Vec::new();
    for path in yaml_files(Path::new("rules"))? {
        let source = std::fs::read_to_string(&path)?;
        let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        // What it is, the first folder says; libraries may be sorted into folders below.
        let folder = path.components().nth(1).and_then(|folder| folder.as_os_str().to_str()).unwrap_or_default();
        match folder {
            "apis" => {
                let below = path.strip_prefix("rules/apis").unwrap_or(&path).with_extension("");
                keep(knowledge::load_api(&below.display().to_string(), &source), &mut apis, &mut mistakes);
            }
            "lists" => match knowledge::load_words(name, &source) {
                Ok(lists) => words.extend(lists),
                Err(errors) => mistakes.extend(errors),
            },
            "semconv" => match knowledge::load_semconv(name, &source) {
                Ok(part) => semconv = semconv.with(part),
                Err(errors) => mistakes.extend(errors),
            },
            "values" => match knowledge::load_values(name, &source) {
                Ok(part) => values = values.with(part),
                Err(errors) => mistakes.extend(errors),
            },
            family => keep(rule::load(family, name, &source), &mut rules, &mut mistakes),
        }
    }
    for mistake in &mistakes {
        println!("cargo::error=rules/{mistake}");
    }
    rules.sort_by_key(|rule| rule.id);
    if let Some(twice) = rules.windows(2).find(|pair| pair[0].id == pair[1].id) {
        println!("cargo::error=two rules are called `{}`", twice[0].id);
    }
    write("rules.rs", &format!("&{rules:?}"))?;
    write("apis.rs", &format!("&{apis:?}"))?;
    write("words.rs", &format!("&{words:?}"))?;
    write("semconv.rs", &format!("{semconv:?}"))?;
    write("values.rs", &format!("{values:?}"))?;
    Ok(())
}

fn keep<T>(loaded: Result<T, Vec<yaml::Mistake>>, into: &mut Vec<T>, mistakes: &mut Vec<yaml::Mistake>) {
    match loaded {
        Ok(value) => into.push(value),
        Err(errors) => mistakes.extend(errors),
    }
}

/// The `.yaml` files below `folder`, sorted.
fn yaml_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(yaml_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "yaml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Writes Rust source: the `Debug` form of a table.
fn write(name: &str, source: &str) -> Result<(), Box<dyn Error>> {
    let folder = std::env::var("OUT_DIR")?;
    std::fs::write(Path::new(&folder).join(name), source)?;
    Ok(())
}
