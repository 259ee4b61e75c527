//! The catalog as JSON.

use attuned_telemetry_rt::{catalog, observed};
use attuned_telemetry_tests::is_raw;
use serde_json::{Value, json};

fn parsed() -> Value {
    serde_json::from_str(&catalog().to_json()).unwrap()
}

fn find<'a>(list: &'a Value, key: &str, value: &str) -> &'a Value {
    list.as_array().unwrap().iter().find(|entry| entry[key] == value).unwrap()
}

#[test]
fn json_contains_every_field_of_the_entries() {
    let page = parsed();
    let entry = find(&page["operations"], "op", "all_of_it");
    assert_eq!(entry["scope"], "attuned.store");
    assert_eq!(entry["metrics"]["calls"], "attuned_store_operations_total");
    assert_eq!(entry["labels"][0], json!({"name": "operation", "value": "all_of_it"}));
    assert_eq!(entry["labels"][3], json!({"name": "hot", "value": null}));
    assert_eq!(entry["statuses"], json!(["success", "error", "cancelled", "panicked"]));
    assert_eq!(entry["slow_seconds"], 0.25);
    assert_eq!(entry["objective"], json!({"latency_seconds": 0.1, "target": 99.9}));
    assert_eq!(entry["doc"], "Says everything.");
    let quiet = find(&page["operations"], "op", "says_nothing");
    assert_eq!((&quiet["slow_seconds"], &quiet["objective"]), (&Value::Null, &Value::Null));
}

#[test]
fn json_contains_every_list_and_the_duplicates() {
    let page = parsed();
    assert_eq!(find(&page["audit_events"], "event", "StateDeleted")["operation"], "attuned.audit.remove");
    assert_eq!(find(&page["components"], "name", "store_of_catalog")["parts"], json!(["qdrant", "data"]));
    assert_eq!(page["duplicates"][0]["places"].as_array().unwrap().len(), 2);
    assert_eq!(page.as_object().unwrap().len(), 4);
}

#[test]
fn json_is_the_same_each_time() {
    assert_eq!(catalog().to_json(), catalog().to_json());
}

#[test]
fn invisible_characters_are_escaped() {
    #[doc = "Sells\u{202e} something."]
    #[observed(scope = "shop")]
    fn sell() {}

    let json = catalog().to_json();
    assert!(json.contains(r"Sells\u202e something.") && !is_raw(&json), "{json:?}");
    sell();
}
