//! The handle of a lane: what producers, flushes and shutdowns use.

use std::future::Future;
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use crate::delivery::breaker::CircuitBreakerConfig;
use crate::delivery::breaker::state_machine::StateMachine;
use crate::delivery::lane::{DeliveryStatus, Lane, LaneName};
use crate::delivery::ledger::{Accounting, DeliveryReport};
use crate::delivery::outcome::deliver::Deliver;
use crate::delivery::queue::weigh::Weigh;
use crate::delivery::settings::config::DeliveryConfig;

use crate::delivery::worker::thread;

/// How long a pipeline that is dropped without a shutdown goes on delivering what is queued.
const AFTER_DROP: Duration = Duration::from_secs(5);

/// The handle of a lane. When it is dropped, what is queued is delivered in the background.
pub(crate) struct Pipeline<T: Weigh> {
    lane: Arc<Lane<T>>,
}

/// Returns a seed for the jitter of a breaker's pauses.
fn random_seed() -> u64 {
    // The keys of a new hasher are random.
    RandomState::new().hash_one(0)
}

/// The part of a pipeline that does not depend on the type of its items.
pub(crate) trait Control: Send + Sync {
    fn status(&self) -> DeliveryStatus;
    /// Starts a flush, and returns what has to be waited for.
    fn begin_flush(&self) -> Begun;
    fn wait_for_flush(&self, begun: Begun, deadline: Instant) -> DeliveryReport;
    fn flushed(&self, begun: Begun, deadline: Instant) -> Pin<Box<dyn Future<Output = DeliveryReport> + Send + '_>>;
    /// Starts a shutdown. Later calls continue the first one.
    fn begin_shutdown(&self, deadline: Instant) -> Begun;
    fn wait_for_shutdown(&self, begun: Begun, deadline: Instant) -> DeliveryReport;
    fn shut_down(&self, begun: Begun, deadline: Instant) -> Pin<Box<dyn Future<Output = DeliveryReport> + Send + '_>>;
}

/// A flush or a shutdown that has begun.
#[derive(Clone, Copy)]
pub(crate) struct Begun {
    /// The number of the newest entry.
    newest: u64,
    before: Accounting,
}

impl<T: Weigh + Send + Sync + 'static> Pipeline<T> {
    /// Starts the worker of a lane to a destination.
    ///
    /// # Errors
    ///
    /// Returns an error if the thread cannot be started.
    pub(crate) fn start(
        name: LaneName,
        config: DeliveryConfig,
        breaker: &CircuitBreakerConfig,
        destination: Arc<dyn Deliver<T>>,
    ) -> io::Result<Self> {
        let lane = Arc::new(Lane::new(name, config, StateMachine::new(breaker.clone(), random_seed()), destination));
        thread::start(&lane)?;
        Ok(Self { lane })
    }

    /// Adds an entry to the queue. Waits only if the overflow policy says so. Returns whether it is in the queue.
    pub(crate) fn offer(&self, value: T) -> bool {
        self.lane.offer(value)
    }

    /// Like [`offer`](Self::offer), but waits without blocking the thread.
    pub(crate) async fn offer_from_future(&self, value: T) {
        self.lane.offer_from_future(value).await;
    }

    /// Like [`offer`](Self::offer), but never waits. If the overflow policy says to wait, returns the entry.
    pub(crate) fn offer_at_once(&self, value: T) -> Option<T> {
        self.lane.offer_at_once(value).map(|(value, _)| value)
    }

    /// Changes the configuration.
    pub(crate) fn reconfigure(&self, config: DeliveryConfig, breaker: &CircuitBreakerConfig) {
        self.lane.reconfigure(config, breaker);
    }

    /// Checks the destination at an interval, beginning now.
    pub(crate) fn check_every(&self, interval: Duration) {
        self.lane.check_every(interval);
    }

    /// Sends everything that follows the current batch to another destination. The old one is shut down afterwards.
    /// Returns whether the lane is still open.
    pub(crate) fn exchange(&self, destination: Arc<dyn Deliver<T>>) -> bool {
        self.lane.exchange(destination)
    }
}

impl<T: Weigh + Send + Sync + 'static> Control for Pipeline<T> {
    fn status(&self) -> DeliveryStatus {
        self.lane.status()
    }

    fn begin_flush(&self) -> Begun {
        let before = self.lane.accounting();
        Begun { newest: self.lane.begin_flush(), before }
    }

    fn wait_for_flush(&self, begun: Begun, deadline: Instant) -> DeliveryReport {
        self.lane.wait_for_flush(begun.newest, deadline);
        self.report(begun)
    }

    fn flushed(&self, begun: Begun, deadline: Instant) -> Pin<Box<dyn Future<Output = DeliveryReport> + Send + '_>> {
        Box::pin(async move {
            self.lane.flushed(begun.newest, deadline).await;
            self.report(begun)
        })
    }

    fn begin_shutdown(&self, deadline: Instant) -> Begun {
        Begun { newest: u64::MAX, before: self.lane.begin_close(deadline) }
    }

    fn wait_for_shutdown(&self, begun: Begun, deadline: Instant) -> DeliveryReport {
        self.lane.wait_for_close(deadline);
        self.report(begun)
    }

    fn shut_down(&self, begun: Begun, deadline: Instant) -> Pin<Box<dyn Future<Output = DeliveryReport> + Send + '_>> {
        Box::pin(async move {
            self.lane.closed(deadline).await;
            self.report(begun)
        })
    }
}

impl<T: Weigh + Send + Sync + 'static> Pipeline<T> {
    fn report(&self, begun: Begun) -> DeliveryReport {
        DeliveryReport::new(&self.lane.status(), begun.before)
    }
}

impl<T: Weigh> Drop for Pipeline<T> {
    fn drop(&mut self) {
        self.lane.begin_close(Instant::now() + AFTER_DROP);
    }
}
