//! The builder of an exporter: buckets, the series limit, and the idle timeout.

use std::time::Duration;

use super::error::PrometheusError;
use super::exporter::PrometheusExporter;
use crate::core::text::excerpt::Excerpt;
use crate::engine::Engine;
use crate::engine::histogram::bounds::MOST_BOUNDS;
use crate::engine::histogram::exponential::schema;
use crate::engine::labels::identifier::of_metric;
use crate::engine::recorder::config::{Buckets, Config};

/// Builds a [`PrometheusExporter`] with histogram buckets, a series limit, or an idle timeout.
///
/// If several buckets apply to a histogram, the first of these takes precedence:
///
/// 1. [`buckets`](Self::buckets) or [`exponential_buckets`](Self::exponential_buckets), for the name of the histogram;
/// 2. `buckets` in the annotation of a function;
/// 3. [`buckets_for_prefix`](Self::buckets_for_prefix) or
///    [`exponential_buckets_for_prefix`](Self::exponential_buckets_for_prefix), the longest prefix first;
/// 4. the default bounds: see [`buckets`](Self::buckets).
///
/// The buckets of a name or a prefix can be set only once. An empty prefix is that of every histogram.
///
/// ```
/// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
///
/// let invalid = PrometheusExporter::builder().buckets("order_euros", &[10.0, 1.0]).build();
/// assert_eq!(
///     invalid.err().map(|error| error.to_string()).as_deref(),
///     Some(
///         "`buckets` of `order_euros` is `[10.0, 1.0]`, expected ascending bounds, but bound 2 is not greater than \
///          bound 1"
///     )
/// );
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until `build` is called"]
pub struct PrometheusBuilder {
    config: Config,
}

impl PrometheusExporter {
    /// Returns a builder, for settings other than the defaults.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// let exporter = PrometheusExporter::builder().series_limit(10_000).buckets("order_euros", &[1.0, 10.0]).build()?;
    /// assert_eq!(exporter.render(), "");
    /// # Ok::<_, attuned_telemetry_rt::export::prometheus::PrometheusError>(())
    /// ```
    pub fn builder() -> PrometheusBuilder {
        PrometheusBuilder::default()
    }
}

impl PrometheusBuilder {
    /// Sets the maximum number of series per metric: at least 1, by default 2,000.
    ///
    /// At the limit, updates of new series go to one additional series in which the value of every label is
    /// `__other__`. The counter `attuned_telemetry_series_overflow_total{metric="…"}` counts these updates, and the
    /// first one for a metric logs a warning. In the series of annotated functions, only labels from arguments or
    /// returned values become `__other__`.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// let exporter = PrometheusExporter::builder().series_limit(1).build()?;
    /// metrics::with_local_recorder(&exporter.recorder(), || {
    ///     ["ada", "bob"].map(|user| metrics::counter!("visits_total", "user" => user).increment(1));
    /// });
    /// assert!(exporter.render().contains("visits_total{user=\"__other__\"} 1\n"));
    /// # Ok::<_, attuned_telemetry_rt::export::prometheus::PrometheusError>(())
    /// ```
    pub fn series_limit(mut self, series: usize) -> Self {
        self.config.series_limit = series;
        self
    }

    /// Sets the maximum number of metrics that the program registers by name: at least 1, by default 10,000. The
    /// metrics of annotated functions count against the limit, but are always registered.
    ///
    /// At the limit, updates of new metrics are ignored. The counter `attuned_telemetry_metrics_overflow_total` counts
    /// these updates, and the first one logs a warning.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// let exporter = PrometheusExporter::builder().metric_limit(1).build()?;
    /// metrics::with_local_recorder(&exporter.recorder(), || {
    ///     ["ada", "bob"].map(|user| metrics::counter!(format!("visits_of_{user}")).increment(1));
    /// });
    /// let page = exporter.render();
    /// assert!(page.contains("visits_of_ada_total 1\n") && !page.contains("bob"));
    /// assert!(page.contains("attuned_telemetry_metrics_overflow_total 1\n"));
    /// # Ok::<_, attuned_telemetry_rt::export::prometheus::PrometheusError>(())
    /// ```
    pub fn metric_limit(mut self, metrics: usize) -> Self {
        self.config.metric_limit = metrics;
        self
    }

    /// Sets the maximum number of labels of a series: at least 1, by default 32. Further labels, in alphabetical order,
    /// are left out. They are counted as values that exceed the [`label_value_limit`](Self::label_value_limit) are.
    pub fn label_limit(mut self, labels: usize) -> Self {
        self.config.labels.labels = labels;
        self
    }

