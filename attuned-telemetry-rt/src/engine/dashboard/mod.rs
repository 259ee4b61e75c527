#![doc = include_str!("../../../docs/dashboards.md")]

mod expressions;
mod panel;
mod row;
mod rows;
mod variables;

use serde_json::{Value, json};

use super::catalog::Catalog;
use super::catalog::family::families;
use row::Row;
use rows::Rows;

/// The version of the dashboards' schema that is written, that of Grafana 11. Later ones read it.
const SCHEMA_VERSION: u32 = 39;

/// The longest identifier that Grafana takes, in bytes.
const LONGEST_UID: usize = 40;

/// What the dashboard of a program should know that no annotation says.
///
/// ```
/// use attuned_telemetry_rt::engine::dashboard::DashboardOptions;
///
/// let options = DashboardOptions::new("Shop").uid("shop").with_breakers();
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct DashboardOptions {
    title: String,
    uid: String,
    breakers: bool,
}

impl DashboardOptions {
    /// A dashboard with a title. Its `uid`, by which a newer one replaces it, is made of the title.
    #[must_use]
    pub fn new(title: impl Into<String>) -> Self {
        let title = title.into();
        Self { uid: identifier(&title), title, breakers: false }
    }

    /// Another `uid`. What Grafana does not take in one becomes `-`, and what is longer than 40 letters is cut off.
    #[must_use]
    pub fn uid(self, uid: &str) -> Self {
        Self { uid: identifier(uid), ..self }
    }

    /// Shows the breakers of the adapters, for a program that has such.
    #[must_use]
    pub fn with_breakers(self) -> Self {
        Self { breakers: true, ..self }
    }
}

/// `State store!` → `state-store-`
fn identifier(text: &str) -> String {
    let letter = |letter: char| match letter {
        'a'..='z' | '0'..='9' | '-' | '_' => letter,
        'A'..='Z' => letter.to_ascii_lowercase(),
        _ => '-',
    };
    text.chars().take(LONGEST_UID).map(letter).collect()
}

impl Catalog {
    /// A Grafana dashboard, as JSON: rate, share of errors, quantiles with exemplars and running calls of every
    /// operation, the errors that come most and the operations that take longest, budgets of objectives, health, and
    /// audit, with the variables `datasource`, `job`, `instance` and `scope`.
    ///
    /// An exemplar leads to its trace where the data source says where traces are: see `exemplarTraceIdDestinations` in
    /// Grafana's manual.
    ///
    /// ```
    /// use attuned_telemetry_rt::engine::catalog::Catalog;
    /// use attuned_telemetry_rt::engine::dashboard::DashboardOptions;
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

#[cfg(test)]
mod tests {
    use super::DashboardOptions;

    #[test]
    fn uid_has_letters_that_grafana_takes() {
        assert_eq!(DashboardOptions::new("State Store (größer)").uid, "state-store--gr--er-");
        assert_eq!(DashboardOptions::new("a".repeat(60)).uid.len(), 40);
    }
}
