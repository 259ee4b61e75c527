//! The protobuf format contains the same metrics as the text format.

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use metrics::{Unit, counter, describe_counter, describe_histogram, gauge, histogram};

use crate::messages::{Message, delimited};
use crate::parser::{Family, Sample, parse};
use crate::text_of;

/// The result of the text parser, from protobuf.
fn families(page: &[u8]) -> Vec<Family> {
    let mut families: Vec<Family> = Vec::new();
    for message in delimited(page) {
        assert!(message.has_only(&[1, 2, 3, 4, 5]), "{message:?}");
        let name = message.text(1).unwrap();
        let (kind, field) = match message.number(3).unwrap() {
            0 => ("counter", 3),
            1 => ("gauge", 2),
            4 => ("histogram", 7),
            other => panic!("unknown type: {other}"),
        };
        if families.last().is_none_or(|last| last.name != name) {
            let (help, unit) = (message.text(2), message.text(5));
            families.push(Family { name: name.clone(), kind: kind.to_owned(), help, unit, samples: Vec::new() });
        }
        for metric in message.messages(4) {
            assert!(metric.has_only(&[1, field]), "{metric:?} in a {kind}");
            samples(&name, &metric, &mut families.last_mut().unwrap().samples);
        }
    }
    families
}

fn samples(name: &str, metric: &Message<'_>, samples: &mut Vec<Sample>) {
    let label = |label: &Message<'_>| (label.text(1).unwrap(), label.text(2).unwrap());
    let labels: Vec<_> = metric.messages(1).iter().map(label).collect();
    let mut add = |suffix: &str, le: Option<f64>, value: f64| {
        let le = le.map(|bound| ("le".to_owned(), bound.to_string()));
        samples.push(Sample {
            name: format!("{name}{suffix}"),
            labels: labels.iter().cloned().chain(le).collect(),
            value,
        });
    };
    let created = |of: &Message<'_>, field| {
        let time = of.message(field).unwrap();
        as_float(time.number(1).unwrap()) + as_float(time.number(2).unwrap_or(0)) / 1e9
    };
    if let Some(gauge) = metric.message(2) {
        add("", None, gauge.double(1).unwrap());
    }
    if let Some(counter) = metric.message(3) {
        add("", None, counter.double(1).unwrap());
        add("_created", None, created(&counter, 3));
    }
    if let Some(histogram) = metric.message(7) {
        for bucket in histogram.messages(3) {
            add("_bucket", bucket.double(2), as_float(bucket.number(1).unwrap()));
        }
        add("_sum", None, histogram.double(2).unwrap());
        add("_count", None, as_float(histogram.number(1).unwrap()));
        add("_created", None, created(&histogram, 15));
    }
}

#[allow(clippy::cast_precision_loss, reason = "they are less than 2^53")]
fn as_float(number: u64) -> f64 {
    number as f64
}

/// The text page, with the names and bounds of protobuf.
fn from_text(exporter: &PrometheusExporter) -> Vec<Family> {
    let mut families = parse(&text_of(exporter, Format::OpenMetrics), Format::OpenMetrics);
    for Family { name, kind, samples, .. } in &mut families {
        let total = if kind == "counter" { "_total" } else { "" };
        name.push_str(total);
        for Sample { name, labels, .. } in samples {
            if kind == "counter" && name.ends_with("_created") {
                *name = name.replace("_created", "_total_created");
            }
            for (_, le) in labels.iter_mut().filter(|(name, _)| name == "le") {
                *le = le.replace("+Inf", "inf").parse::<f64>().unwrap().to_string();
            }
        }
    }
    families
}

fn assert_the_same(exporter: &PrometheusExporter) {
    let page: Vec<u8> = exporter.page(Format::Protobuf).flatten().collect();
    assert_eq!(families(&page), from_text(exporter));
}

#[test]
fn every_kind_of_metric_is_the_same_as_in_the_text() {
    let exporter = PrometheusExporter::new();
    metrics::with_local_recorder(&exporter.recorder(), || {
        describe_counter!("orders_total", "Orders,\nby \"kind\" of C:\\goods.");
        for kind in ["", "a\"b\\c\nd", "größe", "}=\","] {
            counter!("orders_total", "kind" => kind, "z" => "1").increment(3);
        }
        describe_counter!("read_bytes_total", Unit::Bytes, "Bytes read.");
        counter!("read_bytes_total").increment(512);
        gauge!("level").set(-0.5);
        gauge!("level", "of" => "infinity").set(f64::INFINITY);
        describe_histogram!("wait_seconds", Unit::Seconds, "Seconds that customers waited.");
        for value in [1e-9, 0.001, 0.5, 100.0] {
            histogram!("wait_seconds", "till" => "1").record(value);
        }
        drop(histogram!("wait_seconds"));
    });
    assert_the_same(&exporter);
}

#[test]
fn a_metric_with_many_series_is_in_several_messages() {
    let exporter = PrometheusExporter::builder().series_limit(10_000).build().unwrap();
    metrics::with_local_recorder(&exporter.recorder(), || {
        (0..10_000).for_each(|user| counter!("visits_total", "user" => user.to_string()).increment(1));
    });
    assert_the_same(&exporter);
    let page: Vec<u8> = exporter.page(Format::Protobuf).flatten().collect();
    assert!(delimited(&page).len() > 10);
}

/// Buckets of a native histogram: indexes and counts.
fn buckets(histogram: &Message<'_>, spans: u64, deltas: u64) -> Vec<(i64, i64)> {
    let (mut number, mut count, mut deltas) = (0, 0, histogram.signed(deltas).into_iter());
    let mut buckets = Vec::new();
    for span in histogram.messages(spans) {
        number += span.signed(1).first().copied().unwrap_or(0);
        for _ in 0..span.number(2).unwrap() {
            count += deltas.next().unwrap();
            buckets.push((number, count));
            number += 1;
        }
    }
    assert_eq!(deltas.next(), None);
    buckets.retain(|(_, count)| *count > 0);
    buckets
}

#[test]
fn exponential_histograms_have_native_buckets_and_a_few_classic_ones() {
    let exporter = PrometheusExporter::builder().exponential_buckets("wait_seconds").build().unwrap();
    metrics::with_local_recorder(&exporter.recorder(), || {
        let histogram = histogram!("wait_seconds");
        for value in [0.0, 0.25, 0.25, 1.0, 1.5, 2.0, 1_000.0, -3.0] {
            histogram.record(value);
        }
    });
    assert_the_same(&exporter);
    let page: Vec<u8> = exporter.page(Format::Protobuf).flatten().collect();
    let metric = &delimited(&page)[0].messages(4)[0];
    let histogram = metric.message(7).unwrap();
    assert_eq!((histogram.signed(5), histogram.number(7)), (vec![3], Some(1)));
    assert!(histogram.double(6).unwrap() > 0.0);
    assert_eq!(buckets(&histogram, 12, 13), [(-16, 2), (0, 1), (5, 1), (8, 1), (80, 1)]);
    assert_eq!(buckets(&histogram, 9, 10), [(13, 1)]);
    assert!(histogram.messages(3).len() > 10);
}

#[test]
fn an_empty_page_is_empty() {
    assert_eq!(PrometheusExporter::new().page(Format::Protobuf).flatten().count(), 0);
}
