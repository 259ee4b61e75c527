//! An adapter that does nothing.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use super::metrics::distribution::Distribution;
use super::metrics::metrics_batch::MetricsBatch;
use super::traits::adapter_health::AdapterHealth;
use super::traits::health_adapter::HealthAdapter;
use super::traits::logging_adapter::LoggingAdapter;
use super::traits::metrics_adapter::MetricsAdapter;
use super::traits::tracing_adapter::TracingAdapter;
use crate::collect::{FinishedSpan, LogRecord, SpanBatch};
use crate::core::health::component::status::HealthStatus;
use crate::delivery::{DeliveryError, Receipt};

/// An adapter for every signal that does nothing, successfully. Calls are compiled to nothing where the type is known,
/// and do not allocate behind a `dyn` trait.
///
/// ```
/// use std::sync::Arc;
///
/// use attuned_telemetry_rt::adapters::{MetricsAdapter, NoopAdapter};
///
/// let adapter: Arc<dyn MetricsAdapter> = Arc::new(NoopAdapter);
/// assert_eq!(adapter.name(), "noop");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct NoopAdapter;

/// A [`NoopAdapter`] for metrics.
pub type NoopMetricsAdapter = NoopAdapter;

/// A [`NoopAdapter`] for spans.
pub type NoopTracingAdapter = NoopAdapter;

/// A [`NoopAdapter`] for log records.
pub type NoopLoggingAdapter = NoopAdapter;

/// A [`NoopAdapter`] for health reports.
pub type NoopHealthAdapter = NoopAdapter;

/// What nothing results in.
trait Nothing {
    const DONE: Self;
}

impl Nothing for () {
    const DONE: Self = ();
}

impl Nothing for AdapterHealth {
    const DONE: Self = Self::Healthy;
}

impl Nothing for Result<(), DeliveryError> {
    const DONE: Self = Ok(());
}

impl Nothing for Result<Receipt, DeliveryError> {
    const DONE: Self = Ok(Receipt::all());
}

/// A future that is ready. It has no size, so a box of it needs no memory. That of an `async` block has a size.
struct Done<T>(PhantomData<fn() -> T>);

impl<T: Nothing> Future for Done<T> {
    type Output = T;

    #[inline]
    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        Poll::Ready(T::DONE)
    }
}

type Boxed<'call, T> = Pin<Box<dyn Future<Output = T> + Send + 'call>>;

#[inline]
fn done<'call, T: Nothing + 'call>() -> Boxed<'call, T> {
    Box::pin(Done(PhantomData))
}

/// Methods as `#[async_trait]` declares them: the first lifetime is that of `&self`.
macro_rules! do_nothing {
    ($($method:ident<$($life:lifetime),*>($($argument:ty),*) -> $output:ty;)*) => {
        $(
            #[inline]
            fn $method<'life0, $($life,)* 'async_trait>(&'life0 self, $(_: $argument),*) -> Boxed<'async_trait, $output>
            where
                'life0: 'async_trait,
                $($life: 'async_trait,)*
                Self: 'async_trait,
            {
                done()
            }
        )*

        #[inline]
        fn name(&self) -> &'static str {
            "noop"
        }

        #[inline]
        fn is_noop(&self) -> bool {
            true
        }
    };
}

impl MetricsAdapter for NoopAdapter {
    do_nothing! {
        record_counter<'life1, 'life2, 'life3, 'life4>(&'life1 str, u64, &'life2 [(&'life3 str, &'life4 str)]) -> ();
        record_gauge<'life1, 'life2, 'life3, 'life4>(&'life1 str, f64, &'life2 [(&'life3 str, &'life4 str)]) -> ();
        record_histogram<'life1, 'life2, 'life3, 'life4>(&'life1 str, f64, &'life2 [(&'life3 str, &'life4 str)]) -> ();
        record_timing<'life1, 'life2, 'life3, 'life4>(&'life1 str, Duration, &'life2 [(&'life3 str, &'life4 str)]) -> ();
        record_distribution<'life1, 'life2, 'life3, 'life4, 'life5>(
            &'life1 str, &'life2 Distribution, &'life3 [(&'life4 str, &'life5 str)]
        ) -> ();
        health_check<>() -> AdapterHealth;
        export_metrics<'life1, 'life2>(&'life1 MetricsBatch<'life2>) -> Result<Receipt, DeliveryError>;
        flush<>() -> Result<(), DeliveryError>;
        shutdown<>() -> Result<(), DeliveryError>;
    }
}

impl TracingAdapter for NoopAdapter {
    do_nothing! {
        record_span<'life1>(FinishedSpan<'life1>) -> ();
        health_check<>() -> AdapterHealth;
        export_spans<'life1>(&'life1 [Arc<SpanBatch>]) -> Result<Receipt, DeliveryError>;
        flush<>() -> Result<(), DeliveryError>;
        shutdown<>() -> Result<(), DeliveryError>;
    }
}

impl LoggingAdapter for NoopAdapter {
    do_nothing! {
        log<'life1>(&'life1 LogRecord) -> ();
        health_check<>() -> AdapterHealth;
        export_logs<'life1>(&'life1 [LogRecord]) -> Result<Receipt, DeliveryError>;
        flush<>() -> Result<(), DeliveryError>;
        shutdown<>() -> Result<(), DeliveryError>;
    }
}

impl HealthAdapter for NoopAdapter {
    do_nothing! {
        report<'life1>(&'life1 HealthStatus) -> ();
        health_check<>() -> AdapterHealth;
        export_health<'life1>(&'life1 [HealthStatus]) -> Result<Receipt, DeliveryError>;
        flush<>() -> Result<(), DeliveryError>;
        shutdown<>() -> Result<(), DeliveryError>;
    }
}
