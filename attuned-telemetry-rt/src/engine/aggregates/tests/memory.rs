//! The memory of snapshots.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use metrics::{counter, histogram, with_local_recorder};

use crate::core::labels::typed_counter::counter_cells::CounterDefinition;
use crate::engine::Engine;
use crate::engine::aggregates::collector::Collector;
use crate::engine::aggregates::metrics_snapshot::MetricsSnapshot;
use crate::engine::aggregates::totals::family_totals::FamilyTotals;
use crate::engine::recorder::config::Config;

const SERIES: usize = 10_000;

/// Returns the bytes of a snapshot alone, and the bytes that it shares, for each series.
fn bytes(snapshot: &MetricsSnapshot) -> (usize, usize) {
    let bytes = snapshot.metrics.iter().map(FamilyTotals::bytes);
    let (own, shared) = bytes.fold((0, 0), |(own, shared), more| (own + more.0, shared + more.1));
    (own / SERIES, shared / SERIES)
}

#[test]
fn snapshot_takes_little_more_than_its_values() {
    let engine = Engine::new(Config { series_limit: SERIES, ..Config::default() });
    let fill = |record: &dyn Fn(String)| {
        with_local_recorder(&engine, || (0..SERIES).for_each(|user| record(format!("user-{user:05}"))));
    };
    fill(&|user| counter!("hits", "user" => user).increment(1));
    let mut collector = Collector::new(&engine);
    let (first, second) = (collector.collect(), collector.collect());
    // The text of a label value takes 11 bytes.
    assert_eq!(bytes(&first), (8, 27));
    assert_eq!(bytes(&second), (8, 27));
    let are_shared = first.metrics[0].steps.iter().zip(&second.metrics[0].steps);
    assert!(are_shared.clone().all(|(one, other)| Arc::ptr_eq(&one.identities, &other.identities)));
    assert!(Arc::ptr_eq(&first.metrics[0].info, &second.metrics[0].info));
    drop((first, second));
    fill(&|user| histogram!("times", "user" => user).record(1.0));
    let (own, _) = bytes(&collector.collect());
    assert!((8 + 15 * 8..8 + 16 * 8 + 16).contains(&own), "{own} bytes");
}

#[test]
fn snapshots_share_the_counts_of_typed_series_that_have_not_changed() {
    let engine = Engine::new(Config::default());
    let definition = Box::leak(Box::new(CounterDefinition {
        name: "hits",
        description: None,
        labels: &["number"],
        counts: &[SERIES],
        described: AtomicUsize::new(0),
    }));
    let hits = engine.typed(definition).unwrap();
    (0..SERIES).for_each(|number| hits.add_first(&[(number, String::leak(number.to_string()))], 1));
    let mut collector = Collector::new(&engine);
    let first = collector.collect();
    assert_eq!(bytes(&first), (8, 0));
    assert!(hits.add(77, 1));
    let second = collector.collect();
    let differences: Vec<_> = second.since(Some(&first)).map(|difference| difference.labels.iter().count()).collect();
    assert_eq!(differences, [1]);
    let counts = |snapshot: &MetricsSnapshot| snapshot.metrics[0].typed.clone().unwrap().addresses();
    let both = counts(&first).into_iter().zip(counts(&second));
    assert_eq!(both.filter(|(one, other)| one != other).count(), 1);
}
