//! Holds the shape of `src/`: imports point down, a foreign crate has one home, what is data stays data. A failure names the
//! file, the line, what is wrong and what would be right.

#![allow(clippy::expect_used, clippy::string_slice, reason = "helpers of tests fail as tests do")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// The modules from the bottom up. A module names those below it, never one beside it.
const FLOORS: &[&[&str]] = &[
    &["panics"],
    &["text", "table", "fact", "printable", "escaped_path"],
    &["source", "yaml"],
    &["knowledge"],
    // Errors show parts of files, and nothing private in them.
    &["error"],
    &["write", "read_file"],
    &["contract"],
    &["capture", "code", "rule"],
    &["finding"],
    &["config", "judge", "report", "fix", "baseline", "page"],
    &["cli"],
    &["run"],
    &["main"],
];

/// Facts are all that others know of code.
const KNOWN_ONLY_TO: &[(&str, &[&str])] = &[("code", &["run"]), ("capture", &["cli", "run"])];

/// Where a foreign crate may be named: folders end in `/`.
const HOMES: &[(&str, &[&str])] = &[
    ("anstream", &["main.rs"]),
    ("clap", &["cli.rs"]),
    ("datasketches", &["capture/"]),
    ("flate2", &["capture/"]),
    ("fs4", &["write/"]),
    ("glob", &["capture/"]),
    ("globset", &["config/"]),
    ("ignore", &["code/ignore_files.rs"]),
    ("memchr", &["capture/", "knowledge/"]),
    ("miette", &["report/", "error.rs", "error/", "main.rs"]),
    ("mimalloc", &["main.rs"]),
    ("proc_macro2", &["code/"]),
    ("quote", &["code/"]),
    ("rayon", &["code/mod.rs", "code/outline/postings.rs", "code/schedule.rs", "error.rs"]),
    ("regex", &["contract/", "knowledge/"]),
    ("rustc_hash", ANYWHERE),
    ("saphyr_parser", &["yaml/"]),
    ("same_file", &["run/overwrite.rs"]),
    ("serde", ANYWHERE),
    ("serde_json", ANYWHERE),
    ("sha2", &["capture/partial.rs", "judge/"]),
    ("signal_hook", &["write/interrupt.rs"]),
    ("similar", &["run/patch.rs"]),
    ("syn", &["code/lower/", "code/syntax/"]),
    ("tempfile", &["capture/input/tests/", "write/"]),
    ("terminal_size", &["run/environment.rs"]),
    ("thiserror", ANYWHERE),
    ("toml", &["config/", "code/cargo/", "run/workspace.rs"]),
    ("walkdir", &["capture/"]),
    ("zstd", &["capture/"]),
];

const ANYWHERE: &[&str] = &[""];

/// What changes files, by what it is a part of. Only `write` does, so that nothing of a user's is lost, whatever ends the run.
const CHANGES_FILES: &[(&str, &[&str])] = &[
    (
        "fs",
        &[
            "OpenOptions",
            "copy",
            "create_dir",
            "create_dir_all",
            "hard_link",
            "remove_dir",
            "remove_dir_all",
            "remove_file",
            "rename",
            "set_permissions",
            "write",
        ],
    ),
    ("File", &["create", "create_new", "options"]),
    ("OpenOptions", &["new"]),
];

/// Layers of the analyzer of code, each with what it may name of `code`: what is left of it, and nothing that comes after. Data and
/// small means that know nothing are open to all.
const LAYERS: &[(&str, &[&str])] = &[
    ("outline", &["lexer", "nesting", "blanks", "positions", "prefilter", "suppressions", "tree", "word_hash"]),
    ("lower", &["tree"]),
    ("syntax", &["blanks", "lower", "nesting", "outline", "positions", "tree", "word_hash"]),
    ("assemble", &["lower", "nesting", "outline", "own_function", "syntax", "tree"]),
];

const MOST_LINES: usize = 400;

#[test]
fn imports_point_down() {
    let mut faults = Vec::new();
    for file in sources() {
        let own = file.module();
        let Some(floor) = floor(&own) else {
            faults.push(format!("src/{}:1: module `{own}` stands on no floor; give it one in FLOORS", file.path));
            continue;
        };
        for (line, named) in file.named_modules() {
            let Some(below) = self::floor(&named).filter(|_| named != own) else { continue };
            let place = format!("src/{}:{line}", file.path);
            if below >= floor {
                faults.push(format!("{place}: `{own}` names `{named}`, which does not stand below it; move what both need down"));
            }
            if let Some((_, friends)) = KNOWN_ONLY_TO.iter().find(|(module, _)| *module == named)
                && !friends.contains(&own.as_str())
            {
                faults.push(format!("{place}: `{own}` names `{named}`, which only {friends:?} may; pass facts instead"));
            }
        }
    }
    hold(&faults);
}

