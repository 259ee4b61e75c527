//! Starts the export to OpenTelemetry, as the environment configures it, in a process of its own.
//!
//!     otlp-start-up threads|records|no-threads
#![allow(clippy::panic, clippy::unwrap_used, reason = "a program of a test may panic")]

use std::collections::HashMap;
use std::time::{Duration, Instant};
use std::{env, fs, io, thread};

use attuned_telemetry_rt::export::otlp::OtlpConfig;
use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::observed;
use attuned_telemetry_rt::propagation::Propagators;

/// Returns the headers of a request within the call.
#[observed(scope = "shop", op = "buy")]
fn buy() -> HashMap<String, String> {
    let mut headers = HashMap::new();
    Propagators::default().inject(&mut headers, "127.0.0.1");
    headers
}

fn threads() -> usize {
    fs::read_dir("/proc/self/task").unwrap().count()
}

/// Prints the number of threads that start-up has started, and the headers of a request that another one caused.
fn count_threads() {
    let before = threads();
    let guard = TelemetryBuilder::new().with_opentelemetry(OtlpConfig::new()).init().unwrap();
    println!("{}", threads() - before);
    let headers: HashMap<String, String> = [("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into();
    let sent = Propagators::default().extract(&headers).in_scope(buy);
    println!("{}", sent.get("traceparent").map_or("none", String::as_str));
    drop(guard);
    // A thread that ends is seen for a moment.
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(10) && threads() > before {
        thread::sleep(Duration::from_millis(5));
    }
    println!("{:?}", names());
}

/// Returns the names of the threads.
fn names() -> Vec<String> {
    let threads = fs::read_dir("/proc/self/task").unwrap();
    let name = |thread: io::Result<fs::DirEntry>| fs::read_to_string(thread.unwrap().path().join("comm")).ok();
    threads.filter_map(name).map(|name| name.trim().to_owned()).collect()
}

/// Records a span, a metric and a log record.
fn record() {
    let guard = TelemetryBuilder::new().with_opentelemetry(OtlpConfig::new()).init().unwrap();
    tracing::info_span!("work").in_scope(|| tracing::info!("worked"));
    buy();
    drop(guard);
}

/// Prints the errors of two starts in a process that cannot start threads.
fn without_threads() {
    assert!(thread::Builder::new().spawn(|| ()).is_err(), "the process can start threads");
    for config in [OtlpConfig::new(), OtlpConfig::new(), OtlpConfig::new().disabled(true)] {
        let started = TelemetryBuilder::new().with_opentelemetry(config).init();
        println!("{}", started.err().map_or("started".to_owned(), |error| error.to_string()));
    }
}

fn main() {
    match env::args().nth(1).unwrap().as_str() {
        "threads" => count_threads(),
        "records" => record(),
        "no-threads" => without_threads(),
        other => panic!("`{other}` is no case"),
    }
}
