//! Write `// otel-lint: allow(guard-dropped) -- reason` above a line to silence a rule there.
// otel-lint: allow-file(span-never-entered) -- spans here are pictures, see below
// otel-lint: allow-file(span-dropped) -- long gone //~ unused-allow: nothing here breaks `span-dropped`

use tracing::{Span, info_span};

/// otel-lint: allow(guard-dropped) -- documentation talks about the tool
fn at_the_end_of_a_line(span: &Span) {
    let _ = span.enter(); // otel-lint: allow(guard-dropped) -- touched on purpose // silent: used
    let _guard = span.enter(); // otel-lint: allow(guard-dropped) -- long mended //~ unused-allow: `guard-dropped`
    let _span = info_span!("picture"); // silent: the comment for the whole file covers it
}

fn above_a_statement(span: &Span) {
    // otel-lint: allow(guard-dropped) -- touched on purpose // silent: used by the line below
    let _ = span.enter();
    // otel-lint: allow(guard-dropped) -- it is one statement, however long // silent: used inside
    let _ = span
        .clone()
        .entered();
    // otel-lint: allow(guard-dropped) -- covers only the next statement //~ unused-allow: `guard-dropped`
    let quiet = 1;
    let _ = span.enter(); //~ guard-dropped: `let _ =`
    println!("{quiet}");
}

// otel-lint: allow(guard-dropped) -- the whole function // silent: used in its body
fn above_an_item(span: &Span) {
    println!("first");
    let _ = span.enter();
}

struct Machine;

// otel-lint: allow(guard-across-await) -- the whole block of methods // silent: used in its body
impl Machine {
    async fn run(&self, span: Span) {
        let _guard = span.enter();
        self.step().await;
    }

    async fn step(&self) {}
}

fn several(span: &Span) {
    // otel-lint: allow(guard-dropped, pii-attribute) -- two rules in one comment //~ unused-allow: `pii-attribute`
    let _ = span.enter();
    /* otel-lint: allow(guard-dropped) -- in a block comment */ // silent: used by the line below
    let _ = span.enter();
    // otel-lint: allow(guard-dropped, until = 2020-01-31) -- until the end of January // silent: over, so the finding is back //~ allow-expired: until 2020-01-31
    let _ = span.enter(); //~ guard-dropped: `let _ =`
    // otel-lint: allow(guard-dropped, until = 2031-01-31) -- for some years // silent: used
    let _ = span.enter();
    // Mentions of otel-lint: allow(guard-dropped) inside a sentence suppress nothing.
    let _guard = span.enter();
    let _text = "// otel-lint: allow(guard-dropped) -- inside a text";
}

// otel-lint: allow(instrument-secret-argument) -- a nonce by another name // silent: used by the attribute below
#[tracing::instrument]
fn above_an_attribute(token: &str) {}

// otel-lint: allow(instrument-secret-argument, pii-attribute) -- hidden by now //~ unused-allow: `instrument-secret-argument` //~ unused-allow: `pii-attribute`
#[tracing::instrument(skip_all)]
fn above_a_mended_attribute(token: &str) {}

fn main() {}
