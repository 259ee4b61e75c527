//! The table in the documentation.

use std::fmt::Write as _;
use std::thread;

use attuned_telemetry_tests::documents::check_table;
use attuned_telemetry_tests::otlp::{Fault, Protocol};

use super::cell::{ITEMS, Outcome, after};
use super::matrix::faults;

const BEGIN: &str = "| fault | over HTTP | over gRPC |\n|---|---|---|\n";

/// With the variable `UPDATE_DOCS`, the table is written.
#[test]
fn the_table_of_faults_is_current() {
    check_table("otlp_faults.md", BEGIN, &table());
}

fn table() -> String {
    let rows = thread::scope(|scope| {
        let row = |(name, fault): (&'static str, Fault)| {
            scope.spawn(move || (name, [Protocol::Http, Protocol::Grpc].map(|protocol| text(&fault, protocol))))
        };
        let rows: Vec<_> = faults().into_iter().map(row).collect();
        rows.into_iter().map(|row| row.join().unwrap()).collect::<Vec<_>>()
    });
    let mut table = BEGIN.to_owned();
    for (name, [http, grpc]) in rows {
        writeln!(table, "| {name} | {http} | {grpc} |").unwrap();
    }
    table
}

/// Describes what happens to the items. It is the same for all signals.
fn text(fault: &Fault, protocol: Protocol) -> String {
    let outcomes = after(fault, protocol);
    assert!(outcomes.iter().all(|outcome| *outcome == outcomes[0]), "{fault:?} {protocol:?}: {outcomes:?}");
    let Outcome { delivered, rejected, failed, was_sent_again, gave_up_gzip, is_misconfigured } = outcomes[0];
    let again = if was_sent_again { "retried" } else { "not retried" };
    let all = ITEMS as u64;
    if failed == all && is_misconfigured {
        "failed, not retried; the next request is sent after 1 minute".to_owned()
    } else if failed == all && *fault == Fault::UnknownName {
        "retried until all attempts are used, then failed".to_owned()
    } else if failed == all {
        format!("failed, {again}")
    } else if rejected == all {
        "sent in ever smaller requests; single items that are refused are rejected".to_owned()
    } else if rejected > 0 {
        format!("{delivered} of {all} delivered, {rejected} rejected, {again}")
    } else {
        assert_eq!(delivered, all);
        match (was_sent_again, gave_up_gzip) {
            (true, true) => "sent again without compression, delivered".to_owned(),
            (true, false) => "retried, delivered".to_owned(),
            (false, _) => "delivered".to_owned(),
        }
    }
}
