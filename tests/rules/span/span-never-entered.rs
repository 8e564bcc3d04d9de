use std::sync::Arc;

use tracing::{Instrument, Span, debug_span, info, info_span, info_span as sp};

mod shadow {
    macro_rules! warn_span {
        ($name:literal) => {
            println!($name)
        };
    }

    pub fn run() {
        warn_span!("own"); // silent: a macro of our own
    }
}

struct Session {
    span: Span,
    spare: Option<Span>,
    children: Vec<Span>,
}

fn unused(page: i32) {
    let _span = info_span!("print"); //~ span-never-entered: kept but never entered
    let _page = debug_span!("print", page); //~ span-never-entered: kept but never entered
    info!(page, "printing");
}

fn dropped() {
    info_span!("statement"); //~ span-never-entered: made and dropped in one statement
    let _ = tracing::error_span!("underscore"); //~ span-never-entered: made and dropped in one statement
}

fn renamed() {
    let _span = sp!("renamed"); //~ span-never-entered: kept but never entered
}

fn written(total: i64) {
    let span = info_span!("sum", total = tracing::field::Empty); //~ span-never-entered: only written to
    span.record("total", total);
    if span.is_disabled() {
        return;
    }
    info!("summed");
}

fn entered() -> u8 {
    let first = info_span!("first");
    let _guard = first.enter(); // silent: entered
    let second = info_span!("second"); // silent: entered for the closure
    second.in_scope(|| 1)
}

async fn attached() {
    let span = info_span!("attached"); // silent: handed to a future
    async {}.instrument(span).await;
    let spawned = info_span!("spawned"); // silent: moves into the task
    tokio::spawn(async move {
        let _entered = spawned.enter();
    });
}

fn handed_on() -> Session {
    let parent = info_span!("parent"); // silent: others hang off it
    let child = info_span!(parent: &parent, "child"); // silent: kept in a field
    let spare = info_span!("spare"); // silent: kept in a field
    let listed = info_span!("listed"); // silent: kept in a list
    let mut children = Vec::new();
    children.push(listed);
    Session { span: child, spare: Some(spare), children }
}

fn made(named: bool) -> Span {
    if named {
        return info_span!("named"); // silent: the caller has it
    }
    let span = info_span!("unnamed"); // silent: the caller has it
    span.record("name", "none"); //~ record-undeclared-field: no field `name`
    span
}

fn shared() -> Arc<Span> {
    let span = Arc::new(info_span!("shared")); // silent: who knows who enters it
    Arc::clone(&span)
}

fn chosen(verbose: bool) {
    let span = if verbose { info_span!("long") } else { Span::none() }; // silent: entered below
    let _guard = span.enter();
    let held = info_span!("open"); // silent: dropped by hand, to measure how long it is open
    drop(held);
}

fn tell_read(files: i64) {
    let _span = info_span!("read", files); // silent: there is nothing to cover, the span is there for its values
}

fn tell_written(files: i64) {
    info_span!("written", files); // silent: the same
}

fn tell_and_check(files: i64) {
    let _span = info_span!("checked", files); //~ span-never-entered: kept but never entered
    take_stock(files);
}

fn tell_nothing() {
    let _span = info_span!("bare"); //~ span-never-entered: kept but never entered
}

fn take_stock(_files: i64) {}

fn take(session: &mut Session) {
    session.span = info_span!("again"); // silent: kept in a field
    session.spare.replace(info_span!("spare")); // silent: handed to a call
    session.children.clear();
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_span_is_made() {
        let _span = tracing::info_span!("test"); // silent: test code
    }
}

fn main() {
    shadow::run();
    println!("{:?}", info_span!("shown")); // silent: handed to a macro
}
