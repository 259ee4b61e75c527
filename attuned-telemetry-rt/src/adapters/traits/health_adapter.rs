//! The trait of a backend for health reports.

use async_trait::async_trait;

use super::adapter_health::AdapterHealth;
use crate::core::health::component::status::HealthStatus;
use crate::core::verdict::type_name::short_type_name;
use crate::delivery::{DeliveryConfig, DeliveryError, Receipt};

/// A backend for health reports.
///
/// Reports arrive in batches, in [`export_health`](Self::export_health). Its default calls [`report`](Self::report) for
/// each of them.
///
/// ```
/// use attuned_telemetry_rt::HealthStatus;
/// use attuned_telemetry_rt::adapters::{HealthAdapter, async_trait};
///
/// struct Console;
///
/// #[async_trait]
/// impl HealthAdapter for Console {
///     async fn report(&self, status: &HealthStatus) {
///         println!("{}", status.status);
///     }
/// }
/// ```
#[async_trait]
pub trait HealthAdapter: Send + Sync {
    /// Reports the health of the process.
    async fn report(&self, status: &HealthStatus);

    /// Returns the name of the adapter, which the manager shows in health reports and metrics. The name does not
    /// change. The default is the name of the type.
    fn name(&self) -> &str {
        short_type_name::<Self>()
    }

    /// Returns whether the backend takes reports. The default is healthy: errors of deliveries are known to the
    /// manager, so an adapter reports only what it knows itself.
    async fn health_check(&self) -> AdapterHealth {
        AdapterHealth::Healthy
    }

    /// Sends reports to the backend, the oldest first. The default calls [`report`](Self::report) for each of them, and
    /// always succeeds.
    ///
    /// # Errors
    ///
    /// Returns an error if the backend did not take the batch. The [class](crate::delivery::DeliveryErrorClass) of the
    /// error decides whether the same batch is retried.
    async fn export_health(&self, reports: &[HealthStatus]) -> Result<Receipt, DeliveryError> {
        for status in reports {
            self.report(status).await;
        }
        Ok(Receipt::all())
    }

    /// Whether the adapter ignores everything, so that nothing is queued for it. It is read when the adapter is
    /// registered. The default is `false`.
    fn is_noop(&self) -> bool {
        false
    }

    /// Returns the configuration of the adapter's queue: its bounds, when a batch is sent, how it is retried. It is
    /// read when the adapter is registered, and when the manager is reconfigured. The default is the configuration of
    /// the manager. A bound of zero is raised to one.
    fn delivery_config(&self, of_manager: DeliveryConfig) -> DeliveryConfig {
        of_manager
    }

    /// Sends what the adapter itself has stored. It is called after the last batch of a flush. The default does
    /// nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if not everything was sent.
    async fn flush(&self) -> Result<(), DeliveryError> {
        Ok(())
    }

    /// Sends what the adapter itself has stored, and closes its connections. It is called once, after the last batch,
    /// but later calls of any method must do no harm. The default does nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if not everything was sent.
    async fn shutdown(&self) -> Result<(), DeliveryError> {
        Ok(())
    }
}