#[test]
fn layers_of_code_name_what_is_left_of_them() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| !is_test(&file.path)) {
        let Some(inside) = file.path.strip_prefix("code/") else { continue };
        let own = inside.split(['/', '.']).next().unwrap_or_default();
        let Some((_, may_name)) = LAYERS.iter().find(|(layer, _)| *layer == own) else { continue };
        for (line, named) in file.named_in("code") {
            if named != own && !may_name.contains(&named.as_str()) && named != "STACK_BYTES" {
                faults.push(format!("src/{}:{line}: `{own}` names `{named}`; it may name {may_name:?}", file.path));
            }
        }
    }
    hold(&faults);
}

#[test]
fn foreign_crates_stay_at_home() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| !is_test(&file.path)) {
        for (before, token, after) in windows(&file.tokens) {
            let is_named = ["::", "!"].contains(&after) || before == "use";
            let Some((name, homes)) = HOMES.iter().find(|(name, _)| *name == token.text) else { continue };
            if is_named && before != "::" && !homes.iter().any(|home| file.path.starts_with(home)) {
                let (path, line) = (&file.path, token.line);
                faults.push(format!(
                    "src/{path}:{line}: `{name}` is named here; its homes are {homes:?}, which hand on types of ours"
                ));
            }
        }
    }
    hold(&faults);
}

#[test]
fn one_module_changes_files() {
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| !file.path.starts_with("write/") && !is_test(&file.path)) {
        let texts: Vec<&str> = file.tokens.iter().map(|token| token.text.as_str()).collect();
        for (at, pair) in texts.windows(2).enumerate() {
            let Some((of, changing)) = CHANGES_FILES.iter().find(|(of, _)| pair == [*of, "::"]) else { continue };
            let named = first_names(&texts, at + 2);
            if let Some(name) = named.iter().find(|name| changing.contains(&name.as_str())) {
                let (path, line) = (&file.path, file.tokens[at].line);
                faults.push(format!("src/{path}:{line}: `{of}::{name}` changes files; let `crate::write` do it"));
            }
        }
    }
    hold(&faults);
}

/// What is known of libraries, words and conventions is handed to the analyzer of code, which may be told more by a workspace.
#[test]
fn knowledge_of_code_is_handed_down() {
    const GLOBAL: [&str; 4] = ["catalog", "words", "conventions", "recorded_names"];
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| file.path.starts_with("code/")) {
        let texts: Vec<&str> = file.tokens.iter().map(|token| token.text.as_str()).collect();
        for at in texts.windows(3).enumerate().filter(|(_, around)| *around == ["crate", "::", "knowledge"]).map(|(at, _)| at) {
            let named = first_names(&texts, at + 4);
            if let Some(name) = named.iter().find(|name| GLOBAL.contains(&name.as_str())) {
                let (path, line) = (&file.path, file.tokens[at].line);
                faults.push(format!("src/{path}:{line}: `{name}` is the same for every workspace; ask the `Knowledge` at hand"));
            }
        }
    }
    hold(&faults);
}

#[test]
fn every_dependency_has_a_home() {
    let manifest: toml::Table = read(Path::new("Cargo.toml")).parse().expect("is TOML");
    let of_systems = manifest["target"].as_table().expect("is a table").values();
    let tables = [&manifest["dependencies"]].into_iter().chain(of_systems.map(|system| &system["dependencies"]));
    let crates = tables.flat_map(|table| table.as_table().expect("is a table").keys());
    let named: BTreeSet<String> = crates.map(|name| name.replace('-', "_")).collect();
    let homes: BTreeSet<String> = HOMES.iter().map(|(name, _)| (*name).to_owned()).collect();
    let faults = named.symmetric_difference(&homes);
    hold(&faults.map(|name| format!("Cargo.toml: `{name}` stands here or in HOMES, and not in both")).collect::<Vec<_>>());
}

/// Who reads files: one module for all but recordings, which are read as a stream, from pipes too, and may be of any size;
/// and who replaces files looks at what is there.
const READERS: &[&str] = &["read_file.rs", "capture/", "write/", "run/overwrite.rs"];

#[test]
fn files_are_read_in_one_place() {
    let opening = [("fs", "read"), ("fs", "read_to_string"), ("File", "open"), ("File", "options"), ("OpenOptions", "new")];
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| !READERS.iter().any(|home| file.path.starts_with(home))) {
        for three in file.tokens.windows(3) {
            let [of, between, name] = three else { continue };
            if between.text == "::" && opening.contains(&(of.text.as_str(), name.text.as_str())) {
                let (path, line) = (&file.path, name.line);
                faults
                    .push(format!("src/{path}:{line}: opens a file by itself; `read_file` knows what may be read, and how much"));
            }
        }
    }
    hold(&faults);
}