    /// Sets the maximum length of a label value: at least 8 bytes, by default 256.
    ///
    /// A longer value is cut after a whole character, and ends with `…`. The counter
    /// `attuned_telemetry_labels_cut_total{metric="…"}` counts how often a series is registered with labels that are
    /// cut, and the first one logs a warning.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// let exporter = PrometheusExporter::builder().label_value_limit(12).build()?;
    /// metrics::with_local_recorder(&exporter.recorder(), || {
    ///     metrics::counter!("visits_total", "path" => "/users/ada/orders").increment(1);
    /// });
    /// assert!(exporter.render().contains("visits_total{path=\"/users/ad…\"} 1\n"));
    /// # Ok::<_, attuned_telemetry_rt::export::prometheus::PrometheusError>(())
    /// ```
    pub fn label_value_limit(mut self, bytes: usize) -> Self {
        self.config.labels.value_bytes = bytes;
        self
    }

    /// Sets the upper bounds of the buckets of one histogram: 1 to 100 finite numbers in ascending order, in the unit
    /// of the histogram, such as seconds. The bucket `+Inf` is always added.
    ///
    /// The default is 13 bounds, which depend on the name of the histogram: 1 µs to 16.8 s for `…_seconds`, 64 bytes to
    /// 1 GiB for `…_bytes`, otherwise 0.001 to 10<sup>9</sup>.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// let exporter = PrometheusExporter::builder()
    ///     .buckets_for_prefix("order_", &[1.0, 10.0])
    ///     .buckets("order_euros", &[5.0, 50.0])
    ///     .build()?;
    /// metrics::with_local_recorder(&exporter.recorder(), || metrics::histogram!("order_euros").record(12.5));
    /// assert!(exporter.render().contains("order_euros_bucket{le=\"50.0\"} 1\n"));
    /// # Ok::<_, attuned_telemetry_rt::export::prometheus::PrometheusError>(())
    /// ```
    pub fn buckets(mut self, metric: impl Into<String>, bounds: &[f64]) -> Self {
        self.config.by_name.push((metric.into(), Buckets::Bounds(bounds.to_vec())));
        self
    }

    /// Sets the upper bounds of the buckets of every histogram whose name starts with `prefix`. The same bounds are
    /// allowed as in [`buckets`](Self::buckets), which takes precedence. The example there shows both methods. If
    /// several prefixes match, the longest applies.
    pub fn buckets_for_prefix(mut self, prefix: impl Into<String>, bounds: &[f64]) -> Self {
        self.config.by_prefix.push((prefix.into(), Buckets::Bounds(bounds.to_vec())));
        self
    }

    /// Sets exponential buckets for one histogram.
    ///
    /// Buckets are created as values are recorded. Each upper bound is 9 % greater than the previous one. When a series
    /// has 160 buckets and needs one more, neighbouring buckets are merged in pairs, which halves the resolution. In
    /// protobuf the histogram is a native histogram; in the text formats it has classic buckets at powers of four.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// let exporter = PrometheusExporter::builder()
    ///     .exponential_buckets("order_euros")
    ///     .exponential_buckets_for_prefix("store_")
    ///     .build()?;
    /// metrics::with_local_recorder(&exporter.recorder(), || {
    ///     metrics::histogram!("order_euros").record(12.5);
    ///     metrics::histogram!("store_seconds").record(0.25);
    /// });
    /// assert!(exporter.render().contains("order_euros_bucket{le=\"16.0\"} 1\n"));
    /// # Ok::<_, attuned_telemetry_rt::export::prometheus::PrometheusError>(())
    /// ```
    pub fn exponential_buckets(mut self, metric: impl Into<String>) -> Self {
        self.config.by_name.push((metric.into(), Buckets::Exponential(schema::DEFAULT)));
        self
    }

