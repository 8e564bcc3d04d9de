//! What happens when somebody ends the run: its temporary files go, and what is being written whole is written to its end.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tempfile::NamedTempFile;

/// The temporary files of this run.
static FILES: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
/// Taken by whoever must not be ended in the middle.
static HELD: Mutex<()> = Mutex::new(());

/// A temporary file that goes when the run is ended, as long as this is kept.
#[derive(Debug)]
pub(super) struct Known(PathBuf);

/// Makes a temporary file that goes when the run is ended, even if that is right now.
pub(super) fn known(make: impl FnOnce() -> io::Result<NamedTempFile>) -> io::Result<(NamedTempFile, Known)> {
    let mut files = lock(&FILES);
    let file = make()?;
    files.insert(file.path().to_owned());
    let known = Known(file.path().to_owned());
    Ok((file, known))
}

pub(super) fn is_known(path: &Path) -> bool {
    lock(&FILES).contains(path)
}

impl Drop for Known {
    fn drop(&mut self) {
        lock(&FILES).remove(&self.0);
    }
}

/// The run is not ended before this is dropped. Only for what waits for nobody.
pub fn hold() -> MutexGuard<'static, ()> {
    lock(&HELD)
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Ends the process on SIGINT and SIGTERM, with the exit status that shells give those, and leaves no temporary file. Elsewhere than on
/// Unix the process ends as the system has it, and the next run clears up.
#[cfg(unix)]
pub fn watch() {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    // Without it the process ends as it always would.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    let wait = move || {
        if let Some(signal) = signals.forever().next() {
            end(128 + signal);
        }
    };
    let _ = std::thread::Builder::new().name("signals".to_owned()).spawn(wait);
}

#[cfg(not(unix))]
pub fn watch() {}

#[cfg(unix)]
fn end(status: i32) {
    let _whole = hold();
    // Nobody makes another from here on.
    let files = lock(&FILES);
    for file in files.iter() {
        let _ = std::fs::remove_file(file);
    }
    // At once: other threads go on to the last moment, and what they have in their buffers is half of something.
    signal_hook::low_level::exit(status);
}
