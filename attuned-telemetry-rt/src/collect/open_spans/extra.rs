//! What only some open spans have, in a box that is reused.

use std::cell::RefCell;
use std::sync::Arc;

use crate::collect::attributes::list::AttributeList;
use crate::collect::attributes::visitor::Fields;
use crate::collect::batch::record::EventRecord;
use crate::collect::batch::span_batch::Details;
use crate::collect::limits;
use crate::collect::sampling::local_trace::LocalTrace;
use crate::core::context::trace_context::TraceContext;

/// The maximum number of empty boxes that a thread keeps.
const MAX_EMPTY: usize = 64;

/// The maximum memory of an empty box, in bytes.
const MAX_EMPTY_BYTES: usize = 8 * 1_024;

thread_local! {
    #[expect(clippy::vec_box, reason = "the boxes leave the list one by one")]
    /// Empty boxes, so that nothing is allocated in the steady state.
    static EMPTY: RefCell<Vec<Box<Extra>>> = const { RefCell::new(Vec::new()) };
}

/// The attributes, events and links of an open span, and its trace if a keep rule decides later.
#[derive(Default)]
pub(crate) struct Extra {
    pub(crate) details: Details,
    pub(crate) local: Option<Arc<LocalTrace>>,
}

impl Extra {
    /// Returns an empty box.
    pub(crate) fn empty() -> Box<Self> {
        EMPTY.try_with(|empty| empty.try_borrow_mut().ok()?.pop()).ok().flatten().unwrap_or_default()
    }

    /// Keeps the box for another span, unless it is large.
    pub(crate) fn recycle(mut self: Box<Self>) {
        self.local = None;
        self.details.clear();
        if self.details.bytes() > MAX_EMPTY_BYTES {
            return;
        }
        let _ = EMPTY.try_with(|empty| match empty.try_borrow_mut() {
            Ok(mut empty) if empty.len() < MAX_EMPTY => empty.push(self),
            _ => {}
        });
    }

    /// Adds attributes, as far as the limits allow.
    pub(crate) fn record(&mut self, fields: &Fields) {
        let left_out = self.details.attributes.record(&fields.attributes, &limits::of_span());
        self.details.left_out.attributes += left_out + fields.left_out;
    }

    /// Adds an event, as far as the limits allow.
    pub(crate) fn add_event(&mut self, event: EventRecord, attributes: &AttributeList) {
        let Details { events, event_attributes, left_out, .. } = &mut self.details;
        let is_too_long = event_attributes.texts.len() + attributes.texts.len() > limits::TEXT;
        let are_too_many = event_attributes.len() + attributes.len() > limits::EVENT_ATTRIBUTES;
        if events.len() >= limits::span_events() || is_too_long || are_too_many {
            left_out.events += 1;
            return;
        }
        let attributes = event_attributes.append(attributes);
        events.push(EventRecord { attributes, ..event });
    }

    /// Adds a link, as far as the limits allow.
    pub(crate) fn add_link(&mut self, link: TraceContext) {
        let Details { links, left_out, .. } = &mut self.details;
        if links.len() < limits::span_links() { links.push(link) } else { left_out.links += 1 }
    }
}
