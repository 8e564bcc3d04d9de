//! What a run takes from the process besides its arguments. Read once; from here on the same input gives the same bytes.

use std::env;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::cli::When;
use crate::error::Error;
use crate::panics::Panics;
use crate::report::Look;

/// Columns where the output is no terminal.
pub const WIDTH: usize = 100;
/// More threads would wait for the one that reads.
const MOST_THREADS: usize = 4;
/// Narrower than this nothing can be laid out.
const LEAST_WIDTH: usize = 40;

/// The world around the run.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact about the terminal of its own")]
pub struct Environment {
    pub working_directory: PathBuf,
    pub stdout_is_terminal: bool,
    pub stderr_is_terminal: bool,
    /// Columns.
    pub width: usize,
    /// What `NO_COLOR`, `FORCE_COLOR` and their like demand, if anything.
    pub color: Option<bool>,
    /// Whether the terminal shows more than ASCII.
    pub unicode: bool,
    /// Whether the terminal makes links of the escape sequence OSC 8.
    pub links: bool,
    /// How many things can be done at once.
    pub threads: usize,
    /// `YYYY-MM-DD`, in UTC.
    pub today: Option<String>,
    /// What becomes of a panic: it is kept to the input that it is about, unless `OTEL_LINT_PANICS=throw`.
    pub panics: Panics,
    /// Where services of continuous integration say that they have checked out what they run for.
    pub checkouts: Vec<PathBuf>,
}

/// GitHub Actions, GitLab, Azure Pipelines.
const CHECKOUTS: [&str; 3] = ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY"];

impl Environment {
    pub fn read() -> Result<Self, Error> {
        let here = env::current_dir().and_then(std::fs::canonicalize);
        let stdout_is_terminal = std::io::stdout().is_terminal();
        let columns = terminal_size::terminal_size_of(std::io::stdout()).map(|(width, _)| usize::from(width.0));
        Ok(Self {
            working_directory: here.map_err(|source| Error::Read { path: PathBuf::from("."), source })?,
            stdout_is_terminal,
            stderr_is_terminal: std::io::stderr().is_terminal(),
            width: columns.filter(|_| stdout_is_terminal).map_or(WIDTH, |columns| columns.max(LEAST_WIDTH)),
            color: color(),
            unicode: !stdout_is_terminal || speaks_unicode(),
            links: stdout_is_terminal && makes_links(),
            threads: std::thread::available_parallelism().map_or(1, usize::from).min(MOST_THREADS),
            today: today()?,
            panics: if variable("OTEL_LINT_PANICS").is_some_and(|value| value == "throw") {
                Panics::Throw
            } else {
                Panics::Catch
            },
            checkouts: CHECKOUTS.iter().filter_map(env::var_os).filter(|path| !path.is_empty()).map(PathBuf::from).collect(),
        })
    }

    /// How a report on stdout looks.
    pub fn look(&self, when: When) -> Look {
        let color = self.colors(when, self.stdout_is_terminal);
        Look { width: self.width, color, unicode: self.unicode, links: color && self.links }
    }

    /// Whether to colour a stream.
    pub fn colors(&self, when: When, is_terminal: bool) -> bool {
        match when {
            When::Always => true,
            When::Never => false,
            When::Auto => self.color.unwrap_or(is_terminal),
        }
    }
}

/// A variable that is set to something.
fn variable(name: &str) -> Option<String> {
    env::var_os(name).map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

/// Sources: <https://no-color.org>, <https://force-color.org>, <https://bixense.com/clicolors>.
fn color() -> Option<bool> {
    let is_on = |name| variable(name).is_some_and(|value| value != "0");
    let is_dumb = variable("TERM").is_some_and(|terminal| terminal == "dumb");
    if variable("NO_COLOR").is_some() {
        Some(false)
    } else if is_on("FORCE_COLOR") || is_on("CLICOLOR_FORCE") {
        Some(true)
    } else if is_dumb || variable("CLICOLOR").is_some_and(|value| value == "0") {
        Some(false)
    } else {
        None
    }
}

/// By the first locale variable that is set, as POSIX has it. The Linux console has no line drawings.
fn speaks_unicode() -> bool {
    if cfg!(windows) {
        return variable("WT_SESSION").is_some() || variable("TERM_PROGRAM").is_some();
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable).unwrap_or_default().to_lowercase();
    let is_console = variable("TERM").is_some_and(|terminal| terminal == "linux");
    !is_console && (locale.ends_with("utf-8") || locale.ends_with("utf8"))
}

/// Only terminals known to; others would show the escape sequence as text.
fn makes_links() -> bool {
    let program = variable("TERM_PROGRAM").unwrap_or_default();
    let terminal = variable("TERM").unwrap_or_default();
    let vte = variable("VTE_VERSION").and_then(|version| version.parse::<u32>().ok());
    matches!(program.as_str(), "iTerm.app" | "WezTerm" | "vscode" | "ghostty")
        || ["kitty", "alacritty", "ghostty"].iter().any(|name| terminal.contains(name))
        || vte.is_some_and(|version| version >= 5000)
        || variable("WT_SESSION").is_some()
}

/// `SOURCE_DATE_EPOCH` if set, else the clock.
/// Source: <https://reproducible-builds.org/specs/source-date-epoch/>.
fn today() -> Result<Option<String>, Error> {
    let seconds = match variable("SOURCE_DATE_EPOCH") {
        Some(value) => Some(value.parse().map_err(|_| Error::Epoch { value })?),
        None => SystemTime::now().duration_since(UNIX_EPOCH).ok().map(|since| since.as_secs()),
    };
    Ok(seconds.map(date))
}

/// The day of a moment counted in seconds since 1970-01-01, in the Gregorian calendar.
/// Source: Howard Hinnant, "chrono-compatible low-level date algorithms", `civil_from_days`; years begin in March there.
fn date(seconds: u64) -> String {
    const DAYS_TO_1970: u64 = 719_468;
    const DAYS_IN_400_YEARS: u64 = 146_097;
    let days = seconds / 86_400 + DAYS_TO_1970;
    let (era, day_of_era) = (days / DAYS_IN_400_YEARS, days % DAYS_IN_400_YEARS);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let months_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
    let month = if months_from_march < 10 { months_from_march + 3 } else { months_from_march - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_of_the_calendar() {
        for (seconds, day) in [
            (0, "1970-01-01"),
            (951_782_399, "2000-02-28"),
            (951_782_400, "2000-02-29"),
            (1_767_225_599, "2025-12-31"),
            (1_767_225_600, "2026-01-01"),
            (4_107_542_400, "2100-03-01"),
        ] {
            assert_eq!(date(seconds), day);
        }
    }
}
