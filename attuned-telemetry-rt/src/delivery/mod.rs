//! Delivers everything that leaves the process asynchronously: spans, log records, metrics, audit records and health
//! reports. It does not know these signals: it delivers items.

mod breaker;
mod config;
mod error;
mod receipt;
pub(crate) mod setting_error;
pub(crate) mod weigh;

pub use breaker::{BreakerWindow, CircuitBreakerConfig};
pub use config::{BatchConfig, DeliveryConfig, OverflowPolicy, QueueConfig, RetryConfig};
pub use error::{DeliveryError, DeliveryErrorClass};
pub use receipt::Receipt;
pub use setting_error::SettingError;
