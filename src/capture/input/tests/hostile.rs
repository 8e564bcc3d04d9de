//! Inputs that were made to be in the way: they end, in little memory, and nothing panics.

use super::*;

/// Limits that are soon reached.
const TIGHT: Limits = Limits { message: 1 << 20, barren: 4 << 20 };

#[test]
fn what_is_too_long_is_left_out_and_no_more() {
    let long = format!("{{\"resourceSpans\":[\"{}\"]}}", "a".repeat(2 << 20));
    let array = format!("[{SPANS},{long},{LOGS}]");
    for text in [format!("{SPANS}\n{long}\n{LOGS}\n"), format!("{SPANS}{long}{LOGS}"), array] {
        let (outcome, messages) = read_from(text.as_bytes(), None, TIGHT);
        assert_eq!(messages.iter().map(|(_, bytes, _)| &bytes[..]).collect::<Vec<_>>(), [SPANS.as_bytes(), LOGS.as_bytes()]);
        assert!(problem(&outcome).contains("this document has more than 1 MiB"), "{}", problem(&outcome));
    }
    let indented = format!("{{\n  \"resourceSpans\": [\n    \"{}\"\n  ]\n}}\n", "a".repeat(2 << 20));
    let (outcome, messages) = read_from(format!("{indented}{SPANS}\n").as_bytes(), None, TIGHT);
    assert_eq!((lines(&messages), outcome.problems.len()), (vec![6], 1));

    let large = resource(&"a".repeat(2 << 20));
    let (outcome, messages) = read_from(&[resource("one"), large.clone(), resource("two")].concat()[..], None, TIGHT);
    assert_eq!((messages.len(), outcome.problems.len()), (2, 1));
    let unpacked = frame(&zstd(&large));
    let (outcome, messages) =
        read_from(&[frame(&resource("one")), unpacked, frame(&large), frame(&resource("two"))].concat()[..], None, TIGHT);
    assert_eq!((lines(&messages), outcome.problems.len()), (vec![1, 4], 2));
}

/// Makes a line of `left` bytes without holding it, with `before` and `after` around it.
fn line_of(before: &'static str, left: u64, after: &'static str) -> impl Read {
    before.as_bytes().chain(io::repeat(b'a').take(left)).chain(after.as_bytes())
}

#[test]
fn a_line_of_70_mebibytes() {
    let after = "\"}\n{\"resourceLogs\":[]}\n";
    let (outcome, messages) = read_from(line_of("{\"resourceSpans\":\"", 70 << 20, after), None, LIMITS);
    assert_eq!(lines(&messages), [2]);
    let expected = "1:1 this document has more than 64 MiB, and is left out; no receiver takes so much";
    assert_eq!(problem(&outcome), expected);
}

#[test]
fn bombs() {
    let zeros = |mebibytes: u64| {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        io::copy(&mut io::repeat(0).take(mebibytes << 20), &mut encoder).unwrap();
        encoder.finish().unwrap()
    };
    let (outcome, _) = read_from(&zeros(64)[..], None, LIMITS);
    assert_eq!(outcome.detected, "zstd, binary data of an unknown kind");
    let zeros = zeros(16);
    for first in [format!("{SPANS}\n"), format!("{SPANS}\n{{"), format!("{SPANS}\n{{\""), format!("{SPANS}\n[{{")] {
        let (outcome, messages) = read_from(&[zstd(first.as_bytes()), zeros.clone()].concat()[..], None, TIGHT);
        assert_eq!(messages.len(), 1);
        assert!(outcome.problems.iter().any(|problem| problem.message.starts_with("reading stops: ")), "{outcome:?}");
    }
    for first in [resource("one"), frame(&resource("one"))] {
        let (outcome, messages) = read_from(&[zstd(&first), zeros.clone()].concat()[..], None, TIGHT);
        assert_eq!((messages.len(), outcome.problems.len()), (1, 1), "{outcome:?}");
    }
    let frames = [frame(&resource("one")), frame(&zeros).repeat(8)].concat();
    let (outcome, _) = read_from(&frames[..], None, TIGHT);
    assert!(outcome.problems.iter().any(|problem| problem.message.starts_with("reading stops: ")), "{outcome:?}");
}

#[test]
fn depth_is_no_matter() {
    let deep = format!("{{\"resourceSpans\":{}{}}}", "[".repeat(500_000), "]".repeat(500_000));
    let (outcome, messages) = read_from(format!("{deep}\n{deep}{SPANS}").as_bytes(), None, LIMITS);
    assert_eq!((messages.len(), problems(&outcome)), (3, vec![]));
    let open = "[".repeat(500_000);
    let (outcome, _) = read_from(format!("{SPANS}{open}{SPANS}").as_bytes(), None, LIMITS);
    assert!(!outcome.problems.is_empty());
}

#[test]
fn errors_of_reading() {
    struct Fails;
    impl Read for Fails {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the disk is gone"))
        }
    }
    for bytes in [format!("{SPANS}\n{{\"resource").into_bytes(), gzip(SPANS.as_bytes())[..60].to_vec()] {
        let (outcome, _) = read_from((&bytes[..]).chain(Fails), None, LIMITS);
        assert!(problem(&outcome).starts_with("1:1 it cannot be read on: the disk is gone, at byte"), "{outcome:?}");
    }
}

/// Numbers that look as if by chance, the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most
    }
}

#[test]
fn damage_is_survived() {
    let text = format!("{SPANS}\n{{\n  \"resourceLogs\": [\n  ]\n}}\n[{LOGS},{METRICS}]{SPANS}\r\n");
    let body = [resource("one"), resource("two")].concat();
    let seeds = [
        text.clone().into_bytes(),
        body.clone(),
        [frame(&body), frame(text.as_bytes()), frame(&zstd(&body))].concat(),
        gzip(text.as_bytes()),
        zstd(text.as_bytes()),
    ];
    let mut chance = Chance(1);
    let small = Limits { message: 100, barren: 400 };
    for round in 0..3_000 {
        let mut bytes = seeds[round % seeds.len()].clone();
        for _ in 0..=chance.below(4) {
            let at = chance.below(bytes.len());
            match chance.below(4) {
                0 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
                1 => bytes.truncate(at.max(1)),
                2 => bytes.insert(at, b"{}[]\"\\\n\0"[chance.below(8)]),
                _ => drop(bytes.drain(at..bytes.len().min(at + 5).max(at + 1))),
            }
            if bytes.is_empty() {
                bytes.push(b'{');
            }
        }
        for format in [None, Some(InputFormat::Json), Some(InputFormat::Protobuf), Some(InputFormat::Framed)] {
            for limits in [LIMITS, small] {
                let whole = read_from(&bytes[..], format, limits);
                // How much is held when a message is too long decides nothing but where reading stops.
                if limits.message == LIMITS.message {
                    assert_eq!(whole, read_from(Drops(&bytes), format, limits), "{bytes:?}");
                }
            }
        }
    }
}
