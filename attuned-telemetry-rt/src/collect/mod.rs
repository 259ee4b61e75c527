//! Collects finished spans and log events for delivery.

mod finished_span;
mod log_record;

pub use finished_span::FinishedSpan;
pub use log_record::{FieldValue, LogRecord};
