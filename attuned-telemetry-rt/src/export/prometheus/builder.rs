//! What an exporter can be told when it is made.

use std::time::Duration;

use super::error::PrometheusError;
use super::exporter::PrometheusExporter;
use crate::engine::Engine;
use crate::engine::histogram::bounds::MOST_BOUNDS;
use crate::engine::histogram::exponential::schema;
use crate::engine::recorder::config::{Buckets, Config};

/// What an exporter can be told when it is made.
///
/// ```
/// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
///
/// let wrong = PrometheusExporter::builder().buckets("order_euros", &[10.0, 1.0]).build();
/// assert_eq!(
///     wrong.err().map(|error| error.to_string()).as_deref(),
///     Some("`buckets` of `order_euros` is `[10.0, 1.0]`, expected each bound to be greater than the one before, and bound 2 is not")
/// );
/// ```
#[derive(Clone, Debug, Default)]
#[must_use = "a builder does nothing until `build`"]
pub struct PrometheusBuilder {
    config: Config,
}

impl PrometheusExporter {
    /// An exporter with other settings.
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
    /// The most series that a metric has, 2,000 unless it is said otherwise. What comes then is counted in one series
    /// more, in which every label is `__other__`, and in `attuned_telemetry_series_overflow_total`.
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

    /// The upper bounds of the buckets of one histogram: 1 to 100 finite numbers in ascending order. One more bucket
    /// without a bound is always there.
    ///
    /// A histogram that nothing is said of has 13 bounds: 1 µs to 16.8 s if its name ends in `_seconds`, 64 bytes to
    /// 1 GiB if it ends in `_bytes`, otherwise 0.001 to 10<sup>9</sup>.
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

    /// The same for every histogram whose name begins like this. [`buckets`](Self::buckets) of its own go before, and
    /// of several prefixes the longest counts. The example there shows both.
    pub fn buckets_for_prefix(mut self, prefix: impl Into<String>, bounds: &[f64]) -> Self {
        self.config.by_prefix.push((prefix.into(), Buckets::Bounds(bounds.to_vec())));
        self
    }

    /// Exponential buckets for one histogram, made where values come: each is 9 % wider than the one before it, and
    /// twice as wide wherever there would be more than 160. As protobuf it is shown as a native histogram, in the text
    /// formats by classic buckets at powers of four.
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

    /// The same for every histogram whose name begins like this; see [`buckets_for_prefix`](Self::buckets_for_prefix).
    /// [`exponential_buckets`](Self::exponential_buckets) shows both in an example.
    pub fn exponential_buckets_for_prefix(mut self, prefix: impl Into<String>) -> Self {
        self.config.by_prefix.push((prefix.into(), Buckets::Exponential(schema::DEFAULT)));
        self
    }

    /// Lets series expire whose labels are known only at run time, when their value has not changed for so long: 1
    /// second at least. They are not on the page any more. If nobody has a handle of one, its memory is used again, and
    /// when it comes back it begins at zero; otherwise it goes on from its value. Without this, none expires.
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
    /// assert!(exporter.render().contains("ada"), "for an hour");
    /// # Ok::<_, attuned_telemetry_rt::export::prometheus::PrometheusError>(())
    /// ```
    pub fn idle_timeout(mut self, idle: Duration) -> Self {
        self.config.idle = Some(idle);
        self
    }

    /// An exporter that has counted nothing yet.
    ///
    /// # Errors
    ///
    /// If a setting has a value that it cannot have. The error names it, its value and what is allowed.
    ///
    /// ```
    /// use attuned_telemetry_rt::export::prometheus::PrometheusExporter;
    ///
    /// assert!(PrometheusExporter::builder().series_limit(10_000).build().is_ok());
    /// let wrong = PrometheusExporter::builder().series_limit(0).build();
    /// assert_eq!(
    ///     wrong.err().map(|error| error.to_string()).as_deref(),
    ///     Some("`series_limit` is `0`, expected 1 or more")
    /// );
    /// ```
    pub fn build(self) -> Result<PrometheusExporter, PrometheusError> {
        let Config { series_limit, idle, by_name, by_prefix } = &self.config;
        if *series_limit == 0 {
            return Err(wrong("series_limit".to_owned(), "0".to_owned(), "1 or more".to_owned()));
        }
        if let Some(idle) = idle.filter(|idle| *idle < SHORTEST_IDLE) {
            return Err(wrong("idle_timeout".to_owned(), format!("{idle:?}"), format!("{SHORTEST_IDLE:?} or more")));
        }
        let settings = [("buckets", by_name), ("buckets_for_prefix", by_prefix)];
        for (setting, (of, bounds)) in
            settings.iter().flat_map(|(name, given)| given.iter().map(move |one| (name, one)))
        {
            let Buckets::Bounds(bounds) = bounds else { continue };
            if let Some(expected) = what_is_wrong(bounds) {
                return Err(wrong(format!("{setting}` of `{of}"), format!("{bounds:?}"), expected));
            }
        }
        Ok(PrometheusExporter::with(Engine::new(self.config)))
    }
}

/// A scrape or two must not be enough to lose a series.
const SHORTEST_IDLE: Duration = Duration::from_secs(1);

fn wrong(setting: String, value: String, expected: String) -> PrometheusError {
    PrometheusError::Setting { setting, value, expected }
}

/// What is expected of these bounds, if they are not like that.
fn what_is_wrong(bounds: &[f64]) -> Option<String> {
    if !(1..=MOST_BOUNDS).contains(&bounds.len()) {
        return Some(format!("1 to {MOST_BOUNDS} bounds, and there are {}", bounds.len()));
    }
    if let Some(index) = bounds.iter().position(|bound| !bound.is_finite()) {
        return Some(format!(
            "finite bounds, and bound {} is `{}`; a bucket without a bound is always there",
            index + 1,
            bounds[index]
        ));
    }
    let index = bounds.windows(2).position(|pair| pair[0] >= pair[1])?;
    Some(format!("each bound to be greater than the one before, and bound {} is not", index + 2))
}
