//! Files of `tests/outline` and the outlines beside them; `BLESS=1 cargo test --lib outline` writes those anew.

use std::fs;

use super::against_syn::sources;
use crate::code::outline::full_outline as outline;
use crate::code::outline::print::print;
use crate::knowledge::Knowledge;
use crate::read_file::{MOST_BYTES, regular};

#[test]
fn shapes_are_outlined() {
    let knowledge = Knowledge::default();
    let files = sources(&["tests/outline"]);
    assert!(!files.is_empty());
    for (path, text) in files {
        let found = print(&text, &outline(&text, &|name| knowledge.words.holds_items(name)));
        let golden = path.with_extension("txt");
        if std::env::var_os("BLESS").is_some() {
            fs::write(&golden, &found).unwrap();
        }
        let expected = regular(&golden, MOST_BYTES).unwrap_or_default();
        assert_eq!(found, String::from_utf8(expected).unwrap(), "{}", path.display());
    }
}
