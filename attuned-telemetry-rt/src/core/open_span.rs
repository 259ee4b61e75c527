//! A span that is open, where there is little room for it.

use std::cell::{Cell, RefCell};
use std::mem::ManuallyDrop;

use tracing::Span;

/// The most empty boxes that a thread keeps.
const MOST: usize = 64;

thread_local! {
    /// A box without a span: so that, in the steady state, nothing is allocated for one.
    static EMPTY: Cell<Option<Box<Span>>> = const { Cell::new(None) };

    #[expect(clippy::vec_box, reason = "the boxes go out, one by one")]
    /// The boxes of spans that were inside of others.
    static MORE: RefCell<Vec<Box<Span>>> = const { RefCell::new(Vec::new()) };
}

fn empty() -> Option<Box<Span>> {
    let first = EMPTY.try_with(Cell::take).ok().flatten();
    first.or_else(|| MORE.try_with(|more| more.try_borrow_mut().ok()?.pop()).ok().flatten())
}

fn keep(place: Box<Span>) {
    // A thread that ends keeps none.
    let Ok(Some(other)) = EMPTY.try_with(|empty| empty.replace(Some(place))) else { return };
    let _ = MORE.try_with(|more| match more.try_borrow_mut() {
        Ok(mut more) if more.len() < MOST => more.push(other),
        _ => {}
    });
}

/// A span that is open, or none. In a box, since every annotated future holds one at each level, and most are not
/// enabled.
///
/// It is closed by whoever has it: a call always ends, and the functions that are annotated need no code to look again.
pub(super) struct OpenSpan(ManuallyDrop<Option<Box<Span>>>);

impl OpenSpan {
    /// No span.
    pub(super) const NONE: Self = Self(ManuallyDrop::new(None));

    pub(super) fn new(span: Span) -> Self {
        if span.is_disabled() {
            return Self::NONE;
        }
        Self(ManuallyDrop::new(Some(match empty() {
            Some(mut place) => {
                *place = span;
                place
            }
            None => Box::new(span),
        })))
    }

    /// The span, if there is one.
    #[inline]
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

impl OpenSpan {
    /// Closes the span, if there is one.
    #[inline]
    pub(super) fn close(&mut self) {
        if let Some(place) = ManuallyDrop::into_inner(std::mem::replace(&mut self.0, ManuallyDrop::new(None))) {
            close(place);
        }
    }
}

#[cold]
fn close(mut place: Box<Span>) {
    // The subscriber is told that the span is closed, and may open others: nothing is borrowed meanwhile.
    *place = Span::none();
    keep(place);
}
