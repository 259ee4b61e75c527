//! One call of an annotated function, from its start to its outcome, which it has exactly once.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::outcome::Outcome;
use super::returned::Failure;

/// What wants to know how a call ends.
pub trait Observer {
    /// Where the body runs.
    type Place: Place;

    /// The call has ended. Said once, and while the call is still in its place.
    fn end(&mut self, place: &Self::Place, outcome: Outcome, failure: Failure);
}

/// Where a body runs: inside a span, or nowhere in particular.
pub trait Place {
    /// Left when it is dropped.
    type Entered<'place>
    where
        Self: 'place;

    /// Goes there, to run the body or a part of it.
    fn enter(&self) -> Self::Entered<'_>;
}

impl Place for () {
    type Entered<'place> = ();

    fn enter(&self) {}
}

#[cfg(feature = "observe")]
impl Place for tracing::Span {
    type Entered<'place> = tracing::span::Entered<'place>;

    fn enter(&self) -> Self::Entered<'_> {
        self.enter()
    }
}

/// A call that has started. Dropped before it ended, it was cancelled.
pub struct Call<O: Observer> {
    pub(super) place: O::Place,
    observer: O,
    ended: bool,
}

impl<O: Observer> Call<O> {
    pub(super) const fn start(place: O::Place, observer: O) -> Self {
        Self { place, observer, ended: false }
    }

    /// Prepares the call with code of the user's: a panic in it is a panic of the call.
    pub(super) fn prepare<R>(&mut self, part: impl FnOnce(&mut O) -> R) -> R {
        let running = self.run();
        let prepared = part(running.observer);
        running.pause();
        prepared
    }

    /// Goes to the call's place, to run the body or a part of it.
    pub(super) fn run(&mut self) -> Running<'_, O> {
        let Self { place, observer, ended } = self;
        Running { _entered: place.enter(), place, observer, ended, interrupted: true }
    }

    /// Ends a call whose future is dropped, after `drop_body` has dropped it in its place.
    #[inline]
    pub(super) fn cancel(&mut self, drop_body: impl FnOnce()) {
        if !self.ended {
            let running = self.run();
            drop_body();
            running.cancelled();
        }
    }
}

impl<O: Observer> Drop for Call<O> {
    fn drop(&mut self) {
        self.cancel(|| ());
    }
}

/// A call while its body runs. Dropped by a panic, the call panicked.
pub(super) struct Running<'call, O: Observer> {
    _entered: <O::Place as Place>::Entered<'call>,
    place: &'call O::Place,
    observer: &'call mut O,
    ended: &'call mut bool,
    interrupted: bool,
}

impl<O: Observer> Running<'_, O> {
    /// The body stopped for now: the future waits.
    pub(super) fn pause(mut self) {
        self.interrupted = false;
    }

    /// The body returned, and `judge` says whether that is a failure.
    #[inline]
    pub(super) fn returned<R>(self, value: &R, judge: impl FnOnce(&R, &mut O) -> Failure) {
        let failure = judge(value, self.observer);
        self.judged(failure);
    }

    /// Not a part of every annotated function's code, as is all that follows.
    #[inline(never)]
    fn judged(self, failure: Failure) {
        let outcome = if failure.is_some() { Outcome::Error } else { Outcome::Success };
        self.end(outcome, failure);
    }

    /// The future was dropped.
    #[inline(never)]
    fn cancelled(self) {
        self.end(Outcome::Cancelled, None);
    }

    /// The body ended with something that cannot be a failure.
    pub(super) fn succeeded(self) {
        self.end(Outcome::Success, None);
    }

    /// A second panic, of a recorder or a subscriber, would end the process: it is kept.
    #[cold]
    #[inline(never)]
    fn panicked(&mut self) {
        let end = AssertUnwindSafe(|| self.end_once(Outcome::Panicked, Some("panic")));
        catch_unwind(end).unwrap_or_else(std::mem::forget);
    }

    fn end(mut self, outcome: Outcome, failure: Failure) {
        self.interrupted = false;
        self.end_once(outcome, failure);
    }

    fn end_once(&mut self, outcome: Outcome, failure: Failure) {
        if !std::mem::replace(self.ended, true) {
            self.observer.end(self.place, outcome, failure);
        }
    }
}

impl<O: Observer> Drop for Running<'_, O> {
    #[inline]
    fn drop(&mut self) {
        if self.interrupted {
            self.panicked();
        }
    }
}
