//! Futures that are dropped before they complete: counted once as `cancelled`, inside their span.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use async_trait::async_trait;
use attuned_telemetry_rt::observed;
use attuned_telemetry_tests::task::{Task, forever, pause, run};
use attuned_telemetry_tests::{panic_of, watch};

use super::{calls, current_span, durations};

#[observed]
async fn waiting() {
    forever::<()>().await;
}

#[test]
fn dropped_future_is_counted_only_as_cancelled() {
    let watched = watch(|| drop(Task::waiting(waiting())));
    let series = r#"attuned_telemetry_tests_operations_total{operation="waiting",status="cancelled"}"#;
    assert_eq!(watched.metrics.series(), [series]);
    assert_eq!(watched.metrics.counter(series), Some(1));
    let span = watched.trace.span();
    assert_eq!(span.text("status"), Some("cancelled"));
    assert_eq!(span.fields.len(), 1, "a cancelled call is not an error: {span:#?}");
    assert!(span.closed);
}

#[test]
fn future_that_was_never_polled_is_not_recorded_at_all() {
    let watched = watch(|| drop(waiting()));
    assert!(watched.metrics.series().is_empty());
    assert!(watched.trace.spans().is_empty());
}

#[test]
fn completed_future_is_not_cancelled_when_it_is_dropped() {
    #[observed]
    async fn ended() {
        pause().await;
    }

    let watched = watch(|| {
        let mut task = Task::waiting(ended());
        assert!(task.poll().is_ready());
        drop(task);
    });
    assert_eq!(calls(&watched.metrics, "ended", "success"), Some(1));
    assert_eq!(calls(&watched.metrics, "ended", "cancelled"), None);
}

#[test]
fn dropped_method_under_async_trait_is_counted_as_cancelled() {
    #[async_trait]
    trait Store {
        async fn load(&self, user: Arc<str>) -> usize;
    }
    struct Memory;
    #[async_trait]
    impl Store for Memory {
        #[observed(fields(user = &*user))]
        async fn load(&self, user: Arc<str>) -> usize {
            forever::<()>().await;
            user.len()
        }
    }

    let watched = watch(|| {
        let store: &dyn Store = &Memory;
        drop(store.load("never polled".into()));
        drop(Task::waiting(store.load("ada".into())));
    });
    assert_eq!(calls(&watched.metrics, "load", "cancelled"), Some(1));
    assert_eq!(watched.trace.span().text("status"), Some("cancelled"));
    assert_eq!(watched.trace.span().text("user"), Some("ada"));
}

#[test]
fn future_dropped_while_another_panic_unwinds_is_cancelled() {
    let watched = watch(|| {
        panic_of(|| {
            let _task = Task::waiting(waiting());
            panic!("elsewhere");
        })
    });
    assert_eq!(calls(&watched.metrics, "waiting", "cancelled"), Some(1));
    assert_eq!(calls(&watched.metrics, "waiting", "panicked"), None);
    assert_eq!(watched.trace.span().text("status"), Some("cancelled"));
}

#[test]
fn losing_branch_of_a_race_is_cancelled() {
    #[observed]
    async fn winner() {
        pause().await;
    }

    let watched = watch(|| {
        run(async {
            tokio::select! {
                biased;
                () = waiting() => (),
                () = winner() => (),
            }
        });
    });
    assert_eq!(calls(&watched.metrics, "waiting", "cancelled"), Some(1));
    assert_eq!(calls(&watched.metrics, "winner", "success"), Some(1));
}

#[test]
fn calls_inside_a_cancelled_call_are_cancelled_with_it() {
    #[observed]
    async fn outer() {
        waiting().await;
    }

    let watched = watch(|| drop(Task::waiting(outer())));
    assert_eq!(calls(&watched.metrics, "outer", "cancelled"), Some(1));
    assert_eq!(calls(&watched.metrics, "waiting", "cancelled"), Some(1));
    assert_eq!(durations(&watched.metrics, "outer"), None);
}

/// Records in which span it is dropped.
struct Dropped(Rc<RefCell<Vec<Option<&'static str>>>>);

impl Drop for Dropped {
    fn drop(&mut self) {
        self.0.borrow_mut().push(current_span());
    }
}

#[test]
fn locals_of_the_body_are_dropped_inside_the_span() {
    #[observed]
    async fn holding(argument: Dropped, drops: Rc<RefCell<Vec<Option<&'static str>>>>) {
        let _local = Dropped(drops);
        forever::<()>().await;
        drop(argument);
    }

    let drops = Rc::new(RefCell::new(Vec::new()));
    watch(|| drop(Task::waiting(holding(Dropped(drops.clone()), drops.clone()))));
    let span = Some("attuned.telemetry.tests.holding");
    assert_eq!(*drops.borrow(), [span, span]);
}

#[test]
fn panic_while_the_body_is_dropped_is_a_panic_of_the_call() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("in drop");
        }
    }
    #[observed]
    async fn armed() {
        let _bomb = Bomb;
        forever::<()>().await;
    }

    let watched = watch(|| panic_of(|| drop(Task::waiting(armed()))));
    assert_eq!(watched.returned, "in drop");
    assert_eq!(calls(&watched.metrics, "armed", "panicked"), Some(1));
    assert_eq!(calls(&watched.metrics, "armed", "cancelled"), None);
}

#[test]
fn future_dropped_on_another_thread_is_cancelled_in_its_span() {
    let watched = watch(|| {
        let task = Task::waiting(waiting());
        std::thread::scope(|scope| scope.spawn(move || drop(task)).join()).unwrap();
    });
    assert_eq!(watched.trace.span().text("status"), Some("cancelled"));
}
