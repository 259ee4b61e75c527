//! Tracing adapters.

use super::{common_methods, length};
use crate::adapters::testing::content::{Content, Load};
use crate::adapters::testing::subject::{Call, Exported, Subject};
use crate::adapters::traits::adapter_health::AdapterHealth;
use crate::adapters::traits::tracing_adapter::TracingAdapter;
use crate::collect::{FieldValue, FinishedSpan};
use crate::core::context::ids::{SpanId, TraceId};
use crate::core::context::trace_context::TraceContext;
use crate::delivery::DeliveryError;

pub(in crate::adapters::testing) struct TracingSubject<A>(pub(in crate::adapters::testing) A);

impl<A: TracingAdapter> Subject for TracingSubject<A> {
    common_methods!();

    fn export(&self, load: Load) -> Call<'_, Exported> {
        Box::pin(async move {
            let spans = spans(load);
            Exported { items: length(&spans), answer: self.0.export_spans(&spans).await }
        })
    }

    fn single(&self, load: Load) -> Call<'_, ()> {
        Box::pin(async move {
            for span in &spans(load) {
                self.0.record_span(span).await;
            }
        })
    }
}

fn spans(load: Load) -> Vec<FinishedSpan> {
    let ids = (1..).map_while(|number| Some(TraceContext::new(TraceId::new(number.into())?, SpanId::new(number)?)));
    load.contents().into_iter().zip(ids).map(|(content, ids)| span(content, ids)).collect()
}

fn span(content: Content, ids: TraceContext) -> FinishedSpan {
    let Content { name, labels, float, unsigned, signed, length, time, .. } = content;
    let texts = labels.into_iter().map(|(name, value)| (name.into(), FieldValue::Text(value.into())));
    let numbers = [FieldValue::Float(float), FieldValue::Unsigned(unsigned), FieldValue::Signed(signed)];
    let mut span = FinishedSpan::new(name, ids, time, time.checked_add(length).unwrap_or(time));
    span.attributes = texts.chain(numbers.map(|number| ("number".into(), number))).collect();
    span
}
