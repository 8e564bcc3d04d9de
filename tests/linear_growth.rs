//! Nothing allocates more than in proportion to its input: every kind of `tests/growth` at n and 2n, counted. No clock is read, so that
//! the result is the same on every machine; what takes long without allocating, `benches/growth.rs` finds.

#![allow(clippy::expect_used, clippy::panic, reason = "helpers of tests fail as tests do")]

mod growth;

use std::alloc::System;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::Path;

use otel_lint::run::{Environment, WIDTH, run};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Twice the input may allocate so many times as much.
const MOST_GROWTH: f64 = 2.3;
/// Each branch has a list of the guards that are alive, which a limit bounds: up to there twice as many cost more than twice as much.
const UP_TO_A_LIMIT: [&str; 2] = ["guards in branches", "guards and branches"];
/// Tests are built without optimisation: what matters is seen at a part of the length.
const PART: usize = 20;

/// What a run allocated, in bytes, and how it ended.
fn allocated(kind: &growth::Kind, folder: &Path, length: usize) -> (usize, u8) {
    kind.write(folder, length);
    let environment = Environment {
        working_directory: folder.canonicalize().expect("is there"),
        stdout_is_terminal: false,
        stderr_is_terminal: false,
        width: WIDTH,
        color: None,
        unicode: true,
        links: false,
        threads: 1,
        checkouts: Vec::new(),
        panics: otel_lint::panics::Panics::Throw,
        today: Some("2026-01-01".to_owned()),
    };
    let words = std::iter::once("cargo-otel-lint").chain(kind.command.split(' ')).map(OsString::from);
    let region = Region::new(ALLOCATOR);
    let status = run(words, &environment, &mut std::io::sink(), &mut std::io::sink());
    let change = region.change();
    (change.bytes_allocated, status)
}

// One test for all: the allocator counts for the whole process.
#[test]
fn allocations_grow_in_proportion() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth-test");
    let mut faults = Vec::new();
    let mut bases: BTreeMap<&str, usize> = BTreeMap::new();
    for kind in growth::kinds() {
        let length = kind.length.div_ceil(PART).max(8);
        // What a run takes that has nothing to do is the same for all of one command.
        let base = *bases.entry(kind.command).or_insert_with(|| {
            // The first run also makes what all later ones share.
            allocated(kind, &folder, 1);
            allocated(kind, &folder, 1).0
        });
        let [one, two] = [length, 2 * length].map(|length| {
            let (bytes, status) = allocated(kind, &folder, length);
            if status > 2 {
                faults.push(format!("`{}` ends with {status}", kind.name));
            }
            bytes.saturating_sub(base)
        });
        // Lists that double what they hold make steps, which matter less the more there is.
        let growth = if UP_TO_A_LIMIT.contains(&kind.name) { 3.0 } else { MOST_GROWTH };
        let most = growth * precise(one) + 600_000.0;
        if precise(two) > most {
            faults.push(format!("`{}` allocates {one} bytes for {length} and {two} for twice as many", kind.name));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[allow(clippy::cast_precision_loss, reason = "a count of bytes is small enough")]
fn precise(bytes: usize) -> f64 {
    bytes as f64
}
