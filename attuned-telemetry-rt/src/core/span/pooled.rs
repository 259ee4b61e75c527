//! A span that is open, where there is little room for it.

use std::cell::RefCell;
use std::mem::ManuallyDrop;

use tracing::Span;

/// The most empty boxes that a thread keeps.
const MOST: usize = 64;

thread_local! {
    #[expect(clippy::vec_box, reason = "the boxes go out, one by one")]
    /// Boxes without a span: so that, in the steady state, nothing is allocated for one.
    static EMPTY: RefCell<Vec<Box<Span>>> = const { RefCell::new(Vec::new()) };
}

/// A span that is open, or none. In a box, since every annotated future holds one at each level, and most are not
/// enabled.
///
/// It is closed by whoever has it: a call always ends, and the functions that are annotated need no code to look again.
pub(crate) struct PooledSpan(ManuallyDrop<Option<Box<Span>>>);

impl PooledSpan {
    /// No span.
    pub(crate) const NONE: Self = Self(ManuallyDrop::new(None));

    pub(crate) fn new(span: Span) -> Self {
        if span.is_disabled() {
            return Self::NONE;
        }
        let empty = EMPTY.try_with(|empty| empty.try_borrow_mut().ok()?.pop()).ok().flatten();
        Self(ManuallyDrop::new(Some(match empty {
            Some(mut place) => {
                *place = span;
                place
            }
            None => Box::new(span),
        })))
    }

    /// The span, if there is one.
    #[inline]
    pub(crate) fn get(&self) -> Option<&Span> {
        self.0.as_deref()
    }

    pub(crate) fn enter(&self) {
        self.tell(tracing::Dispatch::enter);
    }

    pub(crate) fn exit(&self) {
        self.tell(tracing::Dispatch::exit);
    }

    fn tell(&self, what: fn(&tracing::Dispatch, &tracing::Id)) {
        if let Some(span) = self.get() {
            span.with_subscriber(|(id, dispatch)| what(dispatch, id));
        }
    }
}

impl PooledSpan {
    /// Closes the span, if there is one.
    #[inline]
    pub(crate) fn close(&mut self) {
        if let Some(place) = ManuallyDrop::into_inner(std::mem::replace(&mut self.0, ManuallyDrop::new(None))) {
            close(place);
        }
    }
}

#[cold]
fn close(mut place: Box<Span>) {
    // The subscriber is told that the span is closed, and may open others: nothing is borrowed meanwhile.
    *place = Span::none();
    let _ = EMPTY.try_with(|empty| match empty.try_borrow_mut() {
        Ok(mut empty) if empty.len() < MOST => empty.push(place),
        _ => {}
    });
}
