//! The whole catalog of this test: no duplicates, and only annotated items.

use std::collections::HashSet;
use std::fs::read_to_string;
use std::path::Path;

use attuned_telemetry_rt::catalog;

#[test]
fn lists_are_in_order() {
    let catalog = catalog();
    assert!(catalog.operations.is_sorted_by_key(|entry| (entry.scope, entry.op, entry.file, entry.line)));
    assert!(catalog.audit_events.is_sorted_by_key(|entry| (entry.operation, entry.file, entry.line)));
    assert!(catalog.components.is_sorted_by_key(|entry| (entry.name, entry.file, entry.line)));
}

#[test]
fn each_annotation_is_listed_once() {
    let catalog = catalog();
    let places: HashSet<_> = catalog.operations.iter().map(|entry| (entry.op, entry.file, entry.line)).collect();
    assert_eq!(places.len(), catalog.operations.len());
}

#[test]
fn everything_listed_is_an_annotation_of_this_program() {
    let catalog = catalog();
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let line = |file: &str, line: u32| {
        let text = read_to_string(here.join(file)).unwrap();
        text.lines().nth(line as usize - 1).unwrap_or_default().to_owned()
    };
    for entry in &catalog.operations {
        assert!(entry.module.starts_with("catalog::"), "{entry:#?}");
        let found = line(entry.file, entry.line);
        assert!(found.contains("observed") || found.contains("fn ") || found.contains("documented!"), "{entry:#?}");
    }
    for entry in &catalog.audit_events {
        assert!(line(entry.file, entry.line).contains("audited"), "{entry:#?}");
    }
    for entry in &catalog.components {
        assert!(line(entry.file, entry.line).contains("HealthCheck"), "{entry:#?}");
    }
}
