//! The words by which telemetry is recognised before anything is parsed: they decide what is read first. Comes in: what is known of
//! libraries, and a word with what stands behind it; goes out: whether it tells. Never what is true of the code.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::lexer::{Lexer, Token};
use super::word_hash::{WordHash, name_hash};
use crate::knowledge::{After, Catalog, OwnWords};
use crate::text::beginning;

/// Bytes of a message and its values that are looked at.
const LONGEST_MESSAGE: usize = 1_000;

type Telling = FxHashMap<WordHash, After>;

/// The words for a whole workspace.
pub(in crate::code) struct Prefilter<'k> {
    words: Telling,
    /// Those of a client, where its name stands in a file.
    clients: Vec<(&'static str, Telling)>,
    own_words: &'k OwnWords,
}

/// The words for one file.
#[derive(Debug)]
pub(in crate::code) struct TellingWords<'p> {
    telling: Cow<'p, Telling>,
    own_words: &'p OwnWords,
}

/// What a word says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::code) struct Said {
    /// What it is in has to be read.
    pub(in crate::code) tells: bool,
    /// It is a macro or attribute of telemetry, even an event without fields.
    pub(in crate::code) is_macro: bool,
}

impl<'k> Prefilter<'k> {
    /// Of the libraries for which `uses` holds.
    pub(in crate::code) fn new(catalog: &Catalog, own_words: &'k OwnWords, uses: impl Fn(&str) -> bool) -> Self {
        let words = hashed(catalog.telling_words(&uses));
        let clients = catalog.telling_clients(&uses).into_iter().map(|(name, words)| (name, hashed(words))).collect();
        Self { words, clients, own_words }
    }

    /// With the words of the clients that the text names.
    pub(in crate::code) fn words(&self, text: &str) -> TellingWords<'_> {
        let mut telling = Cow::Borrowed(&self.words);
        for (_, client) in self.clients.iter().filter(|(name, _)| text.contains(name)) {
            telling.to_mut().extend(client);
        }
        TellingWords { telling, own_words: self.own_words }
    }
}

fn hashed(words: FxHashMap<&'static str, After>) -> Telling {
    words.into_iter().map(|(word, after)| (name_hash(word), after)).collect()
}

impl TellingWords<'_> {
    /// What has to stand behind a word for it to tell.
    pub(in crate::code) fn after(&self, word: WordHash) -> Option<After> {
        self.telling.get(&word).copied()
    }

    /// What the word says behind which `next` stands.
    pub(in crate::code) fn said(&self, after: After, next: &str) -> Said {
        match after {
            After::Call => Said { tells: next.starts_with(['(', ':', '<']), is_macro: false },
            After::Anything => Said { tells: true, is_macro: true },
            After::Bang | After::Fields => {
                let Some(arguments) = next.strip_prefix('!') else { return Said::default() };
                let arguments = arguments.trim_start_matches(['(', '[', '{']).trim_start();
                let tells = after == After::Bang || !arguments.starts_with('"') || self.may_tell_private(arguments);
                Said { tells, is_macro: true }
            }
        }
    }

    /// Whether a message may have private values in it: a look at the words in its braces and after it.
    fn may_tell_private(&self, arguments: &str) -> bool {
        let arguments = beginning(arguments, LONGEST_MESSAGE).split(';').next().unwrap_or_default();
        // Without a brace nothing is put into the text.
        let Some((_, values)) = arguments.split_once('{') else { return false };
        let mut words = values.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        words.any(|word| self.own_words.may_be_private(word) && self.own_words.privacy(word).is_some())
    }

    /// Whether any word of a text tells. Keeps nothing: the text may be of any size.
    pub(in crate::code) fn tell_in(&self, text: &str) -> bool {
        let mut words = Lexer::new(text).filter(|(token, ..)| *token == Token::Word);
        words.any(|(_, start, end)| {
            let after = text.get(start..end).and_then(|word| self.after(name_hash(word)));
            after.is_some_and(|after| self.said(after, text.get(end..).unwrap_or_default()).tells)
        })
    }
}
