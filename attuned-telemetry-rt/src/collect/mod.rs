//! Collects finished spans and log events for delivery.

mod attributes;
mod batch;
mod keep_rules;
mod limits;
mod log_record;

pub use attributes::list::Attributes;
pub use attributes::value::AttributeValue;
pub use batch::finished_span::{FinishedSpan, SpanEvent};
pub use batch::span_batch::SpanBatch;
pub use batch::status::SpanStatus;
pub use keep_rules::KeepRules;
pub use log_record::{FieldValue, LogRecord};

// The kit for adapters makes batches of its own.
pub(crate) use attributes::list::AttributeRange;
pub(crate) use batch::record::{LeftOut, SpanRecord};
pub(crate) use batch::span_batch::Details;
