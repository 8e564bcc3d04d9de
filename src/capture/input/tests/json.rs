//! JSON: the ways in which documents stand in a file, and what is broken among them.

use super::*;

fn both() -> Vec<(String, usize)> {
    vec![(SPANS.to_owned(), 1), (LOGS.to_owned(), 2)]
}

#[test]
fn one_document() {
    for text in [SPANS.to_owned(), format!("{SPANS}\n"), format!("\u{feff}{SPANS}\r\n\r\n")] {
        assert_eq!(documents(text.as_bytes(), "OTLP JSON"), [(SPANS.to_owned(), 1)]);
    }
    assert_eq!(documents(format!("\n \n  {SPANS}").as_bytes(), "OTLP JSON"), [(SPANS.to_owned(), 3)]);
}

#[test]
fn lines_of_mixed_signals() {
    for text in [
        format!("{SPANS}\n{LOGS}\n"),
        format!("{SPANS}\n{LOGS}"),
        format!("\u{feff}{SPANS}\r\n{LOGS}\r\n"),
        format!("{SPANS}  \n  {LOGS}\n\n"),
        format!("\u{1e}{SPANS}\n\u{1e}{LOGS}\n"),
        format!("{SPANS}\n\u{feff}{LOGS}\n"),
    ] {
        assert_eq!(documents(text.as_bytes(), "OTLP JSON lines"), both(), "{text}");
    }
    let far = format!("{SPANS}\n\n\n{}\n{METRICS}\n{{}}\n", " ".repeat(1000));
    assert_eq!(documents(far.as_bytes(), "OTLP JSON lines").iter().map(|(_, line)| *line).collect::<Vec<_>>(), [1, 5, 6]);
}

#[test]
fn documents_that_share_a_line() {
    for between in ["", " ", "\t", ",", ", ", "   "] {
        let text = format!("{SPANS}{between}{LOGS}");
        let expected = vec![(SPANS.to_owned(), 1), (LOGS.to_owned(), 1)];
        assert_eq!(documents(text.as_bytes(), "OTLP JSON"), expected, "{between:?}");
        let text = format!("{text}\n{METRICS}\n");
        assert_eq!(documents(text.as_bytes(), "OTLP JSON").len(), 3, "{between:?}");
    }
}

#[test]
fn many_documents_in_a_line_take_no_time() {
    let text = SPANS.repeat(20_000);
    assert_eq!(read_from(text.as_bytes(), None, LIMITS).1.len(), 20_000);
}

#[test]
fn indented_documents() {
    let indented = "{\n  \"resourceSpans\": [\n    {\n      \"scopeSpans\": []\n    }\n  ]\n}";
    let flat = indented.replace("  ", "");
    for document in [indented, &indented.replace('\n', "\r\n"), &flat] {
        let expected = |line: usize| (document.to_owned(), line);
        assert_eq!(documents(document.as_bytes(), "OTLP JSON"), [expected(1)]);
        let text = format!("{document}\n{document}\n\n{document}\n");
        assert_eq!(documents(text.as_bytes(), "OTLP JSON"), [expected(1), expected(8), expected(16)], "{document}");
    }
    let mixed = format!("{indented}\n{LOGS}\n{indented}{SPANS}\n");
    assert_eq!(documents(mixed.as_bytes(), "OTLP JSON").iter().map(|(_, line)| *line).collect::<Vec<_>>(), [1, 8, 9, 15]);
}

#[test]
fn arrays() {
    for text in [
        format!("[{SPANS},{LOGS}]"),
        format!("[\n{SPANS},\n{LOGS}\n]\n"),
        format!("\u{feff}[\r\n  {SPANS},\r\n  {LOGS}\r\n]"),
        format!("[[{SPANS}],[{LOGS}]]"),
        format!("[{SPANS}]\n[{LOGS}]\n"),
    ] {
        let found = documents(text.as_bytes(), "OTLP JSON array");
        assert_eq!(found.iter().map(|(text, _)| text.as_str()).collect::<Vec<_>>(), [SPANS, LOGS], "{text}");
    }
    assert_eq!(documents(b"[]", "OTLP JSON"), []);
    assert_eq!(documents(b"{}\n{}\n", "OTLP JSON").len(), 2);
    let (outcome, messages) = read(format!("[{SPANS},1,{LOGS},\"x\"\n,{METRICS}").as_bytes());
    assert_eq!(lines(&messages), [1, 1, 2]);
    assert_eq!(problems(&outcome).len(), 3, "{:?}", problems(&outcome));
    assert!(problems(&outcome)[2].contains("in the middle of a JSON array"), "{:?}", problems(&outcome));
}

