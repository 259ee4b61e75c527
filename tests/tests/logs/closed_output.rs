//! Standard error that nobody reads, or that is full.

use std::fs::File;
use std::process::{Command, Stdio};

/// Standard output of a program that logs after `stderr` was closed, if it is a pipe.
fn output_with(stderr: impl Into<Stdio>, format: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_closed-stderr"));
    command.env_remove("RUST_LOG").env("ATTUNED_LOG_FORMAT", format);
    let mut program = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(stderr).spawn().unwrap();
    drop(program.stderr.take());
    drop(program.stdin.take());
    String::from_utf8(program.wait_with_output().unwrap().stdout).unwrap()
}

#[test]
fn annotated_code_goes_on_when_standard_error_is_closed() {
    for format in ["json", "pretty", "compact"] {
        assert_eq!(output_with(Stdio::piped(), format), "done\n", "{format}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn annotated_code_goes_on_when_standard_error_is_full() {
    let full = File::options().write(true).open("/dev/full").unwrap();
    assert_eq!(output_with(full, "json"), "done\n");
}
