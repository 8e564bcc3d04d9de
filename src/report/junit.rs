//! The XML of `JUnit`, for continuous integration that shows test results: a suite for each service or file, in it a case for each rule that
//! found something; and a suite for each contract, with a case for each of its clauses, kept or not. There is no standard; this is what the schema of Jenkins takes and other readers know.
//! Source: <https://github.com/jenkinsci/xunit-plugin>, file `junit-10.xsd`.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use super::{printable, printable_line, sighting};
use crate::fact::Score;
use crate::finding::{Finding, Report};
use crate::rule::Severity;
use crate::source::Problem;

/// Findings and problems of one service, file or contract.
#[derive(Debug, Default)]
struct Suite<'r> {
    /// By rule, or by clause.
    cases: BTreeMap<Case<'r>, Vec<&'r Finding>>,
    problems: Vec<&'r Problem>,
    score: Option<&'r Score>,
}

/// What is tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Case<'r> {
    Rule(&'static str),
    /// `is_unseen` says that nothing was recorded that it is about.
    Clause {
        line: usize,
        id: &'r str,
        name: &'r str,
        is_unseen: bool,
    },
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    tests: usize,
    failures: usize,
    /// Of what could not be read.
    errors: usize,
    skipped: usize,
}

pub(super) fn write(report: &Report, out: &mut dyn Write) -> Result<()> {
    let suites = suites(report);
    let total = suites.values().map(Suite::counts).fold(Counts::default(), |total, counts| Counts {
        tests: total.tests + counts.tests,
        failures: total.failures + counts.failures,
        errors: total.errors + counts.errors,
        skipped: total.skipped + counts.skipped,
    });
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    let (name, Counts { tests, failures, errors, .. }) = (env!("CARGO_PKG_NAME"), total);
    writeln!(out, r#"<testsuites name="{name}" tests="{tests}" failures="{failures}" errors="{errors}" time="0">"#)?;
    for ((_, name), suite) in &suites {
        write_suite(report, name, suite, out)?;
    }
    writeln!(out, "</testsuites>")
}

/// Files first, then services, by name. There is always one: readers take a file without cases for a run that broke.
fn suites(report: &Report) -> BTreeMap<(bool, String), Suite<'_>> {
    let mut suites: BTreeMap<(bool, String), Suite> = BTreeMap::new();
    for service in report.recording.iter().flat_map(|recording| &recording.services) {
        suites.entry((true, sighting::service(&service.service))).or_default().score = Some(&service.score);
    }
    let mut clauses: BTreeMap<&str, (String, Case<'_>)> = BTreeMap::new();
    for contract in report.recording.iter().flat_map(|recording| &recording.contracts) {
        let suite = suites.entry((false, printable_line(&contract.file))).or_default();
        for clause in &contract.clauses {
            let place = &clause.place;
            let case = Case::Clause { line: place.line, id: &place.clause, name: &clause.name, is_unseen: clause.count == 0 };
            suite.cases.entry(case).or_default();
            clauses.insert(&place.clause, (printable_line(&contract.file), case));
        }
    }
    for finding in &report.findings {
        let place = finding.captured.as_ref().and_then(|captured| captured.contract.as_ref());
        let clause = place.and_then(|place| clauses.get(place.clause.as_str()));
        let (key, case) = match (&finding.captured, clause) {
            (Some(_), Some((suite, case))) => ((false, suite.clone()), *case),
            (Some(captured), None) => ((true, sighting::service(&captured.service)), Case::Rule(finding.rule.id)),
            (None, _) => ((false, file(report, finding)), Case::Rule(finding.rule.id)),
        };
        suites.entry(key).or_default().cases.entry(case).or_default().push(finding);
    }
    for problem in &report.problems {
        suites.entry((false, printable_line(&problem.file))).or_default().problems.push(problem);
    }
    if suites.is_empty() {
        suites.insert((false, env!("CARGO_PKG_NAME").to_owned()), Suite::default());
    }
    suites
}

fn file(report: &Report, finding: &Finding) -> String {
    let source = finding.location.and_then(|location| report.source(location.file));
    source.map_or_else(|| "?".to_owned(), |source| printable_line(&source.path))
}

impl Suite<'_> {
    fn is_clean(&self) -> bool {
        self.cases.is_empty() && self.problems.is_empty()
    }

    fn counts(&self) -> Counts {
        let unread = usize::from(!self.problems.is_empty());
        let unseen = self.cases.iter().filter(|(case, findings)| case.is_skipped(findings)).count();
        Counts {
            tests: self.cases.len() + unread + usize::from(self.is_clean()),
            failures: self.cases.values().filter(|findings| worst(findings) > Severity::Note).count(),
            errors: unread,
            skipped: unseen,
        }
    }
}

