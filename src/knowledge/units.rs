//! Units of metrics: whether a text is a code of UCUM, and what is wrong with those that are not, or are not what was meant.
//! Knows units, not metrics: whether `s` would be better than `ms` is for others.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::values::{VALUES, list, set};

/// What is wrong with a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitFault {
    pub kind: UnitFaultKind,
    /// The unit as it is right, where that is known.
    pub instead: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnitFaultKind {
    /// A word where a code belongs: `seconds`.
    WrittenOut,
    /// A code, but of something else: `MB` is a million bels.
    SomethingElse,
    /// What is counted belongs in braces: `requests`.
    NotInBraces,
    /// What is counted is named in the plural: `{requests}`.
    Plural,
    /// A number before the braces: `1{request}`.
    OneBeforeBraces,
    /// No code of UCUM.
    Unknown,
}

struct Units {
    prefixes: Vec<&'static str>,
    binary: Vec<&'static str>,
    metric: HashSet<&'static str>,
    others: HashSet<&'static str>,
    names: HashMap<&'static str, &'static str>,
}

static UNITS: LazyLock<Units> = LazyLock::new(|| Units {
    prefixes: list("unit_prefixes").collect(),
    binary: list("unit_binary_prefixes").collect(),
    metric: set("unit_metric"),
    others: set("unit_others"),
    names: VALUES.units.iter().map(|unit| (unit.name, unit.code)).collect(),
});

/// Brackets within brackets beyond this are no unit.
const DEEPEST: usize = 8;

/// Whether a text is a unit of UCUM, by its case sensitive codes: `By`, `m/s2`, `{request}/s`, `1`.
/// Source: UCUM, section 2.1, <https://ucum.org/ucum#section-Grammar-of-Units-and-Unit-Terms>.
pub fn is_ucum(unit: &str) -> bool {
    is_term(unit.strip_prefix('/').unwrap_or(unit), DEEPEST)
}

/// What is wrong with a unit; nothing where it is right or empty.
pub fn unit_fault(unit: &str) -> Option<UnitFault> {
    if unit.is_empty() {
        return None;
    }
    if let Some(annotation) = unit.strip_prefix("1{") {
        return Some(fault(UnitFaultKind::OneBeforeBraces, Some(format!("{{{annotation}"))));
    }
    let spoken = unit.replace(" per ", "/");
    let parts: Vec<_> = spoken.split('/').map(|part| part_fault(part.trim())).collect();
    let kind = parts.iter().find_map(|(kind, _)| *kind);
    let mended = parts.into_iter().map(|(_, part)| part).collect::<Vec<_>>().join("/");
    match kind {
        Some(kind) => Some(fault(kind, Some(mended).filter(|mended| is_ucum(mended)))),
        None if is_ucum(unit) => None,
        None => Some(fault(UnitFaultKind::Unknown, Some(mended).filter(|mended| is_ucum(mended)))),
    }
}

fn fault(kind: UnitFaultKind, instead: Option<String>) -> UnitFault {
    UnitFault { kind, instead }
}

/// What is wrong with one side of a `/`, and that side mended.
fn part_fault(part: &str) -> (Option<UnitFaultKind>, String) {
    if let Some(code) = UNITS.names.get(part) {
        let kind = if is_ucum(part) { UnitFaultKind::SomethingElse } else { UnitFaultKind::WrittenOut };
        return (Some(kind), (*code).to_owned());
    }
    if let Some(counted) = part.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        let one = singular(counted);
        return ((one != counted).then_some(UnitFaultKind::Plural), format!("{{{one}}}"));
    }
    let is_word = part.len() > 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic() || b"_ -".contains(&byte));
    if is_word && !is_ucum(part) {
        let counted = singular(&part.replace([' ', '-'], "_"));
        return (Some(UnitFaultKind::NotInBraces), format!("{{{counted}}}"));
    }
    (None, part.to_owned())
}

