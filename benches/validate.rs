//! How fast recordings are read and judged: spans per second of processor time, and the most memory that it took.
//!
//! ```sh
//! cargo bench --bench validate            # 100,000 spans and ten times as many, in protobuf and JSON lines
//! ```
//!
//! Each is read without a contract, and held against one of 200 clauses, a flow and 1,000 attributes.
//!
//! The spans are realistic: 15 attributes of all types, names after routes, parents, some events, some faults. Each case runs in a
//! process of its own, so that its memory is its own; the cases take turns, since these machines are noisy.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::format_collect,
    reason = "a benchmark says what is wrong by failing, and its figures are rounded"
)]

use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use opentelemetry_proto::tonic::collector::trace::v1::ExportTraceServiceRequest;
use opentelemetry_proto::tonic::common::v1::{AnyValue, ArrayValue, InstrumentationScope, KeyValue, any_value::Value};
use opentelemetry_proto::tonic::resource::v1::Resource;
use opentelemetry_proto::tonic::trace::v1::{ResourceSpans, ScopeSpans, Span, Status, span::Event};
use otel_lint::capture::{Capture, Choices, Reading};
use otel_lint::contract::{Contract, ContractIndex};
use otel_lint::panics::Panics;
use prost::Message;
use serde_json::json;

const SPANS_A_REQUEST: u64 = 500;
const ROUNDS: usize = 5;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--case") {
        let contract = arguments.get(at + 3).map(Path::new);
        return case(Path::new(&arguments[at + 1]), arguments[at + 2].parse().unwrap(), contract);
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("validate");
    std::fs::create_dir_all(&folder).unwrap();
    let contract = folder.join("contract.yaml");
    std::fs::write(&contract, contract_text()).unwrap();
    let mut cases: Vec<(String, PathBuf, u64)> = Vec::new();
    for spans in [100_000_u64, 1_000_000] {
        for (name, write) in [("protobuf", write_protobuf as fn(&Path, u64)), ("JSON lines", write_json)] {
            let path = folder.join(format!("{spans}-{}", name.replace(' ', "-")));
            write(&path, spans);
            cases.push((format!("{spans} spans, {name}"), path, spans));
        }
    }
    let mut rates: Vec<[Vec<(f64, u64)>; 2]> = vec![[Vec::new(), Vec::new()]; cases.len()];
    for round in 0..ROUNDS {
        for (rates, (_, path, spans)) in rates.iter_mut().zip(&cases) {
            // Ten times as many take ten times as long; twice is enough.
            if round < 2 || *spans <= 100_000 {
                rates[0].push(measured(path, None));
                rates[1].push(measured(path, Some(&contract)));
            }
        }
    }
    println!("a contract of 20,000 attributes and 2,000 spans loads in {:.0} ms", 1000.0 * large_contract_seconds(&folder));
    println!("{:28} {:>18} {:>12} {:>10}", "", "spans per CPU-s", "peak MiB", "times");
    for (rates, (name, path, _)) in rates.into_iter().zip(cases) {
        // Pairs stand beside each other in time, so that what else runs slows both.
        let mut ratios: Vec<f64> = rates[0].iter().zip(&rates[1]).map(|(without, with)| without.0 / with.0).collect();
        ratios.sort_by(f64::total_cmp);
        let [without, with] = rates.map(|mut rates| {
            rates.sort_by(|one, other| one.0.total_cmp(&other.0));
            let peak = rates.iter().map(|(_, peak)| *peak).max().unwrap();
            (rates[rates.len() / 2].0, peak as f64 / 1024.0)
        });
        println!("{name:28} {:>18.0} {:>12.1}", without.0, without.1);
        println!("{:28} {:>18.0} {:>12.1} {:>10.2}", "  held against a contract", with.0, with.1, ratios[ratios.len() / 2]);
        std::fs::remove_file(path).unwrap();
    }
}

