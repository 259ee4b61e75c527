//! The names of this project, instead of OpenTelemetry's.

use attuned_telemetry_rt::propagation::tower::{HttpNames, HttpServerLayer};

use super::support::{answer, request, span, watched};

#[test]
fn one_switch_selects_the_names_of_this_project() {
    let layer = || HttpServerLayer::new().with_names(HttpNames::Attuned);
    let matched = watched(answer(layer(), request("GET", "/orders/7")));
    assert_eq!(
        matched.metrics.series(),
        [
            r#"attuned_http_request_duration_seconds{method="GET",path="/orders/{id}"}"#,
            r#"attuned_http_request_in_flight{method="GET"}"#,
        ]
    );
    assert_eq!(span(&matched.trace, "attuned.http").text("otel.name"), Some("attuned.http.orders"));

    let unmatched = watched(answer(layer(), request("GET", "/no/such/path")));
    let series = r#"attuned_http_request_duration_seconds{method="GET",path="unmatched"}"#;
    assert!(unmatched.metrics.histogram(series).is_some(), "{:?}", unmatched.metrics.series());
    assert_eq!(span(&unmatched.trace, "attuned.http").text("otel.name"), Some("attuned.http"));
}
