//! An async call keeps its trace context across awaits, also when it continues on another thread.

use attuned_telemetry_rt::{MemorySink, TraceContext, observed, with_local_audit_sink};
use attuned_telemetry_tests::task::{Task, pause};

use super::context;

#[observed]
async fn waits() -> [TraceContext; 2] {
    let before = context();
    pause().await;
    [before, context()]
}

#[observed]
async fn reads_late() -> TraceContext {
    pause().await;
    pause().await;
    context()
}

#[observed]
async fn outer() -> (TraceContext, [TraceContext; 2], TraceContext) {
    let inner = waits().await;
    let late = reads_late().await;
    (context(), inner, late)
}

fn finish<T>(task: &mut Task<impl Future<Output = T>>) -> T {
    loop {
        if let std::task::Poll::Ready(value) = task.poll() {
            return value;
        }
        assert_eq!(TraceContext::current(), None, "a pending call is not the current context");
    }
}

#[test]
fn a_call_has_the_same_ids_after_an_await() {
    with_local_audit_sink(MemorySink::new(), || {
        let [before, after] = finish(&mut Task::new(waits()));
        assert_eq!(before, after);
    });
}

#[test]
fn a_call_has_the_same_ids_on_another_thread() {
    with_local_audit_sink(MemorySink::new(), || {
        let mut task = Task::waiting(waits());
        assert_eq!(TraceContext::current(), None);
        let [before, after] = std::thread::spawn(move || finish(&mut task)).join().unwrap();
        assert_eq!(before, after);
    });
}

#[test]
fn awaited_calls_belong_to_the_trace_of_their_caller() {
    with_local_audit_sink(MemorySink::new(), || {
        let (outer, [inner, _], late) = finish(&mut Task::new(outer()));
        assert_eq!([inner.trace_id, late.trace_id], [outer.trace_id; 2]);
        assert!(inner.span_id != outer.span_id && late.span_id != inner.span_id);
    });
}

#[test]
fn a_cancelled_call_clears_its_context() {
    with_local_audit_sink(MemorySink::new(), || {
        drop(Task::waiting(outer()));
        assert_eq!(TraceContext::current(), None);
    });
}

#[test]
fn interleaved_calls_keep_their_own_ids() {
    with_local_audit_sink(MemorySink::new(), || {
        let (mut one, mut other) = (Task::waiting(waits()), Task::waiting(waits()));
        let (one, other) = (finish(&mut one), finish(&mut other));
        assert!(one[0] == one[1] && other[0] == other[1]);
        assert_ne!(one[0].trace_id, other[0].trace_id);
    });
}
