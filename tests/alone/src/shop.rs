//! Annotated code, which compiles and runs with any features.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use attuned_telemetry_rt::{
    CappedLabels, Component, ComponentHealth, ErrorType, HealthCheck, HealthRegistry, HealthState, HealthStatus,
    LabelValue, Outcome, TypedCounter, audited, observed,
};

/// The items that may be a label.
static ITEMS: CappedLabels<2> = CappedLabels::new();

/// Why an order fails.
#[derive(Debug, ErrorType)]
pub(crate) enum OrderError {
    UnknownItem,
}

/// How an order is sent.
#[derive(Clone, Copy, LabelValue)]
pub(crate) enum Delivery {
    Post,
}

/// The deliveries, by whether they were late.
pub(crate) static DELIVERIES: TypedCounter<(Delivery, bool)> =
    TypedCounter::new("deliveries", ["delivery", "is_late"]).with_description("Deliveries.");

/// A shop.
#[derive(HealthCheck)]
pub(crate) struct Shop {
    #[health(unhealthy_above = 1)]
    pub(crate) open_orders: u64,
}

#[observed(scope = "shop")]
impl Shop {
    /// Places an order.
    #[observed(op = "order", labels(delivery, item = ITEMS.label(item)), fields(item), err(debug), in_flight)]
    #[audited(event = "order_placed", item = item)]
    pub(crate) fn order(&mut self, item: &str, delivery: Delivery) -> Result<(), OrderError> {
        let Delivery::Post = delivery;
        if item != "tea" {
            return Err(OrderError::UnknownItem);
        }
        self.open_orders += 1;
        Ok(())
    }

    /// Places an order later.
    #[audited(event = StateCreated)]
    pub(crate) async fn order_later(&mut self, item: &str) -> Result<(), OrderError> {
        std::future::ready(()).await;
        self.order(item, Delivery::Post)
    }
}

/// Polls a future until it is ready.
pub(crate) fn run<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return output;
        }
    }
}

/// Returns a health report with one component.
pub(crate) fn report<C: Component>(component: C) -> HealthStatus {
    let registry = HealthRegistry::new();
    registry.register(Arc::new(component));
    run(registry.check())
}

/// Checks what all features have in common.
pub(crate) fn check() {
    let mut shop = Shop { open_orders: 0 };
    shop.order("tea", Delivery::Post).unwrap();
    assert!(matches!(run(shop.order_later("coffee")), Err(OrderError::UnknownItem)));
    assert_eq!(ITEMS.label("tea").as_str(), "tea");
    DELIVERIES.increment((Delivery::Post, true));
    assert_eq!(Outcome::Success.as_str(), "success");
    assert_eq!(ComponentHealth::degraded("disk", "slow").status, HealthState::Degraded);
    assert_eq!(report(shop).status, HealthState::Healthy);
}
