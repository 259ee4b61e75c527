//! Tracing adapters as destinations of spans.

use std::sync::Arc;

use super::checked::Checked;
use super::signal::Signal;
use crate::adapters::traits::tracing_adapter::TracingAdapter;
use crate::collect::SpanBatch;
use crate::delivery::{Deliver, DeliveryConfig, Pending, Receipt};

/// Spans.
pub(in crate::adapters) struct Traces;

impl Signal for Traces {
    type Adapter = dyn TracingAdapter;
    type Item = Arc<SpanBatch>;
    type Progress = ();

    const NAME: &'static str = "traces";

    fn name(adapter: &Self::Adapter) -> &str {
        adapter.name()
    }

    fn is_noop(adapter: &Self::Adapter) -> bool {
        adapter.is_noop()
    }

    fn delivery_config(adapter: &Self::Adapter, of_manager: DeliveryConfig) -> DeliveryConfig {
        adapter.delivery_config(of_manager)
    }

    fn destination(adapter: Arc<Self::Adapter>, checked: Arc<Checked>, _: Arc<()>) -> Arc<dyn Deliver<Arc<SpanBatch>>> {
        Arc::new(Destination { adapter, checked })
    }
}

struct Destination {
    adapter: Arc<dyn TracingAdapter>,
    checked: Arc<Checked>,
}

impl Deliver<Arc<SpanBatch>> for Destination {
    fn deliver<'call>(&'call self, batch: &'call [Arc<SpanBatch>]) -> Pending<'call, Receipt> {
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
