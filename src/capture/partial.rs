//! What is known of a part of a recording, as a file: one line of JSON that says what it is, one with all counts, then the index of
//! spans, in pieces, so that no reader has to hold all of it, and a last line that says that this is all, with a checksum. Only redacted
//! names and examples stand in it.

use std::fs::File;
use std::io::{BufRead, BufReader, ErrorKind, Write};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Capture;
use super::gather::{Amount, Gathered, Services, hex, unhex};
use super::index::{Entry, EntryPlace, Group, Groups, InFile, SIZE};
use super::lost::Lost;
use super::terms::AllTerms;
use crate::error::Error;
use crate::fact::InputSeen;
use crate::source::Problem;

const VERSION: u32 = 2;
/// Begins the last line, before the SHA-256 of all lines above: a file without it was not written to its end.
const END: &str = "end ";
/// Entries on one line.
const ENTRIES_A_LINE: usize = 4_096;

#[derive(Serialize, Deserialize)]
struct Head {
    otel_lint_partial: u32,
    tool: String,
    /// What the part was held against; empty for no contract.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    contracts: String,
}

#[derive(Serialize)]
struct Written<'c> {
    latest: u64,
    lost: Lost,
    unjudged: Option<String>,
    total: Amount,
    services: &'c Services,
    groups: &'c [Group],
    /// Files of the entries of the index, and whether they have lines.
    files: Vec<(&'c str, bool)>,
    inputs: Vec<(&'c str, &'c str)>,
    problems: Vec<(&'c str, usize, usize, &'c str)>,
}

#[derive(Deserialize)]
struct Body {
    latest: u64,
    lost: Lost,
    unjudged: Option<String>,
    total: Amount,
    services: Services,
    groups: Vec<Group>,
    files: Vec<(String, bool)>,
    inputs: Vec<(String, String)>,
    problems: Vec<(String, usize, usize, String)>,
}

pub(super) fn write(capture: Capture, out: &mut dyn Write) -> std::io::Result<()> {
    let mut sum = Summed { out, hash: Sha256::new() };
    let out = &mut sum;
    let unjudged = capture.unjudged();
    let Capture { gathered, inputs, problems, .. } = capture;
    let head = Head {
        otel_lint_partial: VERSION,
        tool: env!("CARGO_PKG_VERSION").to_owned(),
        contracts: gathered.contracts.fingerprint.clone(),
    };
    serde_json::to_writer(&mut *out, &head)?;
    let body = Written {
        latest: gathered.latest,
        lost: gathered.lost,
        unjudged,
        total: gathered.total,
        services: &gathered.services,
        groups: gathered.groups.list(),
        files: gathered.files.list().iter().map(|file| (&*file.name, file.has_lines)).collect(),
        inputs: inputs.iter().map(|input| (&*input.name, &*input.detected)).collect(),
        problems: problems.iter().map(|problem| (&*problem.file, problem.line, problem.column, &*problem.message)).collect(),
    };
    writeln!(out)?;
    serde_json::to_writer(&mut *out, &body)?;
    writeln!(out)?;
    let mut written = Ok(());
    gathered
        .index
        .each_part(|mut entries| {
            entries.sort_unstable();
            for chunk in entries.chunks(ENTRIES_A_LINE) {
                let bytes: Vec<u8> = chunk.iter().flat_map(|entry| entry.to_bytes()).collect();
                if written.is_ok() {
                    written = writeln!(out, "{}", hex(&bytes));
                }
            }
        })
        .map_err(|error| std::io::Error::other(format!("the temporary files of the index of spans failed: {error}")))?;
    written?;
    let Summed { out, hash } = sum;
    writeln!(out, "{END}{}", hex(&hash.finalize()))?;
    out.flush()
}

/// Takes the checksum of what is written.
struct Summed<'o> {
    out: &'o mut dyn Write,
    hash: Sha256,
}

impl Write for Summed<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.hash.update(&bytes[..count]);
        Ok(count)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

