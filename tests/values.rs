//! Holds the detectors of private values to their files: what they say is found is found, what they say is left is left, and on
//! random values none finds more than its limit.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::string_slice,
    reason = "a test says what is wrong by failing"
)]

#[path = "values/random.rs"]
mod random;

use std::collections::BTreeMap;

use otel_lint::knowledge::{Example, Hit, KeyHints, Named, ValueClass, conventions, detectors, recorded_names, words};
use random::{KINDS, Random};

const VALUES: usize = 100_000;
/// Examples are filled the same way in every run.
const SEED: u64 = 7;

fn hits(text: &str, key: Option<&str>) -> Vec<Hit> {
    let mut found = Vec::new();
    let hints = key.map(KeyHints::of);
    detectors().find(text, hints.as_ref(), &mut found);
    detectors().find_addresses(text, &mut found);
    found
}

#[test]
fn what_files_say_is_found_is_found() {
    let mut wrong = Vec::new();
    for detector in detectors().all() {
        let mut random = Random::new(SEED);
        if detector.finds.is_empty() || detector.leaves.is_empty() || detector.references.is_empty() {
            wrong.push(format!("`{}` has no `finds`, `leaves` or `references`", detector.id));
        }
        for Example { key, value } in detector.finds.iter() {
            let text = random.fill(value);
            let found = hits(&text, *key);
            if !found.iter().any(|hit| hit.detector.id == detector.id) {
                let others: Vec<_> = found.iter().map(|hit| hit.detector.id).collect();
                wrong.push(format!("`{}` does not find `{text}` under {key:?}; found: {others:?}", detector.id));
            }
        }
    }
    assert_none(&wrong);
}

/// Each list of `rules/lists/public.yaml` is held to the reason for which its keys are public.
#[test]
fn keys_with_public_values_are_public_by_convention() {
    let mut wrong = Vec::new();
    for (list, keys) in recorded_names().public_keys() {
        assert!(!keys.is_empty(), "`{list}` is there");
        for key in keys {
            let successor = conventions().retired(Named::Attribute, key, None).and_then(|retired| retired.to);
            let today = successor.as_deref().unwrap_or(key);
            let kind = conventions().of(key).or(conventions().of(today)).map(|convention| convention.kind.name());
            let last = key.rsplit('.').next().unwrap_or_default();
            let is_so = match list {
                "public_words" => conventions().members(key).or(conventions().members(today)).is_some(),
                "public_numbers" => kind == Some("int"),
                "public_templates" => words().has_few_values(key) || key.starts_with("code.file"),
                "public_in_names" => kind == Some("string"),
                "public_releases" => matches!(last, "name" | "version"),
                _ => false,
            };
            if kind.is_none() || !is_so || words().privacy(key).is_some() {
                wrong.push(format!("`{key}` is in `{list}`"));
            }
        }
    }
    assert_none(&wrong);
}

#[test]
fn what_files_say_is_left_is_left() {
    let mut wrong = Vec::new();
    for detector in detectors().all() {
        let mut random = Random::new(SEED);
        for Example { key, value } in detector.leaves.iter() {
            let text = random.fill(value);
            if let Some(hit) = hits(&text, *key).iter().find(|hit| hit.detector.id == detector.id) {
                wrong.push(format!("`{}` finds {} in `{text}` under {key:?}", detector.id, hit.redacted(&text)));
            }
        }
    }
    assert_none(&wrong);
}

/// With `-- --nocapture` it prints the rates.
#[test]
fn random_values_raise_few_alarms() {
    let (even, odd): (Vec<_>, Vec<_>) = KINDS.iter().enumerate().partition(|(at, _)| at % 2 == 0);
    let wrong = std::thread::scope(|scope| {
        let threads =
            [even, odd].map(|kinds| scope.spawn(move || kinds.iter().flat_map(|(_, kind)| alarms(kind)).collect::<Vec<_>>()));
        threads.map(|thread| thread.join().expect("ends")).concat()
    });
    assert_none(&wrong);
}

