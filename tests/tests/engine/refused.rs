//! Values that are not numbers.

use metrics::{gauge, histogram};

use super::page::{PrometheusExporter, page, within};

#[test]
fn histogram_drops_values_that_are_not_finite_with_a_warning() {
    let exporter = PrometheusExporter::new();
    within(&exporter, || {
        let wait = histogram!("wait_seconds", "of" => "a");
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, -2.0] {
            wait.record(value);
        }
        histogram!("wait_seconds", "of" => "b").record_many(f64::NAN, 10);
    });
    let page = page(&exporter);
    assert_eq!(page[r#"wait_seconds_count{of="a"}"#], "1");
    assert_eq!(page[r#"wait_seconds_sum{of="a"}"#].parse(), Ok(-2.0));
    assert_eq!(page[r#"wait_seconds_bucket{of="a",le="+Inf"}"#], "1");
    assert_eq!(page[r#"wait_seconds_count{of="b"}"#], "0");
    assert_eq!(page[r#"attuned_telemetry_refused_values_total{metric="wait_seconds"}"#], "13");
}

#[test]
fn gauge_is_nan_until_it_is_set_again() {
    let exporter = PrometheusExporter::new();
    let level = within(&exporter, || gauge!("level"));
    level.set(f64::NAN);
    level.increment(1.0);
    assert_eq!(page(&exporter)["level"], "NaN");
    level.set(f64::NEG_INFINITY);
    assert_eq!(page(&exporter)["level"].parse(), Ok(f64::NEG_INFINITY));
    level.set(2.5);
    assert_eq!(page(&exporter)["level"], "2.5");
}
