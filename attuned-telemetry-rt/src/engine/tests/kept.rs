//! The engine stores names, units and labels as they were given. Exporters convert them.

use metrics::{Label, Unit, counter, describe_histogram, gauge, histogram};

use super::{Config, Engine, engine, within};
use crate::engine::snapshot::{Metric, SeriesView, Snapshot, Value};

/// Calls `see` with each series of each metric.
fn read(engine: &Engine, mut see: impl FnMut(&Metric, &SeriesView<'_>)) {
    let mut snapshot = Snapshot::new(engine);
    for metric in (0..).take_while(|metric| Snapshot::new(engine).metric(*metric).is_some()) {
        let mut position = Some(snapshot.begin(metric));
        while let Some(from) = position {
            position = snapshot.read(from, |metric, series| {
                see(metric, series);
                true
            });
        }
    }
}

#[test]
fn names_units_labels_and_values_are_kept_as_they_were_given() {
    let engine = engine(Config::default());
    within(&engine, || {
        describe_histogram!("http.server.duration", Unit::Seconds, "How long.");
        let labels = [("http.route", "/state/{id}"), ("1st", "größe \"\\\n"), ("le", "x"), ("empty", "")];
        let labels: Vec<_> = labels.into_iter().map(|(name, value)| Label::new(name, value)).collect();
        histogram!("http.server.duration", labels).record(0.25);
    });
    let mut series = 0;
    read(&engine, |metric, view| {
        series += 1;
        assert_eq!((metric.name(), metric.identifier()), ("http.server.duration", "http_server_duration"));
        assert_eq!((metric.unit(), metric.description()), (Some(Unit::Seconds), Some("How long.")));
        let labels: Vec<_> =
            view.labels.iter().map(|(name, value)| (name.original(), name.identifier(), value)).collect();
        let expected =
            [("1st", "_1st", "größe \"\\\n"), ("le", "exported_le", "x"), ("http.route", "http_route", "/state/{id}")];
        assert_eq!(labels, expected, "sorted by identifier, without the empty label");
        assert!(matches!(&view.value, Value::Histogram { counts, .. } if counts.iter().sum::<u64>() == 1));
    });
    assert_eq!(series, 1);
}

#[test]
fn names_with_one_identifier_are_one_metric_under_the_first_name() {
    let engine = engine(Config::default());
    within(&engine, || {
        counter!("jobs.done", "queue.name" => "a").increment(1);
        counter!("jobs_done_total", "queue_name" => "a").increment(2);
        gauge!("jobs.done").set(0.5);
    });
    let mut seen = Vec::new();
    read(&engine, |metric, view| {
        let name = view.labels.iter().map(|(name, _)| name.original().to_owned()).collect::<String>();
        let value = match view.value {
            Value::Counter(count) => count.to_string(),
            Value::Gauge(value) => value.to_string(),
            _ => panic!("neither a counter nor a gauge"),
        };
        seen.push(format!("{} {} {name} {value}", metric.name(), metric.identifier()));
    });
    assert_eq!(seen, ["jobs.done jobs_done  0.5", "jobs.done jobs_done_total queue.name 3"]);
}
