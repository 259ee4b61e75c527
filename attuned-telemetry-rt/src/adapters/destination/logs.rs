//! Logging adapters as destinations of log records.

use std::sync::Arc;

use super::checked::Checked;
use super::signal::Signal;
use crate::adapters::traits::logging_adapter::LoggingAdapter;
use crate::collect::LogRecord;
use crate::delivery::{Deliver, DeliveryConfig, Pending, Receipt};

/// Log records.
pub(in crate::adapters) struct Logs;

impl Signal for Logs {
    type Adapter = dyn LoggingAdapter;
    type Item = LogRecord;
    type Progress = ();

    const NAME: &'static str = "logs";

    fn name(adapter: &Self::Adapter) -> &str {
        adapter.name()
    }

    fn is_noop(adapter: &Self::Adapter) -> bool {
        adapter.is_noop()
    }

    fn delivery_config(adapter: &Self::Adapter, of_manager: DeliveryConfig) -> DeliveryConfig {
        adapter.delivery_config(of_manager)
    }

    fn destination(adapter: Arc<Self::Adapter>, checked: Arc<Checked>, _: Arc<()>) -> Arc<dyn Deliver<LogRecord>> {
        Arc::new(Destination { adapter, checked })
    }
}

struct Destination {
    adapter: Arc<dyn LoggingAdapter>,
    checked: Arc<Checked>,
}

impl Deliver<LogRecord> for Destination {
    fn deliver<'call>(&'call self, batch: &'call [LogRecord]) -> Pending<'call, Receipt> {
        self.adapter.export_logs(batch)
    }

    fn flush(&self) -> Pending<'_, ()> {
        self.adapter.flush()
    }

    fn check(&self) -> Pending<'_, ()> {
        Box::pin(async {
            self.checked.store(self.adapter.health_check().await);
            Ok(())
        })
    }

    fn shutdown(&self) -> Pending<'_, ()> {
        self.adapter.shutdown()
    }
}
