//! The parser's own record of where everything stands that a thread has parsed: it grows without bound, and is cleared.

/// Forgets the positions of everything that this thread has parsed.
pub(in crate::code) fn clear_positions() {
    proc_macro2::extra::invalidate_current_thread_spans();
}
