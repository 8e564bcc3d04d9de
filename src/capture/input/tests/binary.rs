//! Protobuf, frames and packings.

use super::*;

fn body() -> Vec<u8> {
    [resource("one"), resource("two"), resource(&"x".repeat(300))].concat()
}

#[test]
fn bodies_to_their_resources() {
    let (outcome, messages) = read(&body());
    assert_eq!((outcome.detected.as_str(), problems(&outcome)), ("OTLP protobuf", vec![]));
    assert_eq!(lines(&messages), [1, 2, 3]);
    assert_eq!(messages[1], (Encoding::Protobuf, resource("two"), 2));
    assert_eq!(messages.iter().flat_map(|(_, bytes, _)| bytes.clone()).collect::<Vec<u8>>(), body());
    assert_eq!(read(&[0x0a, 0]).1.len(), 1, "a resource without anything");
}

#[test]
fn bodies_of_every_length_of_resource() {
    // Some of them open like JSON behind an empty line: `\n{`, `\n[`, `\n `.
    for length in 0..200 {
        let (outcome, messages) = read(&resource(&"x".repeat(length)));
        assert_eq!((outcome.detected.as_str(), messages.len()), ("OTLP protobuf", 1), "{length}");
    }
}

#[test]
fn bodies_with_other_fields() {
    let other = [field(0x12, b"abc"), vec![0x18, 0x80, 0x01], vec![0x21; 9], vec![0x2d; 5]].concat();
    let (outcome, messages) = read(&[resource("one"), other, resource("two")].concat());
    assert_eq!((messages.len(), outcome.problems.len()), (2, 4));
    let at = resource("one").len();
    assert_eq!(problems(&outcome)[0], format!("1:1 at byte {at}: OTLP has no field 2 of wire type 2 at the top; it is left out"));
    for junk in [&[0; 40][..], &[0x0b; 40], &[0xff; 40], &[0x0f]] {
        let (outcome, messages) = read(&[&resource("one"), junk].concat());
        assert_eq!(messages.len(), 1);
        assert!(problem(&outcome).starts_with(&format!("1:1 at byte {at}: what stands there is no field")), "{junk:?}");
    }
}

#[test]
fn bodies_that_are_cut() {
    let two = resource("one").len();
    for end in two + 1..two + resource("two").len() {
        let (outcome, messages) = read(&body()[..end]);
        assert_eq!(messages.len(), 1, "{end}");
        let expected = format!("1:1 the input ends in the middle of a protobuf field at byte {end}; what came before is judged");
        assert_eq!(problem(&outcome), expected);
    }
    let (outcome, messages) = read(&[0x0a, 0xff, 0xff, 0xff, 0xff, 0x0f, 0x0a]);
    assert_eq!((messages.len(), outcome.problems.len()), (0, 2), "4 GiB are announced, and neither held nor there");
    let (outcome, _) = read(&[&resource("one")[..], &[0x0a], &[0xff; 9], &[1]].concat());
    assert_eq!(outcome.problems.len(), 1, "2 to the 64 bytes");
}

#[test]
fn frames() {
    let all =
        [frame(&body()), frame(&[]), frame(SPANS.as_bytes()), frame(&zstd(LOGS.as_bytes())), frame(&zstd(&body()))].concat();
    let (outcome, messages) = read(&all);
    assert_eq!((outcome.detected.as_str(), problems(&outcome)), ("OTLP protobuf in frames", vec![]));
    let expected = [
        (Encoding::Protobuf, body(), 1),
        (Encoding::Json, SPANS.into(), 3),
        (Encoding::Json, LOGS.into(), 4),
        (Encoding::Protobuf, body(), 5),
    ];
    assert_eq!(messages, expected);
    assert_eq!(read(&frame(SPANS.as_bytes())).0.detected, "OTLP JSON in frames");
    assert_eq!(read(&frame(&zstd(SPANS.as_bytes()))).0.detected, "frames of zstd with OTLP");
    assert_eq!(read(&[frame(&[]), frame(&body())].concat()).0.detected, "OTLP protobuf in frames");
}

