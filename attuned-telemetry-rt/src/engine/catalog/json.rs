//! A catalog as JSON.

use std::time::Duration;

use serde::{Serialize, Serializer};

use super::duplicates::Duplicate;
use super::entries::{AuditEntry, Catalog, ComponentEntry, OperationEntry};
use crate::Outcome;

/// A catalog, and what is to be seen in it.
#[derive(Serialize)]
struct Page<'a> {
    operations: &'a [OperationEntry],
    audit_events: &'a [AuditEntry],
    components: &'a [ComponentEntry],
    duplicates: Vec<Duplicate>,
}

impl Catalog {
    /// The catalog as JSON, in the order of its lists, and the [`duplicates`](Self::duplicates) behind them. Times are in
    /// seconds, and what is not there is `null`.
    ///
    /// ```standalone_crate
    /// use attuned_telemetry_rt::{catalog, observed};
    ///
    /// /// Finds a user.
    /// #[observed(scope = "attuned.store", slow = "250ms")]
    /// fn find() {}
    ///
    /// let json = catalog().to_json();
    /// assert!(json.contains(r#""doc": "Finds a user.""#));
    /// assert!(json.contains(r#""slow_seconds": 0.25"#));
    /// # find();
    /// ```
    #[must_use]
    pub fn to_json(&self) -> String {
        let Self { operations, audit_events, components } = self;
        let page = Page { operations, audit_events, components, duplicates: self.duplicates() };
        // Only a map whose keys are no texts is refused, and there is no map.
        serde_json::to_string_pretty(&page).unwrap_or_default()
    }
}

/// An outcome is written as the label `status` has it.
impl Serialize for Outcome {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

pub(super) fn seconds<S: Serializer>(time: &Duration, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64(time.as_secs_f64())
}

#[expect(clippy::ref_option, reason = "serde gives it so")]
pub(super) fn seconds_if_any<S: Serializer>(time: &Option<Duration>, serializer: S) -> Result<S::Ok, S::Error> {
    match time {
        Some(time) => seconds(time, serializer),
        None => serializer.serialize_none(),
    }
}
