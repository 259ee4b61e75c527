//! Every call writes one record, whatever its outcome.

use async_trait::async_trait;
use attuned_telemetry_rt::{AuditEvent, ErrorType, Outcome, audited};
use attuned_telemetry_tests::audit::{audit, record_of};
use attuned_telemetry_tests::panic_of;
use attuned_telemetry_tests::task::{Task, forever, pause, run};

struct NotFound;

impl ErrorType for NotFound {
    fn error_type(&self) -> &'static str {
        "not_found"
    }
}

/// Outcome and error type of the only record of `scope`.
fn outcome_of<R>(scope: impl FnOnce() -> R) -> (Outcome, Option<&'static str>) {
    let AuditEvent { outcome, error, .. } = record_of(scope);
    (outcome, error)
}

#[test]
fn function_that_returns() {
    #[audited(event = StateDeleted)]
    fn returns(fails: bool) -> Result<u8, NotFound> {
        if fails { Err(NotFound) } else { Ok(1) }
    }

    assert_eq!(outcome_of(|| returns(false)), (Outcome::Success, None));
    assert_eq!(outcome_of(|| returns(true)), (Outcome::Error, Some("not_found")));
}

#[test]
fn future_that_returns() {
    #[audited(event = StateDeleted)]
    async fn returns(fails: bool) -> Result<u8, std::fmt::Error> {
        pause().await;
        if fails { Err(std::fmt::Error) } else { Ok(1) }
    }

    assert_eq!(outcome_of(|| run(returns(false))), (Outcome::Success, None));
    assert_eq!(outcome_of(|| run(returns(true))), (Outcome::Error, Some("Error")));
}

#[test]
fn panic_is_recorded_and_propagates_unchanged() {
    #[audited(event = StateDeleted)]
    fn panics() {
        panic!("by choice");
    }
    #[audited(event = StateDeleted)]
    async fn panics_later() {
        pause().await;
        panic!("by choice, later");
    }

    assert_eq!(outcome_of(|| assert_eq!(panic_of(panics), "by choice")), (Outcome::Panicked, Some("panic")));
    let later = outcome_of(|| {
        let mut task = Task::waiting(panics_later());
        assert_eq!(panic_of(|| task.poll()), "by choice, later");
    });
    assert_eq!(later, (Outcome::Panicked, Some("panic")));
}

#[audited(event = StateUpdated, user_id = user)]
async fn waits(user: String) -> usize {
    forever::<()>().await;
    user.len()
}

#[test]
fn dropped_future_is_recorded_as_cancelled() {
    let record = record_of(|| drop(Task::waiting(waits("ada".to_owned()))));
    assert_eq!((record.outcome, record.error), (Outcome::Cancelled, None));
    assert_eq!(record.user_id.as_deref(), Some("ada"));
}

#[test]
fn future_dropped_while_another_panic_unwinds_is_cancelled() {
    let outcome = outcome_of(|| {
        panic_of(|| {
            let _task = Task::waiting(waits("ada".to_owned()));
            panic!("elsewhere");
        })
    });
    assert_eq!(outcome, (Outcome::Cancelled, None));
}

#[test]
fn future_that_was_never_polled_is_not_recorded() {
    let ((), events) = audit(|| drop(waits("ada".to_owned())));
    assert!(events.is_empty());
}

#[test]
fn methods_under_async_trait_are_recorded_when_they_complete() {
    #[async_trait]
    trait Store {
        async fn put(&self, user: String, waits: bool) -> Result<(), NotFound>;
    }
    struct Memory;
    #[async_trait]
    impl Store for Memory {
        #[audited(event = StateUpdated, user_id = user)]
        async fn put(&self, user: String, waits: bool) -> Result<(), NotFound> {
            pause().await;
            if waits {
                forever::<()>().await;
            }
            if user.is_empty() { Err(NotFound) } else { Ok(()) }
        }
    }

    let ((), events) = audit(|| {
        let store: &dyn Store = &Memory;
        let _ = run(store.put("ada".to_owned(), false));
        let _ = run(store.put(String::new(), false));
        drop(Task::waiting(store.put("ada".to_owned(), true)));
    });
    let outcomes: Vec<_> = events.iter().map(|event| event.outcome).collect();
    assert_eq!(outcomes, [Outcome::Success, Outcome::Error, Outcome::Cancelled]);
    assert!(events.iter().all(|event| event.operation == "attuned.telemetry.tests.put"));
}

#[test]
fn options_and_other_values_are_successes() {
    #[audited(event = StateDeleted)]
    fn none() -> Option<u8> {
        None
    }

    assert_eq!(outcome_of(none), (Outcome::Success, None));
}

#[test]
fn function_that_never_returns_is_recorded() {
    #[audited(event = StateDeleted)]
    fn stops() -> ! {
        panic!("stopped")
    }

    assert_eq!(outcome_of(|| panic_of(|| stops())), (Outcome::Panicked, Some("panic")));
}
