//! An error as the person at the terminal sees it.

use std::fmt::Write as _;

use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};

use super::Error;

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
        let diagnostics = self.diagnostics();
        for diagnostic in diagnostics.iter().take(MOST_SHOWN) {
            if handler.render_report(&mut text, *diagnostic).is_err() {
                text.push_str(&diagnostic.to_string());
            }
        }
        if let Some(more @ 1..) = diagnostics.len().checked_sub(MOST_SHOWN) {
            let _ = writeln!(text, "  {more} more mistakes are not shown");
        }
        text.lines().map(|line| line.trim_end().to_owned() + "\n").collect()
    }

    /// The mistakes of a file one by one, without a heading that would only count them.
    fn diagnostics(&self) -> Vec<&dyn Diagnostic> {
        match self {
            Self::Config { mistakes } | Self::Contract { mistakes } => {
                mistakes.iter().map(|mistake| mistake as &dyn Diagnostic).collect()
            }
            other => vec![other],
        }
    }
}
