//! What is said of recordings of real SDKs: `tests/captures/README.md` tells who sent them, and what was planted in them. The whole
//! report of each is `tests/captures/<language>.txt`, every rule on, and that against a contract `<language>.contract.txt`;
//! `BLESS=1 cargo test --test captures` writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

mod lint;
#[path = "captures/planted.rs"]
mod planted;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use flate2::Compression;
use flate2::write::GzEncoder;
use lint::Everything;
use otel_lint::capture::{Capture, Choices, Reading};
use otel_lint::contract::{Contract, ContractIndex};
use otel_lint::fact::Mode;
use otel_lint::finding::{Finding, Report, Summary};
use otel_lint::judge::judge_recording;
use otel_lint::panics::Panics;
use otel_lint::report::{Format, Look, write};
use planted::{Fault, RECORDED, Recorded};

impl Recorded {
    fn folder(&self) -> PathBuf {
        all().join(self.language)
    }

    /// How messages of the tests call it.
    fn name(&self) -> &'static str {
        self.contract.unwrap_or(self.language)
    }

    fn contracts(&self) -> Vec<Arc<ContractIndex>> {
        let load = |file| Contract::load(Path::new(file), &all(), &["all"]).unwrap_or_else(|error| panic!("{error:?}"));
        self.contract.map(|file| Arc::new(ContractIndex::new(load(file), Some("2026-01-01".to_owned())))).into_iter().collect()
    }

    /// Names of the files, sorted.
    fn files(&self) -> Vec<PathBuf> {
        let entries = self.folder().read_dir().unwrap();
        let mut files: Vec<PathBuf> = entries.map(|entry| PathBuf::from(entry.unwrap().file_name())).collect();
        files.sort();
        assert!(files.len() >= 3, "{} has one file for each signal at least: {files:?}", self.language);
        files
    }

    fn read(&self, files: &[PathBuf], threads: usize) -> Capture {
        self.read_in(&self.folder(), files, threads)
    }

    fn read_in(&self, folder: &Path, files: &[PathBuf], threads: usize) -> Capture {
        let contracts = self.contracts();
        let reading = Reading {
            arguments: files,
            working_directory: folder,
            format: None,
            threads,
            contracts: &contracts,
            panics: Panics::Throw,
        };
        Capture::read(&reading, &mut std::io::empty()).unwrap()
    }

    fn report(&self) -> Report {
        self.report_of(self.read(&self.files(), 1))
    }

    fn report_of(&self, capture: Capture) -> Report {
        // As their contracts say: nothing more was sent.
        let mode = if self.contract.is_some() { Mode::Complete } else { Mode::default() };
        report(capture, &Choices { mode, ..Choices::default() })
    }
}

/// The folder of all captures.
fn all() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures")
}

fn report(capture: Capture, choices: &Choices) -> Report {
    let told = capture.tell(choices);
    let findings = judge_recording(&told.sightings, &Everything);
    let summary = Summary { files: told.recording.inputs.len(), problems: told.problems.len(), ..Summary::counted(&findings) };
    let recording = Some(told.recording);
    Report { summary, findings, problems: told.problems, has_telemetry: true, recording, ..Report::default() }
}

