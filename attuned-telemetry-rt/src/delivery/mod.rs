//! Delivers everything that leaves the process asynchronously: spans, log records, metrics, audit records and health
//! reports. It does not know these signals: it delivers items.
//!
//! Each adapter has a lane for each signal: a bounded queue, a worker with a thread of its own, and a circuit breaker.
//! A ledger counts what happens to every item.

#![cfg_attr(not(feature = "adapters"), allow(dead_code, unused_imports, reason = "audit sinks use a part of it"))]

mod breaker;
mod lane;
mod ledger;
mod outcome;
mod pipeline;
mod queue;
pub(crate) mod settings;
pub(crate) mod time;
mod worker;

pub use breaker::{
    BreakerState, BreakerWindow, CallOutcome, CircuitBreaker, CircuitBreakerConfig, Permit, Refusal, Transition,
    TransitionCause,
};
pub(crate) use lane::LaneName;
pub use lane::{DeliveryStatus, WorkerState};
pub use ledger::{Accounting, DeliveryReport};
pub(crate) use outcome::deliver::{Deliver, Pending};
pub use outcome::error::{DeliveryError, DeliveryErrorClass};
pub use outcome::receipt::Receipt;
pub(crate) use pipeline::{Begun, Control, Pipeline};
pub(crate) use queue::weigh::{Weigh, allocation};
pub use settings::config::{BatchConfig, DeliveryConfig, OverflowPolicy, QueueConfig, RetryConfig};
pub use settings::setting_error::SettingError;
pub(crate) use worker::guard;
