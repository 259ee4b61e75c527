//! The registry as the endpoints ask it: within a time, and telling the recorder.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;

use super::gauges::HealthGauges;
use crate::{HealthRegistry, HealthStatus};

/// How long a report may take, checks that block their thread included.
const LIMIT: Duration = Duration::from_millis(900);

/// The components of the process, and what the last report said of them.
pub(crate) struct Watch {
    registry: Arc<HealthRegistry>,
    pub(crate) gauges: HealthGauges,
}

impl Watch {
    pub(crate) fn new(registry: Arc<HealthRegistry>) -> Self {
        Self { registry, gauges: HealthGauges::default() }
    }

    /// Asks the components on a thread where a check that blocks holds nothing else, and gives it up when it is late.
    pub(crate) async fn report(self: &Arc<Self>) -> Option<HealthStatus> {
        let (watch, runtime) = (Arc::clone(self), Handle::current());
        let asked = tokio::task::spawn_blocking(move || watch.check(&runtime));
        tokio::time::timeout(LIMIT, asked).await.ok()?.ok()
    }

    /// Makes a report. One that is late says nothing of now: the gauges keep the time of the last that was not.
    pub(crate) fn check(&self, runtime: &Handle) -> HealthStatus {
        let started = Instant::now();
        let status = runtime.block_on(self.registry.check());
        if started.elapsed() < LIMIT {
            self.gauges.set(&status);
        }
        status
    }
}
