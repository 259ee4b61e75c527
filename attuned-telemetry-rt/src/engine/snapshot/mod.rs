//! What the engine has recorded, as every exporter reads it: in no format, under the names that it was given.

mod metric;
mod series;
mod snapshot;

pub(crate) use super::family::table::Labels;
pub(crate) use super::labels::LabelSet;
pub(crate) use metric::Metric;
pub(crate) use series::{SeriesView, Value};
pub(crate) use snapshot::{Position, Snapshot};
