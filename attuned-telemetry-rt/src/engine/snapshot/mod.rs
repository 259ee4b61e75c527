//! The interface of the engine to exporters. It is independent of their formats, and provides the original names.

mod metric;
mod series;
mod snapshot;

pub(crate) use super::family::series::table::Labels;
pub(crate) use super::labels::{LabelName, LabelSet};
pub(crate) use metric::Metric;
#[cfg(feature = "adapters")]
pub(crate) use series::series_of_a_step;
pub(crate) use series::{SeriesView, Value};
pub(crate) use snapshot::{Position, Snapshot};
