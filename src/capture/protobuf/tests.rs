//! What the walker reads is what the protocol's own types have written, and what they read of broken bytes is no more than it does.

use std::fmt::Write;

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{AnyValue, ArrayValue, InstrumentationScope, KeyValue, KeyValueList, any_value};
use opentelemetry_proto::tonic::logs::v1::{LogRecord, LogsData, ResourceLogs, ScopeLogs};
use opentelemetry_proto::tonic::metrics::v1 as metrics;
use opentelemetry_proto::tonic::resource::v1::Resource as WireResource;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span as WireSpan, Status, span};
use prost::Message;

use super::*;
use crate::capture::record::{Attribute, Metric, Value};

/// Everything that a sink is told, as text.
#[derive(Default)]
struct Told(String);

impl Sink for Told {
    fn resource(&mut self, signal: Signal, resource: &Resource<'_>) {
        let _ = writeln!(self.0, "{signal:?} {resource:?}");
    }
    fn scope(&mut self, scope: &Scope<'_>) {
        let _ = writeln!(self.0, "{scope:?}");
    }
    fn span(&mut self, span: &Span<'_>) {
        let _ = writeln!(self.0, "{span:?}");
    }
    fn log(&mut self, log: &Log<'_>) {
        let _ = writeln!(self.0, "{log:?}");
    }
    fn metric(&mut self, metric: &Metric<'_>) {
        let _ = writeln!(self.0, "{metric:?}");
    }
    fn point(&mut self, point: &Point<'_>) {
        let _ = writeln!(self.0, "{point:?}");
    }
    fn deviation(&mut self, deviation: Deviation) {
        let _ = writeln!(self.0, "{deviation:?}");
    }
}

fn told(body: &[u8]) -> (String, Vec<Broken>) {
    let (mut told, mut broken) = (Told::default(), Vec::new());
    read(body, None, &mut told, &mut |found| broken.push(found));
    (told.0, broken)
}

fn any(value: any_value::Value) -> AnyValue {
    AnyValue { value: Some(value) }
}

fn attribute(key: &str, value: any_value::Value) -> KeyValue {
    KeyValue { key: key.to_owned(), value: Some(any(value)), ..KeyValue::default() }
}

fn text(key: &str, value: &str) -> KeyValue {
    attribute(key, any_value::Value::StringValue(value.to_owned()))
}

fn resource() -> WireResource {
    WireResource { attributes: vec![text("service.name", "shop")], dropped_attributes_count: 2, ..WireResource::default() }
}

fn all_values() -> Vec<KeyValue> {
    use any_value::Value::{ArrayValue as Array, BoolValue, BytesValue, DoubleValue, IntValue, KvlistValue};
    let list = ArrayValue { values: vec![AnyValue { value: Some(IntValue(-1)) }, AnyValue { value: None }] };
    let map = KeyValueList { values: vec![text("inner", "ü"), attribute("flag", BoolValue(true))] };
    vec![
        text("text", "größe"),
        attribute("int", IntValue(i64::MIN)),
        attribute("double", DoubleValue(-0.5)),
        attribute("flag", BoolValue(false)),
        attribute("bytes", BytesValue(vec![0, 1, 2])),
        attribute("list", Array(list)),
        attribute("map", KvlistValue(map)),
        KeyValue { key: "empty".to_owned(), ..KeyValue::default() },
    ]
}

fn wire_span() -> WireSpan {
    WireSpan {
        trace_id: vec![1; 16],
        span_id: vec![2; 8],
        parent_span_id: vec![3; 8],
        flags: 0x301,
        name: "GET /orders".to_owned(),
        kind: 2,
        start_time_unix_nano: 5,
        end_time_unix_nano: u64::MAX,
        attributes: all_values(),
        dropped_attributes_count: 300,
        events: vec![span::Event {
            time_unix_nano: 6,
            name: "exception".to_owned(),
            attributes: vec![text("exception.type", "Late")],
            dropped_attributes_count: 1,
        }],
        dropped_events_count: 4,
        links: vec![span::Link { trace_id: vec![4; 16], span_id: vec![5; 8], attributes: all_values(), ..span::Link::default() }],
        dropped_links_count: 5,
        status: Some(Status { message: "late".to_owned(), code: 2 }),
        ..WireSpan::default()
    }
}

