//! The route is the pattern of the router, or what the program says.

use attuned_telemetry_rt::propagation::tower::HttpServerLayer;
use attuned_telemetry_tests::metrics::Metrics;
use axum::body::Body;
use http::{Request, Response};
use proptest::prelude::*;
use tower::{BoxError, Layer as _, ServiceExt as _, service_fn};

use super::support::{answer, block_on, request, shop, span, watched};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn route_is_never_the_raw_path(path in "/(orders|any|missing|[a-z0-9]{3,9})?(/[A-Za-z0-9._~%-]{0,9}){0,3}") {
        let Ok(uri) = path.parse::<http::Uri>() else { return Ok(()) };
        let watched = watched(answer(HttpServerLayer::new(), request("GET", &uri.to_string())));
        let known = ["/orders/{id}", "/any", "/missing", "/broken"];
        let span = span(&watched.trace, "http.server.request");
        prop_assert!(span.text("http.route").is_none_or(|route| known.contains(&route)), "{span:?}");
        let name = span.text("otel.name").unwrap();
        prop_assert!(name == "GET" || name.strip_prefix("GET ").is_some_and(|route| known.contains(&route)), "{name}");
        for series in watched.metrics.series() {
            let route = series.split("http.route=\"").nth(1).map(|rest| rest.split('"').next().unwrap());
            prop_assert!(route.is_none_or(|route| known.contains(&route)), "{series}");
        }
    }
}

#[test]
fn route_of_a_nested_router_is_whole() {
    let layers: [fn() -> axum::Router; 2] = [
        || axum::Router::new().nest("/api", shop()).layer(HttpServerLayer::new()),
        || axum::Router::new().nest("/api", shop().layer(HttpServerLayer::new())),
    ];
    for router in layers {
        let watched = watched(router().oneshot(request("GET", "/api/orders/7")));
        assert_eq!(span(&watched.trace, "http.server.request").text("http.route"), Some("/api/orders/{id}"));
    }
}

#[test]
fn own_route_replaces_the_one_of_the_router() {
    let layer = HttpServerLayer::new().with_route(|request| request.uri.path().starts_with("/orders").then_some("/o"));
    for (path, expected) in [("/orders/7", Some("/o")), ("/any", Some("/any")), ("/x", None)] {
        let watched = watched(answer(layer.clone(), request("GET", path)));
        assert_eq!(span(&watched.trace, "http.server.request").text("http.route"), expected);
    }
}

/// Returns the routes in the metrics of calls of gRPC.
fn grpc_routes(layer: &HttpServerLayer, path: &str, status: &'static str) -> Vec<String> {
    let metrics = Metrics::new();
    metrics.watch(|| {
        block_on(async {
            let service = service_fn(|_: Request<Body>| async {
                let response = Response::builder().header("grpc-status", status).body(Body::empty());
                Ok::<_, BoxError>(response.unwrap())
            });
            let request = Request::post(path).header("content-type", "application/grpc+proto");
            layer.clone().layer(service).oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
        });
    });
    let routes =
        |series: &String| series.split("http.route=\"").nth(1).map(|rest| rest.split('"').next().unwrap().to_owned());
    metrics.series().iter().filter_map(routes).collect()
}

#[test]
fn grpc_methods_are_routes_only_if_the_program_says_so_and_if_they_exist() {
    let layer = HttpServerLayer::new().with_grpc_routes();
    assert_eq!(grpc_routes(&layer, "/shop.Orders/Get", "0"), ["/shop.Orders/Get"]);
    for (path, status) in
        [("/shop.Orders/Get", "12"), ("/a/b/c", "0"), ("/shop.Orders/", "0"), ("/x", "0"), ("/a%20/b", "0")]
    {
        assert_eq!(grpc_routes(&layer, path, status), Vec::<String>::new(), "{path}");
    }
    assert_eq!(grpc_routes(&HttpServerLayer::new(), "/shop.Orders/Get", "0"), Vec::<String>::new());
}
