//! The command line: words come in, one of the commands goes out. What the commands do is not decided here.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{ArgGroup, Args, CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::capture::InputFormat;
use crate::config::Threshold;
use crate::fact::Mode;
use crate::printable::printable;
use crate::report::Format;

const EXIT_STATUS: &str = "\
Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done: also where no file could be analysed.
What cannot be read of the rest is a problem: reported, on stderr with --quiet, and counted; --fail-on-problems fails for it.
Paths only choose what is reported: the whole workspace is read, so that three files say what CI says.
`// otel-lint: allow(RULE) -- reason` above a line silences a rule there; `otel-lint.toml` holds settings.";

const VALIDATE_STATUS: &str = "\
Exit status: 0 nothing at or above --fail-on, 1 findings, 2 the job could not be done: also where nothing could be read.
What cannot be read of the rest is a problem: reported, on stderr with --quiet, and counted; --fail-on-problems fails for it.
Formats are told by content: OTLP as JSON or protobuf, of the Collector's file exporter, gzip, zstd.
Values that may be private are told by kind, length and two characters, and never shown elsewhere
than on a terminal; file, record, trace and span say where to look them up.";

const FACTS_HELP: &str = "\
Each place stands with its kind, its facts, other places that belong to it (`@`), and changes that a rule may offer (`=`).
Nothing is judged: no rule, no suppression comment, no baseline. docs/rules/README.md says what the facts mean.";

/// What decides on a report says nothing of a part of one.
const NOT_WITH_PARTIAL: [&str; 11] =
    ["format", "output", "root", "fail_on", "max_warnings", "capture", "select", "ignore", "config", "isolated", "show_values"];

/// Columns beyond which lines of help are hard to read.
const WIDEST: usize = 120;

/// Finds instrumentation that loses, corrupts or leaks telemetry.
#[derive(Debug, Parser)]
#[command(name = "cargo-otel-lint", bin_name = "cargo otel-lint", version, after_help = EXIT_STATUS)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub command: Option<Command>,
    /// What `check` takes, for a line without a command.
    #[command(flatten)]
    pub check: Check,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: When,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lint the workspace here, or these files and folders [default]
    #[command(after_help = EXIT_STATUS)]
    Check(Check),
    /// Look for faults in recorded OTLP, of whatever language
    #[command(after_help = VALIDATE_STATUS)]
    Validate(Validate),
    /// Make one report of the parts of a recording that `validate --partial` has looked at
    #[command(after_help = VALIDATE_STATUS)]
    Merge(Merge),
    /// Show a rule's page: what is wrong, why, bad and good code, the fix, sources
    Explain(Explain),
    /// Show what is known of places in code, which is what rules are held against
    #[command(after_help = FACTS_HELP)]
    Facts(Facts),
    /// List every rule with its severity
    Rules(Rules),
    /// Keep today's findings in a file, so that only new ones fail
    #[command(subcommand)]
    Baseline(Baseline),
    /// Check a contract itself, or print the schema of its language
    #[command(subcommand)]
    Contract(Contract),
    /// Write an `otel-lint.toml` and a `contract.yaml` to start from; files that are there stay as they are
    Init,
}

#[derive(Debug, Subcommand)]
pub enum Contract {
    /// Say whether a contract is right, with every mistake in it and in what it imports
    #[command(after_help = "Exit status: 0 the contract is right, 2 it is not, or cannot be read.")]
    Check(ContractCheck),
    /// Print the JSON Schema of the language, for editors
    Schema,
}

#[derive(Debug, Args)]
pub struct ContractCheck {
    /// The contract [default: contract.yaml here, else in the workspace root]
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Let files that settings, contracts or links lead to stand in this folder too; may be given several times
    #[arg(long, value_name = "DIR")]
    pub allow_outside: Vec<PathBuf>,
    /// Print nothing but errors; the exit status tells
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Subcommand)]
pub enum Baseline {
    /// Write today's findings to the baseline file; with paths, only those under the paths change
    Update(Scope),
}

#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    pub scope: Scope,
    #[command(flatten)]
    pub report: Report,
    #[command(flatten)]
    pub fixes: Fixes,
    /// Show counts of what was seen and what stayed unknown
    #[arg(long, help_heading = "Report")]
    pub statistics: bool,
}

