//! Whether anything costs more than in proportion to its input: processor time and the most memory, at n, 2n and 4n.
//!
//! ```sh
//! cargo bench --bench growth                      # every kind; ends with 1 where one grows faster, or takes more than it may
//! cargo bench --bench growth -- fields guards     # those with one of these texts in their names
//! cargo bench --bench growth -- --longer spawns   # at 4n, 8n and 16n, where one asks whether it is a step or a curve
//! cargo bench --bench growth -- --tsv             # for other programs
//! cargo bench --bench growth -- --keep fields     # the last input stays below `target/tmp/growth`, for a profiler
//! ```
//!
//! What is measured is the whole program, each time in a process of its own, in which it runs as its binary does. What an input of
//! length 1 takes is taken off before lengths are compared. The machine may be busy, so that what looks too much is measured again; and
//! memory that is touched for the first time costs time of its own, so that in the end instructions are counted, where there is Valgrind.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::exit,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    reason = "a benchmark says what is wrong by failing, and its figures are rounded"
)]

#[path = "../tests/growth/mod.rs"]
mod growth;

use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use growth::{Kind, kinds};
use otel_lint::run::{Environment, run};

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Twice the input may cost so many times as much.
const MOST_GROWTH: f64 = 2.3;
/// For each megabyte of input, begun ones whole.
const MOST_SECONDS: f64 = 2.0;
const MOST_MIB: f64 = 300.0;
/// Less than this is noise.
const LEAST_SECONDS: f64 = 0.06;
/// Allocators take whole pieces of 16 MiB: less than four of them says little.
const LEAST_MIB: f64 = 64.0;
/// Something that takes so long will not end.
const PATIENCE: Duration = Duration::from_secs(60);
const TRIES: usize = 4;
const TIME_GROWS: &str = "time grows";

#[derive(Debug, Clone, Copy)]
struct Cost {
    seconds: f64,
    /// What is compared: the seconds, or billions of instructions.
    work: f64,
    mib: f64,
    /// None where it did not end by itself.
    status: Option<i32>,
}

fn main() {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let Some(at) = words.iter().position(|word| word == "--case") {
        return case(Path::new(&words[at + 1]), &words[at + 2]);
    }
    let longer = if words.iter().any(|word| word == "--longer") { 4 } else { 1 };
    let tab = words.iter().any(|word| word == "--tsv");
    let wanted: Vec<&String> = words.iter().filter(|word| !word.starts_with("--")).collect();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("growth");
    if tab {
        println!("kind\tn\tbytes at 4n\tseconds n\tseconds 2n\tseconds 4n\ttimes\tMiB n\tMiB 2n\tMiB 4n\ttimes\tstatus\tverdict");
    } else {
        println!(
            "{:55} {:>8} {:>10} {:>23} {:>6} {:>20} {:>6} status",
            "", "n", "bytes, 4n", "CPU-s, n 2n 4n", "times", "MiB, n 2n 4n", "times"
        );
    }
    let mut faults = 0;
    for kind in kinds().filter(|kind| wanted.is_empty() || wanted.iter().any(|text| kind.name.contains(text.as_str()))) {
        let kind = &Kind { length: kind.length * longer, ..*kind };
        let mut measured = measure(kind, &folder, &[]);
        for _ in 1..TRIES {
            if verdict(&measured).is_empty() || measured.1.iter().any(|cost| cost.status.is_none()) {
                break;
            }
            measured = measure(kind, &folder, &measured.1);
        }
        if verdict(&measured) == TIME_GROWS
            && let Some(counted) = counted(kind, &folder)
        {
            measured.1.iter_mut().zip(counted).for_each(|(cost, counted)| cost.work = counted);
        }
        let (bytes, costs) = &measured;
        let verdict = verdict(&measured);
        faults += usize::from(!verdict.is_empty());
        let [seconds, mib] = [times(costs, |cost| cost.work, LEAST_SECONDS), times(costs, |cost| cost.mib, LEAST_MIB)];
        let status = costs[3].status.map_or("-".to_owned(), |status| status.to_string());
        let Kind { name, length, .. } = kind;
        let [_, one, two, four] = costs[..] else { panic!("four lengths are measured") };
        if tab {
            println!(
                "{name}\t{length}\t{bytes}\t{:.3}\t{:.3}\t{:.3}\t{seconds:.2}\t{:.0}\t{:.0}\t{:.0}\t{mib:.2}\t{status}\t{verdict}",
                one.seconds, two.seconds, four.seconds, one.mib, two.mib, four.mib
            );
        } else {
            println!(
                "{name:55} {length:>8} {bytes:>10} {:>7.3} {:>7.3} {:>7.3} {seconds:>6.2} {:>6.0} {:>6.0} {:>6.0} {mib:>6.2} {status:>3} {verdict}",
                one.seconds, two.seconds, four.seconds, one.mib, two.mib, four.mib
            );
        }
    }
    if !words.iter().any(|word| word == "--keep") {
        let _ = std::fs::remove_dir_all(&folder);
    }
    if faults > 0 {
        println!("{faults} kinds cost more than they may");
        std::process::exit(1);
    }
}

