//! Log filters do not affect audit records.

use attuned_telemetry_rt::audited;
use attuned_telemetry_tests::audit::audit;
use attuned_telemetry_tests::trace::Trace;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::layer::SubscriberExt as _;

#[audited(event = StateUpdated, user_id = user)]
fn update(user: &str) -> usize {
    user.len()
}

#[test]
fn log_levels_do_not_suppress_records() {
    for level in [LevelFilter::OFF, LevelFilter::ERROR, LevelFilter::TRACE] {
        let trace = Trace::new();
        let (_, events) = audit(|| trace.watch_at(level, || update("ada")));
        assert_eq!(events.len(), 1, "{level}");
        assert!(trace.events().is_empty(), "a record is not a log line");
    }
}

#[test]
fn no_subscriber_is_needed() {
    assert_eq!(audit(|| update("ada")).1.len(), 1);
}

#[test]
fn filter_directives_do_not_suppress_records() {
    for directive in ["off", "attuned_telemetry_rt=off,audited=off", "error,[attuned.telemetry.tests.update]=off"] {
        let subscriber = tracing_subscriber::registry().with(EnvFilter::new(directive));
        let (_, events) = audit(|| tracing::subscriber::with_default(subscriber, || update("ada")));
        assert_eq!(events.len(), 1, "{directive}");
    }
}
