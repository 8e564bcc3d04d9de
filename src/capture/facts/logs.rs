//! What was seen of log records, and of other texts without a key. Loggers are scopes of their own: those of one service are taken
//! together, so that one fault of it is said once.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::draft::Draft;
use super::private;
use crate::capture::gather::{Gathered, LogStats, Merge, ScopeStats, Tally};
use crate::capture::terms::AllTerms;
use crate::fact::{Key, On, Sighting};

/// So many records without a trace are no accident, if they are this share of their scope.
const LEAST_WITHOUT_TRACE: u64 = 10;
const LEAST_SHARE_PERCENT: u128 = 5;

pub(super) fn logs(gathered: &Gathered, out: &mut Vec<Sighting>) {
    for (service, of) in gathered.services.sorted() {
        let scopes = Scopes {
            contracts: &gathered.contracts,
            service,
            list: of.scopes.sorted().into_iter().map(|(name, scope)| (name, &**scope)).collect(),
        };
        scopes.lacking(of.amount.spans > 0, out);
        scopes.bodies(out);
        scopes.private(out);
    }
}

/// All scopes of a service.
struct Scopes<'g> {
    contracts: &'g AllTerms,
    service: &'g str,
    list: Vec<(&'g str, &'g ScopeStats)>,
}

/// What was seen in some of them.
#[derive(Default)]
struct Seen<'g> {
    scopes: Vec<&'g str>,
    tally: Tally,
    /// All records of these scopes.
    of: u64,
    /// A contract says how it should be in all of them.
    is_declared: bool,
}

impl<'g> Scopes<'g> {
    /// A tally of those scopes that have any.
    fn seen(&self, tally: impl Fn(&LogStats) -> Option<&Tally>) -> Seen<'g> {
        let mut seen = Seen::default();
        for (name, scope) in &self.list {
            if let Some(tally) = tally(&scope.logs).filter(|tally| tally.count > 0) {
                seen.scopes.push(name);
                seen.tally.merge(tally.clone());
                seen.of.merge(scope.logs.count);
            }
        }
        seen
    }

    fn draft(&self, kind: &'static str, seen: &Seen<'_>) -> Draft {
        let draft = Draft::new(On::Record, kind, self.service, &seen.tally).signal("logs").scope(&seen.scopes.join(", "));
        draft.text(Key::Share, format!("{} of {}", seen.tally.count, seen.of)).declared(seen.is_declared)
    }

    fn lacking(&self, has_spans: bool, out: &mut Vec<Sighting>) {
        let is_much = |logs: &LogStats| {
            let lost = logs.without_trace.count;
            has_spans && lost >= LEAST_WITHOUT_TRACE && u128::from(lost) * 100 >= u128::from(logs.count) * LEAST_SHARE_PERCENT
        };
        let mut say = |seen: &Seen<'_>, key, word| {
            if seen.tally.count > 0 {
                out.push(self.draft("log", seen).word(key, word).done());
            }
        };
        let mut without_trace = self.seen(|logs| is_much(logs).then_some(&logs.without_trace));
        without_trace.is_declared =
            without_trace.scopes.iter().all(|scope| self.contracts.declares_trace_context(self.service, scope));
        say(&without_trace, Key::LogLacks, "trace");
        say(&self.seen(|logs| Some(&logs.without_severity)), Key::LogLacks, "severity");
        say(&self.seen(|logs| Some(&logs.id_length)), Key::IdFault, "length");
        let dropped = self.seen(|logs| Some(&logs.dropped_attributes));
        if dropped.tally.count > 0 {
            out.push(self.draft("log", &dropped).word(Key::Dropped, "attributes").word(Key::Carrier, "log").done());
        }
    }

    fn bodies(&self, out: &mut Vec<Sighting>) {
        for (seen, body) in [
            (self.seen(|logs| Some(&logs.payload)), "document"),
            (self.seen(|logs| Some(&logs.long)), "too_long"),
            (self.seen(|logs| Some(&logs.not_utf8)), "not_utf8"),
        ] {
            if seen.tally.count > 0 {
                out.push(self.draft("log", &seen).word(Key::LogBody, body).done());
            }
        }
    }

    fn private(&self, out: &mut Vec<Sighting>) {
        type Found = BTreeMap<Cow<'static, str>, Tally>;
        type Texts = for<'s> fn(&'s ScopeStats) -> &'s Found;
        let texts: [(&str, &str, Texts); 3] = [
            ("logs", "body", |scope| &scope.logs.private),
            ("traces", "status", |scope| &scope.private_status),
            ("traces", "name", |scope| &scope.private_name),
        ];
        for (signal, of, found) in texts {
            let mut kinds: BTreeMap<private::Found, Seen<'_>> = BTreeMap::new();
            for (name, scope) in &self.list {
                let told = if of == "status" { exceptions(scope) } else { BTreeMap::new() };
                for (kind, tally) in private::found(found(scope).iter()) {
                    if told.contains_key(&kind) {
                        continue;
                    }
                    let seen = kinds.entry(kind).or_default();
                    seen.scopes.push(name);
                    seen.tally.merge(tally);
                }
            }
            for (kind, seen) in kinds {
                let draft = self.draft("message", &seen).signal(signal).word(Key::MessageOf, of).word(Key::Origin, "recorded");
                out.push(draft.text(Key::ValueIs, kind.name).word(Key::ValuePrivacy, kind.class).done());
            }
        }
    }
}

/// What the messages of exceptions hold: SDKs describe the status by the same text, and it is told of there.
fn exceptions(scope: &ScopeStats) -> BTreeMap<private::Found, Tally> {
    let faults = scope.event_keys.get("exception.message").and_then(|stats| stats.faults.as_deref());
    faults.map(|faults| private::found(faults.private.iter())).unwrap_or_default()
}
