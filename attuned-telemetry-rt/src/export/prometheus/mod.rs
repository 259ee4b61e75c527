//! Metrics for Prometheus: its text format, OpenMetrics, and protobuf behind the feature `protobuf`.
//!
//! A [`PrometheusExporter`] counts and is asked for a [`Page`] of what it has counted, by `Endpoints::with_metrics` or
//! by a server of your own:
//!
//! ```
//! use attuned_telemetry_rt::export::prometheus::{Format, PrometheusExporter};
//!
//! let exporter = PrometheusExporter::builder()
//!     .buckets("order_euros", &[1.0, 10.0, 100.0])
//!     .buckets_for_prefix("store_", &[0.001, 0.01, 0.1, 1.0])
//!     .series_limit(10_000)
//!     .build()?;
//! exporter.install()?;
//!
//! metrics::histogram!("order_euros").record(12.5);
//!
//! // As the server of an HTTP request with this header.
//! let format = Format::accepted("application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");
//! assert_eq!(format.content_type(), "application/openmetrics-text; version=1.0.0; charset=utf-8");
//! for piece in exporter.page(format) {
//!     let text = String::from_utf8_lossy(&piece);
//!     assert!(text.contains("order_euros_bucket{le=\"100.0\"} 1\n"));
//!     assert!(text.ends_with("# EOF\n"));
//! }
//! # Ok::<_, attuned_telemetry_rt::export::prometheus::PrometheusError>(())
//! ```

mod builder;
mod error;
mod exemplar;
mod exporter;
mod format;
#[cfg(feature = "serve")]
pub(crate) mod gzip;
mod lines;
pub(crate) mod negotiation;
mod number;
mod open_metrics;
mod page;
#[cfg(feature = "protobuf")]
mod protobuf;
mod series;
mod short_text;
mod text;

pub use builder::PrometheusBuilder;
pub use error::PrometheusError;
pub use exporter::PrometheusExporter;
pub use format::Format;
pub use page::Page;
