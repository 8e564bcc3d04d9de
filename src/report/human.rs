//! For a person at a terminal: every finding with the lines it is about, then what a recording held, then problems, then one line that
//! sums up.

mod recording;

use std::collections::BTreeSet;
use std::fmt;
use std::io::{Error, Result, Write};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};

use super::excerpt::{Excerpt, Mark};
use super::prose::{LEAST_WIDTH, heading, paragraph};
use super::{Look, printable, printable_line, sighting, summary};
use crate::fact::Captured;
use crate::finding::{Finding, Location, Report};
use crate::rule::Severity;

/// A finding as miette draws it.
#[derive(Debug)]
struct Drawing {
    severity: Severity,
    message: String,
    help: String,
    excerpt: Option<Excerpt>,
}

pub(super) fn write(report: &Report, look: &Look, out: &mut dyn Write) -> Result<()> {
    let mut rules_seen = BTreeSet::new();
    for finding in &report.findings {
        write_finding(report, finding, look, out)?;
        if !look.links && rules_seen.insert(finding.rule.id) {
            writeln!(out, "  {} {}", heading("page:", look), finding.rule.page())?;
        }
        writeln!(out)?;
    }
    if let Some(recording) = &report.recording {
        recording::write(recording, look, out)?;
    }
    for problem in &report.problems {
        let path = printable_line(&problem.file);
        writeln!(out, "{path}:{}:{}: {}", problem.line, problem.column, printable_line(&problem.message))?;
    }
    if !report.problems.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}", summary::line(report))?;
    if let Some(offer) = summary::offer(report) {
        writeln!(out, "{offer}")?;
    }
    for line in summary::statistics(report) {
        writeln!(out, "  {line}")?;
    }
    Ok(())
}

fn write_finding(report: &Report, finding: &Finding, look: &Look, out: &mut dyn Write) -> Result<()> {
    let (same_file, elsewhere): (Vec<_>, Vec<_>) =
        finding.related.iter().partition(|related| Some(related.location.file) == finding.location.map(|location| location.file));
    let mark = |location, label| Mark { location, label };
    let same_file: Vec<Mark> = same_file.into_iter().map(|related| mark(related.location, related.message)).collect();
    let excerpt = finding.location.and_then(|location| {
        let source = report.source(location.file)?;
        Some(Excerpt::new(source, printable_line(&source.path), mark(location, finding.label), &same_file))
    });
    let drawing = Drawing {
        severity: finding.severity,
        message: printable_line(&finding.message),
        // Help stands under what was seen.
        help: if finding.captured.is_none() { printable(&finding.help) } else { String::new() },
        excerpt,
    };
    let mut drawn = String::new();
    handler(finding, &drawing, look).render_report(&mut drawn, &drawing).map_err(Error::other)?;
    // miette indents what it takes for an icon.
    out.write_all(drawn.strip_prefix("  ").unwrap_or(&drawn).as_bytes())?;
    let left_out = drawing.excerpt.iter().flat_map(|excerpt| &excerpt.left_out);
    let left_out = left_out.map(|mark| (mark.location, mark.label));
    for (location, message) in left_out.chain(elsewhere.into_iter().map(|related| (related.location, related.message))) {
        writeln!(out, "  {} {}: {message}", heading("related:", look), place(report, location))?;
    }
    if let Some(captured) = &finding.captured {
        write_captured(captured, &finding.message, look, out)?;
        paragraph("help:", &printable(&finding.help), look, out)?;
    }
    Ok(())
}

/// Where in a recording, and a few of the cases.
fn write_captured(captured: &Captured, message: &str, look: &Look, out: &mut dyn Write) -> Result<()> {
    let between = if look.unicode { " \u{b7} " } else { " | " };
    let parts: Vec<String> = sighting::known_service(captured).into_iter().chain(sighting::parts(captured, message)).collect();
    paragraph("", &parts.join(between), look, out)?;
    if let Some(code) = sighting::code(captured) {
        paragraph("at", &code, look, out)?;
    }
    let told = captured.examples.iter().map(|example| (sighting::example(example), &example.values));
    for (at, (example, values)) in told.filter(|(text, _)| !text.is_empty()).enumerate() {
        paragraph(if at == 0 { "e.g." } else { "    " }, &example, look, out)?;
        for value in values {
            paragraph("    value:", &printable_line(value), look, out)?;
        }
    }
    Ok(())
}

fn place(report: &Report, location: Location) -> String {
    let path = report.source(location.file).map_or("?", |source| &source.path);
    format!("{}:{}:{}", printable_line(path), location.line, location.column)
}

fn handler(finding: &Finding, drawing: &Drawing, look: &Look) -> GraphicalReportHandler {
    let mut theme = match (look.unicode, look.color) {
        (true, true) => GraphicalTheme::unicode(),
        (true, false) => GraphicalTheme::unicode_nocolor(),
        (false, true) => GraphicalTheme::ascii(),
        (false, false) => GraphicalTheme::none(),
    };
    // Severity and rule stand where miette has an icon, so that the first line says it all.
    let mut name = format!("{}[{}]", finding.severity.name(), finding.rule.id);
    if look.links {
        name = format!("\u{1b}]8;;{}\u{1b}\\{name}\u{1b}]8;;\u{1b}\\", finding.rule.page());
    }
    name.push(':');
    let (styles, characters) = (&mut theme.styles, &mut theme.characters);
    let (style, icon) = match finding.severity {
        Severity::Error => (styles.error, &mut characters.error),
        Severity::Warning => (styles.warning, &mut characters.warning),
        Severity::Note => (styles.advice, &mut characters.advice),
    };
    *icon = name;
    let (own, other) = (style, styles.help);
    styles.highlights =
        drawing.excerpt.iter().flat_map(Excerpt::primary).map(|primary| if primary { own } else { other }).collect();
    GraphicalReportHandler::new_themed(theme)
        .with_width(look.width.max(LEAST_WIDTH))
        .with_break_words(false)
        .without_syntax_highlighting()
}

impl fmt::Display for Drawing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Note => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.excerpt.as_ref().map(|excerpt| Box::new(excerpt.labels()) as Box<dyn Iterator<Item = LabeledSpan>>)
    }
}
