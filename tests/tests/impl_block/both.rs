//! Both attributes on one block in either order, or one on the block and the other on a method.

use std::sync::{Arc, Mutex};

use attuned_telemetry_rt::{AuditError, AuditEvent, AuditSink, Outcome, audited, observed, with_local_audit_sink};
use attuned_telemetry_tests::watch;

/// Stores the current span with the operation and the outcome of each record.
#[derive(Default)]
struct InSpan(Mutex<Vec<(String, Outcome, Option<&'static str>)>>);

impl AuditSink for InSpan {
    fn record(&self, event: &AuditEvent) -> Result<(), AuditError> {
        let span = tracing::Span::current().metadata().map(tracing::Metadata::name);
        self.0.lock().unwrap().push((event.operation.to_string(), event.outcome, span));
        Ok(())
    }
}

/// Checks that the record of `scope` is written inside its span, and that both agree.
fn is_one_operation<R>(name: &str, outcome: Outcome, scope: impl FnOnce() -> R) {
    let sink = Arc::new(InSpan::default());
    let watched = watch(|| with_local_audit_sink(sink.clone(), scope));
    let span = watched.trace.span();
    assert_eq!((span.name, span.text("status")), (name, Some(outcome.as_str())));
    assert_eq!(*sink.0.lock().unwrap(), [(name.to_owned(), outcome, Some(span.name))]);
}

#[test]
fn observed_above_audited() {
    struct Store;

    #[observed(scope = "attuned.store", ok_if = |number: &u8| *number == 1)]
    #[audited(event = StateUpdated, number = number)]
    impl Store {
        fn upsert(number: u8) -> u8 {
            number
        }

        #[observed(op = "remove")]
        #[audited(event = StateDeleted)]
        fn delete(number: u8) -> u8 {
            number
        }
    }

    is_one_operation("attuned.store.upsert", Outcome::Error, || Store::upsert(0));
    is_one_operation("attuned.store.remove", Outcome::Success, || Store::delete(1));
}

#[test]
fn audited_above_observed() {
    struct Store;

    #[audited(event = StateUpdated, number = number)]
    #[observed(scope = "attuned.store", ok_if = |number: &u8| *number == 1)]
    impl Store {
        fn upsert(number: u8) -> u8 {
            number
        }

        #[audited(event = StateDeleted)]
        #[observed(op = "remove")]
        fn delete(number: u8) -> u8 {
            number
        }
    }

    is_one_operation("attuned.store.upsert", Outcome::Error, || Store::upsert(0));
    is_one_operation("attuned.store.remove", Outcome::Success, || Store::delete(1));
}

#[test]
fn observed_block_with_an_audited_method() {
    struct Store;

    #[observed(scope = "attuned.store")]
    impl Store {
        #[audited(event = StateUpdated)]
        fn upsert() {}

        #[audited(event = StateDeleted)]
        #[observed(op = "remove")]
        fn delete() {}
    }

    is_one_operation("attuned.store.upsert", Outcome::Success, Store::upsert);
    is_one_operation("attuned.store.remove", Outcome::Success, Store::delete);
}

#[test]
fn audited_block_with_an_observed_method() {
    struct Store;

    #[audited(event = StateUpdated)]
    impl Store {
        #[observed(op = "upsert", scope = "attuned.store")]
        fn update() {}

        #[observed(op = "remove", scope = "attuned.store")]
        #[audited(event = StateDeleted)]
        fn delete() {}
    }

    is_one_operation("attuned.store.upsert", Outcome::Success, Store::update);
    is_one_operation("attuned.store.remove", Outcome::Success, Store::delete);
}

#[test]
fn each_attribute_honours_its_own_skip() {
    struct Store;

    #[observed(scope = "attuned.store")]
    #[audited(event = StateUpdated, scope = "attuned.store")]
    impl Store {
        #[observed(skip)]
        fn audited_only() {}

        #[audited(skip)]
        fn observed_only() {}

        #[audited(skip)]
        #[observed(skip)]
        const fn neither() {}
    }

    let sink = Arc::new(InSpan::default());
    let watched = watch(|| {
        with_local_audit_sink(sink.clone(), || {
            Store::audited_only();
            Store::observed_only();
            Store::neither();
        });
    });
    assert_eq!(watched.trace.span().name, "attuned.store.observed_only");
    assert_eq!(*sink.0.lock().unwrap(), [("attuned.store.audited_only".to_owned(), Outcome::Success, None)]);
}
