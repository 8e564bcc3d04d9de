//! Lints small trees for the tests: every rule on, test code too.

#![allow(dead_code, reason = "each test uses what it needs")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use otel_lint::code::{Analysis, Choices, Schedule, analyse};
use otel_lint::contract::{Contract, ContractIndex};
use otel_lint::finding::Finding;
use otel_lint::judge::{Settings, judge};
use otel_lint::rule::{Rule, Severity};
use otel_lint::source::Problem;

/// What a fixture's package depends on: every library that the rules know.
pub(crate) const MANIFEST: &str = r#"[package]
name = "fixture"
[dependencies]
anyhow = "1"
tracing = "0.1"
tracing-opentelemetry = "0.34"
opentelemetry = "0.33"
opentelemetry_sdk = "0.33"
tokio = "1"
futures = "0.3"
axum = "0.8"
secrecy = "0.10"
opentelemetry-otlp = "0.33"
opentelemetry-appender-tracing = "0.33"
opentelemetry-stdout = "0.33"
tracing-subscriber = "0.3"
tracing-appender = "0.2"
opentelemetry-http = "0.33"
lapin = "4"
deadpool-lapin = "0.14"
amqprs = "2"
rdkafka = "0.39"
rskafka = "0.6"
async-nats = "0.51"
aws-sdk-sqs = "1"
aws-sdk-sns = "1"
aws-sdk-kinesis = "1"
google-cloud-pubsub = "1"
gcloud-pubsub = "1"
google-cloud-googleapis = "0.16"
pulsar = "6"
redis = "1"
rumqttc = "0.25"
apalis = "1"
reqwest = "0.13"
tonic = "0.14"
hyper = "1"
hyper-util = "0.1"
ureq = "3"
"#;

/// Every rule is on, with the severity of its case.
pub(crate) struct Everything;

impl Settings for Everything {
    fn severity(&self, _: &'static Rule, case: Severity, _: &str) -> Option<Severity> {
        Some(case)
    }
    fn reports_tests(&self) -> bool {
        true
    }
    fn today(&self) -> Option<&str> {
        Some("2026-01-01")
    }
    fn reports(&self, _: &str) -> bool {
        true
    }
}

/// A tree of these files below the folder for temporary files; the name keeps tests apart.
pub(crate) fn tree(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if root.exists() {
        std::fs::remove_dir_all(&root).expect("an old tree goes away");
    }
    for (path, content) in files {
        let path = root.join(path);
        std::fs::create_dir_all(path.parent().expect("is in a folder")).expect("a folder is made");
        std::fs::write(path, content).expect("a file is written");
    }
    root
}

/// The contract that a tree has, if it has one.
pub(crate) fn contracts(root: &Path) -> Vec<Arc<ContractIndex>> {
    let path = root.join("contract.yaml");
    let loaded = path.is_file().then(|| Contract::load(&path, root, &[]).map_err(|error| error.show(100, false, true)));
    loaded.into_iter().map(|loaded| Arc::new(ContractIndex::new(loaded.expect("is right"), None))).collect()
}

/// What stands behind `//% ` at the beginning of lines: the contract of a fixture that is one file.
fn contract_in(text: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(text);
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().filter_map(|line| line.strip_prefix("//% ")).collect();
    (!lines.is_empty()).then(|| lines.join("\n") + "\n")
}

/// What is known of a tree; without a manifest it gets one that knows every library.
pub(crate) fn analysis(name: &str, files: &[(&str, &[u8])]) -> Analysis {
    let mut all = files.to_vec();
    if !files.iter().any(|(path, _)| path.ends_with("Cargo.toml")) {
        all.push(("Cargo.toml", MANIFEST.as_bytes()));
    }
    let contract_in_file = files.iter().find_map(|(_, text)| contract_in(text));
    if let Some(text) = &contract_in_file {
        all.push(("contract.yaml", text.as_bytes()));
    }
    scheduled(&tree(name, &all), Schedule::default())
}

/// What is known of a tree, whatever way it is found.
pub(crate) fn scheduled(root: &Path, schedule: Schedule) -> Analysis {
    let contracts = contracts(root);
    let choices = Choices { contracts: &contracts, schedule, ..Choices::default() };
    analyse(root, root, choices).expect("the tree is read")
}

/// Findings and problems of a tree; without a manifest it gets one that knows every library.
pub(crate) fn lint(name: &str, files: &[(&str, &[u8])]) -> (Vec<Finding>, Vec<Problem>) {
    let analysis = analysis(name, files);
    let judged = judge(&analysis.sources, &analysis.seen, &analysis.allows, &Everything);
    (judged.findings, analysis.problems)
}
