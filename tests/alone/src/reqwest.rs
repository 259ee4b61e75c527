//! `HttpClientMiddleware`.

use attuned_telemetry_rt::propagation::reqwest::HttpClientMiddleware;
use reqwest_middleware::ClientBuilder;

pub(crate) fn check() {
    let client = ClientBuilder::new(reqwest::Client::new()).with(HttpClientMiddleware::new()).build();
    assert!(client.get("http://shop.example/").build().is_ok());
}
