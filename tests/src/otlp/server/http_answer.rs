//! Answers over HTTP.

use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::answer::{Answer, fields, partial_success};
use crate::otlp::fault::{Fault, RetryAfter};
use crate::otlp::received::{Received, Signal};

/// Returns the answer to a request over HTTP.
pub(super) fn answer(fault: &Fault, request: &Received) -> Answer {
    match fault {
        Fault::BadRequest => error(400, None),
        Fault::Unauthorized => error(401, None),
        Fault::LargerThan(bytes) if request.body.len() > *bytes => error(413, None),
        Fault::TooManyRequests(retry_after) => error(429, *retry_after),
        Fault::Unavailable => error(503, None),
        Fault::UnavailableUntil(retry_after) => error(503, Some(*retry_after)),
        Fault::Redirect(location) => Answer { headers: fields([("location", location.as_str())]), ..error(307, None) },
        Fault::RefusesGzip if request.was_compressed => error(415, None),
        Fault::HttpStatus(status) => error(*status, None),
        Fault::GrpcStatus(_) => error(500, None),
        Fault::PartialSuccess { rejected, message } => accepted(request, *rejected, message),
        _ => accepted(request, 0, ""),
    }
}

fn error(status: u16, retry_after: Option<RetryAfter>) -> Answer {
    let mut headers = fields([("content-type", "text/plain")]);
    headers.extend(retry_after.map(value).map(|value| fields([("retry-after", value.as_str())])).unwrap_or_default());
    let body = Bytes::from_static(b"the collector is faulty");
    let status = StatusCode::from_u16(status).unwrap();
    Answer { status, headers, body, trailers: None, is_acceptance: status.is_success() }
}

fn value(retry_after: RetryAfter) -> String {
    match retry_after {
        RetryAfter::Seconds(seconds) => seconds.to_string(),
        RetryAfter::Date(seconds) => {
            httpdate::fmt_http_date(std::time::SystemTime::now() + Duration::from_secs(seconds))
        }
    }
}

fn accepted(request: &Received, rejected: u64, message: &str) -> Answer {
    let is_json = request.headers.get("content-type").is_some_and(|content| content == "application/json");
    let is_partial = rejected > 0 || !message.is_empty();
    let (content, body) = match (is_json, is_partial) {
        (true, false) => ("application/json", b"{}".to_vec()),
        (true, true) => ("application/json", json(request.signal, rejected, message)),
        (false, false) => ("application/x-protobuf", Vec::new()),
        (false, true) => ("application/x-protobuf", partial_success(rejected, message)),
    };
    let headers = fields([("content-type", content)]);
    Answer { status: StatusCode::OK, headers, body: body.into(), trailers: None, is_acceptance: true }
}

fn json(signal: Option<Signal>, rejected: u64, message: &str) -> Vec<u8> {
    let name = match signal {
        Some(Signal::Metrics) => "rejectedDataPoints",
        Some(Signal::Logs) => "rejectedLogRecords",
        Some(Signal::Traces) | None => "rejectedSpans",
    };
    serde_json::json!({"partialSuccess": {name: rejected.to_string(), "errorMessage": message}}).to_string().into()
}