/// How findings are told, and when they fail the run.
#[derive(Debug, Args)]
pub struct Report {
    /// How the report looks [default: human]
    #[arg(long, value_name = "FORMAT", value_parser = format_parser(), help_heading = "Report")]
    pub format: Option<Format>,
    /// Write the report to a file instead
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub output: Option<PathBuf>,
    /// What paths are relative to in sarif, github, junit and patches [default: the repository, else the workspace]
    #[arg(long, value_name = "DIR", help_heading = "Report")]
    pub root: Option<PathBuf>,
    /// Least severity that makes the exit status 1 [default: warning]
    #[arg(long, value_name = "SEVERITY", value_parser = threshold_parser(), help_heading = "Report")]
    pub fail_on: Option<Threshold>,
    /// Make the exit status 1 if anything could not be read or analysed
    #[arg(long, help_heading = "Report")]
    pub fail_on_problems: bool,
    /// Fail on warnings only when there are more than N
    #[arg(long, value_name = "N", help_heading = "Report")]
    pub max_warnings: Option<usize>,
}

#[derive(Debug, Args)]
pub struct Validate {
    /// Files, folders or patterns of recorded OTLP; `-` is stdin
    #[arg(value_name = "CAPTURE", required = true)]
    pub captures: Vec<PathBuf>,
    /// What files are taken for, instead of what their content shows
    #[arg(long, value_name = "FORMAT", value_parser = input_format_parser())]
    pub input_format: Option<InputFormat>,
    /// Write what is known of this part of a recording to a file, for `merge`, and judge nothing
    #[arg(long, value_name = "FILE", conflicts_with_all = NOT_WITH_PARTIAL)]
    pub partial: Option<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub report: Report,
}

#[derive(Debug, Args)]
pub struct Merge {
    /// Files that `validate --partial` has written
    #[arg(value_name = "PARTIAL", required = true)]
    pub partials: Vec<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub report: Report,
}

/// By which rules a recording is judged.
#[derive(Debug, Args)]
pub struct Judging {
    /// How the recording came about: `complete` as of a test run, `window`, or `sampled` [default: window]
    #[arg(long, value_name = "HOW", value_parser = mode_parser())]
    pub capture: Option<Mode>,
    /// Hold it against this contract; may be given several times [default: contract.yaml in the workspace root, if there]
    #[arg(long, value_name = "FILE")]
    pub contract: Vec<PathBuf>,
    /// Run only these rules: ids, families, or `all`
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    pub select: Vec<String>,
    /// Leave out these rules: ids, families, or `all`
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    pub ignore: Vec<String>,
    /// Read settings from this file [default: otel-lint.toml or Cargo.toml in the workspace root, if there]
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no settings, and no contract that is not named
    #[arg(long)]
    pub isolated: bool,
    /// Let files that settings, contracts or links lead to stand in this folder too; may be given several times
    #[arg(long, value_name = "DIR")]
    pub allow_outside: Vec<PathBuf>,
    /// Show the values of examples as they are, on a terminal only
    #[arg(long)]
    pub show_values: bool,
    /// Print nothing but errors and problems; the exit status tells
    #[arg(short, long)]
    pub quiet: bool,
}

impl Judging {
    /// The same as for a workspace.
    pub fn scope(&self) -> Scope {
        Scope {
            select: self.select.clone(),
            ignore: self.ignore.clone(),
            config: self.config.clone(),
            contract: self.contract.clone(),
            isolated: self.isolated,
            allow_outside: self.allow_outside.clone(),
            quiet: self.quiet,
            ..Scope::default()
        }
    }
}

/// Whether findings are mended.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("fixing").multiple(true)))]
pub struct Fixes {
    /// Make the safe fixes: they change nothing but what the findings are about
    #[arg(long, group = "fixing", help_heading = "Fixes")]
    pub fix: bool,
    /// Show what fixes would change, and change nothing
    #[arg(long, group = "fixing", help_heading = "Fixes")]
    pub diff: bool,
    /// Make fixes too that somebody has to look at; with --fix or --diff
    #[arg(long, requires = "fixing", help_heading = "Fixes")]
    pub unsafe_fixes: bool,
}

/// What is linted, by which rules.
#[derive(Debug, Default, Args)]
pub struct Scope {
    /// Files and folders to report on [default: the whole workspace]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Run only these rules: ids, families, or `all`
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    pub select: Vec<String>,
    /// Leave out these rules: ids, families, or `all`
    #[arg(long, value_name = "RULES", value_delimiter = ',', help_heading = "Rules")]
    pub ignore: Vec<String>,
    /// Report findings in test code too
    #[arg(long, help_heading = "Rules")]
    pub tests: bool,
    /// Do not read these files: a pattern as in .gitignore, from the workspace root
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Lint the workspace of this Cargo.toml
    #[arg(long, value_name = "FILE")]
    pub manifest_path: Option<PathBuf>,
    /// Hold names against this contract [default: contract.yaml in the workspace root, if there]
    #[arg(long, value_name = "FILE")]
    pub contract: Vec<PathBuf>,
    /// Read settings from this file [default: otel-lint.toml or Cargo.toml in the workspace root]
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no settings, and no contract that is not named
    #[arg(long)]
    pub isolated: bool,
    /// Let files that settings, contracts or links lead to stand in this folder too; may be given several times
    #[arg(long, value_name = "DIR")]
    pub allow_outside: Vec<PathBuf>,
    /// File of known findings [default: otel-lint.baseline.json in the workspace root, if there]
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Print nothing but errors and problems; the exit status tells
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, Args)]
pub struct Explain {
    /// The rule's id, or a family to list its rules
    #[arg(value_name = "RULE")]
    pub rule: String,
}

