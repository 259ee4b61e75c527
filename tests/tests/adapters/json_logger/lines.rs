//! What a line contains.

use std::time::SystemTime;

use attuned_telemetry_rt::adapters::{JsonLogger, LoggingAdapter};
use attuned_telemetry_rt::collect::{AttributeValue, LogRecord};
use attuned_telemetry_rt::delivery::Receipt;
use attuned_telemetry_rt::{SpanId, TraceContext, TraceId};
use serde_json::{Value, json};
use tracing::Level;

use super::{Written, objects, record};

#[tokio::test]
async fn a_record_is_one_line_with_rfc_3339_time_and_the_ids_of_its_span() {
    let written = Written::default();
    let context = TraceContext::new(TraceId::new(0xabc).unwrap(), SpanId::new(0xdef).unwrap());
    let mut with_ids = record("order placed").with_context(context);
    for (name, value) in [
        ("user", AttributeValue::Text("ada")),
        ("items", AttributeValue::U64(u64::MAX)),
        ("balance", AttributeValue::I64(i64::MIN)),
        ("paid", AttributeValue::Bool(true)),
        ("euros", AttributeValue::F64(12.5)),
    ] {
        with_ids = with_ids.with_attribute(name, value);
    }
    let exported = JsonLogger::writer(written.clone()).export_logs(&[with_ids, record("next")]).await;
    assert_eq!(exported, Ok(Receipt::all()));
    assert_eq!(
        written.text(),
        concat!(
            r#"{"timestamp":"2026-01-02T03:04:05.678901Z","level":"INFO","target":"shop","#,
            r#""trace_id":"00000000000000000000000000000abc","span_id":"0000000000000def","message":"order placed","#,
            r#""fields":{"user":"ada","items":18446744073709551615,"balance":-9223372036854775808,"paid":true,"#,
            r#""euros":12.5}}"#,
            "\n",
            r#"{"timestamp":"2026-01-02T03:04:05.678901Z","level":"INFO","target":"shop","message":"next","fields":{}}"#,
            "\n",
        )
    );
}

#[tokio::test]
async fn hostile_text_stays_in_its_value() {
    let hostile = "a\n{\"level\":\"ERROR\"}\r\t\0\u{1b}[31m\u{9b}0m\u{7f}\u{85}\u{2028}\u{2029}\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}\"\\/ 🦀";
    let written = Written::default();
    let all = LogRecord::new(SystemTime::now(), Level::WARN, hostile, hostile)
        .with_attribute(hostile, AttributeValue::Text(hostile));
    JsonLogger::writer(written.clone()).log(&all).await;
    let text = written.text();
    let [line] = &objects(&text)[..] else { panic!("{text}") };
    assert_eq!(line["message"], hostile);
    assert_eq!(line["target"], hostile);
    assert_eq!(line["fields"][hostile], hostile);
    let is_raw = |letter: char| {
        letter.is_control() && letter != '\n'
            || "\u{2028}\u{2029}\u{202e}\u{2066}\u{200b}\u{feff}\u{e0041}".contains(letter)
    };
    assert!(!text.contains(is_raw), "{text:?}");
}

#[tokio::test]
async fn no_key_occurs_twice_and_no_value_is_lost() {
    let written = Written::default();
    let mut twice = record("first");
    for (number, name) in ["id", "id", "field.id", "message", "id", ""].into_iter().enumerate() {
        twice = twice.with_attribute(name, AttributeValue::U64(number as u64));
    }
    JsonLogger::writer(written.clone()).log(&twice).await;
    let text = written.text();
    assert_eq!(
        objects(&text)[0]["fields"],
        json!({ "id": 0, "field.id": 1, "field.field.id": 2, "message": 3, "field.field.field.id": 4, "": 5 })
    );
    for key in ["id", "field.id", "field.field.id", "field.field.field.id"] {
        assert_eq!(text.matches(&format!("\"{key}\":")).count(), 1, "{text}");
    }
}

#[tokio::test]
async fn numbers_that_json_does_not_have_are_text() {
    let written = Written::default();
    let mut odd = record("odd");
    for (number, value) in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, f64::MAX, -0.0].into_iter().enumerate() {
        odd = odd.with_attribute(&number.to_string(), AttributeValue::F64(value));
    }
    JsonLogger::writer(written.clone()).log(&odd).await;
    let fields = objects(&written.text())[0]["fields"].clone();
    assert_eq!(fields, json!({ "0": "NaN", "1": "inf", "2": "-inf", "3": f64::MAX, "4": -0.0 }));
}

#[tokio::test]
async fn a_batch_is_written_with_one_call() {
    struct Calls(std::sync::Arc<std::sync::Mutex<Vec<usize>>>);

    impl std::io::Write for Calls {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().push(bytes.len());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let calls = std::sync::Arc::default();
    let logger = JsonLogger::writer(Calls(std::sync::Arc::clone(&calls)));
    let records: Vec<_> = (0..1_000).map(|number| record(&number.to_string())).collect();
    logger.export_logs(&records).await.unwrap();
    logger.export_logs(&[]).await.unwrap();
    assert_eq!(calls.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn lines_of_threads_are_whole() {
    let written = Written::default();
    let logger = std::sync::Arc::new(JsonLogger::writer(written.clone()));
    let threads: Vec<_> = (0..8)
        .map(|thread| {
            let logger = std::sync::Arc::clone(&logger);
            std::thread::spawn(move || {
                for number in 0..200 {
                    futures_util::FutureExt::now_or_never(logger.log(&record(&format!("{thread}-{number}")))).unwrap();
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    let mut messages: Vec<String> =
        objects(&written.text()).iter().map(|line| line["message"].as_str().unwrap().to_owned()).collect();
    messages.sort();
    messages.dedup();
    assert_eq!(messages.len(), 1_600);
    assert!(matches!(objects(&written.text())[0], Value::Object(_)));
}
