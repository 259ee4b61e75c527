//! Names of propagators.

/// The propagators that exist. An empty list propagates nothing.
pub(crate) const PROPAGATORS: [&str; 4] = ["tracecontext", "baggage", "b3", "b3multi"];
