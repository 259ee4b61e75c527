//! The stack of the calls, spans and remote parents that are running on this thread. The innermost is last.

use std::cell::RefCell;
#[cfg(feature = "observe")]
use std::sync::Arc;

#[cfg(feature = "opentelemetry")]
use super::ids::{SpanId, TraceId};
use super::lazy_ids::{Ids, LazyIds};
use super::packed::PackedContext;
use super::sampling;

thread_local! {
    static FRAMES: RefCell<Vec<Frame>> = const { RefCell::new(Vec::new()) };
}

/// A call, span or remote parent on the stack.
struct Frame {
    owner: Owner,
    /// `None` for a call that has no ids yet: they are created when they are needed.
    ids: Option<Ids>,
}

/// Identifies an open `tracing` span. Several subscribers can have spans with the same id.
#[cfg(any(feature = "adapters", feature = "init"))]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct SpanKey {
    pub(crate) subscriber: u64,
    pub(crate) id: u64,
}

/// The layer that entered a span. Of two layers of the same subscriber, only one has the span on the stack: the
/// collector, if it collects the span.
#[cfg(any(feature = "adapters", feature = "init"))]
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Layer {
    Ids,
    Collector,
}

#[derive(Clone, Copy, PartialEq)]
enum Owner {
    /// An annotated call. The calls of one thread are always left in the reverse order in which they were entered.
    #[cfg(feature = "observe")]
    Call,
    /// A `tracing` span. Spans may be left in any order.
    #[cfg(any(feature = "adapters", feature = "init"))]
    Span(SpanKey, Layer),
    /// A remote context: it came from another process or thread.
    Remote,
}

/// Enters a call. `ids` are the ids that it stored when it last paused, if there are any.
#[cfg(feature = "observe")]
pub(crate) fn enter_call(ids: Option<Arc<LazyIds>>) {
    push(Frame { owner: Owner::Call, ids: ids.map(Ids::Lazy) });
}

/// Leaves the innermost call, which has ended.
#[cfg(feature = "observe")]
pub(crate) fn leave_call() {
    remove(Owner::Call);
}

/// Leaves the innermost call, which pauses, and returns its ids. If the call has none yet, they are created now, so
/// that the call stays in the trace that it started in, wherever it resumes.
#[cfg(feature = "observe")]
pub(crate) fn pause_call() -> Option<Arc<LazyIds>> {
    with(|frames| {
        let place = frames.iter().rposition(|frame| frame.owner == Owner::Call)?;
        ids(frames, place);
        match frames.remove(place).ids {
            Some(Ids::Lazy(ids)) => Some(ids),
            _ => None,
        }
    })
    .flatten()
}

/// Enters a `tracing` span, unless another layer has just entered it. `context` must not run user code.
#[cfg(any(feature = "adapters", feature = "init"))]
#[inline]
pub(crate) fn enter_span(key: SpanKey, layer: Layer, context: impl FnOnce() -> Option<PackedContext>) {
    with(|frames| {
        if let Some(Frame { owner: Owner::Span(innermost, entered_by), .. }) = frames.last_mut() {
            if *innermost == key && *entered_by != layer {
                *entered_by = Layer::Collector;
                return;
            }
        }
        if let Some(context) = context() {
            frames.push(Frame { owner: Owner::Span(key, layer), ids: Some(Ids::Known(context)) });
        }
    });
}

/// Leaves a `tracing` span that this layer entered, even if it is not the innermost entry.
#[cfg(any(feature = "adapters", feature = "init"))]
#[inline]
pub(crate) fn leave_span(key: SpanKey, layer: Layer) {
    remove(Owner::Span(key, layer));
}

/// Removes all entries of a `tracing` span that is closed.
#[cfg(any(feature = "adapters", feature = "init"))]
pub(crate) fn forget_span(key: SpanKey, layer: Layer) {
    let owner = Owner::Span(key, layer);
    while with(|frames| frames.iter().any(|frame| frame.owner == owner)) == Some(true) {
        remove(owner);
    }
}

/// Returns the ids of the innermost entry on the stack, if it is a span that a subscriber collects.
#[cfg(any(feature = "adapters", feature = "init"))]
#[inline]
pub(crate) fn innermost_collected(subscriber: u64) -> Option<PackedContext> {
    with(|frames| match frames.last()? {
        Frame { owner: Owner::Span(key, Layer::Collector), ids: Some(Ids::Known(context)) }
            if key.subscriber == subscriber =>
        {
            Some(*context)
        }
        _ => None,
    })
    .flatten()
}

/// Whether the trace of a span is sampled, if the span is the innermost entry on the stack.
#[cfg(any(feature = "adapters", feature = "init"))]
#[inline]
pub(crate) fn innermost_is_sampled(key: SpanKey) -> Option<bool> {
    with(|frames| match frames.last()? {
        Frame { owner: Owner::Span(innermost, _), ids: Some(Ids::Known(context)) } if *innermost == key => {
            Some(context.is_sampled)
        }
        _ => None,
    })
    .flatten()
}

/// Returns the innermost span on the stack that a subscriber collects.
#[cfg(any(feature = "adapters", feature = "init"))]
pub(crate) fn innermost_span(subscriber: u64) -> Option<(u64, PackedContext)> {
    with(|frames| {
        frames.iter().rev().find_map(|frame| match (frame.owner, &frame.ids) {
            (Owner::Span(key, Layer::Collector), Some(Ids::Known(context))) if key.subscriber == subscriber => {
                Some((key.id, *context))
            }
            _ => None,
        })
    })
    .flatten()
}

