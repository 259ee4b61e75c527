//! Spans, and the messages that are expected for them.

use std::sync::Arc;

use opentelemetry_proto::tonic::common::v1::KeyValue;
use opentelemetry_proto::tonic::trace::v1::span::{Event, Link, SpanKind};
use opentelemetry_proto::tonic::trace::v1::{Span, Status, status::StatusCode};
use tracing::Metadata;

use super::attributes::Owned;
use super::places;
use crate::collect::{
    AttributeList, AttributeRange, AttributeValue, Details, EventRecord, LeftOut, SpanBatch, SpanRecord, SpanStatus,
};
use crate::core::verdict::outcome::Outcome;
use crate::{SpanId, TraceContext, TraceId};

/// What a span is made of.
#[derive(Clone, Debug)]
pub(in crate::export::otlp::encode::tests) struct SpanPlan {
    pub(in crate::export::otlp::encode::tests) place: usize,
    pub(in crate::export::otlp::encode::tests) context: TraceContext,
    pub(in crate::export::otlp::encode::tests) parent: Option<SpanId>,
    pub(in crate::export::otlp::encode::tests) has_remote_parent: bool,
    pub(in crate::export::otlp::encode::tests) times: [u64; 2],
    pub(in crate::export::otlp::encode::tests) status: SpanStatus,
    pub(in crate::export::otlp::encode::tests) outcome: Option<Outcome>,
    pub(in crate::export::otlp::encode::tests) attributes: Vec<Owned>,
    /// The time, the message and the other attributes.
    pub(in crate::export::otlp::encode::tests) events: Vec<(u64, Option<String>, Vec<Owned>)>,
    pub(in crate::export::otlp::encode::tests) links: Vec<TraceContext>,
    /// Attributes, events, links.
    pub(in crate::export::otlp::encode::tests) left_out: [u32; 3],
}

impl Default for SpanPlan {
    fn default() -> Self {
        Self {
            place: 0,
            context: context(1, 2),
            parent: None,
            has_remote_parent: false,
            times: [1_000, 2_000],
            status: SpanStatus::Unset,
            outcome: None,
            attributes: Vec::new(),
            events: Vec::new(),
            links: Vec::new(),
            left_out: [0; 3],
        }
    }
}

/// Returns ids with these numbers, which must not be zero.
pub(in crate::export::otlp::encode::tests) fn context(trace: u128, span: u64) -> TraceContext {
    TraceContext::new(TraceId::new(trace).unwrap(), SpanId::new(span).unwrap())
}

impl SpanPlan {
    /// The place in the code.
    pub(in crate::export::otlp::encode::tests) fn metadata(&self) -> &'static Metadata<'static> {
        places::OF_SPANS[self.place]
    }

    fn record(&self) -> SpanRecord {
        SpanRecord {
            context: self.context.into(),
            parent: self.parent,
            metadata: self.metadata(),
            start: self.times[0],
            end: self.times[1],
            attributes: AttributeRange::default(),
            events: (0, 0),
            links: (0, 0),
            left_out: LeftOut::default(),
            status: self.status,
            outcome: self.outcome,
            has_remote_parent: self.has_remote_parent,
        }
    }

    fn details(&self) -> Details {
        let [attributes, events, links] = self.left_out;
        let mut details = Details { left_out: LeftOut { attributes, events, links }, ..Details::default() };
        for attribute in &self.attributes {
            details.attributes.push_named(&attribute.name, attribute.value());
        }
        for (time, message, attributes) in &self.events {
            let mut list = AttributeList::default();
            if let Some(message) = message {
                list.push("message", AttributeValue::Text(message));
            }
            for attribute in attributes {
                list.push_named(&attribute.name, attribute.value());
            }
            let attributes = details.event_attributes.append(&list);
            details.events.push(EventRecord { metadata: &places::SENT, time: *time, attributes, left_out: 4 });
        }
        details.links.clone_from(&self.links);
        details
    }

    /// Returns the message that is expected if no attribute stands for something else.
    pub(in crate::export::otlp::encode::tests) fn expected(&self) -> Span {
        let status = self.outcome.map(|outcome| Owned::text("status", outcome.as_str()));
        let remote = if self.has_remote_parent { 0x200 } else { 0 };
        Span {
            trace_id: self.context.trace_id.get().to_be_bytes().to_vec(),
            span_id: self.context.span_id.get().to_be_bytes().to_vec(),
            parent_span_id: self.parent.map(|parent| parent.get().to_be_bytes().to_vec()).unwrap_or_default(),
            flags: 0x100 | remote | u32::from(self.context.is_sampled),
            name: self.metadata().name().to_owned(),
            kind: SpanKind::Internal.into(),
            start_time_unix_nano: self.times[0],
            end_time_unix_nano: self.times[1],
            attributes: status.iter().chain(&self.attributes).map(Owned::expected).collect(),
            dropped_attributes_count: self.left_out[0],
            events: self.events.iter().map(expected_event).collect(),
            dropped_events_count: self.left_out[1],
            links: self.links.iter().map(expected_link).collect(),
            dropped_links_count: self.left_out[2],
            status: expected_status(self.status),
            ..Span::default()
        }
    }
}

fn expected_event((time, message, attributes): &(u64, Option<String>, Vec<Owned>)) -> Event {
    Event {
        time_unix_nano: *time,
        name: message.clone().unwrap_or_else(|| "event src/lib.rs:3".to_owned()),
        attributes: attributes.iter().map(Owned::expected).collect::<Vec<KeyValue>>(),
        dropped_attributes_count: 4,
    }
}

fn expected_link(link: &TraceContext) -> Link {
    Link {
        trace_id: link.trace_id.get().to_be_bytes().to_vec(),
        span_id: link.span_id.get().to_be_bytes().to_vec(),
        flags: u32::from(link.is_sampled),
        ..Link::default()
    }
}

fn expected_status(status: SpanStatus) -> Option<Status> {
    let code = match status {
        SpanStatus::Unset => return None,
        SpanStatus::Ok => StatusCode::Ok,
        SpanStatus::Error => StatusCode::Error,
    };
    Some(Status { message: String::new(), code: code.into() })
}

/// Returns batches of these spans.
pub(in crate::export::otlp::encode::tests) fn batches(plans: &[Vec<SpanPlan>]) -> Vec<Arc<SpanBatch>> {
    let batch = |plans: &Vec<SpanPlan>| {
        let mut batch = SpanBatch::default();
        for plan in plans {
            batch.push(plan.record(), Some(&plan.details()));
        }
        Arc::new(batch)
    };
    plans.iter().map(batch).collect()
}
