//! Records as JSON: keys, order and escapes.

use attuned_telemetry_rt::{AuditEvent, audited};
use attuned_telemetry_tests::audit::record_of;
use attuned_telemetry_tests::json::parse;
use serde_json::{Value, json};

/// Keys of the outer map, in order.
fn keys(json: &str) -> Vec<String> {
    let value: Value = serde_json::from_str(json).unwrap();
    let mut keys: Vec<_> = value.as_object().unwrap().keys().cloned().collect();
    keys.sort_by_key(|key| json.find(&format!("\"{key}\":")));
    keys
}

fn json(record: &AuditEvent) -> Value {
    serde_json::to_value(record).unwrap()
}

#[audited(event = StateUpdated, user_id = user, source = "self_report", axes_changed = ["warmth"], confidence = sure,
          size = 3, missing = None::<u8>)]
fn update(user: &str, sure: f32) -> Result<usize, std::fmt::Error> {
    if user.is_empty() { Err(std::fmt::Error) } else { Ok(user.len()) }
}

#[test]
fn record_has_the_expected_fields_and_values() {
    let mut value = json(&record_of(|| update("u1", 0.9)));
    let timestamp = value["timestamp"].take();
    let timestamp = timestamp.as_str().unwrap();
    assert!(timestamp.ends_with('Z') && timestamp.as_bytes()[10] == b'T', "{timestamp}");
    assert_eq!(
        value,
        json!({
            "sequence": 1,
            "timestamp": null,
            "event_type": "state_updated",
            "user_id": "u1",
            "source": "self_report",
            "axes_changed": ["warmth"],
            "confidence": 0.9,
            "operation": "attuned.telemetry.tests.update",
            "outcome": "success",
            "fields": {"size": 3, "missing": null},
        })
    );
}

#[test]
fn keys_have_a_fixed_order() {
    let written = serde_json::to_string(&record_of(|| update("", 0.9))).unwrap();
    let order = [
        "timestamp",
        "event_type",
        "user_id",
        "source",
        "axes_changed",
        "confidence",
        "trace_id",
        "operation",
        "outcome",
    ];
    let keys = keys(&written);
    let known: Vec<_> = keys.iter().filter(|key| order.contains(&key.as_str())).collect();
    let expected: Vec<_> = order.iter().filter(|key| **key != "trace_id").collect();
    assert_eq!(known, expected);
    assert!(keys.contains(&"error".to_owned()) && keys.contains(&"fields".to_owned()));
}

#[test]
fn absent_fields_are_not_written() {
    #[audited(event = StateDeleted)]
    fn bare() {}

    let written = serde_json::to_string(&record_of(bare)).unwrap();
    let mut keys = keys(&written);
    keys.sort();
    assert_eq!(keys, ["event_type", "operation", "outcome", "sequence", "timestamp"]);
}

#[test]
fn f32_is_written_with_its_shortest_digits() {
    assert!(serde_json::to_string(&record_of(|| update("u1", 0.9))).unwrap().contains(r#""confidence":0.9,"#));
}

#[test]
fn numbers_that_json_cannot_represent_are_text() {
    #[audited(event = StateUpdated, confidence = number, plain = number, list = [number, 1.0])]
    fn number(number: f64) -> f64 {
        number
    }

    for (given, text) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        let value = json(&record_of(|| number(given)));
        assert_eq!(value["confidence"], json!(text));
        assert_eq!(value["fields"], json!({"plain": text, "list": [text, 1.0]}));
    }
}

#[test]
fn hostile_text_is_escaped_and_stays_on_one_line() {
    let hostile = "a\nb\r\t\"\\ \u{0}\u{1b}[31mred\u{7f}\u{2028}é";
    let record = record_of(|| update(hostile, 0.5));
    let written = serde_json::to_string(&record).unwrap();
    assert!(!written.chars().any(|letter| letter < ' '), "{written:?}");
    assert!(written.contains(r"\u001b[31m"), "{written:?}");
    assert_eq!(json(&record)["user_id"], json!(hostile));
}

#[test]
fn error_is_the_error_type_and_never_the_message() {
    let value = json(&record_of(|| update("", 0.9)));
    assert_eq!((&value["outcome"], &value["error"]), (&json!("error"), &json!("Error")));
}

#[test]
fn fields_do_not_hide_keys_of_the_record() {
    #[audited(event = StateDeleted, operation = 1, outcome = 2, timestamp = 3, sequence = 4, fields = 5, r#type = 6)]
    fn named() {}

    let value = parse(&serde_json::to_string(&record_of(named)).unwrap());
    assert_eq!((&value["outcome"], &value["sequence"]), (&json!("success"), &json!(1)));
    let fields = json!({"operation": 1, "outcome": 2, "timestamp": 3, "sequence": 4, "fields": 5, "type": 6});
    assert_eq!(value["fields"], fields);
}
