//! Pages in protobuf. The feature enables `prometheus`.

use attuned_telemetry_rt::PrometheusExporter;
use attuned_telemetry_rt::export::prometheus::Format;

pub(crate) fn check() {
    let page: Vec<u8> = PrometheusExporter::new().page(Format::Protobuf).flatten().collect();
    assert!(page.windows(21).any(|text| text == b"shop_operations_total"));
}
