//! Health adapters as destinations of health reports.

use std::sync::Arc;

use super::checked::Checked;
use super::signal::Signal;
use crate::adapters::traits::health_adapter::HealthAdapter;
use crate::core::health::component::status::HealthStatus;
use crate::delivery::{Deliver, DeliveryConfig, Pending, Receipt};

/// Health reports.
pub(in crate::adapters) struct Health;

impl Signal for Health {
    type Adapter = dyn HealthAdapter;
    type Item = HealthStatus;
    type Progress = ();

    const NAME: &'static str = "health";

    fn name(adapter: &Self::Adapter) -> &str {
        adapter.name()
    }

    fn is_noop(adapter: &Self::Adapter) -> bool {
        adapter.is_noop()
    }

    fn delivery_config(adapter: &Self::Adapter, of_manager: DeliveryConfig) -> DeliveryConfig {
        adapter.delivery_config(of_manager)
    }

    fn destination(adapter: Arc<Self::Adapter>, checked: Arc<Checked>, _: Arc<()>) -> Arc<dyn Deliver<HealthStatus>> {
        Arc::new(Destination { adapter, checked })
    }
}

struct Destination {
    adapter: Arc<dyn HealthAdapter>,
    checked: Arc<Checked>,
}

impl Deliver<HealthStatus> for Destination {
    fn deliver<'call>(&'call self, batch: &'call [HealthStatus]) -> Pending<'call, Receipt> {
        self.adapter.export_health(batch)
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
