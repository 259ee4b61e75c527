//! The scope of real spans.

#![expect(unsafe_code, reason = "the linker collects the annotated functions, by the section of their statics")]

use std::sync::{Arc, Mutex};

use tracing_subscriber::layer::SubscriberExt as _;

use super::kit::decoded::{self, FORMATS};
use crate::collect::{SpanBatch, SpanCollector};
use crate::export::otlp::encode::traces::encoder::TraceEncoder;
use crate::observed;

// Without metrics, because other tests of this program count those of all annotated functions.
#[observed(scope = "attuned.store", op = "upsert", metrics = false, crate = crate)]
fn upsert() {
    tracing::info_span!(target: "hyper::client", "send").in_scope(find::<u8>);
}

/// The instances of a generic function share their span, whose name and target say nothing of the scope.
#[observed(scope = "attuned.qdrant", span = "search", target = "other", metrics = false, crate = crate)]
fn find<T>() {}

/// Returns the batches of the spans that `run` opens.
fn collected(run: impl FnOnce()) -> Vec<Arc<SpanBatch>> {
    let batches = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&batches);
    let collector = SpanCollector::new(Arc::new(move |batch| kept.lock().unwrap().push(batch)));
    tracing::subscriber::with_default(tracing_subscriber::registry().with(collector), run);
    std::mem::take(&mut batches.lock().unwrap())
}

#[test]
#[cfg_attr(miri, ignore = "the linker collects the annotated functions")]
fn scope_is_the_catalog_scope() {
    let batches = collected(|| {
        upsert();
        find::<u16>();
    });
    for format in FORMATS {
        let part = TraceEncoder::new(format, []).encode(&batches, 0..usize::MAX, usize::MAX);
        let (_, mut scopes) = decoded::spans(format, &part.body);
        scopes.sort_by(|(one, _), (other, _)| one.cmp(other));
        let names = scopes
            .iter()
            .map(|(scope, spans)| (scope.as_str(), spans.iter().map(|span| span.name.as_str()).collect::<Vec<_>>()));
        assert_eq!(
            names.collect::<Vec<_>>(),
            [
                ("attuned.qdrant", vec!["search", "search"]),
                ("attuned.store", vec!["attuned.store.upsert"]),
                ("hyper", vec!["send"]),
            ]
        );
    }
}
