//! What `#[observed]` makes of a call.

mod effects;
mod event_value;
pub(crate) mod observed_call;
