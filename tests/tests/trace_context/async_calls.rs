//! An async call keeps its trace context across awaits, also when it continues on another thread.

use std::task::Poll;

use attuned_telemetry_rt::{MemorySink, SpanId, TraceContext, TraceId, observed, with_local_audit_sink};
use attuned_telemetry_tests::task::{Task, pause, run};
use futures_util::{Stream, StreamExt as _, stream};

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
        if let Poll::Ready(value) = task.poll() {
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

#[observed]
async fn reads_after_its_first_pause() -> TraceContext {
    pause().await;
    context()
}

fn remote(number: u64) -> TraceContext {
    TraceContext::new(TraceId::new(u128::from(number)).unwrap(), SpanId::new(number).unwrap())
}

#[test]
fn a_call_stays_in_the_trace_that_it_started_in() {
    let (started_in, resumed_in) = (remote(1), remote(2));
    let mut tasks = [Task::new(reads_after_its_first_pause()), Task::new(reads_after_its_first_pause())];
    started_in.in_scope(|| tasks.each_mut().map(|task| assert!(task.poll().is_pending())));
    let [outside, inside] = &mut tasks;
    assert_eq!(finish(outside).trace_id, started_in.trace_id);
    let Poll::Ready(context) = resumed_in.in_scope(|| inside.poll()) else { panic!("the call has not ended") };
    assert_eq!(context.trace_id, started_in.trace_id);
}

#[test]
fn a_call_that_moves_to_another_thread_stays_in_the_trace_of_its_caller() {
    #[observed]
    fn caller() -> [TraceContext; 2] {
        let mut task = Task::waiting(reads_after_its_first_pause());
        let there = std::thread::spawn(move || finish(&mut task)).join().unwrap();
        [context(), there]
    }
    with_local_audit_sink(MemorySink::new(), || {
        let [here, there] = caller();
        assert_eq!(here.trace_id, there.trace_id);
        assert_ne!(here.span_id, there.span_id);
    });
}

#[test]
fn a_stream_stays_in_the_trace_that_it_started_in() {
    #[observed]
    fn items() -> impl Stream<Item = Option<TraceContext>> + Unpin {
        let mut is_first = true;
        stream::repeat_with(move || (!std::mem::take(&mut is_first)).then(context)).take(2)
    }
    let mut items = items();
    assert_eq!(remote(1).in_scope(|| run(items.next())), Some(None));
    assert_eq!(run(items.next()).flatten().map(|context| context.trace_id), Some(remote(1).trace_id));
}