fn written(report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    write(report, format, &Look { width: 100, color: false, unicode: true, links: false }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The line that the short format has for a finding.
fn line(finding: &Finding) -> String {
    let report = Report { findings: vec![finding.clone()], has_telemetry: true, ..Report::default() };
    let line = written(&report, Format::Short).lines().next().unwrap().to_owned();
    let severity = format!("{}[{}]: ", finding.severity.name(), finding.rule.id);
    line.replace(&severity, "")
}

fn is(finding: &Finding, (rule, part): &Fault) -> bool {
    finding.rule.id == *rule && line(finding).contains(part)
}

#[test]
fn everything_that_was_sent_is_counted() {
    for recorded in &RECORDED {
        let seen = recorded.report().recording.unwrap();
        assert_eq!(seen.amounts, recorded.amounts, "{}", recorded.name());
        assert_eq!(seen.inputs.len(), recorded.files().len(), "{}", recorded.language);
    }
}

#[test]
fn every_planted_defect_is_found_once_and_nothing_else() {
    let mut wrong = Vec::new();
    for recorded in &RECORDED {
        let (name, Recorded { planted, besides, .. }) = (recorded.name(), recorded);
        let findings = recorded.report().findings;
        for fault in planted.iter().chain(*besides) {
            let count = findings.iter().filter(|finding| is(finding, fault)).count();
            if count != 1 {
                wrong.push(format!("{name}: found {count} times: {fault:?}"));
            }
        }
        let is_expected = |finding: &&Finding| planted.iter().chain(*besides).any(|fault| is(finding, fault));
        let others = findings.iter().filter(|finding| !is_expected(finding));
        wrong.extend(others.map(|finding| format!("{name}: found as well: {}: {}", finding.rule.id, line(finding))));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Each good part is held against a clause; those of what has data in its name are left.
#[test]
fn contracts_are_put_to_the_test() {
    let contracts = RECORDED.iter().filter(|recorded| recorded.contract.is_some());
    let left = contracts.flat_map(|recorded| recorded.report().recording.unwrap().contracts);
    let left = left.flat_map(|contract| contract.clauses).filter(|clause| clause.count == 0).map(|clause| clause.name);
    assert_eq!(left.collect::<Vec<_>>(), ["span `charge`", "span `load account`", "span `load cart`"]);
}

#[test]
fn reports_read_as_written() {
    let mut changed = Vec::new();
    for recorded in &RECORDED {
        let file =
            all().join(recorded.contract.map_or(recorded.language.into(), |contract| contract.replace(".yaml", "")) + ".txt");
        let came = written(&recorded.report(), Format::Short);
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&file, &came).unwrap();
        } else if came != std::fs::read_to_string(&file).unwrap_or_default().replace("\r\n", "\n") {
            changed.push(format!("{} now reads:\n{came}", file.display()));
        }
    }
    assert!(changed.is_empty(), "{}", changed.join("\n"));
}

/// Clean services have the highest score too, so that nothing is held against them by another way.
#[test]
fn clean_services_score_all_points() {
    for recorded in RECORDED.iter().filter(|recorded| recorded.planted.is_empty()) {
        for service in recorded.report().recording.unwrap().services {
            assert_eq!(service.score.value, Some(100.0), "{}: {:?}", service.service, service.score);
            assert!(service.score.evaluated >= 10, "{}: {:?}", service.service, service.score);
        }
    }
}

#[test]
fn order_parts_and_threads_change_nothing() {
    for recorded in &RECORDED {
        let files = recorded.files();
        let reversed: Vec<PathBuf> = files.iter().rev().cloned().collect();
        let whole = written(&recorded.report(), Format::Json);
        for (how, capture) in [
            ("reversed", recorded.read(&reversed, 1)),
            ("four threads", recorded.read(&files, 4)),
            ("the folder", recorded.read(&[PathBuf::from(".")], 4)),
            ("parts", merged(recorded, &files)),
            ("parts, reversed", merged(recorded, &reversed)),
        ] {
            assert_eq!(written(&recorded.report_of(capture), Format::Json), whole, "{}: {how}", recorded.name());
        }
    }
}

/// Each file read by a run of its own, which leaves a partial file, in this order.
fn merged(recorded: &Recorded, files: &[PathBuf]) -> Capture {
    let mut whole = Capture::against(&recorded.contracts());
    for file in files {
        let part = tempfile::NamedTempFile::new_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        recorded.read(std::slice::from_ref(file), 1).write_partial(&mut part.as_file()).unwrap();
        whole.merge_partial(part.path()).unwrap();
    }
    whole
}

/// The same records as the Collector's file exporter writes them to one file, plain and packed.
#[test]
fn the_form_of_files_changes_nothing() {
    for recorded in &RECORDED {
        let whole = recorded.report();
        let frames = frames(recorded);
        let packed = packed(&frames);
        for (form, content) in [("frames", frames), ("frames.gz", packed)] {
            let name = format!("{}.{form}", recorded.name());
            let root = lint::tree(&format!("captures-{name}"), &[(&name, &content)]);
            let again = recorded.report_of(recorded.read_in(&root, &[PathBuf::from(&name)], 1));
            assert_eq!(again.recording.unwrap().amounts, recorded.amounts, "{name}");
            let lines = |findings: &[Finding]| findings.iter().map(|finding| without_place(&line(finding))).collect::<Vec<_>>();
            assert_eq!(lines(&again.findings), lines(&whole.findings), "{name}");
        }
    }
}

/// A line of a report but for the file that a case stands in, which goes by another name.
fn without_place(line: &str) -> String {
    let Some((start, end)) = line.rsplit_once(" (") else { return line.to_owned() };
    format!("{start} ({}", end.split(", such as ").next().filter(|count| count.ends_with('x')).unwrap_or_default())
}

/// All messages in one file: JSON in lines, protobuf after its length in four bytes.
fn frames(recorded: &Recorded) -> Vec<u8> {
    let mut out = Vec::new();
    for file in recorded.files() {
        let mut message = std::fs::read(recorded.folder().join(&file)).unwrap();
        if file.extension().is_some_and(|extension| extension == "gz") {
            message = unpacked(&message);
        }
        if message.starts_with(b"{") {
            assert!(!message.contains(&b'\n'), "{} is one line", file.display());
            message.push(b'\n');
        } else {
            out.extend(u32::try_from(message.len()).unwrap().to_be_bytes());
        }
        out.extend(message);
    }
    out
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(bytes), &mut out).unwrap();
    out
}

#[test]
fn no_report_shows_a_private_value() {
    let private = [
        "@example.com",
        "4111111111111111",
        "5555555555554444",
        "378282246310005",
        "eyJ",
        "q7Zk2Wm9",
        "IOSFODNN7",
        "not-a-secret",
        "DE89",
        "GB82",
        "FR14",
        "NL91",
    ];
    for recorded in &RECORDED {
        let report = recorded.report();
        for format in Format::ALL {
            let text = written(&report, format);
            let shown: BTreeSet<&str> = private.into_iter().filter(|value| text.contains(value)).collect();
            assert!(shown.is_empty(), "{} of {} shows {shown:?}", format.name(), recorded.name());
        }
    }
}

/// Captures come from machines that are nobody's business.
#[test]
fn captures_say_nothing_of_where_they_were_recorded() {
    // Where this is built is as a rule where it was recorded.
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).iter().nth(1).map(|first| format!("/{}/", first.display())).unwrap();
    let traces = ["/tmp/", "/root/", "/home/", "/Users/", &here, "host.id", "host.arch", "process.owner", "os.description"];
    for recorded in &RECORDED {
        let bytes = frames(recorded);
        let text = String::from_utf8_lossy(&bytes);
        let found: Vec<&str> = traces.into_iter().filter(|part| text.contains(part)).collect();
        assert!(found.is_empty(), "{}: {found:?}", recorded.language);
    }
}