    /// Sets [exponential buckets](Self::exponential_buckets) for every histogram whose name starts with `prefix`. The
    /// precedence is that of [`buckets_for_prefix`](Self::buckets_for_prefix).
    pub fn exponential_buckets_for_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.config.by_prefix.push((prefix.into(), Buckets::Exponential(schema::DEFAULT)));
        self
    }

    /// Sets the idle timeout of series with labels: at least 1 second. By default, series do not expire.
    ///
    /// A series expires if nothing is recorded in it for this time. Setting a gauge to the value that it already has,
    /// or adding zero to a counter, is a recording, too. An expired series is no longer on the page. If the program
    /// still has a handle of the series, the series reappears at the next recording, and continues from its value.
    /// Otherwise its memory is reused, and a later series with the same labels starts at zero.
    ///
    /// Series without labels do not expire. A series of an annotated function expires only if it has labels from
    /// arguments or returned values.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// let exporter = PrometheusExporter::builder().idle_timeout(Duration::from_secs(3_600)).build()?;
    /// metrics::with_local_recorder(&exporter.recorder(), || {
    ///     metrics::counter!("visits_total", "user" => "ada").increment(1);
    /// });
    /// assert!(exporter.render().contains("ada"), "expires after one hour");
    /// # Ok::<_, attuned_telemetry_rt::export::prometheus::PrometheusError>(())
    /// ```
    pub fn idle_timeout(mut self, idle: Duration) -> Self {
        self.config.idle = Some(idle);
        self
    }

    /// Builds the exporter. Its only series are those of annotated functions, at zero.
    ///
    /// # Errors
    ///
    /// Returns [`PrometheusError::Setting`] if a setting has an invalid value. The error contains the name of the
    /// setting, its value, and the values that are allowed.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// assert!(PrometheusExporter::builder().series_limit(10_000).build().is_ok());
    /// let invalid = PrometheusExporter::builder().series_limit(0).build();
    /// assert_eq!(
    ///     invalid.err().map(|error| error.to_string()).as_deref(),
    ///     Some("`series_limit` is `0`, expected 1 or more")
    /// );
    /// ```
    pub fn build(self) -> Result<PrometheusExporter, PrometheusError> {
        let Config { series_limit, metric_limit, labels, idle, by_name, by_prefix } = &self.config;
        for (setting, value, least) in [
            ("series_limit", *series_limit, 1),
            ("metric_limit", *metric_limit, 1),
            ("label_limit", labels.labels, 1),
            ("label_value_limit", labels.value_bytes, SHORTEST_VALUE),
        ] {
            if value < least {
                return Err(wrong(setting.to_owned(), value.to_string(), format!("{least} or more")));
            }
        }
        if let Some(idle) = idle.filter(|idle| *idle < SHORTEST_IDLE) {
            return Err(wrong("idle_timeout".to_owned(), format!("{idle:?}"), format!("{SHORTEST_IDLE:?} or more")));
        }
        let settings = [("buckets", by_name), ("buckets_for_prefix", by_prefix)];
        for (setting, given) in settings {
            check_names(setting, given)?;
            for (of, buckets) in given {
                check_bounds(setting, of, buckets)?;
            }
        }
        Ok(PrometheusExporter::with(Engine::new(self.config)))
    }
}

/// Minimum of the idle timeout. With a shorter one, a series could expire between two scrapes.
const SHORTEST_IDLE: Duration = Duration::from_secs(1);

/// Minimum of the limit of label values. A shorter text would consist of little more than the mark.
const SHORTEST_VALUE: usize = 8;

fn wrong(setting: String, value: String, expected: String) -> PrometheusError {
    PrometheusError::Setting { setting, value, expected }
}

/// Checks that no name is empty or set twice. Names with the same identifier are the same metric.
fn check_names(setting: &str, given: &[(String, Buckets)]) -> Result<(), PrometheusError> {
    for (place, (of, _)) in given.iter().enumerate() {
        if of.is_empty() && setting == "buckets" {
            return Err(wrong("buckets".to_owned(), String::new(), "the name of a histogram".to_owned()));
        }
        let is_same = |name: &str| name == of || (![name, of].contains(&"") && of_metric(name) == of_metric(of));
        if let Some((earlier, _)) = given[..place].iter().find(|(name, _)| is_same(name)) {
            let expected = format!("each name once, but {} has buckets already", Excerpt(earlier));
            return Err(wrong(setting.to_owned(), of.clone(), expected));
        }
    }
    Ok(())
}

fn check_bounds(setting: &str, of: &str, buckets: &Buckets) -> Result<(), PrometheusError> {
    let Buckets::Bounds(bounds) = buckets else { return Ok(()) };
    what_is_wrong(bounds)
        .map_or(Ok(()), |expected| Err(wrong(format!("{setting}` of `{of}"), format!("{bounds:?}"), expected)))
}

/// Returns what is expected of the bounds, or `None` if they are valid.
fn what_is_wrong(bounds: &[f64]) -> Option<String> {
    if !(1..=MOST_BOUNDS).contains(&bounds.len()) {
        return Some(format!("1 to {MOST_BOUNDS} bounds, found {}", bounds.len()));
    }
    if let Some(index) = bounds.iter().position(|bound| !bound.is_finite()) {
        return Some(format!(
            "finite bounds, but bound {} is `{}`; the bucket `+Inf` is always added",
            index + 1,
            bounds[index]
        ));
    }
    let index = bounds.windows(2).position(|pair| pair[0] >= pair[1])?;
    Some(format!("ascending bounds, but bound {} is not greater than bound {}", index + 2, index + 1))
}
