//! Health adapters.

use super::{common_methods, length};
use crate::adapters::testing::content::{Content, Load};
use crate::adapters::testing::subject::{Call, Exported, Subject};
use crate::adapters::traits::adapter_health::AdapterHealth;
use crate::adapters::traits::health_adapter::HealthAdapter;
use crate::core::health::component::component::ComponentHealth;
use crate::core::health::component::status::HealthStatus;
use crate::delivery::DeliveryError;

pub(in crate::adapters::testing) struct HealthSubject<A>(pub(in crate::adapters::testing) A);

impl<A: HealthAdapter> Subject for HealthSubject<A> {
    common_methods!();

    fn export(&self, load: Load) -> Call<'_, Exported> {
        Box::pin(async move {
            let reports = reports(load);
            Exported { items: length(&reports), answer: self.0.export_health(&reports).await }
        })
    }

    fn single(&self, load: Load) -> Call<'_, ()> {
        Box::pin(async move {
            for status in &reports(load) {
                self.0.report(status).await;
            }
        })
    }
}

fn reports(load: Load) -> Vec<HealthStatus> {
    load.contents().into_iter().map(report).collect()
}

fn report(content: Content) -> HealthStatus {
    let Content { name, text, labels, length, .. } = content;
    let parts = labels.into_iter().map(|(name, message)| ComponentHealth::degraded(name, message)).collect();
    let mut component = ComponentHealth::of_parts(name, parts);
    component.latency = Some(length);
    component.message = Some(text);
    HealthStatus::from_checks(vec![component], length)
}
