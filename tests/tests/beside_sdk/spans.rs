//! Names, status and errors of spans, in the SDK and over OTLP.

use std::panic::catch_unwind;

use opentelemetry::Value;
use opentelemetry::trace::{SpanKind, Status};
use opentelemetry_proto::tonic::trace::v1;
use opentelemetry_proto::tonic::trace::v1::status::StatusCode;
use opentelemetry_sdk::trace::SpanData;
use tracing_subscriber::layer::SubscriberExt as _;

use crate::calls::{order, panics};
use crate::sdk::Exported;
use crate::sent::{Sent, attribute};

/// Runs the calls with both layers.
fn run() -> (Exported, Sent) {
    let (exported, sent) = (Exported::default(), Sent::new());
    let sdk = tracing_opentelemetry::layer().with_tracer(exported.tracer());
    let subscriber = tracing_subscriber::registry().with(sdk).with(sent.manager.span_layer());
    tracing::subscriber::with_default(subscriber, || {
        order();
        catch_unwind(panics).unwrap_err();
    });
    (exported, sent)
}

fn of_sdk(span: &SpanData, key: &str) -> Option<Value> {
    span.attributes.iter().find(|attribute| attribute.key.as_str() == key).map(|attribute| attribute.value.clone())
}

#[test]
fn spans_of_annotated_functions_reach_the_sdk() {
    let (exported, _) = run();
    let (order, reserve) = (exported.named("shop.order"), exported.named("stock.reserve"));
    assert_eq!(reserve.parent_span_id, order.span_context.span_id());
    assert_eq!(reserve.span_context.trace_id(), order.span_context.trace_id());
    assert_eq!((&order.status, &order.span_kind), (&Status::Unset, &SpanKind::Internal));
    assert_eq!(of_sdk(&order, "item"), Some("tea".into()));
    assert_eq!(of_sdk(&order, "status"), Some("success".into()));
    assert_eq!(of_sdk(&order, "error.type"), None);
    assert!(matches!(reserve.status, Status::Error { .. }), "{reserve:?}");
    assert_eq!(of_sdk(&reserve, "status"), Some("error".into()));
    assert_eq!(of_sdk(&reserve, "error.type"), Some("sold_out".into()));
    let panics = exported.named("shop.panics");
    assert!(matches!(panics.status, Status::Error { .. }), "{panics:?}");
    assert_eq!(of_sdk(&panics, "status"), Some("panicked".into()));
}

/// No quotes, no text of the error, and no error without one.
#[test]
fn status_and_error_type_exact() {
    let (exported, sent) = run();
    for (name, code, status, error) in [
        ("shop.order", StatusCode::Unset, "success", None),
        ("stock.reserve", StatusCode::Error, "error", Some("sold_out")),
        ("shop.panics", StatusCode::Error, "panicked", Some("panic")),
    ] {
        let span = sent.named(name);
        let found = span.status.as_ref().map_or(StatusCode::Unset, v1::Status::code);
        let message = span.status.as_ref().map_or("", |status| &status.message);
        assert_eq!((found, message), (code, ""), "{span:?}");
        assert_eq!((attribute(&span, "status"), attribute(&span, "error.type")), (Some(status), error), "{span:?}");
        let of_sdk = of_sdk(&exported.named(name), "error.type").map(|value| value.to_string());
        assert_eq!(of_sdk.as_deref(), error, "{name}");
    }
}
