//! Checks beyond a pattern: is what was found what it looks like? A text and a place in it come in, the private part of it goes
//! out, or nothing. Never decides what is looked for, nor what a find is worth.

mod assigned;
mod numbers;
mod tokens;

use std::ops::Range;

use super::detector::Validator;

/// The private part of `text` at `hit`, if it is what the detector takes it for.
pub(super) fn confirm(validator: Validator, text: &[u8], hit: Range<usize>) -> Option<Range<usize>> {
    let value = text.get(hit.clone())?;
    let holds = match validator {
        Validator::Card => numbers::is_card(value) && numbers::stands_alone(text, &hit),
        Validator::Iban => numbers::is_iban(value),
        Validator::UsSsn => numbers::is_us_ssn(value) && numbers::stands_alone(text, &hit),
        Validator::Phone => numbers::is_phone(value),
        Validator::Ip => numbers::is_public_address(value),
        Validator::Jwt => tokens::is_jwt(value),
        Validator::Basic => tokens::is_basic(value),
        Validator::Mixed => tokens::is_mixed(value),
        Validator::Opaque => tokens::is_opaque(value),
        Validator::Entropy => tokens::is_random(value),
        Validator::Mail => tokens::is_mail(text, &hit),
        Validator::Assigned => assigned::is_value(text, &hit),
        Validator::SqlInsert => return assigned::inserted_secret(text, hit),
    };
    holds.then_some(hit)
}