impl Case<'_> {
    /// Whether nothing was recorded that it is about, and that is all right.
    fn is_skipped(&self, findings: &[&Finding]) -> bool {
        matches!(self, Case::Clause { is_unseen: true, .. }) && findings.is_empty()
    }

    fn name(&self) -> String {
        match self {
            Case::Rule(rule) => attribute(rule),
            Case::Clause { line, name, .. } => attribute(&format!("{name} (line {line})")),
        }
    }
}

fn worst(findings: &[&Finding]) -> Severity {
    findings.iter().map(|finding| finding.severity).max().unwrap_or(Severity::Note)
}

fn write_suite(report: &Report, name: &str, suite: &Suite<'_>, out: &mut dyn Write) -> Result<()> {
    let (name, Counts { tests, failures, errors, skipped }) = (attribute(name), suite.counts());
    write!(out, r#"  <testsuite name="{name}" tests="{tests}" failures="{failures}" errors="{errors}" skipped="{skipped}""#)?;
    writeln!(out, r#" time="0">"#)?;
    if let Some((score, value)) = suite.score.and_then(|score| Some((score, score.value?))) {
        writeln!(out, "    <properties>")?;
        writeln!(out, r#"      <property name="score" value="{value:.1}"/>"#)?;
        writeln!(out, r#"      <property name="score.rules" value="{} of {}"/>"#, score.evaluated, score.of)?;
        writeln!(out, "    </properties>")?;
    }
    for (case, findings) in &suite.cases {
        let test = case.name();
        if findings.is_empty() && !case.is_skipped(findings) {
            writeln!(out, r#"    <testcase name="{test}" classname="{name}" time="0"/>"#)?;
            continue;
        }
        writeln!(out, r#"    <testcase name="{test}" classname="{name}" time="0">"#)?;
        if findings.is_empty() {
            writeln!(out, r#"      <skipped message="nothing was recorded that it is about"/>"#)?;
        } else {
            write_findings(report, findings, out)?;
        }
        writeln!(out, "    </testcase>")?;
    }
    if let [first, rest @ ..] = suite.problems.as_slice() {
        writeln!(out, r#"    <testcase name="is read" classname="{name}" time="0">"#)?;
        let told: Vec<String> = suite.problems.iter().map(|problem| place_of(problem) + &problem.message).collect();
        let message = attribute(&and_more(&first.message, rest.len()));
        writeln!(out, r#"      <error message="{message}">{}</error>"#, text(&told.join("\n")))?;
        writeln!(out, "    </testcase>")?;
    }
    if suite.is_clean() {
        writeln!(out, r#"    <testcase name="no findings" classname="{name}" time="0"/>"#)?;
    }
    writeln!(out, "  </testsuite>")
}

/// A note fails nothing: it is what the case has to say.
fn write_findings(report: &Report, findings: &[&Finding], out: &mut dyn Write) -> Result<()> {
    let worst = worst(findings);
    let told: Vec<String> = findings.iter().map(|finding| told(report, finding)).collect();
    let told = text(&told.join("\n\n"));
    let Some(gravest) = findings.iter().find(|finding| finding.severity == worst && worst > Severity::Note) else {
        return writeln!(out, "      <system-out>{told}</system-out>");
    };
    let message = attribute(&and_more(&gravest.message, findings.len() - 1));
    writeln!(out, r#"      <failure message="{message}" type="{}">{told}</failure>"#, worst.name())
}

fn and_more(message: &str, more: usize) -> String {
    if more == 0 { message.to_owned() } else { format!("{message} (and {more} more)") }
}

fn place_of(problem: &Problem) -> String {
    format!("{}:{}:{}: ", problem.file, problem.line, problem.column)
}

/// A finding in a few lines: what, where, what else is known, how to mend it.
fn told(report: &Report, finding: &Finding) -> String {
    let mut lines = vec![format!("{}: {}", finding.severity.name(), printable_line(&finding.message))];
    let captured = finding.captured.as_deref();
    match finding.location {
        Some(location) => lines.push(format!("at {}:{}:{}", file(report, finding), location.line, location.column)),
        None => lines.extend(captured.and_then(sighting::code).map(|code| format!("at {code}"))),
    }
    lines.extend(captured.into_iter().flat_map(|captured| sighting::lines(None, captured, &finding.message)));
    if !finding.help.is_empty() {
        lines.push(format!("help: {}", finding.help));
    }
    lines.push(format!("page: {}", finding.rule.page()));
    lines.join("\n")
}

/// Text between tags. What XML may not hold at all, escaped or not, becomes U+FFFD.
/// Source: XML 1.0, section 2.2.
fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in printable(text).chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(char::REPLACEMENT_CHARACTER),
            _ => escaped.push(letter),
        }
    }
    // A runner of GitHub that is shown the file takes a line that starts so for a command.
    escaped.replace("\n::", "\n&#58;:")
}

/// The value of an attribute: a reader would make spaces of its line feeds and tabs.
fn attribute(value: &str) -> String {
    text(&printable_line(value).replace('\t', " "))
}
