#![doc = include_str!("../../../docs/metrics.md")]

mod builder;
mod error;
mod exporter;
pub(crate) mod format;
#[cfg(feature = "serve")]
pub(crate) mod gzip;
mod page;
#[cfg(feature = "protobuf")]
mod protobuf;
mod text;
mod unit;

pub use builder::PrometheusBuilder;
pub use error::PrometheusError;
pub use exporter::PrometheusExporter;
pub use format::Format;
pub use page::Page;