/// What goes over its limit on random values of one kind, by themselves and under a key that gives every context.
#[allow(clippy::print_stdout, reason = "who sets a limit wants to see the rates")]
fn alarms(kind: &str) -> Vec<String> {
    let contexts = detectors().all().filter_map(|detector| detector.context.first());
    let hints = KeyHints::of(&contexts.map(|words| words.replace('+', "_")).collect::<Vec<_>>().join("."));
    let mut counts: BTreeMap<(&str, String), usize> = BTreeMap::new();
    let mut random = Random::new(SEED);
    for _ in 0..VALUES {
        let value = random.value(kind);
        let mut found = Vec::new();
        detectors().find(&value, Some(&hints), &mut found);
        found.retain(|hit| !hit.by_key);
        // A context only ever adds hits, so that most values need one look.
        if found.is_empty() {
            continue;
        }
        found.retain(|hit| !hit.detector.context.is_empty());
        let mut count = |found: &mut Vec<Hit>, of: String| {
            found.dedup_by_key(|hit| hit.detector.id);
            for hit in found.iter() {
                *counts.entry((hit.detector.id, of.clone())).or_default() += 1;
            }
        };
        count(&mut found, format!("in context: {kind}"));
        found.clear();
        detectors().find(&value, None, &mut found);
        count(&mut found, kind.to_owned());
    }
    let mut wrong = Vec::new();
    for ((id, of), count) in counts {
        println!("{id}: {count} of {VALUES} {of}");
        let detector = detectors().all().find(|detector| detector.id == id).expect("is there");
        let most = detector.false_alarms.iter().find(|limit| limit.of == of).map_or(0, |limit| limit.most);
        if count > most {
            wrong.push(format!("`{id}` finds {count} of {VALUES} values `{of}`; its file allows {most}"));
        }
    }
    wrong
}

#[test]
fn limits_name_kinds_that_exist() {
    for detector in detectors().all() {
        for limit in detector.false_alarms.iter() {
            let kind = limit.of.trim_start_matches("in context: ");
            assert!(KINDS.contains(&kind), "`{}` limits `{kind}`, which is no kind of random value", detector.id);
        }
    }
}

#[test]
fn hits_show_two_characters_at_most() {
    let text = "user ünal@shop.com wrote to ab@shop.com";
    let found = hits("user jane.doe@shop.com", None);
    assert_eq!(found[0].redacted("user jane.doe@shop.com"), "an e-mail address of 17 characters, `ja..`");
    for hit in hits(text, None) {
        assert!(text.get(hit.start..hit.end).is_some());
    }
    let pin = hits("4711", Some("card.cvv"));
    assert_eq!(pin[0].redacted("4711"), "a secret by its name of 4 characters");
    assert!(pin[0].by_key);
}

#[test]
fn the_key_says_more_than_the_value() {
    let classes =
        |text: &str, key: &str| hits(text, Some(key)).iter().map(|hit| (hit.detector.class, hit.by_key)).collect::<Vec<_>>();
    assert_eq!(classes("jane@shop.com", "user.email"), [(ValueClass::Personal, false)]);
    assert_eq!(classes("jane@shop.com", "user.password"), [(ValueClass::Personal, false), (ValueClass::Secret, true)]);
    assert_eq!(classes("hunter2", "user.password"), [(ValueClass::Secret, true)]);
    assert_eq!(classes("hunter2", "user.id"), []);
    let several = |text: &str, key: &str| hits(text, Some(key)).first().map(|hit| hit.needs_several);
    assert_eq!(several("4111111111111111", "order.number"), Some(true));
    assert_eq!(several("4111111111111111", "card.number"), Some(false));
}

#[test]
fn long_values_are_searched_to_the_end() {
    let text = format!("{}jane@shop.com{}", "no mail here. ".repeat(10_000), " at all".repeat(10_000));
    let found = hits(&text, None);
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].start..found[0].end], "jane@shop.com");
    // As hostile as text gets: it costs time in proportion to its length.
    for hostile in
        ["@", "a@", "password=", "eyJ.", "1 ", "x://a@b.co:1", "insert into t (password) values ('", "4111111111111111 "]
    {
        assert!(hits(&hostile.repeat(30_000), None).len() <= 64);
    }
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}
