//! Formats and levels.

use attuned_telemetry_tests::{DANGEROUS, is_raw};
use serde_json::Value;

use super::{case, json_lines, logs};

#[test]
fn json_lines_name_the_service_and_the_trace() {
    let (log, started) = logs(&[("ATTUNED_LOG_FORMAT", "json"), ("ATTUNED_SERVICE_NAME", "the \"shop\"")]);
    assert!(started, "{log}");
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 1, "the default level is info: {log}");
    let line = &lines[0];
    assert_eq!(line["service.name"], "the \"shop\"");
    assert_eq!(line["trace_id"].as_str().map(str::len), Some(32), "{line}");
    assert_eq!(line["span_id"].as_str().map(str::len), Some(16), "{line}");
    assert_eq!(line["span"]["name"], "shop.buy");
    assert!(line["fields"]["item"].as_str().unwrap().starts_with("ada\n2026"), "the text is complete: {line}");
}

#[test]
fn a_line_has_a_trace_when_the_span_of_its_call_is_filtered_out() {
    let (log, _) = logs(&[("ATTUNED_LOG_FORMAT", "json"), ("ATTUNED_LOG_LEVEL", "info,shop=off")]);
    let line: Value = serde_json::from_str(&log).unwrap();
    assert_eq!((line["span"].as_str(), line["trace_id"].as_str().map(str::len)), (None, Some(32)), "{line}");
}

#[test]
fn untrusted_text_cannot_forge_a_line_in_any_format() {
    for format in ["json", "pretty", "compact"] {
        let (log, _) = logs(&[("ATTUNED_LOG_FORMAT", format)]);
        assert!(!log.lines().any(|line| line.starts_with("2026-01-01")), "{format}: {log}");
        assert!(
            !log.contains(['\u{1b}', '\r', '\u{7}', '\u{9b}', '\u{7f}', '\u{202e}', '\u{2028}', '\u{feff}']),
            "{format}: {log:?}"
        );
    }
}

#[test]
fn no_part_of_a_line_contains_raw_untrusted_text() {
    for format in ["json", "compact", "pretty"] {
        let environment = [("ATTUNED_LOG_FORMAT", format), ("ATTUNED_SERVICE_NAME", DANGEROUS)];
        let (log, succeeded) = case("hostile", &environment);
        assert!(succeeded && !is_raw(&log) && !log.contains(['\u{1b}', '\r', '\u{7}']), "{format}: {log:?}");
        let events = log.lines().filter(|line| !line.starts_with("    ")).count();
        assert_eq!(events, 5, "{format}: {log:?}");
    }
    assert!(case("hostile", &[]).0.contains(r" INFO ada\n2026-01-01T00:00:00Z"));
    assert_eq!(json_lines("hostile")[1]["fields"]["shown"], DANGEROUS, "the text is unchanged");
}

#[test]
fn a_compact_event_is_one_line() {
    let (log, _) = logs(&[("ATTUNED_LOG_FORMAT", "compact")]);
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(log.contains("INFO log_lines: bought by ada\\n2026") && log.contains("in shop.buy{user_id="), "{log}");
}

#[test]
fn a_pretty_event_shows_its_spans_and_its_trace_below() {
    let (log, _) = logs(&[]);
    let lines: Vec<_> = log.lines().collect();
    assert_eq!(lines.len(), 3, "{log}");
    assert!(lines[1].starts_with("    in shop.buy{user_id=") && lines[2].starts_with("    trace "), "{log}");
}

#[test]
fn rust_log_overrides_the_level_variable() {
    let level = ("ATTUNED_LOG_LEVEL", "debug");
    assert!(logs(&[level]).0.contains("in no span"));
    assert!(!logs(&[level, ("RUST_LOG", "warn")]).0.contains("in no span"));
    assert!(logs(&[("ATTUNED_LOG_LEVEL", " debug , hyper=warn ")]).0.contains("in no span"));
    assert_eq!(logs(&[("ATTUNED_LOG_LEVEL", "off")]), (String::new(), true));
}

#[test]
fn an_empty_variable_is_treated_as_unset() {
    assert!(logs(&[("ATTUNED_LOG_FORMAT", ""), ("ATTUNED_LOG_LEVEL", "")]).1);
}

#[test]
fn a_field_that_begins_like_those_of_the_log_crate_is_shown() {
    let (log, _) = case("names", &[("ATTUNED_LOG_FORMAT", "compact")]);
    assert!(log.contains(" a field of the program log.level=\"kept\" "), "{log}");
    assert!(!case("hostile", &[]).0.contains("log.target"));
}
