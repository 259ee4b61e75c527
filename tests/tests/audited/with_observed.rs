//! `#[audited]` with `#[observed]`, in either order: the same operation and outcome, and the record is written inside
//! the span.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use attuned_telemetry_rt::{AuditError, AuditEvent, AuditSink, Outcome, audited, observed, with_local_audit_sink};
use attuned_telemetry_tests::task::{Task, pause};
use attuned_telemetry_tests::{panic_of, watch};

/// Stores the current span with each record.
#[derive(Default)]
struct InSpan(Mutex<Vec<(AuditEvent, Option<&'static str>)>>);

impl AuditSink for InSpan {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        let span = tracing::Span::current().metadata().map(tracing::Metadata::name);
        self.0.lock().unwrap().push((event.clone(), span));
        Ok(())
    }
}

/// Outcomes of `scope` in audit records, spans and the counter, and the spans of the records.
fn outcomes_of<R>(op: &str, scope: impl FnOnce() -> R) -> Vec<String> {
    let sink = Arc::new(InSpan::default());
    let watched = watch(|| with_local_audit_sink(sink.clone(), scope));
    let records = sink.0.lock().unwrap().clone();
    let spans = watched.trace.spans();
    assert_eq!((records.len(), spans.len()), (1, 1), "{records:#?} {spans:#?}");
    let (event, span) = &records[0];
    assert_eq!(*span, Some(spans[0].name), "the record is written inside the span");
    assert_eq!(event.operation, spans[0].name);
    assert_eq!(spans[0].text("status"), Some(event.outcome.as_str()));
    let counted = Outcome::ALL.iter().filter(|outcome| {
        let series = format!("attuned_store_operations_total{{operation={op:?},status={:?}}}", outcome.as_str());
        watched.metrics.counter(&series) == Some(1)
    });
    let counted: Vec<_> = counted.map(ToString::to_string).collect();
    assert_eq!(counted, [event.outcome.as_str()]);
    counted
}

#[observed(scope = "attuned.store", op = "upsert")]
#[audited(event = StateUpdated, user_id = user)]
async fn observed_above(user: String, how: Outcome) -> Result<usize, std::fmt::Error> {
    pause().await;
    end(how)?;
    Ok(user.len())
}

#[audited(event = StateUpdated, user_id = user)]
#[observed(scope = "attuned.store", op = "upsert")]
async fn audited_above(user: String, how: Outcome) -> Result<usize, std::fmt::Error> {
    pause().await;
    end(how)?;
    Ok(user.len())
}

fn end(how: Outcome) -> Result<(), std::fmt::Error> {
    match how {
        Outcome::Error => Err(std::fmt::Error),
        Outcome::Panicked => panic!("by choice"),
        Outcome::Success | Outcome::Cancelled => Ok(()),
    }
}

fn drive<F: Future>(future: F, how: Outcome) {
    let mut task = Task::waiting(future);
    match how {
        Outcome::Cancelled => drop(task),
        Outcome::Panicked => assert_eq!(panic_of(|| task.poll()), "by choice"),
        Outcome::Success | Outcome::Error => assert!(task.poll().is_ready()),
    }
}

#[test]
fn both_orders_agree_on_every_outcome() {
    for how in Outcome::ALL {
        let expected = [how.to_string()];
        assert_eq!(outcomes_of("upsert", || drive(observed_above("ada".to_owned(), how), how)), expected);
        assert_eq!(outcomes_of("upsert", || drive(audited_above("ada".to_owned(), how), how)), expected);
    }
}

#[test]
fn both_orders_agree_on_plain_functions() {
    #[observed(scope = "attuned.store")]
    #[audited(event = StateUpdated)]
    fn first(how: Outcome) -> Result<(), std::fmt::Error> {
        end(how)
    }
    #[audited(event = StateUpdated)]
    #[observed(scope = "attuned.store")]
    fn second(how: Outcome) -> Result<(), std::fmt::Error> {
        end(how)
    }

    for how in [Outcome::Success, Outcome::Error] {
        assert_eq!(outcomes_of("first", || first(how)), [how.to_string()]);
        assert_eq!(outcomes_of("second", || second(how)), [how.to_string()]);
    }
    assert_eq!(outcomes_of("first", || panic_of(|| first(Outcome::Panicked))), ["panicked"]);
    assert_eq!(outcomes_of("second", || panic_of(|| second(Outcome::Panicked))), ["panicked"]);
}

#[test]
fn both_orders_work_under_async_trait_and_by_path() {
    #[async_trait]
    trait Store {
        async fn put(&self, user: String) -> Result<(), std::fmt::Error>;
        async fn delete(&self, user: String) -> Result<(), std::fmt::Error>;
    }
    struct Memory;
    #[async_trait]
    impl Store for Memory {
        #[attuned_telemetry_rt::observed(scope = "attuned.store")]
        #[doc = "between the two"]
        #[attuned_telemetry_rt::audited(event = StateUpdated, user_id = user)]
        async fn put(&self, user: String) -> Result<(), std::fmt::Error> {
            pause().await;
            drop(user);
            Ok(())
        }
        #[attuned_telemetry_rt::audited(event = StateDeleted, user_id = user)]
        #[attuned_telemetry_rt::observed(scope = "attuned.store")]
        async fn delete(&self, user: String) -> Result<(), std::fmt::Error> {
            pause().await;
            drop(user);
            Err(std::fmt::Error)
        }
    }

    let store: &dyn Store = &Memory;
    assert_eq!(outcomes_of("put", || drive(store.put("ada".to_owned()), Outcome::Success)), ["success"]);
    assert_eq!(outcomes_of("put", || drive(store.put("ada".to_owned()), Outcome::Cancelled)), ["cancelled"]);
    assert_eq!(outcomes_of("delete", || drive(store.delete("ada".to_owned()), Outcome::Error)), ["error"]);
}

#[test]
fn conditional_attribute_records_inside_the_span() {
    #[observed(scope = "attuned.store")]
    #[cfg_attr(all(), audited(event = StateUpdated))]
    fn conditional() {}

    assert_eq!(outcomes_of("conditional", conditional), ["success"]);
}
