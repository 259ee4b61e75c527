//! Finished spans, in buffers that are delivered together.

pub(super) mod finished_span;
pub(super) mod record;
pub(super) mod span_batch;
pub(super) mod status;