fn spans(spans: Vec<WireSpan>) -> ExportTraceServiceRequest {
    let scope = Some(InstrumentationScope { name: "orders".to_owned(), version: "1".to_owned(), ..Default::default() });
    let scope_spans = vec![ScopeSpans { scope, spans, schema_url: "https://s".to_owned() }];
    ExportTraceServiceRequest {
        resource_spans: vec![ResourceSpans { resource: Some(resource()), scope_spans, schema_url: "https://r".to_owned() }],
    }
}

#[test]
fn spans_are_read_whole() {
    let (told, broken) = told(&spans(vec![wire_span(), WireSpan::default()]).encode_to_vec());
    assert_eq!(broken, []);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 4, "{told}");
    for part in [
        "Signal::Traces Resource { attributes: [Attribute { key: \"service.name\", value: Text(\"shop\") }], dropped_attributes: 2",
        "schema_url: \"https://r\"",
    ] {
        assert!(lines[0].contains(part), "{part} in {}", lines[0]);
    }
    assert!(lines[1].contains("name: \"orders\", version: \"1\"") && lines[1].contains("https://s"), "{}", lines[1]);
    for part in [
        "length: 16 }, span_id: Id { bytes: [2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 0, 0, 0, 0, 0, 0], length: 8 }",
        "flags: 769, name: \"GET /orders\", kind: 2, start: 5, end: 18446744073709551615",
        "Attribute { key: \"text\", value: Text(\"größe\") }",
        "value: Int(-9223372036854775808)",
        "value: Double(-0.5)",
        "value: Flag(false)",
        "value: Bytes(3)",
        "value: Array([Int(-1), Empty])",
        "value: Map([Attribute { key: \"inner\", value: Text(\"ü\") }, Attribute { key: \"flag\", value: Flag(true) }])",
        "Attribute { key: \"empty\", value: Empty }], dropped_attributes: 300",
        "events: [Event { time: 6, name: \"exception\"",
        "dropped_events: 4, links: [Link { trace_id",
        "dropped_links: 5, status: 2, status_message: \"late\"",
    ] {
        assert!(lines[2].contains(part), "{part} in {}", lines[2]);
    }
    assert_eq!(lines[3], format!("{:?}", Span::default()));
}