/// How many times as much twice the input costs: the second doubling or the mean of both, whichever is less, since one alone may be
/// where a cache ends. Nothing where that is noise.
fn times(costs: &[Cost], of: impl Fn(&Cost) -> f64, least: f64) -> f64 {
    let base = of(&costs[0]);
    let [one, two, four] = [1, 2, 3].map(|at| of(&costs[at]) - base);
    if four < least { 0.0 } else { (four / two.max(least / 4.0)).min((four / one.max(least / 16.0)).sqrt()) }
}

/// What is wrong with the costs, if anything.
fn verdict((bytes, costs): &(usize, Vec<Cost>)) -> String {
    let mut faults: Vec<String> = Vec::new();
    let last = costs[3];
    let allowed = (*bytes as f64 / 1e6).ceil().max(1.0);
    if costs.iter().any(|cost| cost.status.is_none()) {
        faults.push("does not end".to_owned());
    } else if !matches!(last.status, Some(0..=2)) {
        faults.push("crashes".to_owned());
    }
    if times(costs, |cost| cost.work, LEAST_SECONDS) > MOST_GROWTH {
        faults.push(TIME_GROWS.to_owned());
    }
    if times(costs, |cost| cost.mib, LEAST_MIB) > MOST_GROWTH {
        faults.push("memory grows".to_owned());
    }
    if last.seconds > MOST_SECONDS * allowed {
        faults.push("too long".to_owned());
    }
    if last.mib > MOST_MIB * allowed {
        faults.push("too much memory".to_owned());
    }
    faults.join(", ")
}

/// The bytes at four times the length, and what each length costs: the least of this and what was measured before.
fn measure(kind: &Kind, folder: &Path, before: &[Cost]) -> (usize, Vec<Cost>) {
    let mut bytes = 0;
    let mut costs: Vec<Cost> = Vec::new();
    for (at, length) in [1, kind.length, 2 * kind.length, 4 * kind.length].into_iter().enumerate() {
        bytes = kind.write(folder, length);
        let mut cost = measured(folder, kind.command);
        if let Some(before) = before.get(at) {
            cost.seconds = cost.seconds.min(before.seconds);
            cost.work = cost.seconds;
            cost.mib = cost.mib.min(before.mib);
        }
        costs.push(cost);
        if cost.status.is_none() {
            // What is longer takes longer.
            costs.resize(4, cost);
        }
        if costs.len() == 4 {
            break;
        }
    }
    (bytes, costs)
}

/// Runs one case in a process of its own.
fn measured(folder: &Path, command: &str) -> Cost {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--case".as_ref(), folder.as_os_str(), command.as_ref()])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let started = Instant::now();
    let status = loop {
        match child.try_wait().unwrap() {
            Some(status) => break Some(status),
            None if started.elapsed() > PATIENCE => {
                child.kill().unwrap();
                child.wait().unwrap();
                break None;
            }
            None => std::thread::sleep(Duration::from_millis(5)),
        }
    };
    let said = std::io::read_to_string(child.stdout.take().unwrap()).unwrap();
    let mut figures = said.split_whitespace().map(|figure| figure.parse::<f64>().unwrap());
    let (seconds, mib) = (figures.next().unwrap_or(PATIENCE.as_secs_f64()), figures.next().unwrap_or_default());
    // One that crashed says nothing.
    #[allow(clippy::cast_possible_truncation, reason = "the status is a small number")]
    let code = figures.next().map_or(-1, |status| status as i32);
    Cost { seconds, work: seconds, mib, status: status.map(|_| code) }
}

/// Billions of instructions at each length.
fn counted(kind: &Kind, folder: &Path) -> Option<Vec<f64>> {
    let count = |length| {
        kind.write(folder, length);
        let mut valgrind = Command::new("valgrind");
        valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(std::env::current_exe().unwrap());
        let output = valgrind.args(["--case".as_ref(), folder.as_os_str(), kind.command.as_ref()]).output().ok()?;
        let said = String::from_utf8(output.stderr).ok()?;
        let (_, count) = said.split_once("Collected : ")?;
        count.split_whitespace().next()?.parse::<f64>().ok().map(|count| count / 1e9)
    };
    [1, kind.length, 2 * kind.length, 4 * kind.length].into_iter().map(count).collect()
}

fn case(folder: &Path, command: &str) {
    let environment = Environment { working_directory: folder.canonicalize().unwrap(), ..Environment::read().unwrap() };
    let words = std::iter::once("cargo-otel-lint").chain(command.split(' ')).map(OsString::from);
    let status = run(words, &environment, &mut std::io::sink(), &mut std::io::sink());
    println!("{} {} {status}", processor_seconds(), peak_mib());
}

/// Of all threads, also those that have ended, in user and system mode.
fn processor_seconds() -> f64 {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Source: `proc(5)`, `/proc/pid/status`.
fn peak_mib() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0
}
