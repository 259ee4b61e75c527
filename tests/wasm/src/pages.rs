//! Pages of metrics, and the catalog, which is empty because the linker cannot collect it.

use std::time::Duration;

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use attuned_telemetry_rt::{Catalog, catalog, observed};

use crate::tests;

#[observed(scope = "wasm", slo(latency = "1ms", target = 99.0))]
fn shown() {}

#[observed(scope = "wasm")]
fn never_called() {}

fn page(exporter: &PrometheusExporter, format: Format) -> Vec<u8> {
    exporter.page(format).flatten().collect()
}

tests! {
    fn the_catalog_is_empty_and_says_so() {
        const { assert!(!Catalog::IS_COLLECTED) };
        assert_eq!(catalog(), Catalog::default());
        // It is compiled, but not listed.
        let _ = never_called;
    }

    fn a_page_has_the_operations_that_were_called() {
        let exporter = PrometheusExporter::new();
        assert_eq!(exporter.install(), Ok(()));
        assert_eq!(exporter.render(), "");
        shown();
        shown();
        assert_eq!(
            exporter.render(),
            "# HELP wasm_operations_total Calls, by outcome.\n\
             # TYPE wasm_operations_total counter\n\
             wasm_operations_total{operation=\"shown\",status=\"success\"} 2\n"
        );
        let open_metrics = page(&exporter, Format::OpenMetrics);
        assert_eq!(
            String::from_utf8_lossy(&open_metrics),
            "# HELP wasm_operations Calls, by outcome.\n\
             # TYPE wasm_operations counter\n\
             wasm_operations_total{operation=\"shown\",status=\"success\"} 2\n\
             # EOF\n"
        );
        assert!(!page(&exporter, Format::Protobuf).is_empty());
    }

    fn no_series_is_idle() {
        let exporter = PrometheusExporter::builder().idle_timeout(Duration::from_secs(1)).build().unwrap();
        metrics::with_local_recorder(&exporter.recorder(), || metrics::counter!("a_total", "b" => "c").increment(1));
        for _ in 0..3 {
            assert_eq!(exporter.render(), "# TYPE a_total counter\na_total{b=\"c\"} 1\n");
        }
    }
}
