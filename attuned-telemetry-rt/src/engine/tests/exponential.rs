//! Exponential histograms in an engine.

use metrics::histogram;

use super::{Config, Engine, engine, within};
use crate::engine::histogram::exponential::reading::Reading;
use crate::engine::recorder::config::Buckets;

fn exponential(schema: i8) -> Engine {
    let by_prefix = vec![("exp".to_owned(), Buckets::Exponential(schema))];
    engine(Config { by_prefix, ..Config::default() })
}

/// Reads the only series of the engine.
fn read(engine: &Engine) -> Reading {
    let family = engine.families().into_iter().find(|family| family.identifier.starts_with("exp")).unwrap();
    let mut reading = None;
    family.show(0, 1, |_, series, _| {
        reading = family.exponential(series.first).map(|series| series.read());
        true
    });
    reading.unwrap()
}

#[test]
fn values_are_in_the_bucket_of_their_absolute_value() {
    let engine = exponential(0);
    within(&engine, || {
        let sizes = histogram!("exp_sizes");
        for value in [1.0, 1.5, 2.0, 2.1, 0.5, -3.0, -4.0, 0.0, -0.0, 1e-40, 5e-324] {
            sizes.record(value);
        }
        sizes.record_many(8.0, 5);
        for value in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            sizes.record(value);
        }
    });
    let reading = read(&engine);
    assert_eq!(reading.positive.into_iter().collect::<Vec<_>>(), [(-1, 1), (0, 1), (1, 2), (2, 1), (3, 5)]);
    assert_eq!(reading.negative.into_iter().collect::<Vec<_>>(), [(2, 2)]);
    assert_eq!((reading.zeros, reading.count, reading.schema), (4, 16, 0));
    assert!((reading.sum - 40.1).abs() < 1e-9, "{}", reading.sum);
}

#[test]
fn schema_is_lowered_when_there_are_many_buckets_and_no_value_is_lost() {
    let engine = exponential(8);
    let handle = within(&engine, || histogram!("exp_sizes"));
    let mut last = 8;
    let mut count = 0;
    for exponent in (-120..1000).step_by(7) {
        for value in [1.0, 1.2, 1.7, -1.3].map(|value| value * 2_f64.powi(exponent)) {
            handle.record(value);
            count += 1;
        }
        let reading = read(&engine);
        let buckets = reading.positive.len() + reading.negative.len();
        assert!(buckets <= 320, "{buckets} buckets");
        assert!(reading.schema <= last, "the schema never rises");
        assert_eq!(reading.count, count);
        assert_eq!(reading.positive.values().chain(reading.negative.values()).sum::<u64>(), count);
        last = reading.schema;
    }
    assert!(last < 0, "{last}");
}

#[test]
fn merged_buckets_equal_those_of_the_lower_schema() {
    let values: Vec<_> = (0..2_000).map(|at| 1.013_f64.powi(at - 1_000)).collect();
    let [fine, coarse] = [8, -4].map(|schema| {
        let engine = exponential(schema);
        let handle = within(&engine, || histogram!("exp_sizes"));
        for value in &values {
            handle.record(*value);
        }
        read(&engine)
    });
    let mut merged = std::collections::BTreeMap::new();
    for (index, count) in fine.positive {
        *merged.entry(crate::engine::histogram::exponential::schema::merged(index, fine.schema, -4)).or_insert(0) +=
            count;
    }
    assert_eq!(merged, coarse.positive);
}

#[test]
fn threads_that_create_the_same_buckets_lose_nothing() {
    let engine = exponential(6);
    let handle = within(&engine, || histogram!("exp_sizes"));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| (0..10_000).for_each(|at| handle.record(1.01_f64.powi(at % 2_000 - 1_000))));
        }
    });
    assert_eq!(read(&engine).count, 40_000);
}

#[test]
fn classic_view_is_exact_at_powers_of_four() {
    for schema in [8, 3, 0, -1, -2] {
        let engine = exponential(schema);
        let values = [-1.0, 0.0, 1e-6, 0.25, 0.250_1, 1.0, 3.9, 4.0, 4.1, 16.0, 17.0];
        within(&engine, || values.map(|value| histogram!("exp_seconds").record(value)));
        let reading = read(&engine);
        let classic: Vec<_> = reading.classic("exp_seconds").collect();
        for (bound, count) in &classic {
            let exact = values.iter().filter(|value| *value <= bound).count();
            assert_eq!(*count, exact as u64, "schema {schema}, {bound}");
        }
        assert_eq!(classic.len(), if schema >= -1 { 13 } else { 7 }, "schema {schema}");
    }
}
