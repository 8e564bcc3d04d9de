//! What was seen of log records.

use super::draft::Draft;
use super::{private, service_scopes};
use crate::capture::gather::{Gathered, LogStats, Tally};
use crate::fact::{Key, On, Sighting};

/// So many records without a trace are no accident, if they are this share of their scope.
const LEAST_WITHOUT_TRACE: u64 = 10;
const LEAST_SHARE_PERCENT: u64 = 5;

pub(super) fn logs(gathered: &Gathered, out: &mut Vec<Sighting>) {
    for (service, name, scope) in service_scopes(gathered) {
        let logs = &scope.logs;
        let has_spans = gathered.services.get(service).is_some_and(|service| service.amount.spans > 0);
        let draft = |kind, tally: &Tally| Draft::new(On::Record, kind, service, tally).signal("logs").scope(name);
        let lost = logs.without_trace.count;
        if has_spans && lost >= LEAST_WITHOUT_TRACE && lost * 100 >= logs.count * LEAST_SHARE_PERCENT {
            out.push(of_all(draft("log", &logs.without_trace), logs, lost).word(Key::LogLacks, "trace").done());
        }
        let lost = logs.without_severity.count;
        if lost > 0 {
            out.push(of_all(draft("log", &logs.without_severity), logs, lost).word(Key::LogLacks, "severity").done());
        }
        for (tally, body) in [(&logs.payload, "document"), (&logs.long, "too_long"), (&logs.not_utf8, "not_utf8")] {
            if tally.count > 0 {
                out.push(draft("log", tally).word(Key::LogBody, body).done());
            }
        }
        if logs.dropped_attributes.count > 0 {
            out.push(draft("log", &logs.dropped_attributes).word(Key::Dropped, "attributes").word(Key::Carrier, "log").done());
        }
        if logs.id_length.count > 0 {
            out.push(draft("log", &logs.id_length).word(Key::IdFault, "length").done());
        }
        for (found, of) in [(&logs.private, "body"), (&scope.private_status, "status"), (&scope.private_name, "name")] {
            let signal = if of == "body" { "logs" } else { "traces" };
            for (found, tally) in private::found(found.iter()) {
                let draft = draft("message", &tally).signal(signal).word(Key::MessageOf, of).word(Key::Origin, "recorded");
                out.push(draft.text(Key::ValueIs, found.name).word(Key::ValuePrivacy, found.class).done());
            }
        }
    }
}

fn of_all(draft: Draft, logs: &LogStats, lost: u64) -> Draft {
    draft.text(Key::Share, format!("{lost} of {}", logs.count))
}
