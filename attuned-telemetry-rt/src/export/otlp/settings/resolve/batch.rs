//! How the items of a signal wait.

use std::time::Duration;

use super::reader::{Found, Reader, given};
use crate::export::otlp::settings::config::{OtlpConfig, OtlpSignalConfig};
use crate::export::otlp::settings::report::OtlpSource;
use crate::export::otlp::settings::resolved::BatchSettings;
use crate::export::otlp::settings::values::{Count, Fault, Given, Milliseconds};
use crate::export::otlp::signal::OtlpSignal;

/// The variables and defaults of a signal with a queue.
struct Names {
    delay: &'static str,
    default_delay: Duration,
    timeout: &'static str,
    queue: &'static str,
    batch: &'static str,
}

const SPANS: Names = Names {
    delay: "OTEL_BSP_SCHEDULE_DELAY",
    default_delay: Duration::from_secs(5),
    timeout: "OTEL_BSP_EXPORT_TIMEOUT",
    queue: "OTEL_BSP_MAX_QUEUE_SIZE",
    batch: "OTEL_BSP_MAX_EXPORT_BATCH_SIZE",
};

const LOGS: Names = Names {
    delay: "OTEL_BLRP_SCHEDULE_DELAY",
    default_delay: Duration::from_secs(1),
    timeout: "OTEL_BLRP_EXPORT_TIMEOUT",
    queue: "OTEL_BLRP_MAX_QUEUE_SIZE",
    batch: "OTEL_BLRP_MAX_EXPORT_BATCH_SIZE",
};

const EXPORT_TIMEOUT: Duration = Duration::from_secs(30);
const QUEUE: usize = 2_048;
const BATCH: usize = 512;

/// Returns how the items of a signal wait.
pub(super) fn batch(reader: &mut Reader<'_>, config: &OtlpConfig, signal: OtlpSignal) -> BatchSettings {
    let own = config.of(signal);
    match signal {
        OtlpSignal::Traces => queued(reader, own, signal, &SPANS),
        OtlpSignal::Metrics => metrics(reader, own),
        OtlpSignal::Logs => queued(reader, own, signal, &LOGS),
    }
}

fn metrics(reader: &mut Reader<'_>, own: &OtlpSignalConfig) -> BatchSettings {
    let rule = Milliseconds::AtLeast(Duration::from_millis(100));
    let code = given(&rule, [("metrics.interval".into(), own.batch_delay)]);
    let default = Duration::from_secs(60);
    let (delay, _) = reader.setting("metrics.interval", code, &["OTEL_METRIC_EXPORT_INTERVAL"], &rule, default);
    let export_timeout = timeout(reader, own, OtlpSignal::Metrics, "OTEL_METRIC_EXPORT_TIMEOUT");
    for (field, items) in [("metrics.queue_items", own.queue_items), ("metrics.batch_items", own.batch_items)] {
        let fault = |items: usize| Fault::new(items.to_string(), "no value, because metrics have no queue");
        reader.code::<()>(items.map(|items| Given { field: field.to_owned(), value: Err(fault(items)) }));
    }
    BatchSettings { delay, export_timeout, queue_items: 0, batch_items: 0 }
}

fn queued(reader: &mut Reader<'_>, own: &OtlpSignalConfig, signal: OtlpSignal, names: &Names) -> BatchSettings {
    let field = |option: &str| format!("{}.{option}", signal.name());
    let rule = Milliseconds::AtLeast(Duration::ZERO);
    let code = given(&rule, [(field("batch_delay"), own.batch_delay)]);
    let (delay, _) = reader.setting(&field("batch_delay"), code, &[names.delay], &rule, names.default_delay);
    let export_timeout = timeout(reader, own, signal, names.timeout);
    let code = given(&Count, [(field("queue_items"), own.queue_items)]);
    let (queue_items, _) = reader.setting(&field("queue_items"), code, &[names.queue], &Count, QUEUE);
    let batch_items = batch_items(reader, own, &field("batch_items"), names.batch, queue_items);
    BatchSettings { delay, export_timeout, queue_items, batch_items }
}

fn timeout(reader: &mut Reader<'_>, own: &OtlpSignalConfig, signal: OtlpSignal, variable: &'static str) -> Duration {
    let (rule, field) = (Milliseconds::Timeout, format!("{}.export_timeout", signal.name()));
    let code = given(&rule, [(field.clone(), own.export_timeout)]);
    reader.setting(&field, code, &[variable], &rule, EXPORT_TIMEOUT).0
}

/// A batch must not be larger than the queue. The default is the size of the queue if that is smaller.
fn batch_items(
    reader: &mut Reader<'_>,
    own: &OtlpSignalConfig,
    field: &str,
    variable: &'static str,
    queue: usize,
) -> usize {
    let code = reader.code(given(&Count, [(field.to_owned(), own.batch_items)]));
    let found: Option<Found<usize>> = code.or_else(|| reader.variable(variable, &Count));
    let found = found.filter(|(items, source)| {
        let fits = *items <= queue;
        if !fits {
            let expected = format!("at most the size of the queue, which is {queue}");
            reader.wrong(field, *source, Fault::new(items.to_string(), expected));
        }
        fits
    });
    let (items, source) = found.unwrap_or((BATCH.min(queue), OtlpSource::Default));
    reader.record(field, items.to_string(), source);
    items
}
