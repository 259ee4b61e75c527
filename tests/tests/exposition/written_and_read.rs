//! A page contains everything that was recorded.

use std::collections::BTreeMap;

use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
use metrics::{Key, Label, Level, Metadata, Recorder as _};
use proptest::prelude::*;

use crate::parser::{Family, Sample, parse};
use crate::text_of;

static METADATA: Metadata<'static> = Metadata::new("tests", Level::INFO, None);

/// The value of a label, or a HELP text.
fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[\\\\\"\n,={} a-z]{0,12}"]
}

fn key(name: &'static str, label: &str) -> Key {
    Key::from_parts(name, vec![Label::new("label", label.to_owned()), Label::new("other", "1")])
}

/// Lines with a name, by the first label.
fn values(families: &[Family], name: &str) -> BTreeMap<String, u64> {
    let samples = families.iter().flat_map(|family| &family.samples).filter(|sample| sample.name == name);
    let of = |Sample { labels, value, .. }: &Sample| {
        let (other, label) = labels.split_last().unwrap();
        assert_eq!(other, &("other".to_owned(), "1".to_owned()));
        assert!(label.iter().all(|(name, text)| name == "label" && !text.is_empty()), "{label:?}");
        (label.first().map(|(_, text)| text.clone()).unwrap_or_default(), value.to_bits())
    };
    samples.map(of).collect()
}

proptest! {
    #[test]
    fn values_labels_and_help_texts_round_trip(
        help in any_text(),
        counters in proptest::collection::btree_map(any_text(), 0..1_u64 << 53, 1..4),
        gauges in proptest::collection::btree_map(any_text(), any::<f64>(), 1..4),
    ) {
        let exporter = PrometheusExporter::new();
        let recorder = exporter.recorder();
        recorder.describe_gauge("level".into(), None, help.clone().into());
        for (label, count) in &counters {
            recorder.register_counter(&key("calls_total", label), &METADATA).increment(*count);
        }
        for (label, value) in &gauges {
            recorder.register_gauge(&key("level", label), &METADATA).set(*value);
        }
        for format in [Format::Text, Format::OpenMetrics] {
            let families = parse(&text_of(&exporter, format), format);
            #[allow(clippy::cast_precision_loss, reason = "they are less than 2^53")]
            let expected: BTreeMap<_, _> =
                counters.iter().map(|(label, count)| (label.clone(), (*count as f64).to_bits())).collect();
            prop_assert_eq!(values(&families, "calls_total"), expected);
            // Every NaN is parsed as the same NaN.
            let bits = |value: f64| if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() };
            let expected: BTreeMap<_, _> = gauges.iter().map(|(label, value)| (label.clone(), bits(*value))).collect();
            prop_assert_eq!(values(&families, "level"), expected);
            let level = families.iter().find(|family| family.name == "level").unwrap();
            prop_assert_eq!(level.help.as_ref(), Some(&help));
        }
    }

    #[test]
    fn a_histogram_counts_each_value_in_the_buckets_up_to_their_bounds(
        mut bounds in proptest::collection::vec(-1e9..1e9_f64, 1..20),
        recorded in proptest::collection::vec(-1e9..1e9_f64, 0..50),
    ) {
        bounds.sort_by(f64::total_cmp);
        bounds.dedup();
        let exporter = PrometheusExporter::builder().buckets("amount", &bounds).build().unwrap();
        let histogram = exporter.recorder().register_histogram(&Key::from_name("amount"), &METADATA);
        for value in &recorded {
            histogram.record(*value);
        }
        for format in [Format::Text, Format::OpenMetrics] {
            let families = parse(&text_of(&exporter, format), format);
            let buckets = families[0].samples.iter().filter(|sample| sample.name == "amount_bucket");
            for (bucket, bound) in buckets.zip(&bounds) {
                prop_assert_eq!(bucket.label("le").unwrap().parse(), Ok(*bound));
                let no_more = recorded.iter().filter(|value| *value <= bound).count();
                prop_assert_eq!(bucket.value.to_string(), no_more.to_string());
            }
        }
    }
}
