//! Who names what.

use rustc_hash::FxHashSet;

use crate::code::outline::print::print_words;
use crate::code::outline::{Asked, Outlined, Postings, Role, full_outline as outline, name_in};
use crate::code::word_hash::name_hash;

const TEXT: &str = r##"
use crate::lib::imported as renamed;
#[derive(Derived)] struct Holder { field: FieldType, r#raw: u8 }
impl Named for Holder { fn method(&self, argument: Argument) -> Returned { self.field = value; self.other == 1; called() } }
impl !Unnamed for Holder {}
fn f() {
    hand(handed_on); Type::made(); path::called(); event!("text.key"); let x = "a text with spaces"; format!("cache.{}", y);
    Holder { field: 1, shorthand, ..rest }; a.counted += 1; a.shifted <<= 1; a.compared <= 1; a.matched => 1; r#"raw.text"#;
    fn g() { only_in_g(); }
    macro_call! { fn h() { in_argument() } }
}
const C: ConstType = made_by_value();
fn called() {}
fn renamed_caller() { renamed(); }
"##;

#[test]
fn items_have_the_words_that_stand_in_them() {
    let found = print_words(
        TEXT,
        &outline(TEXT, &|_| false),
        &[
            "imported",
            "Derived",
            "FieldType",
            "raw",
            "Named",
            "Argument",
            "Returned",
            "field",
            "other",
            "called",
            "handed_on",
            "Type::made",
            "event!",
            "text.key",
            "a text with spaces",
            "cache.",
            "shorthand",
            "rest",
            "counted",
            "shifted",
            "compared",
            "matched",
            "raw.text",
            "only_in_g",
            "in_argument",
            "ConstType",
            "made_by_value",
            "f",
            "let",
        ],
    );
    let expected = "\
Use ``: Body imported
Struct `Holder`: Header Derived Header FieldType Header raw Header field Written raw Written field
Impl `Holder`: Header Named
Function `method`: Header Argument Header Returned Body field Body other Body called Call called Written field
Impl `Holder`:
Function `f`: Body field Body called Body handed_on Body shorthand Body rest Body counted Body shifted Body compared Body \
        matched Body in_argument Call called Call Type::made Call event! Call only_in_g Call in_argument Written field Written shorthand \
        Written counted Written shifted Text text.key Text cache. Text raw.text
Function `g`: Body only_in_g Call only_in_g
Function `h`: Body in_argument Call in_argument
Const `C`: Header ConstType Body made_by_value Call made_by_value
Function `called`:
Function `renamed_caller`:
";
    assert_eq!(found, expected);
}

/// The names of the items that have a word, with their file.
fn asked(texts: &[&str], asked: Asked, word: &str) -> Vec<String> {
    let outlines: Vec<_> = texts.iter().map(|text| outline(text, &|_| false)).collect();
    let files: Vec<Outlined<'_>> = texts.iter().zip(&outlines).map(|(text, outline)| Outlined { text, outline }).collect();
    let known = FxHashSet::from_iter([name_hash("of_a_library")]);
    let postings = Postings::new(&files, &Asked::ALL, &known);
    let found = postings.items(asked, name_hash(word));
    let name = |file: u32, item: u32| name_in(texts[file as usize], outlines[file as usize].item(item).unwrap().name);
    found.map(|id| format!("{}: {}", id.file, name(id.file, id.item))).collect()
}

#[test]
fn words_lead_to_items() {
    let other = "fn h() { called(of_a_library); unknown(); renamed() } fn called() {} impl a::Named for b::Other {}";
    let texts = [TEXT, "", other];
    let cases: &[(Asked, &str, &[&str])] = &[
        (Asked::Defined, "called", &["0: called", "2: called"]),
        (Asked::Has(Role::Body), "called", &["0: method", "0: f", "2: h"]),
        (Asked::Has(Role::Body), "of_a_library", &["2: h"]),
        // The import itself, which has no name, names it too.
        (Asked::Has(Role::Body), "renamed", &["0: ", "0: renamed_caller", "2: h"]),
        // What names no item of the workspace and nothing that is known is not kept.
        (Asked::Has(Role::Body), "unknown", &[]),
        (Asked::Has(Role::Call), "unknown", &["2: h"]),
        (Asked::Has(Role::Written), "counted", &["0: f"]),
        (Asked::Has(Role::Text), "text.key", &["0: f"]),
        (Asked::Implements, "Named", &["0: Holder", "2: Other"]),
        (Asked::Implements, "Unnamed", &[]),
        (Asked::ImplementedFor, "Other", &["2: Other"]),
    ];
    for (how, word, expected) in cases {
        assert_eq!(asked(&texts, *how, word), *expected, "{how:?} {word}");
    }
}