/// Of this thread, the least of some rounds.
fn large_contract_seconds(folder: &Path) -> f64 {
    let mut text = "version: 1\nattributes:\n".to_owned();
    for at in 0..20_000 {
        writeln!(
            text,
            "  shop.order.part{at}: {{ type: string, values: [open, shut], pattern: '[a-z]+', aliases: [part_{at}] }}"
        )
        .unwrap();
    }
    text += "spans:\n";
    for at in 0..2_000 {
        writeln!(text, "  - {{ name: span {at}, attributes: {{ required: [shop.order.part{at}] }} }}").unwrap();
    }
    let path = folder.join("large.yaml");
    std::fs::write(&path, text).unwrap();
    let seconds = (0..ROUNDS).map(|_| {
        let before = processor_seconds();
        Contract::load(&path, Path::new("/"), &[]).unwrap();
        processor_seconds() - before
    });
    seconds.fold(f64::INFINITY, f64::min)
}

/// 200 clauses and 1,000 attributes, of which the spans use some in every way there is.
fn contract_text() -> String {
    let mut text = "version: 1\nattributes:\n".to_owned();
    text += "  order.id: { type: string, pattern: '[0-9a-f]{16}-[0-9a-f]{16}', cardinality: unbounded }\n";
    text += "  order.total: { type: number, range: [0, 1000], aliases: [orderTotal, order_total] }\n";
    text += "  order.gift: { type: boolean }\n  order.lines: { type: int, range: [0, 9] }\n";
    text += "  order.tags: { type: \"string[]\", values: [new, paid, lost] }\n  cache.key: { type: string }\n";
    for at in 6..1_000 {
        writeln!(text, "  shop.part{}.name{at}: {{ type: string, aliases: [shop_name{at}] }}", at % 30).unwrap();
    }
    text += "spans:\n  - template: \"{http.request.method} {http.route}\"\n    semconv: http.server\n";
    text += "    events: { cache.miss: { required: [cache.key] } }\n";
    for route in &ROUTES[..4] {
        let required = "required: [order.id, order.total, http.route], recommended: [order.gift], forbidden: [shop.part7.name7]";
        writeln!(text, "  - name: \"GET {route}\"\n    attributes: {{ {required} }}\n    max_duration: 1s").unwrap();
        text += "    on_ok: { required: [order.lines] }\n    on_error: { cause: [error.type, http.response.status_code] }\n";
    }
    for at in 0..95 {
        let key = format!("shop.part{}.name{}", (at + 6) % 30, at + 6);
        writeln!(text, "  - name: job {at}\n    attributes: {{ required: [{key}] }}").unwrap();
    }
    text += &(0..50).map(|at| format!("  - glob: \"task{at} *\"\n")).collect::<String>();
    text += &(0..20).map(|at| format!("  - pattern: \"step{at} [a-z]+\"\n")).collect::<String>();
    text += "metrics:\n";
    text += &(0..20).map(|at| format!("  - {{ name: shop.metric{at}, unit: s, max_series: 5 }}\n")).collect::<String>();
    text += "logs:\n";
    text += &(0..10).map(|at| format!("  - {{ event: shop.event{at}, trace_context: 95% }}\n")).collect::<String>();
    text += "flows:\n  - name: an order is looked at\n    start: { id: order, span: \"GET /orders/{id}\", kind: server }\n";
    text + "    steps: [{ id: stock, span: \"GET /carts/{id}\", times: \"0..\" }]\n"
}

/// Runs one case in a process of its own: spans per second of its processor time, and its peak in KiB.
fn measured(path: &Path, contract: Option<&Path>) -> (f64, u64) {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let output = command.arg("--case").arg(path).arg("1").args(contract).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    let mut words = text.split_whitespace();
    (words.next().unwrap().parse().unwrap(), words.next().unwrap().parse().unwrap())
}

fn case(path: &Path, threads: usize, contract: Option<&Path>) {
    let before = processor_seconds();
    let contracts: Vec<Arc<ContractIndex>> = contract
        .map(|path| Contract::load(path, Path::new("/"), &[]).unwrap())
        .map(|contract| Arc::new(ContractIndex::new(contract, None)))
        .into_iter()
        .collect();
    let arguments = [path.to_owned()];
    let reading = Reading {
        arguments: &arguments,
        working_directory: Path::new("/"),
        format: None,
        threads,
        contracts: &contracts,
        panics: Panics::Throw,
    };
    let told = Capture::read(&reading, &mut std::io::empty()).unwrap().tell(&Choices::default());
    let seconds = processor_seconds() - before;
    assert!(told.problems.is_empty(), "{:?}", told.problems);
    assert!(!told.sightings.is_empty());
    println!("{} {}", told.recording.amounts.spans as f64 / seconds, peak_kib());
}