#[test]
fn files_are_short_and_open_with_what_they_are() {
    let mut faults = Vec::new();
    for file in sources() {
        let lines = file.text.lines().count();
        if lines > MOST_LINES {
            faults
                .push(format!("src/{}:{lines}: {lines} lines; split by nouns until none has more than {MOST_LINES}", file.path));
        }
        if !file.text.starts_with("//! ") {
            faults.push(format!("src/{}:1: no `//!`; open with what comes in, what goes out, what it never does", file.path));
        }
    }
    hold(&faults);
}

#[test]
fn code_names_no_library() {
    let crates: Vec<String> = yaml_files(Path::new("rules/apis"))
        .iter()
        .flat_map(|path| read(path).lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| line.strip_prefix("crate:").map(|name| name.trim().to_owned()))
        .filter(|name| name != "std")
        .collect();
    assert!(!crates.is_empty(), "rules/apis names some crates");
    let mut faults = Vec::new();
    for file in sources().iter().filter(|file| file.path.starts_with("code/")) {
        // What this program is built with it may name where that is at home.
        let is_at_home = |name: &str| HOMES.iter().any(|(home, files)| *home == name && files.contains(&file.path.as_str()));
        let foreign: Vec<&String> = crates.iter().filter(|name| !is_at_home(name)).collect();
        for (before, token, after) in windows(&file.tokens) {
            let names = |name: &&&String| match &token.literal {
                Some(text) => text.replace('-', "_") == ***name || names_path(text, name),
                None => token.text == ***name && after == "::" && before != "::",
            };
            if let Some(name) = foreign.iter().find(names) {
                let (path, line) = (&file.path, token.line);
                faults.push(format!("src/{path}:{line}: names the library `{name}`; say what it is in rules/apis/{name}.yaml"));
            }
        }
    }
    hold(&faults);
}

#[test]
fn source_names_no_rule() {
    let rules: Vec<&str> = otel_lint::rule::rules().iter().map(|rule| rule.id).collect();
    let mut faults = Vec::new();
    for file in sources() {
        for token in &file.tokens {
            let Some(text) = &token.literal else { continue };
            let mut words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '-');
            if let Some(rule) = words.find(|word| rules.contains(word)) {
                let (path, line) = (&file.path, token.line);
                faults.push(format!(
                    "src/{path}:{line}: names the rule `{rule}`; make a fact of what it needs, and judge in its YAML"
                ));
            }
        }
    }
    hold(&faults);
}

/// A module of tests alone.
fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("/tests.rs")
}

