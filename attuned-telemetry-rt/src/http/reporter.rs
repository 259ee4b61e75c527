//! Makes health reports within a time limit, and sets the gauges from them.

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use super::background;
use super::health_gauges::HealthGauges;
use crate::core::health::component::status::HealthStatus;
use crate::core::health::registry::HealthRegistry;

/// Timeout of a report, including checks that block their thread.
const TIMEOUT: Duration = Duration::from_millis(900);

/// The registry of the process, and the gauges of its last report.
pub(crate) struct HealthReporter {
    registry: Arc<HealthRegistry>,
    pub(crate) gauges: HealthGauges,
}

impl HealthReporter {
    pub(crate) fn new(registry: Arc<HealthRegistry>) -> Self {
        Self { registry, gauges: HealthGauges::default() }
    }

    /// Makes a report on a blocking thread, where a check that blocks delays nothing else. Returns `None` after the
    /// timeout.
    ///
    /// # Errors
    ///
    /// Returns an error if no thread can be started.
    pub(crate) async fn report(self: &Arc<Self>) -> io::Result<Option<HealthStatus>> {
        let (reporter, runtime) = (Arc::clone(self), Handle::current());
        let report = background::start(move || reporter.report_blocking(&runtime))?;
        let made = tokio::time::timeout(TIMEOUT, report).await;
        Ok(made.ok().and_then(Result::ok))
    }

    /// Makes a report on this thread. A report that takes longer than the timeout is out of date, so it does not set
    /// the gauges.
    pub(crate) fn report_blocking(&self, runtime: &Handle) -> HealthStatus {
        let started = Instant::now();
        let status = runtime.block_on(self.registry.check());
        if started.elapsed() < TIMEOUT {
            self.gauges.set(&status);
        }
        status
    }
}
