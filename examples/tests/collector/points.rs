//! The metrics that have arrived, as a collector shows them to Prometheus.
//!
//! Source: <https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#otlp-metric-points-to-prometheus>

use std::collections::BTreeMap;

use serde_json::Value;

use crate::receiver::{Item, attribute, integer, items, list};
use crate::series::{Key, Page, bound};

/// Where metrics are in a request.
const METRICS: [&str; 3] = ["resourceMetrics", "scopeMetrics", "metrics"];

/// The suffixes of units.
const UNITS: [(&str, &str); 4] = [("s", "seconds"), ("By", "bytes"), ("%", "percent"), ("ms", "milliseconds")];

/// An exemplar: the ids of its trace and span, and its value.
#[derive(Clone, Debug, PartialEq)]
pub struct Exemplar {
    pub trace: String,
    pub span: String,
    pub value: f64,
}

/// The newest point of each series.
#[derive(Default)]
pub struct Points {
    pub page: Page,
    /// The exemplars of a series, for a histogram by bucket.
    pub exemplars: BTreeMap<Key, Exemplar>,
    /// The time of the newest point, in nanoseconds since 1970.
    pub newest: u64,
    /// The time of the oldest point of those that are the newest of their series.
    pub oldest: u64,
}

/// Returns the metrics of a service.
pub fn of_service(requests: &[Value], service: &str) -> Points {
    let mut newest: BTreeMap<(String, String), (u64, Item<'_>, &Value)> = BTreeMap::new();
    for item in metrics_of(requests, service) {
        let (kind, data) = data(item.value);
        check_temporality(kind, data, "AGGREGATION_TEMPORALITY_CUMULATIVE");
        for point in list(&data["dataPoints"]) {
            let time = integer(&point["timeUnixNano"]);
            let series = (item.value["name"].to_string(), point["attributes"].to_string());
            let known = newest.get(&series).map_or(0, |(time, ..)| *time);
            assert_ne!(time, known, "two points of a series at the same time: {} {point}", item.value["name"]);
            if time > known {
                newest.insert(series, (time, item, point));
            }
        }
    }
    let mut points = Points { oldest: u64::MAX, ..Points::default() };
    for (time, item, point) in newest.into_values() {
        points.newest = points.newest.max(time);
        points.oldest = points.oldest.min(time);
        points.add(item.value, point);
    }
    points
}

/// Returns the sums of all differences of a service: of its counters, and of the buckets and the counts of its histograms.
pub fn added_up(requests: &[Value], service: &str) -> BTreeMap<Key, f64> {
    let mut sums = BTreeMap::new();
    let mut ends: BTreeMap<(String, String), u64> = BTreeMap::new();
    for Item { value: metric, .. } in metrics_of(requests, service) {
        let (kind, data) = data(metric);
        check_temporality(kind, data, "AGGREGATION_TEMPORALITY_DELTA");
        for point in list(&data["dataPoints"]).filter(|_| kind != "gauge") {
            let (start, end) = (integer(&point["startTimeUnixNano"]), integer(&point["timeUnixNano"]));
            let series = (metric["name"].to_string(), point["attributes"].to_string());
            let before = ends.insert(series, end).unwrap_or_default();
            assert!(
                before <= start && start <= end,
                "an interval that is not after {before}: {} {point}",
                metric["name"]
            );
            let mut points = Points::default();
            points.add(metric, point);
            for (series, value) in points.page.series.into_iter().filter(|((name, _), _)| !name.ends_with("_sum")) {
                *sums.entry(series).or_insert(0.0) += value;
            }
        }
    }
    sums
}

fn metrics_of<'requests>(requests: &'requests [Value], service: &str) -> impl Iterator<Item = Item<'requests>> {
    items(requests, METRICS).filter(move |item| attribute(item.resource, "service.name") == Some(service))
}

fn check_temporality(kind: &str, data: &Value, expected: &str) {
    if kind != "gauge" {
        assert_eq!(data["aggregationTemporality"], expected, "{data}");
    }
}