#[derive(Debug, Args)]
pub struct Facts {
    /// Files, folders, or lines as `FILE:LINE` [default: the whole workspace]
    #[arg(value_name = "PLACE")]
    pub places: Vec<PathBuf>,
    /// Do not read these files: a pattern as in .gitignore, from the workspace root
    #[arg(long, value_name = "GLOB")]
    pub exclude: Vec<String>,
    /// Read the workspace of this Cargo.toml
    #[arg(long, value_name = "FILE")]
    pub manifest_path: Option<PathBuf>,
    /// Hold names against this contract [default: contract.yaml in the workspace root, if there]
    #[arg(long, value_name = "FILE")]
    pub contract: Vec<PathBuf>,
    /// Read settings from this file [default: otel-lint.toml or Cargo.toml in the workspace root]
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no settings, and no contract that is not named
    #[arg(long)]
    pub isolated: bool,
}

impl Facts {
    /// The same as for a workspace, without the places.
    pub fn scope(&self) -> Scope {
        Scope {
            exclude: self.exclude.clone(),
            manifest_path: self.manifest_path.clone(),
            contract: self.contract.clone(),
            config: self.config.clone(),
            isolated: self.isolated,
            ..Scope::default()
        }
    }
}

#[derive(Debug, Args)]
pub struct Rules {
    /// How the list looks
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ListFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ListFormat {
    Human,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum When {
    Auto,
    Always,
    Never,
}

/// What to say instead of running a command.
#[derive(Debug)]
pub struct Answer(clap::Error);

impl Answer {
    /// Whether this is about a mistake, and not the help or version that was asked for.
    pub fn is_mistake(&self) -> bool {
        self.0.use_stderr()
    }

    pub fn text(&self, color: bool) -> String {
        let text = self.0.render();
        let plain = text.to_string();
        // What was typed may be the name of a file.
        match printable(&plain) {
            printable if printable != plain => printable,
            _ if color => text.ansi().to_string(),
            _ => plain,
        }
    }
}

/// Reads the words of the command line, the program's name first.
pub fn parse(words: impl Iterator<Item = OsString>, width: usize) -> Result<Arguments, Answer> {
    let mut command = Arguments::command().term_width(width.min(WIDEST));
    let matches = command.try_get_matches_from_mut(without_cargo_word(words)).map_err(Answer)?;
    Arguments::from_arg_matches(&matches).map_err(|error| Answer(error.format(&mut command)))
}

/// Cargo calls `cargo-otel-lint otel-lint ..`: its word for us goes.
fn without_cargo_word(words: impl Iterator<Item = OsString>) -> impl Iterator<Item = OsString> {
    words.enumerate().filter(|(at, word)| *at != 1 || word != "otel-lint").map(|(_, word)| word)
}

/// The names of the commands.
pub fn command_names() -> [&'static str; 9] {
    ["check", "validate", "merge", "explain", "facts", "rules", "baseline", "contract", "init"]
}

fn format_parser() -> impl TypedValueParser<Value = Format> {
    let names = PossibleValuesParser::new(Format::ALL.iter().map(|format| format.name()));
    names.try_map(|name| Format::by_name(&name).ok_or("no format of that name"))
}

fn input_format_parser() -> impl TypedValueParser<Value = InputFormat> {
    let names = PossibleValuesParser::new(InputFormat::ALL.iter().map(|format| format.name()));
    names.try_map(|name| InputFormat::by_name(&name).ok_or("no format of that name"))
}

fn mode_parser() -> impl TypedValueParser<Value = Mode> {
    let names = PossibleValuesParser::new(Mode::ALL.iter().map(|mode| mode.name()));
    names.try_map(|name| Mode::by_name(&name).ok_or("no such way"))
}

fn threshold_parser() -> impl TypedValueParser<Value = Threshold> {
    let names = PossibleValuesParser::new(Threshold::NAMES);
    names.try_map(|name| Threshold::by_name(&name).ok_or("no severity of that name"))
}
