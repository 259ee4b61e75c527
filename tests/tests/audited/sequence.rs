//! Sequence numbers: from 1, without gaps, in the order in which the sink receives records.

use std::sync::Arc;

use attuned_telemetry_rt::{MemorySink, audited, with_local_audit_sink};
use attuned_telemetry_tests::audit::audit;
use attuned_telemetry_tests::task::{Task, pause};

#[audited(event = StateUpdated, thread = thread)]
fn update(thread: u64) -> u64 {
    thread
}

#[test]
fn records_are_numbered_from_one() {
    let (_, events) = audit(|| (update(0), update(0), update(0)));
    let numbers: Vec<_> = events.iter().map(|event| event.sequence).collect();
    assert_eq!(numbers, [1, 2, 3]);
}

#[test]
fn sequence_numbers_follow_the_order_in_which_calls_end() {
    #[audited(event = StateUpdated, name = name)]
    async fn waits(name: &str) -> usize {
        pause().await;
        name.len()
    }

    let ((), events) = audit(|| {
        let (mut first, mut second) = (Task::waiting(waits("first")), Task::waiting(waits("second")));
        assert!(second.poll().is_ready());
        assert!(first.poll().is_ready());
    });
    assert_eq!((events[0].sequence, &events[0]["name"]), (1, &attuned_telemetry_rt::AuditValue::Text("second".into())));
    assert_eq!(events[1].sequence, 2);
    assert!(events[0].timestamp <= events[1].timestamp);
}

#[test]
fn threads_that_share_a_sink_have_no_gaps() {
    let sink = Arc::new(MemorySink::new());
    std::thread::scope(|scope| {
        for thread in 0..4_u64 {
            let sink = sink.clone();
            scope.spawn(move || with_local_audit_sink(sink, || (0..250).for_each(|_| _ = update(thread))));
        }
    });
    let events = sink.events();
    assert_eq!(events.len(), 1_000);
    for thread in 0..4_u64 {
        let of_thread =
            events.iter().filter(|event| event["thread"] == attuned_telemetry_rt::AuditValue::Unsigned(thread));
        assert!(of_thread.map(|event| event.sequence).eq(1..=250), "thread {thread}");
    }
}
