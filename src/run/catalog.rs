//! `rules` and `explain`: what the program can find.

use std::io::{self, Write};

use serde::Serialize;

use super::deliver;
use super::settings::selector;
use crate::cli::ListFormat;
use crate::config::Selector;
use crate::error::Error;
use crate::page::{page, severities};
use crate::rule::{Rule, rule, rules};

/// One rule of the JSON list.
#[derive(Serialize)]
struct Entry {
    id: &'static str,
    family: &'static str,
    title: &'static str,
    /// The gravest; `severities` has them all.
    severity: &'static str,
    severities: Vec<&'static str>,
    confidence: &'static str,
    opt_in: bool,
    since: &'static str,
    page: String,
}

/// Prints a rule's page, or the rules of a family.
pub(super) fn explain(name: &str, stdout: &mut dyn Write) -> Result<u8, Error> {
    let selected = selector("`explain`", name)?;
    match selected {
        Selector::Rule(id) => {
            let page = rule(id).map(page).unwrap_or_default();
            deliver(stdout, |out| out.write_all(page.as_bytes()))?;
        }
        Selector::All | Selector::Family(_) => deliver(stdout, |out| table(selected, out))?,
    }
    Ok(0)
}

/// Prints all rules.
pub(super) fn list(format: ListFormat, stdout: &mut dyn Write) -> Result<u8, Error> {
    match format {
        ListFormat::Human => deliver(stdout, |out| table(Selector::All, out))?,
        ListFormat::Json => deliver(stdout, json)?,
    }
    Ok(0)
}

/// By family, one line a rule.
fn table(selected: Selector, out: &mut dyn Write) -> io::Result<()> {
    let mut shown: Vec<&Rule> = rules().iter().filter(|rule| selected.covers(rule)).collect();
    shown.sort_by_key(|rule| (rule.family, rule.id));
    let widest = shown.iter().map(|rule| rule.id.len() + usize::from(rule.opt_in)).max().unwrap_or(0);
    let mut family = "";
    for rule in &shown {
        if rule.family != family {
            let gap = if family.is_empty() { "" } else { "\n" };
            writeln!(out, "{gap}{}", rule.family)?;
            family = rule.family;
        }
        let name = format!("{}{}", rule.id, if rule.opt_in { "*" } else { "" });
        writeln!(out, "  {name:widest$}  {:7}  {}", rule.severity().name(), rule.title)?;
    }
    if shown.iter().any(|rule| rule.opt_in) {
        writeln!(out, "\n* silent unless selected")?;
    }
    Ok(())
}

fn json(out: &mut dyn Write) -> io::Result<()> {
    let entries: Vec<_> = rules().iter().map(entry).collect();
    serde_json::to_writer_pretty(&mut *out, &entries)?;
    writeln!(out)
}

fn entry(rule: &Rule) -> Entry {
    Entry {
        id: rule.id,
        family: rule.family,
        title: rule.title,
        severity: rule.severity().name(),
        severities: severities(rule).collect(),
        confidence: rule.confidence.name(),
        opt_in: rule.opt_in,
        since: rule.since,
        page: rule.page(),
    }
}
