//! What is said of recordings of real SDKs: `tests/captures/README.md` tells who sent them, and what was planted in them. The whole
//! report of each is `tests/captures/<language>.txt`, every rule on; `BLESS=1 cargo test --test captures` writes them anew.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

#[allow(dead_code, reason = "only the settings are of use here")]
mod lint;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use lint::Everything;
use otel_lint::capture::{Capture, Choices, Reading};
use otel_lint::fact::Amounts;
use otel_lint::finding::{Finding, Report, Summary};
use otel_lint::judge::judge_recording;
use otel_lint::report::{Format, Look, write};

/// A rule, and part of what the finding says in the short format: the service and all that comes after it.
type Fault = (&'static str, &'static str);

struct Recorded {
    language: &'static str,
    /// Of all files together. Counted by the clients' loops in `tests/captures/sources/`, as the README says, and by the decoders of
    /// Python's `protobuf` and `json`.
    amounts: Amounts,
    /// Defects that the services have on purpose.
    planted: &'static [Fault],
    /// What else is true of them: the libraries' own doing, or what comes with a planted defect.
    besides: &'static [Fault],
}

const RECORDED: [Recorded; 5] = [
    Recorded {
        language: "python",
        amounts: Amounts { resources: 6, spans: 133, logs: 29, metrics: 6, data_points: 21, traces: 29 },
        planted: &[
            ("attribute-wrong-type", "traces: `order.total` has values of several types: `string`, `double`"),
            ("attribute-wrong-type", "traces: the conventions give `http.response.status_code` the type int"),
            ("consumer-root", "process orders: `process orders` consumes a message and starts a new trace"),
            ("error-without-cause", "place order: `place order` failed"),
            ("exception-without-error-status", "process orders: `process orders` has an exception"),
            ("high-cardinality-metric-attribute", "metrics: the metric attribute `user.id`"),
            ("high-cardinality-span-name", "charge {}: the span name `charge {}` has data in it: 12 names"),
            ("pii-attribute", "traces: the span attribute `customer.contact` holds an e-mail address"),
            ("pii-attribute", "traces: the span attribute `db.statement` holds an e-mail address"),
            ("pii-attribute", "traces: the span attribute `http.request.header.authorization` holds a signed token"),
            ("pii-attribute", "traces: the span attribute `http.url` holds a secret"),
            ("pii-attribute", "traces: the span attribute `payment.reference` holds a card number"),
            ("pii-in-message", "logs: log bodies hold an e-mail address"),
            ("service-identity", "shop-mailer: `shop-mailer` does not say its version"),
        ],
        besides: &[
            ("instrumentation-library-outdated", "shop: `opentelemetry.instrumentation.flask`"),
            ("instrumentation-library-outdated", "shop: `opentelemetry.instrumentation.requests`"),
            ("instrumentation-library-outdated", "shop: `opentelemetry.instrumentation.sqlite3`"),
        ],
    },
    Recorded {
        language: "node",
        amounts: Amounts { resources: 3, spans: 94, logs: 10, metrics: 5, data_points: 14, traces: 7 },
        planted: &[
            ("client-root", "traces of `accounts` begin with an outgoing call"),
            ("deprecated-attribute", "traces: `http.url` is called `url.full`"),
            ("exception-without-error-status", "load account {}: `load account {}` has an exception"),
            ("high-cardinality-metric-attribute", "metrics: the metric attribute `session.id`"),
            ("high-cardinality-span-name", "load account {}: the span name `load account {}` has data in it: 5 names"),
            ("key-cardinality", "differ only in the data in their names: `account.{}.plan`"),
            ("metric-unit", "accounts.login.time: `milliseconds`"),
            ("near-duplicate-attribute", "`userId`, `user_id`"),
            ("payload-in-log", "logs: log records have a whole document as their body"),
            ("pii-attribute", "logs: the log attribute `contact` holds an e-mail address"),
            ("pii-attribute", "traces: the span attribute `http.url` holds an AWS access key id"),
            ("pii-attribute", "traces: the span attribute `login.form` holds a secret"),
            ("pii-in-message", "logs: log bodies hold a secret"),
            ("service-identity", "`accounts` does not say its environment"),
        ],
        besides: &[("attribute-name-style", "names of attributes of `accounts` are written unlike all others: `userId`")],
    },
    Recorded {
        language: "rust",
        amounts: Amounts { resources: 3, spans: 48, logs: 30, metrics: 3, data_points: 3, traces: 12 },
        planted: &[
            ("deprecated-attribute", "traces: `db.statement` is called `db.query.text`"),
            ("deprecated-attribute", "traces: `db.system` is called `db.system.name`"),
            ("dropped-telemetry", "checkout: events of `checkout` were dropped"),
            ("error-without-cause", "discount: `discount` failed"),
            ("high-cardinality-span-name", "load cart {}: the span name `load cart {}` has data in it: 12 names"),
            ("metric-conflict", "cart.checkout.duration: `cart.checkout.duration` is sent with several units: `ms`, `s`"),
            ("metric-unit", "cart.value: `EUR`"),
            ("pii-attribute", "traces: the span attribute `customer` holds a bank account number (IBAN)"),
            ("pii-attribute", "traces: the span attribute `customer` holds an e-mail address"),
            ("pii-in-message", "logs: log bodies hold a bank account number (IBAN)"),
            ("pii-in-message", "traces: names in telemetry hold an e-mail address"),
            ("service-identity", "a resource has an empty `service.name`"),
        ],
        besides: &[
            ("attribute-name-style", "are also the beginning of others: `cart`"),
            // An event goes to its span, and as a record to the logs.
            ("pii-in-message", "logs: log bodies hold an e-mail address"),
            ("pii-in-message", "traces: names in telemetry hold a bank account number (IBAN)"),
        ],
    },
    Recorded {
        language: "go",
        amounts: Amounts { resources: 6, spans: 73, logs: 10, metrics: 24, data_points: 34, traces: 7 },
        planted: &[],
        besides: &[],
    },
    Recorded {
        language: "java",
        amounts: Amounts { resources: 3, spans: 20, logs: 5, metrics: 7, data_points: 9, traces: 5 },
        planted: &[],
        besides: &[],
    },
];

