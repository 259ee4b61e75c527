//! Sinks that fail: the annotated code continues, the loss is counted, and other sinks receive their records.

use std::any::Any;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use attuned_telemetry_rt::{AuditError, AuditEvent, AuditSink, MemorySink, audited, with_local_audit_sink};
use attuned_telemetry_tests::audit::{Failing, FanOut, Panicking, audit};
use attuned_telemetry_tests::task::{Task, pause};
use attuned_telemetry_tests::{Watched, panic_of, watch};
use tracing::Level;

const LOST: &str = "attuned_telemetry_audit_lost_total";

#[audited(event = StateUpdated, user_id = user)]
fn update(user: &str) -> usize {
    user.len()
}

/// Numbers of the logged losses.
fn logged<R>(watched: &Watched<R>) -> Vec<u64> {
    let errors = watched.trace.events().into_iter().filter(|event| event.level == Level::ERROR);
    let number = |event: attuned_telemetry_tests::trace::Event| match event.fields["lost"] {
        attuned_telemetry_tests::trace::Value::Unsigned(number) => number,
        ref other => panic!("not a number: {other:?}"),
    };
    errors.map(number).collect()
}

#[test]
fn failing_sink_loses_only_its_own_records() {
    let watched = watch(|| with_local_audit_sink(Failing, || (0..5).map(|_| update("ada")).sum::<usize>()));
    assert_eq!(watched.returned, 15);
    assert_eq!(watched.metrics.counter(LOST), Some(5));
    assert_eq!(logged(&watched), [1, 2, 4]);
    assert!(watched.trace.events()[0].message().contains("the disk is full"));
}

#[test]
fn panic_of_a_sink_does_not_reach_the_annotated_code() {
    let watched = watch(|| with_local_audit_sink(Panicking, || update("ada") + update("ada")));
    assert_eq!(watched.returned, 6);
    assert_eq!(watched.metrics.counter(LOST), Some(2));
    assert_eq!(logged(&watched), [1, 2]);
    assert!(watched.trace.events()[0].message().contains("the sink panicked"));
}

#[test]
fn repeated_losses_are_logged_rarely() {
    let watched = watch(|| {
        with_local_audit_sink(Failing, || {
            for _ in 0..1_000 {
                update("ada");
            }
        });
    });
    assert_eq!(watched.metrics.counter(LOST), Some(1_000));
    assert_eq!(logged(&watched), [1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
}

#[test]
fn other_sinks_are_unaffected() {
    let kept = Arc::new(MemorySink::new());
    let sinks = FanOut(vec![Box::new(Failing), Box::new(kept.clone())]);
    let watched = watch(|| with_local_audit_sink(sinks, || update("ada") + update("grace")));
    assert_eq!(watched.returned, 8);
    let users: Vec<_> = kept.events().into_iter().filter_map(|event| event.user_id).collect();
    assert_eq!(users, ["ada", "grace"]);
    assert_eq!(watched.metrics.counter(LOST), Some(2));
}

#[test]
fn working_sink_loses_nothing() {
    let watched = watch(|| audit(|| update("ada")).1.len());
    assert_eq!(watched.returned, 1);
    assert_eq!(watched.metrics.counter(LOST), None);
    assert!(watched.trace.events().is_empty());
}

#[test]
fn annotated_sink_does_not_deadlock() {
    struct Auditing(Arc<MemorySink>);
    impl AuditSink for Auditing {
        fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
            // The inner call needs a local sink; otherwise each record would cause another record.
            let (_, inner) = audit(|| update("inside"));
            self.0.record(event)?;
            self.0.record(&inner[0])
        }
    }

    let kept = Arc::new(MemorySink::new());
    with_local_audit_sink(Auditing(kept.clone()), || update("outside"));
    let users: Vec<_> = kept.events().into_iter().filter_map(|event| event.user_id).collect();
    assert_eq!(users, ["outside", "inside"]);
}

#[test]
fn sink_scopes_nest_and_end_on_a_panic() {
    let (outer, inner) = (Arc::new(MemorySink::new()), Arc::new(MemorySink::new()));
    with_local_audit_sink(outer.clone(), || {
        update("outer");
        let panic = panic_of(|| {
            with_local_audit_sink(inner.clone(), || {
                update("inner");
                panic!("out of here");
            })
        });
        assert_eq!(panic, "out of here");
        update("outer");
    });
    assert_eq!(outer.events().len(), 2);
    assert_eq!(inner.events().len(), 1);
}

#[test]
fn a_call_that_ends_inside_a_sink_does_not_deadlock() {
    #[audited(event = StateUpdated)]
    async fn waits() {
        pause().await;
    }

    /// Drops paused calls when it receives a record.
    struct Dropping(Mutex<Vec<Box<dyn Any + Send>>>);

    impl AuditSink for Dropping {
        fn record(&self, _: &AuditEvent) -> Result<(), AuditError> {
            let calls = std::mem::take(&mut *self.0.lock().unwrap());
            drop(calls);
            Ok(())
        }
    }

    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let sink = Arc::new(Dropping(Mutex::default()));
        let watched = watch(|| {
            with_local_audit_sink(sink.clone(), || {
                sink.0.lock().unwrap().push(Box::new(Task::waiting(waits())));
                update("ada")
            })
        });
        sender.send((watched.returned, watched.metrics.counter(LOST))).unwrap();
    });
    assert_eq!(receiver.recv_timeout(Duration::from_secs(30)), Ok((3, Some(1))));
}

#[test]
fn a_sink_that_panics_when_it_is_dropped_does_not_affect_the_code() {
    struct Dropped(Arc<MemorySink>);

    impl AuditSink for Dropped {
        fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
            self.0.record(event)
        }
    }

    impl Drop for Dropped {
        fn drop(&mut self) {
            panic!("the sink's");
        }
    }

    let kept = Arc::new(MemorySink::new());
    assert_eq!(with_local_audit_sink(Dropped(kept.clone()), || update("ada")), 3);
    assert_eq!(kept.events().len(), 1);
    let unwinding = panic_of(|| with_local_audit_sink(Dropped(kept.clone()), || panic!("the code's")));
    assert_eq!(unwinding, "the code's");
}
