//! What an adapter said about its own health.

use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use crate::adapters::traits::adapter_health::AdapterHealth;

/// The last answer of [`health_check`](crate::adapters::MetricsAdapter::health_check), and when it was given.
#[derive(Default)]
pub(in crate::adapters) struct Checked(Mutex<Option<(AdapterHealth, Instant)>>);

impl Checked {
    pub(super) fn store(&self, health: AdapterHealth) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((health, Instant::now()));
    }

    /// Returns the last answer, if there is one.
    pub(in crate::adapters) fn read(&self) -> Option<(AdapterHealth, Instant)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
