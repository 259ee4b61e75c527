//! The names and units of metrics in OTLP.
//!
//! A collector that exposes metrics to Prometheus adds the unit and `_total` to each name. So both are left out of the
//! names that are sent, and the page of the collector has the names of the page of the Prometheus exporter.
//!
//! Source: <https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/#metric-metadata-1>

use std::borrow::Cow;

use metrics::Unit;

/// The name and the unit of a metric in OTLP.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct OtlpName {
    pub(super) name: String,
    /// A unit of the Unified Code for Units of Measure. Empty if the metric has none.
    ///
    /// Source: <https://ucum.org/ucum>
    pub(super) unit: Cow<'static, str>,
}

/// Units, with the suffix that collectors add to the name of a metric.
const SUFFIXES: [(Unit, &str, &str); 10] = [
    (Unit::Seconds, "s", "seconds"),
    (Unit::Milliseconds, "ms", "milliseconds"),
    (Unit::Microseconds, "us", "microseconds"),
    (Unit::Nanoseconds, "ns", "nanoseconds"),
    (Unit::Bytes, "By", "bytes"),
    (Unit::Kibibytes, "KiBy", "kibibytes"),
    (Unit::Mebibytes, "MiBy", "mebibytes"),
    (Unit::Gibibytes, "GiBy", "gibibytes"),
    (Unit::Percent, "%", "percent"),
    // Never sent: collectors spell the suffix in different ways.
    (Unit::Tebibytes, "", ""),
];

impl OtlpName {
    /// Returns the name and the unit of a metric with the name `original`, as the program gave it. Its `identifier` may
    /// have a unit that the name has not: that of a name of OpenTelemetry's conventions.
    pub(super) fn of(original: &str, identifier: &str, is_counter: bool, unit: Option<Unit>) -> Self {
        let is_added = |suffix: &str| !ends_in(original, suffix) && ends_in(identifier, suffix);
        let added = SUFFIXES.iter().find(|(of, _, suffix)| !suffix.is_empty() && unit == Some(*of) && is_added(suffix));
        match added {
            Some((_, ucum, _)) => Self { name: original.to_owned(), unit: Cow::Borrowed(ucum) },
            None => Self::new(original, is_counter, unit),
        }
    }

    /// Returns the name and the unit of a metric with the name `original`, as the program gave it.
    fn new(original: &str, is_counter: bool, unit: Option<Unit>) -> Self {
        let base = if is_counter { without(original, "total") } else { original };
        let suffix = SUFFIXES
            .iter()
            .find(|(of, _, suffix)| !suffix.is_empty() && unit.is_none_or(|unit| unit == *of) && ends_in(base, suffix));
        if let Some((_, ucum, suffix)) = suffix {
            let stripped = without(base, suffix);
            // A collector does not add a suffix that the name contains.
            let name = if has_word(stripped, suffix) { base } else { stripped };
            return Self { name: name.to_owned(), unit: Cow::Borrowed(ucum) };
        }
        // Any other unit would be added to the name by a collector, except one in braces.
        let unit = match unit {
            None | Some(Unit::Count) => Cow::Borrowed(""),
            Some(unit) => Cow::Owned(format!("{{{}}}", unit.as_str())),
        };
        Self { name: base.to_owned(), unit }
    }

    /// Sets what a counter without another unit counts: `{call}`.
    pub(super) fn counting(self, unit: &'static str) -> Self {
        if self.unit.is_empty() { Self { unit: Cow::Borrowed(unit), ..self } } else { self }
    }
}

/// Returns the words of a name, as collectors separate them.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != ':')
}

fn has_word(name: &str, word: &str) -> bool {
    words(name).any(|of_name| of_name == word)
}

/// Whether a name consists of a part of its own and the last word `suffix`.
fn ends_in(name: &str, suffix: &str) -> bool {
    without(name, suffix).len() < name.len()
}