/// Of all threads, in user and system mode. Source: `proc(5)`, `/proc/pid/schedstat` counts nanoseconds for one thread only.
fn processor_seconds() -> f64 {
    let tasks = std::fs::read_dir("/proc/self/task").unwrap();
    let of = |path: PathBuf| std::fs::read_to_string(path.join("schedstat")).unwrap_or_default();
    let nanoseconds = tasks.map(|task| of(task.unwrap().path()).split(' ').next().and_then(|text| text.parse::<f64>().ok()));
    nanoseconds.map(Option::unwrap_or_default).sum::<f64>() / 1e9
}

fn peak_kib() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse().unwrap()
}

const ROUTES: [&str; 8] =
    ["/orders/{id}", "/orders", "/carts/{id}", "/carts/{id}/items", "/stock/{sku}", "/login", "/health", "/invoices/{id}"];
const START: u64 = 1_767_225_600_000_000_000;

/// One of many numbers that look random.
fn mixed(at: u64) -> u64 {
    let mixed = (at ^ at >> 31).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9)
}

fn attribute(key: &str, value: Value) -> KeyValue {
    KeyValue { key: key.to_owned(), value: Some(AnyValue { value: Some(value) }), ..KeyValue::default() }
}

fn text(key: &str, value: &str) -> KeyValue {
    attribute(key, Value::StringValue(value.to_owned()))
}

fn span(at: u64) -> Span {
    let route = ROUTES[(at % 8) as usize];
    let id = mixed(at);
    let trace = mixed(at / 10 + 1);
    let is_root = at.is_multiple_of(10);
    let status = if at.is_multiple_of(50) { 500 } else { 200 };
    let mut attributes = vec![
        text("http.request.method", "GET"),
        text("url.scheme", "https"),
        text("url.path", &route.replace("{id}", &(id % 100_000).to_string())),
        text("http.route", route),
        attribute("http.response.status_code", Value::IntValue(status)),
        text("server.address", "shop.example.com"),
        attribute("server.port", Value::IntValue(443)),
        text("network.protocol.version", "1.1"),
        text("user_agent.original", "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"),
        text("client.address", "203.0.113.7"),
        text("order.id", &format!("{id:016x}-{trace:016x}")),
        attribute("order.total", Value::DoubleValue((id % 10_000) as f64 / 100.0)),
        attribute("order.gift", Value::BoolValue(at.is_multiple_of(3))),
        attribute("order.lines", Value::IntValue((id % 9).cast_signed())),
    ];
    let tags = ["new", "paid"].map(|tag| AnyValue { value: Some(Value::StringValue(tag.to_owned())) });
    attributes.push(attribute("order.tags", Value::ArrayValue(ArrayValue { values: tags.into() })));
    let event = Event {
        time_unix_nano: START + at,
        name: "cache.miss".to_owned(),
        attributes: vec![text("cache.key", "order")],
        ..Event::default()
    };
    let start = START + at * 1_000_000;
    Span {
        trace_id: [mixed(trace).to_be_bytes(), trace.to_be_bytes()].concat(),
        span_id: id.to_be_bytes().to_vec(),
        parent_span_id: if is_root { Vec::new() } else { mixed(at / 10 * 10).to_be_bytes().to_vec() },
        flags: 0x101,
        name: format!("GET {route}"),
        kind: if is_root { 2 } else { 1 },
        start_time_unix_nano: start,
        end_time_unix_nano: start + 20_000_000,
        attributes,
        events: if at.is_multiple_of(20) { vec![event] } else { Vec::new() },
        status: (status == 500).then(|| Status { code: 2, message: String::new() }),
        ..Span::default()
    }
}

