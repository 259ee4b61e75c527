//! Answers over gRPC.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::answer::{Answer, bytes, fields, partial_success, varint};
use super::http_answer;
use crate::otlp::fault::{Fault, RetryAfter};
use crate::otlp::received::Received;

const INVALID_ARGUMENT: u32 = 3;
const RESOURCE_EXHAUSTED: u32 = 8;
const UNIMPLEMENTED: u32 = 12;
const UNAVAILABLE: u32 = 14;
const UNAUTHENTICATED: u32 = 16;

/// Returns the answer to a call.
pub(super) fn answer(fault: &Fault, request: &Received) -> Answer {
    match fault {
        Fault::BadRequest => error(INVALID_ARGUMENT, None),
        Fault::Unauthorized => error(UNAUTHENTICATED, None),
        Fault::LargerThan(bytes) if request.body.len() > *bytes => error(RESOURCE_EXHAUSTED, None),
        Fault::TooManyRequests(Some(retry_after)) => error(RESOURCE_EXHAUSTED, Some(*retry_after)),
        Fault::Unavailable | Fault::TooManyRequests(None) => error(UNAVAILABLE, None),
        Fault::UnavailableUntil(retry_after) => error(UNAVAILABLE, Some(*retry_after)),
        Fault::RefusesGzip if request.was_compressed => refuse_gzip(),
        Fault::GrpcStatus(code) => error(*code, None),
        // A proxy in front of the collector.
        Fault::Redirect(_) | Fault::HttpStatus(_) => http_answer::answer(fault, request),
        Fault::PartialSuccess { rejected, message } => accepted(&partial_success(*rejected, message)),
        _ => accepted(&[]),
    }
}

fn accepted(message: &[u8]) -> Answer {
    let length = u32::try_from(message.len()).unwrap().to_be_bytes();
    Answer {
        status: StatusCode::OK,
        headers: fields([("content-type", "application/grpc")]),
        body: Bytes::from([&[0][..], &length, message].concat()),
        trailers: Some(fields([("grpc-status", "0")])),
        is_acceptance: true,
    }
}

fn error(code: u32, retry_after: Option<RetryAfter>) -> Answer {
    let code = code.to_string();
    let mut headers = fields([
        ("content-type", "application/grpc"),
        ("grpc-status", &*code),
        ("grpc-message", "the collector is faulty: 100%25"),
    ]);
    headers.extend(retry_after.map(details).unwrap_or_default());
    without_body(headers)
}

fn refuse_gzip() -> Answer {
    let code = UNIMPLEMENTED.to_string();
    without_body(fields([
        ("content-type", "application/grpc"),
        ("grpc-status", &*code),
        ("grpc-accept-encoding", "identity"),
    ]))
}

fn without_body(headers: HeaderMap) -> Answer {
    Answer { status: StatusCode::OK, headers, body: Bytes::new(), trailers: None, is_acceptance: false }
}

/// Returns `google.rpc.Status` with `google.rpc.RetryInfo`.
fn details(retry_after: RetryAfter) -> HeaderMap {
    let (RetryAfter::Seconds(seconds) | RetryAfter::Date(seconds)) = retry_after;
    let mut duration = vec![0x08];
    varint(seconds, &mut duration);
    let (mut info, mut any, mut status) = (Vec::new(), Vec::new(), Vec::new());
    bytes(0x0a, &duration, &mut info);
    bytes(0x0a, b"type.googleapis.com/google.rpc.RetryInfo", &mut any);
    bytes(0x12, &info, &mut any);
    bytes(0x1a, &any, &mut status);
    fields([("grpc-status-details-bin", base64(&status).as_str())])
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    let sextet = |bits: &[u8]| (0..6).fold(0, |value, place| value << 1 | bits.get(place).unwrap_or(&0));
    bits.chunks(6).map(|bits| char::from(LETTERS[usize::from(sextet(bits))])).collect()
}
