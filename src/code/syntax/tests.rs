//! Items read one at a time are what they are when their file is read whole.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::relocate::Relocation;
use super::{Answer, Body, Code, Head, Signature, SourceFile, Syntax, TypeDefinition, Unparsed};
use crate::code::blanks::prefix;
use crate::code::lower::{self, ImplSignature};
use crate::code::outline::{FoundIn, Item, ItemId, Kind, Outline, ScopeKind, full_outline as outline, name_in};
use crate::code::positions::clear_positions;
use crate::code::tree::{Constant, DataType, Function, Range, Type, Unit, VisitMut};
use crate::knowledge::Knowledge;

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
            function.outlined = None;
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
            constant.outlined = None;
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

/// By the file as a whole; none where it does not parse.
fn whole(text: &str, outline: &Outline, knowledge: &Knowledge) -> Option<Read> {
    let before = prefix(text);
    let file = syn::parse_str::<syn::File>(text.get(before as usize..)?).ok()?;
    let mut unit = lower::lower(&file, false, &knowledge.catalog, &FxHashMap::default());
    drop(file);
    clear_positions();
    Relocation::new(before, None, 0).unit(&mut unit);
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
        others.push(format!("impl in {scope}: {of_trait:?} for {of:?}"));
    }
    for (scope, of, name, ty) in &unit.associated {
        others.push(format!("type in {scope}: {of:?}::{name} = {ty:?}"));
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

/// What is answered of one item.
#[derive(Default)]
struct Answered {
    implementation: Option<Answer<ImplSignature>>,
    signature: Option<Answer<Signature>>,
    definition: Option<Answer<TypeDefinition>>,
    body: Option<Answer<Body>>,
}

impl Answered {
    fn failed(&self) -> impl Iterator<Item = &Unparsed> {
        let implementation = self.implementation.as_ref().and_then(|answer| answer.value.as_ref().err());
        let signature = self.signature.as_ref().and_then(|answer| answer.value.as_ref().err());
        let definition = self.definition.as_ref().and_then(|answer| answer.value.as_ref().err());
        let body = self.body.as_ref().and_then(|answer| answer.value.as_ref().err());
        [implementation, signature, definition, body].into_iter().flatten()
    }
}

/// Everything that can be asked of the items of a file, once each.
fn ask(syntax: &Syntax) -> Vec<Answered> {
    let outline = syntax.outline(0).unwrap();
    let mut all: Vec<Answered> = Vec::new();
    for (item, found) in (0..).zip(&outline.items) {
        let (id, mut answered) = (ItemId { file: 0, item }, Answered::default());
        let around =
            found.parent.and_then(|parent| all.get(parent as usize)).and_then(|parent: &Answered| parent.implementation.as_ref());
        let around = around.and_then(|answer| answer.value.as_ref().ok());
        let parent = found.parent.and_then(|parent| outline.item(parent)).map(|parent| parent.kind);
        if found.found_in != FoundIn::BodyMacro && parent != Some(Kind::ForeignModule) {
            match found.kind {
                Kind::Impl => answered.implementation = Some(syntax.implementation(id)),
                Kind::Function | Kind::Const | Kind::Static => {
                    let signature = syntax.signature(id, around);
                    answered.body = match &signature.value {
                        Ok(Signature::Function(function)) => syntax.body(id, Head::Function(function)),
                        Ok(Signature::Constant(constant)) => syntax.body(id, Head::Constant(constant)),
                        Err(_) => None,
                    };
                    answered.signature = Some(signature);
                }
                Kind::Struct | Kind::Enum | Kind::TypeAlias => answered.definition = Some(syntax.definition(id)),
                Kind::MacroDefinition => answered.body = syntax.body(id, Head::Macro),
                _ => {}
            }
        }
        all.push(answered);
    }
    all
}

fn syntax_of(text: &str, outline: Outline) -> Syntax {
    Syntax::new(vec![SourceFile::new(text.into(), outline, false)], Arc::new(Knowledge::default()))
}

/// Item by item.
fn single(text: &str, outline: Outline) -> Read {
    let syntax = syntax_of(text, outline);
    let outline = syntax.outline(0).unwrap();
    let mut read = Read::new(outline);
    let parent = |item: &Item| item.parent.and_then(|parent| outline.item(parent)).map(|parent| parent.kind);
    let all = ask(&syntax);
    for (item, answered) in outline.items.iter().zip(&all) {
        // A trait may leave out the type, and a later language the value.
        let may_fail = item.kind == Kind::TypeAlias && parent(item) == Some(Kind::Trait) || item.found_in != FoundIn::Source;
        read.faults.extend(answered.failed().filter(|_| !may_fail).map(|why| format!("{item:?}: {why:?}")));
        take(outline, &all, item, answered, &mut read);
    }
    read.sorted()
}

fn take(outline: &Outline, all: &[Answered], item: &Item, answered: &Answered, read: &mut Read) {
    if let Some(Ok(body)) = answered.body.as_ref().map(|answer| &answer.value) {
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
            let relocation = Relocation::with(map, outline);
            let mut declared = declared.clone();
            declared.implementations.iter_mut().for_each(|(scope, ..)| *scope = relocation.scope(*scope));
            declared.associated.iter_mut().for_each(|(scope, ..)| *scope = relocation.scope(*scope));
            read.others.extend(rest(&declared, &relocation));
        }
    } else if let Some(Ok(Signature::Function(function))) = answered.signature.as_ref().map(|answer| &answer.value) {
        read.functions([function.clone()]);
    }
    let around = item.parent.and_then(|parent| all.get(parent as usize)).and_then(|parent| parent.implementation.as_ref());
    let around = around.and_then(|answer| answer.value.as_ref().ok());
    match answered.definition.as_ref().and_then(|answer| answer.value.as_ref().ok()) {
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
    if let Some(found) = answered.implementation.as_ref().and_then(|answer| answer.value.as_ref().ok())
        && let Some(of_trait) = &found.of_trait
    {
        read.others.push(format!("impl in {}: {of_trait:?} for {:?}", item.scope, found.of));
    }
}

/// How much is the same both ways, and what is not.
fn compare(text: &str, knowledge: &Knowledge) -> Option<(usize, Vec<String>)> {
    let outline = outline(text, &|_| false);
    let whole = whole(text, &outline, knowledge)?;
    let single = single(text, outline);
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
    Some((same, faults))
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
        let Some((agreed, differing)) = compare(&text, &knowledge) else { continue };
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
fn no_byte_is_read_twice() {
    let syntax = syntax_of(TEXT, outline(TEXT, &|_| false));
    ask(&syntax);
    let given = syntax.given();
    assert!(given.bytes <= TEXT.len(), "{given:?} of {}", TEXT.len());
    // A struct, an `impl`, five functions, three constants and a macro: functions and constants are read in two parts.
    assert_eq!(given.parses, 1 + 1 + 2 * 5 + 2 * 3 + 1);
}

/// What is not read of a file, item by item.
fn unparsed(text: &str) -> Vec<(u32, String)> {
    let syntax = syntax_of(text, outline(text, &|_| false));
    let mut found: Vec<(u32, String)> =
        ask(&syntax).iter().flat_map(|all| all.failed().map(|why| (why.at, why.reason.clone())).collect::<Vec<_>>()).collect();
    found.sort();
    found
}

#[test]
fn what_does_not_parse_is_a_problem_of_its_own() {
    let text = "fn first() { 1 }\nfn broken() {\n    let = 2;\n}\nstruct Half { a: }\nfn header(a) {}\nfn last() { 3 }\n\
                impl A {\n    fn method(&self) { x. }\n    fn other(&self) { y }\n}\n";
    let at = |part: &str, before: usize| u32::try_from(text.find(part).unwrap() + before).unwrap();
    let places: Vec<u32> = unparsed(text).into_iter().map(|(at, _)| at).collect();
    assert_eq!(places, [at("= 2", 0), at("a: }", 3), at("a) {}", 1), at("x. }", 3)]);
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