#[test]
fn frames_that_are_broken() {
    let mut broken = zstd(&body());
    broken[8] ^= 0xff;
    let (outcome, messages) = read(&[frame(&body()), frame(b"junk"), frame(&broken), frame(SPANS.as_bytes())].concat());
    assert_eq!(lines(&messages), [1, 4]);
    assert!(problems(&outcome)[0].contains("holds neither"), "{:?}", problems(&outcome));
    assert!(problems(&outcome)[1].contains("its zstd data is broken"), "{:?}", problems(&outcome));
    let all = [frame(&body()), frame(&body())].concat();
    for end in frame(&body()).len() + 1..all.len() {
        let (outcome, messages) = read_from(&all[..end], None, LIMITS);
        assert_eq!(messages.len(), 1);
        assert!(problem(&outcome).contains(&format!("in the middle of a frame at byte {end};")), "{}", problem(&outcome));
    }
}

#[test]
fn packings() {
    let text = format!("{SPANS}\n{LOGS}\n");
    let skippable = [&[0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0][..], b"abc"].concat();
    for (bytes, detected) in [
        (gzip(text.as_bytes()), "gzip, OTLP JSON lines"),
        ([gzip(SPANS.as_bytes()), gzip(b"\n"), gzip(LOGS.as_bytes())].concat(), "gzip, OTLP JSON lines"),
        (zstd(text.as_bytes()), "zstd, OTLP JSON lines"),
        ([skippable, zstd(SPANS.as_bytes()), zstd(b"\n"), zstd(LOGS.as_bytes())].concat(), "zstd, OTLP JSON lines"),
        (gzip(&zstd(text.as_bytes())), "gzip, zstd, OTLP JSON lines"),
        (zstd(&gzip(&gzip(text.as_bytes()))), "zstd, gzip, gzip, OTLP JSON lines"),
        (zstd(&[frame(&resource("one")), frame(&resource("two"))].concat()), "zstd, OTLP protobuf in frames"),
        (gzip(&[resource("one"), resource("two")].concat()), "gzip, OTLP protobuf"),
    ] {
        let (outcome, messages) = read(&bytes);
        assert_eq!(problems(&outcome), [""; 0], "{detected}");
        assert_eq!((outcome.detected.as_str(), messages.len()), (detected, 2));
    }
    let (outcome, _) = read(&gzip(&gzip(&gzip(&gzip(b"{}")))));
    assert!(problem(&outcome).contains("compressed more than 3 times"), "{}", problem(&outcome));
}

#[test]
fn packings_that_are_cut() {
    // Texts that do not repeat, so that much comes before the end.
    let line = |number: u32| format!("{{\"resourceLogs\":[{}]}}", number.wrapping_mul(2_654_435_761));
    let text = (0..20_000).map(line).collect::<Vec<_>>().join("\n");
    for (packed, name) in [(gzip(text.as_bytes()), "gzip"), (zstd(text.as_bytes()), "zstd")] {
        let (outcome, messages) = read_from(&packed[..packed.len() / 2], None, LIMITS);
        assert!(messages.len() > 5_000, "{name}: {}", messages.len());
        let told = format!("1:1 the input ends in the middle of its {name} data, at byte ");
        assert!(problem(&outcome).starts_with(&told), "{}", problem(&outcome));
        let mut broken = packed;
        let middle = broken.len() / 2;
        broken[middle..middle + 64].fill(0xff);
        let (outcome, messages) = read_from(&broken[..], None, LIMITS);
        assert!(messages.len() > 3_000, "{name}: {}", messages.len());
        assert!(problems(&outcome).iter().any(|told| told.contains(&format!("the {name} data is broken"))), "{outcome:?}");
    }
    let (outcome, messages) = read(&[gzip(SPANS.as_bytes()), b"tail".to_vec()].concat());
    assert_eq!((messages.len(), outcome.problems.len()), (1, 1));
    let (outcome, messages) = read(&gzip(SPANS.as_bytes())[..5]);
    assert_eq!((messages.len(), problems(&outcome).len()), (0, 1), "{outcome:?}");
}

#[test]
fn what_is_said_counts() {
    let (outcome, messages) = read_from(&body()[..], Some(InputFormat::Protobuf), LIMITS);
    assert_eq!((outcome.detected.as_str(), messages.len()), ("protobuf", 3));
    let (outcome, messages) = read_from(&gzip(b"{\"a\":1}")[..], Some(InputFormat::Json), LIMITS);
    assert_eq!((outcome.detected.as_str(), messages.len()), ("gzip, json", 1));
    let (_, messages) = read_from(&frame(&body())[..], Some(InputFormat::Framed), LIMITS);
    assert_eq!(messages.len(), 1);
    for format in InputFormat::ALL {
        assert_eq!(InputFormat::by_name(format.name()), Some(format));
    }
}
