//! Numbers that wrap around.

use metrics::{counter, gauge, histogram};

use super::{Config, engine, page, within};
use crate::engine::cells::{Reader, local};
use crate::engine::family::metric_kind::MetricKind;

/// Returns the first cell of the only series of a metric.
fn first(engine: &super::Engine, name: &str, kind: MetricKind) -> u32 {
    let mut first = None;
    engine.family(name, kind, None).show(0, 1, |_, series, _| {
        first = Some(series.first);
        true
    });
    first.unwrap()
}

#[test]
fn sum_of_durations_starts_again_at_zero_after_584_years_whatever_threads_record_it() {
    let engine = engine(Config::default());
    within(&engine, || histogram!("wait_seconds").record(0.0));
    let nanoseconds = first(&engine, "wait_seconds", MetricKind::Histogram) + 1;
    let sum = || Reader::new().histogram_sum(nanoseconds - 1);
    let half = 1 << 63;
    std::thread::scope(|scope| scope.spawn(move || local().count(nanoseconds, half)).join().unwrap());
    local().count(nanoseconds, half - 1_000_000_000);
    assert!((sum() / 86_400.0 / 365.25 - 584.5).abs() < 0.1, "{} s", sum());
    local().count(nanoseconds, 3_000_000_000);
    assert_eq!(sum().to_bits(), 2.0_f64.to_bits());
}

#[test]
fn counter_starts_again_at_zero_and_a_gauge_that_is_counted_down_first_is_negative() {
    let engine = engine(Config::default());
    within(&engine, || {
        counter!("bytes_total").increment(u64::MAX);
        counter!("bytes_total").increment(3);
        gauge!("running").increment(0.0);
    });
    local().count(first(&engine, "running", MetricKind::Gauge) + 1, u64::MAX);
    let page = page(&engine);
    assert_eq!(["bytes_total", "running"].map(|name| page[name].to_bits()), [2.0_f64, -1.0].map(f64::to_bits));
}
