//! Where panels are: in rows, from left to right.

use serde_json::{Value, json};

use super::panel::Panel;

/// How wide Grafana's grid is.
const WIDTH: u32 = 24;

/// How high panels are.
const HEIGHT: u32 = 8;

/// Panels under a title.
pub(crate) struct Row {
    pub(crate) title: String,
    /// The variable of whose values each has a row of its own.
    pub(crate) repeat: Option<&'static str>,
    pub(crate) panels: Vec<Panel>,
}

impl Row {
    pub(crate) fn new(title: &str, panels: Vec<Panel>) -> Self {
        Self { title: title.to_owned(), repeat: None, panels }
    }

    /// The rows and their panels, numbered and placed. A row without panels is left out.
    pub(crate) fn lay_out(rows: Vec<Self>) -> Vec<Value> {
        let mut placed = Vec::new();
        let mut y = 0;
        for row in rows.into_iter().filter(|row| !row.panels.is_empty()) {
            let id = placed.len() + 1;
            let mut header = json!({
                "id": id, "type": "row", "title": row.title, "collapsed": false, "panels": [],
                "gridPos": { "x": 0, "y": y, "w": WIDTH, "h": 1 },
            });
            if let Some(variable) = row.repeat {
                header["repeat"] = variable.into();
            }
            placed.push(header);
            y += 1;
            let mut x = 0;
            for panel in row.panels {
                if x + panel.width > WIDTH {
                    x = 0;
                    y += HEIGHT;
                }
                let place = json!({ "x": x, "y": y, "w": panel.width, "h": HEIGHT });
                x += panel.width;
                let id = placed.len() + 1;
                placed.push(panel.into_json(id, &place));
            }
            y += HEIGHT;
        }
        placed
    }
}
