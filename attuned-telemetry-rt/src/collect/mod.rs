//! Collects finished spans and log events for delivery.
//!
//! [`SpanCollector`] and [`LogCollector`] are layers of a `tracing` subscriber. They pass what they collect to a
//! [`SpanConsumer`] and a [`LogConsumer`]. [`Sampling`] decides which traces are collected.

mod attributes;
mod batch;
mod buffers;
mod consumers;
mod layers;
mod limits;
mod logs;
mod open_spans;
mod sampling;
mod span_collector;

pub use attributes::list::Attributes;
pub use attributes::value::AttributeValue;
pub use batch::finished_span::{FinishedSpan, SpanEvent};
pub use batch::span_batch::SpanBatch;
pub use batch::status::SpanStatus;
pub use consumers::{LogConsumer, SpanConsumer};
pub use limits::collect_limits::CollectLimits;
pub use logs::log_collector::LogCollector;
pub use logs::log_record::LogRecord;
pub use open_spans::trace_ids::TraceIds;
pub use sampling::keep_rules::KeepRules;
pub use sampling::sampling::{Sampling, SamplingError};
pub use span_collector::collector::SpanCollector;

// The kit for authors of adapters makes spans.
#[cfg(all(test, feature = "otlp"))]
pub(crate) use attributes::list::AttributeList;
#[cfg(feature = "adapters")]
pub(crate) use attributes::list::AttributeRange;
#[cfg(all(test, feature = "otlp"))]
pub(crate) use batch::record::EventRecord;
#[cfg(feature = "adapters")]
pub(crate) use batch::record::{LeftOut, SpanRecord};
#[cfg(feature = "adapters")]
pub(crate) use batch::span_batch::Details;
