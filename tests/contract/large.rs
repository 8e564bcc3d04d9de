//! Large and hostile contracts: they load, or are refused, before anybody loses patience. What it costs says `cargo bench --bench validate`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::load;

fn written(name: &str, text: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("contract");
    fs::create_dir_all(&folder).expect("is made");
    let path = folder.join(name);
    fs::write(&path, text).expect("is written");
    path
}

/// Attributes, groups of ten and a clause for each group.
fn text(attributes: usize, misspelt: bool) -> String {
    let mut text = "version: 1\nattributes:\n".to_owned();
    for number in 0..attributes {
        let _ = writeln!(
            text,
            "  shop.order.part{number}: {{ type: string, values: [open, shut, sold], pattern: '[a-z]+', aliases: [part_{number}] }}"
        );
    }
    text.push_str("groups:\n");
    for group in 0..attributes / 10 {
        let keys: Vec<String> = (0..10).map(|part| format!("shop.order.part{}", group * 10 + part)).collect();
        let _ = writeln!(text, "  group{group}: [{}]", keys.join(", "));
    }
    text.push_str("spans:\n");
    for group in 0..attributes / 10 {
        let key = if misspelt { "shop.order.prat" } else { "shop.order.part" };
        let _ = writeln!(text, "  - {{ name: span {group}, attributes: {{ required: [$group{group}, {key}{group}] }} }}");
    }
    text
}

#[test]
fn twenty_thousand_attributes_load() {
    let path = written("large.yaml", &text(20_000, false));
    let contract = load(&path).unwrap_or_else(|error| panic!("{}", error.show(100, false, true)));
    assert_eq!((contract.attributes.len(), contract.spans.len()), (20_000, 2_000));
}

#[test]
fn thousands_of_mistakes_are_told() {
    let path = written("misspelt.yaml", &text(20_000, true));
    let text = load(&path).expect_err("is misspelt").show(100, false, true);
    assert!(text.contains("`shop.order.prat0` is defined nowhere") && text.contains("more mistakes"), "{}", text.len());
}

#[test]
fn what_would_explode_is_refused_at_once() {
    let mut laughs = "version: 1\ngroups:\n  a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..60 {
        let _ = writeln!(laughs, "  a{level}: &a{level} [{}]", format!("*a{}, ", level - 1).repeat(10));
    }
    let deep = format!("version: 1\nspans: {}", "[".repeat(1_000_000));
    let maps = format!("version: 1\nspans: {}", "{a: ".repeat(1_000_000));
    let repeated = format!("version: 1\n{}", "services: []\n".repeat(20_000));
    let mut clauses = "version: 1\nspans:\n".to_owned();
    for at in 0..20_000 {
        let _ = writeln!(clauses, "  - {{ name: same, service: s{at} }}");
    }
    for (name, text, is_right) in [
        ("laughs", laughs, false),
        ("deep", deep, false),
        ("maps", maps, false),
        ("repeated", repeated, false),
        ("clauses", clauses, true),
    ] {
        assert_eq!(load(&written(&format!("{name}.yaml"), &text)).is_ok(), is_right, "{name}");
    }
}

#[test]
fn other_line_ends_and_a_byte_order_mark_are_no_mistake() {
    let path =
        written("bom.yaml", "\u{feff}version: 1\r\nservices: [a, \"café\"]\r\nspans:\r\n  - name: é\r\n    kind: sever\r\n");
    let text = load(&path).expect_err("is misspelt").show(100, false, true);
    assert!(text.contains(":5:11]") && text.contains("      ──┬──\n") && !text.contains('\r'), "{text}");
}

#[test]
fn long_chains_of_imports_end() {
    for file in 0..100 {
        written(&format!("chain{file}.yaml"), &format!("version: 1\nimports: [chain{}.yaml]\n", file + 1));
    }
    written("chain100.yaml", "version: 1\n");
    let error = load(&written("chain.yaml", "version: 1\nimports: [chain0.yaml]\n")).expect_err("is too long");
    assert!(error.show(100, false, true).contains("imports lead through more than 32 files"));
}
