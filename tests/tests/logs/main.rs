//! Log lines of a program that is configured by environment variables.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may panic")]

mod closed_output;
mod failing_values;
mod keys;
mod lines;
mod settings;

use std::process::Command;

use attuned_telemetry_tests::json;
use serde_json::Value;

/// Standard error of the program, and whether it started.
fn logs(environment: &[(&str, &str)]) -> (String, bool) {
    case("", environment)
}

/// Standard error of the program for one of its cases, and whether it succeeded.
fn case(case: &str, environment: &[(&str, &str)]) -> (String, bool) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_log-lines"));
    for variable in ["RUST_LOG", "ATTUNED_LOG_FORMAT", "ATTUNED_LOG_LEVEL", "ATTUNED_SERVICE_NAME"] {
        command.env_remove(variable);
    }
    let output = command.arg(case).envs(environment.iter().copied()).output().unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.success())
}

/// The JSON lines of a case. In none of them an object has a key twice.
fn json_lines(name: &str) -> Vec<Value> {
    let (log, succeeded) = case(name, &[("ATTUNED_LOG_FORMAT", "json")]);
    assert!(succeeded, "{log}");
    log.lines().filter(|line| line.starts_with('{')).map(json::parse).collect()
}
