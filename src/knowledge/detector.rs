//! What `rules/values/*.yaml` say of private values and of units. As in `model`, the `Debug` form of these types is Rust source.

use super::model::WordList;
use crate::table::{List, words};

/// Everything that the files hold.
#[derive(Debug, Clone, Copy, Default)]
pub struct Values {
    /// In the order in which they are believed: what one has found, those after it leave alone.
    pub detectors: List<Detector>,
    pub expectations: List<Expectation>,
    pub lists: List<WordList>,
    pub units: List<UnitName>,
}

/// What to look for in values, and when to believe it.
#[derive(Debug, Clone, Copy)]
pub struct Detector {
    pub id: &'static str,
    /// For people, with its article: `an e-mail address`.
    pub name: &'static str,
    pub class: ValueClass,
    /// One of these stands in every value that is looked at; any value does where there are none.
    pub literals: List<&'static str>,
    /// Whether small and capital letters are the same in literals.
    pub any_case: bool,
    /// Of each of these sets of bytes the value has one; `A-Z` stands for a range.
    pub holds: List<&'static str>,
    /// How many digits the value has at least.
    pub digits: usize,
    /// How many of them stand in a row.
    pub in_row: usize,
    /// How many bytes the value has at least.
    pub length: usize,
    /// What is looked for, over ASCII bytes; the first group, where there is one, is the private part.
    pub pattern: &'static str,
    pub validator: Option<Validator>,
    /// What is found but innocent: expressions over the private part.
    pub excludes: List<&'static str>,
    /// Words in the key, or shortly before the value, that make it believable; joined by `+` as in the word lists.
    pub context: List<&'static str>,
    /// Words in the key that take the context away again: the token of `page_token` opens nothing.
    pub no_context: List<&'static str>,
    /// What a hit is worth without such a word.
    pub otherwise: Otherwise,
    /// Not looked for: the name of the value alone says that it is private.
    pub by_key: bool,
    pub references: List<&'static str>,
    pub finds: List<Example>,
    pub leaves: List<Example>,
    pub false_alarms: List<FalseAlarms>,
}

/// A value that shows what a detector finds or leaves; `{alnum:20}` in it stands for such a text.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    pub key: Option<&'static str>,
    pub value: &'static str,
}

/// How many of 100,000 random values a detector may find.
#[derive(Debug, Clone, Copy)]
pub struct FalseAlarms {
    /// The kind of random value; `in context: kind` where the key gives the detector its context.
    pub of: &'static str,
    pub most: usize,
}

/// What a value must be to be believed by its key alone.
#[derive(Debug, Clone, Copy)]
pub struct Expectation {
    /// Last words of keys.
    pub keys: List<&'static str>,
    pub holds: Option<&'static str>,
    pub digits: usize,
}

/// What people write for a unit, and the code that it has.
#[derive(Debug, Clone, Copy)]
pub struct UnitName {
    pub name: &'static str,
    pub code: &'static str,
}

words! {
    /// Who is harmed when a value is seen, the worst first.
    pub enum ValueClass {
        /// Opens something.
        Secret = "secret",
        /// Health, faith, descent and the like.
        Special = "special",
        Personal = "personal",
        /// Of a machine, perhaps of a person: only found when asked for.
        Address = "address",
    }

    /// What a value is worth where no word beside it says what it is.
    pub enum Otherwise {
        Found = "found",
        /// One may be chance; several are not.
        Several = "several",
        Nothing = "nothing",
    }

    /// Checks beyond the pattern.
    pub enum Validator {
        /// Check digit, issuer and length of a payment card.
        Card = "card",
        Iban = "iban",
        /// A social security number that the United States may have issued.
        UsSsn = "us_ssn",
        /// The first part is JSON and names an algorithm or a type.
        Jwt = "jwt",
        /// Base64 of a name and a password.
        Basic = "basic",
        /// A text that is no word: long, with letters and digits.
        Opaque = "opaque",
        /// Of letters and digits, however short.
        Mixed = "mixed",
        /// A mail address whose domain exists, and that is no login to a machine.
        Mail = "mail",
        /// Starts with a calling code.
        Phone = "phone",
        /// An address that is routed on the internet.
        Ip = "ip",
        /// As random as a key, and no identifier of a known form.
        Entropy = "entropy",
        /// The value of an assignment, not a name, a placeholder or prose.
        Assigned = "assigned",
        /// A quoted value in the place of a secret column.
        SqlInsert = "sql_insert",
    }
}
