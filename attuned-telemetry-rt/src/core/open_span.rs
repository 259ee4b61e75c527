//! A span that is open, where there is little room for it.

use std::cell::RefCell;

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
#[derive(Default)]
pub(super) struct OpenSpan(Option<Box<Span>>);

impl OpenSpan {
    pub(super) fn new(span: Span) -> Self {
        if span.is_disabled() {
            return Self(None);
        }
        let empty = EMPTY.try_with(|empty| empty.try_borrow_mut().ok()?.pop()).ok().flatten();
        Self(Some(match empty {
            Some(mut place) => {
                *place = span;
                place
            }
            None => Box::new(span),
        }))
    }

    /// The span, if there is one.
    pub(super) fn get(&self) -> Option<&Span> {
        self.0.as_deref()
    }

    pub(super) fn enter(&self) {
        self.tell(tracing::Dispatch::enter);
    }

    pub(super) fn exit(&self) {
        self.tell(tracing::Dispatch::exit);
    }

    fn tell(&self, what: fn(&tracing::Dispatch, &tracing::Id)) {
        if let Some(span) = self.get() {
            span.with_subscriber(|(id, dispatch)| what(dispatch, id));
        }
    }
}

impl Drop for OpenSpan {
    fn drop(&mut self) {
        let Some(mut place) = self.0.take() else { return };
        // The subscriber is told that the span is closed, and may open others: nothing is borrowed meanwhile.
        *place = Span::none();
        let _ = EMPTY.try_with(|empty| match empty.try_borrow_mut() {
            Ok(mut empty) if empty.len() < MOST => empty.push(place),
            _ => {}
        });
    }
}
