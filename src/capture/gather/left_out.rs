//! What is told of that which was too much to be judged.

use super::Gathered;

impl Gathered {
    /// What was not judged, since there was too much of it.
    pub(in crate::capture) fn left_out(&self) -> Vec<String> {
        let told = |all: u64, kept: usize, what: &str, of: &str| {
            format!("there are about {all} {what}{of}; records of {kept} of them are judged, and the others only counted")
        };
        let services = &self.services;
        let mut out = Vec::new();
        if services.left_some_out() {
            out.push(told(services.count(), services.sorted().len(), "values of `service.name`", ""));
        }
        for (name, service) in services.sorted() {
            let scopes = &service.scopes;
            if scopes.left_some_out() {
                out.push(told(scopes.count(), scopes.sorted().len(), "names of scopes", &format!(" in `{name}`")));
            }
        }
        out
    }
}
