//! The trait of a backend for spans.

use std::sync::Arc;

use async_trait::async_trait;

use super::adapter_health::AdapterHealth;
use crate::collect::{FinishedSpan, SpanBatch};
use crate::core::verdict::type_name::short_type_name;
use crate::delivery::{DeliveryConfig, DeliveryError, Receipt};

/// A backend for finished spans.
///
/// Spans arrive in batches, in [`export_spans`](Self::export_spans). Its default calls
/// [`record_span`](Self::record_span) for each of them.
///
/// ```
/// use attuned_telemetry_rt::adapters::{TracingAdapter, async_trait};
/// use attuned_telemetry_rt::collect::FinishedSpan;
///
/// struct Console;
///
/// #[async_trait]
/// impl TracingAdapter for Console {
///     async fn record_span(&self, span: FinishedSpan<'_>) {
///         println!("{} {:?}", span.name(), span.duration());
///     }
/// }
/// ```
#[async_trait]
pub trait TracingAdapter: Send + Sync {
    /// Records a span that has ended.
    async fn record_span(&self, span: FinishedSpan<'_>);

    /// Returns the name of the adapter, which the manager shows in health reports and metrics. The name does not
    /// change. The default is the name of the type.
    fn name(&self) -> &str {
        short_type_name::<Self>()
    }

    /// Returns whether the backend takes spans. The default is healthy: errors of deliveries are known to the manager,
    /// so an adapter reports only what it knows itself.
    async fn health_check(&self) -> AdapterHealth {
        AdapterHealth::Healthy
    }

    /// Sends spans to the backend. Those of a trace are often in the same batch, but they need not be.
    ///
    /// The default calls [`record_span`](Self::record_span) for each span, and always succeeds.
    ///
    /// # Errors
    ///
    /// Returns an error if the backend did not take the batch. The [class](crate::delivery::DeliveryErrorClass) of the
    /// error decides whether the same batch is retried.
    async fn export_spans(&self, batches: &[Arc<SpanBatch>]) -> Result<Receipt, DeliveryError> {
        for span in batches.iter().flat_map(|batch| batch.spans()) {
            self.record_span(span).await;
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
