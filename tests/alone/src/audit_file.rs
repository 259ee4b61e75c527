//! `JsonLinesSink`, which enables `audit`.

use attuned_telemetry_rt::{JsonLinesSink, with_local_audit_sink};

use crate::shop::{Delivery, Shop};

pub(crate) fn check() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("audit.jsonl");
    let sink = JsonLinesSink::append(&file).unwrap();
    with_local_audit_sink(sink, || Shop { open_orders: 0 }.order("tea", Delivery::Post).unwrap());
    let lines = std::fs::read_to_string(file).unwrap();
    assert!(lines.contains(r#""event_type":"order_placed""#), "{lines}");
}
