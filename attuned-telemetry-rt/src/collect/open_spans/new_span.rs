//! Finds where a span that is created now belongs.

use tracing::Id;
use tracing::span::Attributes;

use super::open_span::{OpenSpan, Use};
use super::origin::{Kind, Origin};
use super::table::OpenSpans;
use crate::core::clock::Started;
use crate::core::context::ids::SpanId;
use crate::core::context::packed::PackedContext;
use crate::core::context::stack::{self, Parent};
use crate::core::context::trace_context::TraceContext;
use crate::core::context::{quick_ids, sampling};

/// Finds the parent of a new span, and generates the id of the span.
#[inline]
pub(crate) fn origin(attributes: &Attributes<'_>, spans: &OpenSpans, now: Started) -> Origin {
    let span_id = quick_ids::span_id(now.number());
    if let Some(parent) = attributes.parent() {
        let explicit = spans.with(parent, |span| below(span, parent, span_id));
        return explicit.unwrap_or_else(|| root(span_id, now));
    }
    let parent = if attributes.is_contextual() { stack::parent(spans.subscriber) } else { None };
    match parent {
        Some(Parent::Span(id, context)) => inner(context, span_id, Some(id)),
        Some(Parent::Remote(context)) => Origin { kind: Kind::Remote, ..inner(context, span_id, None) },
        Some(Parent::Call(context)) => {
            Origin { context: context.with_span(span_id), parent: None, kind: Kind::Root, parent_span: None }
        }
        None => root(span_id, now),
    }
}

/// The origin of a span whose parent is given. If the parent is not collected, its own parent takes its place.
fn below(parent: &OpenSpan, id: &Id, span_id: SpanId) -> Origin {
    if parent.use_of != Use::Ids {
        return inner(parent.context, span_id, Some(id.into_u64()));
    }
    let (context, kind) = (parent.context.with_span(span_id), parent.kind);
    Origin { context, parent: parent.parent, kind, parent_span: None }
}

fn inner(parent: PackedContext, span_id: SpanId, parent_span: Option<u64>) -> Origin {
    Origin { context: parent.with_span(span_id), parent: Some(parent.span_id()), kind: Kind::Inner, parent_span }
}

/// Starts a trace.
fn root(span_id: SpanId, now: Started) -> Origin {
    let trace_id = quick_ids::trace_id(now.number());
    let context = TraceContext { trace_id, span_id, is_sampled: sampling::is_sampled(trace_id) };
    Origin { context: context.into(), parent: None, kind: Kind::Root, parent_span: None }
}
