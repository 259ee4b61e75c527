//! An adapter that does what a test tells it.

use std::fmt;
use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex};
use std::time::Duration;

use attuned_telemetry_rt::adapters::{
    AdapterHealth, LoggingAdapter, MetricValue, MetricsAdapter, MetricsBatch, async_trait,
};
use attuned_telemetry_rt::collect::LogRecord;
use attuned_telemetry_rt::delivery::{DeliveryError, Receipt};

/// What an adapter does when it is called.
pub(crate) enum Act {
    /// Takes the batch.
    Take,
    /// Takes the batch after a while.
    TakeAfter(Duration),
    /// Takes the batch except some items.
    Reject(u64),
    Fail(DeliveryError),
    Panic,
    /// Waits for ever, without blocking the thread.
    Hang,
    /// Blocks the thread until the gate is open, and then takes the batch.
    Block(Arc<Gate>),
}

type Decide<P> = Box<dyn Fn(P) -> Act + Send + Sync>;

/// An adapter for log records and metrics.
pub(crate) struct Backend {
    name: &'static str,
    /// What it does with the messages of a batch.
    export: Decide<Call>,
    check: Decide<usize>,
    finish: Decide<&'static str>,
    taken: Mutex<Vec<String>>,
    exports: AtomicUsize,
    checks: AtomicUsize,
    flushes: AtomicUsize,
    shutdowns: AtomicUsize,
}

/// A call of the method for batches.
pub(crate) struct Call {
    /// 1 for the first call.
    pub(crate) number: usize,
    pub(crate) messages: Vec<String>,
}

impl Backend {
    /// Creates an adapter that decides about each batch.
    pub(crate) fn new(export: impl Fn(Call) -> Act + Send + Sync + 'static) -> Self {
        Self {
            name: "backend",
            export: Box::new(export),
            check: Box::new(|_| Act::Take),
            finish: Box::new(|_| Act::Take),
            taken: Mutex::default(),
            exports: AtomicUsize::new(0),
            checks: AtomicUsize::new(0),
            flushes: AtomicUsize::new(0),
            shutdowns: AtomicUsize::new(0),
        }
    }

    /// Creates an adapter that takes everything.
    pub(crate) fn healthy() -> Arc<Self> {
        Arc::new(Self::new(|_| Act::Take))
    }

    pub(crate) fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    /// Decides about each health check, by its number. An error means that the adapter is not healthy.
    pub(crate) fn checked(self, check: impl Fn(usize) -> Act + Send + Sync + 'static) -> Self {
        Self { check: Box::new(check), ..self }
    }

    /// Decides about `"flush"` and `"shutdown"`.
    pub(crate) fn finished(self, finish: impl Fn(&'static str) -> Act + Send + Sync + 'static) -> Self {
        Self { finish: Box::new(finish), ..self }
    }

    /// Returns the messages of the batches that were taken.
    pub(crate) fn taken(&self) -> Vec<String> {
        self.taken.lock().unwrap().clone()
    }

    pub(crate) fn exports(&self) -> usize {
        self.exports.load(Ordering::SeqCst)
    }

    pub(crate) fn checks(&self) -> usize {
        self.checks.load(Ordering::SeqCst)
    }

    pub(crate) fn flushes(&self) -> usize {
        self.flushes.load(Ordering::SeqCst)
    }

    pub(crate) fn shutdowns(&self) -> usize {
        self.shutdowns.load(Ordering::SeqCst)
    }

    async fn export(&self, messages: Vec<String>) -> Result<Receipt, DeliveryError> {
        let number = self.exports.fetch_add(1, Ordering::SeqCst) + 1;
        let receipt = act((self.export)(Call { number, messages: messages.clone() })).await?;
        self.taken.lock().unwrap().extend(messages);
        Ok(receipt)
    }

    async fn finish(&self, what: &'static str, count: &AtomicUsize) -> Result<(), DeliveryError> {
        count.fetch_add(1, Ordering::SeqCst);
        act((self.finish)(what)).await.map(drop)
    }

    async fn check(&self) -> AdapterHealth {
        let number = self.checks.fetch_add(1, Ordering::SeqCst) + 1;
        match act((self.check)(number)).await {
            Ok(_) => AdapterHealth::Healthy,
            Err(error) => AdapterHealth::unhealthy(error.to_string()),
        }
    }
}

async fn act(act: Act) -> Result<Receipt, DeliveryError> {
    match act {
        Act::Take => {}
        Act::TakeAfter(duration) => tokio::time::sleep(duration).await,
        Act::Reject(items) => return Ok(Receipt::rejected(items, "some items are invalid")),
        Act::Fail(error) => return Err(error),
        Act::Panic => panic!("the adapter panics, as the test tells it"),
        Act::Hang => pending().await,
        Act::Block(gate) => gate.wait(),
    }
    Ok(Receipt::all())
}

#[async_trait]
impl LoggingAdapter for Backend {
    async fn log(&self, _: &LogRecord) {}

    fn name(&self) -> &str {
        self.name
    }

    async fn health_check(&self) -> AdapterHealth {
        self.check().await
    }

    async fn export_logs(&self, records: &[LogRecord]) -> Result<Receipt, DeliveryError> {
        self.export(records.iter().map(|record| record.message().to_owned()).collect()).await
    }

    async fn flush(&self) -> Result<(), DeliveryError> {
        self.finish("flush", &self.flushes).await
    }

    async fn shutdown(&self) -> Result<(), DeliveryError> {
        self.finish("shutdown", &self.shutdowns).await
    }
}

#[async_trait]
impl MetricsAdapter for Backend {
    async fn record_counter(&self, _: &str, _: u64, _: &[(&str, &str)]) {}
    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}
    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    fn name(&self) -> &str {
        self.name
    }

    async fn health_check(&self) -> AdapterHealth {
        self.check().await
    }

    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        let samples = batch.iter().filter(|point| matches!(point.value, MetricValue::Sample(_)));
        self.export(samples.map(|point| point.name.to_string()).collect()).await
    }

    async fn flush(&self) -> Result<(), DeliveryError> {
        self.finish("flush", &self.flushes).await
    }

    async fn shutdown(&self) -> Result<(), DeliveryError> {
        self.finish("shutdown", &self.shutdowns).await
    }
}

impl fmt::Debug for Backend {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Backend").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Blocks threads until it is opened.
#[derive(Default)]
pub(crate) struct Gate {
    is_open: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    pub(crate) fn new() -> Arc<Self> {
        Arc::default()
    }

    pub(crate) fn open(&self) {
        *self.is_open.lock().unwrap() = true;
        self.opened.notify_all();
    }

    pub(crate) fn wait(&self) {
        drop(self.opened.wait_while(self.is_open.lock().unwrap(), |is_open| !*is_open).unwrap());
    }
}
