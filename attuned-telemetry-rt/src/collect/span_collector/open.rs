//! Opens spans.

use std::sync::Arc;

use tracing::span::{Attributes, Id};

use super::collector::SpanCollector;
use crate::collect::attributes::span_fields::SpanFields;
use crate::collect::attributes::visitor::Fields;
use crate::collect::limits;
use crate::collect::open_spans::new_span;
use crate::collect::open_spans::open_span::{OpenSpan, Use};
use crate::collect::open_spans::origin::{Kind, Origin};
use crate::collect::sampling::keep_rules;
use crate::collect::sampling::local_trace::LocalTrace;
use crate::core::clock::{Started, shared};
#[cfg(feature = "propagation")]
use crate::core::context;
use crate::core::context::packed::PackedContext;
use crate::core::context::{quick_ids, stack};
use crate::delivery::guard;

impl SpanCollector {
    #[inline]
    pub(crate) fn open(&self, attributes: &Attributes<'_>, id: &Id) {
        if guard::is_delivering() {
            return;
        }
        let known = self.spans.just_added(id);
        if known.is_some() || !attributes.is_contextual() || keep_rules::exist() {
            return self.open_other(attributes, id, known);
        }
        match stack::innermost_collected(self.spans.subscriber) {
            Some(parent) => self.open_inner(attributes, id, parent),
            None => self.open_other(attributes, id, None),
        }
    }

    /// Opens a span below the innermost one, while no rules exist.
    #[inline]
    fn open_inner(&self, attributes: &Attributes<'_>, id: &Id, parent: PackedContext) {
        if parent.is_sampled {
            let now = shared::now();
            let origin = new_span::inner(parent, quick_ids::span_id(now.number()), None);
            return self.open_recorded(attributes, id, &origin, now, None);
        }
        let context = parent.with_span(quick_ids::span_id(0));
        if !self.spans.add_unsampled(id, context, true) {
            self.open_other(attributes, id, Some(context));
        }
    }

    /// Opens any span. `known` are its ids, if they are known.
    #[inline(never)]
    fn open_other(&self, attributes: &Attributes<'_>, id: &Id, known: Option<PackedContext>) {
        let (mut origin, started) = new_span::origin(attributes, &self.spans);
        origin.context = known.unwrap_or(origin.context);
        let is_sampled = origin.context.is_sampled;
        if !is_sampled && !keep_rules::exist() {
            return self.skip(attributes, id, &origin, known.is_some());
        }
        let waiting = if is_sampled { None } else { Some(self.local_trace(&mut origin)) };
        self.open_recorded(attributes, id, &origin, started, waiting.as_ref());
        #[cfg(feature = "propagation")]
        if let (Kind::Root, Some(caller)) = (origin.kind, context::caller()) {
            self.spans.with_details(id, |details| details.add_link(caller));
        }
    }

    /// Opens a span that becomes a record.
    #[inline]
    fn open_recorded(
        &self,
        attributes: &Attributes<'_>,
        id: &Id,
        origin: &Origin,
        started: Started,
        waiting: Option<&Arc<LocalTrace>>,
    ) {
        let values = attributes.values();
        let is_plain = values.is_empty() && waiting.is_none() && !self.has_ids;
        if is_plain && self.spans.add_plain(id, origin, attributes.metadata(), started) {
            return;
        }
        self.open_detailed(attributes, id, origin, started, waiting);
    }

    /// Opens a span that becomes a record, and may have attributes.
    #[inline(never)]
    fn open_detailed(
        &self,
        attributes: &Attributes<'_>,
        id: &Id,
        origin: &Origin,
        started: Started,
        waiting: Option<&Arc<LocalTrace>>,
    ) {
        let mut span = OpenSpan::new(origin, attributes.metadata(), Use::Recorded, started);
        if let Some(waiting) = waiting {
            span.extra().into_iter().for_each(|extra| extra.local = Some(waiting.clone()));
        }
        let values = attributes.values();
        if !values.is_empty() {
            // No lock is held, because `Display` and `Debug` are user code.
            let read = |fields: &mut Fields| values.record(&mut SpanFields(fields));
            Fields::read(limits::of_span(), read, |fields| span.record(fields));
        }
        self.spans.add(id, span);
    }

    /// Opens a span that is not collected.
    #[inline]
    fn skip(&self, attributes: &Attributes<'_>, id: &Id, origin: &Origin, is_known: bool) {
        if is_known && self.spans.skip(id) {
            return;
        }
        if !self.spans.add_unsampled(id, origin.context, true) {
            self.spans.add(id, OpenSpan::new(origin, attributes.metadata(), Use::Unsampled, Started::untimed()));
        }
    }

    /// Returns where the spans of an unsampled trace wait for the decision of a keep rule.
    fn local_trace(&self, origin: &mut Origin) -> Arc<LocalTrace> {
        let of_parent = origin
            .parent_span
            .and_then(|parent| self.spans.with(&Id::from_u64(parent), |span| span.extra.as_ref()?.local.clone()));
        of_parent.flatten().unwrap_or_else(|| {
            if origin.kind == Kind::Inner {
                origin.kind = Kind::Detached;
            }
            Arc::default()
        })
    }
}
