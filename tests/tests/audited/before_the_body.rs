//! Values of the arguments, which are captured before the body runs.

use std::fmt;

use attuned_telemetry_rt::{AuditValue, ToAuditValue, audited};
use attuned_telemetry_tests::audit::record_of;
use attuned_telemetry_tests::panic_of;
use attuned_telemetry_tests::task::{pause, run};

#[derive(Clone)]
struct Snapshot {
    user_id: String,
    source: Source,
    axes: Vec<String>,
    confidence: f32,
}

#[derive(Clone, Copy)]
enum Source {
    SelfReport,
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::SelfReport => "self_report",
        })
    }
}

fn snapshot() -> Snapshot {
    Snapshot {
        user_id: "ada".to_owned(),
        source: Source::SelfReport,
        axes: vec!["warmth".to_owned(), "depth".to_owned()],
        confidence: 0.9,
    }
}

#[test]
fn named_fields_are_captured_before_the_body_consumes_its_argument() {
    #[audited(event = StateUpdated, user_id = snapshot.user_id, source = snapshot.source,
              axes_changed = snapshot.axes, confidence = snapshot.confidence)]
    fn consume(snapshot: Snapshot) -> String {
        let Snapshot { mut user_id, .. } = snapshot;
        user_id.clear();
        user_id
    }
    #[audited(event = StateUpdated, user_id = snapshot.user_id, source = snapshot.source,
              axes_changed = snapshot.axes, confidence = snapshot.confidence)]
    async fn consume_async(snapshot: Snapshot) -> usize {
        pause().await;
        std::thread::spawn(move || snapshot.axes).join().unwrap().len()
    }

    for record in [record_of(|| consume(snapshot())), record_of(|| run(consume_async(snapshot())))] {
        assert_eq!(record.user_id.as_deref(), Some("ada"));
        assert_eq!(record.source.as_deref(), Some("self_report"));
        assert_eq!(record.axes_changed, ["warmth", "depth"]);
        assert_eq!(record.confidence, Some(0.9));
        assert!(record.fields.is_empty());
    }
}

#[test]
fn omitted_fields_are_absent() {
    #[audited(event = StateDeleted)]
    fn bare() {}

    let record = record_of(bare);
    assert_eq!((record.user_id, record.source, record.confidence), (None, None, None));
    assert!(record.axes_changed.is_empty());
    assert!(record.fields.is_empty());
    assert_eq!((record.trace_id, record.span_id), (None, None));
}

#[test]
fn none_is_the_same_as_an_omitted_field() {
    #[audited(event = StateDeleted, user_id = user, source = source, confidence = sure, note = note)]
    fn optional(user: Option<&str>, source: Option<String>, sure: Option<f64>, note: Option<u8>) {
        let _ = (user, source, sure, note);
    }

    let record = record_of(|| optional(None, None, None, None));
    assert_eq!((record.user_id.as_ref(), record.source.as_ref(), record.confidence), (None, None, None));
    assert_eq!(record["note"], AuditValue::Null);
    let record = record_of(|| optional(Some("ada"), Some("import".to_owned()), Some(0.5), Some(1)));
    assert_eq!(record.user_id.as_deref(), Some("ada"));
    assert_eq!(record.source.as_deref(), Some("import"));
    assert_eq!(record.confidence, Some(0.5));
    assert_eq!(record["note"], AuditValue::Unsigned(1));
}

#[test]
fn custom_fields_keep_their_order_and_their_types() {
    struct Celsius(i64);
    impl ToAuditValue for Celsius {
        fn to_audit_value(&self) -> AuditValue {
            AuditValue::Signed(self.0)
        }
    }
    #[audited(event = StateUpdated, size = text.len(), offset = -3, ratio = 0.25_f32, forced = true, letter = 'x',
              text = text, parts = [1_u8, 2], warmth = Celsius(21), ip = std::net::Ipv4Addr::LOCALHOST, r#type = "free")]
    fn free(text: &str) -> usize {
        text.len()
    }

    let record = record_of(|| free("three"));
    let text = |text: &str| AuditValue::Text(text.to_owned());
    assert_eq!(
        record.fields,
        [
            ("size", AuditValue::Unsigned(5)),
            ("offset", AuditValue::Signed(-3)),
            ("ratio", AuditValue::Float(0.25)),
            ("forced", AuditValue::Bool(true)),
            ("letter", text("x")),
            ("text", text("three")),
            ("parts", AuditValue::List(vec![AuditValue::Unsigned(1), AuditValue::Unsigned(2)])),
            ("warmth", AuditValue::Signed(21)),
            ("ip", text("127.0.0.1")),
            ("type", text("free")),
        ]
    );
}

