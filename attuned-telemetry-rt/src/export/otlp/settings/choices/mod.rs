//! The values of settings that are chosen from a list.

mod aggregation;
mod compression;
mod exemplar_filter;
mod exporter;
mod log_level;
mod named;
mod propagators;
mod protocol;
mod sampler;
mod temporality;

pub use aggregation::OtlpAggregation;
pub use compression::OtlpCompression;
pub use exemplar_filter::OtlpExemplarFilter;
pub use exporter::OtlpExporter;
pub use log_level::OtlpLogLevel;
pub(super) use named::{Named, names};
pub(super) use propagators::PROPAGATORS;
pub use protocol::OtlpProtocol;
pub use sampler::OtlpSampler;
pub use temporality::OtlpTemporality;
