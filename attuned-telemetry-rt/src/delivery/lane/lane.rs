//! The state of a lane.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use tokio::sync::Notify;

use super::published::Published;
use crate::core::clock;
use crate::core::verdict::caught::caught;
use crate::delivery::breaker::Transition;
use crate::delivery::breaker::state_machine::{StateMachine, Ticket};
use crate::delivery::ledger::{Accounting, Ledger};
use crate::delivery::outcome::deliver::{Deliver, Nowhere};
use crate::delivery::outcome::error::DeliveryError;
use crate::delivery::outcome::receipt::Receipt;
use crate::delivery::queue::Queue;
use crate::delivery::queue::weigh::Weigh;
use crate::delivery::settings::config::DeliveryConfig;
use crate::delivery::worker::supervisor;

/// The way of one signal to one destination. Producers add items to the queue, a worker takes batches from it.
///
/// Everything that decides about an item is behind one lock, so the numbers are consistent whenever they are read. No
/// code of users runs while the lock is held.
pub(crate) struct Lane<T> {
    pub(in crate::delivery) name: LaneName,
    state: Mutex<State<T>>,
    /// Wakes the worker.
    pub(in crate::delivery) wake: Notify,
    /// Wakes threads that wait for capacity, a flush or the end.
    pub(in crate::delivery) progress: Condvar,
    /// Wakes futures that wait for the same.
    pub(in crate::delivery) progress_of_futures: Notify,
    pub(in crate::delivery) published: Mutex<Published>,
}

/// The labels of a lane's metrics.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LaneName {
    /// The name of the adapter or sink.
    pub(crate) backend: Arc<str>,
    pub(crate) signal: &'static str,
}

pub(in crate::delivery) struct State<T> {
    pub(in crate::delivery) config: DeliveryConfig,
    pub(in crate::delivery) queue: Queue<T>,
    pub(in crate::delivery) ledger: Ledger,
    pub(in crate::delivery) breaker: StateMachine,
    /// Changes of the breaker's state that are not logged yet.
    pub(in crate::delivery) transitions: Vec<Transition>,
    pub(in crate::delivery) destination: Arc<dyn Deliver<T>>,
    /// Queued items that were lost, and of which the destination does not know yet.
    pub(in crate::delivery) lost: u64,
    /// Whether the destination was told to shut down.
    pub(in crate::delivery) has_shut_down: bool,
    /// Destinations that were exchanged, and are not shut down yet.
    pub(in crate::delivery) retired: Vec<Arc<dyn Deliver<T>>>,
    /// The batch that is being exported.
    pub(in crate::delivery) attempt: Option<Attempt>,
    /// The current call of the destination, if there is one.
    pub(in crate::delivery) call: Option<Call>,
    pub(in crate::delivery) worker: Worker,
    pub(in crate::delivery) phase: Phase,
    /// The numbers when the shutdown began.
    pub(in crate::delivery) before_close: Option<Accounting>,
    /// Whether the lane was closed without waiting for its worker.
    pub(in crate::delivery) is_abandoned: bool,
    /// Since when the oldest entry has been waiting, if there is one.
    pub(in crate::delivery) waiting_since: Option<Instant>,
    /// Whether the worker has been woken because a batch is full.
    pub(in crate::delivery) is_told_full: bool,
    /// When the next batch may be sent, after a configuration error.
    pub(in crate::delivery) paused_until: Option<Instant>,
    /// The newest entry of all flushes. It is sent without waiting for a full batch.
    pub(in crate::delivery) flush_to: u64,
    /// The newest entry that the destination has flushed.
    pub(in crate::delivery) flushed_to: u64,
    pub(in crate::delivery) last_success: Option<SystemTime>,
    pub(in crate::delivery) last_error: Option<DeliveryError>,
    /// How often the destination is checked.
    pub(in crate::delivery) check_interval: Option<Duration>,
    /// When the destination is checked next.
    pub(in crate::delivery) check_due: Instant,
    /// The error of the last check, if it failed.
    pub(in crate::delivery) check_error: Option<DeliveryError>,
    /// The error of the last flush, if it failed.
    pub(in crate::delivery) flush_error: Option<DeliveryError>,
}

/// A batch that is being exported.
pub(in crate::delivery) struct Attempt {
    pub(in crate::delivery) items: u64,
    /// The number of its oldest entry.
    pub(in crate::delivery) oldest: u64,
    /// The permission of the circuit breaker, while the batch is being sent.
    pub(in crate::delivery) ticket: Option<Ticket>,
    pub(in crate::delivery) started: Instant,
}

/// A call of the destination.
#[derive(Clone, Copy)]
pub(in crate::delivery) struct Call {
    pub(in crate::delivery) kind: CallKind,
    /// When it times out.
    pub(in crate::delivery) ends: Instant,
}

#[derive(Clone, Copy, PartialEq)]
pub(in crate::delivery) enum CallKind {
    Export,
    /// A flush for the entries up to a number.
    Flush(u64),
    Check,
    Shutdown,
}

