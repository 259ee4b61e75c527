//! A context applies to a scope or a future, wherever it runs.

use std::thread;

use attuned_telemetry_rt::propagation::{Baggage, CarriedContext};
use attuned_telemetry_rt::{TraceContext, observed};
use attuned_telemetry_tests::task::{Task, pause, run};

use super::{CALLER, TRACE_ID, call, extracted, sent, text};

fn received() -> CarriedContext {
    extracted(&[("traceparent", CALLER), ("tracestate", "foo=1"), ("baggage", "tenant=acme")])
}

/// Whether the running code belongs to the caller.
fn is_received() -> bool {
    let current = CarriedContext::current();
    let id = current.trace_context().map(|context| context.trace_id.to_string());
    id.as_deref() == Some(TRACE_ID)
        && current.trace_state().get("foo") == Some("1")
        && current.baggage().get("tenant") == Some("acme")
}

fn is_nothing() -> bool {
    TraceContext::current().is_none() && Baggage::current().is_empty() && sent().is_empty()
}

#[test]
fn a_scope_has_the_context_and_restores_the_previous_one() {
    received().in_scope(|| {
        assert!(is_received());
        let other = extracted(&[("traceparent", "00-00000000000000000000000000000007-0000000000000008-00")]);
        other.in_scope(|| {
            assert_eq!(TraceContext::current().unwrap().trace_id.get(), 7);
            assert!(Baggage::current().is_empty());
        });
        assert!(is_received());
    });
    assert!(is_nothing());
}

#[test]
fn a_scope_that_panics_restores_the_previous_context() {
    std::panic::catch_unwind(|| received().in_scope(|| panic!("on purpose"))).unwrap_err();
    assert!(is_nothing());
}

#[test]
fn a_future_has_the_context_at_every_poll_and_while_it_is_dropped() {
    struct Dropped;

    impl Drop for Dropped {
        fn drop(&mut self) {
            assert!(is_received());
        }
    }

    let future = || {
        let dropped = Dropped;
        received().in_future(async move {
            assert!(is_received());
            pause().await;
            assert!(is_received());
            drop(dropped);
        })
    };
    let mut task = Task::waiting(future());
    assert!(is_nothing());
    assert!(task.poll().is_ready());
    assert!(is_nothing());
    drop(Task::waiting(future()));
    drop(future());
    assert!(is_nothing());
}

#[test]
fn futures_that_take_turns_keep_their_contexts() {
    let task = |id: u32| {
        let parent = format!("00-{id:032x}-0000000000000008-01");
        extracted(&[("traceparent", parent), ("baggage", format!("id={id}"))]).in_future(async move {
            for _ in 0..3 {
                assert_eq!(TraceContext::current().unwrap().trace_id.get(), u128::from(id));
                assert_eq!(Baggage::current().get("id"), Some(id.to_string().as_str()));
                pause().await;
            }
        })
    };
    let mut tasks: Vec<_> = (1..=3).map(|id| Task::new(task(id))).collect();
    for _ in 0..3 {
        assert!(tasks.iter_mut().all(|task| task.poll().is_pending()) && is_nothing());
    }
    assert!(tasks.iter_mut().all(|task| task.poll().is_ready()));
}

#[observed]
async fn slow_call() -> (TraceContext, TraceContext) {
    let before = TraceContext::current().unwrap();
    pause().await;
    (before, TraceContext::current().unwrap())
}

#[test]
fn an_async_call_belongs_to_the_trace_across_threads() {
    let mut task = Task::waiting(received().in_future(slow_call()));
    let (before, after) = thread::spawn(move || match task.poll() {
        std::task::Poll::Ready(contexts) => contexts,
        std::task::Poll::Pending => panic!("the future is pending"),
    })
    .join()
    .unwrap();
    assert_eq!(before, after);
    assert_eq!(before.trace_id.to_string(), TRACE_ID);
}

#[test]
fn the_context_crosses_tokio_spawn() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build().unwrap();
    runtime.block_on(received().in_future(async {
        for _ in 0..100 {
            let here = tokio::spawn(CarriedContext::current().in_future(async {
                tokio::task::yield_now().await;
                let (context, sent) = call();
                assert!(is_received());
                tokio::task::yield_now().await;
                (context, sent, is_received())
            }));
            let without = tokio::spawn(async { is_nothing() });
            let (context, sent, received) = here.await.unwrap();
            assert_eq!(context.trace_id.to_string(), TRACE_ID);
            assert_eq!(text(&sent, "tracestate"), Some("foo=1"));
            assert!(received && without.await.unwrap());
        }
    }));
}

#[test]
fn the_context_crosses_threads() {
    received().in_scope(|| {
        let current = CarriedContext::current();
        thread::spawn(move || current.in_scope(|| assert!(is_received()))).join().unwrap();
        thread::spawn(|| assert!(is_nothing())).join().unwrap();
    });
}

#[test]
fn baggage_changes_for_a_scope_or_a_future_and_the_trace_stays() {
    received().in_scope(|| {
        let changed = Baggage::current().with("region", "eu").unwrap().without("tenant");
        changed.clone().in_scope(|| {
            assert_eq!(Baggage::current().to_header().unwrap(), "region=eu");
            assert_eq!(text(&sent(), "tracestate"), Some("foo=1"), "the state belongs to the trace");
            let in_future = changed.with("step", "2").unwrap().in_future(async {
                pause().await;
                Baggage::current().to_header().unwrap()
            });
            assert_eq!(run(in_future), "region=eu,step=2");
        });
        assert!(is_received());
    });
}

#[test]
fn baggage_needs_no_trace() {
    let context = extracted(&[("baggage", "tenant=acme")]);
    context.in_scope(|| {
        assert_eq!(Baggage::current().get("tenant"), Some("acme"));
        assert_eq!(TraceContext::current(), None);
        assert!(sent().is_empty());
    });
}

/// The scopes of a thread that ends may be gone before its other thread-local values.
#[test]
fn a_thread_that_ends_has_no_context() {
    struct Last;

    impl Drop for Last {
        fn drop(&mut self) {
            received().in_scope(|| drop((Baggage::current(), sent())));
        }
    }

    thread_local! {
        static LAST: Last = const { Last };
    }
    let thread = thread::spawn(|| {
        LAST.with(|_| ());
        received().in_scope(|| assert!(is_received()));
    });
    thread.join().unwrap();
}
