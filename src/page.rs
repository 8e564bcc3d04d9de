//! A rule as Markdown: what `explain` prints and what `docs/rules/` holds. Rules come in, text goes out.

use std::fmt::Write;

use crate::rule::{Rule, SourceText};

/// The rule's page.
pub fn page(rule: &Rule) -> String {
    let Rule { id, family, title, since, why, .. } = rule;
    let severities: Vec<_> = severities(rule).collect();
    let confidence = rule.confidence.name();
    let mut out = format!("# {id}\n\n{}.\n\n", capitalized(title));
    add(&mut out, format_args!("- Severity: {}\n- Confidence: {confidence}\n", severities.join(", ")));
    add(&mut out, format_args!("- Family: `{family}`\n- Since: {since}\n"));
    let gates = gates(rule);
    if !gates.is_empty() {
        let part = if rule.cases.iter().all(|case| !case.versions.is_empty()) { "Only" } else { "In part only" };
        add(&mut out, format_args!("- {part} where the package uses {}\n", gates.join(", ")));
    }
    if rule.opt_in {
        add(&mut out, format_args!("- Silent unless selected: `--select {id}`\n"));
    }
    add(&mut out, format_args!("\n## Why\n\n{}\n\n## Bad\n\n", why.trim()));
    examples(&mut out, &rule.bad);
    out.push_str("## Good\n\n");
    examples(&mut out, &rule.good);
    out.push_str("## Fix\n\n");
    for fix in fixes(rule) {
        add(&mut out, format_args!("- {fix}\n"));
    }
    add(&mut out, format_args!("\nWhere it is meant: {}.\n", suppression(rule)));
    out.push_str("\n## References\n\n");
    for reference in rule.references.iter() {
        let is_link = reference.starts_with("http") && !reference.contains(' ');
        let (open, close) = if is_link { ("<", ">") } else { ("", "") };
        add(&mut out, format_args!("- {open}{reference}{close}\n"));
    }
    out
}

/// The table of all rules by family, with links to the pages beside it.
pub fn index(rules: &[Rule]) -> String {
    let mut out = "# Rules\n\n<!-- Made from rules/ by `BLESS=1 cargo test --test derived`. -->\n\n".to_owned();
    out.push_str("`*`: silent unless selected. `cargo otel-lint explain RULE` shows a page in the terminal.\n");
    let mut families: Vec<_> = rules.iter().map(|rule| rule.family).collect();
    families.sort_unstable();
    families.dedup();
    for family in families {
        add(&mut out, format_args!("\n## {family}\n\n| rule | severity | finds |\n|---|---|---|\n"));
        for rule in rules.iter().filter(|rule| rule.family == family) {
            let mark = if rule.opt_in { " \\*" } else { "" };
            let severities: Vec<_> = severities(rule).collect();
            let title = rule.title.replace('|', "\\|");
            add(&mut out, format_args!("| [{id}]({id}.md){mark} | {} | {title} |\n", severities.join(", "), id = rule.id));
        }
    }
    out
}

/// The severities that the rule's cases have, the gravest first.
pub fn severities(rule: &Rule) -> impl Iterator<Item = &'static str> {
    let all = crate::rule::Severity::ALL.into_iter();
    all.filter(|severity| rule.cases.iter().any(|case| case.severity == *severity)).map(crate::rule::Severity::name)
}

/// The versions that cases ask for, as `crate requirement`; the same once.
fn gates(rule: &Rule) -> Vec<String> {
    let mut gates: Vec<String> = Vec::new();
    for gate in rule.cases.iter().flat_map(|case| case.versions.0) {
        let text = format!("`{} {}`", gate.crate_name, gate.requirement);
        if !gates.contains(&text) {
            gates.push(text);
        }
    }
    gates
}

/// What to do, case by case; cases with the same cure speak once.
fn fixes(rule: &Rule) -> Vec<&'static str> {
    let mut fixes: Vec<&str> = Vec::new();
    for case in rule.cases.iter() {
        if !fixes.contains(&case.fix) {
            fixes.push(case.fix);
        }
    }
    fixes
}

/// How to silence the rule: a comment in source, settings for recordings, which have no comments.
fn suppression(rule: &Rule) -> String {
    let id = rule.id;
    let comment = format!("`// otel-lint: allow({id}) -- reason` above the line");
    let settings = format!("`{id} = \"off\"` under `[rules]` in `otel-lint.toml`, or `--ignore {id}`");
    match rule.cases.iter().filter(|case| case.is_about_recordings()).count() {
        0 => comment,
        all if all == rule.cases.len() => settings,
        _ => format!("{comment}; in a recording, {settings}"),
    }
}

/// The files of an example as code blocks; a lone `src/main.rs` needs no name.
fn examples(out: &mut String, files: &[SourceText]) {
    for file in files {
        if files.len() > 1 || file.path != "src/main.rs" {
            add(out, format_args!("`{}`:\n\n", file.path));
        }
        // Behind a colon the path says what of the text is shortened.
        let name = file.path.split_once(": ").map_or(file.path, |(name, _)| name);
        let language = match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "rs" => "rust",
            "jsonl" => "json",
            other => other,
        };
        let fence = if file.text.contains("```") { "````" } else { "```" };
        add(out, format_args!("{fence}{language}\n{}\n{fence}\n\n", file.text.trim_end()));
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

fn add(out: &mut String, text: std::fmt::Arguments<'_>) {
    // A string takes whatever is written to it.
    let _ = out.write_fmt(text);
}
