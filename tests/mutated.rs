//! Recordings that were damaged by chance, the same every time: nothing panics, and threads and parts change nothing in what is told.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

mod otlp;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use otel_lint::capture::{Capture, Choices, InputFormat, Reading};
use otel_lint::contract::{Contract, ContractIndex};
use otel_lint::fact::Mode;
use otel_lint::panics::Panics;
use otlp::{Chance, attribute, faulty, field, folder, frame, gzip, line, named, resource, span, text, typed, wire_span, zstd};

const ROUNDS: usize = 2_500;
/// One in so many is told in every format, too.
const REPORTED: usize = 100;

/// Recordings with something of everything.
fn seeds() -> Vec<Vec<u8>> {
    let value = [
        text("http.route", "/orders/4711"),
        attribute("list", r#"{"arrayValue":{"values":[{"stringValue":"a"},{"intValue":"5"}]}}"#),
        attribute("map", r#"{"kvlistValue":{"values":[{"key":"a","value":{"bytesValue":"aGk="}}]}}"#),
        text("user.email", "ann@shop-mail.net"),
    ]
    .join(",");
    let more = format!(
        r#","parentSpanId":"00000000000000ff","flags":257,"events":[{{"name":"exception","timeUnixNano":"5","attributes":[{value}]}}],"links":[{{"traceId":"0af7651916cd43dd8448eb211c803199","spanId":"b7ad6b7169203399"}}],"status":{{"code":2,"message":"no"}},"droppedEventsCount":1"#
    );
    let spans = line(
        "Spans",
        &named("shop"),
        "shop",
        &format!("{},{}", span(1, 1, "load 4711", &value, &more), span(1, 255, "root", "", "")),
    );
    let log = format!(
        r#"{{"timeUnixNano":"5","severityNumber":9,"eventName":"paid","body":{{"stringValue":"done"}},"attributes":[{value}],"traceId":"0af7651916cd43dd8448eb211c803199","spanId":"b7ad6b7169203399"}}"#
    );
    let logs = line("Logs", &named("shop"), "shop", &log);
    let point = format!(
        r#"{{"attributes":[{value}],"startTimeUnixNano":"1","timeUnixNano":"9","asDouble":1.5,"exemplars":[{{"asInt":"1","filteredAttributes":[{value}]}}]}}"#
    );
    let sum = format!(
        r#"{{"name":"a.b","unit":"1","sum":{{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{point},{point}]}}}}"#
    );
    let histogram = r#"{"name":"size","histogram":{"aggregationTemporality":1,"dataPoints":[{"count":"3","sum":4.5,"bucketCounts":["1","2"],"explicitBounds":[1.0]}]}}"#;
    let metrics = line("Metrics", &named("shop"), "shop", &format!("{sum},{histogram}"));
    let text = [spans.as_str(), &logs, &metrics, &faulty(2)].concat();
    let nested = field(9, &[field(1, b"list"), field(2, &field(5, &field(1, &field(1, b"a"))))].concat());
    let event = field(11, &[field(2, b"exception"), field(3, &otlp::text_attribute("exception.type", b"no"))].concat());
    let body = [resource(&[wire_span(1, &[nested, event].concat()), wire_span(2, &[])]), resource(&[wire_span(3, &[])])].concat();
    vec![
        text.clone().into_bytes(),
        format!("[{},{}]", spans.trim_end(), metrics.trim_end()).into_bytes(),
        body.clone(),
        [frame(&body), frame(logs.as_bytes()), frame(&zstd(&body)), frame(&body)].concat(),
        gzip(text.as_bytes()),
        zstd(&body),
    ]
}

/// Pieces that stand in some place or other, and mean something there.
const PIECES: [&[u8]; 26] = [
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b",",
    b":",
    b"\n",
    b"\0",
    b"\xff",
    b"null",
    b"\"NaN\"",
    b"NaN",
    b"-1",
    b"1e999",
    b"{}",
    b"[]",
    b"\\ud800",
    b"18446744073709551615",
    b"\"resourceSpans\":[",
    b"}{",
    b"\x0a\xff\xff\xff\xff\x0f",
    b"\x12\0",
    b"\x28\xb5\x2f\xfd",
    b"\xef\xbb\xbf",
];

fn mutate(seeds: &[Vec<u8>], round: usize, chance: &mut Chance) -> Vec<u8> {
    let mut bytes = seeds[round % seeds.len()].clone();
    for _ in 0..=chance.below(5) {
        let at = chance.below(bytes.len());
        let until = bytes.len().min(at + 1 + chance.below(40));
        match chance.below(8) {
            0 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => bytes.truncate(at.max(1)),
            3 => drop(bytes.drain(at..until)),
            4 => {
                let again = bytes[at..until].to_vec();
                drop(bytes.splice(at..at, again));
            }
            5 => {
                let other = &seeds[chance.below(seeds.len())];
                let from = chance.below(other.len());
                let part = other[from..other.len().min(from + 60)].to_vec();
                drop(bytes.splice(at..until, part));
            }
            _ => {
                let piece = PIECES[chance.below(PIECES.len())].iter().copied();
                drop(bytes.splice(at..until.min(at + chance.below(6)).max(at), piece));
            }
        }
        if bytes.is_empty() {
            bytes.push(b'{');
        }
    }
    bytes
}

fn read(bytes: &[u8], format: Option<InputFormat>, threads: usize, contracts: &[Arc<ContractIndex>]) -> Capture {
    let arguments = [PathBuf::from("-")];
    let reading =
        Reading { arguments: &arguments, working_directory: Path::new("."), format, threads, contracts, panics: Panics::Throw };
    Capture::read(&reading, &mut &*bytes).expect("stdin is there")
}

#[test]
fn damage_is_told_and_the_same_for_any_number_of_threads() {
    let seeds = seeds();
    let mut chance = Chance(20_260_101);
    let folder = folder("mutated", &[]);
    let modes = Mode::ALL;
    // Some of what the seeds hold is held against promises, whatever became of it.
    let contract = Contract::load(Path::new("tests/mutated.yaml"), Path::new(env!("CARGO_MANIFEST_DIR")), &[]).unwrap();
    let contracts = [Arc::new(ContractIndex::new(contract, None))];
    let mut told_of = 0;
    for round in 0..ROUNDS {
        let bytes = mutate(&seeds, round, &mut chance);
        let format =
            [None, None, None, Some(InputFormat::Json), Some(InputFormat::Protobuf), Some(InputFormat::Framed)][chance.below(6)];
        let choices = Choices { mode: modes[chance.below(modes.len())], ..Choices::default() };
        let held = if round % 2 == 0 { &contracts[..] } else { &[] };
        let tell = |threads: usize| format!("{:?}", read(&bytes, format, threads, held).tell(&choices));
        let told = tell(1);
        assert_eq!(told, tell(3), "round {round}");
        told_of += usize::from(told.contains("Problem {") || told.contains("problems: [Problem"));
        if round % REPORTED == 0 {
            reported(&folder, &bytes, round);
        }
    }
    assert!(told_of > ROUNDS / 3, "{told_of} of {ROUNDS} have a problem");
}

/// The program says the same of a file, whatever the threads, and of its partial result.
fn reported(folder: &Path, bytes: &[u8], round: usize) {
    std::fs::write(folder.join("a.otlp"), bytes).unwrap();
    let once = typed(folder, "validate --isolated --format json a.otlp", 1);
    assert_eq!(once, typed(folder, "validate --isolated --format json a.otlp", 3), "round {round}");
    // Where nothing could be read, that is so for a part as well.
    let part = typed(folder, "validate --partial a.part a.otlp", 2).status;
    assert_eq!(part, if once.status == 2 { 2 } else { 0 }, "round {round}");
    assert_eq!(once, typed(folder, "merge --isolated --format json a.part", 1), "round {round}");
    for format in ["human", "short", "sarif", "github", "junit"] {
        assert_eq!(typed(folder, &format!("validate --isolated --format {format} a.otlp"), 1).status, once.status);
    }
}
