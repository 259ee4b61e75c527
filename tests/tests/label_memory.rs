//! Memory of the labels of annotated calls. The recorder is global, so this is a separate program.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::{CappedLabels, observed};
use attuned_telemetry_tests::bytes_in_use::{Counting, bytes_in_use};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

static TENANTS: CappedLabels<10_000> = CappedLabels::new();
static ROUTES: CappedLabels<10_000> = CappedLabels::new();
static SIZES: CappedLabels<10_000> = CappedLabels::new();

#[observed(
    metrics = "shop",
    labels(tenant = TENANTS.label(tenant), route = ROUTES.label(route), size = |size| SIZES.label(size)),
    in_flight
)]
fn serve(tenant: &str, route: &str, size: &str) -> String {
    let _ = (tenant, route);
    size.to_owned()
}

/// Calls the function with all combinations of these numbers as labels.
fn serve_all(numbers: std::ops::Range<usize>) -> usize {
    let texts: Vec<_> = numbers.map(|number| number.to_string()).collect();
    for tenant in &texts {
        for route in &texts {
            for size in &texts {
                serve(tenant, route, size);
            }
        }
    }
    texts.len().pow(3)
}

#[test]
fn combinations_of_labels_beyond_the_series_limit_take_no_memory_and_share_one_series() {
    let exporter = PrometheusExporter::builder().series_limit(100).build().unwrap();
    exporter.install().unwrap();
    let mut calls = serve_all(0..30);
    let before = bytes_in_use();
    calls += serve_all(10..40);
    let grown = bytes_in_use() - before;
    // Each of the ten new values of the three labels is stored once.
    assert!(grown < 64 << 10, "{grown} bytes");

    let page = exporter.render();
    let values = |metric: &str| -> Vec<(String, usize)> {
        let lines = page.lines().filter_map(|line| line.strip_prefix(metric)?.rsplit_once(' '));
        lines.map(|(labels, value)| (labels.to_owned(), value.parse().unwrap())).collect()
    };
    // The gauge of calls in flight has no label from the returned value. Its node has counters, too, which stay at
    // zero.
    let counted: Vec<_> = values("shop_operations_total{").into_iter().filter(|(_, value)| *value > 0).collect();
    assert!(counted.len() <= 101, "{} series", counted.len());
    assert_eq!(counted.iter().map(|(_, value)| value).sum::<usize>(), calls);
    let of_others = counted.iter().filter(|(labels, _)| labels.contains("__other__")).collect::<Vec<_>>();
    let [(labels, others)] = &of_others[..] else { unreachable!("one overflow series: {of_others:?}") };
    assert!(labels.contains(r#"route="__other__",size="__other__",status="success",tenant="__other__"}"#), "{labels}");
    let overflow = values("attuned_telemetry_series_overflow_total{metric=\"shop_operations_total\"");
    assert_eq!(overflow, [("}".to_owned(), *others)]);
    assert!(values("shop_in_flight{").iter().all(|(_, running)| *running == 0));
}