impl Recorded {
    fn folder(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures").join(self.language)
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
        read(&self.folder(), files, threads)
    }

    fn report(&self) -> Report {
        report(self.read(&self.files(), 1))
    }
}

fn read(folder: &Path, files: &[PathBuf], threads: usize) -> Capture {
    let reading = Reading { arguments: files, working_directory: folder, format: None, threads, contracts: &[] };
    Capture::read(&reading, &mut std::io::empty()).unwrap()
}

fn report(capture: Capture) -> Report {
    let told = capture.tell(&Choices::default());
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
        assert_eq!(seen.amounts, recorded.amounts, "{}", recorded.language);
        assert_eq!(seen.inputs.len(), recorded.files().len(), "{}", recorded.language);
    }
}

#[test]
fn every_planted_defect_is_found_once_and_nothing_else() {
    let mut wrong = Vec::new();
    for recorded in &RECORDED {
        let Recorded { language, planted, besides, .. } = recorded;
        let findings = recorded.report().findings;
        for fault in planted.iter().chain(*besides) {
            let count = findings.iter().filter(|finding| is(finding, fault)).count();
            if count != 1 {
                wrong.push(format!("{language}: found {count} times: {fault:?}"));
            }
        }
        let is_expected = |finding: &&Finding| planted.iter().chain(*besides).any(|fault| is(finding, fault));
        let others = findings.iter().filter(|finding| !is_expected(finding));
        wrong.extend(others.map(|finding| format!("{language}: found as well: {}: {}", finding.rule.id, line(finding))));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn reports_read_as_written() {
    let mut changed = Vec::new();
    for recorded in &RECORDED {
        let file = recorded.folder().with_extension("txt");
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
            assert_eq!(written(&report(capture), Format::Json), whole, "{}: {how}", recorded.language);
        }
    }
}

/// Each file read by a run of its own, which leaves a partial file, in this order.
fn merged(recorded: &Recorded, files: &[PathBuf]) -> Capture {
    let mut whole = Capture::default();
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
            let name = format!("{}.{form}", recorded.language);
            let root = lint::tree(&format!("captures-{name}"), &[(&name, &content)]);
            let again = report(read(&root, &[PathBuf::from(&name)], 1));
            assert_eq!(again.recording.unwrap().amounts, recorded.amounts, "{name}");
            let lines = |findings: &[Finding]| findings.iter().map(line).collect::<Vec<_>>();
            assert_eq!(lines(&again.findings), lines(&whole.findings), "{name}");
        }
    }
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
            assert!(shown.is_empty(), "{} of {} shows {shown:?}", format.name(), recorded.language);
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
