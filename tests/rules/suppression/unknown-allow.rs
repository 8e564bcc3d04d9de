//! Talks about `otel-lint: allow(guard-droped)` and means nothing by it.

use tracing::{Span, info_span};

fn misspelled(span: &Span) {
    // otel-lint: allow(guard-droped) -- touched on purpose //~ unknown-allow: there is no rule `guard-droped`
    let _ = span.enter(); //~ guard-dropped: `let _ =`
    let _ = span.enter(); // otel-lint: allow(guard_dropped) -- underscores //~ unknown-allow: `guard_dropped` //~ guard-dropped: `let _ =`
    // otel-lint: allow(span) -- a family is no rule //~ unknown-allow: there is no rule `span`
    let _ = span.enter(); //~ guard-dropped: `let _ =`
    // otel-lint: allow(all) -- no such thing //~ unknown-allow: there is no rule `all`
    let _ = span.enter(); //~ guard-dropped: `let _ =`
}

fn one_of_several(span: &Span) {
    // otel-lint: allow(guard-dropped, mystery) -- one is known //~ unknown-allow: there is no rule `mystery`
    let _ = span.enter();
    // otel-lint: allow(guard-dropped) -- spelled right // silent: a rule
    let _ = span.enter();
}

/* otel-lint: allow(clippy::let_underscore_must_use) -- a lint of clippy */ //~ unknown-allow: `clippy::let_underscore_must_use`
fn other_tools(span: &Span) {
    #[allow(let_underscore_drop)] // silent: an attribute of the compiler
    let _guard = span.enter();
    // clippy: allow(guard-droped) // silent: a comment for another tool
    // We once had otel-lint: allow(guard-droped) here. // silent: a comment that only talks about it
    let _text = "otel-lint: allow(guard-droped)"; // silent: a text
}

/// Silence it with `otel-lint: allow(no-such-rule)`. // silent: documentation
// otel-lint: allow(span-never-entered) -- used by the statement in it // silent: a rule
fn documented() {
    let _span = info_span!("documented");
}

fn main() {}
