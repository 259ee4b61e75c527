//! A metrics adapter with one defect.

use std::collections::HashSet;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering::Relaxed};
use std::sync::{Mutex, OnceLock};
use std::task::{Context, Poll};
use std::thread::{self, ThreadId};
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::{
    AdapterHealth, MetricPoint, MetricSample, MetricValue, MetricsAdapter, MetricsBatch, async_trait,
};
use attuned_telemetry_rt::delivery::{DeliveryError, Receipt};
use tokio::sync::mpsc;

/// An adapter that breaks the law with the name of its defect, and no other.
pub(super) struct Broken {
    defect: &'static str,
    created_on: ThreadId,
    is_flushed: AtomicBool,
    is_poisoned: AtomicBool,
    is_busy: AtomicBool,
    shutdowns: AtomicUsize,
    in_flight: AtomicUsize,
    completed: AtomicUsize,
    /// The thread and the names of the last batch that was completed.
    last: Mutex<Option<(ThreadId, Vec<String>)>>,
    /// Its receiver lives on the runtime of the first call.
    connection: OnceLock<mpsc::Sender<()>>,
}

impl Broken {
    pub(super) fn new(defect: &'static str) -> Self {
        Self {
            defect,
            created_on: thread::current().id(),
            is_flushed: AtomicBool::new(false),
            is_poisoned: AtomicBool::new(false),
            is_busy: AtomicBool::new(false),
            shutdowns: AtomicUsize::new(0),
            in_flight: AtomicUsize::new(0),
            completed: AtomicUsize::new(0),
            last: Mutex::new(None),
            connection: OnceLock::new(),
        }
    }

    fn has(&self, defect: &str) -> bool {
        self.defect == defect
    }

    /// The defects that depend on what a batch contains.
    fn content_error(&self, points: &[MetricPoint]) -> Option<DeliveryError> {
        let name = |found: &str| points.iter().any(|point| point.name.contains(found));
        let gauge = |is: fn(f64) -> bool| {
            points.iter().any(|point| matches!(point.value, MetricValue::Gauge(value) if is(value)))
        };
        let is_wrong = match self.defect {
            "empty_batch" => points.is_empty(),
            "huge_batch" => points.len() > 1_000,
            "unicode" => name("🦀"),
            "control_characters" => name("\0"),
            "not_a_number" => gauge(f64::is_nan),
            "infinities" => gauge(f64::is_infinite),
            "integer_limits" => {
                points.iter().any(|point| point.value == MetricValue::Sample(MetricSample::Counter(u64::MAX)))
            }
            "empty_texts" => points.iter().any(|point| point.name.is_empty()),
            "duplicate_labels" => points.iter().any(|point| {
                let mut names = HashSet::new();
                point.labels.iter().any(|(name, _)| !names.insert(name))
            }),
            "long_texts" => points.iter().any(|point| point.name.len() > 10_000),
            "many_labels" => points.iter().any(|point| point.labels.len() > 100),
            _ => false,
        };
        assert!(!(is_wrong && self.has("huge_batch")), "on purpose");
        is_wrong.then(|| DeliveryError::permanent("on purpose"))
    }

    /// The defects that depend on the calls before and at the same time.
    fn state_error(&self, points: &[MetricPoint]) -> Option<DeliveryError> {
        let thread = thread::current().id();
        let is_wrong = match self.defect {
            "repeated_batch" => {
                self.in_flight.load(Relaxed) == 1
                    && self.connection.get().is_some_and(|connection| !connection.is_closed())
                    && *self.last.lock().unwrap() == Some((thread, names(points)))
            }
            "concurrent_calls" => self.in_flight.load(Relaxed) > 8,
            "several_threads" => thread != self.created_on,
            "another_runtime" => self.connection.get().is_some_and(mpsc::Sender::is_closed),
            "cancelled_calls" => self.is_busy.load(Relaxed) && self.in_flight.load(Relaxed) == 1,
            "panic_of_the_caller" | "unpolled_calls" => self.is_poisoned.load(Relaxed),
            _ => false,
        };
        is_wrong.then(|| DeliveryError::transient("on purpose"))
    }

    fn receipt(&self, points: &[MetricPoint]) -> Receipt {
        let is_typical = points.len() == 24 && points.iter().all(|point| &*point.name == "requests");
        match self.defect {
            "typical_batch" if is_typical => Receipt::rejected(1, "on purpose"),
            "rejected_items" if points.iter().any(|point| point.name.contains("🦀")) => {
                Receipt::rejected(points.len() as u64 + 1, "on purpose")
            }
            _ => Receipt::all(),
        }
    }
}