#[test]
fn other_roots() {
    let bare = r#"{"resource":{"attributes":[{"key":"a"}]},"scopeSpans":[]}"#;
    let nested = format!("{{\"resourceSpans\":[\n{bare},\n{bare}\n]}}");
    for (text, detected, count) in [
        (format!("{bare}\n{bare}\n"), "OTLP JSON of single resources", 2),
        (r#"{"resource":{"attributes":[{"key":"a"}]}}"#.to_owned(), "OTLP JSON of single resources", 1),
        (r#"{"scopeLogs":[],"resource":{}}"#.to_owned(), "OTLP JSON of single resources", 1),
        (r#"{"batches":[{"resource":{}}]}"#.to_owned(), "JSON of Tempo", 1),
        ("{\"trace\":\n{\"resourceSpans\":[]}}".to_owned(), "JSON of Tempo", 1),
        (r#"{"resource_spans":[{"resource":{"attributes":[]}}]}"#.to_owned(), "OTLP JSON", 1),
        (format!("{{}}\n{SPANS}\n"), "OTLP JSON", 2),
        (nested, "OTLP JSON", 1),
    ] {
        assert_eq!(documents(text.as_bytes(), detected).len(), count, "{text}");
    }
}

#[test]
fn a_cut_document_swallows_nothing() {
    let at = SPANS.find("a }").unwrap();
    let indented = "{\n  \"resourceSpans\": [\n    {}\n  ]\n}";
    for end in (2..SPANS.len() - 1).chain([at]) {
        let cut = &SPANS[..end];
        for next in [LOGS, r#"{"batches":[]}"#, "{ \"resourceMetrics\" :[]}", indented] {
            let text = format!("{METRICS}\n{cut}\n{next}\n{METRICS}\n");
            let (outcome, messages) = read(text.as_bytes());
            assert_eq!(messages[messages.len() - 2].1, next.as_bytes(), "{text}: {:?}", problems(&outcome));
            // A line that ends with a brace may look whole; whether it is JSON is for others to say.
            assert_eq!(messages.len() + outcome.problems.len(), 4, "{text}");
            if messages.len() == 3 {
                assert_eq!(problem(&outcome), "2:1 this document is cut off, and left out: in line 3 another one starts");
            } else {
                assert!(cut.trim_end().ends_with('}'), "{text}");
            }
        }
    }
    let (outcome, messages) = read(format!("{}\n{indented}\n", &indented[..indented.len() - 4]).as_bytes());
    assert_eq!(lines(&messages), [5], "{:?}", problems(&outcome));
    let bare = r#"{"resource":{},"scopeSpans":[]}"#;
    let (_, messages) = read(format!("{bare}\n{}\n{bare}\n", &bare[..15]).as_bytes());
    assert_eq!(lines(&messages), [1, 3]);
}

#[test]
fn a_cut_end_is_told_and_what_was_before_stands() {
    for end in 1..SPANS.len() {
        let text = format!("{LOGS}\n{}", &SPANS[..end]);
        let (outcome, messages) = read(text.as_bytes());
        assert_eq!(messages.len(), 1);
        let expected =
            format!("2:1 the input ends in the middle of a JSON document at byte {}; what came before is judged", text.len());
        assert_eq!(problem(&outcome), expected);
    }
    assert_eq!(read(&SPANS.as_bytes()[..40]).0.detected, "OTLP JSON");
}

#[test]
fn lines_that_are_none_are_left_out() {
    let text = format!("{SPANS}\nINFO {{started}}\n[12:30] two\nthree\n{LOGS}\n\0\0\0\0\n{METRICS}\n");
    let (outcome, messages) = read(text.as_bytes());
    assert_eq!(lines(&messages), [1, 5, 7]);
    assert_eq!(outcome.problems.len(), 2);
    assert!(problems(&outcome)[0].starts_with("2:1 what stands here is no JSON object"));
    let (outcome, messages) = read(format!("\":\"b\"}}]}}]}}\n{SPANS}\n").as_bytes());
    assert_eq!((outcome.detected.as_str(), lines(&messages)), ("OTLP JSON lines", vec![2]), "the end of a cut one comes first");
    assert_eq!(outcome.problems.len(), 1);
}

#[test]
fn problems_have_an_end() {
    let (outcome, messages) = read(format!("{SPANS}\nx\n").repeat(50).as_bytes());
    assert_eq!((messages.len(), outcome.problems.len()), (50, 21));
    assert_eq!(problems(&outcome)[20], "40:1 and 30 more problems");
}

#[test]
fn places_within_lines() {
    let (outcome, _) = read(format!("{SPANS}\n  {LOGS}{}", &SPANS[..20]).as_bytes());
    assert!(problem(&outcome).starts_with(&format!("2:{} ", LOGS.len() + 3)), "{}", problem(&outcome));
}
