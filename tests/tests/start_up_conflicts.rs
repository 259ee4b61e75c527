//! Start-up of a program that installs a subscriber or a logger itself.
#![allow(clippy::unwrap_used, reason = "a test may panic")]

use std::process::Command;

/// Standard error of a case, and whether it succeeded.
fn case(arguments: &[&str]) -> (String, bool) {
    let output = Command::new(env!("CARGO_BIN_EXE_start-up")).args(arguments).env_remove("RUST_LOG").output().unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.success())
}

#[test]
fn init_reports_truthfully_when_another_thread_installs_a_subscriber() {
    for microseconds in 0..150 {
        let (errors, succeeded) = case(&["race", &(microseconds * 4).to_string()]);
        assert!(succeeded, "{errors}");
    }
}

#[test]
fn an_existing_logger_stays_in_use_and_a_warning_says_so() {
    let (log, succeeded) = case(&["own-logger"]);
    assert!(succeeded && !log.contains("a record") && log.contains("an event"), "{log}");
    assert!(log.contains(" WARN ") && log.contains("another logger of that crate is already installed"), "{log}");
}

#[test]
fn a_logger_that_passes_records_to_tracing_gives_no_warning() {
    let (log, succeeded) = case(&["scoped-subscriber"]);
    assert!(succeeded && log.contains("a record") && log.contains("an event"), "{log}");
    assert!(!log.contains("already installed"), "{log}");
}
