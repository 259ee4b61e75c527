//! A logging adapter as the destination of log records.

use std::sync::Arc;

use super::checked::Checked;
use crate::adapters::traits::logging_adapter::LoggingAdapter;
use crate::collect::LogRecord;
use crate::delivery::{Deliver, Pending, Receipt};

pub(in crate::adapters) struct LogsDestination {
    pub(in crate::adapters) adapter: Arc<dyn LoggingAdapter>,
    pub(in crate::adapters) checked: Arc<Checked>,
}

impl Deliver<LogRecord> for LogsDestination {
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
