//! The dashboard as a whole, and its options.

use serde_json::{Value, json};

use super::options::DashboardOptions;
use super::row::Row;
use super::rows::Rows;
use super::variables;
use crate::catalog::entries::Catalog;
use crate::generate::families::families;

/// The version of the dashboards' schema that is written, that of Grafana 11. Later ones read it.
const SCHEMA_VERSION: u32 = 39;

impl Catalog {
    /// A Grafana dashboard, as JSON: rate, share of errors, quantiles with exemplars and running calls of every
    /// operation, the errors that come most and the operations that take longest, budgets of objectives, health, and
    /// audit, with the variables `datasource`, `job`, `instance` and `scope`.
    ///
    /// An exemplar leads to its trace where the data source says where traces are: see `exemplarTraceIdDestinations` in
    /// Grafana's manual.
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
        format!("{:#}\n", document(options, &Row::lay_out(rows.all()), &variables::all(&families)))
    }
}

fn document(options: &DashboardOptions, panels: &[Value], variables: &Value) -> Value {
    let alerts = json!({
        "title": "Alerts", "type": "link", "url": "/alerting/list", "icon": "bolt", "tooltip": "The rules and their states",
        "asDropdown": false, "includeVars": false, "keepTime": false, "tags": [], "targetBlank": false,
    });
    json!({
        "uid": options.uid,
        "title": options.title,
        "description": "Made from the annotations in the code: change them and make this dashboard anew.",
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
