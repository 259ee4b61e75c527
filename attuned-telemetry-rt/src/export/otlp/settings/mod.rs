//! What is configured for OTLP, in code and by environment variables.

mod choices;
mod config;
mod environment;
mod report;
mod resolve;
pub(crate) mod resolved;
mod resource;
pub(crate) mod transport;
mod values;

pub use choices::{
    OtlpAggregation, OtlpCompression, OtlpExemplarFilter, OtlpExporter, OtlpLogLevel, OtlpProtocol, OtlpSampler,
    OtlpTemporality,
};
pub use config::{OtlpConfig, OtlpConfigError, OtlpLimits, OtlpPem, OtlpSignalConfig};
pub use environment::OtlpVariable;
pub use report::{OtlpDescription, OtlpSetting, OtlpSource, OtlpWarning, OtlpWarningKind};
pub use resolved::OtlpSettings;
pub(crate) use values::masked_url;
