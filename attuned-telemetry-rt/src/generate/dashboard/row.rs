//! Rows, and the layout of panels.

use serde_json::{Value, json};

use super::panel::Panel;

/// Width of Grafana's grid, in columns.
const WIDTH: u32 = 24;

/// Height of a panel, in grid units.
const HEIGHT: u32 = 8;

/// A row: panels under a title.
pub(crate) struct Row {
    pub(crate) title: String,
    /// Variable for which the row is repeated, once for each value.
    pub(crate) repeat: Option<&'static str>,
    pub(crate) panels: Vec<Panel>,
}

impl Row {
    pub(crate) fn new(title: &str, panels: Vec<Panel>) -> Self {
        Self { title: title.to_owned(), repeat: None, panels }
    }

    /// Numbers and places the rows and their panels. Rows without panels are left out.
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
