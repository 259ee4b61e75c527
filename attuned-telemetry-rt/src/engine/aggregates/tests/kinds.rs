//! The difference of each kind of metric.

use std::sync::atomic::AtomicUsize;
use std::thread::sleep;
use std::time::Duration;

use metrics::{Unit, counter, describe_counter, gauge, histogram, with_local_recorder};

use crate::core::labels::typed_counter::counter_cells::CounterDefinition;
use crate::engine::Engine;
use crate::engine::aggregates::collector::Collector;
use crate::engine::aggregates::difference::{Difference, Increase};
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;
use crate::engine::histogram::exponential::schema;
use crate::engine::recorder::config::{Buckets, Config};

/// Returns the differences as short texts.
fn texts(now: &MetricsSnapshot, before: Option<&MetricsSnapshot>) -> Vec<String> {
    now.since(before).map(|difference| text(&difference)).collect()
}

fn text(difference: &Difference<'_>) -> String {
    let labels: Vec<_> = difference.labels.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let value = match &difference.value {
        Increase::Counter { increase, total } => format!("+{increase} {total}"),
        Increase::Gauge(value) => format!("={value}"),
        Increase::Histogram { counts, sum, total_counts, total_sum } => {
            format!("+{counts:?} {sum} {total_counts:?} {total_sum}")
        }
        Increase::Exponential { increase, total } => format!("+{} {}", increase.count, total.count),
    };
    format!("{}{{{}}} {value}", difference.metric.name, labels.join(","))
}

#[test]
fn difference_has_the_names_as_given_and_the_values_since_the_previous_snapshot() {
    let engine = Engine::new(Config {
        by_name: vec![
            ("sizes".to_owned(), Buckets::Bounds(vec![1.0, 2.0])),
            ("times".to_owned(), Buckets::Exponential(3)),
        ],
        ..Config::default()
    });
    let mut collector = Collector::new(&engine);
    with_local_recorder(&engine, || {
        describe_counter!("http.requests", Unit::Count, "Requests.");
        counter!("http.requests", "url.path" => "/a").increment(3);
        gauge!("level").set(1.5);
        histogram!("sizes").record(1.5);
        histogram!("times").record(0.5);
    });
    let first = collector.collect();
    assert_eq!(
        texts(&first, None),
        ["http.requests{url.path=/a} +3 3", "level{} =1.5", "sizes{} +[0, 1, 0] 1.5 [0, 1, 0] 1.5", "times{} +1 1"]
    );
    let info = first.since(None).next().unwrap().metric;
    let description = info.description.as_deref();
    assert_eq!(
        (&*info.identifier, info.unit, description),
        ("http_requests_total", Some(Unit::Count), Some("Requests."))
    );
    with_local_recorder(&engine, || {
        counter!("http.requests", "url.path" => "/a").increment(4);
        counter!("http.requests", "url.path" => "/b").increment(0);
        histogram!("sizes").record(9.0);
    });
    let second = collector.collect();
    assert_eq!(
        texts(&second, Some(&first)),
        [
            "http.requests{url.path=/a} +4 7",
            "http.requests{url.path=/b} +0 0",
            "level{} =1.5",
            "sizes{} +[0, 0, 1] 9 [0, 1, 1] 10.5",
        ]
    );
    assert_eq!(texts(&second, Some(&second)), ["level{} =1.5"]);
    assert_eq!(texts(&first, Some(&second)), [] as [&str; 0], "a later snapshot contains everything");
}

#[test]
fn snapshot_of_another_collector_is_not_compared() {
    let engine = Engine::new(Config::default());
    with_local_recorder(&engine, || counter!("jobs").increment(3));
    let other = Collector::new(&engine).collect();
    assert_eq!(texts(&Collector::new(&engine).collect(), Some(&other)), ["jobs{} +3 3"]);
}

