//! The binary: the process comes in, its exit status goes out.

use std::io::{BufWriter, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use anstream::AutoStream;
use otel_lint::panics::{Panics, REPORT_TO};
use otel_lint::run::{Environment, run};
use otel_lint::write::{Stdout, interrupt};

#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    interrupt::watch();
    // Whether to colour is decided from the environment and `--color`; the stream only translates for old Windows consoles.
    let mut stdout = Stdout::new(BufWriter::new(AutoStream::always(std::io::stdout())));
    let mut stderr = AutoStream::always(std::io::stderr());
    match Environment::read() {
        Ok(environment) => {
            if environment.panics != Panics::Throw {
                silence_panics();
            }
            ExitCode::from(run(std::env::args_os(), &environment, &mut stdout, &mut stderr))
        }
        Err(error) => {
            // With stderr gone there is nobody left to tell.
            let _ = stderr.write_all(error.show(100, false, false).as_bytes());
            ExitCode::from(2)
        }
    }
}

/// A panic becomes a problem in the report. Here only the first says where in the program it is, and not what, for that may quote
/// what was read.
fn silence_panics() {
    let is_told = AtomicBool::new(false);
    std::panic::set_hook(Box::new(move |panic| {
        if !is_told.swap(true, Ordering::Relaxed) {
            let place = panic.location().map(|place| format!(" at {place}")).unwrap_or_default();
            let version = env!("CARGO_PKG_VERSION");
            let words = format!("note: a fault of cargo-otel-lint {version}{place}; please report it: {REPORT_TO}\n");
            let _ = std::io::stderr().write_all(words.as_bytes());
        }
    }));
}
