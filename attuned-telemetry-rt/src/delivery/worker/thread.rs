//! The thread of a lane.

use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{io, mem, thread};

use tokio::runtime::{Builder, Runtime};

use super::supervisor::{self, Watched};
use crate::core::verdict::caught::caught;
use crate::delivery::guard;
use crate::delivery::lane::Lane;
use crate::delivery::queue::weigh::Weigh;

/// How much later than its deadline a call is looked at, twice, before it is abandoned with its thread. A call that
/// waits ends at the deadline itself.
const GRACE: Duration = Duration::from_millis(50);

/// Maximum number of threads in which a destination runs code that blocks, such as the resolution of names. A call that
/// was given up may still occupy one of them.
const BLOCKING_THREADS: usize = 4;

/// How soon the start of a thread is tried again, and how often the metrics of a lane without a worker are updated.
const RETRY: Duration = Duration::from_secs(1);

/// Starts the worker of a lane.
pub(crate) fn start<T: Weigh + Send + Sync + 'static>(lane: &Arc<Lane<T>>) -> io::Result<()> {
    start_worker(lane)?;
    let watched: Arc<dyn Watched> = Arc::clone(lane) as _;
    supervisor::watch(Arc::downgrade(&watched)).inspect_err(|_| {
        lane.begin_close(Instant::now());
    })
}

fn start_worker<T: Weigh + Send + Sync + 'static>(lane: &Arc<Lane<T>>) -> io::Result<()> {
    let runtime = runtime()?;
    let generation = lane.new_worker();
    let mut worker = Some(Worker { lane: Arc::clone(lane), generation, runtime: Some(runtime), has_started: false });
    let name = format!("telemetry-{}", lane.name().backend);
    // The system cuts the name of a thread to 15 bytes; a zero byte would be an error.
    let name = name.replace('\0', "");
    let started = thread::Builder::new().name(name).spawn(move || {
        if let Some(worker) = worker.take() {
            worker.run();
        }
    });
    started.map(drop)
}

/// Creates the runtime of a worker, with everything that the program's features of `tokio` provide. Its threads for
/// code that blocks deliver, too.
fn runtime() -> io::Result<Runtime> {
    let mut builder = Builder::new_current_thread();
    // The thread ends before the mark would have to.
    builder.on_thread_start(|| mem::forget(guard::enter()));
    builder.enable_all().max_blocking_threads(BLOCKING_THREADS).build()
}

struct Worker<T: Weigh> {
    lane: Arc<Lane<T>>,
    generation: u64,
    runtime: Option<Runtime>,
    has_started: bool,
}

impl<T: Weigh> Worker<T> {
    fn run(mut self) {
        self.has_started = true;
        let _delivering = guard::enter();
        if let Some(runtime) = &self.runtime {
            caught(|| runtime.block_on(self.lane.run(self.generation)));
        }
        if let Some(runtime) = self.runtime.take() {
            // Tasks that the destination started must not delay the end.
            caught(|| runtime.shutdown_background());
        }
        // Destinations that own a runtime cannot be dropped in another one.
        self.lane.drop_destinations(self.generation);
    }
}

impl<T: Weigh> Drop for Worker<T> {
    /// Runs when the thread ends, or could not be started.
    fn drop(&mut self) {
        let lacks_worker = self.lane.worker_ended(self.generation);
        // If the thread could not be started, it is not tried again at once.
        if lacks_worker && self.has_started {
            supervisor::expect(Instant::now());
        }
    }
}

impl<T: Weigh + Send + Sync + 'static> Watched for Lane<T> {
    fn inspect(self: Arc<Self>, now: Instant) -> Option<Instant> {
        let next = self.abandon_late_call(now, GRACE);
        if self.lacks_worker() && start_worker(&self).is_err() {
            return Some(now + RETRY);
        }
        if self.is_blocked() {
            // There is no worker that could do it.
            self.publish_if_due();
            return Some(now + RETRY);
        }
        next
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    #[test]
    fn code_that_blocks_is_not_collected_either() {
        let runtime = runtime().unwrap();
        let of_blocking = runtime.block_on(async { tokio::task::spawn_blocking(guard::is_delivering).await });
        assert!(of_blocking.unwrap());
        assert!(!guard::is_delivering());
    }
}
