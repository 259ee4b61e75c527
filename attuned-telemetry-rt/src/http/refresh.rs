//! Makes health reports in the background, for scrapes of `/metrics`.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::runtime::Handle;

use super::background;
use super::reporter::HealthReporter;

/// A scrape starts a new report if the last one is older than this.
const MAX_AGE: Duration = Duration::from_secs(2);

/// Starts background reports, one at a time.
#[derive(Clone)]
pub(crate) struct Refresh {
    reporter: Arc<HealthReporter>,
    /// Whether a background report is running.
    running: Arc<AtomicBool>,
}

impl Refresh {
    pub(crate) fn new(reporter: Arc<HealthReporter>) -> Self {
        Self { reporter, running: Arc::default() }
    }

    /// Starts a report if the last one is too old, without waiting for it. Only one runs at a time, so checks that
    /// block occupy one thread, however often the process is scraped.
    pub(crate) fn start(&self) {
        let is_fresh = self.reporter.gauges.age().is_some_and(|age| age < MAX_AGE);
        if is_fresh || self.running.swap(true, Ordering::AcqRel) {
            return;
        }
        let running = Running(Arc::clone(&self.running));
        let (reporter, runtime) = (Arc::clone(&self.reporter), Handle::current());
        reporter.gauges.before_first_report();
        // If no thread can be started, the page shows the last report, whose age is on the page.
        drop(background::start(move || {
            let _running = running;
            reporter.report_blocking(&runtime)
        }));
    }
}

/// A running report. Dropped when it ends, panics, or is cancelled by a runtime that shuts down.
struct Running(Arc<AtomicBool>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}
