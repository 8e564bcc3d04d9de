//! Why the job could not be done. A variant holds causes and places; its help says how to mend it.

mod excerpt;
mod mistake;
mod show;
mod unread;
mod words;

use std::path::{Path, PathBuf};

pub use mistake::Mistake;
pub use unread::Unread;

use crate::printable;

use crate::panics::REPORT_TO;

/// What ends a run with exit status 2.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum Error {
    #[error("cannot read `{}`", path.display())]
    #[diagnostic(help("{source}: is the path right, and may this user read it?"))]
    Read { path: PathBuf, source: std::io::Error },

    #[error("cannot read `{}`: it {why}", path.display())]
    #[diagnostic(help("{}", why.help()))]
    Unread { path: PathBuf, why: Unread },

    /// Mistakes in a file that a link has led to, from where its content may not be shown.
    #[error("`{}` leads to `{}`, which holds a mistake in line {line}, column {column}", path.display(), real.display())]
    #[diagnostic(help(
        "what stands outside of the folder and the repository of a link is not shown; name the file itself to see it, or give \
         `--allow-outside DIR`"
    ))]
    Hidden { path: PathBuf, real: PathBuf, line: usize, column: usize },

    #[error("cannot write `{}`", path.display())]
    #[diagnostic(help("{source}"))]
    Write { path: PathBuf, source: std::io::Error },

    /// `flag` names the file that would be lost.
    #[error("`{}` {is}, and {flag} would replace it", path.display())]
    #[diagnostic(help("name another file: a new one, an empty one, or one that was written by this program before"))]
    Overwrite { path: PathBuf, is: &'static str, flag: &'static str },

    /// Of `more` other files neither. `written` are those whose fixes are.
    #[error("cannot write the fixes of `{path}`{}", others(*more))]
    #[diagnostic(help("{source}; what was not fixed is still reported, and {}", written_files(written)))]
    Unfixed { path: String, more: usize, written: Vec<String>, source: std::io::Error },

    #[error("cargo otel-lint has stopped: this is a fault of its own, not of what it has read")]
    #[diagnostic(help("please report the command and its version: {REPORT_TO}"))]
    Panicked,

    #[error("there is nothing to lint under `{}`", path.display())]
    #[diagnostic(help("give files ending in `.rs`, or a folder that holds some; hidden and git-ignored files are left out"))]
    NoSource { path: PathBuf },

    #[error("no file could be analysed")]
    #[diagnostic(help("the problems that the run tells of say why, file by file"))]
    NothingAnalysed,

    #[error("no telemetry could be read")]
    #[diagnostic(help("the problems that the run tells of say why, input by input"))]
    NothingRead,

    #[error("whole traces could not be judged: {reason}")]
    #[diagnostic(help("set `TMPDIR` to a folder that this user may write to, with room for 64 bytes for each span"))]
    TracesUnjudged { reason: String },

    #[error("there is no contract `{}`", path.display())]
    #[diagnostic(help("name another file, or let `cargo otel-lint init` write one to start from"))]
    NoContract { path: PathBuf },

    #[error("there is no capture under `{}`", path.display())]
    #[diagnostic(help(
        "give files of recorded OTLP, folders or patterns that lead to some, or `-` for stdin; hidden files are left out"
    ))]
    NoCapture { path: PathBuf },

    #[error("`--show-values` shows what may be private, and {instead}")]
    #[diagnostic(help(
        "values go to a terminal only, never to a file or another program: leave the flag out, and look them up by the file, record, trace and span that the report names"
    ))]
    ShowValues { instead: &'static str },

    #[error("the pattern `{pattern}` cannot be read: {reason}, at column {column}")]
    #[diagnostic(help(
        "`*` stands for part of a name, `**/` for any folders, `[ab]` for one of these; write `[*]` for the character itself"
    ))]
    CapturePattern { pattern: String, column: usize, reason: &'static str },

    #[error("{flag} names `{}`, which is no folder", path.display())]
    #[diagnostic(help("name a folder that is there"))]
    NoFolder { flag: &'static str, path: PathBuf },

    #[error("`{word}` is no command, and no file or folder of that name is here")]
    #[diagnostic(help("did you mean `cargo otel-lint {near}`?"))]
    NoCommand { word: String, near: &'static str },

    #[error("`{word}` stands behind a flag and is read as a path, but no file or folder of that name is here")]
    #[diagnostic(help("write the command first: `cargo otel-lint {word} ..`"))]
    LateCommand { word: &'static str },

    #[error("`{}` lies outside the workspace `{}`", path.display(), root.display())]
    #[diagnostic(help("the first path decides which workspace is linted; give this one in a run of its own"))]
    OutsideWorkspace { path: PathBuf, root: PathBuf },

    /// Every mistake of one file, in file order.
    #[error("the settings hold {} mistakes", mistakes.len())]
    Config { mistakes: Vec<Mistake> },

    /// Every mistake of a contract and of what it imports: by file, in file order.
    #[error("the contract holds {} mistakes", mistakes.len())]
    Contract { mistakes: Vec<Mistake> },

    #[error("`{}` and `{}` both speak of {service}", files[0], files[1])]
    #[diagnostic(help(
        "a service has one contract: let one of the files import the other, or list in each the `services` that it is about"
    ))]
    TwoContracts { service: String, files: [String; 2] },

    #[error("{flag} names `{name}`, which is no rule and no family of rules")]
    UnknownRule {
        flag: &'static str,
        name: String,
        #[help]
        help: String,
    },

    #[error("{flag} has the glob `{glob}`, which cannot be read: {reason}")]
    #[diagnostic(help(
        "`*` stands for part of a name, `**/` for any folders, `{{a,b}}` for either; write `[*]` for the character itself"
    ))]
    Glob { flag: &'static str, glob: String, reason: String },

    #[error("{}:{line}: this is no baseline: {problem}", path.display())]
    #[diagnostic(help("mend it or remove it, then write it anew with `cargo otel-lint baseline update`"))]
    Baseline { path: PathBuf, line: usize, problem: String },

    #[error("{}:{line}: this is no partial result: {problem}", path.display())]
    #[diagnostic(help(
        "write it anew with `cargo otel-lint validate --partial FILE CAPTURE..`, by the same version of the program"
    ))]
    Partial { path: PathBuf, line: usize, problem: String },

    #[error("{}: this part was held against {against}", path.display())]
    #[diagnostic(help(
        "give `merge` the same `--contract` as `validate --partial`; a contract is read together with the recording"
    ))]
    PartialContract { path: PathBuf, against: &'static str },

    #[error("there is no baseline `{}`", path.display())]
    #[diagnostic(help("write one that holds today's findings with `cargo otel-lint baseline update`"))]
    NoBaseline { path: PathBuf },

    #[error("the environment variable `SOURCE_DATE_EPOCH` is `{value}`, which is no date that we can read")]
    #[diagnostic(help("it counts the seconds since 1970-01-01, such as `1767225600`"))]
    Epoch { value: String },

    #[error("cannot write the report")]
    #[diagnostic(help("{0}"))]
    Output(#[from] std::io::Error),

    #[error("cannot start {count} threads")]
    Threads { count: usize, source: rayon::ThreadPoolBuildError },
}

fn others(more: usize) -> String {
    match more {
        0 => String::new(),
        1 => " and one other file".to_owned(),
        _ => format!(" and {more} other files"),
    }
}

fn written_files(written: &[String]) -> String {
    match written {
        [] => "no file is changed".to_owned(),
        files => format!("only these are changed: `{}`", files.join("`, `")),
    }
}

impl Error {
    /// Why the file `path` is not read.
    pub fn unread(path: &Path, why: Unread) -> Self {
        let path = path.to_owned();
        match why {
            Unread::Io(source) => Self::Read { path, source },
            why => Self::Unread { path, why },
        }
    }

    /// The same without anything of what stands in the file `real`, to which `path` has led.
    #[must_use]
    pub fn hidden(self, path: &Path, real: &Path) -> Self {
        let (line, column) = match (&self, self.mistakes().first()) {
            (_, Some(mistake)) => mistake.line_column(),
            (Self::Baseline { line, .. }, None) => (*line, 1),
            _ => return self,
        };
        Self::Hidden { path: path.to_owned(), real: real.to_owned(), line, column }
    }

    /// The same with paths below `folder` written from there, as people see them.
    #[must_use]
    pub fn seen_from(mut self, folder: &Path) -> Self {
        match &mut self {
            Self::Unread { path, .. } | Self::Hidden { path, .. } => *path = printable::seen_from(folder, path),
            Self::Read { path, .. }
            | Self::Write { path, .. }
            | Self::Overwrite { path, .. }
            | Self::NoSource { path }
            | Self::NoCapture { path }
            | Self::NoContract { path }
            | Self::Partial { path, .. }
            | Self::PartialContract { path, .. }
            | Self::OutsideWorkspace { path, .. }
            | Self::Baseline { path, .. }
            | Self::NoBaseline { path } => match path.strip_prefix(folder) {
                Ok(inside) if inside.as_os_str().is_empty() => *path = PathBuf::from("."),
                Ok(inside) => *path = inside.to_owned(),
                Err(_) => {}
            },
            _ => {}
        }
        self
    }
}
