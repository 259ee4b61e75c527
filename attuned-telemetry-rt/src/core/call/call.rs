//! One call of an annotated function. It ends exactly once, with an outcome.

use std::mem::ManuallyDrop;

use crate::core::verdict::caught::caught;
use crate::core::verdict::classify::Failure;
use crate::core::verdict::outcome::Outcome;

/// Observes a call: when it is entered and left, and how it ends.
pub trait Observer {
    /// Returns the state of the call. The state is stored in the observer, which may have a spare byte.
    fn state(&self) -> State;

    /// Stores the state of the call.
    fn set_state(&mut self, state: State);

    /// Called before the body starts to run, and before it resumes.
    fn enter(&mut self);

    /// Called after the body has paused, and after the call has ended.
    fn leave(&mut self);

    /// Called once, when the call has ended and before [`leave`](Self::leave).
    fn end(&mut self, outcome: Outcome, failure: Failure);

    /// Implements [`Call::end`], by [`Call::end_with`] or a faster path. Each observer has its own implementation, so
    /// that it is compiled once, and not in every crate with annotated functions.
    fn end_call(call: &mut Call<Self>, failure: Failure)
    where
        Self: Sized;

    /// Implements the drop of a call that has not ended, by [`Call::end_dropped`]. Compiled once for each observer.
    fn drop_call(call: &mut Call<Self>)
    where
        Self: Sized;
}

/// A call that has started. If it is dropped while its body runs, the body panicked; if it is dropped while its body is
/// paused, the call was cancelled.
pub struct Call<O: Observer>(pub(crate) O);

/// Runs the body of a function.
#[inline(always)]
pub fn run<R>(body: impl FnOnce() -> R) -> R {
    body()
}

/// The state of a call.
#[derive(Clone, Copy, PartialEq)]
#[repr(u8)]
pub enum State {
    /// The body is running.
    Running,
    /// The body is paused: its future is pending.
    Paused,
    /// The body is being dropped before it ended.
    GivenUp,
    /// The body is being dropped before it ended, while a panic unwinds.
    GivenUpPanicking,
    /// The call has ended.
    Ended,
}

impl State {
    /// Returns the state with this number.
    #[cfg(feature = "observe")]
    #[inline(always)]
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
    /// Starts a call. The state of the observer is [`State::Running`].
    #[inline]
    pub(crate) fn start(observer: O) -> Self {
        // If a subscriber panics, the call ends.
        let mut call = Self(observer);
        call.0.enter();
        call
    }

    /// Ends the call after its body has returned: an error if there is a `failure`, else a success.
    #[inline(always)]
    pub fn end(&mut self, failure: Failure) {
        O::end_call(self, failure);
    }

    /// Ends the call after its body has returned.
    #[inline]
    pub(crate) fn end_with(&mut self, failure: Failure) {
        let outcome = if failure.is_some() { Outcome::Error } else { Outcome::Success };
        Leaving(self).end(outcome, failure);
    }

    /// Returns the observer.
    #[inline]
    pub(crate) const fn observer(&mut self) -> &mut O {
        &mut self.0
    }

    /// Whether the body is running.
    pub(crate) fn is_running(&self) -> bool {
        self.0.state() == State::Running
    }

    /// Resumes the body, if it is paused.
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

    /// Pauses the body: the future is pending.
    #[inline(never)]
    pub(crate) fn pause(&mut self) {
        self.0.set_state(State::Paused);
        self.0.leave();
    }

    /// Enters the call again before a paused body is dropped. The call is dropped after the body.
    #[inline]
    pub(crate) fn give_up(&mut self) {
        if self.0.state() == State::Paused {
            self.enter_given_up();
        }
    }

    #[cold]
    fn enter_given_up(&mut self) {
        // This runs in destructors, where a panic of a subscriber may abort the process.
        caught(|| self.go_on());
        self.0.set_state(if std::thread::panicking() { State::GivenUpPanicking } else { State::GivenUp });
    }

    /// Ends a call that was given up, with this failure, in a destructor. Does nothing while a panic unwinds: the drop
    /// of the call ends the call then.
    pub(crate) fn end_given_up(&mut self, failure: Failure) {
        if matches!(self.end_of_dropped(), Some((Outcome::Cancelled, _))) && !std::thread::panicking() {
            caught(|| self.end(failure));
        }
    }

    /// Returns the outcome of a call that is dropped before it has ended.
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
    #[inline(always)]
    fn drop(&mut self) {
        if self.0.state() != State::Ended {
            O::drop_call(self);
        }
    }
}

impl<O: Observer> Call<O> {
    /// Ends a call that is dropped before it has ended.
    pub(crate) fn end_dropped(&mut self) {
        self.give_up();
        let Some((outcome, failure)) = self.end_of_dropped() else { return };
        // This runs in destructors, where a panic of a subscriber may abort the process.
        caught(|| Leaving(self).end(outcome, failure));
    }
}

/// Leaves a call when it ends, even if the observer's `end` panics. A second panic would abort the process, so it is
/// caught.
struct Leaving<'call, O: Observer>(&'call mut Call<O>);

impl<O: Observer> Leaving<'_, O> {
    #[inline]
    fn end(self, outcome: Outcome, failure: Failure) {
        self.0.0.set_state(State::Ended);
        self.0.0.end(outcome, failure);
        ManuallyDrop::new(self).0.0.leave();
    }
}

impl<O: Observer> Drop for Leaving<'_, O> {
    #[inline]
    fn drop(&mut self) {
        caught(|| self.0.0.leave());
    }
}