fn request(first: u64) -> ExportTraceServiceRequest {
    let spans = (first..first + SPANS_A_REQUEST).map(span).collect();
    let scope = Some(InstrumentationScope {
        name: "shop.http".to_owned(),
        version: "1.4.0".to_owned(),
        ..InstrumentationScope::default()
    });
    let attributes =
        vec![text("service.name", "shop"), text("service.version", "1.4.0"), text("deployment.environment.name", "production")];
    let resource = Some(Resource { attributes, ..Resource::default() });
    let scope_spans = vec![ScopeSpans { scope, spans, ..ScopeSpans::default() }];
    ExportTraceServiceRequest { resource_spans: vec![ResourceSpans { resource, scope_spans, ..ResourceSpans::default() }] }
}

/// As the Collector's file exporter frames it.
fn write_protobuf(path: &Path, spans: u64) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    for first in (0..spans).step_by(SPANS_A_REQUEST as usize) {
        let body = request(first).encode_to_vec();
        file.write_all(&u32::try_from(body.len()).unwrap().to_be_bytes()).unwrap();
        file.write_all(&body).unwrap();
    }
    file.flush().unwrap();
}

fn write_json(path: &Path, spans: u64) {
    let mut file = BufWriter::new(File::create(path).unwrap());
    for first in (0..spans).step_by(SPANS_A_REQUEST as usize) {
        serde_json::to_writer(&mut file, &json_request(&request(first))).unwrap();
        file.write_all(b"\n").unwrap();
    }
    file.flush().unwrap();
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn json_value(value: Option<&AnyValue>) -> serde_json::Value {
    match value.and_then(|value| value.value.as_ref()) {
        Some(Value::StringValue(text)) => json!({"stringValue": text}),
        Some(Value::BoolValue(flag)) => json!({"boolValue": flag}),
        Some(Value::IntValue(number)) => json!({"intValue": number.to_string()}),
        Some(Value::DoubleValue(number)) => json!({"doubleValue": number}),
        Some(Value::ArrayValue(list)) => {
            let values: Vec<_> = list.values.iter().map(|value| json_value(Some(value))).collect();
            json!({"arrayValue": {"values": values}})
        }
        _ => json!({}),
    }
}

fn json_attributes(attributes: &[KeyValue]) -> Vec<serde_json::Value> {
    attributes.iter().map(|attribute| json!({"key": attribute.key, "value": json_value(attribute.value.as_ref())})).collect()
}

/// With the members in the order of the protocol's fields, as all known writers have them.
fn json_request(request: &ExportTraceServiceRequest) -> serde_json::Value {
    let of_span = |span: &Span| {
        let events: Vec<_> = span.events.iter().map(|event| {
            json!({"timeUnixNano": event.time_unix_nano.to_string(), "name": event.name, "attributes": json_attributes(&event.attributes)})
        }).collect();
        json!({
            "traceId": hex(&span.trace_id), "spanId": hex(&span.span_id), "parentSpanId": hex(&span.parent_span_id),
            "flags": span.flags, "name": span.name, "kind": span.kind,
            "startTimeUnixNano": span.start_time_unix_nano.to_string(), "endTimeUnixNano": span.end_time_unix_nano.to_string(),
            "attributes": json_attributes(&span.attributes), "events": events,
            "status": {"code": span.status.as_ref().map_or(0, |status| status.code)},
        })
    };
    let resources: Vec<_> = request
        .resource_spans
        .iter()
        .map(|resource| {
            let scopes: Vec<_> = resource
                .scope_spans
                .iter()
                .map(|scope| {
                    let name = scope.scope.as_ref().map(|scope| json!({"name": scope.name, "version": scope.version}));
                    json!({"scope": name, "spans": scope.spans.iter().map(of_span).collect::<Vec<_>>()})
                })
                .collect();
            let attributes =
                resource.resource.as_ref().map(|resource| json!({"attributes": json_attributes(&resource.attributes)}));
            json!({"resource": attributes, "scopeSpans": scopes})
        })
        .collect();
    json!({"resourceSpans": resources})
}
