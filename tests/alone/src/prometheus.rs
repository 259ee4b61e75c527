//! `PrometheusExporter`, which enables `observe` and `catalog`.

use attuned_telemetry_rt::PrometheusExporter;
use attuned_telemetry_rt::export::prometheus::Format;

use crate::shop::{DELIVERIES, Delivery, Shop};

pub(crate) fn check() {
    let exporter = PrometheusExporter::new();
    exporter.install().unwrap();
    Shop { open_orders: 0 }.order("tea", Delivery::Post).unwrap();
    DELIVERIES.add((Delivery::Post, false), 3);
    let page = exporter.render();
    assert!(page.contains("\ndeliveries_total{delivery=\"post\",is_late=\"false\"} 3\n"), "{page}");
    let line = r#"shop_operations_total{delivery="post",item="tea",operation="order",status="success"} 1"#;
    assert!(page.contains(line), "{page}");
    let pieces: Vec<u8> = exporter.page(Format::OpenMetrics).flatten().collect();
    assert!(pieces.ends_with(b"# EOF\n"));
}
