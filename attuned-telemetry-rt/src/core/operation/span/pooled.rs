//! What an open call keeps besides its start: its span and its ids, in a box that is used again.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::sync::Arc;

use tracing::Span;

use crate::core::context::lazy::LazyIds;
use crate::core::context::stack;

/// The maximum number of empty boxes that a thread keeps.
const MAX_EMPTY: usize = 64;

thread_local! {
    #[expect(clippy::vec_box, reason = "the boxes leave the list one by one")]
    /// Empty boxes, so that nothing is allocated in the steady state.
    static EMPTY: RefCell<Vec<Box<Scope>>> = const { RefCell::new(Vec::new()) };
}

/// The span and the ids of an open call.
struct Scope {
    span: Span,
    /// The ids of a call that waits and has no span that keeps them.
    ids: Option<Arc<LazyIds>>,
}

/// The span and the ids of an open call, if it has either. In a box, since every annotated future holds one at each
/// level, and most have neither.
///
/// The call closes it: a call always ends, so the annotated functions need no code that drops it.
pub(crate) struct PooledScope(ManuallyDrop<Option<Box<Scope>>>);

impl PooledScope {
    /// Neither a span nor ids.
    pub(crate) const EMPTY: Self = Self(ManuallyDrop::new(None));

    /// Keeps a span, unless it is disabled.
    pub(crate) fn new(span: Span) -> Self {
        if span.is_disabled() { Self::EMPTY } else { Self::of(Scope { span, ids: None }) }
    }

    #[inline]
    fn of(scope: Scope) -> Self {
        let empty = EMPTY.try_with(|empty| empty.try_borrow_mut().ok()?.pop()).ok().flatten();
        Self(ManuallyDrop::new(Some(match empty {
            Some(mut place) => {
                // Nothing is lost: the box is empty.
                std::mem::forget(std::mem::replace(&mut *place, scope));
                place
            }
            None => Box::new(scope),
        })))
    }

    /// Whether there is neither a span nor ids.
    #[inline]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The span, if there is one.
    #[inline]
    pub(crate) fn span(&self) -> Option<&Span> {
        self.0.as_deref().map(|scope| &scope.span)
    }

    pub(crate) fn enter(&self) {
        self.dispatch(tracing::Dispatch::enter);
    }

    pub(crate) fn exit(&self) {
        self.dispatch(tracing::Dispatch::exit);
    }

    fn dispatch(&self, what: fn(&tracing::Dispatch, &tracing::Id)) {
        if let Some(span) = self.span() {
            span.with_subscriber(|(id, dispatch)| what(dispatch, id));
        }
    }

    /// Whether the span has a place on the stack of this thread, which it was given when it was entered last.
    pub(crate) fn is_innermost(&self) -> bool {
        self.span().and_then(Span::id).is_some_and(|id| stack::is_in_span(id.into_u64()))
    }

    /// Keeps the ids of a call while it waits.
    pub(crate) fn keep_ids(&mut self, ids: Arc<LazyIds>) {
        match &mut *self.0 {
            Some(scope) => scope.ids = Some(ids),
            None => *self = Self::of(Scope { span: Span::none(), ids: Some(ids) }),
        }
    }

    /// The ids that were kept.
    pub(crate) fn ids(&self) -> Option<Arc<LazyIds>> {
        self.0.as_deref().and_then(|scope| scope.ids.clone())
    }

    /// Closes the span, if there is one.
    #[inline]
    pub(crate) fn close(&mut self) {
        if let Some(place) = ManuallyDrop::into_inner(std::mem::replace(&mut self.0, ManuallyDrop::new(None))) {
            close(place);
        }
    }
}

#[cold]
fn close(mut place: Box<Scope>) {
    // The subscriber learns that the span is closed, and may open others: nothing is borrowed meanwhile.
    place.span = Span::none();
    place.ids = None;
    let _ = EMPTY.try_with(|empty| match empty.try_borrow_mut() {
        Ok(mut empty) if empty.len() < MAX_EMPTY => empty.push(place),
        _ => {}
    });
}
