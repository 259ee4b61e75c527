// Sends many series over gRPC. Prints the milliseconds of processor time of one collection, which is encoded and sent,
// the peak of the heap beside the cells in bytes, and the p50 and the p99 in nanoseconds of a writer that is alone, and
// while collections are sent.
//
//     program PORT KIND SERIES ROUNDS

mod allocations;

use std::env;
use std::error::Error;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use attuned_telemetry_rt::adapters::ObservabilityManager;
use attuned_telemetry_rt::export::otlp::{OtlpConfig, OtlpProtocol, OtlpSignal};
use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::TelemetryBuilder;
use metrics::{counter, histogram};

const WRITES: usize = 1_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = env::args().skip(1).collect();
    let [port, kind, series, rounds] = &words[..] else { return Err("expected four words".into()) };
    let (series, rounds): (u64, usize) = (series.parse()?, rounds.parse()?);
    let exporter = PrometheusExporter::builder().series_limit(1_000_000).build()?;
    let config = OtlpConfig::new()
        .endpoint(format!("http://127.0.0.1:{port}"))
        .protocol(OtlpProtocol::Grpc)
        .service_name("shop")
        .exporters(OtlpSignal::Traces, [])
        .exporters(OtlpSignal::Logs, [])
        .metrics_interval(Duration::from_secs(3_600));
    let manager = ObservabilityManager::new();
    let builder = TelemetryBuilder::new().with_metrics(exporter.recorder()).with_adapters(&manager);
    let _guard = builder.with_opentelemetry(config).init()?;
    // The connection, and what is allocated once.
    manager.flush_blocking();
    for number in 0..series {
        let path = format!("/v1/users/{number:05}");
        if kind == "counters" {
            counter!("requests_total", "method" => "get", "path" => path).increment(number);
        } else {
            histogram!("request_duration_seconds", "method" => "get", "path" => path).record(0.005);
        }
    }
    let (mut fastest, mut peak) = (f64::INFINITY, 0);
    for _ in 0..rounds {
        let before = allocations::live();
        allocations::reset();
        let cpu = milliseconds();
        manager.flush_blocking();
        fastest = fastest.min(milliseconds() - cpu);
        peak = peak.max(allocations::peak() - before);
    }
    let alone = best(rounds);
    let ended = AtomicBool::new(false);
    let beside = thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                manager.flush_blocking();
            }
        });
        let beside = best(rounds);
        ended.store(true, Ordering::Relaxed);
        beside
    });
    println!("{fastest} {peak} {} {} {} {}", alone[0], alone[1], beside[0], beside[1]);
    Ok(())
}

// Returns the lowest p50 and p99 of several rounds.
fn best(rounds: usize) -> [u64; 2] {
    (0..rounds).map(|_| writes()).reduce(|[a, b], [c, d]| [a.min(c), b.min(d)]).unwrap_or_default()
}

// Returns the p50 and the p99 of increments of one of the series, in nanoseconds.
fn writes() -> [u64; 2] {
    let counter = counter!("requests_total", "method" => "get", "path" => "/v1/users/00500");
    let mut times = Vec::with_capacity(WRITES);
    for _ in 0..WRITES {
        let started = Instant::now();
        counter.increment(1);
        times.push(started.elapsed().as_nanos() as u64);
    }
    times.sort_unstable();
    [times[WRITES / 2], times[WRITES / 100 * 99]]
}

// Returns the processor time of this process.
fn milliseconds() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    let result = unsafe { libc::clock_gettime(libc::CLOCK_PROCESS_CPUTIME_ID, &mut time) };
    assert_eq!(result, 0, "the clock cannot be read");
    time.tv_sec as f64 * 1e3 + time.tv_nsec as f64 / 1e6
}
