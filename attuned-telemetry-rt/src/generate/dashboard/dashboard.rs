//! The dashboard.

use serde_json::{Value, json};

use super::options::DashboardOptions;
use super::row::Row;
use super::rows::Rows;
use super::variables;
use crate::catalog::entries::Catalog;
use crate::core::text::json;
use crate::generate::families::families;

/// Version of the dashboard schema, from Grafana 11. Later versions migrate it.
const SCHEMA_VERSION: u32 = 39;

impl Catalog {
    /// Returns a Grafana dashboard, as JSON: call rate, error ratio, duration with exemplars and calls in flight of
    /// every operation, the most frequent errors and the slowest operations, error budgets, health and audit. Its
    /// variables are `datasource`, `job`, `instance` and `scope`.
    ///
    /// Exemplars link to traces if the data source sets `exemplarTraceIdDestinations`; see Grafana's documentation.
    ///
    /// ```
    /// use attuned_telemetry_rt::catalog::Catalog;
    /// use attuned_telemetry_rt::generate::dashboard::DashboardOptions;
    ///
    /// let dashboard = Catalog::default().dashboard(&DashboardOptions::new("Shop"));
    /// assert!(dashboard.contains(r#""title": "Shop""#));
    /// ```
    #[must_use]
    pub fn dashboard(&self, options: &DashboardOptions) -> String {
        let families = families(self);
        let rows = Rows::new(self, &families, options);
        let dashboard = document(options, &Row::lay_out(rows.all()), &variables::all(&families));
        json::escaped(format!("{dashboard:#}\n"))
    }
}

fn document(options: &DashboardOptions, panels: &[Value], variables: &Value) -> Value {
    let alerts = json!({
        "title": "Alerts", "type": "link", "url": "/alerting/list", "icon": "bolt", "tooltip": "Alert rules and their states",
        "asDropdown": false, "includeVars": false, "keepTime": false, "tags": [], "targetBlank": false,
    });
    json!({
        "uid": options.uid,
        "title": options.title,
        "description": "Generated from the annotations in the code: change them, and generate this dashboard again.",
        "tags": ["attuned-telemetry"],
        "schemaVersion": SCHEMA_VERSION,
        "editable": true,
        "graphTooltip": 1,
        "time": { "from": "now-1h", "to": "now" },
        "refresh": "30s",
        "timezone": "browser",
        "links": [alerts],
        "templating": { "list": variables },
        "panels": panels,
    })
}
