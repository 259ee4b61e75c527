//! Layers that are exchanged while the program runs.

use attuned_telemetry_rt::{SpanId, TraceContext, TraceId};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::reload;

use crate::calls::order;
use crate::sent::Sent;

/// The layer that collects spans is within a layer of `reload`, as is the filter of another layer.
#[test]
fn reload_keeps_trace_linking() {
    let sent = Sent::new();
    let (spans, spans_handle) = reload::Layer::new(sent.manager.span_layer());
    let (filter, filter_handle) = reload::Layer::new(LevelFilter::OFF);
    let other = tracing_subscriber::fmt::layer().with_writer(std::io::sink).with_filter(filter);
    let subscriber = tracing_subscriber::registry().with(spans).with(other);
    tracing::subscriber::with_default(subscriber, || {
        for number in 1..=2 {
            let caller = TraceContext::new(TraceId::new(number).unwrap(), SpanId::new(7).unwrap());
            caller.in_scope(order);
            filter_handle.reload(LevelFilter::TRACE).unwrap();
            spans_handle.reload(sent.manager.span_layer()).unwrap();
        }
    });
    let spans = sent.spans();
    assert_eq!(spans.len(), 4, "{spans:?}");
    for number in 1..=2_u128 {
        let of_trace = |name: &str| {
            let mut spans = spans.iter().filter(|span| span.trace_id == number.to_be_bytes());
            spans.find(|span| span.name == name).unwrap_or_else(|| panic!("no `{name}` in trace {number}: {spans:?}"))
        };
        assert_eq!(of_trace("shop.order").parent_span_id, 7_u64.to_be_bytes());
        assert_eq!(of_trace("stock.reserve").parent_span_id, of_trace("shop.order").span_id);
    }
}
