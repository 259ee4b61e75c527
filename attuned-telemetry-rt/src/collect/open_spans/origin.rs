//! Where a span that is created now belongs.

use tracing::span::Attributes;

use super::open_span::Kind;
use super::table::OpenSpans;
use crate::core::clock::Started;
use crate::core::context::ids::SpanId;
use crate::core::context::packed::PackedContext;
use crate::core::context::stack::{self, Parent};
use crate::core::context::trace_context::TraceContext;
use crate::core::context::{quick_ids, sampling};

/// The ids of a span that is created now, and its parent.
#[derive(Clone, Copy)]
pub(crate) struct Origin {
    pub(crate) context: PackedContext,
    pub(crate) parent: Option<SpanId>,
    pub(crate) kind: Kind,
    /// The open span that is the parent.
    pub(crate) parent_span: Option<u64>,
}

impl Origin {
    /// Finds the parent of a new span, and generates the id of the span.
    #[inline]
    pub(crate) fn of(attributes: &Attributes<'_>, spans: &OpenSpans, now: Started) -> Self {
        let parent = match attributes.parent() {
            Some(parent) => spans.context(parent).map(|context| Parent::Span(parent.into_u64(), context)),
            None if attributes.is_contextual() => stack::parent(spans.subscriber),
            None => None,
        };
        let span_id = quick_ids::span_id(now.number());
        match parent {
            Some(Parent::Span(id, context)) => Self::inner(context, span_id, Some(id)),
            Some(Parent::Remote(context)) => Self { kind: Kind::Remote, ..Self::inner(context, span_id, None) },
            Some(Parent::Call(context)) => {
                Self { context: context.with_span(span_id), parent: None, kind: Kind::Root, parent_span: None }
            }
            None => Self::root(span_id, now),
        }
    }

    fn inner(parent: PackedContext, span_id: SpanId, parent_span: Option<u64>) -> Self {
        Self { context: parent.with_span(span_id), parent: Some(parent.span_id()), kind: Kind::Inner, parent_span }
    }

    /// Starts a trace.
    fn root(span_id: SpanId, now: Started) -> Self {
        let trace_id = quick_ids::trace_id(now.number());
        let context = TraceContext { trace_id, span_id, is_sampled: sampling::is_sampled(trace_id) };
        Self { context: context.into(), parent: None, kind: Kind::Root, parent_span: None }
    }
}
