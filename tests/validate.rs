//! Recorded telemetry as people have it judged: `tests/replay` says how a file in `tests/validate/` is written.

#![allow(clippy::expect_used, reason = "helpers of tests fail as tests do")]

mod replay;

// The answers name errors in the words of Unix.
#[test]
#[cfg(unix)]
fn lines_typed_answer_as_written() {
    replay::hold("validate");
}