fn names(points: &[MetricPoint]) -> Vec<String> {
    points.iter().map(|point| point.name.to_string()).collect()
}

#[async_trait]
impl MetricsAdapter for Broken {
    async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {
        assert!(!self.has("single_items"), "on purpose");
    }

    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    fn name(&self) -> &str {
        match self.defect {
            "name_is_printable" => "\u{1b}[31mred",
            "name_is_stable" if self.is_flushed.load(Relaxed) => "flushed",
            _ => "broken",
        }
    }

    async fn health_check(&self) -> AdapterHealth {
        if self.has("health_check_in_time") {
            std::future::pending::<()>().await;
        }
        if self.has("no_blocking") {
            thread::sleep(Duration::from_millis(600));
        }
        AdapterHealth::Healthy
    }

    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        let points = batch.points();
        assert!(!(self.has("calls_after_shutdown") && self.shutdowns.load(Relaxed) > 0), "on purpose");
        self.in_flight.fetch_add(1, Relaxed);
        let _leaves = Leaves(self);
        if let Some(error) = self.state_error(points).or_else(|| self.content_error(points)) {
            return Err(error);
        }
        self.connection.get_or_init(|| {
            let (sender, mut receiver) = mpsc::channel(1);
            tokio::spawn(async move { receiver.recv().await });
            sender
        });
        self.is_busy.store(true, Relaxed);
        Waits { defect: self.defect, polls: 0, polled: Instant::now(), sleep: None }.await?;
        self.is_busy.store(false, Relaxed);
        self.completed.fetch_add(1, Relaxed);
        *self.last.lock().unwrap() = Some((thread::current().id(), names(points)));
        Ok(self.receipt(points))
    }

    fn flush<'life0, 'async_trait>(
        &'life0 self,
    ) -> Pin<Box<dyn Future<Output = Result<(), DeliveryError>> + Send + 'async_trait>>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        let unpolled = Unpolled(Some(self));
        Box::pin(async move {
            std::mem::forget(unpolled);
            let has_items = self.completed.swap(0, Relaxed) > 0;
            let was_flushed = self.is_flushed.swap(true, Relaxed);
            let is_wrong = match self.defect {
                "flush_without_items" => !has_items && !was_flushed,
                "flush_after_items" => has_items,
                "flush_twice" => was_flushed,
                _ => false,
            };
            if is_wrong { Err(DeliveryError::transient("on purpose")) } else { Ok(()) }
        })
    }

    async fn shutdown(&self) -> Result<(), DeliveryError> {
        let earlier = self.shutdowns.fetch_add(1, Relaxed);
        assert!(!(self.has("shutdown_twice") && earlier > 0), "on purpose");
        if self.has("shutdown_during_a_batch") && self.in_flight.load(Relaxed) > 0 {
            std::future::pending::<()>().await;
        }
        if self.has("shutdown_after_items") && self.completed.load(Relaxed) > 0 {
            return Err(DeliveryError::transient("on purpose"));
        }
        Ok(())
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        assert!(!self.has("drop_without_shutdown") || self.shutdowns.load(Relaxed) > 0, "on purpose");
    }
}

/// Dropped when a batch ends in any way.
struct Leaves<'adapter>(&'adapter Broken);

impl Drop for Leaves<'_> {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Relaxed);
        if self.0.has("panic_of_the_caller") && thread::panicking() {
            self.0.is_poisoned.store(true, Relaxed);
        }
    }
}

/// Dropped when a call of `flush` is dropped before it starts.
struct Unpolled<'adapter>(Option<&'adapter Broken>);

impl Drop for Unpolled<'_> {
    fn drop(&mut self) {
        if let Some(adapter) = self.0.filter(|adapter| adapter.has("unpolled_calls")) {
            adapter.is_poisoned.store(true, Relaxed);
        }
    }
}

/// Waits for a short time, as for an answer.
struct Waits {
    defect: &'static str,
    polls: u32,
    polled: Instant,
    sleep: Option<Pin<Box<tokio::time::Sleep>>>,
}

impl Future for Waits {
    type Output = Result<(), DeliveryError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.polls += 1;
        assert!(!(self.defect == "spurious_polls" && self.polls > 100), "on purpose");
        let late = self.polled.elapsed() > Duration::from_millis(300);
        self.polled = Instant::now();
        if self.defect == "slow_consumer" && late {
            return Poll::Ready(Err(DeliveryError::transient("on purpose")));
        }
        let sleep = self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep(Duration::from_millis(2))));
        sleep.as_mut().poll(context).map(Ok)
    }
}
