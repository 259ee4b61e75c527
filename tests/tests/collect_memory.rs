//! Memory of open spans.

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::sync::Arc;

use attuned_telemetry_rt::collect::{Sampling, SpanBatch, SpanCollector};
use attuned_telemetry_tests::bytes_in_use::{Counting, bytes_in_use};
use tracing::{Dispatch, Span, info_span};
use tracing_subscriber::layer::{Layer, SubscriberExt as _};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const SPANS: usize = 100_000;

/// Without layers, a registry frees no span.
struct Closes;

impl<S: tracing::Subscriber> Layer<S> for Closes {}

/// Returns the bytes that open spans take.
fn bytes_of_open_spans(dispatch: &Dispatch) -> usize {
    tracing::dispatcher::with_default(dispatch, || {
        let mut spans: Vec<Span> = Vec::with_capacity(SPANS);
        let before = bytes_in_use();
        spans.extend((0..SPANS).map(|_| info_span!("open")));
        bytes_in_use() - before
    })
}

#[test]
fn an_open_span_takes_less_than_100_bytes() {
    let bare = bytes_of_open_spans(&Dispatch::new(tracing_subscriber::registry().with(Closes)));
    for ratio in [1.0, 0.0] {
        Sampling::new(ratio).unwrap().install();
        let collector = SpanCollector::new(Arc::new(|batch: Arc<SpanBatch>| drop(batch)));
        let dispatch = Dispatch::new(tracing_subscriber::registry().with(collector));
        let collected = bytes_of_open_spans(&dispatch);
        let each = (collected - bare) / SPANS;
        assert!(each < 100, "{each} bytes at the ratio {ratio}");
        let again = bytes_of_open_spans(&dispatch);
        assert!(again <= collected, "the memory of closed spans is used again: {again} after {collected}");
    }
}
