//! Promises of one clause, held against each other and against the vocabulary.

use crate::contract::mistakes::Mistakes;
use crate::contract::model::{Attributes, Contract, Spanned};
use crate::contract::vocabulary::Vocabulary;

/// Checks the clauses of the whole contract, groups spelled out.
pub(in crate::contract) fn check(mistakes: &mut Mistakes, vocabulary: &Vocabulary, contract: &Contract) {
    let mut clauses = Clauses { mistakes, vocabulary };
    for span in &contract.spans {
        clauses.lists(&span.attributes);
        clauses.lists(&span.on_ok);
        clauses.lists(&span.on_error);
        span.events.iter().for_each(|(_, lists)| clauses.lists(lists));
        for (lists, when) in [(&span.on_ok, "required by `on_ok`"), (&span.on_error, "required by `on_error`")] {
            clauses.against(&lists.required, &span.attributes.forbidden, when);
            clauses.against(&span.attributes.required, &lists.forbidden, "required");
        }
    }
    for metric in &contract.metrics {
        let Some(attributes) = &metric.attributes else { continue };
        clauses.lists(&attributes.value);
        let Attributes { required, recommended, optional, .. } = &attributes.value;
        required.iter().chain(recommended).chain(optional).for_each(|key| clauses.bounded(key));
    }
    contract.logs.iter().for_each(|log| clauses.lists(&log.attributes));
}

struct Clauses<'v> {
    mistakes: &'v mut Mistakes,
    vocabulary: &'v Vocabulary,
}

impl Clauses<'_> {
    fn lists(&mut self, lists: &Attributes) {
        for (asked, what) in [(&lists.required, "required"), (&lists.recommended, "recommended"), (&lists.optional, "optional")] {
            self.against(asked, &lists.forbidden, what);
        }
        for key in lists.required.iter().chain(&lists.recommended) {
            let denied = self.vocabulary.definition(&key.value).and_then(|definition| definition.deny.as_ref());
            let denied = denied.filter(|deny| deny.except_services.is_empty() && deny.except_carriers.is_empty());
            if let Some(deny) = denied {
                let problem = format!("`{}` is asked for here, and denied by the vocabulary", key.value);
                let label = format!("denied on line {}: {}", deny.at.line, deny.reason);
                self.mistakes.refuse(key.at, problem, label, "ask for another attribute, or except this place with `except`");
            }
        }
    }

    /// `what` the one list says of a key that the other one forbids.
    fn against(&mut self, asked: &[Spanned<String>], forbidden: &[Spanned<String>], what: &str) {
        for key in forbidden {
            let start = key.value.strip_suffix('*');
            let is_same =
                |other: &&Spanned<String>| start.map_or(other.value == key.value, |start| other.value.starts_with(start));
            if let Some(other) = asked.iter().find(is_same) {
                let problem = format!("`{}` is {what} and forbidden in one clause", other.value);
                let label = format!("{what} on line {}", other.at.line);
                self.mistakes.refuse(key.at, problem, label, "nothing can hold both; take it out of one of the two lists");
            }
        }
    }

    fn bounded(&mut self, key: &Spanned<String>) {
        let definition = self.vocabulary.definition(&key.value);
        if let Some(unbounded) = definition.and_then(|definition| definition.unbounded).filter(|unbounded| unbounded.value) {
            let problem = format!("`{}` is unbounded, and would be an attribute of a metric", key.value);
            let label = format!("`cardinality: unbounded` on line {}", unbounded.at.line);
            self.mistakes.refuse(
                key.at,
                problem,
                label,
                "each of its values is a series that is paid for; keep it to spans and logs",
            );
        }
    }
}
