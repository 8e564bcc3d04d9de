//! Everything that is stated of the fixtures of the rules, as `cargo otel-lint facts` prints it: a change to the analysis that is to
//! change no fact changes nothing here. `BLESS=1` rewrites `tests/facts.txt`.

#![allow(clippy::expect_used, reason = "a test says what is wrong by failing")]

mod lint;

use std::fs;
use std::path::{Path, PathBuf};

use otel_lint::report::write_facts;
use sha2::{Digest, Sha256};

/// One line for each fixture: how many things are seen in it, and a digest of all that is stated of them.
const GOLDEN: &str = "tests/facts.txt";

#[test]
fn facts_of_fixtures_stay_as_they_are() {
    let families = below(Path::new("tests/rules")).into_iter().filter(|path| path.is_dir());
    let fixtures: Vec<PathBuf> = families.flat_map(|family| below(&family)).collect();
    let now: String = fixtures.iter().flat_map(|fixture| trees(fixture)).map(|(name, files)| facts(&name, &files)).collect();
    if std::env::var_os("BLESS").is_some() {
        return fs::write(GOLDEN, now).expect("is written");
    }
    let known = fs::read_to_string(GOLDEN).expect("is there").replace("\r\n", "\n");
    let changed: Vec<&str> = now.lines().filter(|line| !known.lines().any(|known| known == *line)).collect();
    let gone = known.lines().count() != now.lines().count();
    assert!(
        changed.is_empty() && !gone,
        "what is stated of these has changed:\n{}\ncompare what `cargo otel-lint facts FIXTURE` prints before and after; `BLESS=1` keeps it",
        changed.join("\n")
    );
}

/// Path and text of each file.
type Files = Vec<(String, Vec<u8>)>;

/// The trees of a fixture: of a file, one with that file; of a folder, each folder in it.
fn trees(fixture: &Path) -> Vec<(String, Files)> {
    let name = name_of(fixture);
    if fixture.is_dir() {
        return below(fixture).into_iter().map(|tree| (format!("{name}/{}", name_of(&tree)), files(&tree, &tree))).collect();
    }
    let is_code = fixture.extension().is_some_and(|extension| extension == "rs");
    let file = || vec![("src/main.rs".to_owned(), fs::read(fixture).expect("is read"))];
    if is_code { vec![(name, file())] } else { Vec::new() }
}

fn files(root: &Path, folder: &Path) -> Files {
    below(folder)
        .into_iter()
        .flat_map(|path| {
            if path.is_dir() {
                return files(root, &path);
            }
            let name = path.strip_prefix(root).expect("is below").to_string_lossy().replace('\\', "/");
            vec![(name, fs::read(&path).expect("is read"))]
        })
        .collect()
}

fn facts(name: &str, files: &Files) -> String {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(path, text)| (path.as_str(), text.as_slice())).collect();
    let analysis = lint::analysis(&format!("facts-{}", name.replace('/', "-")), &files);
    let mut text = Vec::new();
    write_facts(analysis.seen.iter(), &analysis.sources, &mut text).expect("memory takes it");
    let digest = Sha256::digest(&text).iter().take(8).fold(String::new(), |digest, byte| format!("{digest}{byte:02x}"));
    format!("{name}: {}, {digest}\n", analysis.seen.len())
}

fn below(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).expect("is there").map(|entry| entry.expect("is read").path()).collect();
    entries.sort();
    entries
}

fn name_of(path: &Path) -> String {
    path.file_stem().expect("has a name").to_string_lossy().into_owned()
}
