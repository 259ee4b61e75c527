//! Records without a sink. Losses are counted for the whole process, so this is a separate program.

use attuned_telemetry_rt::audited;
use attuned_telemetry_tests::trace::Value;
use attuned_telemetry_tests::watch;
use tracing::Level;

#[audited(event = StateUpdated, user_id = { assert!(!user.is_empty(), "evaluated without a sink"); user })]
fn update(user: &str) -> usize {
    user.len()
}

#[test]
fn without_a_sink_every_loss_is_counted_and_few_are_logged() {
    let watched = watch(|| (0..10).map(|_| update("")).sum::<usize>());
    assert_eq!(watched.returned, 0, "the function runs, and the listed values are not evaluated");
    assert_eq!(watched.metrics.counter("attuned_telemetry_audit_lost_total"), Some(10));
    let events = watched.trace.events();
    let numbers: Vec<_> = events.iter().map(|event| event.fields["lost"].clone()).collect();
    assert_eq!(numbers, [1, 2, 4, 8].map(Value::Unsigned));
    assert!(events.iter().all(|event| event.level == Level::ERROR));
    assert!(events[0].message().contains("no sink is installed"), "{}", events[0].message());
}
