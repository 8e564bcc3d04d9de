//! Real sources, contracts and settings that were damaged by chance, the same every time: nothing panics. Tokens are taken out,
//! doubled, swapped, and letters of several bytes put between. `OTEL_LINT_MUTANTS=N` tries so many of each, `OTEL_LINT_SOURCES` is a
//! folder of Rust to damage, `OTEL_LINT_SEED` begins elsewhere.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]
#![allow(dead_code, reason = "of what makes recordings, only the running of the program is used")]

mod otlp;

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use otlp::{Chance, folder, typed};

/// How many of each kind, where nobody says.
const ROUNDS: usize = 600;
/// So many are linted in one run.
const AT_ONCE: usize = 25;
/// What a run of them may take before it is called a hang: a hundred times what it does.
const HANGS: Duration = Duration::from_secs(120);
/// Larger files cost time, and hold no other shapes.
const LONGEST_SEED: usize = 60_000;

const MANIFEST: &[u8] = b"[package]\nname = \"shop\"\nversion = \"0.1.0\"\n[dependencies]\ntracing = \"0.1\"\nopentelemetry = \"0.33\"\ntracing-opentelemetry = \"0.34\"\ntokio = \"1\"\nrdkafka = \"0.39\"\nreqwest = \"0.13\"\n";
const SOURCE: &[u8] =
    b"#[tracing::instrument(name = \"load\", fields(http.route = 1))]\nfn load() { let span = tracing::info_span!(\"a\"); let _ = span.enter(); }\n";
const SETTINGS: &str = r#"select = ["span", "guard-dropped"]
ignore = ["style"]
exclude = ["target/**", "src/{a,b}/*.rs"]
tests = true
fail-on = "warning"
baseline = "known.json"
semconv = "1.30.0"

[levels]
guard-dropped = "error"

[[overrides]]
paths = ["src/**/*.rs"]
ignore = ["span-dropped"]
"#;

/// What stands in some place or other, and means something there.
const PIECES: [&str; 40] = [
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "<",
    ">",
    "\"",
    "'",
    "\\",
    ",",
    ";",
    ":",
    "::",
    "|",
    "=>",
    "->",
    "&",
    "!",
    "#",
    "//",
    "/*",
    "*/",
    "r#\"",
    "\n",
    "\t",
    "\0",
    "\u{feff}",
    "\u{b7}",
    "\u{301}",
    "\u{201c}",
    "\u{2028}",
    "\u{1f600}",
    "é",
    "件",
    "\u{202e}",
    "- ",
    "0x",
    "99999999999999999999",
];

fn number(name: &str) -> Option<usize> {
    std::env::var(name).ok().and_then(|value| value.parse().ok())
}

/// The files below a folder that end so, in order.
fn files(folder: &Path, extension: &str, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        let is_link = path.is_symlink();
        if path.is_dir() && !is_link && !path.ends_with("target") {
            files(&path, extension, into);
        } else if !is_link && path.extension().is_some_and(|found| found == extension) {
            into.push(path);
        }
    }
}

fn seeds(folders: &[PathBuf], extension: &str) -> Vec<String> {
    let mut paths = Vec::new();
    for folder in folders {
        files(folder, extension, &mut paths);
    }
    let texts = paths.iter().filter_map(|path| fs::read_to_string(path).ok());
    texts.filter(|text| !text.trim().is_empty() && text.len() < LONGEST_SEED).collect()
}

/// Words, white space, and every other letter for itself.
fn tokens(text: &str) -> Vec<&str> {
    let kind = |letter: char| match letter {
        _ if letter.is_alphanumeric() || letter == '_' => 1,
        _ if letter.is_whitespace() => 2,
        _ => 0,
    };
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = match kind(first) {
            0 => first.len_utf8(),
            same => rest.find(|letter| kind(letter) != same).unwrap_or(rest.len()),
        };
        let (token, after) = rest.split_at(end);
        tokens.push(token);
        rest = after;
    }
    tokens
}

fn mutate(text: &str, chance: &mut Chance) -> String {
    let mut tokens = tokens(text);
    for _ in 0..=chance.below(4) {
        let at = chance.below(tokens.len());
        let other = chance.below(tokens.len());
        let until = tokens.len().min(at + 1 + chance.below(12));
        match chance.below(7) {
            0 => drop(tokens.drain(at..until)),
            1 => {
                let again = tokens[at..until].to_vec();
                drop(tokens.splice(at..at, again));
            }
            2 => tokens.swap(at, other),
            3 => tokens[at] = tokens[other],
            4 => tokens.truncate(at.max(1)),
            _ => tokens.insert(at, PIECES[chance.below(PIECES.len())]),
        }
        if tokens.is_empty() {
            tokens.push("{");
        }
    }
    tokens.concat()
}

/// What was told, unless it panics or takes too long.
fn holds(folder: &Path, line: &str) -> bool {
    let started = Instant::now();
    let said = catch_unwind(AssertUnwindSafe(|| typed(folder, line, 1)));
    said.is_ok_and(|said| said.status <= 2) && started.elapsed() < HANGS
}

