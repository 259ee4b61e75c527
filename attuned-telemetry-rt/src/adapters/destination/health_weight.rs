//! A health report in a queue.

use crate::core::health::component::component::ComponentHealth;
use crate::core::health::component::status::HealthStatus;
use crate::delivery::Weigh;

impl Weigh for HealthStatus {
    fn bytes(&self) -> usize {
        bytes(&self.checks)
    }
}

/// Returns the memory of components and their parts.
fn bytes(components: &[ComponentHealth]) -> usize {
    let texts = |component: &ComponentHealth| {
        component.name.capacity() + component.message.as_ref().map_or(0, String::capacity)
    };
    components.iter().map(|component| size_of::<ComponentHealth>() + texts(component) + bytes(&component.checks)).sum()
}
