//! Rules for every page.

use std::collections::HashSet;

use crate::parser::{Family, Sample};

/// Panics if the page violates the format.
pub(crate) fn check(families: &[Family], is_open_metrics: bool) {
    let mut seen = HashSet::new();
    for family in families {
        assert_name(&family.name, true);
        assert!(!family.samples.is_empty(), "{} has no values", family.name);
        if let Some(unit) = &family.unit {
            assert!(family.name.ends_with(&format!("_{unit}")), "{} is not in {unit}", family.name);
        }
        let suffixes = suffixes(&family.kind, is_open_metrics);
        for sample in &family.samples {
            let suffix = sample
                .name
                .strip_prefix(&family.name)
                .unwrap_or_else(|| panic!("{sample:?} belongs to another metric"));
            assert!(suffixes.contains(&suffix), "{sample:?} in a {}", family.kind);
            let names: HashSet<_> = sample.labels.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), sample.labels.len(), "a label appears twice: {sample:?}");
            for name in names {
                assert_name(name, false);
            }
            assert!(seen.insert((sample.name.clone(), sample.labels.clone())), "{sample:?} appears twice");
        }
        if family.kind == "histogram" {
            check_histogram(family);
        }
        check_groups(family);
    }
}

fn suffixes(kind: &str, is_open_metrics: bool) -> &'static [&'static str] {
    match (kind, is_open_metrics) {
        ("counter", true) => &["_total", "_created"],
        ("histogram", true) => &["_bucket", "_sum", "_count", "_created"],
        ("histogram", false) => &["_bucket", "_sum", "_count"],
        ("gauge", _) | ("counter", false) | ("unknown", true) => &[""],
        _ => panic!("unknown type: {kind}"),
    }
}

fn assert_name(name: &str, is_metric: bool) {
    let is_allowed = |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || (is_metric && letter == ':');
    let is_name = !name.starts_with(|first: char| first.is_ascii_digit()) && name.chars().all(is_allowed);
    assert!(is_name && !name.is_empty(), "invalid name: {name}");
}

/// Labels that identify a series of a metric.
fn labels_of(sample: &Sample) -> Vec<(String, String)> {
    sample.labels.iter().filter(|(name, _)| name != "le").cloned().collect()
}

/// Checks that the lines of a series are adjacent.
fn check_groups(family: &Family) {
    let mut seen = HashSet::new();
    for group in family.samples.chunk_by(|one, next| labels_of(one) == labels_of(next)) {
        assert!(seen.insert(labels_of(&group[0])), "a series of {} is in two places", family.name);
    }
}

/// Checks that the buckets of each series ascend, and that the last one equals the count.
fn check_histogram(family: &Family) {
    for series in family.samples.chunk_by(|one, next| labels_of(one) == labels_of(next)) {
        let named = |suffix: &str| {
            let name = format!("{}{suffix}", family.name);
            series.iter().filter(|sample| sample.name == name).collect::<Vec<_>>()
        };
        let bounds: Vec<f64> = named("_bucket")
            .iter()
            .map(|bucket| bucket.label("le").unwrap().replace("+Inf", "inf").parse().unwrap())
            .collect();
        assert!(bounds.is_sorted_by(|one, next| one < next), "{series:?}");
        assert_eq!(bounds.last(), Some(&f64::INFINITY), "{series:?}");
        let counts: Vec<f64> = named("_bucket").iter().map(|bucket| bucket.value).collect();
        assert!(counts.is_sorted(), "{series:?}");
        assert_eq!(counts.last(), Some(&named("_count")[0].value), "{series:?}");
        assert_eq!(named("_sum").len(), 1, "{series:?}");
    }
}
