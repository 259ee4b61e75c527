//! The series on the page of the store.

use std::collections::{BTreeMap, BTreeSet};

/// The name and the labels of a series.
pub type Key = (String, BTreeMap<String, String>);

/// A page for Prometheus, or the same from requests.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// The name and the type of each metric.
    pub families: BTreeSet<(String, String)>,
    pub series: BTreeMap<Key, f64>,
}

impl Page {
    /// Parses a page in Prometheus' text format.
    pub fn parse(text: &str) -> Self {
        let mut page = Self::default();
        for line in text.lines().filter(|line| !line.is_empty()) {
            if let Some(family) = line.strip_prefix("# TYPE ") {
                let (name, kind) = family.split_once(' ').unwrap();
                page.families.insert((name.to_owned(), kind.to_owned()));
            } else if !line.starts_with('#') {
                let (series, value) = line.rsplit_once(' ').unwrap();
                page.series.insert(key(series), value.parse().unwrap());
            }
        }
        page
    }
}

/// `name{a="b",c="d"}`
pub fn key(series: &str) -> Key {
    let (metric, labels) = series.split_once('{').unwrap_or((series, "}"));
    let labels = labels.trim_end_matches('}').split("\",").filter(|label| !label.is_empty());
    let pairs = labels.map(|label| label.split_once("=\"").unwrap());
    let labels = pairs.map(|(label, value)| (label.to_owned(), value.trim_end_matches('"').to_owned()));
    (metric.to_owned(), labels.map(|(name, value)| normal(name, &value)).collect())
}

/// The bound of a bucket has one spelling.
fn normal(name: String, value: &str) -> (String, String) {
    let value = if name == "le" { bound(value.parse().unwrap()) } else { value.to_owned() };
    (name, value)
}

/// Returns the value of the label `le`.
pub fn bound(upper: f64) -> String {
    format!("{upper:?}")
}
