#![doc = include_str!("../../../docs/metrics.md")]

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
