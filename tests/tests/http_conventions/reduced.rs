//! Layers without spans, without metrics, or without both.

use attuned_telemetry_rt::TraceContext;
use attuned_telemetry_rt::propagation::tower::{HttpClientLayer, HttpServerLayer};
use axum::body::Body;
use http::{Request, Response};
use tower::{BoxError, Layer as _, ServiceExt as _, service_fn};

use super::support::watched;

const PARENT: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

#[test]
fn layers_can_be_reduced_to_propagation() {
    for (has_spans, has_metrics) in [(true, true), (true, false), (false, true), (false, false)] {
        let server = HttpServerLayer::new().with_spans(has_spans).with_metrics(has_metrics);
        let client = HttpClientLayer::new().with_spans(has_spans).with_metrics(has_metrics);
        let next = service_fn(|request: Request<Body>| async move {
            let parent = request.headers()["traceparent"].to_str().unwrap().to_owned();
            Ok::<_, BoxError>(Response::new(Body::from(parent)))
        });
        let handler = service_fn(move |_: Request<Body>| {
            let client = client.clone();
            async move {
                assert!(TraceContext::current().is_some());
                let request = Request::get("http://stock.example/").body(Body::empty()).unwrap();
                client.layer(next).oneshot(request).await
            }
        });
        let watched = watched(async move {
            let request = Request::get("/").header("traceparent", PARENT).body(Body::empty()).unwrap();
            let response = server.layer(handler).oneshot(request).await.unwrap();
            let body = axum::body::to_bytes(Body::new(response.into_body()), 100).await.unwrap();
            String::from_utf8(body.to_vec()).unwrap()
        });
        assert_eq!(watched.returned, PARENT, "no layer of this crate makes ids of spans here");
        assert_eq!(watched.trace.spans().len(), if has_spans { 2 } else { 0 });
        assert_eq!(watched.metrics.series().len(), if has_metrics { 3 } else { 0 }, "{:?}", watched.metrics.series());
    }
}
