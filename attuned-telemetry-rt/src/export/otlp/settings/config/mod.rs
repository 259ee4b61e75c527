//! The configuration in code.

mod config;
mod error;
mod limits;
mod pem;
mod signal_config;
mod telemetry;

pub use config::OtlpConfig;
pub use error::OtlpConfigError;
pub use limits::OtlpLimits;
pub use pem::OtlpPem;
pub use signal_config::OtlpSignalConfig;
pub(super) use signal_config::Transport;
