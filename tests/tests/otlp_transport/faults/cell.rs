//! One cell of the matrix.

use std::thread::sleep;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::delivery::{Accounting, CircuitBreakerConfig};
use attuned_telemetry_rt::export::otlp::{OtlpCompression, OtlpPem};
use attuned_telemetry_tests::otlp::{Authority, Fault, FaultyCollector, Protocol, Received, Signal};

use super::items::taken;
use super::runtime::ProgramRuntime;
use crate::kit::{Exporter, PATIENCE, SIGNALS, config};

/// The number of spans, points and log records.
pub(super) const ITEMS: usize = 5;

/// How many spans are timed.
const TIMED: usize = 300;

/// The deadline of a shutdown.
pub(super) const DEADLINE: Duration = Duration::from_millis(300);

/// What happened to the items of a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Outcome {
    pub(super) delivered: u64,
    pub(super) rejected: u64,
    pub(super) failed: u64,
    /// Whether there was more than one request.
    pub(super) was_sent_again: bool,
    /// Whether the first request was compressed, and the last one was not.
    pub(super) gave_up_gzip: bool,
    /// Whether the next batch waits until a setting may have been corrected.
    pub(super) is_misconfigured: bool,
}

/// How long things took during a fault.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times {
    /// Of creating a span, 99 of 100.
    pub(super) span: Duration,
    pub(super) shutdown: Duration,
}

fn exporter(collector: &FaultyCollector) -> Exporter {
    let config = config(collector).timeout(Duration::from_millis(500)).compression(OtlpCompression::Gzip);
    // For the fault of an unknown authority. Other collectors are not encrypted.
    let config = config.certificate(OtlpPem::Bytes(Authority::new().root().into_bytes()));
    // The number of attempts does not depend on the breaker.
    Exporter::with(&config, CircuitBreakerConfig { enabled: false, ..CircuitBreakerConfig::default() })
}

/// Records items during a fault, and shuts down. Checks that each item is counted once, and as what it is.
pub(super) fn during(fault: &Fault, protocol: Protocol, runtime: &ProgramRuntime) -> Times {
    let collector = FaultyCollector::start(protocol, fault.clone());
    let exporter = exporter(&collector);
    let span = exporter.time_spans(TIMED);
    exporter.record(ITEMS);
    let start = Instant::now();
    runtime.block_on(exporter.manager.shutdown_within(DEADLINE));
    let shutdown = start.elapsed();
    for signal in SIGNALS {
        let accounting = exporter.status(signal).accounting;
        let context = format!("{fault:?} {protocol:?} {signal:?} {accounting:?}");
        let accepted = if signal == Signal::Traces { ITEMS + TIMED } else { ITEMS } as u64;
        assert_eq!((accounting.accepted, accounting.in_flight()), (accepted, 0), "{context}");
        assert!(accounting.is_conserved(), "{context}");
        let taken = taken(&of_signal(&collector, signal));
        let known = known_to_be_taken(fault, accounting);
        // The answer may have been lost.
        assert!(taken >= known, "{context}: the collector took {taken}");
        if *fault != Fault::ResetInAnswer {
            // An answer may come after the deadline.
            assert!(taken == known || shutdown >= DEADLINE, "{context}: the collector took {taken}");
        }
    }
    Times { span, shutdown }
}

/// Records items during a fault, ends the fault after the first attempt, and returns what happened to the items.
pub(super) fn after(fault: &Fault, protocol: Protocol) -> [Outcome; 3] {
    let collector = FaultyCollector::start(protocol, fault.clone());
    let exporter = exporter(&collector);
    exporter.record(ITEMS);
    crate::kit::runtime().block_on(exporter.manager.flush_within(Duration::from_millis(1)));
    for signal in SIGNALS {
        wait_for_an_attempt(&exporter, signal);
    }
    let has_ended = !matches!(fault, Fault::UnknownName | Fault::UnknownAuthority);
    if has_ended {
        collector.set_fault(Fault::None);
    }
    exporter.flush();
    SIGNALS.map(|signal| {
        let status = exporter.status(signal);
        let known = known_to_be_taken(fault, status.accounting);
        let Accounting { delivered, rejected, failed, .. } = status.accounting;
        assert_eq!(delivered + rejected + failed, ITEMS as u64, "{fault:?} {protocol:?} {signal:?} {status:?}");
        let requests = of_signal(&collector, signal);
        let taken = taken(&requests);
        match fault {
            // What was taken before the answer was lost is taken again.
            Fault::ResetInAnswer => assert!(taken >= 2 * ITEMS as u64 && taken % ITEMS as u64 == 0, "{taken}"),
            _ => assert_eq!(taken, known, "{fault:?} {protocol:?} {signal:?}"),
        }
        Outcome {
            delivered,
            rejected,
            failed,
            was_sent_again: requests.len() > 1 || requests.len() == 1 && loses_requests(fault),
            gave_up_gzip: requests.first().is_some_and(|first| first.was_compressed)
                && requests.last().is_some_and(|last| !last.was_compressed),
            is_misconfigured: status.is_misconfigured,
        }
    })
}

/// The number of items in requests that the collector took, as far as the client knows.
fn known_to_be_taken(fault: &Fault, accounting: Accounting) -> u64 {
    match fault {
        // The request of a rejected item is refused, too.
        Fault::LargerThan(_) => accounting.delivered,
        _ => accounting.delivered + accounting.rejected,
    }
}

/// Whether the collector does not know of requests during the fault.
fn loses_requests(fault: &Fault) -> bool {
    matches!(fault, Fault::Refused | Fault::ResetInRequest)
}

fn wait_for_an_attempt(exporter: &Exporter, signal: Signal) {
    let end = Instant::now() + PATIENCE;
    while exporter.status(signal).last_error.is_none() && exporter.status(signal).accounting.in_flight() > 0 {
        assert!(Instant::now() < end, "{signal:?} is not sent");
        sleep(Duration::from_millis(2));
    }
}

fn of_signal(collector: &FaultyCollector, signal: Signal) -> Vec<Received> {
    collector.requests().into_iter().filter(|request| request.signal == Some(signal)).collect()
}
