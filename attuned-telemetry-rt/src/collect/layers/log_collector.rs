//! The layer that collects log events.

use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::collect::logs::log_collector::LogCollector;
use crate::collect::open_spans::trace_ids::TraceIds;
use crate::collect::span_collector::collector::SpanCollector;

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for LogCollector {
    fn on_layer(&mut self, subscriber: &mut S) {
        let collector = <dyn Subscriber>::downcast_ref::<SpanCollector>(subscriber);
        let ids = <dyn Subscriber>::downcast_ref::<TraceIds>(subscriber);
        self.add(collector.map(SpanCollector::spans).or(ids.map(TraceIds::spans)).cloned());
    }

    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        self.collect(event);
    }
}
