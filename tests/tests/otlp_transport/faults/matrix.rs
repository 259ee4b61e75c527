//! The faults, and the laws of all cells.

use std::thread;
use std::time::Duration;

use attuned_telemetry_tests::otlp::{Fault, RetryAfter};

use super::cell::{DEADLINE, during};
use super::runtime::ProgramRuntime;
use crate::kit::PROTOCOLS;

/// The faults, and how the documentation names them.
pub(super) fn faults() -> Vec<(&'static str, Fault)> {
    let rejected = Fault::PartialSuccess { rejected: 2, message: "too old".to_owned() };
    let warning = Fault::PartialSuccess { rejected: 0, message: "this endpoint will be removed".to_owned() };
    vec![
        ("connection refused", Fault::Refused),
        ("name not resolved", Fault::UnknownName),
        ("certificate not trusted", Fault::UnknownAuthority),
        ("connection reset during the request", Fault::ResetInRequest),
        ("connection reset during the response", Fault::ResetInAnswer),
        ("no response", Fault::BlackHole),
        ("response byte by byte", Fault::SlowDrip(Duration::from_millis(20))),
        ("400, `INVALID_ARGUMENT`", Fault::BadRequest),
        ("401, `UNAUTHENTICATED`", Fault::Unauthorized),
        ("413, `RESOURCE_EXHAUSTED` without `RetryInfo`", Fault::LargerThan(0)),
        ("429 without `Retry-After`", Fault::TooManyRequests(None)),
        (
            "429 with `Retry-After` in seconds, `RESOURCE_EXHAUSTED` with `RetryInfo`",
            Fault::TooManyRequests(Some(RetryAfter::Seconds(1))),
        ),
        (
            "429 with `Retry-After` as a date, `RESOURCE_EXHAUSTED` with `RetryInfo`",
            Fault::TooManyRequests(Some(RetryAfter::Date(2))),
        ),
        ("503, `UNAVAILABLE`", Fault::Unavailable),
        ("partial success", rejected),
        ("warning without rejected items", warning),
        ("redirect", Fault::Redirect("http://127.0.0.1:1/v1/traces".to_owned())),
        ("gzip refused", Fault::RefusesGzip),
    ]
}

/// How much longer than its deadline a shutdown may take.
const SLACK: Duration = Duration::from_millis(50);

/// How often a cell is measured. Another process may take the processor meanwhile.
const ATTEMPTS: usize = 8;

/// Holds in every cell: each item is counted once, a shutdown ends at its deadline, and creating a span takes as long
/// as without a fault.
#[test]
fn the_laws_hold_during_every_fault() {
    thread::scope(|scope| {
        for protocol in PROTOCOLS {
            scope.spawn(move || {
                for (name, runtime) in ProgramRuntime::all() {
                    let usual = during(&Fault::None, protocol, &runtime).span;
                    for (_, fault) in faults() {
                        let mut measured = Vec::new();
                        let holds = (0..ATTEMPTS).any(|_| {
                            let times = during(&fault, protocol, &runtime);
                            measured.push(times);
                            let longest = usual.max(Duration::from_micros(50)) * 4;
                            times.shutdown <= DEADLINE + SLACK && times.span <= longest
                        });
                        assert!(holds, "{fault:?} {protocol:?} {name}: {measured:?}, usually {usual:?}");
                    }
                }
            });
        }
    });
}
