//! The service that the test suite of W3C Trace Context calls: see `ci/trace-context`. It takes a list of requests in
//! JSON, and sends them.
//!
//! Source: <https://github.com/w3c/trace-context/blob/main/test/README.md>

#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use attuned_telemetry_rt::observed;
use attuned_telemetry_rt::propagation::Propagators;
use axum::routing::post;
use axum::{Router, body};
use http::HeaderMap;
use serde_json::Value;

#[tokio::main]
async fn main() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    println!("http://{}/test", listener.local_addr().unwrap());
    let handler = |headers: HeaderMap, body: body::Bytes| async move {
        Propagators::default().extract(&headers).in_future(follow(body)).await;
    };
    axum::serve(listener, Router::new().route("/test", post(handler))).await.unwrap();
}

/// Sends the requests of a list.
#[observed]
async fn follow(instructions: body::Bytes) {
    let instructions: Vec<Value> = serde_json::from_slice(&instructions).unwrap_or_default();
    for instruction in instructions {
        let url = instruction["url"].as_str().unwrap().to_owned();
        send(url, instruction["arguments"].to_string()).await;
    }
}

/// Sends a request.
#[observed]
async fn send(url: String, body: String) {
    let (host, path) = url.strip_prefix("http://").and_then(|rest| rest.split_once('/')).unwrap();
    let mut headers = HeaderMap::new();
    Propagators::default().inject(&mut headers, host);
    let mut request = format!("POST /{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n");
    for (name, value) in &headers {
        request.extend([name.as_str(), ": ", value.to_str().unwrap(), "\r\n"]);
    }
    let length = body.len().to_string();
    request.extend(["content-type: application/json\r\ncontent-length: ", &length, "\r\n\r\n", &body]);
    let host = host.to_owned();
    let answer = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(host)?;
        stream.write_all(request.as_bytes())?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)
    });
    answer.await.unwrap().unwrap();
}
