//! Starts telemetry while another part of the program installs its own, for the tests of start-up.

use std::process::ExitCode;
use std::sync::Barrier;
use std::time::{Duration, Instant};
use std::{env, thread};

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::{TelemetryBuilder, TracingConfig, init_tracing};
use attuned_telemetry_rt::observed;

#[observed(scope = "shop", op = "buy")]
fn buy() {}

/// Another thread installs a subscriber some microseconds after `init` has begun. Exactly one of them must succeed.
fn race(microseconds: u64) -> Result<(), String> {
    let exporter = PrometheusExporter::new();
    let barrier = Barrier::new(2);
    let (started, other) = thread::scope(|scope| {
        let other = scope.spawn(|| {
            barrier.wait();
            let begun = Instant::now();
            while begun.elapsed() < Duration::from_micros(microseconds) {}
            tracing::subscriber::set_global_default(tracing_subscriber::registry()).is_ok()
        });
        let builder = TelemetryBuilder::new().with_tracing(TracingConfig::default()).with_metrics(exporter.recorder());
        barrier.wait();
        (builder.init(), other.join().is_ok_and(|installed| installed))
    });
    buy();
    metrics::counter!("visits_total").increment(1);
    let page = exporter.render();
    let recorded = page.contains("status=\"success\"} 1\n") && page.contains("visits_total 1\n");
    let untouched = page.contains("status=\"success\"} 0\n") && !page.contains("visits_total");
    match (&started, other) {
        (Ok(_), false) if recorded => Ok(()),
        (Err(_), true) if untouched => Ok(()),
        _ => Err(format!("init: {started:?}, the other subscriber is installed: {other}, page: {page}")),
    }
}

/// A logger that writes nothing.
struct Own;

impl log::Log for Own {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, _: &log::Record<'_>) {}

    fn flush(&self) {}
}

/// A record of the `log` crate, and an event, after another logger was installed.
fn log_records() -> Result<(), String> {
    let _guard = init_tracing(TracingConfig::default()).map_err(|error| error.to_string())?;
    log::warn!("a record");
    tracing::warn!("an event");
    Ok(())
}

fn main() -> ExitCode {
    let arguments: Vec<_> = env::args().skip(1).collect();
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    let done = match arguments.as_slice() {
        ["race", microseconds] => race(microseconds.parse().unwrap_or_default()),
        ["own-logger"] => log::set_logger(&Own).map_err(|error| error.to_string()).and_then(|()| log_records()),
        ["scoped-subscriber"] => {
            use tracing_subscriber::util::SubscriberInitExt as _;
            // This also makes `tracing` the logger of the `log` crate.
            drop(tracing_subscriber::registry().set_default());
            log_records()
        }
        _ => Err("unknown case".to_owned()),
    };
    done.map_or_else(
        |error| {
            eprintln!("{error}");
            ExitCode::FAILURE
        },
        |()| ExitCode::SUCCESS,
    )
}
