//! Fields that are named like a key of the JSON line, or like another field.

use serde_json::{Value, json};

use super::json_lines;

fn line(message: &str) -> Value {
    let lines = json_lines("names");
    lines.into_iter().find(|line| line["fields"]["message"] == message).unwrap()
}

#[test]
fn a_field_called_name_does_not_hide_the_name_of_its_span() {
    let lines = json_lines("names");
    let span = &lines[0]["span"];
    assert_eq!((&span["name"], &span["field.name"]), (&json!("shop.rename"), &json!("ada")));
}

#[test]
fn every_field_has_its_own_key_in_its_span() {
    let expected = json!({
        "name": "order", "field.name": 1, "field.field.name": 2, "level": "of stock", "target": 3, "status": "paid",
    });
    assert_eq!(line("all")["span"], expected);
    assert_eq!(line("all")["spans"], json!([expected]));
}

#[test]
fn fields_of_an_event_do_not_hide_keys_of_the_line() {
    let line = line("all");
    let fields = json!({
        "message": "all", "level": 1, "timestamp": 2, "target": 3, "span": 4, "spans": 5, "trace_id": 6, "fields": 7,
        "name": 8, "service.name": 9,
    });
    assert_eq!(line["fields"], fields);
    assert_eq!((&line["level"], &line["target"]), (&json!("INFO"), &json!("log_lines")));
    assert_eq!(line["trace_id"].as_str().map(str::len), Some(32));
}

#[test]
fn fields_with_the_same_name_are_all_in_the_line() {
    let expected = json!({
        "message": "twice", "item": "first", "field.item": "second", "type": true, "field.type": 1.5, "ratio": "NaN",
    });
    assert_eq!(line("twice")["fields"], expected);
    let both = json_lines("names").pop().unwrap();
    let mut texts: Vec<_> = both["fields"].as_object().unwrap().values().collect();
    texts.sort_by_key(|text| text.as_str());
    assert_eq!(texts, ["own", "text"], "{both}");
}
