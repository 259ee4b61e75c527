//! The command line and the environment: errors say what is wrong and what to do.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs, unreachable_pub, dead_code, reason = "a test may panic")]

use std::net::TcpListener;
use std::process::Output;

mod service;
use service::command;

fn run(arguments: &[&str], environment: &[(&str, &str)]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    command(folder.path()).args(arguments).envs(environment.iter().copied()).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn with_exit_it_ends_after_the_replay() {
    let output = run(&["--exit"], &[]);
    assert!(output.status.success(), "{}", errors(&output));
    assert!(String::from_utf8(output.stdout).unwrap().contains("p99"));
}

#[test]
fn a_taken_port_is_a_clear_error() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = run(&["--exit", "--port", &port], &[]);
    assert_eq!(output.status.code(), Some(1));
    let errors = errors(&output);
    assert!(errors.contains(&port) && errors.contains("--port"), "{errors}");
}

#[test]
fn an_unknown_argument_gives_an_error_with_the_allowed_ones() {
    let output = run(&["--prot", "80"], &[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("unknown argument `--prot`, expected one of `--port N`"), "{}", errors(&output));
}

#[test]
fn a_bad_line_is_reported_with_its_number_and_skipped() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("some.jsonl");
    std::fs::write(
        &file,
        "{\"method\":\"GET\",\"user\":\"ada\"}\nnot a request\n{\"method\":\"GET\",\"user\":\"ada\"}\n",
    )
    .unwrap();
    let output = run(&["--exit", "--replay", file.to_str().unwrap()], &[]);
    assert!(output.status.success(), "{}", errors(&output));
    assert!(errors(&output).contains("line 2"), "{}", errors(&output));
}

#[test]
fn a_wrong_environment_variable_is_named_with_its_value_and_what_is_allowed() {
    for (variable, value, expected) in [
        ("ATTUNED_LOG_FORMAT", "xml", "expected one of `json`, `pretty`, `compact`"),
        ("ATTUNED_LOG_LEVEL", "loud", "expected one of `trace`, `debug`"),
        ("RUST_LOG", "info,store=loud", "expected directives like `info,hyper=warn`"),
    ] {
        let output = run(&["--exit"], &[(variable, value)]);
        assert_eq!(output.status.code(), Some(1));
        let errors = errors(&output);
        assert!(errors.contains(&format!("`{variable}` is `{value}`, {expected}")), "{errors}");
    }
}
