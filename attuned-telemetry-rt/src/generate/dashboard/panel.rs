//! Grafana panels.

use serde_json::{Value, json};

/// A panel.
pub(crate) struct Panel {
    pub(crate) title: &'static str,
    pub(crate) description: &'static str,
    pub(crate) kind: Kind,
    pub(crate) unit: &'static str,
    pub(crate) width: u32,
    pub(crate) queries: Vec<Query>,
    /// Link of the values.
    pub(crate) link: Option<Value>,
}

/// Visualisation of a panel.
pub(crate) enum Kind {
    /// Time series.
    Lines,
    /// Time series of burn rates, with thresholds.
    BurnRate,
    /// Table of the values over the whole time range. `value` is the title of their column.
    Table { value: &'static str },
    /// State timeline: value, text and colour of each state.
    States(&'static [(u32, &'static str, &'static str)]),
}

/// A Prometheus query.
pub(crate) struct Query {
    pub(crate) expression: String,
    pub(crate) legend: String,
    /// Whether exemplars are shown.
    pub(crate) exemplars: bool,
}

impl Query {
    pub(crate) fn new(expression: String, legend: impl Into<String>) -> Self {
        Self { expression, legend: legend.into(), exemplars: false }
    }

    pub(crate) fn with_exemplars(self) -> Self {
        Self { exemplars: true, ..self }
    }

    fn into_json(self, position: u8, is_table: bool) -> Value {
        json!({
            "refId": char::from(b'A' + position).to_string(), "datasource": datasource(), "editorMode": "code",
            "expr": self.expression, "legendFormat": self.legend, "exemplar": self.exemplars,
            "range": !is_table, "instant": is_table, "format": if is_table { "table" } else { "time_series" },
        })
    }
}

/// The data source selected by the variable.
pub(crate) fn datasource() -> Value {
    json!({ "type": "prometheus", "uid": "${datasource}" })
}

impl Panel {
    pub(crate) fn new(title: &'static str, unit: &'static str, description: &'static str, queries: Vec<Query>) -> Self {
        Self { title, description, kind: Kind::Lines, unit, width: 8, queries, link: None }
    }

    pub(crate) fn kind(self, kind: Kind) -> Self {
        Self { kind, ..self }
    }

    /// Sets the width to half of the page.
    pub(crate) fn wide(self) -> Self {
        Self { width: 12, ..self }
    }

    /// Sets the link of the values.
    pub(crate) fn linked(self, link: Value) -> Self {
        Self { link: Some(link), ..self }
    }

    pub(crate) fn into_json(self, id: usize, place: &Value) -> Value {
        let is_table = matches!(self.kind, Kind::Table { .. });
        let queries = (0..).zip(self.queries).map(|(position, query)| query.into_json(position, is_table));
        let mut defaults = json!({ "unit": self.unit, "custom": self.kind.style() });
        if let Some(link) = self.link {
            defaults["links"] = json!([link]);
        }
        self.kind.configure(&mut defaults);
        let mut panel = json!({
            "id": id, "type": self.kind.name(), "title": self.title, "description": self.description,
            "datasource": datasource(), "gridPos": place,
            "fieldConfig": { "defaults": defaults, "overrides": [] },
            "options": self.kind.options(),
            "targets": queries.collect::<Vec<_>>(),
        });
        let (transformation, options) = self.kind.transformation();
        panel["transformations"] = json!([{ "id": transformation, "options": options }]);
        panel
    }
}

impl Kind {
    /// Returns the panel type.
    const fn name(&self) -> &'static str {
        match self {
            Self::Lines | Self::BurnRate => "timeseries",
            Self::Table { .. } => "table",
            Self::States(_) => "state-timeline",
        }
    }

    fn style(&self) -> Value {
        match self {
            Self::Lines => json!({ "fillOpacity": 10, "lineWidth": 1, "showPoints": "never" }),
            Self::BurnRate => json!({
                "fillOpacity": 0, "lineWidth": 1, "showPoints": "never", "thresholdsStyle": { "mode": "line" },
            }),
            Self::Table { .. } => json!({ "align": "auto" }),
            Self::States(_) => json!({ "fillOpacity": 80, "lineWidth": 0 }),
        }
    }

    fn options(&self) -> Value {
        let tooltip = json!({ "mode": "multi", "sort": "desc" });
        match self {
            Self::Lines | Self::BurnRate => {
                let legend = json!({ "showLegend": true, "displayMode": "table", "placement": "bottom", "calcs": ["mean", "max"] });
                json!({ "legend": legend, "tooltip": tooltip })
            }
            Self::Table { value } => {
                json!({ "showHeader": true, "cellHeight": "sm", "sortBy": [{ "displayName": value, "desc": true }] })
            }
            Self::States(_) => {
                let legend = json!({ "showLegend": true, "displayMode": "list", "placement": "bottom", "calcs": [] });
                json!({
                    "legend": legend, "tooltip": tooltip, "showValue": "never", "mergeValues": true, "rowHeight": 0.8,
                    "alignValue": "left",
                })
            }
        }
    }

    /// Returns the transformation of the query results.
    fn transformation(&self) -> (&'static str, Value) {
        match self {
            Self::Table { value } => {
                ("organize", json!({ "excludeByName": { "Time": true }, "renameByName": { "Value": value } }))
            }
            // A legend contains the labels of all operations. A label that a series does not have leaves two spaces.
            Self::Lines | Self::BurnRate | Self::States(_) => {
                ("renameByRegex", json!({ "regex": "/ {2,}/g", "renamePattern": " " }))
            }
        }
    }

    /// Sets minimum, thresholds or value mappings.
    fn configure(&self, defaults: &mut Value) {
        match self {
            Self::Lines => defaults["min"] = json!(0),
            Self::BurnRate => {
                let steps = [
                    json!({ "value": null, "color": "transparent" }),
                    json!({ "value": 1, "color": "orange" }),
                    json!({ "value": 14.4, "color": "red" }),
                ];
                defaults["thresholds"] = json!({ "mode": "absolute", "steps": steps });
            }
            Self::Table { .. } => {}
            Self::States(states) => {
                let mut words = json!({});
                for (state, word, color) in *states {
                    words[state.to_string()] = json!({ "text": word, "color": color, "index": state });
                }
                defaults["mappings"] = json!([{ "type": "value", "options": words }]);
            }
        }
    }
}
