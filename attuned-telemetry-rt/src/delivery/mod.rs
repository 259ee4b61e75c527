//! Delivers everything that leaves the process asynchronously: spans, log records, metrics, audit records and health
//! reports. It does not know these signals: it delivers items.

mod error;
pub(crate) mod guard;
pub(crate) mod weigh;

pub use error::{DeliveryError, DeliveryErrorClass};
