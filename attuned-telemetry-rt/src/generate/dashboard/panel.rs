//! Panels as Grafana knows them.

use serde_json::{Value, json};

/// One panel.
pub(crate) struct Panel {
    pub(crate) title: &'static str,
    pub(crate) description: &'static str,
    pub(crate) kind: Kind,
    pub(crate) unit: &'static str,
    pub(crate) width: u32,
    pub(crate) queries: Vec<Query>,
    /// Where a click on a value leads.
    pub(crate) link: Option<Value>,
}

/// How a panel shows its numbers.
pub(crate) enum Kind {
    /// Lines over the time.
    Lines,
    /// Lines that the errors' budget allows up to 1.
    Budget,
    /// The greatest numbers of the whole time, the column named so.
    Table { value: &'static str },
    /// The states that something was in over the time: number, word, colour.
    States(&'static [(u32, &'static str, &'static str)]),
}

/// A question to Prometheus.
pub(crate) struct Query {
    pub(crate) expression: String,
    pub(crate) legend: String,
    /// Whether single calls are shown that the numbers are made of.
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

/// The data source that is chosen on the page.
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

    /// Half of the page.
    pub(crate) fn wide(self) -> Self {
        Self { width: 12, ..self }
    }

    /// Makes of a click on a value a look at its scope alone.
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
        self.kind.mark(&mut defaults);
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
    /// The panel's type.
    const fn name(&self) -> &'static str {
        match self {
            Self::Lines | Self::Budget => "timeseries",
            Self::Table { .. } => "table",
            Self::States(_) => "state-timeline",
        }
    }

    fn style(&self) -> Value {
        match self {
            Self::Lines => json!({ "fillOpacity": 10, "lineWidth": 1, "showPoints": "never" }),
            Self::Budget => json!({
                "fillOpacity": 0, "lineWidth": 1, "showPoints": "never", "thresholdsStyle": { "mode": "line" },
            }),
            Self::Table { .. } => json!({ "align": "auto" }),
            Self::States(_) => json!({ "fillOpacity": 80, "lineWidth": 0 }),
        }
    }

    fn options(&self) -> Value {
        let tooltip = json!({ "mode": "multi", "sort": "desc" });
        match self {
            Self::Lines | Self::Budget => {
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

    /// What is done with the answers before they are shown.
    fn transformation(&self) -> (&'static str, Value) {
        match self {
            Self::Table { value } => {
                ("organize", json!({ "excludeByName": { "Time": true }, "renameByName": { "Value": value } }))
            }
            // A legend has a place for the labels of all operations, and two spaces for one that a series has not.
            Self::Lines | Self::Budget | Self::States(_) => {
                ("renameByRegex", json!({ "regex": "/ {2,}/g", "renamePattern": " " }))
            }
        }
    }

    /// What the numbers mean.
    fn mark(&self, defaults: &mut Value) {
        match self {
            Self::Lines => defaults["min"] = json!(0),
            Self::Budget => {
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
