//! A buffer of finished spans.

use super::record::{EventRecord, LeftOut, LinkRecord, SpanRecord};
use crate::collect::attributes::list::AttributeList;
use crate::collect::attributes::texts::index;
use crate::delivery::Weigh;

/// Finished spans. Most batches have the spans of one trace that finished on one thread.
#[derive(Default)]
pub struct SpanBatch {
    pub(super) spans: Vec<SpanRecord>,
    pub(super) attributes: AttributeList,
    pub(super) events: Vec<EventRecord>,
    pub(super) event_attributes: AttributeList,
    pub(super) links: Vec<LinkRecord>,
}

/// The attributes, events and links of a span.
#[derive(Default)]
pub(crate) struct Details {
    pub(crate) attributes: AttributeList,
    pub(crate) events: Vec<EventRecord>,
    pub(crate) event_attributes: AttributeList,
    pub(crate) links: Vec<LinkRecord>,
    pub(crate) left_out: LeftOut,
}

impl SpanBatch {
    /// Creates an empty batch with memory for the spans of another one.
    pub(crate) fn with_room_for(other: &Self) -> Self {
        Self {
            spans: Vec::with_capacity(other.spans.len()),
            attributes: AttributeList::with_room_for(&other.attributes),
            events: Vec::with_capacity(other.events.len()),
            event_attributes: AttributeList::with_room_for(&other.event_attributes),
            links: Vec::with_capacity(other.links.len()),
        }
    }

    /// Returns the number of spans.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are no spans.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// Adds a span with its details.
    pub(crate) fn push(&mut self, mut record: SpanRecord, details: Option<&Details>) {
        if let Some(details) = details {
            record.attributes = self.attributes.append(&details.attributes);
            record.events = self.append_events(details);
            record.links.0 = index(self.links.len());
            self.links.extend_from_slice(&details.links);
            record.links.1 = index(self.links.len());
            record.left_out = details.left_out;
        }
        self.spans.push(record);
    }

    fn append_events(&mut self, details: &Details) -> (u32, u32) {
        let start = index(self.events.len());
        for event in &details.events {
            let attributes = self.event_attributes.append_range(&details.event_attributes, event.attributes);
            self.events.push(EventRecord { attributes, ..*event });
        }
        (start, index(self.events.len()))
    }

    /// Returns the memory of the spans in the batch in bytes, without what is allocated for more spans.
    pub(crate) fn used_bytes(&self) -> usize {
        self.spans.len() * size_of::<SpanRecord>()
            + self.events.len() * size_of::<EventRecord>()
            + self.links.len() * size_of::<LinkRecord>()
            + self.attributes.used_bytes()
            + self.event_attributes.used_bytes()
    }

    /// Removes all spans. The memory stays allocated for the next ones.
    pub(crate) fn clear(&mut self) {
        let Self { spans, attributes, events, event_attributes, links } = self;
        spans.clear();
        attributes.clear();
        events.clear();
        event_attributes.clear();
        links.clear();
    }

    /// Frees the memory that is not used.
    pub(crate) fn shrink(&mut self) {
        let Self { spans, attributes, events, event_attributes, links } = self;
        spans.shrink_to_fit();
        attributes.shrink();
        events.shrink_to_fit();
        event_attributes.shrink();
        links.shrink_to_fit();
    }
}

impl Details {
    /// Removes everything. The memory stays allocated for the next span.
    pub(crate) fn clear(&mut self) {
        let Self { attributes, events, event_attributes, links, left_out } = self;
        attributes.clear();
        events.clear();
        event_attributes.clear();
        links.clear();
        *left_out = LeftOut::default();
    }

    /// Returns the memory of the details in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.attributes.bytes()
            + self.events.capacity() * size_of::<EventRecord>()
            + self.event_attributes.bytes()
            + self.links.capacity() * size_of::<LinkRecord>()
    }
}

impl Weigh for SpanBatch {
    fn items(&self) -> u64 {
        self.spans.len() as u64
    }

    fn bytes(&self) -> usize {
        size_of::<Self>()
            + self.spans.capacity() * size_of::<SpanRecord>()
            + self.attributes.bytes()
            + self.events.capacity() * size_of::<EventRecord>()
            + self.event_attributes.bytes()
            + self.links.capacity() * size_of::<LinkRecord>()
    }
}
