//! The audit file: complete lines, and no silent loss.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::sync::Arc;
use std::{fs, io};

use attuned_telemetry_rt::export::audit_file::JsonLinesSink;
use attuned_telemetry_rt::{AuditSink, MemorySink, audited, with_local_audit_sink};
use attuned_telemetry_tests::{DANGEROUS, is_raw};
use serde_json::Value;

#[audited(event = StateUpdated, user_id = user, confidence = 0.9_f32, note = note)]
fn update(user: &str, note: &str) {}

fn lines(path: &Path) -> Vec<Value> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn a_record_is_one_line_of_json() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    with_local_audit_sink(JsonLinesSink::append(&path).unwrap(), || update("ada", "first"));
    let line = fs::read_to_string(&path).unwrap();
    let keys = r#""event_type":"state_updated","user_id":"ada","confidence":0.9,"operation":"attuned.telemetry.tests.update","outcome":"success","sequence":1,"fields":{"note":"first"}}"#;
    assert!(line.starts_with(r#"{"timestamp":"2"#), "{line}");
    assert!(line.ends_with(&format!("{keys}\n")), "{line}");
}

#[test]
fn untrusted_text_is_escaped_and_starts_no_new_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    let hostile = &format!("eve\n{{\"outcome\":\"success\"}}\r\u{1b}[2J\u{0}{DANGEROUS}");
    with_local_audit_sink(JsonLinesSink::append(&path).unwrap(), || update(hostile, hostile));
    let raw = fs::read_to_string(&path).unwrap();
    assert_eq!(raw.lines().count(), 1);
    assert!(!raw.trim_end().contains(char::is_control) && !is_raw(&raw), "{raw:?}");
    assert_eq!(lines(&path)[0]["user_id"], **hostile, "the text is unchanged");
}

#[test]
fn existing_lines_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    for user in ["ada", "grace"] {
        with_local_audit_sink(JsonLinesSink::append(&path).unwrap(), || update(user, ""));
    }
    assert_eq!(lines(&path).len(), 2);
}

#[test]
fn lines_of_concurrent_threads_do_not_mix() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    let sink = Arc::new(JsonLinesSink::append(&path).unwrap());
    std::thread::scope(|scope| {
        for _ in 0..4 {
            let sink = sink.clone();
            scope.spawn(move || with_local_audit_sink(sink, || (0..250).for_each(|_| update("ada", "many"))));
        }
    });
    assert_eq!(lines(&path).len(), 1_000);
}

/// The file looks like this after a crash in the middle of a line.
#[test]
fn a_truncated_line_does_not_corrupt_the_next_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    fs::write(&path, "{\"half\":").unwrap();
    with_local_audit_sink(JsonLinesSink::append(&path).unwrap(), || update("ada", "whole"));
    let file = fs::read_to_string(&path).unwrap();
    let last: Value = serde_json::from_str(file.lines().last().unwrap()).unwrap();
    assert_eq!((file.lines().count(), &last["user_id"]), (2, &Value::from("ada")));
}

/// Vault, in contrast, keeps writing to the deleted file.
#[test]
fn a_removed_file_is_created_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("audit.jsonl");
    with_local_audit_sink(JsonLinesSink::append(&path).unwrap(), || {
        update("ada", "before");
        fs::remove_file(&path).unwrap();
        update("grace", "after");
    });
    let found = lines(&path);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["user_id"], "grace");
}

/// `tracing-appender`, in contrast, returns `Ok` for each record while the disk is full.
#[test]
fn a_full_disk_is_an_error_for_each_record() {
    let event = {
        let memory = Arc::new(MemorySink::new());
        with_local_audit_sink(memory.clone(), || update("ada", ""));
        memory.events().remove(0)
    };
    let sink = JsonLinesSink::append("/dev/full").unwrap();
    let failures = (0..1_000).filter(|_| sink.record(&event).is_err()).count();
    assert_eq!(failures, 1_000);
    let error = sink.record(&event).unwrap_err().to_string();
    assert!(error.starts_with("cannot write the audit file `/dev/full`: No space left on device"), "{error}");
    assert!(error.ends_with("check its disk space and permissions, or use another path"), "{error}");
}

#[test]
fn the_path_in_an_error_is_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let logs = folder.path().join("logs\n\u{9b}\u{202e}");
    fs::create_dir(&logs).unwrap();
    let sink = JsonLinesSink::append(logs.join("audit.jsonl")).unwrap();
    fs::remove_dir_all(&logs).unwrap();
    let memory = Arc::new(MemorySink::new());
    with_local_audit_sink(memory.clone(), || update("ada", ""));
    let error = sink.record(&memory.events()[0]).unwrap_err().to_string();
    assert!(error.contains(r"/logs\n\u{9b}\u{202e}/audit.jsonl`"), "{error:?}");
}

#[test]
fn a_full_disk_does_not_stop_the_annotated_code() {
    with_local_audit_sink(JsonLinesSink::append("/dev/full").unwrap(), || update("ada", ""));
}

#[test]
fn a_file_that_cannot_be_opened_is_named_in_the_error() {
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing/audit.jsonl");
    for (path, kind) in [(folder.path(), io::ErrorKind::IsADirectory), (&missing, io::ErrorKind::NotFound)] {
        let error = JsonLinesSink::append(path).unwrap_err();
        assert_eq!(error.kind(), kind);
        let error = error.to_string();
        assert!(error.starts_with(&format!("cannot open the audit file `{}`: ", path.display())), "{error}");
    }
}