/// Whether a span that a subscriber collects is on the stack.
#[cfg(any(feature = "adapters", feature = "init"))]
#[inline]
pub(crate) fn has_span(subscriber: u64) -> bool {
    let is_one =
        |frame: &Frame| matches!(frame.owner, Owner::Span(key, Layer::Collector) if key.subscriber == subscriber);
    with(|frames| frames.last().is_some_and(is_one) || frames.iter().any(is_one)).unwrap_or(false)
}

/// The parent of a span that is created now.
#[cfg(any(feature = "adapters", feature = "init"))]
#[derive(Clone, Copy)]
pub(crate) enum Parent {
    /// A span that the same subscriber collects.
    Span(u64, PackedContext),
    /// A remote context.
    Remote(PackedContext),
    /// Only calls and spans that are not collected. Their trace is the trace of the new span, but they are not its
    /// parents, because the backend does not get them.
    Call(PackedContext),
}

/// Returns the parent of a span that a subscriber creates now.
#[cfg(any(feature = "adapters", feature = "init"))]
#[inline]
pub(crate) fn parent(subscriber: u64) -> Option<Parent> {
    with(|frames| {
        if let (Owner::Span(key, Layer::Collector), Some(Ids::Known(context))) =
            frames.last().map(|last| (last.owner, &last.ids))?
        {
            if key.subscriber == subscriber {
                return Some(Parent::Span(key.id, *context));
            }
        }
        outer_parent(frames, subscriber)
    })
    .flatten()
}

#[cfg(any(feature = "adapters", feature = "init"))]
fn outer_parent(frames: &mut [Frame], subscriber: u64) -> Option<Parent> {
    let trace = ids(frames, frames.len().checked_sub(1)?)?.packed();
    let stored = frames.iter().rev().find_map(|frame| match (frame.owner, &frame.ids) {
        (Owner::Span(key, Layer::Collector), Some(Ids::Known(context))) if key.subscriber == subscriber => {
            Some(Parent::Span(key.id, *context))
        }
        (Owner::Remote, Some(Ids::Known(context))) => Some(Parent::Remote(*context)),
        _ => None,
    });
    // A span that was left too late may belong to another trace.
    let is_same = |context: PackedContext| context.trace_id() == trace.trace_id();
    match stored {
        Some(Parent::Span(_, context) | Parent::Remote(context)) if is_same(context) => stored,
        _ => Some(Parent::Call(trace)),
    }
}

/// Returns the number of entries on the stack.
#[cfg(feature = "observe")]
#[inline]
pub(crate) fn depth() -> usize {
    with(|frames| frames.len()).unwrap_or(0)
}

/// Enters a remote context, which is left when the result is dropped.
pub(crate) fn enter_remote(mut context: PackedContext) -> Entered {
    context.is_sampled = sampling::is_sampled_from(context.trace_id(), context.is_sampled);
    push(Frame { owner: Owner::Remote, ids: Some(Ids::Known(context)) });
    Entered(Owner::Remote)
}

/// Enters the root of a trace, as a call that is left when the result is dropped.
#[cfg(any(feature = "reqwest", feature = "tower"))]
pub(super) fn enter_root(ids: Arc<LazyIds>) -> Entered {
    enter_call(Some(ids));
    Entered(Owner::Call)
}

/// Whether this remote context is on the stack.
#[cfg(feature = "opentelemetry")]
pub(super) fn has_remote(trace: TraceId, span: SpanId) -> bool {
    let is_it = |frame: &Frame| match (frame.owner, &frame.ids) {
        (Owner::Remote, Some(Ids::Known(context))) => (context.trace_id(), context.span_id()) == (trace, span),
        _ => false,
    };
    with(|frames| frames.iter().rev().any(is_it)).unwrap_or(false)
}

/// A remote context or a root that this thread has entered.
pub(crate) struct Entered(Owner);

impl Drop for Entered {
    fn drop(&mut self) {
        remove(self.0);
    }
}

/// Returns the ids of the innermost entry on the stack.
pub(crate) fn innermost() -> Option<Ids> {
    with(|frames| {
        let last = frames.len().checked_sub(1)?;
        ids(frames, last)
    })
    .flatten()
}

/// Returns the ids of a frame. If a call has no ids yet, creates them in the trace of the enclosing frame.
fn ids(frames: &mut [Frame], place: usize) -> Option<Ids> {
    let known = frames[..=place].iter().rposition(|frame| frame.ids.is_some());
    let mut parent = known.and_then(|known| frames[known].ids.clone());
    for frame in &mut frames[known.map_or(0, |known| known + 1)..=place] {
        parent = Some(Ids::Lazy(LazyIds::new(parent.as_ref())));
        frame.ids.clone_from(&parent);
    }
    parent
}

fn push(frame: Frame) {
    with(|frames| frames.push(frame));
}

/// Removes the innermost frame of an owner. The calls above it stay in its trace.
#[inline]
fn remove(owner: Owner) {
    with(|frames| match frames.last() {
        Some(last) if last.owner == owner => drop(frames.pop()),
        _ => remove_below(frames, owner),
    });
}

/// Removes the innermost frame of an owner, which is not the last frame.
#[cold]
#[inline(never)]
fn remove_below(frames: &mut Vec<Frame>, owner: Owner) {
    let Some(place) = frames.iter().rposition(|frame| frame.owner == owner) else { return };
    let last = frames.len() - 1;
    if place < last {
        ids(frames, last);
    }
    frames.remove(place);
}

/// Calls `access` with the stack. Returns `None` while the thread ends. `access` must not run user code.
#[inline]
fn with<R>(access: impl FnOnce(&mut Vec<Frame>) -> R) -> Option<R> {
    FRAMES.try_with(|frames| frames.try_borrow_mut().ok().map(|mut frames| access(&mut frames))).ok().flatten()
}