pub(super) fn read(path: &Path, contracts: &Arc<AllTerms>) -> Result<Capture, Error> {
    let unread = |source| Error::Read { path: path.to_owned(), source };
    let refuse = |line, problem: String| Error::Partial { path: path.to_owned(), line, problem };
    let mut lines = BufReader::new(File::open(path).map_err(unread)?).lines();
    let mut number = 0;
    let mut hash = Sha256::new();
    let mut next = || {
        number += 1;
        let line = lines.next().transpose().map_err(|error| match error.kind() {
            ErrorKind::InvalidData => refuse(number, "it is not written in UTF-8".to_owned()),
            _ => unread(error),
        })?;
        let before = hash.clone();
        hash.update(line.as_deref().unwrap_or_default());
        hash.update("\n");
        Ok::<_, Error>((line, before))
    };
    let head: Head = serde_json::from_str(&next()?.0.unwrap_or_default())
        .map_err(|_| refuse(1, "the first line does not say that it is one".to_owned()))?;
    if head.otel_lint_partial != VERSION {
        let version = head.otel_lint_partial;
        return Err(refuse(1, format!("it is of version {version}, and this program reads version {VERSION}")));
    }
    if head.contracts != contracts.fingerprint {
        let against = match head.contracts.as_str() {
            "" => "no contract",
            _ if contracts.fingerprint.is_empty() => "a contract",
            _ => "another contract",
        };
        return Err(Error::PartialContract { path: path.to_owned(), against });
    }
    let body: Body = serde_json::from_str(&next()?.0.unwrap_or_default())
        .map_err(|error| refuse(2, format!("the counts cannot be read, column {}", error.column())))?;
    let mut groups = Groups::default();
    let numbers: Vec<u32> = body.groups.into_iter().map(|group| groups.number(group)).collect();
    let mut gathered = Gathered::against(contracts);
    let files = body.files.into_iter().map(|(name, has_lines)| InFile { name: name.into(), has_lines });
    let files: Vec<u16> = files.map(|file| gathered.files.number(file)).collect();
    (gathered.services, gathered.total, gathered.groups, gathered.latest) = (body.services, body.total, groups, body.latest);
    gathered.lost = body.lost;
    let mut line = 2;
    loop {
        line += 1;
        let (text, before) = next()?;
        let text = text.ok_or_else(|| refuse(line, "it ends too early, and what it knows is not all here".to_owned()))?;
        if let Some(sum) = text.strip_prefix(END) {
            if sum != hex(&before.finalize()) {
                return Err(refuse(line, "its checksum is another: it was damaged or changed since it was written".to_owned()));
            }
            break;
        }
        let bytes = unhex(&text).filter(|bytes| bytes.len().is_multiple_of(SIZE));
        let bytes = bytes.ok_or_else(|| refuse(line, "a piece of the index is damaged".to_owned()))?;
        for entry in bytes.as_chunks::<SIZE>().0.iter().map(Entry::from_bytes) {
            let group = numbers.get(entry.group as usize).copied();
            let group = group.or(Some(0).filter(|_| !entry.is_span()));
            let group = group.ok_or_else(|| refuse(line, "the index names a span that the counts do not have".to_owned()))?;
            let file = files.get(usize::from(entry.at.file)).copied().unwrap_or(u16::MAX);
            gathered.index.add(Entry { group, at: EntryPlace { file, ..entry.at }, ..entry });
        }
    }
    if next()?.0.is_some() {
        let what = "more stands behind its end: `merge` takes parts as files of their own, not one after the other in one";
        return Err(refuse(line + 1, what.to_owned()));
    }
    let inputs = body.inputs.into_iter().map(|(name, detected)| InputSeen { name, detected }).collect();
    let problems = body.problems.into_iter();
    let problems = problems.map(|(file, line, column, message)| Problem { file, line, column, message }).collect();
    Ok(Capture { gathered, inputs, problems, unjudged: body.unjudged })
}