#[test]
fn logs_are_read_whole() {
    let record = LogRecord {
        time_unix_nano: 1,
        observed_time_unix_nano: 2,
        severity_number: 17,
        severity_text: "ERROR".to_owned(),
        body: Some(any(any_value::Value::StringValue("late".to_owned()))),
        attributes: all_values(),
        dropped_attributes_count: 3,
        flags: 1,
        trace_id: vec![1; 16],
        span_id: vec![2; 8],
        event_name: "order.late".to_owned(),
    };
    let scope_logs = vec![ScopeLogs { log_records: vec![record], ..ScopeLogs::default() }];
    let data =
        LogsData { resource_logs: vec![ResourceLogs { resource: Some(resource()), scope_logs, ..ResourceLogs::default() }] };
    let (told, broken) = told(&data.encode_to_vec());
    assert_eq!(broken, []);
    for part in [
        "Signal::Logs",
        "Log { time: 1, observed_time: 2, severity: 17, severity_text: \"ERROR\", event_name: \"order.late\", body: Text(\"late\")",
        "dropped_attributes: 3, flags: 1",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn metrics_are_read_whole() {
    use metrics::metric::Data;
    let number = |value| metrics::NumberDataPoint {
        attributes: vec![text("route", "/")],
        start_time_unix_nano: 1,
        time_unix_nano: 2,
        exemplars: vec![metrics::Exemplar {
            filtered_attributes: vec![text("user", "7")],
            trace_id: vec![9; 16],
            ..Default::default()
        }],
        flags: 1,
        value: Some(value),
    };
    let sum = metrics::Sum {
        data_points: vec![number(metrics::number_data_point::Value::AsInt(-3))],
        aggregation_temporality: 2,
        is_monotonic: true,
    };
    let gauge = metrics::Gauge { data_points: vec![number(metrics::number_data_point::Value::AsDouble(f64::NAN))] };
    let histogram = metrics::Histogram {
        data_points: vec![metrics::HistogramDataPoint {
            count: 7,
            sum: Some(1.5),
            explicit_bounds: vec![0.5, 1.0],
            bucket_counts: vec![1, 2, 4],
            ..Default::default()
        }],
        aggregation_temporality: 1,
    };
    let exponential = metrics::ExponentialHistogram {
        data_points: vec![metrics::ExponentialHistogramDataPoint {
            count: 8,
            attributes: vec![text("a", "b")],
            ..Default::default()
        }],
        aggregation_temporality: 2,
    };
    let summary = metrics::Summary { data_points: vec![metrics::SummaryDataPoint { count: 9, sum: 2.0, ..Default::default() }] };
    let all = [
        Data::Sum(sum),
        Data::Gauge(gauge),
        Data::Histogram(histogram),
        Data::ExponentialHistogram(exponential),
        Data::Summary(summary),
    ];
    let metric =
        |data| metrics::Metric { name: "orders".to_owned(), unit: "1".to_owned(), data: Some(data), ..Default::default() };
    let scope_metrics = vec![metrics::ScopeMetrics { metrics: all.map(metric).into(), ..Default::default() }];
    let data = metrics::MetricsData {
        resource_metrics: vec![metrics::ResourceMetrics { resource: Some(resource()), scope_metrics, ..Default::default() }],
    };
    let (told, broken) = told(&data.encode_to_vec());
    assert_eq!(broken, []);
    for part in [
        "kind: Some(Sum), temporality: 2, monotonic: true",
        "start: 1, time: 2, flags: 1, value: Some(Int(-3)), count: 0",
        "exemplars: [Exemplar { attributes: [Attribute { key: \"user\"",
        "kind: Some(Gauge), temporality: 0",
        "value: Some(Double(NaN))",
        "kind: Some(Histogram), temporality: 1, monotonic: false",
        "value: Some(Double(1.5)), count: 7, bounds: [0.5, 1.0]",
        "kind: Some(ExponentialHistogram)",
        "kind: Some(Summary)",
        "value: Some(Double(2.0)), count: 9",
    ] {
        assert!(told.contains(part), "{part} in {told}");
    }
}

#[test]
fn one_broken_record_takes_only_itself() {
    let good = wire_span().encode_to_vec();
    let field = |number: u8, bytes: &[u8]| {
        let mut field = vec![number << 3 | 2];
        prost::encoding::encode_varint(bytes.len() as u64, &mut field);
        [field, bytes.to_vec()].concat()
    };
    let items = [field(2, &good), field(2, &good[..good.len() - 1]), field(2, &good)].concat();
    let (told, broken) = told(&field(1, &field(2, &items)));
    assert_eq!(told.matches("Span {").count(), 2);
    assert_eq!(broken, [Broken { part: "a span", reason: "it ends within a field", signal: Some(Signal::Traces) }]);
}

#[test]
fn text_that_is_no_utf8_is_told_where_it_stands() {
    let mut body = spans(vec![wire_span()]).encode_to_vec();
    let at = body.windows("größe".len()).position(|part| part == "größe".as_bytes()).unwrap();
    body[at + 2] = 0xff;
    let at = body.windows(6).position(|part| part == b"orders").unwrap();
    body[at] = 0xff;
    let (told, broken) = told(&body);
    assert_eq!(broken, []);
    assert!(told.contains("Attribute { key: \"text\", value: Broken(7) }"), "{told}");
    assert!(told.contains("Scope { name: \"\u{fffd}rders\"") && told.contains("BrokenText"), "{told}");
}

#[test]
fn values_too_deep_and_records_too_large_are_cut() {
    let mut value = AnyValue { value: Some(any_value::Value::IntValue(1)) };
    for _ in 0..5_000 {
        value = AnyValue { value: Some(any_value::Value::ArrayValue(ArrayValue { values: vec![value] })) };
    }
    let deep = KeyValue { key: "deep".to_owned(), value: Some(value), ..KeyValue::default() };
    let (told, _) = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(move || told(&spans(vec![WireSpan { attributes: vec![deep], ..wire_span() }]).encode_to_vec()))
        .unwrap()
        .join()
        .unwrap();
    assert!(told.contains("TooDeep"));
    let many = vec![KeyValue::default(); 70_000];
    let mut counted = Counted::default();
    read(&spans(vec![WireSpan { attributes: many, ..wire_span() }]).encode_to_vec(), None, &mut counted, &mut |_| {});
    assert_eq!(counted, Counted { spans: 1, most_attributes: 65_536, deviations: 1 });
}

#[derive(Debug, Default, PartialEq)]
struct Counted {
    spans: usize,
    most_attributes: usize,
    deviations: usize,
}

impl Sink for Counted {
    fn resource(&mut self, _: Signal, _: &Resource<'_>) {}
    fn scope(&mut self, _: &Scope<'_>) {}
    fn span(&mut self, span: &Span<'_>) {
        self.spans += 1;
        self.most_attributes = self.most_attributes.max(span.attributes.len());
    }
    fn log(&mut self, _: &Log<'_>) {}
    fn metric(&mut self, _: &Metric<'_>) {}
    fn point(&mut self, _: &Point<'_>) {}
    fn deviation(&mut self, _: Deviation) {
        self.deviations += 1;
    }
}

/// 4 MB of empty spans: handed out one by one, and none is kept.
#[test]
fn empty_spans_cost_nothing() {
    let items: Vec<u8> = [0x12, 0].repeat(2_000_000);
    let mut scope = vec![0x12];
    prost::encoding::encode_varint(items.len() as u64, &mut scope);
    let scope = [scope, items].concat();
    let mut body = vec![0x0a];
    prost::encoding::encode_varint(scope.len() as u64, &mut body);
    let body = [body, scope].concat();
    let mut counted = Counted::default();
    let signal = read(&body, Some(Signal::Traces), &mut counted, &mut |_| {});
    assert_eq!((signal, counted.spans), (Some(Signal::Traces), 2_000_000));
    assert_eq!(read(&body, None, &mut counted, &mut |_| {}), None);
}

/// Bytes changed in many places: nothing panics, and what the protocol's types read, the walker reads.
#[test]
fn broken_bytes_break_nothing() {
    let body = spans(vec![wire_span(), wire_span()]).encode_to_vec();
    let mut state = 7_u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap() % below
    };
    for _ in 0..3_000 {
        let mut changed = body.clone();
        for _ in 0..=random(3) {
            let at = random(changed.len());
            changed[at] = u8::try_from(random(256)).unwrap();
        }
        changed.truncate(changed.len() - random(3) * random(20));
        let (mut counted, mut broken) = (Counted::default(), 0);
        read(&changed, Some(Signal::Traces), &mut counted, &mut |_| broken += 1);
        if let Ok(request) = ExportTraceServiceRequest::decode(changed.as_slice()) {
            let wanted: usize =
                request.resource_spans.iter().flat_map(|all| &all.scope_spans).map(|scope| scope.spans.len()).sum();
            assert!(
                !matches!(shown(&changed), Shown::Signal(Signal::Traces) | Shown::Mostly(Signal::Traces))
                    || counted.spans == wanted && broken == 0
            );
        }
    }
}

#[test]
fn wire_types_that_are_wrong_are_skipped() {
    // Field 5, the name, as a number.
    let span = [0x28, 5, 0x39, 1, 0, 0, 0, 0, 0, 0, 0];
    let body = [&[0x0a, 15, 0x12, 13, 0x12, 11][..], &span].concat();
    let (told, broken) = told(&body);
    assert_eq!(broken, []);
    assert!(told.contains("start: 1") && told.contains("WrongWireType"), "{told}");
    assert_eq!(Attribute::default().value, Value::Empty);
}

/// The number of an enumeration that the protocol does not have is unknown, and never one that it has.
#[test]
fn what_an_enumeration_does_not_have_is_unknown() {
    for number in [6, -1, i32::MAX, i32::MIN] {
        let status = Some(Status { code: number, ..Status::default() });
        let (told, broken) = told(&spans(vec![WireSpan { kind: number, status, ..wire_span() }]).encode_to_vec());
        assert!(told.contains("kind: -1,") && told.contains("status: -1,") && told.contains("UnknownEnum"), "{number}: {told}");
        assert_eq!(broken, []);
    }
}
