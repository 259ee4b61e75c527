//! Annotated code without `std`. `ci/features` compiles it for a target that has no `std`, with every feature of the
//! runtime off. Other steps compile it with features that other packages enable.

#![no_std]

extern crate alloc;

use alloc::boxed::Box;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use attuned_telemetry_rt::{
    CappedLabels, Checking, ComponentHealth, ErrorType, HealthCheck, HealthRegistry, HealthState, HealthStatus,
    LabelValue, audited, observed,
};

/// The strings that may be a label.
pub static NAMES: CappedLabels<2> = CappedLabels::new();

/// Errors of a store.
#[derive(Debug, ErrorType)]
pub enum StoreError {
    /// There is no such entry.
    NotFound,
    /// The name has the wrong encoding.
    #[error_type("encoding")]
    Encoding(core::str::Utf8Error),
}

/// The kind of an entry.
#[derive(Clone, Copy, Debug, LabelValue)]
pub enum Kind {
    /// It is kept.
    Kept,
    /// It may be removed.
    #[label("removable")]
    Temporary,
}

/// A store with a component.
#[derive(HealthCheck)]
pub struct Store {
    entries: Vec<String>,
    #[health(optional)]
    disk: Arc<Disk>,
    #[health(degraded_above = 80, unhealthy_above = 95)]
    used_percent: u8,
}

/// A component with a check of its own.
pub struct Disk {
    /// Whether it answers.
    pub answers: bool,
}

impl HealthCheck for Disk {
    fn check<'life0, 'async_trait>(&'life0 self) -> Checking<'async_trait>
    where
        'life0: 'async_trait,
        Self: 'async_trait,
    {
        let state = if self.answers { HealthState::Healthy } else { HealthState::Unhealthy };
        Box::pin(core::future::ready(ComponentHealth::new("disk", state)))
    }
}

#[observed]
impl Store {
    /// Creates an empty store.
    #[must_use]
    #[observed(skip)]
    pub fn new(disk: Arc<Disk>) -> Self {
        Self { entries: Vec::new(), disk, used_percent: 0 }
    }

    /// Adds an entry.
    #[observed(labels(kind, name = NAMES.label(name)), slow = "1ms", slo(latency = "1ms", target = 99.0))]
    #[audited(event = StateCreated, user_id = name)]
    pub fn add(&mut self, name: &str, kind: Kind) {
        if let Kind::Kept = kind {
            self.entries.push(name.into());
        }
        self.used_percent = self.used_percent.saturating_add(1);
    }

    /// Finds an entry.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such entry.
    #[observed(err(debug), fields(name), in_flight)]
    pub fn find(&self, name: &[u8]) -> Result<&str, StoreError> {
        let name = core::str::from_utf8(name).map_err(StoreError::Encoding)?;
        self.entries.iter().find(|entry| *entry == name).map(String::as_str).ok_or(StoreError::NotFound)
    }

    /// Finds an entry later.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such entry.
    #[audited(event = "entry_read")]
    pub async fn find_later(&self, name: &[u8]) -> Result<&str, StoreError> {
        core::future::ready(self.find(name)).await
    }

    /// Whether the disk answers.
    #[must_use]
    pub fn has_disk(&self) -> bool {
        self.disk.answers
    }
}

/// Checks a store.
pub async fn check(store: Store) -> HealthStatus {
    let registry = HealthRegistry::new();
    registry.register(Arc::new(store));
    registry.check().await
}
