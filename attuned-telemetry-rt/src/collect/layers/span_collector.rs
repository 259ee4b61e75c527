//! The layer that collects spans.

use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Subscriber};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::collect::open_spans::trace_ids::TraceIds;
use crate::collect::span_collector::collector::SpanCollector;

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for SpanCollector {
    fn on_layer(&mut self, subscriber: &mut S) {
        let has_other = <dyn Subscriber>::downcast_ref::<Self>(subscriber).is_some();
        let ids = <dyn Subscriber>::downcast_ref::<TraceIds>(subscriber).filter(|_| !has_other);
        self.add(ids.map(|ids| ids.spans().clone()));
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _context: Context<'_, S>) {
        self.open(attributes, id);
    }

    fn on_enter(&self, id: &Id, _context: Context<'_, S>) {
        self.enter(id);
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, _context: Context<'_, S>) {
        self.record(id, values);
    }

    fn on_event(&self, event: &Event<'_>, _context: Context<'_, S>) {
        self.record_event(event);
    }

    fn on_follows_from(&self, id: &Id, follows: &Id, _context: Context<'_, S>) {
        self.link(id, follows);
    }

    fn on_exit(&self, id: &Id, _context: Context<'_, S>) {
        self.exit(id);
    }

    fn on_close(&self, id: Id, _context: Context<'_, S>) {
        self.close(&id);
    }
}
