//! Records of `#[audited]`, as a sink receives them.

#![allow(clippy::needless_pass_by_value, reason = "signatures like in real code")]
#![allow(
    clippy::missing_errors_doc,
    clippy::panic,
    clippy::redundant_closure_for_method_calls,
    clippy::unnecessary_wraps,
    clippy::unused_async,
    clippy::unwrap_used,
    reason = "a test may panic, and what it annotates need not be useful; `#[audited]` takes closures, not paths"
)]

mod after_success;
mod before_the_body;
mod events;
mod failing_values;
mod filters;
mod json;
mod lists;
mod outcomes;
mod redact;
mod sequence;
mod sinks;
mod when;
mod with_later;
mod with_observed;
