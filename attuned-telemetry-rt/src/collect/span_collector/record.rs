//! Records the fields, events and links of open spans.

use tracing::Event;
use tracing::span::{Id, Record};

use super::collector::SpanCollector;
use crate::collect::attributes::list::AttributeRange;
use crate::collect::attributes::span_fields::{SpanFields, StatusFields};
use crate::collect::attributes::visitor::Fields;
use crate::collect::batch::record::EventRecord;
use crate::collect::limits;
use crate::collect::sampling::keep_rules;
use crate::core::clock::{Started, dated};
use crate::core::context::packed::PackedContext;
use crate::core::context::stack;
use crate::core::context::trace_context::TraceContext;
use crate::delivery::guard;

impl SpanCollector {
    #[inline]
    pub(crate) fn record(&self, id: &Id, values: &Record<'_>) {
        if !self.is_recorded(id) {
            return;
        }
        let mut quick = StatusFields::default();
        values.record(&mut quick);
        if quick.has_others {
            return self.record_all(id, values);
        }
        self.spans.set_status(id, quick.status, quick.outcome);
    }

    fn record_all(&self, id: &Id, values: &Record<'_>) {
        Fields::read(
            limits::of_span(),
            |fields| values.record(&mut SpanFields(fields)),
            |fields| self.spans.record(id, fields),
        );
    }

    /// Whether values of an open span are recorded.
    #[inline]
    fn is_recorded(&self, id: &Id) -> bool {
        if keep_rules::exist() {
            return true;
        }
        // A call records its outcome while it is the innermost one.
        let innermost = stack::innermost_is_sampled(self.spans.key(id));
        innermost.unwrap_or_else(|| self.spans.context(id).is_some_and(|context| context.is_sampled))
    }

    pub(crate) fn record_event(&self, event: &Event<'_>) {
        if guard::is_delivering() {
            return;
        }
        let parent = match event.parent() {
            Some(parent) => self.spans.context(parent).map(|context| (parent.into_u64(), context)),
            None if event.is_contextual() => stack::innermost_span(self.spans.subscriber),
            None => None,
        };
        let Some((id, PackedContext { is_sampled, .. })) = parent else { return };
        if !is_sampled && !keep_rules::exist() {
            return;
        }
        let time = dated::date(Started::now());
        Fields::read(
            limits::of_event(),
            |fields| event.record(fields),
            |fields| {
                let left_out = fields.left_out;
                let attributes = AttributeRange::default();
                let record = EventRecord { metadata: event.metadata(), time, attributes, left_out };
                self.spans.with_details(&Id::from_u64(id), |details| details.add_event(record, &fields.attributes));
            },
        );
    }

    pub(crate) fn link(&self, id: &Id, follows: &Id) {
        let Some(follows) = self.spans.context(follows) else { return };
        let link = TraceContext::from(follows);
        self.spans.with_details(id, |details| details.add_link(link));
    }
}