#[test]
fn an_f32_is_written_with_its_shortest_digits() {
    #[audited(event = StateUpdated, confidence = sure, again = sure)]
    fn narrow(sure: f32) -> f32 {
        sure
    }

    let record = record_of(|| narrow(0.9));
    assert_eq!(record.confidence, Some(0.9_f64));
    assert_eq!(record["again"], AuditValue::Float(0.9_f64));
}

#[test]
fn numbers_are_allowed_as_ids_and_integers_as_confidence() {
    #[audited(event = StateUpdated, user_id = id, confidence = 1)]
    fn numbered(id: u64) -> u64 {
        id
    }

    let record = record_of(|| numbered(u64::MAX));
    assert_eq!(record.user_id.as_deref(), Some("18446744073709551615"));
    assert_eq!(record.confidence, Some(1.0));
}

#[test]
fn integers_too_large_for_json_are_text() {
    #[audited(event = StateUpdated, wide = wide, lowest = lowest)]
    fn wide(wide: u128, lowest: i128) -> bool {
        wide == 0 && lowest == 0
    }

    let record = record_of(|| wide(u128::MAX, i128::MIN));
    assert_eq!(record["wide"], AuditValue::Text(u128::MAX.to_string()));
    assert_eq!(record["lowest"], AuditValue::Text(i128::MIN.to_string()));
}

#[test]
fn a_method_can_capture_parts_of_self() {
    struct Session {
        user: String,
        generation: u32,
    }
    impl Session {
        #[audited(event = StateDeleted, user_id = self.user, generation = self.generation)]
        fn close(&mut self) {
            self.user.clear();
            self.generation += 1;
        }
        #[audited(event = StateDeleted, user_id = self.user)]
        fn end(self) -> u32 {
            self.generation
        }
    }

    let mut session = Session { user: "ada".to_owned(), generation: 4 };
    let record = record_of(|| session.close());
    assert_eq!((record.user_id.as_deref(), &record["generation"]), (Some("ada"), &AuditValue::Unsigned(4)));
    assert_eq!(record_of(|| session.end()).user_id.as_deref(), Some(""));
}

#[test]
fn capture_that_panics_is_a_panic_of_the_call() {
    #[audited(event = StateUpdated, user_id = "ada", first = axes[0])]
    fn first(axes: &[u8]) -> usize {
        axes.len()
    }

    let record = record_of(|| panic_of(|| first(&[])));
    assert_eq!(record.outcome, attuned_telemetry_rt::Outcome::Panicked);
    assert_eq!(record.user_id.as_deref(), Some("ada"), "earlier values are kept");
}

#[test]
fn parameters_can_have_the_names_that_an_expansion_uses() {
    #[audited(event = StateUpdated, user_id = record.user_id, value = value)]
    fn insert(record: Snapshot, value: u8) -> usize {
        record.axes.len() + usize::from(value)
    }

    let record = record_of(|| insert(snapshot(), 1));
    assert_eq!((record.user_id.as_deref(), &record["value"]), (Some("ada"), &AuditValue::Unsigned(1)));
}

#[test]
fn parameters_can_have_the_names_of_the_fields() {
    #[audited(event = StateUpdated, user_id = user_id, source = source, value = value)]
    fn named(user_id: &str, source: &str, value: u8, event: u8) -> u8 {
        let _ = (user_id, source);
        value + event
    }

    let record = record_of(|| named("ada", "import", 1, 2));
    assert_eq!((record.user_id.as_deref(), record.source.as_deref()), (Some("ada"), Some("import")));
    assert_eq!(record["value"], AuditValue::Unsigned(1));
}
