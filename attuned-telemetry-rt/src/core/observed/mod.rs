//! The runtime of `#[observed]`.

mod effects;
mod event_value;
mod labelled;
mod observed_call;
mod span_status;
mod start;
