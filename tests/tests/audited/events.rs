//! Event types and operations of records.

use attuned_telemetry_rt::{AuditEventType, audited};
use attuned_telemetry_tests::audit::record_of;

#[test]
fn variants_by_name() {
    #[audited(event = StateCreated)]
    fn create() {}
    #[audited(event = StateUpdated)]
    fn update() {}
    #[audited(event = StateDeleted)]
    fn delete() {}

    assert_eq!(record_of(create).event_type, AuditEventType::StateCreated);
    assert_eq!(record_of(update).event_type, AuditEventType::StateUpdated);
    assert_eq!(record_of(delete).event_type, AuditEventType::StateDeleted);
}

#[test]
fn variant_by_path() {
    #[audited(event = AuditEventType::StateUpdated)]
    fn update() {}

    assert_eq!(record_of(update).event_type, AuditEventType::StateUpdated);
}

#[test]
fn custom_event_text() {
    #[audited(event = "login_refused")]
    fn literal() {}
    #[audited(event = format!("axis_{axis}_reset"))]
    fn formatted(axis: &str) -> usize {
        axis.len()
    }

    assert_eq!(record_of(literal).event_type.as_str(), "login_refused");
    assert_eq!(record_of(|| formatted("warmth")).event_type.as_str(), "axis_warmth_reset");
}

#[test]
fn custom_event_type() {
    enum Event {
        Login { by_token: bool },
    }
    impl From<Event> for AuditEventType {
        fn from(event: Event) -> Self {
            match event {
                Event::Login { by_token: true } => "login_by_token".into(),
                Event::Login { by_token: false } => "login".into(),
            }
        }
    }
    #[audited(event = Event::Login { by_token: token.is_some() })]
    fn login(token: Option<String>) -> usize {
        token.map_or(0, |token| token.len())
    }

    assert_eq!(record_of(|| login(None)).event_type.as_str(), "login");
    assert_eq!(record_of(|| login(Some("t".to_owned()))).event_type.as_str(), "login_by_token");
}

#[test]
fn operation_is_named_as_by_observed() {
    #[audited(event = StateUpdated)]
    fn plain() {}
    #[audited(event = StateUpdated, op = "upsert", scope = "attuned.store")]
    fn named() {}

    assert_eq!(record_of(plain).operation, "attuned.telemetry.tests.plain");
    assert_eq!(record_of(named).operation, "attuned.store.upsert");
}

#[test]
fn timestamp_is_the_end_of_the_call() {
    #[audited(event = StateUpdated)]
    fn slow() {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }

    let before = std::time::SystemTime::now();
    let record = record_of(slow);
    let after = std::time::SystemTime::now();
    let timestamp = std::time::SystemTime::from(record.timestamp);
    assert!(timestamp >= before + std::time::Duration::from_millis(20));
    assert!(timestamp <= after);
}

#[test]
fn a_constant_can_have_a_name_similar_to_an_event() {
    #[expect(non_upper_case_globals, reason = "a name similar to an event")]
    const StateUpdate: &str = "state_update";

    #[derive(Clone, Copy)]
    struct StateUpdater;

    impl From<StateUpdater> for AuditEventType {
        fn from(_: StateUpdater) -> Self {
            Self::from("state_updater")
        }
    }

    const STATE_UPDATED: &str = "loud";

    #[audited(event = StateUpdate)]
    fn update() {}
    #[audited(event = StateUpdater)]
    fn updater() {}
    #[audited(event = STATE_UPDATED)]
    fn loud() {}
    #[audited(event = state_updated)]
    fn parameter(state_updated: &'static str) -> usize {
        state_updated.len()
    }

    assert_eq!(record_of(update).event_type.as_str(), "state_update");
    assert_eq!(record_of(updater).event_type.as_str(), "state_updater");
    assert_eq!(record_of(loud).event_type.as_str(), "loud");
    assert_eq!(record_of(|| parameter("quiet")).event_type.as_str(), "quiet");
}
