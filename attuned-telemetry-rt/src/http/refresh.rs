//! Reports on behalf of those who only look at the metrics.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;

use super::watch::Watch;

/// A scrape that finds an older report has another one made.
const FRESH: Duration = Duration::from_secs(2);

/// Has reports made for the scrapes that follow.
#[derive(Clone)]
pub(crate) struct Refresh {
    watch: Arc<Watch>,
    /// Whether a report is being made.
    running: Arc<AtomicBool>,
}

impl Refresh {
    pub(crate) fn of(watch: Arc<Watch>) -> Self {
        Self { watch, running: Arc::default() }
    }

    /// Sees to it that the next scrape finds a fresh report, and waits for nothing. Two never run at once: checks that
    /// hang take one thread, however often somebody scrapes.
    pub(crate) fn start(&self) {
        let is_fresh = self.watch.gauges.age().is_some_and(|age| age < FRESH);
        if is_fresh || self.running.swap(true, Ordering::AcqRel) {
            return;
        }
        let running = Running(Arc::clone(&self.running));
        let (watch, runtime) = (Arc::clone(&self.watch), Handle::current());
        watch.gauges.await_first();
        drop(tokio::task::spawn_blocking(move || {
            let _running = running;
            watch.check(&runtime)
        }));
    }
}

/// A report that is being made, until this is dropped: also by a panic, or by a runtime that ends before it began.
struct Running(Arc<AtomicBool>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
