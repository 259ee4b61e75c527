//! The layer that assigns ids only.

use tracing::Subscriber;
use tracing::span::{Attributes, Id};
use tracing_subscriber::layer::{Context, Layer};
use tracing_subscriber::registry::LookupSpan;

use crate::collect::open_spans::new_span::origin;
use crate::collect::open_spans::open_span::{OpenSpan, Use};
use crate::collect::open_spans::trace_ids::TraceIds;
use crate::collect::sampling::keep_rules;
use crate::collect::span_collector::collector::SpanCollector;
use crate::core::context::stack;

impl<S: Subscriber + for<'span> LookupSpan<'span>> Layer<S> for TraceIds {
    fn on_layer(&mut self, subscriber: &mut S) {
        self.add(
            <dyn Subscriber>::downcast_ref::<SpanCollector>(subscriber).map(|collector| collector.spans().clone()),
        );
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, _context: Context<'_, S>) {
        let spans = self.spans();
        if spans.just_added(id).is_some() || spans.is_plain(id) {
            return;
        }
        let (origin, now) = origin(attributes, spans);
        let is_unsampled = !origin.context.is_sampled && !keep_rules::exist();
        if !is_unsampled || !spans.add_unsampled(id, origin.context, false) {
            spans.add(id, OpenSpan::new(&origin, attributes.metadata(), Use::Ids, now));
        }
    }

    fn on_enter(&self, id: &Id, _context: Context<'_, S>) {
        let spans = self.spans();
        stack::enter_span(spans.key(id), stack::Layer::Ids, || spans.context(id));
    }

    fn on_exit(&self, id: &Id, _context: Context<'_, S>) {
        stack::leave_span(self.spans().key(id), stack::Layer::Ids);
    }

    fn on_close(&self, id: Id, _context: Context<'_, S>) {
        let spans = self.spans();
        // A span that is collected is removed by the collector.
        spans.close_ids(&id);
        if std::thread::panicking() {
            // If another layer panics when the span is exited, `on_exit` is not called.
            stack::forget_span(spans.key(&id), stack::Layer::Ids);
        }
    }
}