fn hold(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

fn floor(module: &str) -> Option<usize> {
    FLOORS.iter().position(|floor| floor.contains(&module))
}

/// Whether the text has the path of an item in the crate `name`.
fn names_path(text: &str, name: &str) -> bool {
    text.match_indices(&format!("{name}::"))
        .any(|(at, _)| !text[..at].ends_with(|letter: char| letter.is_alphanumeric() || letter == '_'))
}

/// A file below `src/`: what the program is made of, without comments and test modules.
struct File {
    /// From `src/`, with `/`.
    path: String,
    text: String,
    tokens: Vec<Token>,
}

struct Token {
    /// A name, a sign or `::`.
    text: String,
    /// The content, for a literal text.
    literal: Option<String>,
    line: usize,
}

impl File {
    /// The module of the crate's root that it belongs to; none is `lib`, which only lists them.
    fn module(&self) -> String {
        self.path.split(['/', '.']).next().unwrap_or_default().to_owned()
    }

    /// How many `super::` lead to the crate's root.
    fn depth(&self) -> usize {
        let folders = self.path.matches('/').count();
        if self.path.ends_with("/mod.rs") { folders } else { folders + 1 }
    }

    /// Modules of a module of the crate's root named by `crate::..`, or from within it with `super::`, and where.
    fn named_in(&self, module: &str) -> Vec<(usize, String)> {
        let texts: Vec<&str> = self.tokens.iter().map(|token| token.text.as_str()).collect();
        let mut named = Vec::new();
        for at in 0..texts.len() {
            let mut next = at;
            if texts[at..].starts_with(&["crate", "::", module, "::"]) {
                next = at + 4;
            } else if texts[at] == "super" && (at == 0 || texts[at - 1] != "::") {
                while texts[next..].starts_with(&["super", "::"]) {
                    next += 2;
                }
                if (next - at) / 2 + 1 != self.depth() {
                    continue;
                }
            }
            if next > at {
                named.extend(first_names(&texts, next).into_iter().map(|name| (self.tokens[at].line, name)));
            }
        }
        named
    }

    /// Modules of the crate's root named by `crate::..` or by climbing with `super::`, and where.
    fn named_modules(&self) -> Vec<(usize, String)> {
        let texts: Vec<&str> = self.tokens.iter().map(|token| token.text.as_str()).collect();
        let mut named = Vec::new();
        for at in 0..texts.len() {
            let mut next = at;
            if texts[at] == "crate" && texts.get(at + 1) == Some(&"::") {
                next = at + 2;
            } else if texts[at] == "super" && (at == 0 || texts[at - 1] != "::") {
                while texts[next..].starts_with(&["super", "::"]) {
                    next += 2;
                }
                if (next - at) / 2 < self.depth() {
                    continue;
                }
            }
            if next > at {
                named.extend(first_names(&texts, next).into_iter().map(|name| (self.tokens[at].line, name)));
            }
        }
        named
    }
}

/// The name at `at`, or the first of each path in the braces that open there.
fn first_names(texts: &[&str], at: usize) -> Vec<String> {
    if texts.get(at) != Some(&"{") {
        return texts.get(at).map(|name| (*name).to_owned()).into_iter().collect();
    }
    let mut names = Vec::new();
    let mut depth = 0;
    for pair in texts[at..].windows(2) {
        match pair[0] {
            "{" => depth += 1,
            "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if depth == 1 && ["{", ","].contains(&pair[0]) {
            names.push(pair[1].to_owned());
        }
    }
    names
}

/// Every token with the text before and after it.
fn windows(tokens: &[Token]) -> impl Iterator<Item = (&str, &Token, &str)> {
    let text = |at: Option<usize>| at.and_then(|at| tokens.get(at)).map_or("", |token| token.text.as_str());
    tokens.iter().enumerate().map(move |(at, token)| (text(at.checked_sub(1)), token, text(Some(at + 1))))
}

/// Every file of `src/` but `lib.rs`, the map.
fn sources() -> Vec<File> {
    let mut paths = Vec::new();
    collect(Path::new("src"), "rs", &mut paths);
    let files = paths.into_iter().map(|path| {
        let text = read(&path);
        let stream: TokenStream = text.parse().expect("is Rust");
        let mut tokens = Vec::new();
        flatten(stream, &mut tokens);
        let path = path.strip_prefix("src").expect("lies there").to_string_lossy().replace('\\', "/");
        File { path, text, tokens }
    });
    files.filter(|file| file.path != "lib.rs").collect()
}

/// Tokens in a row, braces as tokens of their own, without doc comments and without what follows `#[cfg(test)]`.
fn flatten(stream: TokenStream, into: &mut Vec<Token>) {
    let mut push = |text: String, literal: Option<String>, line: usize| into.push(Token { text, literal, line });
    let mut trees = stream.into_iter().peekable();
    let mut is_test = false;
    while let Some(tree) = trees.next() {
        let line = tree.span().start().line;
        match tree {
            TokenTree::Punct(sign) if sign.as_char() == ':' => {
                let is_path = trees.next_if(|next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == ':')).is_some();
                push(if is_path { "::" } else { ":" }.to_owned(), None, line);
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket && is_comment(&group.stream()) => {}
            TokenTree::Group(group) => {
                is_test |= group.stream().to_string() == "cfg (test)" || group.stream().to_string() == "cfg(test)";
                if is_test && group.delimiter() == Delimiter::Brace {
                    is_test = false;
                    continue;
                }
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    _ => ("(", ")"),
                };
                push(open.to_owned(), None, line);
                let mut inner = Vec::new();
                flatten(group.stream(), &mut inner);
                for token in inner {
                    push(token.text, token.literal, token.line);
                }
                push(close.to_owned(), None, line);
            }
            TokenTree::Literal(literal) => {
                let text = syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value());
                push(String::new(), text, line);
            }
            TokenTree::Punct(sign) => {
                is_test &= sign.as_char() != ';';
                push(sign.as_char().to_string(), None, line);
            }
            TokenTree::Ident(name) => push(name.to_string(), None, line),
        }
    }
}

/// `#[doc = ".."]`, which is what doc comments become.
fn is_comment(stream: &TokenStream) -> bool {
    matches!(stream.clone().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc")
}

fn yaml_files(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    collect(folder, "yaml", &mut paths);
    paths
}

fn collect(folder: &Path, extension: &str, into: &mut Vec<PathBuf>) {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).expect("is there").map(|entry| entry.expect("is read").path()).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            collect(&path, extension, into);
        } else if path.extension().is_some_and(|found| found == extension) {
            into.push(path);
        }
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).expect("is text")
}