/// One of what an English word names. Words such as `process`, `status` and `alias` are no plurals.
fn singular(word: &str) -> String {
    let is_plural =
        word.len() > 3 && word.ends_with('s') && !["ss", "us", "is", "as", "os"].iter().any(|end| word.ends_with(end));
    if !is_plural {
        return word.to_owned();
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let has_vowel = ["sses", "shes", "ches", "xes"].iter().any(|end| word.ends_with(end));
    word.strip_suffix(if has_vowel { "es" } else { "s" }).unwrap_or(word).to_owned()
}

/// Components with `.` and `/` between them.
fn is_term(term: &str, depth: usize) -> bool {
    let (mut from, mut open, mut braces) = (0, 0usize, false);
    for (at, sign) in term.char_indices() {
        match sign {
            '{' if braces => return false,
            '{' => braces = true,
            '}' if !braces => return false,
            '}' => braces = false,
            _ if braces => {}
            '(' => open += 1,
            ')' => match open.checked_sub(1) {
                Some(less) => open = less,
                None => return false,
            },
            '.' | '/' if open == 0 => {
                if !is_component(term.get(from..at).unwrap_or_default(), depth) {
                    return false;
                }
                from = at + 1;
            }
            _ => {}
        }
    }
    !braces && open == 0 && is_component(term.get(from..).unwrap_or_default(), depth)
}

/// A number, a code with a prefix and an exponent, or a term in brackets; an annotation may follow or stand alone.
fn is_component(component: &str, depth: usize) -> bool {
    let (unit, annotation) = component.split_at(component.find('{').unwrap_or(component.len()));
    let is_annotation = annotation.len() > 2 && annotation.find('}') == Some(annotation.len() - 1) && annotation.is_ascii();
    if !annotation.is_empty() && !is_annotation {
        return false;
    }
    if unit.is_empty() {
        return is_annotation;
    }
    if let Some(inner) = unit.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return depth > 0 && is_term(inner, depth - 1);
    }
    unit.bytes().all(|byte| byte.is_ascii_digit()) || is_simple(unit)
}

fn is_simple(unit: &str) -> bool {
    if is_code(unit) {
        return true;
    }
    let code = unit.trim_end_matches(|sign: char| sign.is_ascii_digit());
    let has_exponent = code.len() < unit.len();
    has_exponent && is_code(code.strip_suffix(['+', '-']).unwrap_or(code))
}

fn is_code(code: &str) -> bool {
    let after = |prefix: &&str| code.strip_prefix(*prefix);
    UNITS.metric.contains(code)
        || UNITS.others.contains(code)
        || UNITS.prefixes.iter().filter_map(after).any(|rest| UNITS.metric.contains(rest))
        || UNITS.binary.iter().filter_map(after).any(|rest| matches!(rest, "By" | "bit"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_from_words() {
        for unit in [
            "1",
            "s",
            "ms",
            "us",
            "ns",
            "By",
            "kBy",
            "MiBy",
            "%",
            "{request}",
            "{request}/s",
            "By/s",
            "m/s2",
            "kg.m2/s3",
            "Cel",
            "Hz",
            "10*6/l",
            "/s",
            "mm[Hg]",
            "W",
            "kW.h",
            "(By/s){x}",
            "{cpu}",
            "min",
            "h",
            "d",
            "GHz",
            "V",
            "J",
            "m3",
            "s-1",
            "{log_record}",
        ] {
            assert!(is_ucum(unit), "{unit}");
        }
        for unit in [
            "", "seconds", "bytes", "sec", "KB", "requests", "{request", "request}", "{}", "S/", "By//s", "{a{b}}", "µs", "()",
            "msec", "rpm",
        ] {
            assert!(!is_ucum(unit), "{unit}");
        }
        assert!(!is_ucum(&"(".repeat(100_000)));
        assert!(!is_ucum(&format!("{}s{}", "(".repeat(50), ")".repeat(50))));
    }

    #[test]
    fn faults_say_what_is_right() {
        use UnitFaultKind::{NotInBraces, OneBeforeBraces, Plural, SomethingElse, Unknown, WrittenOut};
        for (unit, kind, instead) in [
            ("seconds", WrittenOut, Some("s")),
            ("bytes", WrittenOut, Some("By")),
            ("milliseconds", WrittenOut, Some("ms")),
            ("percent", WrittenOut, Some("%")),
            ("ratio", WrittenOut, Some("1")),
            ("KB", WrittenOut, Some("kBy")),
            ("MB", SomethingElse, Some("MBy")),
            ("B", SomethingElse, Some("By")),
            ("µs", WrittenOut, Some("us")),
            ("requests", NotInBraces, Some("{request}")),
            ("queries", NotInBraces, Some("{query}")),
            ("open connections", NotInBraces, Some("{open_connection}")),
            ("requests/second", NotInBraces, Some("{request}/s")),
            ("requests per second", NotInBraces, Some("{request}/s")),
            ("bytes/s", WrittenOut, Some("By/s")),
            ("{requests}", Plural, Some("{request}")),
            ("{batches}/s", Plural, Some("{batch}/s")),
            ("1{request}", OneBeforeBraces, Some("{request}")),
            ("By//s", Unknown, None),
            ("{request", Unknown, None),
            ("$", Unknown, None),
        ] {
            assert_eq!(unit_fault(unit), Some(fault(kind, instead.map(str::to_owned))), "{unit}");
        }
        for unit in
            ["", "s", "ms", "By", "1", "%", "{request}", "{process}", "{status}", "{address}", "By/s", "Cel", "{gc_cycle}", "V"]
        {
            assert_eq!(unit_fault(unit), None, "{unit}");
        }
    }
}
