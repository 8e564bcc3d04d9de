//! An error as the person at the terminal sees it.

use std::fmt::{self, Write as _};

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode, ThemeCharacters, ThemeStyles};

use super::excerpt::Excerpt;
use super::words::{shown, shown_lines};
use super::{Error, Mistake};

/// So many mistakes of a contract are shown: more than a person mends in one go.
const MOST_SHOWN: usize = 100;

impl Error {
    /// Message, excerpt and help, ending in a line break. Lines of prose are at most `width` columns wide.
    pub fn show(&self, width: usize, color: bool, unicode: bool) -> String {
        let mut characters = if unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
        "error:".clone_into(&mut characters.error);
        let styles = if color { ThemeStyles::ansi() } else { ThemeStyles::none() };
        // Causes stand in the help, so they are not listed again.
        let handler = GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
            .with_width(width)
            .with_break_words(false)
            .with_links(false)
            .without_cause_chain();
        let mut text = String::new();
        let mistakes = self.mistakes();
        let drawings: Vec<Drawing> = if mistakes.is_empty() {
            vec![Drawing::of(self)]
        } else {
            mistakes.iter().take(MOST_SHOWN).map(Drawing::at).collect()
        };
        for drawing in drawings {
            if handler.render_report(&mut text, &drawing).is_err() {
                text.push_str(&drawing.message);
            }
        }
        if let Some(more @ 1..) = mistakes.len().checked_sub(MOST_SHOWN) {
            let _ = writeln!(text, "  {more} more mistakes are not shown");
        }
        text.lines().map(|line| harmless(line.trim_end()) + "\n").collect()
    }

    /// The mistakes of a file one by one, without a heading that would only count them.
    pub(super) fn mistakes(&self) -> &[Mistake] {
        match self {
            Self::Config { mistakes } | Self::Contract { mistakes } => mistakes,
            _ => &[],
        }
    }
}

/// A runner of GitHub takes a line that starts with two colons for a command.
fn harmless(line: &str) -> String {
    let words = line.trim_start();
    if words.starts_with("::") { line.replacen("::", ": :", 1) } else { line.to_owned() }
}

/// What miette draws: nothing in it is as it was found in a file.
#[derive(Debug)]
struct Drawing {
    message: String,
    help: String,
    excerpt: Option<Excerpt>,
}

impl Drawing {
    fn of(error: &Error) -> Self {
        let help = error.help().map(|help| help.to_string()).unwrap_or_default();
        Self { message: shown(&error.to_string()), help: shown_lines(&help), excerpt: None }
    }

    fn at(mistake: &Mistake) -> Self {
        Self { message: shown(&mistake.problem), help: shown_lines(&mistake.help), excerpt: Some(Excerpt::new(mistake)) }
    }
}

impl fmt::Display for Drawing {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        (!self.help.is_empty()).then(|| Box::new(&self.help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.excerpt.as_ref().map(|excerpt| excerpt as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = self.excerpt.as_ref()?.label();
        Some(Box::new(std::iter::once(label)))
    }
}
