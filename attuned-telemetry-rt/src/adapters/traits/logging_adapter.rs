//! The trait of a backend for log records.

use async_trait::async_trait;

use super::adapter_health::AdapterHealth;
use crate::collect::LogRecord;
use crate::core::verdict::type_name::short_type_name;
use crate::delivery::{DeliveryConfig, DeliveryError, Receipt};

/// A backend for log records.
///
/// Records arrive in batches, in [`export_logs`](Self::export_logs). Its default calls [`log`](Self::log) for each of
/// them.
///
/// ```
/// use attuned_telemetry_rt::adapters::{LoggingAdapter, async_trait};
/// use attuned_telemetry_rt::collect::LogRecord;
///
/// struct Console;
///
/// #[async_trait]
/// impl LoggingAdapter for Console {
///     async fn log(&self, record: &LogRecord) {
///         println!("{record:?}");
///     }
/// }
/// ```
#[async_trait]
pub trait LoggingAdapter: Send + Sync {
    /// Logs a record.
    async fn log(&self, record: &LogRecord);

    /// Returns the name of the adapter, which the manager shows in health reports and metrics. The name does not
    /// change. The default is the name of the type.
    fn name(&self) -> &str {
        short_type_name::<Self>()
    }

    /// Returns whether the backend takes records. The default is healthy: errors of deliveries are known to the
    /// manager, so an adapter reports only what it knows itself.
    async fn health_check(&self) -> AdapterHealth {
        AdapterHealth::Healthy
    }

    /// Sends records to the backend, in the order in which they were logged. The default calls [`log`](Self::log) for
    /// each of them, and always succeeds.
    ///
    /// # Errors
    ///
    /// Returns an error if the backend did not take the batch. The [class](crate::delivery::DeliveryErrorClass) of the
    /// error decides whether the same batch is retried.
    async fn export_logs(&self, records: &[LogRecord]) -> Result<Receipt, DeliveryError> {
        for record in records {
            self.log(record).await;
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
