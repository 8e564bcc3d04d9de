//! Sources with the type of what a line binds at its end: `let a = f(); //: Option<Order>`. What nothing is known of is `_`.

use std::sync::Arc;

use crate::code::assemble::Declared;
use crate::code::cargo::Cargo;
use crate::code::lower::lower;
use crate::code::source_text::SourceText;
use crate::code::syntax::Syntax;
use crate::code::tree::{Block, PatternKind, Statement};
use crate::code::type_inference::BodyTypes;
use crate::code::types::Ty;
use crate::code::workspace::Workspace;
use crate::knowledge::Knowledge;
use crate::read_file;
use crate::source::Source;

#[test]
fn lines_bind_what_they_say() {
    let mut wrong = Vec::new();
    let mut files: Vec<_> = std::fs::read_dir("tests/types").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for path in files {
        let text = read_file::read(&path).unwrap().text;
        let marks = text.lines().filter(|line| line.contains(MARK)).count();
        let found = bindings(&text);
        assert_eq!(found.len(), marks, "{}: each mark stands behind a `let`", path.display());
        for (line, wanted, ty) in found {
            if ty != wanted {
                wrong.push(format!("{}:{line}: `{ty}`, not `{wanted}`", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

const MARK: &str = "//: ";

/// Libraries of which nothing is known but that they are there.
const MANIFEST: &str = "[package]\nname = \"shop\"\n[dependencies]\nsqlx = \"0.8\"\nwarp = \"0.3\"\naxum = \"0.8\"\notel = { package = \"opentelemetry\", version = \"0.32\" }\nurl = \"2\"\ntraced = { package = \"tracing\", version = \"0.1\" }\n";

/// Lines, the type that stands there, and the one that is inferred.
fn bindings(text: &str) -> Vec<(usize, String, String)> {
    let knowledge = Arc::new(Knowledge::default());
    let unit = lower(&syn::parse_file(text).unwrap(), false, &knowledge.catalog, &rustc_hash::FxHashMap::default());
    let source = Source::new("src/lib.rs".to_owned(), "src/lib.rs".to_owned(), text.to_owned());
    let (cargo, _) = Cargo::read(&[(String::new(), MANIFEST.to_owned())], &[], &knowledge);
    let syntax = Syntax::new(Vec::new(), Arc::clone(&knowledge));
    let declared = Declared { unit, ..Declared::default() };
    let workspace = Workspace::new(vec![declared], syntax, &["src/lib.rs".to_owned()], cargo.packages, knowledge);
    let mut found = Vec::new();
    for (_, function) in workspace.own.read() {
        let types = BodyTypes::infer(&workspace, SourceText::new(0, &source), function, 0);
        let Some(body) = &function.body else { continue };
        let mut blocks = vec![body];
        body.any(&mut |expr| {
            blocks.extend(expr.blocks());
            false
        });
        for block in blocks {
            read(block, &types, &workspace, &source, &mut found);
        }
    }
    found.sort();
    found
}

fn read(block: &Block, types: &BodyTypes, workspace: &Workspace, source: &Source, found: &mut Vec<(usize, String, String)>) {
    for statement in &block.statements {
        let Statement::Let { pattern, .. } = statement else { continue };
        let line = source.lines.line(pattern.range.start);
        let Some((_, wanted)) = source.lines.line_text(&source.text, line).split_once(MARK) else { continue };
        // Of `let Some(name) = ..` what the name is.
        let mut bound = pattern;
        while let PatternKind::TupleStruct { fields, .. } | PatternKind::Tuple(fields) = &bound.kind {
            bound = &fields[0];
        }
        found.push((line, wanted.trim().to_owned(), shown(types.taken_apart(bound), workspace)));
    }
}

fn shown(ty: &Ty, workspace: &Workspace) -> String {
    let list = |parts: &[Ty]| parts.iter().map(|part| shown(part, workspace)).collect::<Vec<_>>().join(", ");
    let named = |path: &str, parts: &[Ty]| {
        let name = path.rsplit("::").next().unwrap_or(path);
        if parts.is_empty() { name.to_owned() } else { format!("{name}<{}>", list(parts)) }
    };
    match ty {
        _ if matches!(ty, Ty::Bounded(_)) && ty.is_unknown() => "_".to_owned(),
        Ty::Api(api, parts) => named(api.path, parts),
        Ty::Own(item, parts) => named(&workspace.data_type(*item).name, parts),
        Ty::Trait(path) => named(path, &[]),
        Ty::Foreign(path, _) => format!("{path}.."),
        Ty::Tuple(parts) => format!("({})", list(parts)),
        Ty::Slice(item) => format!("[{}]", shown(item, workspace)),
        Ty::Borrowed(inner) => format!("&{}", shown(inner, workspace)),
        Ty::Closure(result) => format!("|| {}", shown(result, workspace)),
        Ty::Future(result) => format!("Future<{}>", shown(result, workspace)),
        Ty::Bounded(bounds) => {
            format!("impl {}", bounds.iter().map(|bound| shown(bound, workspace)).collect::<Vec<_>>().join(" + "))
        }
        Ty::Inferred(_) | Ty::Unknown => "_".to_owned(),
    }
}
