//! How long an attempt may take.

use std::future::Future;
use std::time::Duration;

use tokio::time::{Instant, timeout_at};

use crate::delivery::DeliveryError;

/// How long an attempt may take.
#[derive(Clone, Copy)]
pub(in crate::export::otlp::client) struct Limit {
    end: Instant,
    timeout: Duration,
}

impl Limit {
    /// Starts an attempt.
    pub(in crate::export::otlp::client) fn start(timeout: Duration) -> Self {
        let now = Instant::now();
        // The far future, if the sum is not a valid time.
        let end = now.checked_add(timeout).unwrap_or(now + Duration::from_secs(86_400));
        Self { end, timeout }
    }

    /// Waits for a step of the attempt, at most until the end of the attempt. `what` completes the sentence "… within
    /// 10s".
    pub(in crate::export::otlp::client) async fn within<R>(
        &self,
        what: impl FnOnce() -> String,
        step: impl Future<Output = R>,
    ) -> Result<R, DeliveryError> {
        timeout_at(self.end, step)
            .await
            .map_err(|_| DeliveryError::transient(format!("{} within {:?}", what(), self.timeout)))
    }
}
