//! Finds where a span that is created now belongs.

use tracing::Id;
use tracing::span::Attributes;

use super::open_span::{OpenSpan, Use};
use super::origin::{Kind, Origin};
use super::table::OpenSpans;
use crate::collect::sampling::keep_rules;
use crate::core::clock::{Started, shared};
use crate::core::context::ids::SpanId;
use crate::core::context::packed::PackedContext;
use crate::core::context::stack::{self, Parent};
use crate::core::context::trace_context::TraceContext;
use crate::core::context::{quick_ids, sampling};

/// Finds the parent of a new span, and generates its ids. Returns them with the time, which is not read for a span that
/// is not collected.
#[inline]
pub(crate) fn origin(attributes: &Attributes<'_>, spans: &OpenSpans) -> (Origin, Started) {
    let parent = match attributes.parent() {
        Some(parent) => return explicit(parent, spans),
        None if attributes.is_contextual() => stack::parent(spans.subscriber),
        None => None,
    };
    match parent {
        Some(Parent::Span(id, context)) => with_time(context, |span_id| inner(context, span_id, Some(id))),
        Some(Parent::Remote(context)) => {
            with_time(context, |span_id| Origin { kind: Kind::Remote, ..inner(context, span_id, None) })
        }
        Some(Parent::Call(context)) => with_time(context, |span_id| Origin {
            context: context.with_span(span_id),
            parent: None,
            kind: Kind::Root,
            parent_span: None,
        }),
        None => root(),
    }
}

/// Generates the id of a span in the trace of its parent. Span ids of an unsampled trace need not differ from those of
/// a copy of this process, so the time is not read.
#[inline]
fn with_time(parent: PackedContext, origin: impl FnOnce(SpanId) -> Origin) -> (Origin, Started) {
    let now = if parent.is_sampled || keep_rules::exist() { shared::now() } else { Started::untimed() };
    (origin(quick_ids::span_id(now.number())), now)
}

/// The origin of a span whose parent is given.
fn explicit(parent: &Id, spans: &OpenSpans) -> (Origin, Started) {
    let now = shared::now();
    let span_id = quick_ids::span_id(now.number());
    let known = spans.with(parent, |span| below(span, parent, span_id));
    let unsampled = || spans.find_context(parent).map(|context| inner(context, span_id, None));
    known.or_else(unsampled).map_or_else(root, |origin| (origin, now))
}

/// The origin of a span below another one. If that one is not collected, its own parent takes its place.
fn below(parent: &OpenSpan, id: &Id, span_id: SpanId) -> Origin {
    if parent.use_of != Use::Ids {
        return inner(parent.context, span_id, Some(id.into_u64()));
    }
    let (context, kind) = (parent.context.with_span(span_id), parent.kind);
    Origin { context, parent: parent.parent, kind, parent_span: None }
}

/// The origin of a span below a span of this process.
#[inline]
pub(crate) fn inner(parent: PackedContext, span_id: SpanId, parent_span: Option<u64>) -> Origin {
    Origin { context: parent.with_span(span_id), parent: Some(parent.span_id()), kind: Kind::Inner, parent_span }
}

/// Starts a trace.
fn root() -> (Origin, Started) {
    let now = shared::now();
    let (trace_id, span_id) = (quick_ids::trace_id(now.number()), quick_ids::span_id(now.number()));
    let context = TraceContext { trace_id, span_id, is_sampled: sampling::is_sampled(trace_id) };
    let context = PackedContext::from(context).with_own(true);
    (Origin { context, parent: None, kind: Kind::Root, parent_span: None }, now)
}
