//! The trace of a caller, as W3C Trace Context Level 2 writes it.

mod flags;
pub(super) mod hex;
mod limits;
mod member;
mod members;
mod traceparent;
mod tracestate;

pub use flags::TraceFlags;
pub(super) use members::Members;
pub use traceparent::TraceParent;
pub use tracestate::TraceState;
