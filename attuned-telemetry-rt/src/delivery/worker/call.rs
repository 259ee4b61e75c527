//! Calls the destination.

use std::future::pending;
use std::time::{Duration, Instant};

use tokio::time::sleep_until;

use super::caught_future::Caught;
use super::failure::Failure;
use super::supervisor;
use crate::delivery::lane::lane::{Call, CallKind, Lane, Phase};
use crate::delivery::lane::race::{First, race};
use crate::delivery::outcome::deliver::Pending;
use crate::delivery::queue::weigh::Weigh;
use crate::delivery::time::deadline::later;

/// Maximum duration of a call of a destination whose lane is closed. Nobody waits for it.
const AFTER_CLOSE: Duration = Duration::from_secs(1);

impl<T: Weigh> Lane<T> {
    /// Calls the destination. The call ends after the `longest` duration, or at the deadline of a shutdown.
    pub(super) async fn call<'call, R>(
        &self,
        generation: u64,
        kind: CallKind,
        longest: Duration,
        call: impl FnOnce() -> Pending<'call, R>,
    ) -> Result<R, Failure> {
        let started = Instant::now();
        let timeout = later(started, longest);
        self.set_call(generation, Some(Call { kind, ends: timeout }));
        supervisor::expect(timeout);
        let mut pending = Caught::new(call);
        let result = loop {
            let (end, is_current) = self.end_of_call(generation, started, timeout);
            match race(&mut pending, race(sleep_until(end.into()), self.woken(is_current))).await {
                First::Left(Some(result)) => break result.map_err(Failure::Error),
                First::Left(None) => break Err(Failure::Panicked),
                First::Right(First::Left(())) => break Err(Failure::TimedOut(started.elapsed())),
                // The deadline may have changed.
                First::Right(First::Right(())) => {}
            }
        };
        drop(pending);
        self.set_call(generation, None);
        result
    }

    fn set_call(&self, generation: u64, call: Option<Call>) {
        let mut state = self.lock();
        if state.worker.generation == generation {
            state.call = call;
            state.worker.answer();
        }
    }

    /// Returns when a call of the destination ends: at its timeout, or earlier if the lane closes. Also returns whether
    /// this worker is in charge.
    fn end_of_call(&self, generation: u64, started: Instant, timeout: Instant) -> (Instant, bool) {
        let mut state = self.lock();
        let is_current = state.worker.generation == generation;
        if is_current {
            state.worker.answer();
        }
        let end = match state.phase {
            Phase::Open => timeout,
            Phase::Closing(end) => end.min(timeout),
            Phase::Closed => timeout.min(started + AFTER_CLOSE),
        };
        (end, is_current)
    }

    /// Waits to be woken. A worker that was abandoned must not take what wakes its successor.
    async fn woken(&self, is_current: bool) {
        if is_current { self.wake.notified().await } else { pending().await }
    }
}
