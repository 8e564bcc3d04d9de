use tracing::{Level, debug, error, event, info, info_span, trace, warn};

mod own {
    macro_rules! info {
        ($($t:tt)*) => {
            println!("{}", stringify!($($t)*))
        };
    }

    pub fn log(failure: &std::fmt::Error) {
        info!(error = %failure); // silent: a macro of our own
    }
}

fn displayed(failure: &std::fmt::Error) {
    let _guard = info_span!("feed").entered();
    info!(error = %failure); //~ error-field-sets-status: only at level info
    debug!(error = ?failure); //~ error-field-sets-status: only at level debug
    trace!(error = %failure, pen = 3); //~ error-field-sets-status: marks its span as failed
}

fn by_shorthand(error: &std::fmt::Error) {
    warn!(%error); //~ error-field-sets-status: only at level warn
    tracing::info!(pen = 3, ?error); //~ error-field-sets-status: has a field `error` and no message
}

fn as_text(error: &str) {
    info!(error = "no hay"); //~ error-field-sets-status: only at level info
    info!(error = format!("no hay in {}", 3)); //~ error-field-sets-status: only at level info
    info!(error); //~ error-field-sets-status: only at level info
    info!(error = error.to_owned()); //~ error-field-sets-status: only at level info
}

fn with_a_target(failure: &std::fmt::Error) {
    info!(target: "barn", error = %failure); //~ error-field-sets-status: only at level info
    event!(Level::WARN, error = %failure); //~ error-field-sets-status: only at level warn
    event!(target: "barn", tracing::Level::INFO, error = %failure); //~ error-field-sets-status: only at level info
}

fn before_its_message(failure: &std::fmt::Error) {
    info!(error = %failure, message = "no hay"); //~ error-field-sets-status: marks its span
    info!(message = "no hay", error = %failure); // silent: the message comes first
}

fn with_a_message(failure: &std::fmt::Error) {
    info!(error = %failure, "try again"); // silent: it has a message
    warn!(error = ?failure, "try again in {}", 3); // silent: it has a message
    info!(error = %failure, "{failure}"); // silent: it has a message
}

fn at_error_level(failure: &std::fmt::Error) {
    error!(error = %failure); // silent: at that level it marks the span anyway
    event!(Level::ERROR, error = %failure); // silent: so does this
}

fn by_another_name(failure: &std::fmt::Error) {
    info!(err = %failure); // silent: the field has another name
    info!(error.message = %failure); // silent: so has this
    info!(last_error = %failure); // silent: and this
}

fn as_something_else(failure: std::io::Error, error: bool, code: i64) {
    info!(error); // silent: a flag is no text
    info!(error = code); // silent: a number is no text
    info!(error = 4); // silent: a number is no text
    info!(error = &failure as &dyn std::error::Error); // silent: an error as such is recorded in another way
}

fn perhaps_nothing(error: Option<&str>, of_unknown_type: impl tracing::Value) {
    info!(error); // silent: there may be none
    info!(error = of_unknown_type); // silent: nobody knows what it is
}

fn handed_on(hay: Result<u8, std::fmt::Error>) -> Result<u8, std::fmt::Error> {
    let hay = hay.inspect_err(|error| debug!(%error)); // silent: what the span is around did fail
    let hay = hay.map_err(|failure| {
        info!(error = %failure); // silent: the error goes on
        failure
    });
    match hay {
        Ok(hay) => Ok(hay),
        Err(failure) => {
            warn!(error = %failure); // silent: it is returned as an error
            Err(failure)
        }
    }
}

fn returned_at_once(hay: Result<u8, std::fmt::Error>) -> std::task::Poll<Result<u8, std::fmt::Error>> {
    if let Err(error) = hay {
        warn!(%error); // silent: it is returned as an error
        return std::task::Poll::Ready(Err(error));
    }
    std::task::Poll::Ready(hay)
}

fn tried_again(hay: Result<u8, std::fmt::Error>) -> Result<u8, std::fmt::Error> {
    for _ in 0..3 {
        if let Err(failure) = &hay {
            info!(error = %failure); //~ error-field-sets-status: only at level info
        }
    }
    hay.or_else(|failure| {
        info!(error = %failure); //~ error-field-sets-status: only at level info
        Ok(3)
    })
}

fn of_no_span(failure: &std::fmt::Error) {
    info!(parent: None, error = %failure); // silent: it belongs to no span
}

fn on_a_span(failure: &std::fmt::Error) {
    let _guard = info_span!("feed", error = %failure).entered(); // silent: a field of the span is just that
}

fn main() {}
