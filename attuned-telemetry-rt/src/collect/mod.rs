//! Collects finished spans and log events for delivery.

mod attributes;
mod batch;
mod limits;
mod logs;
mod sampling;

pub use attributes::list::Attributes;
pub use attributes::value::AttributeValue;
pub use batch::finished_span::{FinishedSpan, SpanEvent};
pub use batch::span_batch::SpanBatch;
pub use batch::status::SpanStatus;
pub use logs::log_record::LogRecord;
pub use sampling::keep_rules::KeepRules;

// The kit for adapters makes batches of its own.
pub(crate) use attributes::list::AttributeRange;
pub(crate) use batch::record::{LeftOut, SpanRecord};
pub(crate) use batch::span_batch::Details;
