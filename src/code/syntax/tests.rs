//! Items read one at a time are what they are when their file is read whole.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::relocate::Relocation;
use super::{Code, Given, Signature, SourceFile, Syntax, TypeDefinition};
use crate::code::outline::{FoundIn, Item, ItemId, Kind, Outline, ScopeKind, name_in, outline};
use crate::code::tree::{Constant, DataType, Function, Range, Type, Unit, VisitMut};
use crate::code::{lower, parse, scan};
use crate::knowledge::{Knowledge, OwnWords};

/// What is read of a file, by where it stands.
#[derive(Default)]
struct Read {
    /// Where macros are defined.
    arms: Vec<Range>,
    functions: BTreeMap<Range, Function>,
    constants: BTreeMap<Range, Constant>,
    /// Of the arms of macros, and around values.
    anonymous: Vec<Function>,
    data: Vec<DataType>,
    /// The rest as text: aliases, implementations.
    others: Vec<String>,
    faults: Vec<String>,
}

impl Read {
    fn new(outline: &Outline) -> Self {
        let definitions = outline.items.iter().filter(|item| item.kind == Kind::MacroDefinition);
        Self { arms: definitions.map(|item| item.whole).collect(), ..Self::default() }
    }

    fn functions(&mut self, functions: impl IntoIterator<Item = Function>) {
        let nowhere = Outline::default();
        for mut function in functions {
            function.extent = Range::default();
            let place = function.body.as_ref().map(|body| body.range).unwrap_or_default();
            if function.in_macro || self.arms.iter().any(|arms| arms.contains(place)) {
                // The scopes of arms are numbered by those who read them.
                function.scope = 0;
                Relocation::new(0, Some(&nowhere), 0).function(&mut function);
                self.anonymous.push(function);
            } else if function.name.is_empty() {
                self.anonymous.push(function);
            } else {
                self.functions.insert(function.name_range, function);
            }
        }
    }

    fn constants(&mut self, constants: impl IntoIterator<Item = Constant>) {
        let nowhere = Outline::default();
        for mut constant in constants {
            let Some(value) = &mut constant.value else { continue };
            let place = value.range;
            if self.arms.iter().any(|arms| arms.contains(place)) {
                constant.scope = 0;
                Relocation::new(0, Some(&nowhere), 0).expr(value);
            }
            self.constants.insert(place, constant);
        }
    }

    fn sorted(mut self) -> Self {
        self.anonymous.sort_by_key(|function| (function.name_range, function.body.as_ref().map(|body| body.range)));
        self.data.sort_by(|a, b| (&a.name, a.scope).cmp(&(&b.name, b.scope)));
        self.others.sort();
        self
    }
}

/// By the file as a whole; none where parts of it are left out.
fn whole(text: &str, outline: &Outline, knowledge: &Knowledge) -> Option<Read> {
    let scan = scan::scan(text, &FxHashMap::default(), &OwnWords::default());
    let (file, left_out) = parse::parse(text, &scan, &[]);
    if !left_out.is_empty() {
        return None;
    }
    let mut unit = lower::lower(&file, false, &knowledge.catalog, &FxHashMap::default());
    drop(file);
    parse::clear_positions();
    let mut read = Read::new(outline);
    let (arms, functions): (Vec<_>, Vec<_>) =
        std::mem::take(&mut unit.functions).into_iter().partition(|function| function.in_macro);
    read.functions(arms);
    unit.functions = functions;
    let mut relocation = Relocation::with(modules(text, &unit, outline), outline);
    relocation.unit(&mut unit);
    read.others = rest(&unit, &relocation);
    read.functions(unit.functions);
    read.data = unit.types;
    read.constants(unit.constants);
    Some(read.sorted())
}

/// What has no place.
fn rest(unit: &Unit, relocation: &Relocation<'_>) -> Vec<String> {
    let mut others = Vec::new();
    for (scope, of_trait, of) in &unit.implementations {
        others.push(format!("impl in {}: {of_trait:?} for {of:?}", relocation.scope(*scope)));
    }
    for (scope, of, name, ty) in &unit.associated {
        others.push(format!("type in {}: {of:?}::{name} = {ty:?}", relocation.scope(*scope)));
    }
    for (at, scope) in unit.scopes.iter().enumerate() {
        for (name, target) in &scope.aliases {
            let parameters = scope.alias_parameters.iter().find(|(known, _)| known == name);
            let parameters = parameters.map(|(_, parameters)| parameters.as_slice()).unwrap_or_default();
            others.push(format!("type in {}: {name} {parameters:?} = {target:?}", relocation.scope(at)));
        }
    }
    others
}

