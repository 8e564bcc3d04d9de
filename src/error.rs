//! Why the job could not be done. A variant holds causes and places; its help says how to mend it.

use std::path::PathBuf;

/// What ends a run with exit status 2.
#[derive(Debug, thiserror::Error, miette::Diagnostic)]
pub enum Error {
    #[error("cannot read `{}`", path.display())]
    #[diagnostic(help("{source}: is the path right, and may this user read it?"))]
    Read { path: PathBuf, source: std::io::Error },

    #[error("cannot write `{}`", path.display())]
    #[diagnostic(help("{source}"))]
    Write { path: PathBuf, source: std::io::Error },

    #[error("there is nothing to lint under `{}`", path.display())]
    #[diagnostic(help("give files ending in `.rs`, or a folder that holds some; hidden and git-ignored files are left out"))]
    NoSource { path: PathBuf },

    #[error("{}:{line}:{column}: {problem}", path.display())]
    Config {
        path: PathBuf,
        line: usize,
        column: usize,
        problem: String,
        #[help]
        help: String,
    },

    #[error("{flag} names `{name}`, which is no rule and no family of rules")]
    UnknownRule {
        flag: &'static str,
        name: String,
        #[help]
        help: String,
    },

    #[error("{}:{line}: this is no baseline: {problem}", path.display())]
    #[diagnostic(help("write it anew with `cargo otel-lint baseline update`"))]
    Baseline { path: PathBuf, line: usize, problem: String },

    #[error("cannot write the report")]
    #[diagnostic(help("{0}"))]
    Output(#[from] std::io::Error),

    #[error("cannot start {count} threads")]
    Threads { count: usize, source: rayon::ThreadPoolBuildError },
}
