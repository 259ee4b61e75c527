// Short-lived threads call an observed function and record through handles.
//
//     program RECORDS THREADS RECORDS_OF_A_THREAD SAMPLES

use std::env;
use std::error::Error;
use std::fs;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Instant;

use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
use attuned_telemetry_rt::init::TelemetryBuilder;
use attuned_telemetry_rt::{LabelValue, observed};

mod allocations;

#[derive(Clone, Copy, LabelValue)]
enum Size {
    Small,
    Large,
}

#[derive(Debug)]
struct Odd;

#[observed(scope = "endurance", op = "work", labels(size, even))]
fn work(number: u64, size: Size, even: bool) -> Result<u64, Odd> {
    if number % 16 == 15 { Err(Odd) } else { Ok(number) }
}

// Expected contents of the page.
#[derive(Default)]
struct Done {
    succeeded: AtomicU64,
    failed: AtomicU64,
    counted: AtomicU64,
}

// Records per call, and per pair of updates through handles: one in a counter and one in a histogram.
const OF_EACH: u64 = 2;

fn main() -> Result<(), Box<dyn Error>> {
    allocations::count_live_bytes();
    let numbers: Vec<u64> = env::args().skip(1).map(|word| word.parse()).collect::<Result<_, _>>()?;
    let [records, threads, of_thread, samples] = numbers[..] else { return Err("expected four numbers".into()) };
    let exporter = PrometheusExporter::new();
    let _guard = TelemetryBuilder::new().with_metrics(exporter.recorder()).init()?;
    let (done, started) = (Done::default(), Instant::now());
    println!("| records | minutes | live heap, kB | resident, kB | page, kB |\n|---:|---:|---:|---:|---:|");
    let mut heap = Vec::new();
    for sample in 1..=samples {
        while done.records() < records / samples * sample {
            generation(&done, threads, of_thread);
        }
        let page = exporter.render().len();
        let (live, resident) = (allocations::live_bytes() / 1024, resident_kilobytes());
        let minutes = started.elapsed().as_secs_f64() / 60.0;
        println!("| {} | {minutes:.1} | {live} | {resident} | {} |", done.records(), page / 1024);
        heap.push((live, resident));
    }
    verdict(&done, &exporter.render(), &heap)
}

// Starts threads, and waits until they exit.
fn generation(done: &Done, threads: u64, of_thread: u64) {
    thread::scope(|scope| {
        for first in 0..threads {
            scope.spawn(move || of_one_thread(done, first, of_thread));
        }
    });
}

fn of_one_thread(done: &Done, first: u64, records: u64) {
    let counters = [0, 1].map(|kind: u64| metrics::counter!("endurance_handles_total", "kind" => kind.to_string()));
    let histogram = metrics::histogram!("endurance_handles_seconds");
    let [mut succeeded, mut failed, mut counted] = [0; 3];
    let mut number = first;
    while (succeeded + failed + counted) * OF_EACH < records {
        let size = if number % 3 == 0 { Size::Small } else { Size::Large };
        match work(number, size, number % 2 == 0) {
            Ok(_) => succeeded += 1,
            Err(Odd) => failed += 1,
        }
        if number % 4 == 0 {
            counters[(number / 4 % 2) as usize].increment(1);
            histogram.record(number as f64 * 1e-9);
            counted += 1;
        }
        number += 1;
    }
    done.succeeded.fetch_add(succeeded, Ordering::Relaxed);
    done.failed.fetch_add(failed, Ordering::Relaxed);
    done.counted.fetch_add(counted, Ordering::Relaxed);
}

impl Done {
    fn records(&self) -> u64 {
        let calls = self.succeeded.load(Ordering::Relaxed) + self.failed.load(Ordering::Relaxed);
        (calls + self.counted.load(Ordering::Relaxed)) * OF_EACH
    }
}

// Returns an error unless memory stayed constant and the counts are exact. The first quarter of the samples is ignored,
// because it includes initialisation.
fn verdict(done: &Done, page: &str, heap: &[(i64, i64)]) -> Result<(), Box<dyn Error>> {
    let calls = |label: &str| sum(page, "endurance_operations_total{", label);
    let exact = [
        ("calls that succeeded", calls("status=\"success\""), done.succeeded.load(Ordering::Relaxed)),
        ("calls that failed", calls("status=\"error\""), done.failed.load(Ordering::Relaxed)),
        (
            "recorded durations of calls",
            sum(page, "endurance_duration_seconds_count{", ""),
            done.succeeded.load(Ordering::Relaxed) + done.failed.load(Ordering::Relaxed),
        ),
        (
            "counter updates through handles",
            sum(page, "endurance_handles_total{", ""),
            done.counted.load(Ordering::Relaxed),
        ),
        (
            "histogram updates through handles",
            sum(page, "endurance_handles_seconds_count", ""),
            done.counted.load(Ordering::Relaxed),
        ),
    ];
    println!("\n| count | on the page | expected | exact |\n|---|---:|---:|---:|");
    for (what, found, done) in &exact {
        println!("| {what} | {found} | {done} | {} |", if found == done { "yes" } else { "no" });
    }
    let behind = &heap[heap.len() / 4..];
    let grown = |pick: fn(&(i64, i64)) -> i64| {
        let half = behind.len().div_ceil(2);
        let most = |part: &[(i64, i64)]| part.iter().map(pick).max().unwrap_or_default();
        most(&behind[half.min(behind.len() - 1)..]) - most(&behind[..half])
    };
    let (live, resident) = (grown(|one| one.0), grown(|one| one.1));
    // Allows a margin for the allocator's pages.
    let flat = live <= 16 && resident <= 1024;
    println!("\nmemory flat: {} (live heap {live:+} kB, resident {resident:+} kB)", if flat { "yes" } else { "no" });
    if flat && exact.iter().all(|(_, found, done)| found == done) {
        Ok(())
    } else {
        Err("memory is not flat, or a count is not exact".into())
    }
}

// Sum of the samples with this prefix and these labels.
fn sum(page: &str, beginning: &str, label: &str) -> u64 {
    let lines = page.lines().filter(|line| line.starts_with(beginning) && line.contains(label));
    lines.filter_map(|line| line.rsplit(' ').next()?.parse::<f64>().ok()).map(|number| number as u64).sum()
}

fn resident_kilobytes() -> i64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0)
}