/// Returns the type of a metric, and what it consists of.
fn data(metric: &Value) -> (&'static str, &Value) {
    for (field, kind) in [("sum", "counter"), ("gauge", "gauge"), ("histogram", "histogram")] {
        if let Some(data) = metric.get(field) {
            if field == "sum" {
                assert_eq!(data["isMonotonic"], true, "{metric}");
            }
            return (kind, data);
        }
    }
    panic!("a metric without data: {metric}");
}

/// Returns the name with which a collector shows a metric.
fn exposed(metric: &Value, kind: &str) -> String {
    let text = |field: &str| metric[field].as_str().unwrap_or_default();
    let mut name = text("name").replace(['.', '-'], "_");
    let unit = text("unit");
    if let Some((_, suffix)) = UNITS.iter().find(|(ucum, _)| *ucum == unit) {
        name = format!("{name}_{suffix}");
    } else {
        assert!(unit.is_empty() || unit.starts_with('{'), "the unit of {metric}");
    }
    if kind == "counter" { name + "_total" } else { name }
}

impl Points {
    fn add(&mut self, metric: &Value, point: &Value) {
        let (kind, _) = data(metric);
        let name = exposed(metric, kind);
        self.page.families.insert((name.clone(), kind.to_owned()));
        let labels: BTreeMap<_, _> = list(&point["attributes"]).map(label).collect();
        if kind == "histogram" {
            return self.add_histogram(&name, &labels, point);
        }
        let value = point.get("asInt").map_or_else(|| double(&point["asDouble"]), |value| float(integer(value)));
        if let Some(first) = list(&point["exemplars"]).next() {
            self.exemplars.insert((name.clone(), labels.clone()), exemplar(first));
        }
        self.page.series.insert((name, labels), value);
    }

    fn add_histogram(&mut self, name: &str, labels: &BTreeMap<String, String>, point: &Value) {
        let bounds: Vec<_> = list(&point["explicitBounds"]).map(double).chain([f64::INFINITY]).collect();
        let counts: Vec<_> = list(&point["bucketCounts"]).map(integer).collect();
        assert_eq!(counts.len(), bounds.len(), "{point}");
        let mut total = 0;
        for (upper, count) in bounds.iter().zip(counts) {
            total += count;
            self.page.series.insert(bucket(name, labels, *upper), float(total));
        }
        assert_eq!(total, integer(&point["count"]), "{point}");
        self.page.series.insert((format!("{name}_count"), labels.clone()), float(total));
        self.page.series.insert((format!("{name}_sum"), labels.clone()), double(&point["sum"]));
        for exemplar in list(&point["exemplars"]).map(exemplar) {
            let upper = bounds.iter().find(|bound| exemplar.value <= **bound).unwrap();
            self.exemplars.insert(bucket(name, labels, *upper), exemplar);
        }
    }
}

/// A label of Prometheus is a text.
fn label(attribute: &Value) -> (String, String) {
    let value = &attribute["value"];
    let value = value["stringValue"].as_str().or_else(|| value["intValue"].as_str());
    let name = attribute["key"].as_str().unwrap().replace('.', "_");
    (name, value.unwrap_or_else(|| panic!("{attribute}")).to_owned())
}

fn bucket(name: &str, labels: &BTreeMap<String, String>, upper: f64) -> Key {
    let mut labels = labels.clone();
    labels.insert("le".to_owned(), bound(upper));
    (format!("{name}_bucket"), labels)
}

fn exemplar(exemplar: &Value) -> Exemplar {
    let id = |name: &str| exemplar[name].as_str().unwrap_or_default().to_owned();
    Exemplar { trace: id("traceId"), span: id("spanId"), value: double(&exemplar["asDouble"]) }
}

/// Zero is left out. What JSON cannot express is text.
fn double(value: &Value) -> f64 {
    value.as_str().map_or_else(|| value.as_f64().unwrap_or_default(), |text| text.parse().unwrap())
}

#[expect(clippy::cast_precision_loss, reason = "counts are small")]
fn float(count: u64) -> f64 {
    count as f64
}
