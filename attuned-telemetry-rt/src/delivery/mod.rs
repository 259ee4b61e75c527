//! Delivers everything that leaves the process asynchronously: spans, log records, metrics, audit records and health
//! reports. It does not know these signals: it delivers items.

mod breaker;
mod error;
pub(crate) mod setting_error;
pub(crate) mod weigh;

pub use breaker::{
    BreakerState, BreakerWindow, CallOutcome, CircuitBreaker, CircuitBreakerConfig, Permit, Refusal, Transition,
    TransitionCause,
};
pub use error::{DeliveryError, DeliveryErrorClass};
pub use setting_error::SettingError;
