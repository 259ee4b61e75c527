//! A catalog as JSON.

use serde::Serialize;

use super::duplicates::Duplicate;
use super::entries::{AuditEntry, Catalog, ComponentEntry, OperationEntry};

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
