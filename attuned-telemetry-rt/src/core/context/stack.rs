//! The stack of the calls, spans and remote parents that are running on this thread. The innermost is last.

use std::cell::RefCell;
use std::sync::Arc;

use super::lazy_ids::LazyIds;

thread_local! {
    static FRAMES: RefCell<Vec<Frame>> = const { RefCell::new(Vec::new()) };
}

/// A call, span or remote parent on the stack.
struct Frame {
    owner: Owner,
    /// `None` for a call that has no ids yet: they are created when they are needed.
    ids: Option<Arc<LazyIds>>,
}

/// Identifies an open `tracing` span. Several subscribers can have spans with the same id.
#[cfg(feature = "init")]
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct SpanKey {
    pub(crate) subscriber: u64,
    pub(crate) id: u64,
}

#[derive(Clone, Copy, PartialEq)]
enum Owner {
    /// An annotated call. The calls of one thread are always left in the reverse order in which they were entered.
    #[cfg(feature = "observe")]
    Call,
    /// A `tracing` span. Spans may be left in any order.
    #[cfg(feature = "init")]
    Span(SpanKey),
    /// A remote context: it came from another process or thread.
    Remote,
}

/// Enters a call. `ids` are the ids that it stored when it last paused, if there are any.
#[cfg(feature = "observe")]
pub(crate) fn enter_call(ids: Option<Arc<LazyIds>>) {
    push(Frame { owner: Owner::Call, ids });
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
        frames.remove(place).ids
    })
    .flatten()
}

/// Enters a `tracing` span.
#[cfg(feature = "init")]
pub(crate) fn enter_span(key: SpanKey, ids: Arc<LazyIds>) {
    push(Frame { owner: Owner::Span(key), ids: Some(ids) });
}

/// Leaves a `tracing` span, even if it is not the innermost entry.
#[cfg(feature = "init")]
pub(crate) fn leave_span(key: SpanKey) {
    remove(Owner::Span(key));
}

/// Removes all entries of a `tracing` span that is closed.
#[cfg(feature = "init")]
pub(crate) fn forget_span(key: SpanKey) {
    let owner = Owner::Span(key);
    while with(|frames| frames.iter().any(|frame| frame.owner == owner)) == Some(true) {
        remove(owner);
    }
}

/// Returns the number of entries on the stack.
#[cfg(feature = "observe")]
pub(crate) fn depth() -> usize {
    with(|frames| frames.len()).unwrap_or(0)
}

/// Enters a remote context, which is left when the result is dropped.
pub(super) fn enter_remote(ids: Arc<LazyIds>) -> Remote {
    push(Frame { owner: Owner::Remote, ids: Some(ids) });
    Remote
}

/// A remote context that this thread has entered.
pub(super) struct Remote;

impl Drop for Remote {
    fn drop(&mut self) {
        remove(Owner::Remote);
    }
}

/// Returns the ids of the innermost entry on the stack.
pub(crate) fn innermost() -> Option<Arc<LazyIds>> {
    with(|frames| {
        let last = frames.len().checked_sub(1)?;
        ids(frames, last)
    })
    .flatten()
}

/// Returns the ids of a frame. If a call has no ids yet, creates them in the trace of the enclosing frame.
fn ids(frames: &mut [Frame], place: usize) -> Option<Arc<LazyIds>> {
    let known = frames[..=place].iter().rposition(|frame| frame.ids.is_some());
    let mut parent = known.and_then(|known| frames[known].ids.clone());
    for frame in &mut frames[known.map_or(0, |known| known + 1)..=place] {
        parent = Some(LazyIds::new(parent.as_ref()));
        frame.ids.clone_from(&parent);
    }
    parent
}

fn push(frame: Frame) {
    with(|frames| frames.push(frame));
}

/// Removes the innermost frame of an owner. The calls above it stay in its trace.
fn remove(owner: Owner) {
    with(|frames| {
        let Some(place) = frames.iter().rposition(|frame| frame.owner == owner) else { return };
        let last = frames.len() - 1;
        if place < last {
            ids(frames, last);
        }
        frames.remove(place);
    });
}

/// Calls `access` with the stack. Returns `None` while the thread ends. `access` must not run user code.
fn with<R>(access: impl FnOnce(&mut Vec<Frame>) -> R) -> Option<R> {
    FRAMES.try_with(|frames| frames.try_borrow_mut().ok().map(|mut frames| access(&mut frames))).ok().flatten()
}
