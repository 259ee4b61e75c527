//! The calls, spans and remote parents that this thread is in, the innermost last.

use std::cell::RefCell;
use std::sync::Arc;

use super::lazy::LazyIds;

thread_local! {
    static FRAMES: RefCell<Vec<Frame>> = const { RefCell::new(Vec::new()) };
}

/// Something that this thread is in.
struct Frame {
    owner: Owner,
    /// Empty for a call whose ids nobody has read yet.
    ids: Option<Arc<LazyIds>>,
}

#[derive(Clone, Copy, PartialEq)]
enum Owner {
    /// An annotated call. Calls of one thread are always left in the reverse order of entering.
    #[cfg(feature = "observe")]
    Call,
    /// A `tracing` span, by its id. Spans may be left in any order.
    #[cfg(feature = "observe")]
    Span(u64),
    /// A context that came from elsewhere.
    Remote,
}

/// Enters a call, with the ids that were read when it ran before.
#[cfg(feature = "observe")]
pub(crate) fn enter_call(ids: Option<Arc<LazyIds>>) {
    push(Frame { owner: Owner::Call, ids });
}

/// Leaves the innermost call, and returns its ids if they were read.
#[cfg(feature = "observe")]
pub(crate) fn leave_call() -> Option<Arc<LazyIds>> {
    remove(Owner::Call)
}

/// Enters a `tracing` span.
#[cfg(feature = "init")]
pub(crate) fn enter_span(id: u64, ids: Arc<LazyIds>) {
    push(Frame { owner: Owner::Span(id), ids: Some(ids) });
}

/// Leaves a `tracing` span, whatever was entered after it.
#[cfg(feature = "init")]
pub(crate) fn leave_span(id: u64) {
    remove(Owner::Span(id));
}

/// Whether the innermost thing that this thread is in is this `tracing` span.
#[cfg(feature = "observe")]
pub(crate) fn is_in_span(id: u64) -> bool {
    with(|frames| frames.last().is_some_and(|frame| frame.owner == Owner::Span(id))).unwrap_or(false)
}

/// Enters a context that came from elsewhere, until the result is dropped.
pub(super) fn enter_remote(ids: Arc<LazyIds>) -> Remote {
    push(Frame { owner: Owner::Remote, ids: Some(ids) });
    Remote
}

/// A context from elsewhere that this thread is in.
pub(super) struct Remote;

impl Drop for Remote {
    fn drop(&mut self) {
        remove(Owner::Remote);
    }
}

/// The ids of the innermost thing that this thread is in.
pub(crate) fn innermost() -> Option<Arc<LazyIds>> {
    with(|frames| {
        let last = frames.len().checked_sub(1)?;
        ids(frames, last)
    })
    .flatten()
}

/// The ids of a frame. A call has some from now on: it belongs to the trace of what it is in.
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

/// Removes the innermost frame of an owner.
fn remove(owner: Owner) -> Option<Arc<LazyIds>> {
    with(|frames| {
        let place = frames.iter().rposition(|frame| frame.owner == owner)?;
        frames.remove(place).ids
    })
    .flatten()
}

/// `None` while the thread ends. Nothing of the user's runs inside `access`.
fn with<R>(access: impl FnOnce(&mut Vec<Frame>) -> R) -> Option<R> {
    FRAMES.try_with(|frames| frames.try_borrow_mut().ok().map(|mut frames| access(&mut frames))).ok().flatten()
}