/// The scopes of modules, in order in both.
fn modules(text: &str, unit: &Unit, outline: &Outline) -> FxHashMap<usize, usize> {
    let own = unit.scopes.iter().enumerate().filter_map(|(at, scope)| Some((at, scope.module.clone()?)));
    let others = outline.scopes.iter().enumerate().filter_map(|(at, scope)| match scope.kind {
        ScopeKind::Module(item) => Some((at, name_in(text, outline.item(item)?.name))),
        _ => None,
    });
    let mut others: Vec<(usize, &str)> = others.collect();
    others.reverse();
    let mut same = FxHashMap::from_iter([(0, 0)]);
    for (at, name) in own {
        // Those in the arms and arguments of macros only one of the two sees.
        if let Some(found) = others.iter().rposition(|(_, other)| *other == name) {
            same.insert(at, others[found].0);
            others.truncate(found);
        }
    }
    same
}

/// Item by item.
fn single(text: &str, outline: &Outline, knowledge: &Knowledge) -> (Read, Given) {
    let wrappers = FxHashMap::default();
    let mut syntax = Syntax::new(vec![SourceFile::new(text, outline, false)], &knowledge.catalog, &wrappers);
    let mut read = Read::new(outline);
    let parent = |item: &Item| item.parent.and_then(|parent| outline.item(parent)).map(|parent| parent.kind);
    let asked: Vec<(ItemId, &Item)> = (0..)
        .zip(&outline.items)
        .map(|(item, found)| (ItemId { file: 0, item }, found))
        .filter(|(_, item)| item.found_in != FoundIn::BodyMacro && parent(item) != Some(Kind::ForeignModule))
        .collect();
    let of = |kinds: &[Kind]| -> Vec<ItemId> {
        asked.iter().filter(|(_, item)| kinds.contains(&item.kind)).map(|(id, _)| *id).collect()
    };
    syntax.read_implementations(&of(&[Kind::Impl]));
    syntax.read_signatures(&of(&[Kind::Function, Kind::Const, Kind::Static]));
    syntax.read_definitions(&of(&[Kind::Struct, Kind::Enum, Kind::TypeAlias]));
    syntax.read_bodies(&of(&[Kind::Function, Kind::Const, Kind::Static, Kind::MacroDefinition]));
    for (id, item) in asked {
        let failed = [
            syntax.signature(id).and_then(|answer| answer.value.as_ref().err()),
            syntax.body(id).and_then(|answer| answer.value.as_ref().err()),
            syntax.definition(id).and_then(|answer| answer.value.as_ref().err()),
            syntax.implementation(id).and_then(|answer| answer.value.as_ref().err()),
        ];
        // A trait may leave out the type, and a later language the value.
        let may_fail = item.kind == Kind::TypeAlias && parent(item) == Some(Kind::Trait) || item.found_in != FoundIn::Source;
        read.faults.extend(failed.into_iter().flatten().filter(|_| !may_fail).map(|why| format!("{item:?}: {why:?}")));
        take(outline, &syntax, (id, item), &mut read);
    }
    (read.sorted(), syntax.given())
}

