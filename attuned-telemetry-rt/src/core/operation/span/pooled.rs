//! The span and the ids of an open call, in a box that is reused.

use std::cell::RefCell;
use std::mem::ManuallyDrop;
use std::sync::Arc;

use tracing::Span;

use crate::core::context::lazy_ids::LazyIds;
use crate::core::verdict::caught::caught;

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
    /// The ids of a call that has paused at least once and has no span to store them.
    ids: Option<Arc<LazyIds>>,
}

/// The span and the ids of an open call, if it has either. They are in a box to keep annotated futures small: a future
/// contains one of these for each level of nesting, and most calls have neither a span nor ids.
///
/// The box is not dropped automatically. The call closes the scope when the call ends, so annotated functions contain
/// no code to drop it.
pub(crate) struct PooledScope(ManuallyDrop<Option<Box<Scope>>>);

impl PooledScope {
    /// A scope with neither a span nor ids.
    pub(crate) const EMPTY: Self = Self(ManuallyDrop::new(None));

    /// Stores a span, unless it is disabled.
    #[inline]
    pub(crate) fn new(span: Span) -> Self {
        if span.is_disabled() { Self::EMPTY } else { Self::of(Scope { span, ids: None }) }
    }

    #[inline]
    fn of(scope: Scope) -> Self {
        let empty = EMPTY.try_with(|empty| empty.try_borrow_mut().ok()?.pop()).ok().flatten();
        Self(ManuallyDrop::new(Some(match empty {
            Some(mut place) => {
                // Nothing leaks, because the box is empty.
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

    #[inline]
    pub(crate) fn enter(&self) {
        self.dispatch(tracing::Dispatch::enter);
    }

    #[inline]
    pub(crate) fn exit(&self) {
        self.dispatch(tracing::Dispatch::exit);
    }

    #[inline]
    fn dispatch(&self, what: fn(&tracing::Dispatch, &tracing::Id)) {
        if let Some(span) = self.span() {
            span.with_subscriber(|(id, dispatch)| what(dispatch, id));
        }
    }

    /// Stores the ids of a call that pauses. They stay here until the call ends.
    pub(crate) fn keep_ids(&mut self, ids: Arc<LazyIds>) {
        match &mut *self.0 {
            Some(scope) => scope.ids = Some(ids),
            None => *self = Self::of(Scope { span: Span::none(), ids: Some(ids) }),
        }
    }

    /// Returns the stored ids.
    pub(crate) fn ids(&self) -> Option<Arc<LazyIds>> {
        self.0.as_deref().and_then(|scope| scope.ids.clone())
    }

    /// Exits and closes the span, even if the subscriber panics when it is exited. A second panic would abort the
    /// process, so it is caught.
    pub(crate) fn exit_and_close(&mut self) {
        let closing = Closing(self);
        closing.0.exit();
        ManuallyDrop::new(closing).0.close();
    }

    /// Closes the span, if there is one.
    #[inline]
    fn close(&mut self) {
        if let Some(place) = ManuallyDrop::into_inner(std::mem::replace(&mut self.0, ManuallyDrop::new(None))) {
            close(place);
        }
    }
}

/// Closes a scope when a panic unwinds.
struct Closing<'scope>(&'scope mut PooledScope);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        caught(|| self.0.close());
    }
}

#[inline]
fn close(mut place: Box<Scope>) {
    // Nothing is borrowed here, because the subscriber may open other spans when this span is closed.
    place.span = Span::none();
    place.ids = None;
    let _ = EMPTY.try_with(|empty| match empty.try_borrow_mut() {
        Ok(mut empty) if empty.len() < MAX_EMPTY => empty.push(place),
        _ => {}
    });
}
