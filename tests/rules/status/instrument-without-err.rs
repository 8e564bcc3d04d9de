use std::convert::Infallible;

use opentelemetry::trace::Status;
use tracing::{Level, Span, error, event, info, instrument, warn};
use tracing_opentelemetry::OpenTelemetrySpanExt;

type Outcome<T> = Result<T, Failure>;

#[derive(Debug)]
struct Failure;

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("broken")
    }
}

#[instrument] //~ instrument-without-err: `melt` can return an error
fn melt(hot: bool) -> Result<(), Failure> {
    if hot { Ok(()) } else { Err(Failure) }
}

#[tracing::instrument(skip_all)] //~ instrument-without-err: its span keeps its status unset
async fn pour(number: u8) -> Outcome<u8> {
    let moulds = count(number)?;
    info!(moulds, "poured");
    Ok(moulds)
}

#[instrument(ret)] //~ instrument-without-err: `cast` can return an error
fn cast(number: u8) -> anyhow::Result<u8> {
    anyhow::ensure!(number > 0, "nothing to cast");
    Ok(number)
}

#[instrument] //~ instrument-without-err: `cool` can return an error
fn cool(number: u8) -> std::io::Result<u8> {
    match number {
        0 => Err(std::io::Error::other("too cold")),
        other => Ok(other),
    }
}

#[instrument] //~ instrument-without-err: `hand_on` can return an error
fn hand_on(number: u8) -> Outcome<u8> {
    count(number)
}

struct Kiln;

impl Kiln {
    #[instrument(skip(self))] //~ instrument-without-err: `fire` can return an error
    async fn fire(&self, number: u8) -> Outcome<u8> {
        let bricks = self.load(number).await?;
        Ok(bricks)
    }

    async fn load(&self, number: u8) -> Outcome<u8> {
        Ok(number)
    }

    #[instrument(skip(self))]
    fn open(&self, number: u8) -> Outcome<u8> {
        self.check(number)?; // silent: what it calls tells of the error
        Ok(number)
    }

    fn check(&self, number: u8) -> Outcome<u8> {
        if number == 0 {
            error!("no bricks");
            return Err(Failure);
        }
        Ok(number)
    }
}

#[instrument]
fn warned(hot: bool) -> Result<(), Failure> {
    if hot {
        Ok(())
    } else {
        warn!("not hot enough"); //~ instrument-without-err: after this warning
        Err(Failure)
    }
}

#[instrument]
fn warned_before_a_return(number: u8) -> Result<u8, Failure> {
    if number == 0 {
        event!(Level::WARN, number, "none left"); //~ instrument-without-err: does not mark the span of `warned_before_a_return`
        return Err(Failure);
    }
    Ok(number)
}

#[instrument] //~ instrument-without-err: `warned_of_something_else` can return an error
fn warned_of_something_else(number: u8) -> Outcome<u8> {
    warn!("no thermometer");
    count(number)?;
    if number > 9 {
        return Err(Failure);
    }
    Ok(number)
}

#[instrument] //~ instrument-without-err: `informed` can return an error
fn informed(number: u8) -> Outcome<u8> {
    info!(number, "counting");
    if number > 9 { Err(Failure) } else { Ok(number) }
}

#[instrument(err)]
fn marked(number: u8) -> Outcome<u8> {
    count(number) // silent: the attribute tells of the error
}

#[instrument(skip_all, err(level = "warn", Debug))]
fn marked_at_another_level(number: u8) -> Outcome<u8> {
    count(number) // silent: so does this, at any level
}

#[instrument]
fn told(number: u8) -> Outcome<u8> {
    if number == 0 {
        error!(number, "none left"); // silent: an event at error level marks the span
        return Err(Failure);
    }
    Ok(number)
}

#[instrument]
fn told_by_level(number: u8) -> Outcome<u8> {
    count(number).inspect_err(|failure| event!(Level::ERROR, %failure, "none left")) // silent: so does this
}

#[instrument]
fn told_elsewhere(number: u8) -> Outcome<u8> {
    let counted = count(number);
    if counted.is_err() {
        complain(); // silent: what it calls tells of the error
    }
    counted.map_err(|_| Failure)
}

fn complain() {
    error!("none left");
}

#[instrument(fields(otel.status_code))]
fn recorded(number: u8) -> Outcome<u8> {
    count(number).inspect_err(|_| {
        Span::current().record("otel.status_code", "ERROR"); // silent: the status is set
    })
}

#[instrument]
fn set(number: u8) -> Outcome<u8> {
    count(number).inspect_err(|_| Span::current().set_status(Status::error("none left"))) // silent: the status is set
}

#[instrument]
fn never_fails(number: u8) -> Result<u8, Infallible> {
    same(number) // silent: there is no such error
}

#[instrument]
fn all_is_well(number: u8) -> Outcome<u8> {
    Ok(number + 1) // silent: nothing in sight fails
}

#[instrument]
fn nothing_is_no_error(numbers: [u8; 3]) -> Option<u8> {
    let first = numbers.first()?; // silent: nothing there is no error
    Some(*first)
}

#[instrument]
fn kept_here(number: u8) -> Result<usize, Failure> {
    let failed = [number].iter().filter(|number| (|| -> Outcome<u8> { count(**number)?; Ok(1) })().is_err()).count();
    Ok(failed) // silent: the errors stay in the closure
}

fn not_instrumented(number: u8) -> Outcome<u8> {
    count(number) // silent: it has no span
}

fn count(number: u8) -> Outcome<u8> {
    if number == 0 { Err(Failure) } else { Ok(number) }
}

fn same(number: u8) -> Result<u8, Infallible> {
    Ok(number)
}

fn main() {}