fn take(outline: &Outline, syntax: &Syntax<'_>, (id, item): (ItemId, &Item), read: &mut Read) {
    if let Some(Ok(body)) = syntax.body(id).map(|answer| &answer.value) {
        match &body.code {
            Code::Function(function) => read.functions([function.clone()]),
            Code::Constant(constant) => read.constants([constant.clone()]),
            Code::Arms => {}
        }
        let declared = &body.declared;
        let scope = |scope: usize| if body.code == Code::Arms { item.scope as usize } else { scope };
        read.functions(declared.functions.iter().cloned());
        read.constants(declared.constants.iter().map(|found| Constant { scope: scope(found.scope), ..found.clone() }));
        read.data.extend(declared.types.iter().map(|found| DataType { scope: scope(found.scope), ..found.clone() }));
        if body.code == Code::Arms {
            let map = FxHashMap::from_iter([(0, item.scope as usize)]);
            read.others.extend(rest(declared, &Relocation::with(map, outline)));
        }
    } else if let Some(Ok(Signature::Function(function))) = syntax.signature(id).map(|answer| &answer.value) {
        read.functions([function.clone()]);
    }
    let parent = item.parent.map(|item| ItemId { file: 0, item });
    let around = parent.and_then(|parent| syntax.implementation(parent)).and_then(|answer| answer.value.as_ref().ok());
    match syntax.definition(id).and_then(|answer| answer.value.as_ref().ok()) {
        Some(TypeDefinition::Data(data)) => read.data.push(data.clone()),
        Some(TypeDefinition::Alias { name, target, .. }) if around.is_some() => {
            let of = around.map_or(&Type::Unknown, |around| &around.of);
            read.others.push(format!("type in {}: {of:?}::{name} = {target:?}", item.scope));
        }
        Some(TypeDefinition::Alias { name, parameters, target }) => {
            read.others.push(format!("type in {}: {name} {parameters:?} = {target:?}", item.scope));
        }
        None => {}
    }
    if let Some(found) = syntax.implementation(id).and_then(|answer| answer.value.as_ref().ok())
        && let Some(of_trait) = &found.of_trait
    {
        read.others.push(format!("impl in {}: {of_trait:?} for {:?}", item.scope, found.of));
    }
}

/// How much is the same both ways, what is not, and what syn was given for single items.
fn compare(text: &str, knowledge: &Knowledge) -> Option<(usize, Vec<String>, Given)> {
    let outline = outline(text, &|_| false);
    let whole = whole(text, &outline, knowledge)?;
    let (single, given) = single(text, &outline, knowledge);
    let mut faults = single.faults;
    let mut same = 0;
    let mut hold = |is_same: bool, what: String| {
        if is_same {
            same += 1;
        } else {
            faults.push(what);
        }
    };
    for (place, function) in &whole.functions {
        let found = single.functions.get(place).map(|found| as_before(found, function));
        let found = found.as_ref();
        hold(found == Some(function), format!("fn {} {place:?} {}", function.name, how(found, function)));
    }
    for (place, constant) in &whole.constants {
        let found = single.constants.get(place);
        hold(found == Some(constant), format!("const {} {place:?}: {found:?} / {constant:?}", constant.name));
    }
    for data in &whole.data {
        let found = single.data.iter().find(|found| found.name == data.name);
        hold(single.data.contains(data), format!("type {}: {found:?} / {data:?}", data.name));
    }
    for other in &whole.others {
        hold(single.others.binary_search(other).is_ok(), other.clone());
    }
    for function in &whole.anonymous {
        let is_same = single.anonymous.iter().any(|found| as_before(found, function) == *function);
        hold(is_same, format!("anonymous {:?}", function.body.as_ref().map(|body| body.range)));
    }
    Some((same, faults, given))
}

/// What is told better than it was: what stands within the methods of an `impl` does not have its parameters, and what stands in a
/// trait that is test code is test code.
fn as_before(found: &Function, function: &Function) -> Function {
    let mut found = found.clone();
    if function.generics.starts_with(&found.generics) {
        found.generics.clone_from(&function.generics);
    }
    found.is_test &= function.is_test || !matches!(found.of, Some(Type::Bounds(_)));
    found
}

/// In what two functions differ.
fn how(found: Option<&Function>, function: &Function) -> String {
    let Some(found) = found else { return "is not found".to_owned() };
    let mut differing = Vec::new();
    for (name, is_same) in [
        ("scope", found.scope == function.scope),
        ("of", found.of == function.of),
        ("parameters", found.parameters == function.parameters),
        ("generics", found.generics == function.generics),
        ("returns", found.returns == function.returns),
        ("is_test", found.is_test == function.is_test),
        ("instrument", found.instrument == function.instrument),
        ("body", found.body == function.body),
        ("in_macro", found.in_macro == function.in_macro),
    ] {
        if !is_same {
            differing.push(name);
        }
    }
    format!("differs in {}", differing.join(", "))
}

