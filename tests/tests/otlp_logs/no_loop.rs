//! An export does not cause another one.

use std::fs;
use std::io::Read as _;
use std::process::{Child, Command, Stdio};
use std::thread::{self, JoinHandle};

use attuned_telemetry_tests::otlp::{Authority, Fault, FaultyCollector, Protocol, Signal};

use crate::records;

/// How often the process exports metrics, in milliseconds: each export could cause log records.
const INTERVAL: &str = "100";

/// Exports during a test. They take at least three seconds.
const EXPORTS: usize = 30;

/// Log records of an idle process during that time: less than one each second.
const MOST_RECORDS: usize = 2;

#[test]
fn no_telemetry_loop_with_rust_log_trace() {
    let over_http = FaultyCollector::start(Protocol::Http, Fault::None);
    no_loop(&over_http, &[("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]);
    let over_grpc = FaultyCollector::start(Protocol::Grpc, Fault::None);
    let log = no_loop(&over_grpc, &[("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")]);
    // There were events that a loop would be made of.
    assert!(log.lines().filter(|line| line.contains("h2::")).count() > EXPORTS, "{log}");
}

#[test]
fn no_telemetry_loop_over_tls() {
    let authority = Authority::new();
    let folder = tempfile::tempdir().unwrap();
    let roots = folder.path().join("roots.pem");
    fs::write(&roots, authority.root()).unwrap();
    let collector = FaultyCollector::start_encrypted(Protocol::Grpc, Fault::None, &authority, false);
    let roots = ("OTEL_EXPORTER_OTLP_CERTIFICATE", roots.to_str().unwrap());
    no_loop(&collector, &[("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"), roots]);
}

/// Failures are logged, but not for each attempt.
#[test]
fn no_telemetry_loop_while_metrics_are_refused() {
    let collector = FaultyCollector::start(Protocol::Http, Fault::None);
    let refuses = FaultyCollector::start(Protocol::Http, Fault::BadRequest);
    let metrics = format!("{}/v1/metrics", refuses.endpoint());
    let child = Idle::start(&collector, &[("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", &metrics)]);
    records::until(&collector, "idle");
    let earlier = records::all(&collector.requests()).len();
    let exports = refuses.requests().len();
    refuses.wait_until(|requests| requests.len() >= exports + EXPORTS);
    let during: Vec<_> = records::all(&collector.requests()).into_iter().skip(earlier).collect();
    assert!(during.len() <= MOST_RECORDS, "{during:#?}");
    child.end();
}

/// Returns what the process has logged to standard error.
fn no_loop(collector: &FaultyCollector, environment: &[(&str, &str)]) -> String {
    let child = Idle::start(collector, environment);
    let earlier = records::until(collector, "idle").len();
    let exports = collector.accepted(Signal::Metrics).len();
    collector.wait_until(|requests| {
        requests.iter().filter(|request| request.signal == Some(Signal::Metrics)).count() >= exports + EXPORTS
    });
    let during: Vec<_> = records::all(&collector.requests()).into_iter().skip(earlier).collect();
    assert!(during.len() <= MOST_RECORDS, "{during:#?}");
    child.end()
}

/// A process that exports and does nothing.
struct Idle {
    process: Child,
    /// Reads what the process logs.
    reader: Option<JoinHandle<String>>,
}

impl Idle {
    fn start(collector: &FaultyCollector, environment: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_otlp-idle"));
        for (name, _) in std::env::vars_os() {
            if name.to_str().is_some_and(|name| name.starts_with("OTEL_") || name.starts_with("ATTUNED_")) {
                command.env_remove(name);
            }
        }
        command.env("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint()).env("RUST_LOG", "trace");
        command.env("OTEL_METRIC_EXPORT_INTERVAL", INTERVAL).env("OTEL_BLRP_SCHEDULE_DELAY", "10");
        command.envs(environment.iter().copied()).stdin(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut stderr = process.stderr.take().unwrap();
        let reader = thread::spawn(move || {
            let mut log = String::new();
            stderr.read_to_string(&mut log).unwrap();
            log
        });
        Self { process, reader: Some(reader) }
    }

    /// Ends the process, and returns what it has logged.
    fn end(mut self) -> String {
        drop(self.process.stdin.take());
        assert!(self.process.wait().unwrap().success());
        self.reader.take().unwrap().join().unwrap()
    }
}

impl Drop for Idle {
    fn drop(&mut self) {
        // It may have ended already.
        drop(self.process.kill());
        drop(self.process.wait());
    }
}
