//! HTTP: the context travels in the request's headers. Requests to strangers carry none, so this rule is off unless it is selected.

pub mod middleware;
pub mod right;
pub mod wrong;
