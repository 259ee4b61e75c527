//! The catalog as JSON.

use serde::Serialize;

use super::duplicates::Duplicate;
use super::entries::{AuditEntry, Catalog, ComponentEntry, OperationEntry};
use crate::core::text::json;

/// The catalog and its duplicates.
#[derive(Serialize)]
struct Page<'a> {
    operations: &'a [OperationEntry],
    audit_events: &'a [AuditEntry],
    components: &'a [ComponentEntry],
    duplicates: Vec<Duplicate>,
}

impl Catalog {
    /// Returns the catalog as JSON: its lists in order, then the [`duplicates`](Self::duplicates). Durations are in
    /// seconds; missing values are `null`.
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
        // Serialising fails only for maps with keys that are not strings, and there are no maps.
        json::escaped(serde_json::to_string_pretty(&page).unwrap_or_default())
    }
}
