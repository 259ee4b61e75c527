//! One call of an annotated function, from its start to its outcome, which it has exactly once.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::core::verdict::classify::Failure;
use crate::core::verdict::outcome::Outcome;

/// What watches a call.
pub trait Observer {
    /// Where the call is. Kept by the observer, which may have a byte to spare.
    fn state(&self) -> State;

    /// The call is somewhere else now.
    fn set_state(&mut self, state: State);

    /// The body runs now, or goes on after a pause.
    fn enter(&mut self);

    /// The body pauses, or the call has ended.
    fn leave(&mut self);

    /// The call has ended. Said once, and before it is left.
    fn end(&mut self, outcome: Outcome, failure: Failure);

    /// What [`Call::end`] does. Said by each observer, so that it is compiled once for each and not in every crate: as
    /// [`Call::end_with`] does it, or quicker.
    fn end_call(call: &mut Call<Self>, failure: Failure)
    where
        Self: Sized;

    /// What the end of a call does that did not end by itself: [`Call::end_dropped`], compiled once for each observer.
    fn drop_call(call: &mut Call<Self>)
    where
        Self: Sized;
}

/// A call that has started. Dropped while its body runs, it panicked; dropped while its body waits, it was cancelled.
///
/// Its functions are not a part of every annotated function's code.
pub struct Call<O: Observer>(pub(crate) O);

/// Runs the body of a function.
#[inline]
pub fn run<R>(body: impl FnOnce() -> R) -> R {
    body()
}

/// Where a call is.
#[derive(Clone, Copy, PartialEq)]
#[repr(u8)]
pub enum State {
    /// Its body runs.
    Running,
    /// Its body waits.
    Paused,
    /// Its body is dropped before it ended.
    GivenUp,
    /// Its body is dropped before it ended, perhaps because of a panic elsewhere.
    GivenUpPanicking,
    /// It has ended.
    Ended,
}

impl State {
    /// The state of this number.
    #[cfg(feature = "observe")]
    #[inline]
    pub(crate) const fn from_number(number: u8) -> Self {
        match number {
            0 => Self::Running,
            1 => Self::Paused,
            2 => Self::GivenUp,
            3 => Self::GivenUpPanicking,
            _ => Self::Ended,
        }
    }
}

impl<O: Observer> Call<O> {
    /// Starts a call, whose body runs from now on; its state says so.
    #[inline]
    pub(crate) fn start(mut observer: O) -> Self {
        observer.enter();
        Self(observer)
    }

    /// Ends the call, whose body returned; a `failure` makes it an error.
    #[inline]
    pub fn end(&mut self, failure: Failure) {
        O::end_call(self, failure);
    }

    /// Ends the call, whose body returned.
    #[inline]
    pub(crate) fn end_with(&mut self, failure: Failure) {
        let outcome = if failure.is_some() { Outcome::Error } else { Outcome::Success };
        Leaving(self).end(outcome, failure);
    }

    /// What watches the call.
    #[inline]
    pub(crate) const fn observer(&mut self) -> &mut O {
        &mut self.0
    }

    /// Whether the body runs.
    pub(crate) fn is_running(&self) -> bool {
        self.0.state() == State::Running
    }

    /// The body goes on, if it paused.
    #[inline]
    pub(crate) fn resume(&mut self) {
        if self.0.state() == State::Paused {
            self.go_on();
        }
    }

    #[inline(never)]
    fn go_on(&mut self) {
        self.0.enter();
        self.0.set_state(State::Running);
    }

    /// The body stops for now: the future waits.
    #[inline(never)]
    pub(crate) fn pause(&mut self) {
        self.0.set_state(State::Paused);
        self.0.leave();
    }

    /// Goes back to the place of a body that waits, where it is dropped; the call is dropped after it.
    #[inline]
    pub(crate) fn give_up(&mut self) {
        if self.0.state() == State::Paused {
            self.go_on();
            self.mark_given_up();
        }
    }

    #[cold]
    fn mark_given_up(&mut self) {
        self.0.set_state(if std::thread::panicking() { State::GivenUpPanicking } else { State::GivenUp });
    }

    /// Ends a call that was given up as an error, unless a panic was in its way.
    pub(crate) fn end_given_up(&mut self, failure: Failure) {
        if matches!(self.end_of_dropped(), Some((Outcome::Cancelled, _))) && !std::thread::panicking() {
            self.end(failure);
        }
    }

    /// How a call ends that is dropped before it ended by itself.
    fn end_of_dropped(&mut self) -> Option<(Outcome, Failure)> {
        match self.0.state() {
            State::Ended => None,
            State::GivenUpPanicking => Some((Outcome::Cancelled, None)),
            State::GivenUp if !std::thread::panicking() => Some((Outcome::Cancelled, None)),
            State::Running | State::Paused | State::GivenUp => Some((Outcome::Panicked, Some("panic"))),
        }
    }
}

impl<O: Observer> Drop for Call<O> {
    #[inline]
    fn drop(&mut self) {
        if self.0.state() != State::Ended {
            O::drop_call(self);
        }
    }
}

impl<O: Observer> Call<O> {
    /// Ends a call that is dropped before it ended by itself.
    pub(crate) fn end_dropped(&mut self) {
        self.give_up();
        let Some((outcome, failure)) = self.end_of_dropped() else { return };
        if std::thread::panicking() {
            // A second panic, of a recorder or a subscriber, would end the process: it is kept.
            let end = AssertUnwindSafe(|| Leaving(self).end(outcome, failure));
            catch_unwind(end).unwrap_or_else(std::mem::forget);
        } else {
            Leaving(self).end(outcome, failure);
        }
    }
}

/// A call that is left, whatever happens at its end.
struct Leaving<'call, O: Observer>(&'call mut Call<O>);

impl<O: Observer> Leaving<'_, O> {
    #[inline]
    fn end(self, outcome: Outcome, failure: Failure) {
        self.0.0.set_state(State::Ended);
        self.0.0.end(outcome, failure);
    }
}

impl<O: Observer> Drop for Leaving<'_, O> {
    fn drop(&mut self) {
        self.0.0.leave();
    }
}