#[test]
fn damaged_sources_are_read() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = ["tests/rules", "tests/clean", "examples"].map(|folder| here.join(folder)).to_vec();
    let seeds = seeds(&std::env::var_os("OTEL_LINT_SOURCES").map_or(own, |folder| vec![folder.into()]), "rs");
    let mut chance = Chance(u64::try_from(number("OTEL_LINT_SEED").unwrap_or(20_261_130)).unwrap());
    let folder = folder("mutated-sources", &[("Cargo.toml", MANIFEST), ("src/lib.rs", SOURCE)]);
    let modes =
        ["--format human", "--format json", "--format sarif", "--format short", "--diff --unsafe-fixes", "--format github"];
    let rounds = number("OTEL_LINT_MUTANTS").unwrap_or(ROUNDS).div_ceil(AT_ONCE);
    let mut faults = Vec::new();
    for round in 0..rounds {
        let mutants: Vec<String> = (0..AT_ONCE).map(|_| mutate(&seeds[chance.below(seeds.len())], &mut chance)).collect();
        for (at, mutant) in mutants.iter().enumerate() {
            fs::write(folder.join(format!("src/m{at}.rs")), mutant).unwrap();
        }
        let line = format!("check --isolated {}", modes[round % modes.len()]);
        if holds(&folder, &line) {
            continue;
        }
        // Which of them it is: all others are taken away.
        for at in 0..AT_ONCE {
            fs::remove_file(folder.join(format!("src/m{at}.rs"))).unwrap();
        }
        let before = faults.len();
        for (at, mutant) in mutants.iter().enumerate() {
            fs::write(folder.join("src/one.rs"), mutant).unwrap();
            if !holds(&folder, &line) {
                let kept = folder.join(format!("fault-{round}-{at}.txt"));
                fs::write(&kept, mutant).unwrap();
                faults.push(format!("{line}: {}", kept.display()));
            }
        }
        fs::remove_file(folder.join("src/one.rs")).unwrap();
        if faults.len() == before {
            faults.push(format!("{line}: only all together, in round {round}"));
        }
    }
    assert!(faults.is_empty(), "{} of {} mutants: {faults:#?}", faults.len(), rounds * AT_ONCE);
}

#[test]
fn damaged_contracts_and_settings_are_read() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut contracts =
        seeds(&["tests/contract", "tests/promises", "tests/recording", "tests/clean"].map(|folder| here.join(folder)), "yaml");
    contracts.push(fs::read_to_string(here.join("contract.example.yaml")).unwrap());
    let settings = [SETTINGS.to_owned(), fs::read_to_string(here.join("Cargo.toml")).unwrap()];
    let mut chance = Chance(u64::try_from(number("OTEL_LINT_SEED").unwrap_or(20_261_130)).unwrap());
    let folder = folder("mutated-contracts", &[("Cargo.toml", MANIFEST), ("src/lib.rs", SOURCE)]);
    let rounds = number("OTEL_LINT_MUTANTS").unwrap_or(ROUNDS);
    // Others are there for their mistakes, and end before much of them was looked at.
    contracts.retain(|text| {
        fs::write(folder.join("contract.yaml"), text).unwrap();
        typed(&folder, "contract check", 1).status == 0
    });
    let (mut faults, mut right) = (Vec::new(), 0);
    for round in 0..rounds {
        let mutant = mutate(&contracts[chance.below(contracts.len())], &mut chance);
        fs::write(folder.join("contract.yaml"), &mutant).unwrap();
        let is_right = catch_unwind(AssertUnwindSafe(|| typed(&folder, "contract check", 1).status));
        right += usize::from(matches!(is_right, Ok(0)));
        // One in many is held against code, too: that costs more.
        let mut holds_all = is_right.is_ok() && (round % 8 > 0 || holds(&folder, "check --format json"));
        fs::remove_file(folder.join("contract.yaml")).unwrap();
        let setting = mutate(&settings[usize::from(round % 8 == 4)], &mut chance);
        if round % 4 == 0 {
            let name = if round % 8 == 4 { "Cargo.toml" } else { "otel-lint.toml" };
            fs::write(folder.join(name), &setting).unwrap();
            holds_all &= holds(&folder, "check --format short");
            fs::remove_file(folder.join(name)).unwrap();
            fs::write(folder.join("Cargo.toml"), MANIFEST).unwrap();
        }
        if !holds_all {
            let kept = folder.join(format!("fault-{round}.txt"));
            fs::write(&kept, format!("{mutant}\n------\n{setting}")).unwrap();
            faults.push(kept.display().to_string());
        }
    }
    assert!(faults.is_empty(), "{} of {rounds} mutants: {faults:#?}", faults.len());
    assert!(right > rounds / 50, "only {right} of {rounds} are contracts still");
}
