//! What a request carries from one process to the next, and the code that runs with it.

#[cfg(feature = "opentelemetry")]
mod attached;
mod carried;
mod current;
mod current_trace;
mod future;
mod scopes;
mod trace;

pub use carried::CarriedContext;
pub use future::InContext;
pub(super) use trace::CarriedTrace;
