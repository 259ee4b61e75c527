//! A health adapter as the destination of health reports.

use std::sync::Arc;

use super::checked::Checked;
use crate::adapters::traits::health_adapter::HealthAdapter;
use crate::core::health::component::status::HealthStatus;
use crate::delivery::{Deliver, Pending, Receipt};

pub(in crate::adapters) struct HealthDestination {
    pub(in crate::adapters) adapter: Arc<dyn HealthAdapter>,
    pub(in crate::adapters) checked: Arc<Checked>,
}

impl Deliver<HealthStatus> for HealthDestination {
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
