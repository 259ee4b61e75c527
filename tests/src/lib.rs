//! Test doubles for annotated code: they capture spans, events, metrics and audit records.
//!
//! Nothing here is global: each double captures only its own scope on its own thread, so tests can run in parallel.

#![allow(clippy::missing_panics_doc, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

pub mod allocations;
pub mod audit;
pub mod bytes_in_use;
pub mod documents;
pub mod http;
pub mod json;
pub mod metrics;
pub mod otlp;
pub mod task;
pub mod trace;

use crate::metrics::Metrics;
use crate::trace::Trace;

/// The result of a scope, and what the scope recorded.
pub struct Watched<R> {
    /// The result.
    pub returned: R,
    /// Spans and events of the scope.
    pub trace: Trace,
    /// Metrics of the scope.
    pub metrics: Metrics,
}

/// Runs `scope` and captures its spans, events and metrics.
pub fn watch<R>(scope: impl FnOnce() -> R) -> Watched<R> {
    let (trace, metrics) = (Trace::new(), Metrics::new());
    let returned = trace.watch(|| metrics.watch(scope));
    Watched { returned, trace, metrics }
}

/// Characters that change how the text around them is displayed, begin a line, control a terminal, or are invisible. In
/// output that a person or a terminal reads, they are escaped.
pub const DANGEROUS: &str = "\u{7f}\u{85}\u{9b}\u{ad}\u{61c}\u{200b}\u{200d}\u{200f}\u{2028}\u{2029}\u{202e}\u{2060}\u{2066}\u{3164}\u{feff}\u{e0041}";

/// Whether a text contains one of the [`DANGEROUS`] characters as it is.
#[must_use]
pub fn is_raw(text: &str) -> bool {
    text.contains(|letter| DANGEROUS.contains(letter))
}

/// Runs `scope`, which panics, and returns the panic message.
pub fn panic_of<R>(scope: impl FnOnce() -> R) -> String {
    let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(scope)).err();
    let payload = panic.unwrap_or_else(|| panic!("there was no panic"));
    let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| panic!("the panic payload is not text"))
}
