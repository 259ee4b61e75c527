//! The queues of audit sinks.

use std::sync::Arc;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::{AuditError, AuditEvent, AuditSink, MemorySink, audited};

use crate::adapters::Gate;
use crate::wait_until;

#[audited(event = StateUpdated, user_id = user)]
fn update(user: &str) {}

/// Blocks until its gate is open.
struct Blocks(Arc<Gate>);

impl AuditSink for Blocks {
    fn record(&self, _: &AuditEvent) -> Result<(), AuditError> {
        self.0.wait();
        Ok(())
    }
}

/// Returns the counter of lost records.
fn lost(exporter: &PrometheusExporter) -> u64 {
    let page = exporter.render();
    let lost = page.lines().find_map(|line| line.strip_prefix("attuned_telemetry_audit_lost_total ")).unwrap();
    lost.parse().unwrap()
}

#[test]
fn the_queue_of_a_sink_is_bounded_in_bytes() {
    let (exporter, gate, other) = (PrometheusExporter::new(), Gate::new(), Arc::new(MemorySink::new()));
    let guard = TelemetryBuilder::new()
        .with_metrics(exporter.recorder())
        .with_audit(Blocks(Arc::clone(&gate)))
        .with_audit(Arc::clone(&other))
        .init()
        .unwrap();
    let user = "x".repeat(1 << 20);
    for number in 1..=40 {
        update(&user);
        wait_until("the other sink has the record", || other.events().len() == number);
    }
    // 32 MiB hold 31 records, and what belongs to them, with the one that the sink handles.
    assert!((9..=10).contains(&lost(&exporter)), "{} records are lost", lost(&exporter));
    update(&"x".repeat(33 << 20));
    // Neither sink has a queue for it.
    let counted = lost(&exporter);
    assert!((11..=12).contains(&counted), "{counted} records are lost");
    gate.open();
    guard.flush();
    assert_eq!(lost(&exporter), counted);
}

#[test]
fn a_sink_that_hangs_is_given_up_and_its_record_is_counted() {
    let (exporter, gate) = (PrometheusExporter::new(), Gate::new());
    let guard =
        TelemetryBuilder::new().with_metrics(exporter.recorder()).with_audit(Blocks(Arc::clone(&gate))).init().unwrap();
    update("ada");
    let started = Instant::now();
    guard.flush();
    // The flush gives up first.
    assert!(started.elapsed() < Duration::from_secs(8), "{:?}", started.elapsed());
    assert_eq!(lost(&exporter), 0);
    wait_until("the record is given up after 10 seconds", || lost(&exporter) == 1);
    gate.open();
    update("ada");
    guard.flush();
    assert_eq!(lost(&exporter), 1);
}
