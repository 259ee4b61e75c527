//! Turns spans that are closed into records.

use std::sync::Arc;

use tracing::span::Id;

use super::collector::SpanCollector;
use crate::collect::attributes::list::AttributeRange;
use crate::collect::batch::record::{LeftOut, SpanRecord};
use crate::collect::open_spans::open_span::{OpenSpan, Use};
use crate::collect::open_spans::origin::Kind;
use crate::core::clock::{dated, shared};
use crate::core::context::stack;

impl SpanCollector {
    #[inline]
    pub(crate) fn close(&self, id: &Id) {
        let is_sampled = self.spans.forget_last(id);
        if is_sampled != Some(false) || !self.spans.close_unsampled(id) {
            match self.spans.close_plain(id) {
                Some(span) => {
                    self.finish(&span);
                    if let Some(extra) = span.extra {
                        extra.recycle();
                    }
                }
                None => self.close_other(id),
            }
        }
        if std::thread::panicking() {
            // If another layer panics when the span is exited, `on_exit` is not called.
            stack::forget_span(self.spans.key(id), stack::Layer::Collector);
        }
    }

    /// Closes any span, except a plain one.
    #[inline(never)]
    fn close_other(&self, id: &Id) {
        if let Some(span) = self.spans.close(id) {
            self.finish(&span);
            span.recycle();
        }
    }

    /// Turns an open span into a record.
    #[inline]
    fn finish(&self, span: &OpenSpan) {
        if span.use_of != Use::Recorded {
            return;
        }
        let record = record(span);
        let is_outermost = span.kind != Kind::Inner;
        let (details, local) = match &span.extra {
            Some(extra) => (Some(&extra.details), extra.local.as_deref()),
            None => (None, None),
        };
        match local {
            None => {
                // If nothing else runs here, the outermost span ends elsewhere.
                let is_last = is_outermost || !stack::has_span(self.spans.subscriber);
                self.buffers.push(record, details, is_last);
            }
            Some(local) => {
                if !local.push(record, details) {
                    self.buffers.receiver().lose(1);
                }
                if let Some(kept) = is_outermost.then(|| local.decide()).flatten() {
                    self.buffers.receiver().pass(Arc::new(kept));
                }
            }
        }
    }
}

/// Creates the record of a span that ends now.
#[inline]
fn record(span: &OpenSpan) -> SpanRecord {
    let now = shared::now();
    let end = dated::date(now);
    let duration = now.since(span.started).or_else(|| span.started.elapsed()).unwrap_or_default();
    SpanRecord {
        context: span.context,
        parent: span.parent,
        metadata: span.metadata,
        start: end.saturating_sub(duration),
        end,
        attributes: AttributeRange::default(),
        events: (0, 0),
        links: (0, 0),
        left_out: LeftOut::default(),
        status: span.status,
        outcome: span.outcome,
        has_remote_parent: span.kind == Kind::Remote,
    }
}
