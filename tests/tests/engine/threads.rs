//! Threads that start and exit.

use std::cell::RefCell;
use std::sync::Barrier;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use metrics::{Counter, counter, gauge, histogram};

use super::page::{PrometheusExporter, buckets, count, count_and_sum, number, page, within};

/// Scrapes until it is stopped, and checks that counters never decrease and that histograms are consistent.
fn scrape(exporter: &PrometheusExporter, stop: &AtomicBool) -> usize {
    let (mut before, mut scrapes) = (0, 0);
    while !stop.load(Ordering::Relaxed) {
        let page = page(exporter);
        let now = count(&page, "hits_total").unwrap_or(0);
        assert!(before <= now, "{now} after {before}");
        before = now;
        for (series, buckets) in buckets(&page) {
            assert!(buckets.windows(2).all(|pair| pair[0].1 <= pair[1].1), "{buckets:?}");
            assert_eq!(buckets.last().map(|last| last.1), Some(count_and_sum(&page, &series).0));
        }
        scrapes += 1;
    }
    scrapes
}

#[test]
fn thousands_of_threads_are_counted_exactly_during_scrapes() {
    const WAVES: u32 = 150;
    const THREADS: u32 = 16;
    let exporter = PrometheusExporter::new();
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        let scraper = scope.spawn(|| scrape(&exporter, &stop));
        for _ in 0..WAVES {
            let wave = (0..THREADS).map(|_| scope.spawn(|| within(&exporter, count_once))).collect::<Vec<_>>();
            for thread in wave {
                thread.join().unwrap();
            }
        }
        stop.store(true, Ordering::Relaxed);
        assert!(scraper.join().unwrap() > 0);
    });
    let page = page(&exporter);
    assert_eq!(count(&page, "hits_total"), Some(u64::from(WAVES * THREADS * 3)));
    assert_eq!(number(&page, "level"), Some(0.0));
    assert_eq!(
        count_and_sum(&page, "wait_seconds_bucket{"),
        (u64::from(WAVES * THREADS), 0.5 * f64::from(WAVES * THREADS))
    );
}

fn count_once() {
    counter!("hits").increment(1);
    gauge!("level").increment(1.0);
    histogram!("wait_seconds").record(0.5);
    counter!("hits").increment(2);
    gauge!("level").decrement(1.0);
}

/// More threads at the same time than there are shards.
#[test]
fn threads_that_share_a_shard_are_counted_exactly() {
    const THREADS: u32 = 300;
    let exporter = PrometheusExporter::new();
    let barrier = Barrier::new(usize::try_from(THREADS).unwrap());
    for _ in 0..3 {
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    within(&exporter, || counter!("hits").increment(1));
                    barrier.wait();
                    within(&exporter, || (0..100).for_each(|_| count_once()));
                });
            }
        });
    }
    let page = page(&exporter);
    assert_eq!(count(&page, "hits_total"), Some(u64::from(3 * THREADS * 301)));
    assert_eq!(
        count_and_sum(&page, "wait_seconds_bucket{"),
        (u64::from(3 * THREADS * 100), 50.0 * f64::from(3 * THREADS))
    );
}

/// Records when its thread exits.
struct AtTheEnd(Option<Counter>);

/// Number of records: enough for other threads to start in the meantime.
const AT_THE_END: u64 = 20_000;

impl Drop for AtTheEnd {
    fn drop(&mut self) {
        if let Some(counter) = &self.0 {
            (0..AT_THE_END).for_each(|_| counter.increment(1));
        }
    }
}

thread_local! {
    static BEFORE: RefCell<AtTheEnd> = const { RefCell::new(AtTheEnd(None)) };
    static AFTER: RefCell<AtTheEnd> = const { RefCell::new(AtTheEnd(None)) };
}

/// Thread-local destructors run in an unspecified order, so some record after the thread has released its shard.
/// Another thread may already use that shard.
#[test]
fn values_recorded_while_a_thread_exits_are_not_lost() {
    const THREADS: u64 = 100;
    let exporter = PrometheusExporter::new();
    let counter = within(&exporter, || counter!("hits"));
    let run = |counter: Counter| {
        move || {
            BEFORE.with_borrow_mut(|end| end.0 = Some(counter.clone()));
            counter.increment(1);
            AFTER.with_borrow_mut(|end| end.0 = Some(counter));
        }
    };
    let threads: Vec<_> = (0..THREADS).map(|_| thread::spawn(run(counter.clone()))).collect();
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(count(&page(&exporter), "hits_total"), Some(THREADS * (1 + 2 * AT_THE_END)));
}

#[test]
fn handles_outlive_their_exporter_and_their_cells_are_not_reused() {
    let kept = {
        let exporter = PrometheusExporter::new();
        within(&exporter, || (counter!("hits", "of" => "old"), gauge!("level"), histogram!("wait_seconds")))
    };
    let exporter = PrometheusExporter::new();
    let fresh = within(&exporter, || (counter!("hits", "of" => "new"), gauge!("level"), histogram!("wait_seconds")));
    kept.0.increment(7);
    kept.1.set(7.0);
    kept.2.record(7.0);
    drop(kept);
    drop(fresh);
    let page = page(&exporter);
    assert_eq!(count(&page, r#"hits_total{of="new"}"#), Some(0));
    assert_eq!(number(&page, "level"), Some(0.0));
    assert_eq!(count_and_sum(&page, "wait_seconds_bucket{"), (0, 0.0));
}

#[test]
fn new_exporters_start_at_zero() {
    for _ in 0..300 {
        let exporter = PrometheusExporter::new();
        within(&exporter, || {
            assert!(page(&exporter).is_empty());
            count_once();
            (0..40).for_each(|user| counter!("visits", "user" => user.to_string()).increment(1));
        });
        let page = page(&exporter);
        assert_eq!(count(&page, "hits_total"), Some(3));
        assert!((0..40).all(|user| count(&page, &format!("visits_total{{user=\"{user}\"}}")) == Some(1)));
    }
}
