//! Memory of series and threads.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::{Mutex, PoisonError};
use std::thread;

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::{CappedLabels, observed};
use attuned_telemetry_tests::bytes_in_use::{Counting, bytes_in_use};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Only one test at a time measures memory.
static MEASURING: Mutex<()> = Mutex::new(());

/// Runs threads one after the other, each of which records in 100 series, and returns the bytes in use afterwards.
fn after_threads(exporter: &PrometheusExporter, threads: usize) -> usize {
    for _ in 0..threads {
        let recorder = exporter.recorder();
        let count = move || {
            metrics::with_local_recorder(&recorder, || {
                (0..100).for_each(|user: u32| metrics::counter!("hits", "user" => user.to_string()).increment(1));
            });
        };
        thread::spawn(count).join().unwrap();
    }
    bytes_in_use()
}

#[test]
fn memory_is_bounded_by_the_number_of_concurrent_threads() {
    let _measuring = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let exporter = PrometheusExporter::new();
    let before = after_threads(&exporter, 5);
    let after = after_threads(&exporter, 2_000);
    // No memory for each thread; the margin is for the standard library's thread data.
    assert!(after <= before + 1_000, "{before} bytes, then {after}");
    assert!(exporter.render().contains(r#"hits_total{user="7"} 2005"#));
}

/// Bytes of a series, with 50 metrics that have `each` series. This thread records in every series.
fn bytes_of_a_series(each: usize, count: impl Fn(&str, &[(&'static str, String); 2])) -> usize {
    let _measuring = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let exporter = PrometheusExporter::new();
    let before = bytes_in_use();
    metrics::with_local_recorder(&exporter.recorder(), || {
        for metric in 0..50 {
            let name = format!("metric_{metric}");
            (0..each)
                .for_each(|user| count(&name, &[("tenant", format!("t-{user:05}")), ("path", "/state".to_owned())]));
        }
    });
    (bytes_in_use() - before) / (50 * each)
}

#[test]
fn hundred_thousand_counters_are_80_bytes_each() {
    let bytes = bytes_of_a_series(2_000, |name, labels| metrics::counter!(name.to_owned(), labels).increment(1));
    assert!((40..=80).contains(&bytes), "{bytes} bytes");
}

#[test]
fn ten_thousand_histograms_are_250_bytes_each() {
    let bytes = bytes_of_a_series(200, |name, labels| metrics::histogram!(name.to_owned(), labels).record(0.5));
    assert!((150..=250).contains(&bytes), "{bytes} bytes");
}

#[test]
fn names_labels_and_descriptions_of_any_number_and_size_take_bounded_memory() {
    let _measuring = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let exporter = PrometheusExporter::new();
    let before = bytes_in_use();
    metrics::with_local_recorder(&exporter.recorder(), || {
        for name in 0..100_000 {
            metrics::counter!(format!("visits_of_{name}")).increment(1);
        }
        for value in 0..2_000 {
            let path = format!("{value:06}").repeat(5_000);
            metrics::counter!("visits_total", "path" => path.clone(), path.clone() => "x").increment(1);
            metrics::describe_counter!("visits_total", path.clone());
            metrics::counter!(path).increment(1);
        }
    });
    let grown = bytes_in_use() - before;
    assert!(grown < 16 << 20, "{grown} bytes");
}

static TENANTS: CappedLabels<10_000> = CappedLabels::new();
static ROUTES: CappedLabels<10_000> = CappedLabels::new();

#[observed(labels(tenant = TENANTS.label(tenant), route = ROUTES.label(route)))]
fn serve(tenant: &str, route: &str) {
    let _ = (tenant, route);
}

/// Calls the function with every tenant and every route, and returns the bytes that this has added.
fn bytes_of_calls(tenants: usize, routes: usize) -> usize {
    let (tenants, routes) = ((0..tenants).map(|tenant| tenant.to_string()).collect::<Vec<_>>(), 0..routes);
    let before = bytes_in_use();
    for route in routes {
        let route = route.to_string();
        for tenant in &tenants {
            serve(tenant, &route);
        }
    }
    bytes_in_use() - before
}

#[test]
fn labels_without_a_recorder_take_memory_for_their_combinations_up_to_a_limit() {
    let _measuring = MEASURING.lock().unwrap_or_else(PoisonError::into_inner);
    let one_route = bytes_of_calls(1_000, 1);
    assert!(one_route < 5 << 20, "{one_route} bytes for 1,000 combinations");
    bytes_of_calls(1_000, 10);
    let beyond = bytes_of_calls(1_000, 30);
    assert!(beyond < 64 << 10, "{beyond} bytes for 20,000 combinations beyond the limit");
}