#[test]
fn renamed_metric_has_its_unique_name() {
    let engine = Engine::new(Config::default());
    with_local_recorder(&engine, || {
        gauge!("jobs").set(1.0);
        histogram!("jobs").record(1.0);
    });
    let snapshot = Collector::new(&engine).collect();
    let names: Vec<_> = snapshot.since(None).map(|difference| difference.metric.name.to_string()).collect();
    assert_eq!(names, ["jobs", "jobs_histogram"]);
}

#[test]
fn difference_of_exponential_histograms_is_exact_when_buckets_are_merged() {
    let by_name = vec![("times".to_owned(), Buckets::Exponential(schema::FINEST))];
    let engine = Engine::new(Config { by_name, ..Config::default() });
    let mut collector = Collector::new(&engine);
    let times = with_local_recorder(&engine, || histogram!("times"));
    for value in [0.0, -1.0, 1.0, 1.001, 3.0] {
        times.record(value);
    }
    let first = collector.collect();
    // So many different magnitudes that the buckets become wider.
    for power in -100..100 {
        times.record(2_f64.powi(power));
    }
    let second = collector.collect();
    let difference = second.since(Some(&first)).next().unwrap();
    let Increase::Exponential { increase, total } = difference.value else { unreachable!() };
    assert!(increase.schema < schema::FINEST);
    assert_eq!((increase.count, increase.zeros, increase.negative.len(), total.count), (200, 0, 0, 205));
    assert_eq!(increase.positive.values().sum::<u64>(), 200);
}

#[test]
fn hidden_series_is_not_counted_twice_when_it_reappears() {
    let idle = Some(Duration::from_millis(10));
    let engine = Engine::new(Config { idle, ..Config::default() });
    let mut collector = Collector::new(&engine);
    let hits = with_local_recorder(&engine, || counter!("hits", "user" => "ada"));
    let level = with_local_recorder(&engine, || gauge!("level", "user" => "ada"));
    hits.increment(5);
    level.set(1.0);
    let mut delivered = collector.collect();
    assert_eq!(texts(&delivered, None).len(), 2);
    for _ in 0..4 {
        sleep(Duration::from_millis(15));
        delivered = collector.collect();
    }
    assert_eq!(texts(&delivered, None), ["hits{user=ada} +5 5"], "the gauge is hidden");
    hits.increment(1);
    let next = collector.collect();
    assert_eq!(texts(&next, Some(&delivered)), ["hits{user=ada} +1 6"]);
}

#[test]
fn typed_counters_have_differences_without_texts_in_the_snapshot() {
    let engine = Engine::new(Config::default());
    let definition = Box::leak(Box::new(CounterDefinition {
        name: "hits",
        description: Some("Hits."),
        labels: &["b", "a"],
        counts: &[100, 2],
        described: AtomicUsize::new(0),
    }));
    let hits = engine.typed(definition).unwrap();
    let mut collector = Collector::new(&engine);
    let empty = collector.collect();
    assert_eq!(texts(&empty, None), [] as [&str; 0]);
    hits.add_first(&[(99, "z"), (1, "yes")], 3);
    hits.add_first(&[(0, "x"), (0, "no")], 1);
    let first = collector.collect();
    assert_eq!(texts(&first, Some(&empty)), ["hits{b=x,a=no} +1 1", "hits{b=z,a=yes} +3 3"]);
    assert!(hits.add(199, 4));
    assert!(!hits.add(198, 4), "this series was not counted before");
    hits.add_first(&[(99, "z"), (0, "no")], 5);
    let second = collector.collect();
    assert_eq!(texts(&second, Some(&first)), ["hits{b=z,a=no} +5 5", "hits{b=z,a=yes} +4 7"]);
    assert_eq!(texts(&second, Some(&second)), [] as [&str; 0]);
    let difference = second.since(Some(&first)).next().unwrap();
    assert_eq!((difference.start, difference.time), (first.time, second.time));
}
