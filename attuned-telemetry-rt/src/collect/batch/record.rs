//! The records of a batch.

use tracing::Metadata;

use super::status::SpanStatus;
use crate::collect::attributes::list::AttributeRange;
use crate::core::context::ids::SpanId;
use crate::core::context::packed::PackedContext;
use crate::core::context::trace_context::TraceContext;
use crate::core::verdict::outcome::Outcome;

/// A finished span. Its attributes, events and links are in the lists of its batch.
#[derive(Clone, Copy)]
pub(crate) struct SpanRecord {
    pub(crate) context: PackedContext,
    pub(crate) parent: Option<SpanId>,
    pub(crate) metadata: &'static Metadata<'static>,
    /// In nanoseconds since 1970.
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) attributes: AttributeRange,
    pub(crate) events: (u32, u32),
    pub(crate) links: (u32, u32),
    pub(crate) left_out: LeftOut,
    pub(crate) status: SpanStatus,
    pub(crate) outcome: Option<Outcome>,
    pub(crate) has_remote_parent: bool,
}

/// How much was left out of a span because of the limits.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LeftOut {
    pub(crate) attributes: u32,
    pub(crate) events: u32,
    pub(crate) links: u32,
}

/// An event of a span. Its attributes are in the list of its span or batch.
#[derive(Clone, Copy)]
pub(crate) struct EventRecord {
    pub(crate) metadata: &'static Metadata<'static>,
    /// In nanoseconds since 1970.
    pub(crate) time: u64,
    pub(crate) attributes: AttributeRange,
    pub(crate) left_out: u32,
}

/// A link to a span.
pub(crate) type LinkRecord = TraceContext;
