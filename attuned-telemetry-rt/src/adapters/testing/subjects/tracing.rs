//! Tracing adapters.

use std::sync::Arc;
use std::time::{SystemTime, UNIX_EPOCH};

use tracing::Metadata;
use tracing::callsite::{Callsite, Identifier};
use tracing::field::FieldSet;
use tracing::metadata::Kind;
use tracing::subscriber::Interest;

use super::common_methods;
use crate::adapters::testing::content::{Content, Load};
use crate::adapters::testing::subject::{Call, Exported, Subject};
use crate::adapters::traits::adapter_health::AdapterHealth;
use crate::adapters::traits::tracing_adapter::TracingAdapter;
use crate::collect::{AttributeRange, AttributeValue, Details, LeftOut, SpanBatch, SpanRecord, SpanStatus};
use crate::core::context::ids::{SpanId, TraceId};
use crate::core::context::trace_context::TraceContext;
use crate::delivery::DeliveryError;
use crate::delivery::Weigh as _;

pub(in crate::adapters::testing) struct TracingSubject<A>(pub(in crate::adapters::testing) A);

impl<A: TracingAdapter> Subject for TracingSubject<A> {
    common_methods!();

    fn export(&self, load: Load) -> Call<'_, Exported> {
        Box::pin(async move {
            let spans = spans(load);
            Exported { items: spans.items(), answer: self.0.export_spans(&[Arc::new(spans)]).await }
        })
    }

    fn single(&self, load: Load) -> Call<'_, ()> {
        Box::pin(async move {
            for span in spans(load).spans() {
                self.0.record_span(span).await;
            }
        })
    }
}

/// The names of spans and attributes are known at compile time, so only values are unusual.
fn spans(load: Load) -> SpanBatch {
    let mut spans = SpanBatch::default();
    let ids = (1..).map_while(|number| Some(TraceContext::new(TraceId::new(number.into())?, SpanId::new(number)?)));
    for (content, ids) in load.contents().iter().zip(ids) {
        spans.push(record(content, ids), Some(&details(content)));
    }
    spans
}

fn record(content: &Content, ids: TraceContext) -> SpanRecord {
    let start = nanoseconds(content.time);
    SpanRecord {
        context: ids.into(),
        parent: None,
        metadata: &METADATA,
        start,
        end: start.saturating_add(u64::try_from(content.length.as_nanos()).unwrap_or(u64::MAX)),
        attributes: AttributeRange::default(),
        events: (0, 0),
        links: (0, 0),
        left_out: LeftOut::default(),
        status: SpanStatus::Unset,
        outcome: None,
        has_remote_parent: false,
    }
}

fn details(content: &Content) -> Details {
    let Content { name, text, labels, float, unsigned, signed, .. } = content;
    let mut details = Details::default();
    for (name, value) in [
        ("name", AttributeValue::Text(name)),
        ("text", AttributeValue::Text(text)),
        ("float", AttributeValue::F64(*float)),
        ("unsigned", AttributeValue::U64(*unsigned)),
        ("signed", AttributeValue::I64(*signed)),
    ] {
        details.attributes.push(name, value);
    }
    for (_, value) in labels {
        details.attributes.push("label", AttributeValue::Text(value));
    }
    details
}

fn nanoseconds(time: SystemTime) -> u64 {
    let since_1970 = time.duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since_1970.as_nanos()).unwrap_or(u64::MAX)
}

/// The call site of the spans. No subscriber is asked about it.
struct Site;

static METADATA: Metadata<'static> = Metadata::new(
    "requests",
    "kit",
    tracing::Level::INFO,
    None,
    None,
    None,
    FieldSet::new(&[], Identifier(&Site)),
    Kind::SPAN,
);

impl Callsite for Site {
    fn set_interest(&self, _: Interest) {}

    fn metadata(&self) -> &Metadata<'_> {
        &METADATA
    }
}