/// The threads of a lane.
#[derive(Default)]
pub(in crate::delivery) struct Worker {
    /// The number of the current worker. A thread with another number has been abandoned.
    pub(in crate::delivery) generation: u64,
    /// Whether the current worker exists.
    pub(in crate::delivery) is_running: bool,
    /// The process of the current worker.
    pub(in crate::delivery) process: u32,
    /// Until when it has to answer, after it was woken. It does not if a task of the destination blocks it.
    pub(in crate::delivery) answer_due: Option<Instant>,
    /// Whether the supervisor has seen that it is late. The supervisor looks twice: the whole process may have been
    /// paused.
    pub(in crate::delivery) is_suspect: bool,
    /// The number of abandoned threads that still exist.
    pub(in crate::delivery) abandoned: u32,
    /// The number of the thread that is blocked in a check of the destination, if there is one.
    pub(in crate::delivery) checking: Option<u64>,
}

impl Worker {
    /// The current worker is not blocked.
    pub(in crate::delivery) fn answer(&mut self) {
        (self.answer_due, self.is_suspect) = (None, false);
    }

    /// Whether the current worker exists in this process. A process that was forked has no threads but the one that
    /// forked it.
    pub(in crate::delivery) fn is_here(&self) -> bool {
        self.is_running && self.process == std::process::id()
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::delivery) enum Phase {
    Open,
    /// The worker sends what is queued, until the deadline.
    Closing(Instant),
    Closed,
}

impl<T: Weigh> Lane<T> {
    pub(crate) fn new(
        name: LaneName,
        config: DeliveryConfig,
        breaker: StateMachine,
        destination: Arc<dyn Deliver<T>>,
    ) -> Self {
        let state = State {
            config,
            queue: Queue::new(config.queue),
            ledger: Ledger::default(),
            breaker,
            transitions: Vec::new(),
            destination,
            lost: 0,
            has_shut_down: false,
            retired: Vec::new(),
            attempt: None,
            call: None,
            worker: Worker::default(),
            phase: Phase::Open,
            before_close: None,
            is_abandoned: false,
            waiting_since: None,
            is_told_full: false,
            paused_until: None,
            flush_to: 0,
            flushed_to: 0,
            last_success: None,
            last_error: None,
            flush_error: None,
            check_interval: None,
            check_due: Instant::now(),
            check_error: None,
        };
        Self {
            name,
            state: Mutex::new(state),
            wake: Notify::new(),
            progress: Condvar::new(),
            progress_of_futures: Notify::new(),
            published: Mutex::default(),
        }
    }
}

impl<T> Lane<T> {
    pub(in crate::delivery) fn lock(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Wakes everything that waits for progress of the worker.
    pub(in crate::delivery) fn notify_progress(&self) {
        self.progress.notify_all();
        self.progress_of_futures.notify_waiters();
    }

    pub(in crate::delivery) fn config(&self) -> DeliveryConfig {
        self.lock().config
    }

    /// Checks the destination at this interval, beginning now.
    pub(crate) fn check_every(&self, interval: Duration) {
        self.lock().check_interval = Some(interval);
        self.wake.notify_one();
    }

    pub(crate) fn name(&self) -> &LaneName {
        &self.name
    }
}

impl<T> State<T> {
    /// Whether batches go to this destination. If not, it was exchanged.
    pub(in crate::delivery) fn is_destination(&self, destination: &Arc<dyn Deliver<T>>) -> bool {
        Arc::ptr_eq(&self.destination, destination)
    }

    /// Takes all destinations out of the lane, so that they can be dropped without the lock.
    pub(in crate::delivery) fn take_destinations(&mut self) -> Vec<Arc<dyn Deliver<T>>> {
        let mut taken = std::mem::take(&mut self.retired);
        taken.push(std::mem::replace(&mut self.destination, Arc::new(Nowhere)));
        taken
    }
}

impl<T> Drop for Lane<T> {
    /// The destructor of an adapter may panic.
    fn drop(&mut self) {
        let destinations = self.lock().take_destinations();
        drop_caught(destinations);
        supervisor::forget_dropped();
    }
}

/// Drops destinations, which may panic.
pub(in crate::delivery) fn drop_caught<T>(destinations: Vec<Arc<dyn Deliver<T>>>) {
    for destination in destinations {
        caught(|| drop(destination));
    }
}

impl<T: Weigh> State<T> {
    /// Returns the number of the oldest entry that is neither delivered nor lost.
    pub(in crate::delivery) fn oldest(&self) -> u64 {
        self.attempt.as_ref().map_or_else(|| self.queue.oldest(), |attempt| attempt.oldest)
    }

    /// Drops everything that waits in the queue.
    pub(in crate::delivery) fn drop_queue(&mut self) {
        let items = self.queue.clear();
        self.ledger.drop_queued(items);
        self.lost += items;
        self.waiting_since = None;
    }

    /// Counts a part of the batch that was delivered before an attempt failed.
    pub(in crate::delivery) fn count_delivered(&mut self, items: u64, receipt: &Receipt) {
        let Some(attempt) = &mut self.attempt else { return };
        let items = items.min(attempt.items);
        attempt.items -= items;
        self.ledger.deliver(items, receipt.rejected_items());
        self.last_success = clock::date();
    }

    /// Counts the batch that is being exported as failed.
    pub(in crate::delivery) fn fail_attempt(&mut self) {
        if let Some(attempt) = self.attempt.take() {
            self.ledger.fail(attempt.items);
            self.lost += attempt.items;
        }
    }

    /// Whether nothing will be sent for now, so that waiting is useless.
    pub(in crate::delivery) fn is_blocked(&self, now: Instant) -> bool {
        !self.worker.is_here() || self.breaker.is_refusing(now) || self.paused_until.is_some_and(|until| now < until)
    }
}
