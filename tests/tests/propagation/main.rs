//! Trace context and baggage that cross processes. Whether ids are generated is a setting of the process, so each test
//! needs its own process.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod b3;
mod baggage;
mod carriers;
mod never_logged;
mod opentelemetry;
mod outgoing;
mod policy;
mod random_flag;
mod rust_log;
mod scopes;
mod traceparent;
mod tracestate;

use attuned_telemetry_rt::propagation::{CarriedContext, Propagators};
use attuned_telemetry_rt::{TraceContext, observed};
use http::{HeaderMap, HeaderName, HeaderValue};

/// A caller whose trace is sampled.
const CALLER: &str = "00-12345678901234567890123456789012-1234567890123456-01";

/// The trace id of the callers in these tests.
const TRACE_ID: &str = "12345678901234567890123456789012";

/// Creates headers. A name may occur several times.
fn headers<V: AsRef<[u8]>>(list: &[(&str, V)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in list {
        let name = HeaderName::from_bytes(name.as_bytes()).unwrap();
        headers.append(name, HeaderValue::from_bytes(value.as_ref()).unwrap());
    }
    headers
}

/// What the default propagators extract.
fn extracted<V: AsRef<[u8]>>(list: &[(&str, V)]) -> CarriedContext {
    Propagators::default().extract(&headers(list))
}

/// The headers of a request that is sent now.
fn sent() -> HeaderMap {
    let mut headers = HeaderMap::new();
    Propagators::default().inject(&mut headers, "stock.internal");
    headers
}

/// The value of a header that may not be there.
fn text<'headers>(headers: &'headers HeaderMap, name: &str) -> Option<&'headers str> {
    assert!(headers.get_all(name).iter().count() <= 1);
    headers.get(name).map(|value| value.to_str().unwrap())
}

/// An annotated function that sends a request. Returns its context, and the headers.
#[observed]
fn call() -> (TraceContext, HeaderMap) {
    (TraceContext::current().unwrap(), sent())
}

/// The `traceparent` of a call.
fn parent_of(call: TraceContext, flags: &str) -> String {
    format!("00-{}-{}-{flags}", call.trace_id, call.span_id)
}
