//! What a server records of each kind of request.

use attuned_telemetry_rt::propagation::tower::HttpServerLayer;
use axum::body::Body;
use axum::http::Request;

use super::servers::client;
use super::support::{ACTIVE, answer, assert_recorded, block_on, fields, request, shop, span, watched};

#[test]
fn success_has_the_stable_attributes() {
    let request = Request::get("/orders/7?page=2&sig=secret")
        .header("host", "shop.example:8080")
        .header("user-agent", "curl/8")
        .extension(std::net::SocketAddr::from(([192, 0, 2, 4], 999)))
        .body(Body::empty());
    let watched = watched(answer(HttpServerLayer::new(), request.unwrap()));
    assert_recorded(
        &watched,
        r#"http.request.method="GET",http.response.status_code="200",http.route="/orders/{id}",network.protocol.version="1.1",url.scheme="http""#,
    );
    let span = span(&watched.trace, "http.server.request");
    assert_eq!(
        fields(&span),
        [
            "client.address=192.0.2.4",
            "http.request.method=GET",
            "http.response.status_code=200",
            "http.route=/orders/{id}",
            "network.protocol.version=1.1",
            "otel.kind=server",
            "otel.name=GET /orders/{id}",
            "server.address=shop.example",
            "server.port=8080",
            "url.path=/orders/7",
            "url.query=page=2&sig=REDACTED",
            "url.scheme=http",
            "user_agent.original=curl/8",
        ]
    );
    assert!(span.closed);
}

#[test]
fn duration_has_a_unit_and_a_description() {
    let watched = watched(answer(HttpServerLayer::new(), request("GET", "/any")));
    let series = watched.metrics.series();
    let duration = series.iter().find(|series| series.starts_with("http.server.request.duration")).unwrap();
    let (unit, text) = watched.metrics.description(duration).unwrap();
    assert_eq!((unit, &*text), (Some(metrics::Unit::Seconds), "Duration of HTTP server requests, in seconds."));
    assert!(watched.metrics.description(ACTIVE).is_some());
}

#[test]
fn not_found_of_a_handler_is_no_error() {
    let watched = watched(answer(HttpServerLayer::new(), request("GET", "/missing")));
    assert_recorded(
        &watched,
        r#"http.request.method="GET",http.response.status_code="404",http.route="/missing",network.protocol.version="1.1",url.scheme="http""#,
    );
    let fields = fields(&span(&watched.trace, "http.server.request"));
    assert!(!fields.iter().any(|field| field.starts_with("otel.status") || field.starts_with("error")), "{fields:?}");
}

#[test]
fn request_without_a_route_has_no_route() {
    let watched = watched(answer(HttpServerLayer::new(), request("GET", "/no/such/path")));
    assert_recorded(
        &watched,
        r#"http.request.method="GET",http.response.status_code="404",network.protocol.version="1.1",url.scheme="http""#,
    );
    assert_eq!(span(&watched.trace, "http.server.request").text("otel.name"), Some("GET"));
}

#[test]
fn internal_error_is_an_error_with_the_code_as_its_type() {
    let watched = watched(answer(HttpServerLayer::new(), request("GET", "/broken")));
    assert_recorded(
        &watched,
        r#"error.type="500",http.request.method="GET",http.response.status_code="500",http.route="/broken",network.protocol.version="1.1",url.scheme="http""#,
    );
    let span = span(&watched.trace, "http.server.request");
    assert_eq!((span.text("otel.status_code"), span.text("error.type")), (Some("ERROR"), Some("500")));
    assert!(!span.fields.contains_key("otel.status_description"), "a description would repeat the code");
}

#[test]
fn unknown_method_is_other_and_the_span_has_the_original() {
    let watched = watched(answer(HttpServerLayer::new(), request("PURGE", "/any")));
    assert_recorded(
        &watched,
        r#"http.request.method="_OTHER",http.response.status_code="200",http.route="/any",network.protocol.version="1.1",url.scheme="http""#,
    );
    let span = span(&watched.trace, "http.server.request");
    let texts = ["otel.name", "http.request.method", "http.request.method_original"].map(|field| span.text(field));
    assert_eq!(texts, [Some("HTTP /any"), Some("_OTHER"), Some("PURGE")]);
}

#[test]
fn known_methods_of_the_environment_replace_the_default_ones() {
    const VARIABLE: &str = "OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS";
    if std::env::var_os(VARIABLE).is_none() {
        let mut child = std::process::Command::new(std::env::current_exe().unwrap());
        let name = std::thread::current().name().unwrap().to_owned();
        assert!(child.args(["--exact", &name]).env(VARIABLE, "PURGE, POST").status().unwrap().success());
        return;
    }
    for (method, expected) in [("PURGE", "PURGE"), ("POST", "POST"), ("GET", "_OTHER")] {
        let watched = watched(answer(HttpServerLayer::new(), request(method, "/any")));
        assert_eq!(span(&watched.trace, "http.server.request").text("http.request.method"), Some(expected));
    }
}

#[test]
fn known_methods_can_be_replaced() {
    let layer = HttpServerLayer::new().with_known_methods(["PURGE"]);
    let watched = watched(answer(layer, request("PURGE", "/any")));
    let span = span(&watched.trace, "http.server.request");
    assert_eq!((span.text("otel.name"), span.text("http.request.method_original")), (Some("PURGE /any"), None));
}

#[test]
fn requests_behind_a_proxy_have_the_scheme_and_the_address_of_the_client() {
    let forwarded = || {
        Request::get("/any")
            .header("x-forwarded-proto", "https")
            .header("x-forwarded-for", "192.0.2.9, 10.0.0.1")
            .body(Body::empty())
            .unwrap()
    };
    for (layer, expected) in [
        (HttpServerLayer::new().behind_proxy(), [Some("https"), Some("192.0.2.9")]),
        (HttpServerLayer::new(), [Some("http"), None]),
        (HttpServerLayer::new().over_tls(), [Some("https"), None]),
        (HttpServerLayer::new().behind_proxy().with_client_attributes(false), [Some("https"), None]),
    ] {
        let watched = watched(answer(layer, forwarded()));
        let span = span(&watched.trace, "http.server.request");
        assert_eq!(["url.scheme", "client.address"].map(|field| span.text(field)), expected);
    }
}

#[test]
fn server_of_axum_has_the_address_of_its_client() {
    let watched = watched(async {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let service =
            shop().layer(HttpServerLayer::new()).into_make_service_with_connect_info::<std::net::SocketAddr>();
        tokio::spawn(async { axum::serve(listener, service).await });
        client().request(request("GET", &format!("http://{address}/orders/7"))).await.unwrap().status()
    });
    assert_eq!(watched.returned, 200);
    let span = span(&watched.trace, "http.server.request");
    assert_eq!(
        ["client.address", "otel.name"].map(|field| span.text(field)),
        [Some("127.0.0.1"), Some("GET /orders/{id}")]
    );
}

#[test]
fn metrics_do_not_depend_on_spans_or_log_levels() {
    let metrics = attuned_telemetry_tests::metrics::Metrics::new();
    metrics.watch(|| block_on(answer(HttpServerLayer::new(), request("GET", "/any"))));
    assert_eq!(metrics.series().len(), 2, "{:?}", metrics.series());
}
