//! What `#[observed]` makes of a call.

mod effects;
mod event_value;
mod observed_call;
mod span_status;
mod start;
