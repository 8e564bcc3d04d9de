//! Inputs that grow: for every list and chain that the program walks, one that is written as long as it is asked for.
//!
//! A kind is data: what stands before, what is repeated, what stands after. `benches/growth.rs` measures what each costs at n, 2n and
//! 4n, `tests/linear_growth.rs` counts what each allocates. A new kind is a new row in one of the tables.

#![allow(dead_code, reason = "the benchmark and the test use what they need")]

mod bodies;
mod items;
mod program;
mod promises;
mod recordings;
mod settings;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// One list or chain.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// The first of three lengths; four times as many make about a megabyte.
    pub(crate) length: usize,
    /// The words of the command, and the file that is repeated in: with `{i}` in its name there is one for each.
    pub(crate) command: &'static str,
    pub(crate) file: &'static str,
    pub(crate) text: Text,
    /// Other files that are there.
    pub(crate) beside: &'static [(&'static str, &'static str)],
}

/// How the text of a kind is made. `{i}` counts from 0 and is the length in what stands after, `{j}` is one more; `{x}` and `{y}` are the same numbers in 16 hexadecimal digits,
/// one higher, so that none is an id of zeros.
#[derive(Clone, Copy)]
pub(crate) enum Text {
    Repeated {
        before: &'static str,
        each: &'static str,
        after: &'static str,
    },
    /// As many of the last as of the first.
    Nested {
        before: &'static str,
        open: &'static str,
        inside: &'static str,
        close: &'static str,
        after: &'static str,
    },
    /// Two lists of the same length.
    Both {
        before: &'static str,
        each: &'static str,
        between: &'static str,
        other: &'static str,
        after: &'static str,
    },
    Bytes(fn(usize) -> Vec<u8>),
}

/// All kinds.
pub(crate) fn kinds() -> impl Iterator<Item = &'static Kind> {
    [bodies::KINDS, items::KINDS, program::KINDS, settings::KINDS, promises::KINDS, recordings::KINDS].into_iter().flatten()
}

impl Kind {
    /// Writes the files of that length into a folder; how many bytes they have.
    pub(crate) fn write(&self, folder: &Path, length: usize) -> usize {
        if folder.exists() {
            fs::remove_dir_all(folder).expect("an old folder goes away");
        }
        let mut bytes = 0;
        let mut write = |path: &str, content: &[u8]| {
            let path: PathBuf = folder.join(path);
            fs::create_dir_all(path.parent().expect("is in a folder")).expect("a folder is made");
            fs::write(path, content).expect("a file is written");
            bytes += content.len();
        };
        for (path, content) in self.beside {
            write(path, content.as_bytes());
        }
        if self.file.contains("{i}") {
            let Text::Repeated { before, each, after } = self.text else { panic!("`{}` has one text a file", self.name) };
            for at in 0..length {
                write(&filled(self.file, at), format!("{before}{}{after}", filled(each, at)).as_bytes());
            }
        } else {
            write(self.file, &self.text.of(length));
        }
        bytes
    }
}

impl Text {
    fn of(self, length: usize) -> Vec<u8> {
        let many = |each: &str| (0..length).fold(String::new(), |text, at| text + &filled(each, at));
        let text = match self {
            Self::Repeated { before, each, after } => {
                let list = many(each);
                // JSON has no comma after the last.
                let list = if after.starts_with([']', '}']) { list.trim_end_matches(',') } else { &list };
                format!("{before}{list}{}", filled(after, length))
            }
            Self::Nested { before, open, inside, close, after } => {
                let closed = (0..length).rev().fold(String::new(), |text, at| text + &filled(close, at));
                format!("{before}{}{inside}{closed}{after}", many(open))
            }
            Self::Both { before, each, between, other, after } => {
                format!("{before}{}{between}{}{after}", many(each), many(other))
            }
            Self::Bytes(of) => return of(length),
        };
        text.into_bytes()
    }
}

fn filled(template: &str, at: usize) -> String {
    if !template.contains('{') {
        return template.to_owned();
    }
    let mut text = template.replace("{i}", &at.to_string()).replace("{j}", &(at + 1).to_string());
    for (mark, number) in [("{x}", at + 1), ("{y}", at + 2)] {
        if text.contains(mark) {
            let mut digits = String::new();
            write!(digits, "{number:016x}").expect("is written");
            text = text.replace(mark, &digits);
        }
    }
    text
}

const MANIFEST: (&str, &str) = (
    "Cargo.toml",
    "[package]\nname = \"x\"\nversion = \"0.1.0\"\nedition = \"2021\"\n[dependencies]\ntracing = \"0.1\"\nopentelemetry = \"0.30\"\n\
     opentelemetry_sdk = \"0.30\"\ntracing-opentelemetry = \"0.31\"\ntokio = \"1\"\nreqwest = \"0.12\"\nhttp = \"1\"\nopentelemetry-otlp = \"0.30\"\nopentelemetry-http = \"0.30\"\nrdkafka = \"0.38\"\n",
);

/// A kind of Rust source: one file that is checked.
const fn rust(name: &'static str, length: usize, before: &'static str, each: &'static str, after: &'static str) -> Kind {
    code(name, length, Text::Repeated { before, each, after })
}

const fn code(name: &'static str, length: usize, text: Text) -> Kind {
    Kind { name, length, command: "check --format json", file: "src/lib.rs", text, beside: &[MANIFEST] }
}
