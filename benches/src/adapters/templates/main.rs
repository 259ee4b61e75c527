// Records in one way, and prints the nanoseconds of a record.
//
//     program ROW SECONDS

use std::env;
use std::error::Error;
use std::future::Future;
use std::hint::black_box;
use std::pin::pin;
use std::sync::{Arc, LazyLock};
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, Waker};
use std::thread;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{
    MetricsAdapter, MetricsBatch, NoopAdapter, ObservabilityConfig, ObservabilityManager, TracingAdapter, async_trait,
};
use attuned_telemetry_rt::collect::{FinishedSpan, SpanBatch};
use attuned_telemetry_rt::delivery::{DeliveryError, Receipt};
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::{LabelValue, TypedCounter, observed};

const BATCH: u64 = 100_000;

#[derive(Clone, Copy)]
struct Numbered<const N: usize>(usize);

static TEXTS: LazyLock<Vec<String>> = LazyLock::new(|| (0..1_000).map(|number| format!("{number:03}")).collect());

impl<const N: usize> LabelValue for Numbered<N> {
    const COUNT: usize = N;

    fn index(&self) -> usize {
        self.0
    }

    fn as_str(&self) -> &'static str {
        &TEXTS[self.0]
    }
}

static REQUESTS: TypedCounter<(Numbered<1000>, Numbered<100>)> = TypedCounter::new("requests_total", ["route", "kind"]);

static ATOMIC: AtomicU64 = AtomicU64::new(0);

#[observed]
fn call() {}

#[derive(LabelValue)]
enum Route {
    Home,
    Search,
}

#[observed(labels(route))]
fn call_with_label(route: Route) {
    let _ = route;
}

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = env::args().skip(1).collect();
    let [row, seconds] = &words[..] else { return Err("expected a row and seconds".into()) };
    // An adapter receives single values only if the manager installs the recorder.
    if row != "observed-samples" {
        PrometheusExporter::new().install()?;
    }
    // The processor's counter is calibrated meanwhile.
    thread::sleep(Duration::from_millis(1_500));
    let seconds = Duration::from_secs_f64(seconds.parse()?);
    let handle = metrics::counter!("handles_total");
    let nanoseconds = match row.as_str() {
        "atomic" => measured(seconds, |_| {
            ATOMIC.fetch_add(1, Ordering::Relaxed);
        }),
        "handle" => measured(seconds, |_| handle.increment(1)),
        "typed" => measured(seconds, |_| REQUESTS.increment(black_box((Numbered(7), Numbered(3))))),
        "typed-spread" => measured(seconds, |number| {
            let number = number as usize;
            REQUESTS.increment(black_box((Numbered(number / 100 % 1_000), Numbered(number % 100))));
        }),
        "typed-threads" => {
            let record = |_| REQUESTS.increment(black_box((Numbered(7), Numbered(3))));
            let other = thread::spawn(move || measured(seconds, record));
            measured(seconds, record).max(other.join().unwrap_or(f64::NAN))
        }
        "macro" => measured(seconds, |_| {
            metrics::counter!("looked_up_total", "route" => "home", "kind" => "get").increment(1);
        }),
        "observed" => measured(seconds, |_| call()),
        "observed-label" => measured(seconds, |number| {
            call_with_label(if number % 16 == 0 { Route::Search } else { Route::Home });
        }),
        "no-adapter" => recorded(&ObservabilityManager::new(), seconds),
        "noop-adapter" => {
            let manager = ObservabilityManager::new();
            manager.register_metrics_adapter(Arc::new(NoopAdapter))?;
            recorded(&manager, seconds)
        }
        "samples" => {
            let manager = ObservabilityManager::try_with_config(roomy())?;
            manager.register_metrics_adapter(Arc::new(Discards))?;
            delivered(&manager, || {
                block_on(async {
                    for _ in 0..ITEMS {
                        manager.record_counter("requests_total", 1, &[("method", "GET")]).await;
                    }
                });
            })?
        }
        "observed-samples" => {
            let manager = ObservabilityManager::try_with_config(roomy())?;
            manager.register_metrics_adapter(Arc::new(Samples))?;
            manager.install()?;
            // Each call has two values: the counter and the duration.
            2.0 * delivered(&manager, || (0..ITEMS / 2).for_each(|_| call()))?
        }
        "spans" => {
            let manager = ObservabilityManager::try_with_config(roomy())?;
            manager.register_tracing_adapter(Arc::new(Discards))?;
            manager.install()?;
            delivered(&manager, || (0..ITEMS).for_each(|_| call()))?
        }
        _ => return Err("unknown row".into()),
    };
    println!("{nanoseconds}");
    Ok(())
}

/// Takes batches, and discards them.
struct Discards;

#[async_trait]
impl MetricsAdapter for Discards {
    async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {}

    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        black_box(batch.points());
        Ok(Receipt::all())
    }
}

/// The same for an adapter that wants every single value.
struct Samples;

#[async_trait]
impl MetricsAdapter for Samples {
    async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {}

    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        black_box(batch.points());
        Ok(Receipt::all())
    }

    fn wants_samples(&self) -> bool {
        true
    }
}

#[async_trait]
impl TracingAdapter for Discards {
    async fn record_span(&self, _: FinishedSpan<'_>) {}

    async fn export_spans(&self, batches: &[Arc<SpanBatch>]) -> Result<Receipt, DeliveryError> {
        black_box(batches);
        Ok(Receipt::all())
    }
}

// Queues that hold everything that a row records.
fn roomy() -> ObservabilityConfig {
    let mut config = ObservabilityConfig::default();
    (config.delivery.queue.items, config.delivery.queue.bytes) = (10_000_000, 1 << 30);
    (config.delivery.batch.items, config.delivery.batch.bytes) = (4_096, 8 << 20);
    config
}

// Returns the nanoseconds of a recording that goes nowhere.
fn recorded(manager: &ObservabilityManager, seconds: Duration) -> f64 {
    measured(seconds, |_| block_on(manager.record_counter("requests_total", 1, &[("method", "GET")])))
}

const ITEMS: u32 = 2_000_000;

// Returns the nanoseconds from the recording of an item to its delivery.
fn delivered(manager: &ObservabilityManager, record: impl FnOnce()) -> Result<f64, Box<dyn Error>> {
    let started = Instant::now();
    record();
    manager.flush_blocking();
    let nanoseconds = started.elapsed().as_secs_f64() * 1e9 / f64::from(ITEMS);
    let accounting = block_on(manager.health()).adapters[0].delivery.accounting;
    if accounting.delivered != u64::from(ITEMS) {
        return Err(format!("not everything was delivered: {accounting:?}").into());
    }
    Ok(nanoseconds)
}

// Runs a future that does not wait.
fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

// Returns the nanoseconds of a record: the median of batches.
fn measured(seconds: Duration, record: impl Fn(u64)) -> f64 {
    let ended = Instant::now() + seconds;
    let mut batches = Vec::new();
    while Instant::now() < ended {
        let started = Instant::now();
        (0..BATCH).for_each(&record);
        batches.push(started.elapsed());
    }
    batches.sort();
    batches[batches.len() / 2].as_secs_f64() * 1e9 / BATCH as f64
}
