//! How spans reach their consumer.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use attuned_telemetry_rt::collect::{LogCollector, LogRecord, SpanBatch, SpanCollector};
use tracing::{Dispatch, info, info_span};
use tracing_subscriber::layer::SubscriberExt as _;

use super::consumer::{Span, Spans, collect};

#[test]
fn nothing_is_collected_while_a_consumer_runs() {
    let (spans, records) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let work = || {
        let _span = info_span!("of the consumer").entered();
        info!("of the consumer");
    };
    let (count, counted) = (spans.clone(), records.clone());
    let collector = SpanCollector::new(Arc::new(move |batch: Arc<SpanBatch>| {
        count.fetch_add(batch.len(), Ordering::Relaxed);
        work();
    }));
    let logs = LogCollector::new(Arc::new(move |_: LogRecord| {
        counted.fetch_add(1, Ordering::Relaxed);
        work();
    }));
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(collector.clone()).with(logs));
    tracing::dispatcher::with_default(&dispatch, || {
        info_span!("of the program").in_scope(|| info!("of the program"));
        collector.flush();
    });
    assert_eq!((spans.load(Ordering::Relaxed), records.load(Ordering::Relaxed)), (1, 1));
}

#[test]
fn a_consumer_that_panics_loses_only_its_batch() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let names = seen.clone();
    let collector = SpanCollector::new(Arc::new(move |batch: Arc<SpanBatch>| {
        let name = batch.spans().next().unwrap().name();
        assert_ne!(name, "bad", "on purpose");
        names.lock().unwrap().push(name);
    }));
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(collector.clone()));
    tracing::dispatcher::with_default(&dispatch, || {
        drop(info_span!("good"));
        drop(info_span!("bad"));
        drop(info_span!("better"));
    });
    assert_eq!(*seen.lock().unwrap(), ["good", "better"]);
    assert_eq!(collector.lost_spans(), 1);
}

#[test]
fn spans_of_a_long_trace_are_passed_on_before_it_ends() {
    let spans = Spans::default();
    spans.collect(|| {
        let _root = info_span!("root").entered();
        (0..1_000).for_each(|_| drop(info_span!("step")));
        let passed = spans.all().len();
        assert!((700..1_000).contains(&passed), "{passed}");
    });
    assert_eq!(spans.all().len(), 1_001);
}

#[test]
fn spans_of_a_thread_are_passed_on_when_it_ends() {
    let spans = Spans::default();
    let dispatch = spans.dispatch();
    tracing::dispatcher::with_default(&dispatch, || {
        let root = info_span!("root");
        let run = || {
            tracing::dispatcher::with_default(&dispatch, || {
                let _entered = root.enter();
                drop(info_span!("step"));
                assert_eq!(spans.names(), [""; 0]);
            });
        };
        thread::scope(|scope| drop(scope.spawn(run).join()));
        // The buffer is passed on when the thread's local values are destroyed.
        while spans.all().is_empty() {
            thread::yield_now();
        }
        assert_eq!(spans.names(), ["step"]);
    });
}

#[test]
fn a_flush_passes_on_the_spans_of_all_threads() {
    let spans = Spans::default();
    let collector = spans.collector();
    let dispatch = Dispatch::new(tracing_subscriber::registry().with(collector.clone()));
    let (start, end) = (std::sync::Barrier::new(3), std::sync::Barrier::new(3));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                tracing::dispatcher::with_default(&dispatch, || {
                    let _root = info_span!("root").entered();
                    drop(info_span!("step"));
                    start.wait();
                    end.wait();
                });
            });
        }
        start.wait();
        assert_eq!(spans.names(), [""; 0]);
        collector.flush();
        assert_eq!(spans.names(), ["step", "step"]);
        end.wait();
    });
}

#[test]
fn every_span_arrives_exactly_once() {
    const THREADS: usize = 4;
    const TRACES: usize = 500;
    let spans = Spans::default();
    let dispatch = spans.dispatch();
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| {
                tracing::dispatcher::with_default(&dispatch, || {
                    for number in 0..TRACES {
                        let _root = info_span!("root", number).entered();
                        (0..number % 7).for_each(|step| drop(info_span!("step", step).entered()));
                    }
                });
            });
        }
    });
    let all = spans.all();
    let ids: std::collections::HashSet<_> = all.iter().map(Span::span_id).collect();
    let expected = THREADS * (TRACES + (0..TRACES).map(|number| number % 7).sum::<usize>());
    assert_eq!((all.len(), ids.len()), (expected, expected));
}

#[test]
fn a_span_that_is_closed_by_another_thread_arrives() {
    let spans = collect(|| {
        let span = info_span!("moved");
        thread::spawn(move || drop(span)).join().unwrap();
    });
    assert_eq!(spans.names(), ["moved"]);
}