#[test]
fn single_items_are_those_of_whole_files() {
    let knowledge = Knowledge::default();
    let (mut same, mut faults) = (0, Vec::new());
    for (path, text) in crate::code::outline::tests::sources(&["src", "tests", "benches"]) {
        let Some((agreed, differing, _)) = compare(&text, &knowledge) else { continue };
        same += agreed;
        faults.extend(differing.into_iter().map(|fault| format!("{}: {fault}", path.display())));
    }
    assert!(same > 5_000, "{same} items");
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

const TEXT: &str = "
/// Documentation is nothing that is read.
struct Data { field: u8 }
impl Data { #[instrument] fn method(&self) { fn within() { f(); } within() } const C: u8 = 1; }
fn outer() { let x = || { fn deep() -> u8 { const D: u8 = { fn deeper() {} 1 }; D } deep() }; m! { fn argument() {} } }
macro_rules! made { () => { g() }; }
static S: Lock = Lock::new(h());
";

#[test]
fn nothing_is_read_twice() {
    let (knowledge, wrappers, outline) = (Knowledge::default(), FxHashMap::default(), outline(TEXT, &|_| false));
    let mut syntax = Syntax::new(vec![SourceFile::new(TEXT, &outline, false)], &knowledge.catalog, &wrappers);
    let mut all: Vec<ItemId> = (0..).zip(&outline.items).map(|(item, _)| ItemId { file: 0, item }).collect();
    let is_own = |id: &ItemId| outline.item(id.item).is_some_and(|item| item.found_in == FoundIn::Source);
    all.retain(is_own);
    let half = all.len() / 2;
    syntax.read_bodies(&all[half..]);
    syntax.read_bodies(&all);
    all.reverse();
    syntax.read_bodies(&all);
    syntax.read_definitions(&all);
    let given = syntax.given();
    assert!(given.bytes <= TEXT.len(), "{given:?} of {}", TEXT.len());
    // One `impl`, five functions, three constants and a macro, of which all but the first are read in two parts, the last in one.
    assert_eq!(given.parses, 1 + 2 * 5 + 2 * 3 + 1 + 1);
    syntax.read_bodies(&all);
    syntax.read_signatures(&all);
    syntax.read_definitions(&all);
    assert_eq!(syntax.given(), given, "what was read is not read again");
}

/// What is not read of a file, item by item.
fn unparsed(text: &str) -> Vec<(u32, String)> {
    let outline = outline(text, &|_| false);
    let (knowledge, wrappers) = (Knowledge::default(), FxHashMap::default());
    let mut syntax = Syntax::new(vec![SourceFile::new(text, &outline, false)], &knowledge.catalog, &wrappers);
    let all = || (0..).zip(&outline.items).map(|(item, found)| (ItemId { file: 0, item }, found.kind));
    let functions: Vec<ItemId> = all().filter(|(_, kind)| *kind == Kind::Function).map(|(id, _)| id).collect();
    let types: Vec<ItemId> = all().filter(|(_, kind)| *kind == Kind::Struct).map(|(id, _)| id).collect();
    syntax.read_bodies(&functions);
    syntax.read_definitions(&types);
    let signatures = functions.iter().filter_map(|id| syntax.signature(*id)?.value.as_ref().err());
    let bodies = functions.iter().filter_map(|id| syntax.body(*id)?.value.as_ref().err());
    let types = types.iter().filter_map(|id| syntax.definition(*id)?.value.as_ref().err());
    let mut found: Vec<(u32, String)> =
        signatures.chain(bodies).chain(types).map(|unparsed| (unparsed.at, unparsed.reason.clone())).collect();
    found.sort();
    found
}

#[test]
fn what_does_not_parse_is_a_problem_of_its_own() {
    let text = "fn first() { 1 }\nfn broken() {\n    let = 2;\n}\nstruct Half { a: }\nfn header(a) {}\nfn last() { 3 }\n\
                impl A {\n    fn method(&self) { x. }\n    fn other(&self) { y }\n}\n";
    let scan = scan::scan(text, &FxHashMap::default(), &OwnWords::default());
    let (_, left_out) = parse::parse(text, &scan, &[]);
    let mut whole: Vec<(u32, String)> = left_out.into_iter().map(|part| (part.at, part.reason)).collect();
    whole.sort();
    assert_eq!(whole.len(), 4, "{whole:?}");
    assert_eq!(unparsed(text), whole);
}

#[test]
fn what_nests_too_deep_is_not_parsed() {
    let deep = format!("fn deep() {{ {}1{} }}\n", "(".repeat(600), ")".repeat(600));
    let text = format!("fn first() {{ 1 }}\n{deep}fn last() {{ let = 2; }}\n");
    let found = unparsed(&text);
    let [(at, reason), (_, other)] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(reason, crate::code::nesting::TOO_DEEP);
    assert!(text.get(*at as usize..).is_some_and(|rest| rest.starts_with('(')), "it is told where it is");
    assert_ne!(other, reason);
}
