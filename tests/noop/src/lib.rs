//! Functions that report to an adapter. The feature `adapted` enables the calls of an adapter that does nothing, which
//! must compile to the same machine code as no calls.
//!
//! `#[inline(never)]` keeps each function separate, so that its code can be found and compared.

#[cfg(any(feature = "adapted", feature = "counted"))]
use std::{
    future::Future,
    pin::Pin,
    task::{Context, Waker},
    time::Duration,
};

#[cfg(any(feature = "adapted", feature = "counted"))]
use attuned_telemetry_rt::adapters::{MetricsAdapter, MetricsBatch};

#[cfg(feature = "adapted")]
type Adapter = attuned_telemetry_rt::adapters::NoopAdapter;

#[cfg(all(feature = "counted", not(feature = "adapted")))]
type Adapter = counted::Counted;

/// Polls a future once.
#[cfg(any(feature = "adapted", feature = "counted"))]
fn call<T>(mut future: Pin<Box<dyn Future<Output = T> + Send + '_>>) {
    drop(future.as_mut().poll(&mut Context::from_waker(Waker::noop())));
}

/// Adds two numbers, and records single values.
#[inline(never)]
#[must_use]
pub fn add_recorded(left: u64, right: u64) -> u64 {
    #[cfg(any(feature = "adapted", feature = "counted"))]
    {
        call(Adapter {}.record_counter("additions_total", left, &[("kind", "whole")]));
        call(Adapter {}.record_gauge("operand", 1.5, &[]));
        call(Adapter {}.record_histogram("operands", 1.5, &[]));
        call(Adapter {}.record_timing("addition_seconds", Duration::from_nanos(right), &[]));
    }
    left.wrapping_mul(31).wrapping_add(right)
}

/// Adds two numbers, and exports batches.
#[inline(never)]
#[must_use]
pub fn add_exported(left: u64, right: u64) -> u64 {
    #[cfg(any(feature = "adapted", feature = "counted"))]
    {
        call(Adapter {}.export_metrics(&MetricsBatch::new(&[])));
        call(MetricsAdapter::flush(&Adapter {}));
        call(MetricsAdapter::health_check(&Adapter {}));
        call(MetricsAdapter::shutdown(&Adapter {}));
    }
    left.wrapping_mul(37).wrapping_add(right)
}

/// An adapter that does something.
#[cfg(all(feature = "counted", not(feature = "adapted")))]
mod counted {
    use std::sync::atomic::{AtomicU64, Ordering};

    use attuned_telemetry_rt::adapters::{MetricsAdapter, async_trait};

    static CALLS: AtomicU64 = AtomicU64::new(0);

    pub(crate) struct Counted {}

    #[async_trait]
    impl MetricsAdapter for Counted {
        async fn record_counter(&self, _: &str, value: u64, _: &[(&str, &str)]) {
            CALLS.fetch_add(value, Ordering::Relaxed);
        }

        async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

        async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
    }
}
