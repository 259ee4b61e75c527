//! A tracing adapter as the destination of spans.

use std::sync::Arc;

use super::checked::Checked;
use crate::adapters::traits::tracing_adapter::TracingAdapter;
use crate::collect::FinishedSpan;
use crate::delivery::{Deliver, Pending, Receipt};

pub(in crate::adapters) struct TracesDestination {
    pub(in crate::adapters) adapter: Arc<dyn TracingAdapter>,
    pub(in crate::adapters) checked: Arc<Checked>,
}

impl Deliver<FinishedSpan> for TracesDestination {
    fn deliver<'call>(&'call self, batch: &'call [FinishedSpan]) -> Pending<'call, Receipt> {
        self.adapter.export_spans(batch)
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
