//! Lists of which an entry may be several words, `user+id`: whether the words of a name are among them, anywhere or at its end.

use std::collections::HashMap;

use super::model::WordList;

/// Entries by their first word.
pub(super) type Entries = HashMap<&'static str, Vec<Vec<&'static str>>>;

/// The entries of all lists of that name.
pub(super) fn list(lists: &'static [WordList], name: &str) -> impl Iterator<Item = &'static str> {
    lists.iter().filter(move |list| list.name == name).flat_map(|list| list.words.0.iter().copied())
}

pub(super) fn entries(lists: &'static [WordList], name: &str) -> Entries {
    let mut entries = Entries::new();
    for entry in list(lists, name) {
        let words: Vec<&str> = entry.split('+').collect();
        if let Some(first) = words.first() {
            entries.entry(first).or_default().push(words);
        }
    }
    entries
}

pub(super) fn holds(entries: &Entries, words: &[String]) -> bool {
    (0..words.len()).any(|at| starts_with(entries, &words[at..]).is_some())
}

pub(super) fn ends_with(entries: &Entries, words: &[String]) -> bool {
    (0..words.len()).any(|at| starts_with(entries, &words[at..]) == Some(words.len() - at))
}

/// Number of words of the longest entry at the start of `words`.
pub(super) fn starts_with(entries: &Entries, words: &[String]) -> Option<usize> {
    let candidates = entries.get(words.first()?.as_str())?;
    let fits = |entry: &&Vec<&str>| entry.len() <= words.len() && entry.iter().zip(words).all(|(a, b)| a == b);
    candidates.iter().filter(fits).map(Vec::len).max()
}
