//! What adapters receive from annotated code, in a process with `TelemetryBuilder::with_adapters`.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::{Arc, Mutex};

use attuned_telemetry_rt::adapters::{
    MetricValue, MetricsAdapter, MetricsBatch, ObservabilityManager, TracingAdapter, async_trait,
};
use attuned_telemetry_rt::collect::{FinishedSpan, SpanStatus};
use attuned_telemetry_rt::delivery::{DeliveryError, Receipt};
use attuned_telemetry_rt::{TelemetryBuilder, TraceContext, TracingConfig, observed};
use tracing_subscriber::layer::{Context, Layer};

/// The increases of the counter of calls, by status.
#[derive(Default)]
struct Calls(Mutex<Vec<(String, u64)>>);

#[async_trait]
impl MetricsAdapter for Calls {
    async fn record_counter(&self, name: &str, value: u64, labels: &[(&str, &str)]) {
        if name == "shop_operations_total" {
            let status = labels.iter().find(|(name, _)| *name == "status").unwrap().1;
            self.0.lock().unwrap().push((status.to_owned(), value));
        }
    }

    async fn record_gauge(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn record_histogram(&self, _: &str, _: f64, _: &[(&str, &str)]) {}

    async fn export_metrics(&self, batch: &MetricsBatch<'_>) -> Result<Receipt, DeliveryError> {
        for point in batch {
            if let MetricValue::Histogram(distribution) = &point.value {
                assert_eq!(distribution.counts.len(), distribution.bounds.len() + 1);
            }
            self.record_point(point).await;
        }
        Ok(Receipt::all())
    }
}

#[derive(Default)]
struct Spans(Mutex<Vec<(&'static str, TraceContext, bool)>>);

#[async_trait]
impl TracingAdapter for Spans {
    async fn record_span(&self, span: FinishedSpan<'_>) {
        let is_error = span.status() == SpanStatus::Error;
        self.0.lock().unwrap().push((span.name(), span.context(), is_error));
    }
}

/// The names of the spans that a layer of the user sees.
#[derive(Clone, Default)]
struct Mine(Arc<Mutex<Vec<&'static str>>>);

impl<S: tracing::Subscriber> Layer<S> for Mine {
    fn on_new_span(&self, attributes: &tracing::span::Attributes<'_>, _: &tracing::Id, _: Context<'_, S>) {
        self.0.lock().unwrap().push(attributes.metadata().name());
    }
}

#[observed(scope = "shop")]
fn buy(price: Option<u32>) -> Result<TraceContext, std::num::ParseIntError> {
    price.map_or_else(|| "none".parse(), Ok)?;
    Ok(TraceContext::current().unwrap())
}

#[test]
fn adapters_receive_increases_and_spans_with_the_ids_of_the_code() {
    let manager = ObservabilityManager::new();
    let (calls, spans, mine) = (Arc::new(Calls::default()), Arc::new(Spans::default()), Mine::default());
    manager.register_metrics_adapter(calls.clone()).unwrap();
    manager.register_tracing_adapter(spans.clone()).unwrap();
    // The level of the logs applies to the logs only.
    let config = TracingConfig { level: "error".to_owned(), ..TracingConfig::default() };
    let guard =
        TelemetryBuilder::new().with_tracing(config).with_layer(mine.clone()).with_adapters(&manager).init().unwrap();

    let context = buy(Some(1)).unwrap();
    buy(None).unwrap_err();
    guard.flush();
    buy(Some(2)).unwrap();
    drop(guard);

    let mut counted = calls.0.lock().unwrap().clone();
    counted.sort();
    let expected = [("error", 1), ("success", 1), ("success", 1)];
    assert_eq!(counted, expected.map(|(status, count)| (status.to_owned(), count)));
    let collected = spans.0.lock().unwrap().clone();
    assert_eq!(collected[0], ("shop.buy", context, false));
    assert_eq!((collected[1].0, collected[1].2, collected.len()), ("shop.buy", true, 3));
    assert_eq!(*mine.0.lock().unwrap(), ["shop.buy"; 3]);
}
