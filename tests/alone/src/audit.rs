//! `#[audited]`.

use std::sync::Arc;

use attuned_telemetry_rt::{AuditEventType, MemorySink, Outcome, with_local_audit_sink};

use crate::shop::{Delivery, Shop};

pub(crate) fn check() {
    let sink = Arc::new(MemorySink::new());
    with_local_audit_sink(Arc::clone(&sink), || {
        let mut shop = Shop { open_orders: 0 };
        shop.order("tea", Delivery::Post).unwrap();
        assert!(shop.order("coffee", Delivery::Post).is_err());
    });
    let events = sink.events();
    assert_eq!(events.iter().map(|event| event.outcome).collect::<Vec<_>>(), [Outcome::Success, Outcome::Error]);
    assert_eq!(events[0].event_type, AuditEventType::from("order_placed"));
    assert_eq!(events[1].error, Some("unknown_item"));
}
