//! The binary: the process comes in, its exit status goes out.

use std::io::{BufWriter, Write};
use std::process::ExitCode;

use anstream::AutoStream;
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
        Ok(environment) => ExitCode::from(run(std::env::args_os(), &environment, &mut stdout, &mut stderr)),
        Err(error) => {
            // With stderr gone there is nobody left to tell.
            let _ = stderr.write_all(error.show(100, false, false).as_bytes());
            ExitCode::from(2)
        }
    }
}
