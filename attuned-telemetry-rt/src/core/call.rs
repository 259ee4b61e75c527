//! One call of an annotated function, from its start to its outcome, which it has exactly once.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::outcome::Outcome;
use super::returned::Failure;

/// What watches a call.
pub trait Observer {
    /// Where the call is. Kept by the observer, which may have a byte to spare.
    fn state(&mut self) -> &mut State;

    /// The body runs now, or goes on after a pause.
    fn enter(&mut self);

    /// The body pauses, or the call has ended.
    fn leave(&mut self);

    /// The call has ended. Said once, and before it is left.
    fn end(&mut self, outcome: Outcome, failure: Failure);
}

/// A call that has started. Dropped while its body runs, it panicked; dropped while its body pauses, it was cancelled.
///
/// Its functions are not a part of every annotated function's code.
pub struct Call<O: Observer>(O);

/// Runs the body of a function.
#[inline]
pub fn run<R>(body: impl FnOnce() -> R) -> R {
    body()
}

/// Where a call is.
#[derive(Clone, Copy, PartialEq)]
pub enum State {
    /// Its body runs.
    Running,
    /// Its body waits.
    Paused,
    /// It has ended.
    Ended,
}

impl<O: Observer> Call<O> {
    /// Starts a call, whose body runs from now on; its state says so.
    pub(super) fn start(mut observer: O) -> Self {
        observer.enter();
        Self(observer)
    }

    /// Ends the call, whose body returned; a `failure` makes it an error.
    #[inline(never)]
    pub fn end(&mut self, failure: Failure) {
        let outcome = if failure.is_some() { Outcome::Error } else { Outcome::Success };
        Leaving(self).end(outcome, failure);
    }

    /// What watches the call.
    pub(super) const fn observer(&mut self) -> &mut O {
        &mut self.0
    }

    /// Whether the body runs.
    pub(super) fn is_running(&mut self) -> bool {
        *self.0.state() == State::Running
    }

    /// The body goes on, if it paused.
    #[inline(never)]
    pub(super) fn resume(&mut self) {
        if *self.0.state() == State::Paused {
            self.0.enter();
            *self.0.state() = State::Running;
        }
    }

    /// The body stops for now: the future waits.
    #[inline(never)]
    pub(super) fn pause(&mut self) {
        *self.0.state() = State::Paused;
        self.0.leave();
    }

    /// Goes back to the place of a body that pauses, to do something there.
    #[inline]
    pub(super) fn while_paused(&mut self, act: impl FnOnce()) {
        if *self.0.state() == State::Paused {
            self.resume();
            act();
            self.pause();
        }
    }

    /// A second panic, of a recorder or a subscriber, would end the process: it is kept.
    fn panicked(&mut self) {
        let end = AssertUnwindSafe(|| Leaving(self).end(Outcome::Panicked, Some("panic")));
        catch_unwind(end).unwrap_or_else(std::mem::forget);
    }

    fn cancelled(&mut self) {
        self.resume();
        Leaving(self).end(Outcome::Cancelled, None);
    }
}

impl<O: Observer> Drop for Call<O> {
    #[inline(never)]
    fn drop(&mut self) {
        match *self.0.state() {
            State::Running => self.panicked(),
            State::Paused => self.cancelled(),
            State::Ended => {}
        }
    }
}

/// A call that is left, whatever happens at its end.
struct Leaving<'call, O: Observer>(&'call mut Call<O>);

impl<O: Observer> Leaving<'_, O> {
    fn end(self, outcome: Outcome, failure: Failure) {
        *self.0.0.state() = State::Ended;
        self.0.0.end(outcome, failure);
    }
}

impl<O: Observer> Drop for Leaving<'_, O> {
    fn drop(&mut self) {
        self.0.0.leave();
    }
}
