//! A rule as code scanning shows it: one line, one paragraph, one page.

use super::model::{Configuration, Help, Message, RuleObject, RuleProperties};
use crate::rule::{Rule, Severity, SourceText};
use crate::text::{one_line, shorten};

/// GitHub refuses longer descriptions.
/// Source: <https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning>.
const LONGEST_DESCRIPTION: usize = 1024;

/// The family whose findings are security alerts.
const SECURITY_FAMILY: &str = "privacy";

pub(super) fn rule_object(rule: &'static Rule) -> RuleObject {
    RuleObject {
        id: rule.id,
        short_description: Message { text: shorten(rule.title, LONGEST_DESCRIPTION) },
        full_description: Message { text: shorten(&one_line(rule.why), LONGEST_DESCRIPTION) },
        help: Help { text: page(rule, plain_code), markdown: page(rule, markdown_code) },
        help_uri: rule.page(),
        default_configuration: Configuration { level: rule.severity().name() },
        properties: properties(rule),
    }
}

fn properties(rule: &Rule) -> RuleProperties {
    let (problem_severity, security_severity) = match rule.severity() {
        Severity::Error => ("error", "8.0"),
        Severity::Warning => ("warning", "5.0"),
        Severity::Note => ("recommendation", "2.0"),
    };
    let security = rule.family == SECURITY_FAMILY;
    let mut tags = vec![rule.family];
    if security {
        tags.push("security");
    }
    RuleProperties {
        precision: rule.confidence.name(),
        problem_severity,
        security_severity: security.then_some(security_severity),
        tags,
    }
}

/// Why, an example that has the fault, the same without it, and sources; code in the form of `code`.
fn page(rule: &Rule, code: fn(&SourceText) -> String) -> String {
    let mut parts = vec![rule.why.trim().to_owned()];
    for (heading, sources) in [("The rule fires on:", rule.bad), ("It is silent on:", rule.good)] {
        if !sources.is_empty() {
            parts.push(heading.to_owned());
        }
        for source in sources.iter() {
            // One file says nothing by its name.
            if sources.len() > 1 {
                parts.push(format!("`{}`", source.path));
            }
            parts.push(code(source));
        }
    }
    if !rule.references.is_empty() {
        let references: Vec<String> = rule.references.iter().map(|reference| format!("- {reference}")).collect();
        parts.push("References:".to_owned());
        parts.push(references.join("\n"));
    }
    parts.join("\n\n")
}

fn plain_code(source: &SourceText) -> String {
    let lines: Vec<String> = source.text.trim_end().lines().map(|line| format!("    {line}").trim_end().to_owned()).collect();
    lines.join("\n")
}

fn markdown_code(source: &SourceText) -> String {
    let language = match source.path.rsplit_once('.') {
        Some((_, "rs")) => "rust",
        Some((_, extension)) => extension,
        None => "",
    };
    let fence = if source.text.contains("```") { "````" } else { "```" };
    format!("{fence}{language}\n{}\n{fence}", source.text.trim_end())
}
