//! The page over a real connection.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use attuned_telemetry_rt::http::{Endpoints, Listener};
use flate2::read::MultiGzDecoder;
use metrics::counter;

use crate::negotiation::PROMETHEUS_2_PROTOBUF;
use crate::parser::parse;

/// Serves an exporter with a number of series.
fn serve(series: usize) -> (PrometheusExporter, Listener) {
    let exporter = PrometheusExporter::builder().series_limit(1_000_000).build().unwrap();
    metrics::with_local_recorder(&exporter.recorder(), || {
        (0..series).for_each(|user| counter!("visits_total", "user" => user.to_string()).increment(1));
    });
    let listener = Endpoints::new().with_metrics(exporter.clone()).listen(([127, 0, 0, 1], 0).into()).unwrap();
    (exporter, listener)
}

/// Sends a request with these headers.
fn ask(listener: &Listener, path: &str, headers: &[(&str, &str)]) -> TcpStream {
    let mut connection = TcpStream::connect(listener.address()).unwrap();
    write!(connection, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n").unwrap();
    for (name, value) in headers {
        write!(connection, "{name}: {value}\r\n").unwrap();
    }
    connection.write_all(b"\r\n").unwrap();
    connection
}

/// Head of a response in lower case, and its body.
fn answer(mut connection: TcpStream) -> (String, Vec<u8>) {
    let mut answer = Vec::new();
    connection.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).to_lowercase();
    let body = &answer[end + 4..];
    let body = if head.contains("transfer-encoding: chunked") { unchunked(body) } else { body.to_vec() };
    (head, body)
}

fn unchunked(mut body: &[u8]) -> Vec<u8> {
    let mut whole = Vec::new();
    loop {
        let end = body.windows(2).position(|window| window == b"\r\n").unwrap();
        let length = usize::from_str_radix(std::str::from_utf8(&body[..end]).unwrap(), 16).unwrap();
        if length == 0 {
            return whole;
        }
        whole.extend_from_slice(&body[end + 2..end + 2 + length]);
        body = &body[end + 2 + length + 2..];
    }
}

fn get(listener: &Listener, headers: &[(&str, &str)]) -> (String, Vec<u8>) {
    let (head, body) = answer(ask(listener, "/metrics", headers));
    assert!(head.starts_with("http/1.1 200 "), "{head}");
    (head, body)
}

fn whole(exporter: &PrometheusExporter, format: Format) -> Vec<u8> {
    exporter.page(format).flatten().collect()
}

#[test]
fn a_scraper_gets_the_page_in_the_format_that_it_accepts() {
    let (exporter, listener) = serve(10_000);
    let open_metrics = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1";
    for (accept, format) in [
        (open_metrics, Format::OpenMetrics),
        ("application/openmetrics-text;version=0.0.1", Format::OpenMetricsDraft),
        (PROMETHEUS_2_PROTOBUF, Format::Protobuf),
        ("text/plain", Format::Text),
        ("nonsense", Format::Text),
    ] {
        let (head, body) = get(&listener, &[("Accept", accept)]);
        assert!(head.contains(&format!("\r\ncontent-type: {}\r\n", format.content_type().to_lowercase())), "{head}");
        assert!(head.contains("\r\nvary: accept, accept-encoding\r\n"), "{head}");
        assert!(!head.contains("content-encoding"), "{head}");
        assert!(body == whole(&exporter, format), "{format:?}: the page differs");
    }
    let (head, _) = get(&listener, &[]);
    assert!(head.contains("\r\ncontent-type: text/plain; version=0.0.4; charset=utf-8\r\n"), "{head}");
    let (head, _) = get(&listener, &[("Accept", "text/plain;q=0.1"), ("Accept", "application/openmetrics-text")]);
    assert!(head.contains("\r\ncontent-type: application/openmetrics-text; version=1.0.0"), "{head}");
}

#[test]
fn a_page_is_compressed_if_the_scraper_accepts_it() {
    let (exporter, listener) = serve(10_000);
    for format in [Format::Text, Format::OpenMetrics, Format::Protobuf] {
        let headers = [("Accept", format.content_type()), ("Accept-Encoding", "deflate, gzip;q=0.8")];
        let (head, body) = get(&listener, &headers);
        assert!(head.contains("\r\ncontent-encoding: gzip\r\n"), "{head}");
        let mut read = Vec::new();
        MultiGzDecoder::new(body.as_slice()).read_to_end(&mut read).unwrap();
        assert!(read == whole(&exporter, format), "{format:?}: the page differs");
        assert!(body.len() < read.len() / 4, "{} of {}", body.len(), read.len());
    }
    for refused in ["gzip;q=0, *", "identity", "br", ""] {
        let (head, body) = get(&listener, &[("Accept-Encoding", refused)]);
        assert!(!head.contains("content-encoding"), "{refused}: {head}");
        assert_eq!(body, whole(&exporter, Format::Text));
    }
}

#[test]
fn an_empty_page_is_valid() {
    let (_, listener) = serve(0);
    assert_eq!(get(&listener, &[]).1, b"");
    assert_eq!(get(&listener, &[("Accept", "application/openmetrics-text")]).1, b"# EOF\n");
    let (_, body) = get(&listener, &[("Accept-Encoding", "gzip")]);
    let mut read = Vec::new();
    MultiGzDecoder::new(body.as_slice()).read_to_end(&mut read).unwrap();
    assert_eq!(read, b"");
}

#[test]
fn a_slow_scraper_blocks_neither_other_scrapers_nor_recording() {
    let (exporter, listener) = serve(100_000);
    let slow = ask(&listener, "/metrics", &[]);
    slow.peek(&mut [0; 100]).unwrap();
    let started = Instant::now();
    for user in 0..1_000 {
        metrics::with_local_recorder(&exporter.recorder(), || {
            counter!("visits_total", "user" => format!("new {user}")).increment(1);
        });
    }
    let (head, _) = answer(ask(&listener, "/livez", &[]));
    assert!(head.starts_with("http/1.1 200 "), "{head}");
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    let (_, body) = answer(slow);
    let families = parse(&String::from_utf8(body).unwrap(), Format::Text);
    assert!((100_000..=101_000).contains(&families[0].samples.len()));
}