/// Returns the name without the last word `suffix`, if something is left.
fn without<'name>(name: &'name str, suffix: &str) -> &'name str {
    let stripped = name.strip_suffix(suffix).and_then(|name| name.strip_suffix(['_', '.']));
    // A name that starts with a digit or ends in a separator would be spelled in another way.
    stripped.filter(|name| name.ends_with(|letter: char| letter.is_ascii_alphanumeric())).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::family::metric_kind::MetricKind;
    use crate::engine::labels::identifier;
    use crate::engine::recorder::names::asked_identifier;

    /// Returns the name with which a collector exposes a metric to Prometheus.
    fn exposed(OtlpName { name, unit }: &OtlpName, is_counter: bool) -> String {
        let mut all: Vec<_> = words(name).filter(|word| !word.is_empty()).collect();
        let unit = if unit.starts_with('{') { "" } else { unit };
        let suffix = SUFFIXES.iter().find(|(_, ucum, _)| !ucum.is_empty() && *ucum == unit);
        all.extend(suffix.map(|(_, _, suffix)| *suffix).filter(|suffix| !has_word(name, suffix)));
        if is_counter {
            all.retain(|word| *word != "total");
            all.push("total");
        }
        all.join("_")
    }

    fn named(original: &str, is_counter: bool, unit: Option<Unit>) -> (String, String) {
        let OtlpName { name, unit } = OtlpName::new(original, is_counter, unit);
        (name, unit.into_owned())
    }

    #[test]
    fn names_have_no_unit_and_no_total() {
        let cases = [
            (("attuned_store_operations_total", true, Some(Unit::Count)), ("attuned_store_operations", "")),
            (("attuned_store_duration_seconds", false, Some(Unit::Seconds)), ("attuned_store_duration", "s")),
            (("http.server.request.duration.seconds", false, None), ("http.server.request.duration", "s")),
            (("sent_bytes_total", true, Some(Unit::Bytes)), ("sent", "By")),
            (("queue_bytes", false, None), ("queue", "By")),
            (("latency", false, Some(Unit::Seconds)), ("latency", "{seconds}")),
            (("speed", false, Some(Unit::BitsPerSecond)), ("speed", "{bits_per_second}")),
            (("seconds", false, Some(Unit::Seconds)), ("seconds", "{seconds}")),
            (("total", true, None), ("total", "")),
            (("seconds_of_seconds", false, None), ("seconds_of_seconds", "s")),
        ];
        for ((original, is_counter, unit), (name, of_unit)) in cases {
            assert_eq!(named(original, is_counter, unit), (name.to_owned(), of_unit.to_owned()), "{original}");
        }
    }

    #[test]
    fn a_name_of_the_conventions_is_unchanged_and_the_collector_adds_the_unit() {
        for side in ["client", "server"] {
            let original = format!("http.{side}.request.duration");
            let identifier = asked_identifier(&original, MetricKind::Histogram);
            let name = OtlpName::of(&original, &identifier, false, Some(Unit::Seconds));
            assert_eq!((name.name.as_str(), &*name.unit), (original.as_str(), "s"));
            assert_eq!(exposed(&name, false), identifier);
        }
    }

    #[test]
    fn a_counter_says_what_it_counts() {
        let calls = OtlpName::new("calls_total", true, Some(Unit::Count)).counting("{call}");
        assert_eq!((calls.name.as_str(), &*calls.unit), ("calls", "{call}"));
        let sent = OtlpName::new("sent_bytes_total", true, None).counting("{call}");
        assert_eq!((sent.name.as_str(), &*sent.unit), ("sent", "By"));
    }

    proptest! {
        #[test]
        fn a_collector_exposes_the_name_of_the_prometheus_page(
            parts in prop::collection::vec("[a-z][a-z0-9]{0,4}|seconds|bytes|percent|milliseconds", 1..5),
            separator in "[_.]",
            suffix in prop::option::of(prop::sample::select(&["seconds", "bytes", "milliseconds", "percent"][..])),
            unit in prop::option::of(prop::sample::select(&[Unit::Seconds, Unit::Bytes, Unit::Count, Unit::Tebibytes, Unit::BitsPerSecond][..])),
            is_counter: bool,
        ) {
            prop_assume!(parts.iter().all(|part| part != "total"));
            let mut original = parts.join(&separator);
            if let Some(suffix) = suffix {
                original = format!("{original}{separator}{suffix}");
            }
            let identifier = identifier::of_metric(&original).into_owned();
            let page = if is_counter { format!("{identifier}_total") } else { identifier };
            prop_assert_eq!(exposed(&OtlpName::new(&original, is_counter, unit), is_counter), page);
        }
    }
}
