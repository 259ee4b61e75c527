//! Pages are rendered in pieces while other threads record.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use metrics::{counter, histogram};

use crate::memory::most_of;
use crate::parser::{Family, parse};
use crate::text_of;

const FORMATS: [Format; 3] = [Format::Text, Format::OpenMetrics, Format::Protobuf];

/// An exporter with a number of counters with two labels.
fn with_counters(series: usize) -> PrometheusExporter {
    let exporter = PrometheusExporter::builder().series_limit(1_000_000).build().unwrap();
    add(&exporter, 0..series);
    exporter
}

/// The same with idle series that are due to expire.
fn with_expiring_counters(series: usize) -> PrometheusExporter {
    let builder = PrometheusExporter::builder().series_limit(1_000_000).idle_timeout(Duration::from_secs(8));
    let exporter = builder.build().unwrap();
    add(&exporter, 0..series);
    std::thread::sleep(Duration::from_millis(1_020));
    exporter
}

fn add(exporter: &PrometheusExporter, series: std::ops::Range<usize>) {
    metrics::with_local_recorder(&exporter.recorder(), || {
        for number in series {
            let labels = [("operation", (number / 10).to_string()), ("path", format!("/state/{}", number % 10))];
            counter!("requests_total", &labels).increment(1);
        }
    });
}

#[test]
fn a_large_page_is_never_in_memory_at_once() {
    let exporter = with_counters(100_000);
    for format in FORMATS {
        let mut size = 0;
        let most = most_of(|| size = exporter.page(format).map(|piece| piece.len()).sum());
        assert!(size > 4_000_000, "{format:?} has {size} bytes");
        assert!(most < 256 * 1024, "{format:?}: a page of {size} bytes took {most}");
    }
}

#[test]
fn pieces_have_a_bounded_size() {
    let exporter = with_counters(20_000);
    metrics::with_local_recorder(&exporter.recorder(), || {
        for number in 0..1_000 {
            histogram!("wait_seconds", "queue" => number.to_string()).record(0.1);
        }
    });
    for format in FORMATS {
        let pieces: Vec<_> = exporter.page(format).map(|piece| piece.len()).collect();
        let (last, others) = pieces.split_last().unwrap();
        assert!(others.len() > 10, "{format:?}: {pieces:?}");
        assert!(others.iter().all(|piece| (32 * 1024..=64 * 1024).contains(piece)), "{format:?}: {pieces:?}");
        assert!(*last <= 64 * 1024, "{format:?}: {pieces:?}");
    }
}

#[test]
fn pieces_have_a_bounded_size_whatever_the_labels_are() {
    let exporter = PrometheusExporter::new();
    // Quotes are escaped, so they take twice their size on a page.
    let texts = ["\"".repeat(1_000), "x".repeat(100_000)];
    metrics::with_local_recorder(&exporter.recorder(), || {
        for series in 0..100 {
            let label =
                |name: usize| metrics::Label::new(format!("{series}-{name}-").repeat(200), texts[name % 2].clone());
            let labels: Vec<_> = (0..100).map(label).collect();
            counter!("visits_total", labels.clone()).increment(1);
            histogram!("wait_seconds", labels).record(0.1);
        }
    });
    for format in FORMATS {
        let (mut largest, mut size) = (0, 0);
        let most = most_of(|| {
            for piece in exporter.page(format) {
                (largest, size) = (largest.max(piece.len()), size + piece.len());
            }
        });
        assert!(largest <= 64 * 1024, "{format:?}: a piece of {largest} bytes");
        assert!(size > 1_000_000 && most < 3 << 20, "{format:?}: {most} bytes for a page of {size}");
        if format != Format::Protobuf {
            assert!(parse(&text_of(&exporter, format), format).len() >= 2);
        }
    }
}

#[test]
fn a_page_of_series_with_different_label_names_is_never_in_memory_at_once() {
    let exporter = PrometheusExporter::builder().series_limit(1_000_000).build().unwrap();
    metrics::with_local_recorder(&exporter.recorder(), || {
        for number in 0..20_000 {
            counter!("visits_total", vec![metrics::Label::new(format!("label_{number}"), "x")]).increment(1);
        }
    });
    for format in FORMATS {
        let mut size = 0;
        let most = most_of(|| size = exporter.page(format).map(|piece| piece.len()).sum());
        assert!(size > 500_000 && most < 256 * 1024, "{format:?}: a page of {size} bytes took {most}");
    }
}

#[test]
fn the_first_piece_does_not_wait_for_the_others() {
    let exporter = with_counters(100_000);
    let pages = FORMATS.map(|format| (format, exporter.clone()));
    for (format, exporter) in pages.into_iter().chain([(Format::Text, with_expiring_counters(100_000))]) {
        let started = Instant::now();
        let mut page = exporter.page(format);
        let first = page.next().map(|_| started.elapsed()).unwrap();
        page.for_each(drop);
        assert!(first < started.elapsed() / 10, "{format:?}: {first:?} of {:?}", started.elapsed());
    }
}

#[test]
fn a_page_that_is_read_slowly_is_complete_while_series_are_added() {
    for format in [Format::Text, Format::OpenMetrics] {
        let exporter = with_counters(5_000);
        let mut page = exporter.page(format);
        let mut text = Vec::new();
        let mut steps = 0;
        for step in 0.. {
            // A page does not block recording; otherwise this would never end.
            let next = 5_000 + step * 100;
            if step < 5 {
                steps += 1;
                add(&exporter, next..next + 100);
                metrics::with_local_recorder(&exporter.recorder(), || {
                    counter!(format!("another_{step}_total")).increment(1);
                });
            }
            match page.next() {
                Some(piece) => text.extend(piece),
                None => break,
            }
        }
        let families = parse(std::str::from_utf8(&text).unwrap(), format);
        assert_eq!(families.len(), 1, "a metric created meanwhile is on the next page");
        let counters = families[0].samples.iter().filter(|sample| sample.name == "requests_total").count();
        assert!((5_000..=5_500).contains(&counters), "{counters}");
        assert_eq!(parse(&text_of(&exporter, format), format).len(), 1 + steps);
    }
}

/// Number of values on a page. The parser has checked that it equals the buckets' counts.
fn counted(families: &[Family]) -> f64 {
    families
        .iter()
        .flat_map(|family| &family.samples)
        .filter(|sample| sample.name.ends_with("_count"))
        .map(|sample| sample.value)
        .sum()
}

#[test]
fn the_values_of_a_series_are_consistent_while_threads_record() {
    let exporter = PrometheusExporter::new();
    let is_over = AtomicBool::new(false);
    let most = std::thread::scope(|scope| {
        let count = || {
            let histogram = metrics::with_local_recorder(&exporter.recorder(), || histogram!("wait_seconds"));
            let mut recorded = 0_u32;
            while !is_over.load(Ordering::Relaxed) {
                histogram.record(f64::from(recorded % 100) / 100.0);
                recorded += 1;
            }
            f64::from(recorded)
        };
        let threads = [scope.spawn(count), scope.spawn(count)];
        let mut before = 0.0;
        for format in [Format::Text, Format::OpenMetrics].repeat(100) {
            let now = counted(&parse(&text_of(&exporter, format), format));
            assert!(now >= before, "{now} after {before}");
            before = now;
        }
        is_over.store(true, Ordering::Relaxed);
        threads.map(|thread| thread.join().unwrap()).iter().sum::<f64>()
    });
    assert_eq!(counted(&parse(&exporter.render(), Format::Text)), most);
}
