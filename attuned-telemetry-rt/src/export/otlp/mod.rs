#![doc = include_str!("../../../docs/otlp.md")]
//!
#![doc = include_str!("../../../docs/otel_environment.md")]
#![doc = include_str!("../../../docs/otlp_faults.md")]

pub(crate) mod client;
pub(crate) mod encode;
pub(crate) mod metrics;
pub(crate) mod settings;
pub(crate) mod signal;

pub use settings::{
    OtlpAggregation, OtlpCompression, OtlpConfig, OtlpConfigError, OtlpDescription, OtlpExemplarFilter, OtlpExporter,
    OtlpLimits, OtlpLogLevel, OtlpPem, OtlpProtocol, OtlpSampler, OtlpSetting, OtlpSettings, OtlpSignalConfig,
    OtlpSource, OtlpTemporality, OtlpVariable, OtlpWarning, OtlpWarningKind,
};
pub use signal::OtlpSignal;
