//! What the layers do with the spans and events of a subscriber.

mod log_collector;
mod span_collector;
mod trace_ids;
